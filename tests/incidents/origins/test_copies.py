"""Copies: prints of one text are one origin, passages of it are found in other stories."""

from __future__ import annotations

import random

import pytest

from saidso.incidents.origins.copies import find_copies, find_pairs, origin_of
from saidso.record import Published, Report, Segment

WIRE = [
    "Four dock workers were hurt on Tuesday when a crane fell at the northern pier of Velmora, the"
    " harbour authority said.",
    "The crane had been inspected in March and was reportedly found fit for use, according to a"
    " document that the authority showed to journalists.",
    "Rescuers with dogs searched the wreck until late in the evening because two men of the night"
    " shift had not signed out at the gate.",
    "The pier handles about a third of the country's grain and will stay closed for at least nine"
    " days while engineers look at the other cranes.",
    "A union leader, Tadeo Brenn, claimed that the operators had asked for repairs twice since the"
    " winter storms damaged the rails.",
]
OWN = [
    "Harbour cafes were full of dockers and their families on Wednesday as the town waited for news"
    " of the men who did not come home.",
    "Osk Lindrum has run the ferry office beside the pier for thirty years and heard the steel go"
    " down like thunder, she told this newspaper.",
    "The council will meet on Friday to talk about money for the families, and a collection has"
    " begun in the church of the old town.",
    "School buses took another road on Wednesday morning, since the coast street is closed between"
    " the market and the lighthouse.",
]
OTHER = [
    "Beekeepers of the upland valleys expect a poor summer after the late frost, the farmers' union"
    " wrote in its yearly letter to members.",
    "The lime trees flowered two weeks later than usual, and many hives were fed with sugar far into"
    " the month of May.",
]


def page(name: str, paragraphs: list[str], day: str = "2021-05-05", **more: object) -> Report:
    text, segments = "", []
    for paragraph in paragraphs:
        start = len(text)
        text += paragraph + "\n\n"
        segments.append(Segment(kind="paragraph", span=(start, len(text))))
    return Report(
        id=name,
        name=name,
        text=text,
        segments=segments,
        published=Published(edtf=day, from_="metadata"),
        **more,  # type: ignore[arg-type]  # fields of a report
    )


def groups(*reports: Report) -> list[tuple[str, ...]]:
    return [o.reports for o in find_copies(reports)]


def test_prints_of_one_text_are_one_origin() -> None:
    shortened = page("b", ["Crane falls in Velmora", *WIRE[:3]])
    edited = page("c", [p.replace("Tuesday", "May 4").replace("until late", "late") for p in WIRE])
    assert groups(page("a", WIRE), shortened, edited, page("d", OTHER)) == [("a", "b", "c"), ("d",)]


def test_two_paragraphs_of_a_wire_in_an_own_story_are_a_part() -> None:
    wire = page("wire", WIRE, wire="AP")
    story = page("story", [OWN[0], WIRE[1], OWN[1], WIRE[3], *OWN[2:]], "2021-05-06")
    found = find_copies([wire, story])
    assert [o.reports for o in found] == [("story",), ("wire",)]
    (part,) = found[1].parts
    assert part.report == "story"
    assert [story.text[a:b] for a, b in part.spans] == [WIRE[1][:-1], WIRE[3][:-1]]
    assert found[1].wire == "Associated Press"
    at = story.text.index("reportedly found fit")
    assert origin_of(found, "story", (at, at + 20)) == found[1]
    assert origin_of(found, "story", (0, 30)) == found[0]


def test_passage_that_two_own_stories_print_is_an_origin_without_reports() -> None:
    one = page("one", [*OWN, *WIRE[2:4]])
    two = page("two", [*WIRE[2:4], *OTHER, *OTHER])
    (shared,) = [o for o in find_copies([one, two]) if not o.reports]
    assert [p.report for p in shared.parts] == ["one", "two"]


def test_two_copied_briefs_in_one_story_stay_two_origins() -> None:
    first, second = page("first", WIRE[:2]), page("second", OTHER)
    roundup = page("roundup", [*WIRE[:2], *OWN, *OWN[::-1], *OTHER])
    assert groups(first, second, roundup) == [("first",), ("roundup",), ("second",)]


QUOTE = (
    "“We will look at every crane on this coast, and nobody goes up before I have seen the papers with"
    " my own eyes and signed every page of them,” harbour master Iva Dorrell said"
)


def test_the_same_words_of_a_speaker_are_no_copy() -> None:
    one = page("one", [OWN[0], QUOTE + ".", OWN[1]])
    two = page("two", [OTHER[0], QUOTE + " on Wednesday.", OTHER[1]])
    assert groups(one, two) == [("one",), ("two",)]


def test_furniture_of_outlets_is_no_copy() -> None:
    line = (
        "Anyone with information about the case is asked to call the detectives of the harbour"
        " station at any hour of the day or to write to the post box of the town hall."
    )
    assert groups(page("one", [*OWN, line]), page("two", [*OTHER, line])) == [("one",), ("two",)]


@pytest.mark.parametrize(
    ("old", "new", "kind", "direction"),
    [
        ("Four dock workers", "Six dock workers", "number", None),
        ("at least nine days", "nine days", "modifier", "harder"),
        ("was reportedly found", "was found", "hedge", "harder"),
        ("claimed that the operators", "confirmed that the operators", "verb", "harder"),
        ("had not signed out", "had signed out", "negation", None),
        ("of the old pier", "of the old pier", None, None),
        ("engineers look at", "experts look at", "wording", None),
        ("The crane had been", "the crane, had been", None, None),
    ],
)
def test_what_a_copy_changed_is_shown(
    old: str, new: str, kind: str | None, direction: str | None
) -> None:
    later = page("b", [p.replace(old, new) for p in WIRE], "2021-05-06")
    (pair,) = find_pairs([later, page("a", WIRE)])
    assert (pair.a, pair.b, pair.whole) == ("a", "b", True)
    assert [(c.kind, c.direction) for c in pair.changes] == ([(kind, direction)] if kind else [])
    softer = page("b", WIRE, "2021-05-06")
    (pair,) = find_pairs([page("a", [p.replace(old, new) for p in WIRE]), softer])
    back = {"harder": "softer", None: None}[direction]
    assert [(c.kind, c.direction) for c in pair.changes] == ([(kind, back)] if kind else [])


def test_spans_of_changes_are_the_words_that_differ() -> None:
    later = page("b", [p.replace("at least nine", "nine") for p in WIRE], "2021-05-06")
    (pair,) = find_pairs([page("a", WIRE), later])
    (change,) = pair.changes
    first = page("a", WIRE).text[slice(*change.a)]
    assert first == "at least"
    assert change.b[0] == change.b[1]


def test_any_order_gives_the_same_origins() -> None:
    reports = [
        page("a", WIRE),
        page("b", WIRE[:3]),
        page("c", [*OWN, *WIRE[2:4]]),
        page("d", OTHER),
        page("e", [*OTHER[::-1], *WIRE[:1]]),
    ]
    first = find_copies(reports)
    for seed in range(20):
        random.Random(seed).shuffle(reports)
        assert find_copies(reports) == first
