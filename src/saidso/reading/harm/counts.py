"""Counts: how many persons words tell of, with those whom they tell apart."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from saidso.language.parse import Parse
from saidso.reading.harm.casualties import Person
from saidso.record import Modifier

_INSIDE = frozenset(["ADJ", "CCONJ", "DET", "NOUN", "PRON", "PROPN"])


class Count(msgspec.Struct, frozen=True):
    """How many: bounds, modifier, single persons told, and the tokens that say so."""

    low: int | None
    high: int | None
    modifier: Modifier | None
    tokens: tuple[int, ...]
    people: tuple[Person, ...] = ()
    others: bool = False
    uncounted: bool = False
    """Whether no part of it has a number: "soldiers and guards"."""

    @property
    def number(self) -> int | None:
        """The number as printed, None for a plural without one."""
        if self.modifier == "more_than" and self.low is not None:
            return self.low - 1
        if self.modifier == "fewer_than" and self.high is not None:
            return self.high + 1
        if self.uncounted:
            return None
        open_ = self.low in (1, 2) and self.high is None and self.modifier == "at_least"
        if open_ and len(self.tokens) == 1:
            return None
        return self.low if self.low is not None else self.high


def joined(parse: Parse, i: int, counted: tuple[int, ...]) -> list[int]:
    """Return the tokens of count and harm word, with the auxiliaries between them."""
    before = [k for k in counted if k < i]
    between = range(max(before) + 1, i) if before else range(0)
    tokens = parse.tokens
    out = {i, *counted}
    if all(tokens[k].upos in ("AUX", "ADV", "PART") for k in between):
        out.update(between)
    for a, b in pairwise(sorted(counted)):  # "five police officers", "a woman and her son"
        if b - a <= 4 and all(tokens[k].upos in _INSIDE for k in range(a + 1, b)):
            out.update(range(a, b))
    return sorted(out)
