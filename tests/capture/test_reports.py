"""What a report says of itself, and what is refused."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from saidso.capture import Capture, capture, find, report
from saidso.capture.bylines import people
from saidso.errors import InputError
from saidso.record import Published, Report

STORY = (
    "Two farmers were wounded on Sunday when gunmen opened fire on a market in the town of Darvo.\n\n"
    "The mayor said that the attackers had fled across the river on Nov. 3, 2029 before police came.\n\n"
    "The attack was the third on the town since March 4, 2028, when a bomb went off at the bridge.\n"
)


def text(words: str) -> Capture:
    return capture("t", words.encode(), "text")


def line(**fields: object) -> Capture:
    return capture("t", json.dumps(fields).encode(), "jsonl")


def page(body: str, head: str = "") -> Capture:
    source = f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}</body></html>'
    return capture("t.html", source.encode(), "html")


def published(found: Report) -> tuple[str, str] | None:
    return (found.published.edtf, found.published.from_) if found.published else None


HTML_STORY = "<article><h1>Gunmen wound two at market</h1>" + "".join(
    f"<p>{p} Nobody else was hurt, the hospital in the town said on Monday.</p>"
    for p in STORY.strip().split("\n\n")
) + "</article>"  # fmt: skip


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", None),
        ("Published: Nov 22, 2031", ("2031-11-22", "text")),
        ("Posted on 22 November 2031 at 10:40 GMT", ("2031-11-22", "text")),
        ("Last updated 2031-11-23 10:00", ("2031-11-23", "text")),
        ("Updated Nov. 23, 2031\n\nPublished Nov. 22, 2031", ("2031-11-22", "text")),
        ("Market attack wounds two\n\nTuesday, November 22, 2031", ("2031-11-22", "text")),
        ("Market attack wounds two\n\nBy Anna Corvel | Nov. 22, 2031", ("2031-11-22", "text")),
        ("DARVO, Nov. 22, 2031 (AP) —", ("2031-11-22", "dateline")),
        ("DARVO, 3 APR 90 (EFE) --", ("1990-04-03", "dateline")),
        ("Market attack wounds two\n\n03/04/2031", None),
    ],
)
def test_published_from_plain_text(head: str, expected: tuple[str, str] | None) -> None:
    gap = " " if head.endswith(("—", "--")) else "\n\n"
    assert published(report(text(head + gap + STORY))) == expected


def test_label_behind_the_story_counts_and_residue_does_not() -> None:
    assert published(report(text(STORY + "\n\nPublished Nov 22, 2031"))) == ("2031-11-22", "text")
    tail = "\n\nAbout the Author\n\nKeep Reading\n\nMinister resigns in Keld\n\nNov 22, 2031"
    assert published(report(text(STORY + tail))) is None


def test_argument_wins_and_is_checked() -> None:
    capture_ = line(text=STORY, published="2031-11-22")
    assert published(report(capture_)) == ("2031-11-22", "metadata")
    assert published(report(capture_, published="2031-11")) == ("2031-11", "argument")
    with pytest.raises(InputError, match="not a date"):
        report(capture_, published="last week")
    with pytest.raises(InputError, match="not a date"):
        report(line(text=STORY, published="2031-02-30"))


def test_line_fields_travel() -> None:
    found = report(
        line(
            id="n1", url="https://www.courier.test/2031/11/22/market", title="Two hurt", text=STORY
        )
    )
    assert (found.title, found.outlet) == ("Two hurt", "courier.test")
    assert published(found) == ("2031-11-22", "url")
    assert found.text == STORY


def test_text_does_not_depend_on_the_date() -> None:
    for one in (text(STORY), page(HTML_STORY), line(html=page(HTML_STORY).data.decode())):
        assert report(one).text == report(one, published="2031-11-22").text


def test_fields_of_the_wrong_type() -> None:
    with pytest.raises(InputError, match="wrong type"):
        report(line(text=STORY, title=5))


def test_page() -> None:
    head = (
        "<title>Gunmen wound two at market | Valley Courier</title>"
        '<meta property="og:site_name" content="Valley Courier">'
        '<meta property="article:published_time" content="2031-11-22T10:40:00Z">'
        '<meta name="author" content="Anna Corvel">'
        '<link rel="canonical" href="https://courier.test/market">'
    )
    furniture = "<nav><a href='/'>Home</a></nav><aside><p>Read more: other news</p></aside>"
    found = report(page(furniture + HTML_STORY + "<footer>Copyright</footer>", head))
    assert (found.title, found.outlet) == ("Gunmen wound two at market", "Valley Courier")
    assert (found.byline, found.url) == (["Anna Corvel"], "https://courier.test/market")
    assert found.published == Published(edtf="2031-11-22", from_="metadata")
    assert found.segments[0].kind == "headline"
    assert found.text.startswith("Gunmen wound two at market\n\nTwo farmers")
    assert "Home" not in found.text


def test_hidden_words_are_not_read() -> None:
    body = HTML_STORY.replace("gunmen", '<span style="display: none">robots</span>gunmen')
    assert "robots" not in report(page(body)).text


NOT_READ = {
    "page without an article": (page("<div><a href='/'>Home</a></div>"), "no article"),
    "page that is empty": (page(""), "no article"),
    "two words": (text("Market attack"), "too little text"),
    "emoji": (text("🔥🔥🔥 🙂"), "too little text"),
    "Spanish": (
        text(
            "Dos agricultores resultaron heridos el domingo cuando unos hombres armados abrieron "
            "fuego en un mercado de la ciudad, según dijo el alcalde a los medios de la región."
        ),
        "Spanish",
    ),
    "Russian": (text("Двое фермеров ранены при нападении на рынок в городе."), "Cyrillic"),
    "Arabic": (text("أصيب مزارعان يوم الأحد عندما فتح مسلحون النار على سوق"), "Arabic"),
    "Korean": (text("일요일 시장에서 무장 괴한이 총을 쏘아 농부 두 명이 다쳤다."), "Korean"),
    "Japanese": (text("日曜日、町の市場で武装した男たちが発砲し、農民二人が負傷した。"), "Japanese"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_READ)
def test_what_is_refused_says_why(name: str) -> None:
    given, reason = NOT_READ[name]
    with pytest.raises(InputError, match=reason):
        report(given)


@pytest.mark.parametrize(
    "words",
    [
        "Five killed, nine hurt in Darvo blast",
        "Gunmen shot dead Muhammad al-Karimi and Huseyin Yildirim near Sulaymaniyah on Friday.",
        "POLICE SAID THE MAN WAS KILLED BY A BOMB AT THE GATE OF THE BARRACKS",
    ],
)
def test_short_english_is_read(words: str) -> None:
    assert report(text(words)).text == words


HOSTILE = {
    "deep": "<div>" * 20_000 + "<p>" + STORY + "</p>",
    "unclosed": "<p " * 50_000,
    "no root": STORY.replace("\n\n", "<p>"),
    "entities": "&#0;&#xD800;&nbsp;" * 5_000,
    "broken json": '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    + HTML_STORY,
    "odd json": '<script type="application/ld+json">[1, null, {"@type": ["NewsArticle"], '
    '"author": [null, {"name": 5}], "headline": 7, "datePublished": {}}]</script>' + HTML_STORY,
    "frames": "<frameset><frame src='a'></frameset>",
    "comment": "<!-- " + STORY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page_is_read_or_refused(name: str) -> None:
    try:
        found = report(capture("t", HOSTILE[name].encode(), "html"))
    except InputError:
        return
    assert found.segments[-1].span[1] == len(found.text)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (page("<div>" * 10_000 + STORY), "nested too deep"),
        (page(HTML_STORY + "<div><a href=x>Menu</a></div>" * 30_000), "more than 50,000 elements"),
        (text(STORY * 2000), "longer than 500,000 characters"),
        (text(STORY + '" . ' * 50_000), "most of it are signs"),
        (text(STORY + "x" * 600_000), "longer than 500,000 characters"),
    ],
    ids=["deep", "elements", "long", "signs", "token"],
)
def test_what_no_reader_should_be_asked_to_read_is_refused_fast(made: Capture, reason: str) -> None:
    begin = time.process_time()
    with pytest.raises(InputError, match=reason):
        report(made)
    assert time.process_time() - begin < 5


def test_what_a_line_says_of_itself_is_kept_clean() -> None:
    found = report(line(text=STORY, title="A\n\x1b[31mtitle\u202e", outlet=" The\tPost "))
    assert (found.title, found.outlet) == ("A [31mtitle", "The Post")


def test_errors_name_the_line_and_the_id(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "g7", "text": "Zu kurz."}))
    (found,) = find([str(path)])
    assert isinstance(found, Capture)
    with pytest.raises(InputError) as error:
        report(found)
    assert str(error.value).startswith(f"{path}:1 (g7): ")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["Ana Brod"], ["Ana Brod"]),
        (["By Ana Brod", "Ana Brod"], ["Ana Brod"]),
        (["Author Ana Brod"], ["Ana Brod"]),
        (["Written by Ana Brod"], ["Ana Brod"]),
        (["&quot;Ana Brod&quot;"], ["Ana Brod"]),
        (["Ana Brod • March"], ["Ana Brod"]),
        (["Ana Brod Last updated"], ["Ana Brod"]),
        (["Ana Brod December"], ["Ana Brod"]),
        (["Tom May", "April Jones"], ["Tom May", "April Jones"]),
        (["Staff", "Agencies", "Staff and agencies", "August", "Home"], []),
        (["ana@post.example", "https://post.example/ana", "'", ", "], []),
        (["María José Núñez-Díaz", "J. P. O’Neil"], ["María José Núñez-Díaz", "J. P. O’Neil"]),
    ],
)
def test_bylines_name_people(given: list[str], expected: list[str]) -> None:
    assert people(given) == expected


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("Gunmen wound two at market - Lake Info", "Gunmen wound two at market", None),
        ("Gunmen wound two at market | News", "Gunmen wound two at market", None),
        ("Gunmen wound two at market: what we know", "Two wounded", "whole"),
        ("Gunmen wound two at market", "Gunmen wound two", "whole"),
        ("Gunmen - a story", "Gunmen", "whole"),
    ],
)
def test_title_is_the_heading_where_it_begins_so(
    title: str, heading: str, expected: str | None
) -> None:
    body = HTML_STORY.replace("Gunmen wound two at market", heading)
    found = report(page(body, f'<meta property="og:title" content="{title}">'))
    assert found.title == (title if expected else heading)


@pytest.mark.parametrize(
    ("stamp", "address", "expected"),
    [
        ("2031-05-04T01:30:00Z", "2031/05/03", ("2031-05-03", "url")),
        ("2031-05-03T01:30:00Z", "2031/05/03", ("2031-05-03", "metadata")),
        ("2031-05-09", "2031/05/03", ("2031-05-09", "metadata")),
    ],
)
def test_stamp_of_the_next_day_in_utc_gives_way_to_the_address(
    stamp: str, address: str, expected: tuple[str, str]
) -> None:
    head = (
        f'<meta property="article:published_time" content="{stamp}">'
        f'<link rel="canonical" href="https://post.example/{address}/market">'
    )
    assert published(report(page(HTML_STORY, head))) == expected
