"""Days of an incident as the formats write them, with their precision."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from saidso.exchange.case import Case, refs


class Span(msgspec.Struct, frozen=True):
    """First and last day that an incident may have happened on, and the claims that say so."""

    first: date
    last: date
    claims: tuple[str, ...]

    @property
    def days(self) -> int:
        """How many days there are from the first to the last."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """The day in the middle, the earlier of two."""
        return self.first + timedelta(days=(self.days - 1) // 2)


def days(case: Case) -> Span | None:
    """Return the days of an incident, None where no year is known."""
    when = case.incident.date
    if when is None or when.earliest is None or when.latest is None or when.precision == "none":
        return None
    try:
        first, last = date.fromisoformat(when.earliest), date.fromisoformat(when.latest)
    except ValueError:
        return None
    return Span(first, last, refs(g for g in case.standing("date") if not g.part))
