"""Days of an incident as the formats write them, with their precision."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from saidso.exchange.case import Case, refs
from saidso.exchange.cells import LeftOut


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


def why_no_row(case: Case, when: Span | None, *, uncoded: str | None) -> LeftOut | None:
    """Return why a format of coded events of one day leaves an incident out, None where it does not.

    `uncoded` says that the format has no code for its type, None where it has one.
    """
    reason = uncoded
    if reason is None and not case.happened:
        reason = "no report says that it happened"
    if reason is None and (when is None or when.days > 1):
        reason = "its day is not known"
    return LeftOut(case.incident.id, case.incident.type, reason) if reason else None
