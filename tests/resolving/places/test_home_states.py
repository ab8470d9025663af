"""Names that lie in the states of which an American report speaks, and quarters that no list has."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from saidso.resolving.places.places import resolve_spans
from saidso.resolving.places.stations import station_states


def _states(text: str, names: Sequence[str], filed: str = "") -> list[str | None]:
    """Return the state of the first mention of each name, read with all mentions of all."""
    spans = [m.span() for name in names for m in re.finditer(re.escape(name), text)]
    firsts = [spans.index((text.index(n), text.index(n) + len(n))) for n in names]
    dateline = [(text.index(filed), text.index(filed) + len(filed))] if filed else []
    places = resolve_spans(text, spans, filed=dateline)
    return [p.admin1 if (p := places[i]) else None for i in firsts]


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        # what a neighbourhood is called after is elsewhere
        (
            "A man was shot in the Austin neighborhood. Chicago police said he was 20.",
            ["Austin", "Chicago"],
            [None, "Illinois"],
        ),
        (
            "A man was shot in a South Austin neighborhood. Chicago police said he was 20.",
            ["South Austin", "Chicago"],
            [None, "Illinois"],
        ),
        # nor what a place calls its own
        (
            "A man was shot in Louisville's Portland, police in Kentucky said.",
            ["Louisville", "Portland", "Kentucky"],
            ["Kentucky", None, "Kentucky"],
        ),
        (
            "Friday's Denver shooting hurt one, police in Colorado and Utah said.",
            ["Denver", "Colorado"],
            ["Colorado", "Colorado"],
        ),
        # a town in whose neighbourhood it was
        (
            "A man was shot in a Portland neighborhood. Portland police asked Seattle for help.",
            ["Portland", "Seattle"],
            ["Oregon", "Washington"],
        ),
        (
            "A man of Ohio was shot in an Austin, Texas, neighborhood.",
            ["Austin", "Ohio"],
            ["Texas", "Ohio"],
        ),
        # a small town of another state of which nothing is said is a quarter that no list has
        (
            "A boy was killed in Madisonville, and Cincinnati police are looking for a car.",
            ["Madisonville", "Cincinnati"],
            [None, "Ohio"],
        ),
        (
            "A boy of Madisonville, Ky., was killed, and Cincinnati police are looking for a car.",
            ["Madisonville", "Cincinnati"],
            ["Kentucky", "Ohio"],
        ),
        # near what is named, across a border
        (
            "A man of Lee's Summit was shot in Overland Park.",
            ["Lee's Summit", "Overland Park"],
            ["Missouri", "Kansas"],
        ),
        # a county is that of the state that the report speaks of
        (
            "Deputies in Franklin County held a man. He was flown to Roanoke, Va.",
            ["Franklin County", "Roanoke"],
            ["Virginia", "Virginia"],
        ),
        (
            "Deputies in Franklin County held a man. He was flown to Chambersburg, Pa.",
            ["Franklin County", "Chambersburg"],
            ["Pennsylvania", "Pennsylvania"],
        ),
    ],
)
def test_names_of_a_report_from_one_state(
    text: str, names: list[str], found: list[str | None]
) -> None:
    assert _states(text, names) == found


def test_the_town_of_the_dateline_speaks_for_its_state() -> None:
    text = "NEW ORLEANS -- Six were shot on Sunday in Central City, and a man died in Central City."
    assert _states(text, ["Central City"], filed="NEW ORLEANS") == [None]
    assert _states(text, ["Central City"]) != [None]


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        (
            "A boy shot himself in Campbell County, police tell WSET.",
            ["Campbell County"],
            "Virginia",
        ),
        (
            "A boy shot himself in Campbell County, police tell WLWT.",
            ["Campbell County"],
            "Kentucky",
        ),
        ("FLINT (WNEM) - A father was shot in Flint.", ["Flint"], "Michigan"),
        (
            "A clerk was shot on Main Street, Columbia, the WIS 10 crew saw.",
            ["Columbia"],
            "South Carolina",
        ),
    ],
)
def test_the_state_of_the_station_that_prints_it(text: str, names: list[str], found: str) -> None:
    assert _states(text, names) == [found]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("LEXINGTON (WKYT) - A man", {"US-KY"}),
        ("the mother tells WDBJ7", {"US-VA"}),
        ("KMOV.com, WRCBtv.com", {"US-MO", "US-TN"}),
        ("Copyright WBOC", {"US-DE", "US-MD"}),
        # words that are stations only where something shows it
        ("LOUISVILLE (WAVE) - A man", {"US-KY"}),
        ("a KARE 11 crew", {"US-MN"}),
        ("MAKE A WISH, A NEW WAVE, THE KING SAID", set()),
        ("KOTA, India", set()),
        # longer words, and small letters
        ("WKYTX, a kmov, WSBX", set()),
        ("", set()),
    ],
)
def test_stations_in_a_text(text: str, states: set[str]) -> None:
    assert station_states(text) == states
