"""Deadliness: whether a strike kills, and how many of those struck ("four were shot, one fatally")."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Quantity
from saidso.reading.harm.harm_words import table
from saidso.reading.harm.victims import Numbers

_REACH = 24
"""Words after a verb of harm within which "two of them fatally" is looked for."""


class Deadliness:
    """Reads what makes the strikes of one report deadly."""

    def __init__(self, parse: Parse, numbers: Numbers) -> None:
        self.parse, self.numbers, self.table = parse, numbers, table()

    def kills(self, i: int) -> bool:
        """Return whether a strike kills: "fatally shot", "shot dead", "stabbed to death"."""
        tokens = self.parse.tokens
        if i and tokens[i - 1].text.lower() in self.table.deadly:
            return True
        if [t.text.lower() for t in tokens[i + 1 : i + 3]] == ["to", "death"]:
            return True
        for c in self.parse.children[i][:40]:
            low = tokens[c].text.lower()
            if low in self.table.deadly and self._counted_before(c, i) is None:
                return True
            if low == "alive" and tokens[i].lemma in ("burn", "bury"):
                return True
            if low == "dead" and tokens[c].rel in ("xcomp", "advmod", "obj", "amod"):
                return tokens[i].text.lower() in self.table.strikes
            if low == "death" and tokens[c].rel.startswith(("obl", "nmod", "advmod")):
                return any(tokens[g].text.lower() == "to" for g in self.parse.children[c])
        return False

    def puts_to_death(self, i: int, low: str) -> bool:
        """Return whether a verb that need not kill does so here: "hacked to death", "burnt alive"."""
        verb = self.parse.tokens[i].upos in ("VERB", "ADJ")
        return verb and low in self.table.to_death and self.kills(i)

    def some(self, i: int) -> tuple[int, Quantity] | None:
        """Return adverb and number of "four were shot, one fatally", "five, two of them fatally"."""
        end = self.parse.sentence_of(i).tokens[1]
        for k in range(i + 1, min(end, i + _REACH)):
            if self.parse.tokens[k].text.lower() in self.table.deadly:
                quantity = self._counted_before(k, i)
                return None if quantity is None else (k, quantity)
        return None

    def _counted_before(self, k: int, i: int) -> Quantity | None:
        """Return the number just before the adverb at `k`, where it stands after the verb at `i`."""
        tokens = self.parse.tokens
        at = k - 1
        if at - 2 > i and tokens[at - 1].text.lower() == "of":
            at -= 2
        quantity = self.numbers.by_token.get(at) if at > i else None
        return quantity if quantity is not None and quantity.unit != "time" else None
