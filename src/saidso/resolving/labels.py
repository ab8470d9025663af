"""Labels: the day and the place that the label of each entry of a list tells ("NEAR VELM -", "July 4 -").

A day without a year has that of the label before it, one more where the list goes on past a new year;
before the first label with a year, that year; where no label has one, a single year that the headline or
the words above the list name ("Attacks in 2014"), else the nearest such day before publication.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import msgspec

from saidso.record import ENTRY, Report, Span
from saidso.resolving.places.places import Place, resolve_spans
from saidso.resolving.times.times import Time

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CAPITALS = re.compile(
    r"(?:NEAR |OUTSIDE |OFF |(?:NORTH|SOUTH|EAST|WEST) OF )?(?P<name>[A-Z](?:[A-Z'’.-]|\s(?=[A-Z]))+)\b"
)
_NUMBER = re.compile(r"\W*(?:(?:[A-Z]|\d{1,2})[.)]\s+)?(?:\([A-Z]{1,2}\)\s+)?")
"""What numbers an entry: "B. ", "(U) "."""
_TELLING = re.compile(r"\b(?:reported|updated) on\s+$", re.I)
"""Before a day on which an entry was written, none of what it tells."""
_BESIDE = 183
"""Days by which the next label of a list may go back in time without meaning another year."""
_MOST = 400


class Label(msgspec.Struct, frozen=True):
    """What the label of an entry tells: its day and its place, None for what it does not tell."""

    time: Time | None
    place: Place | None


def read_labels(report: Report, times: Sequence[Time], names: Sequence[Span]) -> dict[Span, Label]:
    """Return what each label of a list tells, by its span; empty for a report that is no list.

    `times`: the expressions of time of the report, labels included; `names`: spans of its other names
    of places, which tell which place of several is meant.
    """
    spans = [s.span for s in report.segments if s.why == ENTRY][:_MOST]
    if not spans:
        return {}
    days = _days(report, spans, times)
    found = [_name(report.text, span, days.get(span)) for span in spans]
    named = [span for span in found if span is not None]
    places = iter(resolve_spans(report.text, [*named, *names])[: len(named)])
    return {
        span: Label(days.get(span), next(places) if name is not None else None)
        for span, name in zip(spans, found, strict=True)
    }


def _days(report: Report, spans: list[Span], times: Sequence[Time]) -> dict[Span, Time]:
    """Return the day of each label that has one, in the year that the list is in."""
    inside: dict[Span, Time] = {}
    for span in spans:
        own = [t for t in times if span[0] <= t.span[0] and t.span[1] <= span[1]]
        own = [t for t in own if not _TELLING.search(report.text[span[0] : t.span[0]])]
        day = next((t for t in own if t.precision == "day" and t.kind in ("date", "time")), None)
        if day is not None:
            inside[span] = day
    said = [int(m[0]) if (m := _YEAR.search(report.text, *s)) else None for s in inside]
    first = next((y for y in said if y is not None), None) or _year_above(report, spans[0][0])
    if first is None:
        return inside
    out: dict[Span, Time] = {}
    falling = _falls(list(inside.values()), said)
    year, last = first, None
    for (span, time), stated in zip(inside.items(), said, strict=True):
        put = _in_year(time, stated or year)
        if put is None:
            continue
        if stated is None and last is not None:
            gap = (put - last).days
            if not falling and gap < -_BESIDE:
                put = _in_year(time, year + 1) or put
            elif falling and gap > _BESIDE:
                put = _in_year(time, year - 1) or put
        year, last = put.year, put
        iso = put.isoformat()
        out[span] = msgspec.structs.replace(
            time, edtf=iso, earliest=iso, latest=iso, value=iso + time.value[10:]
        )
    return out


def _falls(times: list[Time], said: list[int | None]) -> bool:
    """Return whether a list tells the latest first."""
    years = [y for y in said if y is not None]
    if len(set(years)) > 1:
        return years[0] > years[-1]
    days = [t.edtf[-5:] for t in times]
    downs = sum(a > b for a, b in pairwise(days))
    return downs > len(days) / 2


def _in_year(time: Time, year: int) -> date | None:
    """Return the day of a time in a year, None where that year does not have it."""
    match = re.match(r"[\dX]{4}-(\d\d)-(\d\d)", time.edtf)
    if match is None:
        return None
    try:
        return date(year, int(match[1]), int(match[2]))
    except ValueError:
        return None


def _year_above(report: Report, end: int) -> int | None:
    """Return the single year that the headline or, else, the words above a list name."""
    for text in (report.title or "", report.text[:end]):
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    return None


def _name(text: str, span: Span, day: Time | None) -> Span | None:
    """Return the span of the name of a place in a label: in capitals, or before its day."""
    start, end = span
    if number := _NUMBER.match(text, start, end):
        start = number.end()
    if day is not None:
        words = text[start : day.span[0]].strip(" ,\n")
        if not words[:1].isupper() or ":" in words:
            return None
        return (start, start + len(words.split(",")[0]))
    match = _CAPITALS.match(text, start, end)
    return match.span("name") if match else None
