"""Values of claims: whether two agree, modifiers and precision understood.

Counts are intervals: "at least 4" is four or more and agrees with 5. "About 20" reaches a tenth to
either side, one at least. Dates agree when one can lie in the other: `XXXX-11-13` with 2017-11-13,
2017-11 with 2017-11-13.
"""

from __future__ import annotations

import re
from datetime import date

from saidso.record import Claim

ABOUT = 0.1
"""Share of a number to either side within which "about" agrees with another number (ours)."""
_DAY = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?\Z")
_QUARTERS = {"33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12)}
_SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}

Bounds = tuple[float, float]


def bounds(claim: Claim) -> Bounds | None:
    """Return the least and the greatest number that a claim can mean, or None where it has none."""
    number = claim.value if isinstance(claim.value, int) else None
    low, high = claim.low, claim.high
    if low is None and high is None and number is None:
        return None
    if claim.modifier == "about":
        middle = number if number is not None else low if low is not None else high
        assert middle is not None
        reach = max(1.0, ABOUT * middle)
        return (max(0.0, middle - reach), middle + reach)
    if low is None and high is None:
        low = high = number
    return (
        float("-inf") if low is None else float(low),
        float("inf") if high is None else float(high),
    )


def overlap(a: Bounds, b: Bounds) -> bool:
    """Return whether two ranges share a number."""
    return a[0] <= b[1] and b[0] <= a[1]


def same_dates(a: str, b: str) -> bool:
    """Return whether two EDTF dates can be the same day: one contains the other, or they overlap."""
    if a == b:
        return True
    first, second = _parts(a), _parts(b)
    if first and second and (first[0] is None or second[0] is None):
        return all(x is None or y is None or x == y for x, y in zip(first, second, strict=True))
    one, two = span_of(a), span_of(b)
    return one is not None and two is not None and one[0] <= two[1] and two[0] <= one[1]


def span_of(edtf: str) -> tuple[date, date] | None:
    """Return the first and last day of an EDTF date or interval; None where its year is unknown."""
    plain = edtf.strip().rstrip("?~%")
    if "/" in plain:
        start, end = plain.split("/", 1)
        first, last = span_of(start), span_of(end)
        return (first[0], last[1]) if first and last else None
    found = _DAY.match(plain)
    if found is None:
        return None
    year, month, day = found.groups()
    if "X" in year[:2] or (year.endswith("X") and month):
        return None
    if "X" in year:
        return (date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31))
    if month is None or "X" in month:
        return (date(int(year), 1, 1), date(int(year), 12, 31))
    wide = _QUARTERS.get(month) or _SEASONS.get(month)
    try:
        if wide:
            later = int(year) + (wide[1] < wide[0])
            return (date(int(year), wide[0], 1), _last(later, wide[1]))
        if day is None or "X" in day:
            return (date(int(year), int(month), 1), _last(int(year), int(month)))
        one = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return (one, one)


def _parts(edtf: str) -> tuple[int | None, int | None, int | None] | None:
    """Return year, month and day, None for what is unknown; None for what is no single date."""
    found = _DAY.match(edtf.strip().rstrip("?~%"))
    if found is None:
        return None
    year, month, day = (None if g is None or "X" in g else int(g) for g in found.groups())
    return None if month is not None and month > 12 else (year, month, day)


def _last(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
