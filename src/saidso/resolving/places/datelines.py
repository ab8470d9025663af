"""Datelines: the place that a report was filed from ("KYIV, Ukraine (AP) -"), or whose people it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Literal

import msgspec

from saidso.record import Report, Span
from saidso.resolving.places.gazetteer import named
from saidso.resolving.places.homes import home_of
from saidso.resolving.places.places import Place, resolve_spans
from saidso.resolving.spelling import fold

_CITY = re.compile(r"\W*(?P<city>[^\W\d_][^,(/–—\d]{1,40}?)\s*(?:,|\(|/|–|—|\s-|-\s|\Z)")


_POLICE = re.compile(
    r"\b(?P<town>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})"
    r"(?:, [A-Z][A-Za-z.]{1,14},)?(?: Metropolitan| Metro| City)? "
    r"(?:Police|police|PD|Fire Department|Fire Rescue|firefighters)\b(?! [a-z]+ in [A-Z])"
)
_NO_TOWNS = frozenset(
    [
        "The",
        "State",
        "Military",
        "National",
        "Federal",
        "Transit",
        *("Reserve", "Central", "Provincial", "Auxiliary", "Armed", "Civil"),
        "University",
        "Campus",
        "Capitol",
        "Border",
        "Riot",
        "Local",
        "County",
        "Park",
        "Railway",
        "Traffic",
        "Secret",
        "Religious",
        "Special",
        "Metropolitan",
        "Metro",
        "City",
        "Former",
        "Chief",
        *("A", "An", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"),
        *("Second", "Third", "Another", "Slain", "Wounded", "Injured", "Missing", "Black", "White"),
    ]
)
_RESIDENT = re.compile(
    r"\b(?P<town>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}) "
    r"(?i:teens?|teenagers?|m[ae]n|wom[ae]n|boys?|girls?|toddler|couple|residents?|students?|mother|father|family|native)\b"
)
"""Of a town, in the words of its press: "a Farring teenager", "Two Little Farring Men Shot"."""
_MOST_POLICE = 20
_JOINED = re.compile(r"[A-Z][\w.'’]+(?=-[A-Z])")


_SHERIFF = re.compile(
    r"\b(?P<town>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2} (?:County|Parish|Co\.))[\s,]+(?:[\w.'’]+\s){0,2}?"
    r"(?i:sheriff|deput|police|coroner|district attorney|prosecutor|dispatch|jail|medical examiner)"
)
"""Of a county, by those who serve it: "Greene County deputies", "the Greene County Sheriff's Office"."""
How = Literal["dateline", "police", "resident", "sheriff"]


class Filed(msgspec.Struct, frozen=True):
    """A place that a report is filed from or whose police, people or sheriff it names: words, place."""

    span: Span
    place: Place
    how: How = "dateline"


_COUNTIES_OF = "USA"
"""Where the police that bear a county's name are its own: "Miami-Dade police"."""
_OF_COUNTIES = frozenset({"County", "Counties", "Parish"})
_COUNTY = ("County", "Parish", "Co.")
"""What stands in every match of `_SHERIFF`."""
_WAYS: tuple[tuple[How, re.Pattern[str]], ...] = (
    ("police", _POLICE),
    ("resident", _RESIDENT),
    ("sheriff", _SHERIFF),
)


def dateline_spans(report: Report) -> list[Span]:
    """Return the words of the town of the first dateline, none where there is none."""
    for segment in report.segments:
        if segment.kind == "dateline" and (match := _CITY.match(report.text, *segment.span)):
            return [match.span("city")]
    return []


def find_filed(report: Report, names: Sequence[Span] = ()) -> list[Filed]:
    """Return the place of the first dateline, then towns by their police and people, and counties.

    `names`: spans of other names of places, which tell which town of several is meant. What no list
    knows is left out.
    """
    spans: list[tuple[How, Span]] = [("dateline", span) for span in dateline_spans(report)]
    for how, pattern in _WAYS:
        if how == "sheriff" and not any(word in report.text for word in _COUNTY):
            continue
        spans += [(how, span) for span in _named(report, pattern, whole=how == "sheriff")]
    every = [*(s for _, s in spans), *names]
    places = resolve_spans(report.text, every, home=home_of(report)) if spans else []
    out = []
    for (how, span), place in zip(spans, places, strict=False):
        fits = place is not None and place.kind in (
            "region" if how == "sheriff" else "city",
            "site",
        )
        if place is not None and place.kind == "region" and place.country == _COUNTIES_OF:
            how, fits = ("sheriff", True) if how == "police" else (how, fits)
        if place is not None and (fits or how == "dateline"):
            out.append(Filed(span, place, how))
    return out


def _named(report: Report, pattern: re.Pattern[str], *, whole: bool) -> list[Span]:
    """Return the first towns or counties in "Mobile police", "Las Vegas Metropolitan Police Department".

    `whole`: the last word of the name stays ("Greene County").
    """
    found: list[Span] = []
    for segment in report.segments:
        if segment.kind in ("headline", "paragraph"):
            matches = islice(pattern.finditer(report.text, *segment.span), _MOST_POLICE)
            towns = [m.span("town") for m in matches]
            bare = [_bare(report.text, span) for span in towns]
            found += [(b[0], t[1]) for b, t in zip(bare, towns, strict=True)] if whole else bare
    out: list[Span] = []
    for start, end in found[:_MOST_POLICE]:
        if start >= end:
            continue
        out.append((start, end))
        first = _JOINED.match(report.text, start, end)
        if first and first.end() < end and not _is_county(report.text[start:end]):
            out.append(
                (start, first.end())
            )  # "Farring-Velm police", "Farring Velm Metropolitan Police"
    return out


def _is_county(words: str) -> bool:
    """Return whether words are a county's name and no town's: "Miami-Dade"."""
    found = {e.rank for e in named(fold(words))}
    return "2" in found and "P" not in found


def _bare(text: str, span: Span) -> Span:
    """Return the span without words that are no part of a town's name: "The", "State"; none of a county's."""
    start, end = span
    words = text[start:end].split(" ")
    while words and words[0] in _NO_TOWNS:
        start += len(words.pop(0)) + 1
    if words and words[-1] in _OF_COUNTIES and "-" not in text[start:end]:
        return (
            start,
            start,
        )  # "a Velm County teen" is of no town of Velm, one of "Orvel-Velm County" is
    while words and words[-1] in _NO_TOWNS and not _is_city(words):
        end -= len(words.pop()) + 1
    return (start, max(start, end))


def _is_city(words: Sequence[str]) -> bool:
    """Return whether "City" belongs to the name of a town that is listed: "Kansas City police"."""
    return words[-1] == "City" and any(e.rank == "P" for e in named(fold(" ".join(words))))
