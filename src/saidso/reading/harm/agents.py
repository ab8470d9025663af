"""Agents: who does the harm, to others or to themselves."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast
from saidso.reading.harm.harm_words import sexes, table
from saidso.reading.harm.sufferers import Sufferers

_REACH = 10
"""Words behind those harmed within which it is told who is among them."""


class Agents:
    """Finds who does the harm of one report."""

    def __init__(self, parse: Parse, cast: Cast | None, who: Sufferers) -> None:
        self.parse, self.cast, self.who = parse, cast, who

    def acts(self, i: int, victim: int | None) -> bool:
        """Return whether somebody harms others, who are not "three people, including himself"."""
        tokens = self.parse.tokens
        if victim is None or victim <= i or tokens[i].upos != "VERB":
            return False
        if tokens[i].rel == "amod" and tokens[i].head == victim:
            return False  # "a slain friend"
        end = self.parse.sentence_of(i).tokens[1]
        for k in range(victim + 1, min(end, victim + _REACH)):
            if tokens[k].text.lower() == "including":
                near = tokens[k + 1 : min(end, k + 4)]
                return not any(
                    t.text.lower().endswith("self") or t.lemma in table().suspects for t in near
                )
        return True

    def of(self, i: int, victim: int | None) -> str:
        """Return the entity of the person who does what the verb at `i` says, "" for none but the victim."""
        if self.cast is None:
            return ""
        heads = [h for h in self.who.subjects(i) if h < i]
        found = self.cast.at(heads[0]) if heads else None
        harmed = None if victim is None else self.cast.at(victim)
        return "" if found is None or found.kind != "person" or found is harmed else found.id

    def of_own(self, i: int, reflexive: int) -> list[int]:
        """Return who does it to themselves: "she found the gun her father left and shot herself"."""
        tokens = self.parse.tokens
        own = table().singular_pronouns.get(tokens[reflexive].text.lower(), "")
        heads = self.who.subjects(i)
        return [h for h in heads if {own, sexes().get(tokens[h].text.lower(), "")} != {"m", "f"}]

    def suspected(self, victim: int | None) -> bool:
        """Return whether somebody harmed is the one who did it: "the gunman was killed"."""
        return victim is not None and self.parse.tokens[victim].lemma in table().suspects
