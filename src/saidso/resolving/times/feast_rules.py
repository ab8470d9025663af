"""Rules for holidays: those of a fixed day, of a weekday of a month, and those that go with Easter."""

from __future__ import annotations

import re
from datetime import date, timedelta

from saidso.resolving.times import calendar_values as values
from saidso.resolving.times.calendar_values import Value
from saidso.resolving.times.calendar_words import calendar_words
from saidso.resolving.times.clock import Clock, Match
from saidso.resolving.times.time_rules import nearest


def holiday(match: Match, clock: Clock) -> Value | None:
    """Read "Christmas Day", "Thanksgiving", "Good Friday"."""
    name = re.sub(r"\s+", " ", match["holiday"])
    if not clock.capital(match, "holiday"):
        return None
    year = int(match["year"]) if match["year"] else None
    when = _day_of(name, year) if year else nearest(lambda y: _day_of(name, y), match, clock)
    if when is not None:
        return values.day(when, relative=year is None)
    fixed = calendar_words().holidays.get(name)
    if fixed is None:
        return values.unknown(values.UNKNOWN_DAY)
    month, of_month = (int(n) for n in fixed.split("-"))
    return values.yearless(month, of_month)


def _day_of(name: str, year: int) -> date:
    """Return the day of a holiday in a year."""
    words = calendar_words()
    if name in words.holidays:
        month, of_month = (int(n) for n in words.holidays[name].split("-"))
        return date(year, month, of_month)
    if name in words.moving_holidays:
        return weekday_of_month(year, *words.moving_holidays[name])
    return easter(year) + timedelta(days=words.easter_holidays[name])


def weekday_of_month(year: int, month: int, weekday: int, which: int) -> date:
    """Return the `which`-th weekday (1 Monday to 7 Sunday) of a month; -1 is its last."""
    if which < 0:
        end = values.month_end(date(year, month, 1))
        return end - timedelta(days=(end.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's algorithm)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
