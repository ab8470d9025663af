"""Figures that stand apart from their verb: tolls, and counts that a speaker sets aside."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse
from saidso.reading.casualties import COUNTED, Harm
from saidso.reading.harm_words import noun_slots, state_slots, table, verb_slots
from saidso.reading.mentions import Quantity
from saidso.reading.victims import Numbers, Victims

_WINDOW = 14
_LINKS = frozenset(["to", "at", "of", "reached", "is", "was"])
_PERIODS = frozenset(["year", "day", "week", "month", "hour"])
_INSTEAD = frozenset([("not",), ("rather", "than"), ("instead", "of")])


class Figures:
    """Reads the figures of one report."""

    def __init__(self, parse: Parse, numbers: Numbers, victims: Victims) -> None:
        self.parse, self.numbers, self.victims = parse, numbers, victims
        self.slots = noun_slots() | verb_slots() | state_slots()

    def toll(self, i: int) -> tuple[str, Quantity] | None:
        """Return slot and number of a toll: "the death toll rose to 12", "the number of dead is 3"."""
        slot = self._slot(i)
        if slot is None:
            return None
        tokens = self.parse.tokens
        k, end = i + 1, min(self.parse.sentence_of(i).tokens[1], i + _WINDOW)
        best: Quantity | None = None
        while k < end:
            quantity = self.numbers.by_token.get(k)
            if quantity is None:
                if tokens[k].text in (";", "("):
                    break
                k += 1
                continue
            last = tokens[quantity.tokens[0] - 1].text.lower()
            if last != "from" and quantity.unit not in _PERIODS:
                best = quantity
                if last in _LINKS:
                    break
            k = quantity.tokens[1]
        return None if best is None else (slot, best)

    def _slot(self, i: int) -> str | None:
        """Return what the toll or number at token `i` counts; None where it is no such word."""
        tokens = self.parse.tokens
        low = tokens[i].text.lower()
        if low in table().tolls:
            before = tokens[max(self.parse.sentence_of(i).tokens[0], i - 1)].text.lower()
            return "injured" if before in ("injury", "injured", "casualty") else "killed"
        if low != "number":
            return None
        words = [t.text.lower() for t in tokens[i + 1 : i + 5]]
        if words[:1] != ["of"]:
            return None
        slot = next((s for w in words[1:] if (s := self.slots.get(w))), None)
        return slot if slot in COUNTED else None

    def set_aside(self, harms: list[Harm]) -> list[Harm]:
        """Return the counts that are said to be wrong: "four people had been hurt, not seven"."""
        by_sentence = {
            h.sentence: h
            for h in harms
            if h.slot in COUNTED and isinstance(h.value, int) and h.value > 0 and not h.negated
        }
        out: list[Harm] = []
        for quantity in self.numbers.counts:
            harm = by_sentence.get(self.parse.tokens[quantity.tokens[0]].sentence)
            size = self._setting_aside(quantity)
            if harm is None or not size or quantity.tokens[0] < harm.trigger:
                continue
            if quantity.low in (None, 0, 1, harm.value) or quantity.unit == "time":
                continue
            if quantity.noun is not None and not self.victims.is_person(quantity.noun):
                continue
            first, end = quantity.tokens
            out.append(
                msgspec.structs.replace(
                    harm,
                    low=quantity.low,
                    high=quantity.high,
                    modifier=quantity.modifier,
                    value=quantity.low,
                    spans=[self.parse.span((first - size, end))],
                    order=len(harms) + len(out),
                    denied=True,
                    people=(),
                )
            )
        return out

    def _setting_aside(self, quantity: Quantity) -> int:
        """Return how many words before the number set it aside; 0 for none."""
        first = quantity.tokens[0]
        words = tuple(t.text.lower() for t in self.parse.tokens[max(0, first - 2) : first])
        return next((n for n in (1, 2) if words[-n:] in _INSTEAD), 0)
