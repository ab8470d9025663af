"""Counts: how many persons words tell of, with those whom they tell apart."""

from __future__ import annotations

import msgspec

from saidso.reading.casualties import Person
from saidso.record import Modifier


class Count(msgspec.Struct, frozen=True):
    """How many: bounds, modifier, single persons told, and the tokens that say so."""

    low: int | None
    high: int | None
    modifier: Modifier | None
    tokens: tuple[int, ...]
    people: tuple[Person, ...] = ()
    others: bool = False

    @property
    def number(self) -> int | None:
        """The number as printed, None for a plural without one."""
        if self.modifier == "more_than" and self.low is not None:
            return self.low - 1
        if self.modifier == "fewer_than" and self.high is not None:
            return self.high + 1
        open_ = self.low == 2 and self.high is None and self.modifier == "at_least"
        if open_ and len(self.tokens) == 1:
            return None
        return self.low if self.low is not None else self.high
