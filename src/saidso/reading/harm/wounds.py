"""Wounds and shots: where somebody was hit, how many times, and how many rounds were fired."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse
from saidso.reading.harm.counts import Count
from saidso.reading.harm.fares import BROUGHT
from saidso.reading.harm.harm_words import table, verb_slots
from saidso.reading.harm.sufferers import Sufferers
from saidso.reading.harm.victims import Numbers, Victims
from saidso.record import Span

_KINDS = frozenset(["degree", "number", "variety", "kind", "type", "range", "series"])
_SUSTAINED = frozenset(["sustained", "suffered", "received"])
_MOST = 40
_OPEN = Count(None, None, None, ())


class Wound(msgspec.Struct, frozen=True):
    """One wound: its words ("shoulder and elbow", "twice"), whose it is, and how many hits."""

    words: str
    victim: int | None
    count: Count
    spans: list[Span]


class Wounds:
    """Reads the wounds and the shots of one report."""

    def __init__(self, parse: Parse, numbers: Numbers, victims: Victims, who: Sufferers) -> None:
        self.parse, self.numbers, self.victims, self.who = parse, numbers, victims, who
        self.table, self.verbs = table(), verb_slots()

    def whose(self, i: int) -> tuple[list[int], int]:
        """Return who has the injury at token `i`, and the word that it hangs on.

        "Suffered a wound", "injuries to three people", "flown out for treatment of their wounds".
        """
        tokens = self.parse.tokens
        head = tokens[i].head
        if (counted := self._sustained(i)) is not None:
            return [counted], counted + 1
        heads = [h for h in self.who.phrases(i, ("to", "of")) if self.victims.is_person(h)]
        if tokens[i].rel == "nmod" and tokens[head].lemma in _KINDS:
            head = tokens[head].head  # "sustained various degrees of injuries"
        taken = tokens[head].lemma == "take" and tokens[i].rel != "obj"
        if (
            not heads
            and tokens[head].text.lower() in self.table.suffering
            and head < i
            and not taken
        ):
            if tokens[i].rel in ("obj", "obl", "conj", "nmod"):
                treated = tokens[head].text.lower() == "treated"
                heads = (self.who.patients(head) if treated else []) or self.who.subjects(head)
                if any(tokens[c].rel == "nsubj:pass" for c in self.parse.children[head]):
                    heads = self.who.patients(head)
        elif not heads and self._borne(i, head):
            if tokens[head].upos in ("NOUN", "PROPN", "PRON"):
                heads = [head]
            elif tokens[head].upos == "VERB":
                heads = self.who.patients(head) or self.who.subjects(head)
        if not heads and tokens[head].lemma == "treatment" and head < i:
            verb = tokens[head].head  # "were flown out for treatment of their wounds"
            heads = self.who.patients(verb) if tokens[verb].upos == "VERB" else []
        return heads, head

    def _borne(self, i: int, head: int) -> bool:
        """Return whether somebody is "with wounds", or brought somewhere "for minor injuries"."""
        cases = {self.parse.tokens[c].text.lower() for c in self.parse.children[i]}
        brought = self.parse.tokens[head].lemma in BROUGHT and head < i
        return "with" in cases or ("for" in cases and brought)

    def _sustained(self, i: int) -> int | None:
        """Return the number of "40 sustained serious injuries", the verb taken for an adjective."""
        tokens = self.parse.tokens
        k = i - 1
        while k > 1 and k > i - 4 and tokens[k].upos in ("ADJ", "NOUN", "PUNCT"):
            k -= 1
        if k < 1 or tokens[k].text.lower() not in _SUSTAINED or tokens[k].rel != "amod":
            return None
        return k - 1 if k - 1 in self.numbers.by_token else None

    def at(self, i: int) -> list[Wound]:
        """Return the wounds that the harm word at token `i` has below it."""
        tokens = self.parse.tokens
        low = tokens[i].text.lower()
        if low not in self.table.injury_nouns and self.verbs.get(low) != "injured":
            return []
        struck = low in self.verbs and tokens[i].upos not in ("NOUN", "PROPN")
        if not struck and tokens[i].rel == "compound":
            return []  # "gunshot" of "a gunshot wound"
        heads = self.who.patients(i) if struck else []
        victim = next((self.victims.named(h) for h in heads if self.victims.is_person(h)), None)
        times = self._times(i) if struck and victim is not None else None
        bodies = [c for c in self._below(i, struck) if self._is_body(c)]
        out = [self._body(c, victim, times) for c in bodies]
        if times is not None and not out:
            words = self.parse.text[slice(*times.spans[0])]
            out.append(Wound(words, victim, times.count, times.spans))
        return out

    def _below(self, i: int, struck: bool) -> list[int]:
        """Return the tokens that can say where: below `i`, and below what strikes."""
        tokens = self.parse.tokens
        below = self.parse.children[i][:_MOST]
        if struck:
            agents = [
                c for c in below if c > i and tokens[c].lemma in ("bullet", "shrapnel", "shot")
            ]
            below = [*below, *(g for c in agents for g in self.parse.children[c][:_MOST])]
        else:
            below = [*below, *(c for c in self.parse.children[tokens[i].head][:_MOST] if c > i)]
        return [c for c in below if tokens[c].rel.startswith(("obl", "nmod", "obj", "compound"))]

    def _times(self, i: int) -> Wound | None:
        """Return "twice", "at least five times" below the verb at `i`."""
        for c in self.parse.children[i][:_MOST]:
            quantity = self.numbers.by_noun.get(c) or self.numbers.by_token.get(c)
            if quantity is not None and quantity.unit == "time":
                first = min(c, quantity.tokens[0])
                span = self.parse.span((first, max(c + 1, quantity.tokens[1])))
                count = Count(quantity.low, quantity.high, quantity.modifier, ())
                return Wound("", None, count, [span])
        return None

    def _is_body(self, c: int) -> bool:
        token = self.parse.tokens[c]
        if token.upos == "PROPN" and token.text[0].isupper():
            return False  # "the Southwest Side"
        return token.lemma.lower() in self.table.bodies or token.text.lower() in self.table.bodies

    def _body(self, c: int, victim: int | None, times: Wound | None) -> Wound:
        """Return the wound at body part `c` and those coordinated with it."""
        tokens = self.parse.tokens
        below = self.parse.children
        parts = [c, *(k for k in below[c] if tokens[k].rel == "conj" and self._is_body(k))]
        first = c
        while (
            first > 0
            and tokens[first - 1].head == c
            and tokens[first - 1].rel in ("amod", "compound")
        ):
            first -= 1
        span = self.parse.span((first, max(parts) + 1))
        if victim is None:
            owners = (k for p in parts for k in below[p] if tokens[k].rel == "nmod:poss")
            victim = next((k for k in owners if self.victims.is_person(k)), None)
        return Wound(
            words=self.parse.text[slice(*span)],
            victim=victim,
            count=_OPEN if times is None else times.count,
            spans=[span, *(times.spans if times is not None else [])],
        )

    def rounds(self, i: int) -> Count | None:
        """Return how many shots were fired by the noun at `i`; None where it does not say so."""
        tokens = self.parse.tokens
        below = self.parse.children[i]
        words = {tokens[c].text.lower() for c in below}
        head = tokens[i].head
        above = tokens[head].text.lower()
        fired = above in self.table.fire_verbs or any(
            tokens[c].text.lower() in self.table.fire_verbs and tokens[c].rel.startswith("acl")
            for c in below
        )
        quantity = self.numbers.by_noun.get(i)
        if quantity is not None and not quantity.ordinal:
            if not fired and not (above in self.table.count_verbs and tokens[i].rel == "obj"):
                return None
            tokens_of = tuple(range(*quantity.tokens))
            return Count(quantity.low, quantity.high, quantity.modifier, tokens_of)
        if not fired or words & {"any", "how", "many", "whether"}:
            return None
        if tokens[i].text.lower().endswith("s"):
            return Count(2, None, "at_least", (i,))
        if words & {"a", "one", "single"}:
            return Count(1, 1, "exactly", (i,))
        return None
