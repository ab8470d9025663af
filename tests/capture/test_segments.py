"""Segments partition every text, and residue in plain text is found where no tags help."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidso.capture import capture, report
from saidso.capture.datelines import find_dateline
from saidso.capture.segments import lay_out
from saidso.errors import InputError
from saidso.record import Report
from saidso.spans import partitions

STORY = """\
Two farmers were wounded on Sunday when gunmen opened fire on a market in the town of Darvo.

The mayor, Ilan Petrak, said that the attackers had fled across the Oru river before police came.

"We heard shots and lay down behind the stalls," said Mira Talen, who sells fruit at the market.

A police spokesman said that 14 cartridge cases were found near the gate of the market.

The attack was the third on the town since March, when a bomb killed a guard at the bridge.
"""


def read(text: str) -> Report:
    return report(capture("t", text.encode(), "text"))


def kinds(text: str, kind: str) -> list[str]:
    return [text[s.span[0] : s.span[1]].strip() for s in lay_out(text).segments if s.kind == kind]


def test_clean_story_has_no_residue() -> None:
    assert {s.kind for s in read(STORY).segments} == {"paragraph"}


def test_headline_and_byline() -> None:
    text = f"Gunmen wound two at Darvo market\n\nBy Anna Corvel and Tom Reyes\n\n{STORY}"
    found = read(text)
    assert [s.kind for s in found.segments[:3]] == ["headline", "byline", "paragraph"]
    assert found.title == "Gunmen wound two at Darvo market"
    assert found.byline == ["Anna Corvel", "Tom Reyes"]


def test_outlet_from_the_end_of_the_title() -> None:
    found = read(f"Gunmen wound two at Darvo market | Valley Courier\n\n{STORY}")
    assert (found.title, found.outlet) == ("Gunmen wound two at Darvo market", "Valley Courier")


def test_first_sentence_is_no_headline() -> None:
    assert lay_out(STORY).segments[0].kind == "paragraph"


RESIDUE = {
    "share line": "Share this article",
    "share buttons": "Facebook | Twitter | Email | Print",
    "newsletter": "Sign up for our daily newsletter and get the news in your inbox.",
    "teaser": "Read more: Minister resigns after the storm in Keld",
    "related": "RELATED: Five things to know about the harvest",
    "advertisement": "ADVERTISEMENT",
    "continues": "Story continues below advertisement",
    "follow": "Follow Anna Corvel on Twitter @annacorvel",
    "copyright": "Copyright 2031 Valley Courier. All rights reserved.",
    "credit": "Photo: Tom Reyes/Valley Courier",
    "cookies": "This website uses cookies to improve your visit.",
    "menu": "Home | News | Sport | Weather",
    "comments": "12 comments",
    "subscription": "Already a subscriber? Log in",
    "gallery": "Caption Two drown in the Oru Divers found two boys below the bridge. (Jo Lark / VLC) Divers"
    " found two boys below the bridge. Caption Barn burns Fire took a barn in Keld on Sunday.",
}


@pytest.mark.parametrize("name", RESIDUE)
def test_residue_line_inside_a_story(name: str) -> None:
    line = RESIDUE[name]
    paragraphs = STORY.strip().split("\n\n")
    text = "\n\n".join([*paragraphs[:3], line, *paragraphs[3:]])
    assert kinds(text, "residue") == [line]
    assert kinds(text, "paragraph") == paragraphs


def test_every_residue_and_caption_says_why() -> None:
    text = "\n\n".join([STORY.strip(), *RESIDUE.values()])
    marked = [s for s in lay_out(text).segments if s.kind in ("residue", "caption")]
    assert len(marked) >= len(RESIDUE)
    assert all(s.why for s in marked)


@pytest.mark.parametrize(
    "line",
    [
        "Shoppers lie behind a stall in Darvo on Sunday. (Photo by Tom Reyes)",
        "A soldier guards the bridge over the Oru in this file photo from 2029.",
        "The gate of the market, seen on Monday. (Tom Reyes/AP)",
        "Police stand at the market gate in Darvo. Tom Reyes/Getty Images",
    ],
)
def test_captions(line: str) -> None:
    text = f"{line}\n\n{STORY}"
    assert kinds(text, "caption") == [line]


TAIL = """
About the Author

