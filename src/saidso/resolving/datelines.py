"""Datelines: the place that a report was filed from ("KYIV, Ukraine (AP) -"), or whose people it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

import msgspec

from saidso.record import Report, Span
from saidso.resolving.places import Place, resolve_spans

_CITY = re.compile(r"\W*(?P<city>[^\W\d_][^,(/–—\d]{1,40}?)\s*(?:,|\(|/|–|—|\s-|-\s|\Z)")


_POLICE = re.compile(
    r"\b(?P<town>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2})"
    r"(?: Metropolitan| Metro| City)? (?:Police|police|PD)\b(?! [a-z]+ in [A-Z])"
)
_NO_TOWNS = frozenset(
    [
        "The",
        "State",
        "Military",
        "National",
        "Federal",
        "Transit",
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


class Filed(msgspec.Struct, frozen=True):
    """Where a report was filed: the words and the place."""

    span: Span
    place: Place


def filed_from(report: Report, names: Sequence[Span] = ()) -> Filed | None:
    """Return the place of the first dateline, else the town whose police, or people, it names first.

    `names`: spans of other names of places, which tell which town of several is meant. None where
    there is neither, or no list knows it.
    """
    for segment in report.segments:
        if segment.kind != "dateline":
            continue
        match = _CITY.match(report.text, *segment.span)
        if match is None:
            return None
        span = match.span("city")
        place = resolve_spans(report.text, [span])[0]
        return Filed(span, place) if place is not None else None
    return _of_town(report, names, _POLICE) or _of_town(report, names, _RESIDENT)


def _of_town(report: Report, names: Sequence[Span], pattern: re.Pattern[str]) -> Filed | None:
    """Return the town of the first "Mobile police", "Las Vegas Metropolitan Police Department"."""
    towns: list[Span] = []
    for segment in report.segments:
        if segment.kind in ("headline", "paragraph"):
            found = pattern.finditer(report.text, *segment.span)
            towns += [m.span("town") for m in islice(found, _MOST_POLICE)]
    towns = [_bare(report.text, span) for span in towns[:_MOST_POLICE]]
    towns = [span for span in towns if span[0] < span[1]]
    places = resolve_spans(report.text, [*towns, *names]) if towns else []
    for span, place in zip(towns, places, strict=False):
        if place is not None and place.kind == "city":
            return Filed(span, place)
    return None


def _bare(text: str, span: Span) -> Span:
    """Return the span without words that are no part of a town's name: "The", "State"."""
    start, end = span
    words = text[start:end].split(" ")
    while words and words[0] in _NO_TOWNS:
        start += len(words.pop(0)) + 1
    while words and words[-1] in _NO_TOWNS:
        end -= len(words.pop()) + 1
    return (start, max(start, end))
