"""What an expression of time means: EDTF, first and last day, precision, TIMEX3 value."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import msgspec

from saidso.record import Precision

Kind = Literal["date", "time", "duration", "set"]

UNKNOWN_DAY = "XXXX-XX-XX"
QUARTERS = {1: 33, 2: 34, 3: 35, 4: 36}
"""EDTF level 2 codes of the quarters of a year."""


class Value(msgspec.Struct, frozen=True):
    """A meaning. `first` and `last` are None when the year is unknown; `value` is TIMEX3."""

    edtf: str
    value: str
    precision: Precision = "none"
    first: date | None = None
    last: date | None = None
    kind: Kind = "date"
    relative: bool = False
    """True where the meaning was worked out from the publication date."""


def unknown(value: str, *, kind: Kind = "date") -> Value:
    """Return a meaning that cannot be put on the calendar."""
    return Value(UNKNOWN_DAY, value, kind=kind)


def day(when: date, *, relative: bool = False) -> Value:
    """Return one day."""
    iso = when.isoformat()
    return Value(iso, iso, "day", when, when, relative=relative)


def days(first: date, last: date, value: str, precision: Precision, *, relative: bool) -> Value:
    """Return an interval of days (first <= last)."""
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    return Value(edtf, value, precision, first, last, relative=relative)


def yearless(month: int, of_month: int | None = None) -> Value:
    """Return a month, or a day of it, of a year that is not known."""
    if of_month is None:
        return Value(f"XXXX-{month:02}", f"XXXX-{month:02}", "month")
    return Value(f"XXXX-{month:02}-{of_month:02}", f"XXXX-{month:02}-{of_month:02}", "day")


def week(within: date, *, relative: bool = False) -> Value:
    """Return the ISO week (Monday to Sunday) that holds a day."""
    monday = within - timedelta(days=within.isoweekday() - 1)
    year, number, _ = within.isocalendar()
    sunday = monday + timedelta(days=6)
    return days(monday, sunday, f"{year}-W{number:02}", "week", relative=relative)


def weekend(within: date) -> Value:
    """Return the Saturday and Sunday of the ISO week that holds a day."""
    saturday = within + timedelta(days=6 - within.isoweekday())
    year, number, _ = within.isocalendar()
    sunday = saturday + timedelta(days=1)
    return days(saturday, sunday, f"{year}-W{number:02}-WE", "week", relative=True)


def month(year: int, number: int, *, relative: bool = False) -> Value:
    """Return a month of a year."""
    iso = f"{year:04}-{number:02}"
    first = date(year, number, 1)
    return Value(iso, iso, "month", first, month_end(first), relative=relative)


def month_end(within: date) -> date:
    """Return the last day of the month that holds a day."""
    if within.month == 12:
        return date(within.year, 12, 31)
    return date(within.year, within.month + 1, 1) - timedelta(days=1)


def year(number: int, *, relative: bool = False) -> Value:
    """Return a year."""
    first, last = date(number, 1, 1), date(number, 12, 31)
    return Value(f"{number:04}", f"{number:04}", "year", first, last, relative=relative)


def decade(start: int, *, relative: bool = False) -> Value:
    """Return ten years; `start` ends in 0."""
    edtf = f"{start // 10:03}X"
    first, last = date(start, 1, 1), date(start + 9, 12, 31)
    return Value(edtf, edtf, "none", first, last, relative=relative)


def century(number: int) -> Value:
    """Return a century by its ordinal (20: 1900 to 1999)."""
    edtf = f"{number - 1:02}XX"
    start = (number - 1) * 100
    return Value(edtf, edtf, "none", date(max(1, start), 1, 1), date(start + 99, 12, 31))


def season(number: int, code: int, letters: str, *, relative: bool = False) -> Value:
    """Return a season (EDTF 21 to 24) of a year, northern hemisphere; winter begins in December."""
    start = date(number, 3 * (code - 20), 1)
    last = month_end(start + timedelta(days=65))
    return Value(
        f"{number:04}-{code}", f"{number:04}-{letters}", "month", start, last, relative=relative
    )


def quarter(number: int, which: int, *, relative: bool = False) -> Value:
    """Return a quarter (1 to 4) of a year."""
    start = date(number, 3 * which - 2, 1)
    last = month_end(start + timedelta(days=65))
    edtf = f"{number:04}-{QUARTERS[which]}"
    return Value(edtf, f"{number:04}-Q{which}", "month", start, last, relative=relative)


def period(amount: int | None, unit: str) -> str:
    """Return a TIMEX3 period: `unit` is a letter, after "T" for hours and less, F two weeks."""
    if unit == "F":
        return f"P{'X' if amount is None else 2 * amount}W"
    if unit in ("E", "C") and amount is not None:
        return f"P{amount * (10 if unit == 'E' else 100)}Y"
    if unit == "C":
        return "PXCE"
    count = "X" if amount is None else str(amount)
    return f"PT{count}{unit[1]}" if unit[0] == "T" else f"P{count}{unit}"


def shift(when: date, amount: int, unit: str) -> Value:
    """Return the day, week, month or year that lies `amount` units after `when`.

    The precision is that of the unit ("two weeks ago" is a week). Raises ValueError or
    OverflowError outside the years 1 to 9999.
    """
    if unit[0] == "T":
        return day(when)
    if unit == "D":
        return day(when + timedelta(days=amount))
    if unit in ("W", "F"):
        return week(when + timedelta(weeks=amount * (2 if unit == "F" else 1)))
    if unit in ("M", "Q"):
        index = when.year * 12 + when.month - 1 + amount * (3 if unit == "Q" else 1)
        if unit == "Q":
            return quarter(index // 12, index % 12 // 3 + 1)
        return month(index // 12, index % 12 + 1)
    return year(when.year + amount * {"Y": 1, "E": 10, "C": 100}[unit])


def since(when: date, amount: int, unit: str) -> date:
    """Return the day `amount` units after `when`, as exactly as the calendar allows."""
    if unit[0] == "T":
        return when
    if unit in ("D", "W", "F"):
        return when + timedelta(days=amount * {"D": 1, "W": 7, "F": 14}[unit])
    months = amount * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
    index = when.year * 12 + when.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return first.replace(day=min(when.day, month_end(first).day))
