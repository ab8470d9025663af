"""How somebody fares after an attack: "is in critical condition", "is recovering", "on life support".

Reports often tell of the wounded by their condition alone. It tells of harm only near a word for an
attack, since patients of other kinds fare too. Who is in a critical condition may be dead by the end
of the report; who is recovering lives.
"""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse
from saidso.reading.harm_words import table
from saidso.reading.sufferers import Sufferers
from saidso.reading.victims import Victims

_OPENING = 3
"""Sentences at the beginning of a report that tell what all of it is about."""
_BACK = 3
"""Sentences before a condition in which the attack may be told."""
WORDS = frozenset(["condition", "recovering", "support", "expected", "treated"])
"""Words from which a condition is read."""


class Fare(msgspec.Struct, frozen=True):
    """Who fares how: head tokens, whether it is open that they live, whether they are several."""

    heads: list[int]
    open: bool
    several: bool


class Fares:
    """Reads how those attacked fare, in one report."""

    def __init__(self, parse: Parse, victims: Victims, who: Sufferers) -> None:
        self.parse, self.victims, self.who = parse, victims, who
        t = table()
        attack = t.acts | t.shots | t.strikes | {"gunfire", "explosion", "blast", "bombing"}
        self.attacked = {parse.tokens[i].sentence for i in parse.spelled(attack)}

    def at(self, i: int) -> Fare | None:
        """Return who is said to fare how by the word at token `i`, None where nobody is."""
        token = self.parse.tokens[i]
        near = range(max(0, token.sentence - _BACK), token.sentence + 1)
        if self.attacked.isdisjoint(range(_OPENING)) and self.attacked.isdisjoint(near):
            return None
        low = token.text.lower()
        if low == "recovering" and token.upos == "VERB":
            return self._fare(self.who.subjects(i), open_=False)
        if low == "treated" and token.upos == "VERB" and not self._wounds(i):
            return self._fare(self.who.patients(i), open_=False)
        if low == "expected" and token.upos == "VERB":
            below = [self.parse.tokens[c] for c in self.parse.children[i]]
            passive = any(t.rel in ("aux:pass", "cop") for t in below)
            if passive and any(
                t.lemma in ("survive", "recover", "live") and t.rel == "xcomp" for t in below
            ):
                return self._fare(self.who.subjects(i), open_=False)
        words = [t.text.lower() for t in self.parse.tokens[max(0, i - 2) : i]]
        if low == "support" and words == ["on", "life"]:
            return self._fare(self._bearers(i), open_=True)
        if low == "condition":
            return self._condition(i)
        return None

    def _wounds(self, i: int) -> bool:
        """Return whether a wound is named in the sentence, which tells more."""
        first, end = self.parse.sentence_of(i).tokens
        return any(t.text.lower() in table().injury_nouns for t in self.parse.tokens[first:end])

    def _condition(self, i: int) -> Fare | None:
        below = self.parse.children[i]
        words = {self.parse.tokens[c].text.lower() for c in below}
        words |= {self.parse.tokens[g].text.lower() for c in below for g in self.parse.children[c]}
        grave, good = bool(words & table().grave), bool(words & table().mending)
        if not (grave or good) or not words & {"in", "with"}:
            return None
        return self._fare(self._bearers(i), open_=grave and not good)

    def _bearers(self, i: int) -> list[int]:
        """Return who is "in critical condition": the subject, or the noun that it hangs on."""
        tokens = self.parse.tokens
        own = [c for c in self.parse.children[i] if tokens[c].rel.startswith("nsubj")]
        if own:
            return self.who.subjects(i)
        head = tokens[i].head
        if tokens[head].upos in ("NOUN", "PROPN", "PRON", "NUM") and head < i:
            return [head] if tokens[i].rel.startswith("nmod") else self.who.subjects(head)
        if tokens[head].lemma in ("leave", "leaving"):
            return [c for c in self.parse.children[head] if tokens[c].rel == "obj"]
        return self.who.subjects(head)

    def _fare(self, heads: list[int], *, open_: bool) -> Fare | None:
        people = [
            h for h in heads if self.victims.is_person(h) or h in self.victims.numbers.by_noun
        ]
        if not people:
            return None
        number = self.victims.numbers
        counted = any(p in number.by_token or p in number.by_noun for p in people)
        several = counted or len(people) > 1
        return Fare(people, open_ and not several, several)
