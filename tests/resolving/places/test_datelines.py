"""Where a report was filed, or whose police it cites, when nothing else says where."""

from __future__ import annotations

import re

import pytest

from saidso.record import Report, Segment
from saidso.resolving.places.datelines import Filed, find_filed

POLICE = [
    ("Chicago police said a man was held.", "Chicago", "USA"),
    ("The Denver Police Department named no one.", "Denver", "USA"),
    ("A spokesman for the Las Vegas Metropolitan Police spoke.", "Las Vegas", "USA"),
    ("Officers of the Lagos Police were sent.", "Lagos", "NGA"),
    ("Former Houston police officer Ann Otter was charged.", "Houston", "USA"),
    ("State Police and Dallas Police searched a house.", "Dallas", "USA"),
    ("Oklahoma City police held a man.", "Oklahoma City", "USA"),
    ("Salt Lake City Police held a man.", "Salt Lake City", "USA"),
    ("Chicago firefighters came.", "Chicago", "USA"),
    ("A call came to the Denver Fire Department.", "Denver", "USA"),
]

NO_POLICE = [
    "Turkish police held nine men.",
    "Military Police searched a house.",
    "State police and riot police searched a house.",
    "The Border Police searched a house.",
    "He was born in Chicago and joined the police.",
    "Hamas police closed the road.",
    "Qwertyville Police closed the road.",
    "Kent County teens were held in Delaware.",
    "A Marion County man was held.",
    "The police said so.",
    "",
]


def _report(text: str, dateline: int = 0) -> Report:
    kinds = [("dateline", (0, dateline)), ("paragraph", (dateline, len(text)))]
    segments = [Segment(kind=k, span=s) for k, s in kinds if s[0] < s[1]]  # type: ignore[arg-type]
    return Report(id="r", name="r", text=text, segments=segments)


def _first(report: Report, names: list[tuple[int, int]] | None = None) -> Filed | None:
    return next(iter(find_filed(report, names or [])), None)


@pytest.mark.parametrize(("text", "name", "country"), POLICE)
def test_the_town_of_the_police(text: str, name: str, country: str) -> None:
    filed = _first(_report(text))
    assert filed is not None
    assert (filed.place.name, filed.place.country) == (name, country)
    assert text[slice(*filed.span)] == name


@pytest.mark.parametrize("text", NO_POLICE)
def test_police_of_no_town(text: str) -> None:
    assert _first(_report(text)) is None


@pytest.mark.parametrize(
    ("text", "how", "name"),
    [
        ("Greene County deputies in Indiana were called.", "sheriff", "Greene County"),
        ("The Greene County Sheriff’s Office in Indiana spoke.", "sheriff", "Greene County"),
        ("A Denver teen was found.", "resident", "Denver"),
        ("Athens-Clarke County police held a man.", "police", "Athens"),
        ("The Milwaukee-Velm Metropolitan Police Department spoke.", "police", "Milwaukee"),
    ],
)
def test_other_ways_to_name_a_place(text: str, how: str, name: str) -> None:
    names = [(m.start(), m.end()) for m in re.finditer("Indiana", text)]
    found = find_filed(_report(text), names)
    assert (how, name) in [(f.how, f.place.name) for f in found]
    assert all(text[slice(*f.span)] == name for f in found if f.how == how)


def test_police_of_a_county_that_bear_its_name() -> None:
    text = "Miami-Dade police held a man, in Florida."
    found = find_filed(_report(text), [(text.index("Florida"), text.index("."))])
    assert [(f.how, f.place.name) for f in found] == [("sheriff", "Miami-Dade County")]


def test_a_dateline_comes_first() -> None:
    text = "OSLO, Norway - Chicago police held a man."
    filed = _first(_report(text, dateline=len("OSLO, Norway - ")))
    assert filed is not None
    assert filed.place.name == "Oslo"


def test_other_names_tell_which_town() -> None:
    text = "Springfield police held a man. He drove there from Peoria, Ill."
    peoria = text.index("Peoria")
    filed = _first(_report(text), [(peoria, peoria + 6)])
    assert filed is not None
    assert filed.place.admin1 == "Illinois"
