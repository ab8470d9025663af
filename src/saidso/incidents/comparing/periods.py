"""Periods in the words of a report: "this year", "the past five years", "since 2014"."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from saidso.incidents.values import span_of
from saidso.resolving.times import calendar_values as values
from saidso.resolving.times.calendar_words import calendar_words
from saidso.resolving.times.period_rules import amount, unit_of

_UNITS = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?"
_SPAN = re.compile(
    rf"(?P<more>more than|over|at least|nearly|almost|less than|under)?\s*"
    rf"(?:(?:the|these)\s+)?(?:past|last|previous|recent)?\s*"
    rf"(?P<number>\d+|[a-z]+(?:-[a-z]+)?)?\s*{_UNITS}\Z",
    re.I,
)
_THIS = re.compile(r"this (?P<unit>week|month|year|decade|century)\Z", re.I)
_LAST = re.compile(r"last (?P<unit>week|month|year)\Z", re.I)
_SINCE = re.compile(r"since\s+(?:(?:early|mid|late)[ -])?(?P<when>.+)\Z", re.I)
_YEAR = re.compile(r"(?:in |during )?((?:1[89]|20)\d\d)\Z")
_MONTH_YEAR = re.compile(
    r"(?:(\d{1,2}) )?([a-z]+)\.?(?: (\d{1,2}),?)?(?: ((?:1[89]|20)\d\d))?\Z", re.I
)


class Period(msgspec.Struct, frozen=True):
    """First and last day. `named` is what "since" names (the last day of it), None otherwise."""

    first: date
    last: date
    named: date | None = None
    vague: bool = False
    """The words leave the beginning open: "more than a decade"."""


def period(words: str, as_of: date) -> Period | None:
    """Return the period that words mean on a day, not beyond that day; None where they are unclear."""
    text = " ".join(words.lower().split()).removeprefix("in ").removeprefix("over ")
    text = text.removeprefix("during ").removeprefix("within ")
    if found := _SINCE.match(text):
        named = _named(found["when"], as_of)
        return Period(named[0], as_of, named[1]) if named and named[0] <= as_of else None
    if found := _THIS.match(text):
        return Period(_start(found["unit"], as_of), as_of)
    if found := _LAST.match(text):
        end = _start(found["unit"], as_of) - timedelta(days=1)
        return Period(_start(found["unit"], end), end)
    if named := _named(text, as_of):
        return Period(named[0], min(named[1], as_of)) if named[0] <= as_of else None
    if found := _SPAN.match(text):
        plural = text.endswith("s")
        count = 1 if found["number"] in ("a", "an", "the") else amount(found["number"])
        if found["number"] is None and not plural:
            count = 1  # "the past year", not "years"
        if count is None:
            return None
        try:
            first = values.since(as_of, -count, unit_of(found["unit"]))
        except (ValueError, OverflowError, KeyError):
            return None
        return Period(min(first, as_of), as_of, vague=found["more"] is not None)
    return None


def _start(unit: str, day: date) -> date:
    """Return the first day of the week, month, year, decade or century that holds a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    size = {"decade": 10, "century": 100}.get(unit, 1)
    return date(day.year - day.year % size or 1, 1, 1)


def _named(text: str, as_of: date) -> tuple[date, date] | None:
    """Return first and last day of a year, a month or a day; a month without a year is the latest."""
    if found := _YEAR.match(text):
        return span_of(found[1])
    if (found := _MONTH_YEAR.match(text)) is None:
        return None
    month = calendar_words().months.get(found[2].lower())
    if month is None:
        return None
    day = found[1] or found[3]
    year = int(found[4]) if found[4] else as_of.year - (month > as_of.month)
    return span_of(f"{year:04}-{month:02}" + (f"-{int(day):02}" if day else ""))
