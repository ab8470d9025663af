"""Harm: who was killed, injured, captured or went missing, how many, with what wounds.

The words are in `harm.yaml`. A plural without a number is at least two; a singular is one. What is
only feared, planned or threatened keeps that status, and statistics or earlier incidents are marked,
so that a summary can leave them out. Denials are left to the stance of attributions.
"""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.casualties import Harm, HarmSlot, Person, summarise
from saidso.reading.circumstances import Circumstances
from saidso.reading.harm_words import dying, noun_slots, state_slots, table, verb_slots
from saidso.reading.mentions import Cast, Quantity
from saidso.reading.sufferers import Sufferers
from saidso.reading.victims import Count, Numbers, Victims
from saidso.record import Span
from saidso.spans import merge

__all__ = ["Harm", "Person", "find_harm", "summarise"]


def find_harm(parse: Parse, quantities: list[Quantity], *, cast: Cast | None = None) -> list[Harm]:
    """Return what the report says of harm, in text order."""
    return _Finder(parse, quantities, cast).find()


class _Finder:
    def __init__(self, parse: Parse, quantities: list[Quantity], cast: Cast | None) -> None:
        self.parse = parse
        self.numbers = Numbers(quantities)
        self.victims = Victims(parse, self.numbers, cast)
        self.who = Sufferers(parse, self.numbers, self.victims)
        self.around = Circumstances(parse)
        self.table = table()
        self.verbs, self.dying = verb_slots(), dying()
        self.states, self.nouns = state_slots(), noun_slots()
        self.out: list[Harm] = []
        self.done: dict[tuple[str, int], int] = {}

    def find(self) -> list[Harm]:
        for token in self.parse.tokens:
            self._read(token.i)
        return [
            h
            for h in self.out
            if not (h.struck and h.victim is not None and ("killed", h.victim) in self.done)
        ]

    def _read(self, i: int) -> None:
        low = self.parse.tokens[i].text.lower()
        upos = self.parse.tokens[i].upos
        if low in self.table.tolls:
            self._toll(i)
        elif low in self.table.shots:
            self._shots(i)
        elif low in self.table.acts and upos in ("NOUN", "PROPN"):
            self._act(i)
        elif low in self.dying:
            self._dies(i)
        elif low in self.verbs and not (upos in ("NOUN", "PROPN") and low in self.nouns):
            self._verb(i, low)
        elif low in self.states and upos != "NOUN":
            self._state(i, low)
        elif low in self.nouns:
            self._noun(i, low)
        elif low in self.table.life_takers:
            self._lives(i)
        if low in self.table.injury_nouns or low in self.verbs:
            self._wounds(i, low)

    # -- triggers ------------------------------------------------------------------------------

    def _verb(self, i: int, low: str) -> None:
        upos = self.parse.tokens[i].upos
        if (
            upos in ("NOUN", "PROPN")
            and low in self.table.strikes
            and low not in ("shot", "stabbed")
        ):
            return
        slot = self.verbs[low]
        struck = low in self.table.strikes and slot == "injured"
        if slot == "injured" and self.who.deadly(i):
            slot, struck = "killed", False
        heads = self.who.patients(i)
        reflexive = [h for h in heads if self.parse.tokens[h].text.lower().endswith("self")]
        if reflexive:
            heads = self.who.subjects(i) or heads
        self._add(slot, i, heads, struck=struck, perpetrator=bool(reflexive))

    def _dies(self, i: int) -> None:
        after = self.parse.tokens[i + 1 : i + 2]
        if self.parse.tokens[i].lemma == "pass" and not (after and after[0].lemma == "away"):
            return
        self._add("killed", i, self.who.subjects(i))

    def _state(self, i: int, low: str) -> None:
        if self.parse.tokens[max(0, i - 2)].text.lower() == "non" or (
            low == "dead" and self.parse.tokens[max(0, i - 1)].text.lower() == "brain"
        ):
            return
        self._add(self.states[low], i, self.who.bearers(i))

    def _noun(self, i: int, low: str) -> None:
        slot = self.nouns[low]
        tokens = self.parse.tokens
        quantity = self.numbers.by_noun.get(i)
        if low in ("hostage", "hostages", "captive", "captives"):
            above = tokens[i].head  # "took three drivers hostage"; hostages alone are persons
            if above < i and tokens[above].lemma in ("take", "hold"):
                self._add(slot, i, [h for h in self.who.patients(above) if h != i])
            return
        if slot == "both":
            nothing = quantity is not None and quantity.low == quantity.high == 0
            if quantity and nothing and tokens[i - 1].text.lower() == "no" and not self._else(i):
                self._counted("injured", i, quantity)
            return
        if low in self.table.injury_nouns and not (quantity is not None and quantity.high == 0):
            self._injury(i)
            return
        if quantity is not None:
            if low not in ("murder", "homicide", "killing", "abduction", "arrest"):
                self._counted(slot, i, quantity)
            return
        if low in self.states:
            self._add(slot, i, self.who.bearers(i))
            return
        heads = self.who.phrases(i, ("of",))
        if low not in ("body", "corpse"):
            heads += [c for c in self.parse.children[i] if tokens[c].rel == "nmod:poss"][-1:]
        if low in ("bodies", "corpses") and not heads:
            return
        self._add(slot, i, heads)

    def _injury(self, i: int) -> None:
        """Read "suffered a wound", "injuries to three people"."""
        tokens = self.parse.tokens
        head = tokens[i].head
        heads = [h for h in self.who.phrases(i, ("to", "of")) if self.victims.is_person(h)]
        if not heads and tokens[head].text.lower() in self.table.suffering and head < i:
            if tokens[i].rel in ("obj", "obl", "conj", "nmod"):
                heads = self.who.subjects(head)
                if any(tokens[c].rel == "nsubj:pass" for c in self.parse.children[head]):
                    heads = self.who.patients(head)
                if tokens[head].text.lower() == "treated":
                    heads = heads or self.who.patients(head)
        elif not heads and any(tokens[c].text.lower() in ("with",) for c in self.parse.children[i]):
            if tokens[head].upos in ("NOUN", "PROPN", "PRON"):
                heads = [head]
            elif tokens[head].upos == "VERB":
                heads = self.who.patients(head) or self.who.subjects(head)
        self._add("injured", i, heads, struck=True)

    def _act(self, i: int) -> None:
        """Read "the fatal shooting of a man"."""
        tokens = self.parse.tokens
        deadly = any(
            tokens[c].text.lower() in self.table.deadly_adjectives for c in self.parse.children[i]
        )
        self._add(
            "killed" if deadly else "injured", i, self.who.phrases(i, ("of",)), struck=not deadly
        )

    def _lives(self, i: int) -> None:
        """Read "claimed the lives of 14", "claimed five lives", "lost his life"."""
        tokens = self.parse.tokens
        for c in self.parse.children[i]:
            if tokens[c].text.lower() not in ("life", "lives") or not tokens[c].rel.startswith(
                ("obj", "nsubj")
            ):
                continue
            quantity = self.numbers.by_noun.get(c)
            owners = self.who.phrases(c, ("of",)) + [
                k for k in self.parse.children[c] if tokens[k].rel == "nmod:poss"
            ]
            if quantity is not None:
                self._counted("killed", i, quantity)
            elif owners and tokens[owners[0]].text.lower() in ("their", "his", "her"):
                self._add("killed", i, self.who.subjects(i) or owners)
            else:
                self._add("killed", i, owners)

    def _toll(self, i: int) -> None:
        """Read "bringing the toll to 12", "the death toll rose to 12", "a death toll of 12"."""
        sentence = self.parse.sentence_of(i)
        before = self.parse.tokens[max(sentence.tokens[0], i - 1)].text.lower()
        slot = "injured" if before in ("injury", "injured", "casualty") else "killed"
        k = i + 1
        best: Quantity | None = None
        while k < min(sentence.tokens[1], i + 14):
            quantity = self.numbers.by_token.get(k)
            if quantity is None:
                if self.parse.tokens[k].text in (";", "("):
                    break
                k += 1
                continue
            last = self.parse.tokens[quantity.tokens[0] - 1].text.lower()
            if last != "from" and quantity.unit not in ("year", "day", "week", "month", "hour"):
                best = quantity
                if last in ("to", "at", "of", "reached", "is", "was"):
                    break
            k = quantity.tokens[1]
        if best is not None:
            self._counted(slot, i, best, total=True)

    def _shots(self, i: int) -> None:
        """Read "fired more than 40 rounds", "six shots were fired"."""
        tokens = self.parse.tokens
        if tokens[i].upos not in ("NOUN", "PROPN"):
            if tokens[i].text.lower() in self.verbs:
                self._verb(i, tokens[i].text.lower())
            return
        head = tokens[i].head
        fired = tokens[head].text.lower() in self.table.fire_verbs or any(
            tokens[c].text.lower() in self.table.fire_verbs and tokens[c].rel.startswith("acl")
            for c in self.parse.children[i]
        )
        if not fired:
            return
        quantity = self.numbers.by_noun.get(i)
        if quantity is not None:
            self._counted("rounds_fired", i, quantity)
        elif tokens[i].text.lower().endswith("s"):
            count = Count(2, None, "at_least", (i,))
            self._emit("rounds_fired", i, None, count)
        elif any(tokens[c].lemma in ("a", "one", "single") for c in self.parse.children[i]):
            self._emit("rounds_fired", i, None, Count(1, 1, "exactly", (i,)))

    def _wounds(self, i: int, low: str) -> None:
        """Read where somebody was hit, and how many times."""
        tokens = self.parse.tokens
        if low not in self.table.injury_nouns and self.verbs.get(low) not in ("injured",):
            return
        struck = low in self.verbs and tokens[i].upos not in ("NOUN", "PROPN")
        heads = self.who.patients(i) if struck else []
        victim = next((h for h in heads if self.victims.is_person(h)), None)
        children = self.parse.children[i]
        if not struck:
            children = [*children, *(c for c in self.parse.children[tokens[i].head] if c > i)]
        for c in children[:40]:
            quantity = self.numbers.by_noun.get(c) or self.numbers.by_token.get(c)
            if struck and victim is not None and quantity is not None and quantity.unit == "time":
                count = Count(quantity.low, quantity.high, quantity.modifier, ())
                last = max(c + 1, quantity.tokens[1])
                words = self.parse.words((min(c, quantity.tokens[0]), last))
                span = self.parse.span((min(c, quantity.tokens[0]), last))
                self._emit("wounds", i, victim, count, value=words, extra=[span])
            elif self._is_body(c) and tokens[c].rel.startswith(("obl", "nmod", "obj", "compound")):
                self._body(i, c, victim)

    def _is_body(self, c: int) -> bool:
        token = self.parse.tokens[c]
        return token.lemma.lower() in self.table.bodies or token.text.lower() in self.table.bodies

    def _body(self, i: int, c: int, victim: int | None) -> None:
        """Emit the wound at body part `c` and those coordinated with it."""
        tokens = self.parse.tokens
        parts = [
            c,
            *(k for k in self.parse.children[c] if tokens[k].rel == "conj" and self._is_body(k)),
        ]
        first = c
        while (
            first > 0
            and tokens[first - 1].head == c
            and tokens[first - 1].rel in ("amod", "compound")
        ):
            first -= 1
        span = self.parse.span((first, max(parts) + 1))
        if victim is None:
            victim = next(
                (
                    k
                    for p in parts
                    for k in self.parse.children[p]
                    if tokens[k].rel == "nmod:poss" and self.victims.is_person(k)
                ),
                None,
            )
        words = self.parse.text[span[0] : span[1]]
        self._emit("wounds", i, victim, Count(None, None, None, ()), value=words, extra=[span])

    # -- results -------------------------------------------------------------------------------

    def _add(
        self,
        slot: str,
        i: int,
        heads: list[int],
        *,
        struck: bool = False,
        perpetrator: bool = False,
    ) -> None:
        if not heads:
            return
        count = self.victims.count(heads)
        if count is None or self._figure(i, heads):
            return
        victim = next((h for h in heads if self.victims.is_person(h)), heads[0])
        self._emit(slot, i, victim, count, struck=struck, perpetrator=perpetrator)

    def _figure(self, i: int, heads: list[int]) -> bool:
        """Return whether it is a figure of speech: "that hurts me", "it kills us"."""
        low = self.parse.tokens[i].text.lower()
        return low in ("hurt", "hurts", "kills", "killing") and any(
            self.parse.tokens[h].text.lower() in ("i", "me", "we", "us", "you") for h in heads
        )

    def _counted(self, slot: str, i: int, quantity: Quantity, *, total: bool = False) -> None:
        count = Count(
            quantity.low, quantity.high, quantity.modifier, tuple(range(*quantity.tokens))
        )
        victim = quantity.noun if quantity.noun is not None and quantity.noun != i else None
        self._emit(slot, i, victim, count, total=total)

    def _emit(
        self,
        slot: str,
        i: int,
        victim: int | None,
        count: Count,
        *,
        value: str | None = None,
        extra: list[Span] | None = None,
        struck: bool = False,
        total: bool = False,
        perpetrator: bool = False,
    ) -> None:
        tokens = self.parse.tokens
        if victim is not None and value is None:
            if (slot, victim) in self.done:
                return
            self.done[(slot, victim)] = i
        around = self.around.at(i, victim)
        low, high, number = count.low, count.high, _number(count)
        if around.negated and slot != "wounds":
            low = high = number = 0
        if slot == "injured" and low == high == 0 and not around.negated and not self._else(i):
            self._emit("killed", i, victim, count)
        spans = [(tokens[k].start, tokens[k].end) for k in (i, *count.tokens)]
        name: HarmSlot = slot  # type: ignore[assignment]  # slots come from harm.yaml, a test checks
        self.out.append(
            Harm(
                slot=name,
                low=low,
                high=high,
                modifier=count.modifier,
                value=value if value is not None else number,
                spans=merge([*spans, *(extra or [])], gap=1),
                trigger=i,
                victim=victim,
                total=total or around.total,
                negated=around.negated and not around.nobody,
                order=len(self.out),
                status=around.status,
                sentence=tokens[i].sentence,
                generic=around.generic,
                background=around.background,
                perpetrator=perpetrator or self._is_perpetrator(victim),
                struck=struck,
                others=count.others,
                people=() if around.negated else count.people,
            )
        )

    def _else(self, i: int) -> bool:
        """Return whether nobody *else* was harmed."""
        tokens = self.parse.tokens[max(0, i - 5) : i + 2]
        return any(t.text.lower() in ("else", "other", "others") for t in tokens)

    def _is_perpetrator(self, victim: int | None) -> bool:
        return victim is not None and self.parse.tokens[victim].lemma in self.table.suspects


def _number(count: Count) -> int | None:
    """Return the number as printed, None for a plural without one."""
    if count.modifier == "more_than" and count.low is not None:
        return count.low - 1
    if count.modifier == "fewer_than" and count.high is not None:
        return count.high + 1
    if (
        count.low == 2
        and count.high is None
        and count.modifier == "at_least"
        and len(count.tokens) == 1
    ):
        return None
    return count.low if count.low is not None else count.high
