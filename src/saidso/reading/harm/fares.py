"""How somebody fares after an attack: "is in critical condition", "is recovering", "on life support".

Reports often tell of the wounded by their condition alone. It tells of harm only near a word for an
attack, since patients of other kinds fare too. Who is in a critical condition may be dead by the end
of the report; who is recovering lives.
"""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse
from saidso.reading.harm.harm_words import table
from saidso.reading.harm.sufferers import Sufferers
from saidso.reading.harm.victims import Victims

_OPENING = 3
"""Sentences at the beginning of a report that tell what all of it is about."""
_BACK = 3
"""Sentences before a condition in which the attack may be told."""
WORDS = frozenset(
    [
        "condition",
        "recovering",
        "support",
        "expected",
        "treated",
        "hospital",
        "hospitals",
        "clinic",
        "infirmary",
        "center",
        "centre",
        "trauma",
        "life",
        "lives",
    ]
)
"""Words from which a condition is read."""
_CARE = frozenset(["medical", "trauma", "health", "care", "burn"])
"""What stands before "center" where it is a hospital."""
BROUGHT = frozenset(
    [
        "take",
        "rush",
        "transport",
        "airlift",
        "fly",
        "transfer",
        "bring",
        "drive",
        "carry",
        "send",
        "admit",
        "put",
    ]
)
_STAYS = frozenset(["remain", "be", "stay", "end", "wind", "land"])
_FIGHTS = frozenset(["fight", "battle", "struggle", "cling"])
_COMES = frozenset(["go", "arrive", "walk"])

_HARMED = frozenset(
    {"gunfire", "explosion", "blast", "bombing", "killed", "wounded", "injured", "hurt", "dead"}
    | {"fire", "blaze", "arson", "crash", "collision"}
)

_MANNERS = frozenset(
    {
        "well",
        "badly",
        "fairly",
        "unfairly",
        "humanely",
        "poorly",
        "harshly",
        "kindly",
        "equally",
        "like",
        "as",
    }
)
"""How people are treated by those who hold them."""


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
        attack = t.acts | t.shots | t.strikes | _HARMED
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
        if low == "treated" and token.upos == "VERB" and not (self._wounds(i) or self._manners(i)):
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
        if low in ("life", "lives"):
            return self._fights(i)
        return self._hospital(i) if self._is_hospital(i, low) else None

    def _is_hospital(self, i: int, low: str) -> bool:
        """Return whether a word is for a hospital: "Velm Medical Center", "Shock Trauma"."""
        before = self.parse.tokens[i - 1].text.lower() if i else ""
        if low in ("center", "centre"):
            return before in _CARE
        if low == "trauma":
            return before == "shock" and not self._is_hospital(i + 1, self._word(i + 1))
        return low in ("hospital", "hospitals", "clinic", "infirmary")

    def _word(self, i: int) -> str:
        return self.parse.tokens[i].text.lower() if i < len(self.parse.tokens) else ""

    def _manners(self, i: int) -> bool:
        """Return whether it is told how somebody is treated, and of no doctor: "was being treated well"."""
        near = [t.text.lower() for t in self.parse.tokens[i - 1 : i + 2] if t.i != i]
        return not _MANNERS.isdisjoint(near)

    def _fights(self, i: int) -> Fare | None:
        """Read "is fighting for her life", "is clinging to life"."""
        tokens = self.parse.tokens
        verb = next(
            (k for k in range(i - 1, max(0, i - 4) - 1, -1) if tokens[k].lemma in _FIGHTS), None
        )
        if (
            verb is None
            or tokens[verb].upos != "VERB"
            or tokens[verb].sentence != tokens[i].sentence
        ):
            return None
        if tokens[verb + 1].lemma not in ("for", "to"):
            return None
        return self._fare(self.who.subjects(verb), open_=True)

    def _hospital(self, i: int) -> Fare | None:
        """Read "two men were taken to a hospital", "sent five people to the hospital"."""
        tokens = self.parse.tokens
        below = self.parse.children[i]
        cases = {tokens[c].lemma for c in below if tokens[c].rel == "case"}
        head = tokens[i].head
        if cases & {"in", "at"} and any(tokens[c].rel == "cop" for c in below):
            heads = self.who.subjects(i)
        elif cases & {"in", "at"} and tokens[head].lemma in _STAYS and tokens[head].upos == "VERB":
            heads = self.who.subjects(head)
        elif (
            cases & {"to", "into"} and tokens[head].lemma in BROUGHT and tokens[head].upos == "VERB"
        ):
            heads = self.who.patients(head)
            if any(self._word(h).endswith("self") for h in heads):
                heads = self.who.subjects(head)  # "a third victim drove himself to a hospital"
        elif cases & {"to", "at", "into"} and tokens[head].lemma in _COMES:
            heads = self._counted(self.who.subjects(head))
        elif "in" in cases and tokens[i].rel == "nmod":
            heads = self._counted([head])  # "ended with five people in the hospital"
        elif "from" in cases and tokens[head].text.lower() in ("released", "discharged"):
            return self._fare(self.who.patients(head), open_=False)
        else:
            return None
        fare = self._fare(heads, open_=True)
        return None if fare is None else msgspec.structs.replace(fare, open=True)

    def _counted(self, heads: list[int]) -> list[int]:
        """Return those who are counted, and no officers: "two men went to the hospital"."""
        counted = [h for h in heads if h in self.victims.numbers.by_noun]
        return [h for h in counted if self._word(h).rstrip("s") not in table().officers]

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
        if tokens[head].lemma in BROUGHT and tokens[head].upos == "VERB":
            return self.who.patients(head)  # "medics rushed him to Velm in stable condition"
        return self.who.subjects(head)

    def _fare(self, heads: list[int], *, open_: bool) -> Fare | None:
        people = [
            h for h in heads if self.victims.is_person(h) or h in self.victims.numbers.by_noun
        ]
        if not people:
            return None
        number = self.victims.numbers
        counts = [q.low for p in people if (q := number.by_noun.get(p)) is not None]
        bare = any(p in number.by_token for p in people)  # "one was taken to hospital": a part
        several = bare or len(people) > 1 or any(low != 1 for low in counts)
        return Fare(people, open_ and not several, several)