Anna Corvel

Keep Reading

A bakery in Lund has raised the price of its buns after a poor harvest of rye.

Three killed in blast at grain store on Feb. 6, 2030

Featured

Pupils of the Elm School sing at the spring fair on Thursday, May 3, 2030. (Jo Lark / VLC)

Credit: Jo Lark
"""


def test_titles_of_videos_are_residue() -> None:
    titles = [
        "1:17 Storm tears roof off school",
        "0:41 Mayor opens new bridge",
        "2:05 Goats on the loose",
    ]
    text = "\n".join(["Man hurt in Velm", *titles, "A man was hurt by a falling tree in Velm."])
    assert kinds(text, "residue") == titles
    live = "\n".join(
        ["1:17 The army says a bridge fell.", "2:05 A clinic was hit.", "3:10 It is quiet."]
    )
    assert kinds(live, "residue") == []


def test_all_is_residue_behind_the_author_box() -> None:
    text = STORY + TAIL
    assert "\n\n".join(kinds(text, "paragraph")) == STORY.strip()
    assert not kinds(text, "caption")


def test_story_goes_on_behind_an_inserted_teaser() -> None:
    paragraphs = STORY.strip().split("\n\n")
    more = (
        "The mayor said the market would stay closed until police had searched the river bank, "
        "and that the two wounded farmers were in hospital in Darvo."
    )
    text = "\n\n".join([*paragraphs, "Read more", "Minister resigns after storm in Keld", more])
    assert kinds(text, "residue") == ["Read more", "Minister resigns after storm in Keld"]
    assert kinds(text, "paragraph")[-1] == more


def test_story_goes_on_in_full_paragraphs_behind_a_heading() -> None:
    paragraphs = STORY.strip().split("\n\n")
    text = "\n\n".join([*paragraphs[:2], "See also", *paragraphs[2:]])
    assert kinds(text, "residue") == ["See also"]


def test_whole_page_as_text() -> None:
    menu = ["Home", "News", "Sport", "Sign in", "Skip to content", "Weather"]
    foot = ["Share", "Most read", "Minister resigns in Keld", "A cat sleeps.", "Privacy policy"]
    title = "Gunmen wound two at Darvo market"
    text = "\n\n".join([*menu, title, "Share", STORY.strip(), *foot])
    assert kinds(text, "headline") == [title]
    assert "\n\n".join(kinds(text, "paragraph")) == STORY.strip()


def test_bare_headlines_behind_the_story() -> None:
    lines = ["Minister resigns after storm in Keld", "Ten killed in Orvan blast, officials say"]
    assert kinds("\n\n".join([STORY.strip(), *lines]), "residue") == lines


def test_a_caption_told_once_is_no_gallery() -> None:
    line = "Caption writers and editors met in Darvo on Sunday. They spoke of the harvest."
    assert kinds(f"{STORY}\n\n{line}", "residue") == []


def test_pictures_of_other_stories_have_their_captions_twice() -> None:
    others = [
        "Fire took a barn in Keld on Sunday, and two horses died.",
        "Ferries ran late in May.",
    ]
    twice = [line for line in others for _ in range(2)]
    paragraphs = STORY.strip().split("\n\n")
    text = "\n\n".join([*paragraphs[:2], *twice, *paragraphs[2:]])
    assert kinds(text, "residue") == twice
    assert kinds(text, "paragraph") == paragraphs


def test_a_caption_of_the_story_s_own_picture_stays_once() -> None:
    own = "Police at the market in the town of Darvo, where gunmen opened fire on Sunday."
    text = "\n\n".join([own, own, STORY.strip()])
    assert kinds(text, "residue") == [own]
    assert kinds(text, "paragraph") == [own, *STORY.strip().split("\n\n")]


def test_a_line_said_twice_in_a_short_text_stays() -> None:
    line = "They shot at us, they shot at us."
    assert not kinds(f"{line}\n\n{line}\n\nNobody was hurt in Darvo.", "residue")


def test_list_that_the_story_announces_stays() -> None:
    names = ["Mira Talen of Darvo", "Joren Hask of Upper Oru"]
    text = "\n\n".join([STORY.strip(), "The hospital gave the names of the wounded:", *names])
    assert not kinds(text, "residue")


def test_author_box_but_not_a_journalist_in_the_story() -> None:
    box = "Anna Corvel is a reporter who covers the valley for the Courier and lives in Keld."
    assert kinds(f"{STORY}\n{box}", "residue") == [box]
    victim = "Mira Talen is a journalist for the Courier who was covering the market for it."
    assert not kinds(
        f"{STORY}\n{victim}\n\nThe police took her statement late on Sunday night.", "residue"
    )


def test_correction_is_content() -> None:
    text = f"{STORY}\nCorrection: An earlier version gave the wrong number of wounded farmers."
    assert not kinds(text, "residue")


@pytest.mark.parametrize(
    "line",
    [
        "The report also said that the daily briefing had been delayed.",
        "Related charges were dropped by the court on Friday, the lawyer said.",
        "Live rounds were fired at the gate, two witnesses said.",
        "Photos taken at the scene show a burnt car.",
        "He shared the video on Facebook and Twitter.",
        "Sources said the group had more fighters.",
        '"Follow us," the soldier told them.',
    ],
)
def test_story_lines_that_look_like_furniture(line: str) -> None:
    assert not kinds(f"{STORY}\n{line}\n\nThe mayor said so too, in the town of Darvo.", "residue")


def test_hard_wrapped_text_is_cut_into_paragraphs() -> None:
    text = (
        "Two farmers were wounded on Sunday when gunmen opened fire on a\n"
        "market in the town of Darvo, where the harvest had just been\n"
        "brought in from the fields along the river bank.\n\n"
        "The mayor said that the attackers had fled across the river and\n"
        "into the woods before police arrived at the market gate.\n"
    )
    assert len(lay_out(text).segments) == 2


DATELINES = {
    "(Velm) – The army shelled two villages, a group said.": ("(Velm) – ", None),
    "(Reuters) - Gunmen shot two guards on Monday.": ("(Reuters) - ", "Reuters"),
    "July 17 (Reuters) - A bomber killed six guards.": ("July 17 (Reuters) - ", "Reuters"),
    "VELM, October 22. /TASS/. Two villages were shelled.": ("VELM, October 22. /TASS/. ", "TASS"),
    "Velm, SANA- Army units shelled two hills on Monday.": ("Velm, SANA- ", "SANA"),
    "PANDOR, Nov 13 (Reuters) - Two men": ("PANDOR, Nov 13 (Reuters) - ", "Reuters"),
    "KELD, Valland (AP) — Two men": ("KELD, Valland (AP) — ", "AP"),
    "KELD — Two men": ("KELD — ", None),
    "Keld (CNN) Two men": ("Keld (CNN) ", "CNN"),
    "(AFP) - Two men": ("(AFP) - ", "AFP"),
    "KELD/DARVO, 3 May 2031 (Xinhua) -- Two": ("KELD/DARVO, 3 May 2031 (Xinhua) -- ", "Xinhua"),
    "KELD (VALLAND), 3 MAY 31 (RADIO KELD) -- Two": (
        "KELD (VALLAND), 3 MAY 31 (RADIO KELD) -- ",
        "RADIO KELD",
    ),
    "Keld (Valland), May 3 (Reuters) - Two": ("Keld (Valland), May 3 (Reuters) - ", "Reuters"),
    "KELDA, May 3 (APP): Two men": ("KELDA, May 3 (APP): ", "APP"),
    "Kelda, Valland, (The Kelda Post / Valland Point - APP - 3rd May, 2031 ) :Two": (
        "Kelda, Valland, (The Kelda Post / Valland Point - APP - 3rd May, 2031 ) :",
        "APP",
    ),
    "The driver (a nurse, AP - 40) said": None,
    "KELDA: Two men": ("KELDA: ", None),
    "Manila: Two men": ("Manila: ", None),
    "Manila - Two men": ("Manila - ", None),
    "Manila - a city of ferries": None,
    "Mira - Two men": None,
    "KELDA, Valland: Two men": ("KELDA, Valland: ", None),
    "Manila, Philippines: Two men": ("Manila, Philippines: ", None),
    "KELD CITY- Two men": ("KELD CITY- ", None),
    "Keld, July 19 (IANS/AKI) At least two men": ("Keld, July 19 (IANS/AKI) ", "IANS/AKI"),
    "Keld [Valland], May 14 (ANI/Sputnik): Two": (
        "Keld [Valland], May 14 (ANI/Sputnik): ",
        "ANI/Sputnik",
    ),
    "Keld (Valland), May 14 (AP) Two": ("Keld (Valland), May 14 (AP) ", "AP"),
    "Keld [Valland], May 14: Two": ("Keld [Valland], May 14: ", None),
    "Keld (Valland), a port: Two": None,
    "Oru Talen (Labour), May 14 was": None,
    "The minister [sic], who left (Labour): he": None,
    "Malls, Shops: Where to go": None,
    "Keld, April 30: Two men": ("Keld, April 30: ", None),
    "BREAKING: Two men": None,
    "Police: Two men": None,
    "TALEN: We saw two men": None,
    "The minister (Labour), who left in 2001 - after": None,
    "Police — who came late — said": None,
    "The Valley Office (VO) - founded in 2001": None,
    "Mira Talen, a nurse — she is 40 — said": None,
    "A 24-year-old man - known as Oru": None,
}


@pytest.mark.parametrize("text", DATELINES)
def test_dateline(text: str) -> None:
    found = find_dateline(text)
    assert (found and (found.words, found.wire)) == DATELINES[text]


def test_dateline_is_a_segment_and_names_the_wire() -> None:
    found = read(f"DARVO, May 3 (Reuters) - {STORY}")
    assert found.segments[0].kind == "dateline"
    assert found.segments[0].span == (0, 25)
    assert found.wire == "Reuters"
    assert found.published is None


def test_a_speaker_whose_turns_a_transcript_marks_is_no_dateline() -> None:
    found = lay_out("HOLT: How many?\n\nDOE: Three men were shot.\n\nHOLT: And who fired?")
    assert "dateline" not in {segment.kind for segment in found.segments}


@pytest.mark.parametrize(
    "line",
    [
        "Continue reading this article by subscribing.",
        "Subscribe to continue reading",
        "This article is only for subscribers.",
        "Read the full story",
    ],
)
def test_truncated(line: str) -> None:
    assert read(f"{STORY}\n{line}").truncated
    assert not read(STORY).truncated


PIECES = st.one_of(
    st.text(max_size=60),
    st.sampled_from([*RESIDUE.values(), *STORY.split("\n"), *TAIL.split("\n"), *DATELINES]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_segments_partition_any_text(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        found = report(capture("t", data, "text"))
    except InputError:
        return
    assert partitions([s.span for s in found.segments], len(found.text))
    assert all(s.span[0] < s.span[1] for s in found.segments)
    assert report(capture("t", data, "text"), published="2031-05-03").text == found.text


@pytest.mark.parametrize(
    "text",
    ["a " * 300_000, "By " * 100_000, "(" * 300_000, "A-" * 200_000, "Mr. " * 100_000, "x\n" * 50_000,
     "Read more\n" * 20_000, "The man ran to the river bank again today.\n" * 8_000, "—" * 200_000],
    ids=["words", "by", "brackets", "hyphens", "stops", "lines", "markers", "prose", "dashes"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.process_time()  # of this process alone: others may load the machine
    assert partitions([s.span for s in lay_out(text).segments], len(text))
    assert time.process_time() - start < 4


def test_a_line_of_parts_names_outlet_and_day() -> None:
    text = (
        "Bridge at Kolo blown up\n\nFrom our correspondent | The Kolo Star | 4 May 2016\n\n"
        "Unknown men blew up the bridge at Kolo before dawn, the district chief said on Tuesday."
    )
    from saidso.capture import capture, report

    found = report(capture("a.txt", text.encode(), "text"))
    assert found.outlet == "The Kolo Star"
    assert found.published is not None
    assert found.published.edtf == "2016-05-04"
    assert [s.kind for s in found.segments] == ["headline", "byline", "paragraph"]


OTHERS = (
    "Council Approves New Budget for Schools and Roads\n"
    "Storm Leaves Thousands Without Power in the North\n"
    "Minister Opens Bridge After Ten Years of Delay\n"
)
PARAGRAPHS = (
    "Gunmen attacked a checkpoint near Darvo on Sunday and wounded two guards, the police chief said.\n",
    "The guards were taken to the hospital in Darvo, where one of them is in a serious condition.\n",
)


def paged(lines: str) -> str:
    """Return a story with lines between its paragraphs, each a block of its own."""
    return ("Gunmen attack checkpoint\n" + PARAGRAPHS[0] + lines + PARAGRAPHS[1]).replace(
        "\n", "\n\n"
    )


def kinds_of(text: str, words: str) -> str:
    at = text.index(words)
    return next(s.kind for s in lay_out(text).segments if s.span[0] <= at < s.span[1])


def test_headlines_between_paragraphs_are_other_stories() -> None:
    text = paged(OTHERS)
    for line in OTHERS.splitlines():
        assert kinds_of(text, line) == "residue"
    assert kinds_of(text, PARAGRAPHS[1][:20]) == "paragraph"


@pytest.mark.parametrize(
    "lines",
    [
        "Where the Guards Were Taken\nTwo Days Later\n",  # headings, too few and too short
        "The wounded, according to the hospital, are:\n" + OTHERS,  # announced
        OTHERS.replace("\n", " | 3 | 4\n"),  # a table
        "".join(f"- {line}\n" for line in OTHERS.splitlines()),  # a list
        "Wounded Guards Were Taken to the Hospital\nGuards at the Checkpoint Near Darvo\n"
        "Police Chief of Darvo Said Gunmen Attacked\n",  # they speak of the story
        OTHERS.lower(),
    ],
)
def test_lines_that_are_the_story_s_own_stay(lines: str) -> None:
    text = paged(lines)
    assert kinds_of(text, lines.splitlines()[-1]) == "paragraph"


@pytest.mark.parametrize(
    ("head", "outlet", "byline"),
    [
        ("By Ana Brod, Miami Valley Star", None, ["Ana Brod"]),
        ("By Ana Brod and Tom May, Morning Star", None, ["Ana Brod", "Tom May"]),
        ("A Long Wait for the Morning Star\n\nBy Jo Sun", None, ["Jo Sun"]),
    ],
)
def test_outlets_in_the_head_are_no_authors(
    head: str, outlet: str | None, byline: list[str]
) -> None:
    found = lay_out("Gunmen attack checkpoint\n\n" + head + "\n\n" + "".join(PARAGRAPHS)).head
    assert (found.outlet, found.byline) == (outlet, byline)


def test_titles_above_paragraphs_of_one_line_are_lines_of_their_own() -> None:
    line = "A man was held on Monday in the town of Velm. " * 5
    text = "".join(
        f"{title}\n{line}\n\n"
        for title in (
            "Blogger held over a long video of a road block",
            "Poet held over a poem that asked for reforms",
            "Twelve marchers held after a march in the rain",
        )
    )
    assert len(lay_out(text).segments) == 6
