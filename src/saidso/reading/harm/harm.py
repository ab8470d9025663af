"""Harm: who was killed, injured, captured or went missing, how many, with what wounds.

The words are in `harm.yaml`. A plural without a number is at least two; a singular is one. What is
only feared, planned or threatened keeps that status, and statistics or earlier incidents are marked,
so that a summary can leave them out. Denials are left to the stance of attributions.
"""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, Quantity
from saidso.reading.clauses.norms import is_norm
from saidso.reading.clauses.passives import is_shot
from saidso.reading.clauses.status import status_of
from saidso.reading.events.lookalikes import is_internally
from saidso.reading.harm.agents import Agents
from saidso.reading.harm.bearers import Bearers
from saidso.reading.harm.captives import carried_off, taken
from saidso.reading.harm.casualties import Harm, Person
from saidso.reading.harm.circumstances import Circumstances
from saidso.reading.harm.counts import Count
from saidso.reading.harm.deadliness import Deadliness
from saidso.reading.harm.displaced import find_displaced
from saidso.reading.harm.downings import is_downed
from saidso.reading.harm.fares import WORDS as FARING
from saidso.reading.harm.fares import Fares
from saidso.reading.harm.figures import Figures
from saidso.reading.harm.furthers import after_dead
from saidso.reading.harm.harm_words import (
    dying,
    harm_words,
    noun_slots,
    state_slots,
    table,
    verb_slots,
)
from saidso.reading.harm.headline_counts import (
    aged_before,
    counted_before,
    named_before,
    right_before,
    shot_and,
    struck_before,
    told_again,
)
from saidso.reading.harm.lives import lost_lives
from saidso.reading.harm.statements import Statements
from saidso.reading.harm.sufferers import Sufferers
from saidso.reading.harm.suicides import Suicides
from saidso.reading.harm.summaries import summarise
from saidso.reading.harm.victims import Numbers, Victims
from saidso.reading.harm.wounds import Wounds

_TO_COME = ("planned", "attempted", "threatened", "unclear")

__all__ = ["Harm", "Person", "find_harm", "summarise"]


def find_harm(parse: Parse, quantities: list[Quantity], *, cast: Cast | None = None) -> list[Harm]:
    """Return what the report says of harm, in text order."""
    return _Finder(parse, quantities, cast).find()


class _Finder:
    def __init__(self, parse: Parse, quantities: list[Quantity], cast: Cast | None) -> None:
        self.parse = parse
        self.numbers = Numbers(quantities)
        self.counted = self.numbers.by_noun.keys() | self.numbers.by_token.keys()
        self.victims = Victims(parse, self.numbers, cast)
        self.who = Sufferers(parse, self.numbers, self.victims)
        self.bearers = Bearers(parse, self.numbers, self.victims, self.who)
        self.agents = Agents(parse, cast, self.who)
        self.deadly = Deadliness(parse, self.numbers)
        self.around = Circumstances(parse)
        self.figures = Figures(parse, self.numbers, self.victims)
        self.fares = Fares(parse, self.victims, self.who)
        self.injuries = Wounds(parse, self.numbers, self.victims, self.who)
        self.suicides = Suicides(parse, self.who)
        self.summed: set[int] = set()
        """Words of what a number sums up: "the number of those detained"."""
        self.table = table()
        self.verbs, self.dying = verb_slots(), dying()
        self.states, self.nouns = state_slots(), noun_slots()
        self.told = Statements(parse, self.victims, self.figures, self.around, self.agents)

    def find(self) -> list[Harm]:
        again = told_again(self.parse)
        told = (k for k in self.parse.spelled(harm_words() | FARING) if k not in again)
        for i in (k for k in told if not is_internally(self.parse, k)):
            low = self.parse.tokens[i].text.lower()
            if i in self.summed:
                continue
            self._fares(i) if low in FARING else self._read(i, low)
        for verb, heads in find_displaced(self.parse, self.numbers, self.who):
            self.told.add("displaced", verb, heads)
        return self.told.all()

    def _fares(self, i: int) -> None:
        fare = self.fares.at(i)
        told = any(h.slot == "injured" for h in self.told.out)
        if fare is not None and not (fare.several and told):  # a part: "two are in grave condition"
            self.told.add("injured", i, fare.heads, struck=fare.open)

    def _read(self, i: int, low: str) -> None:
        upos = self.parse.tokens[i].upos
        if is_downed(self.parse, i) or (low == "shot" and is_shot(self.parse, i)):
            return  # "an officer shot and wounded a man": the verb after it tells whom
        slot = self.states.get(low) or self.verbs.get(low)
        before = (
            counted_before(self.parse, self.numbers, i) if slot in ("killed", "injured") else None
        )
        toll = self.figures.toll(i)
        if before is not None and slot is not None:
            if slot == "injured" and (some := self.deadly.some(i)) is not None:
                self.told.counted("killed", *some)  # "three shot, one fatally"
            self.told.counted(slot, i, before, struck=low in self.table.strikes)
        elif toll is not None:
            self.told.counted(toll[0], i, toll[1], total=True)
            self.summed |= self.figures.words_of(i)
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
        elif self.deadly.puts_to_death(i, low):
            self.told.add("killed", i, self.who.patients(i) or self.who.subjects(i))
        elif low in self.table.life_takers:
            self._lives(i)
        elif low in self.table.carrying:
            self.told.add("captured", i, carried_off(self.parse, self.victims, self.who, i))
        elif low in self.table.turning and upos == "VERB":
            heads = self.suicides.committed(i) or self.suicides.turned(i)
            self.told.add("killed", i, heads, own=True)
        elif low in self.table.surviving:
            self._survives(i)
        if low in self.table.injury_nouns or low in self.verbs:
            self._wounds(i)

    # -- triggers ------------------------------------------------------------------------------

    def _verb(self, i: int, low: str) -> None:
        tokens = self.parse.tokens
        if (
            tokens[i].upos in ("NOUN", "PROPN")
            and low in self.table.strikes
            and low not in ("shot", "stabbed")
        ):
            return
        slot = self.verbs[low]
        if slot == "released" and any(
            tokens[c].lemma == "hospital" for c in self.parse.children[i]
        ):
            return
        struck = low in self.table.strikes and slot == "injured"
        if slot == "injured" and self.deadly.kills(i):
            slot, struck = "killed", False
        elif slot == "injured" and (some := self.deadly.some(i)) is not None:
            self.told.counted("killed", *some)  # "four were shot, one fatally"
            struck = True
        named = named_before(self.parse, self.victims, i)
        heads = self.who.patients(i) if named is None else [named]
        heads = heads or right_before(self.parse, self.victims, i)
        heads = heads or shot_and(self.parse, self.victims, i)
        reflexive = [h for h in heads if self.parse.tokens[h].text.lower().endswith("self")]
        if reflexive:
            heads = self.agents.of_own(i, reflexive[0]) or heads
            others = self.victims.beside(reflexive[0])  # "and a friend"
            self.told.add(slot, i, others, struck=struck)
            if slot == "injured" and self.suicides.murderous:
                slot, struck = "killed", False
        self.told.add(slot, i, heads, struck=struck, own=bool(reflexive))

    def _dies(self, i: int) -> None:
        after = self.parse.tokens[i + 1 : i + 2]
        if self.parse.tokens[i].lemma == "pass" and not (after and after[0].lemma == "away"):
            return
        aged = right_before(self.parse, self.victims, i)  # "9-year-old dies, father hurt"
        self.told.add("killed", i, aged or self.who.subjects(i))

    def _survives(self, i: int) -> None:
        """Read "the driver did not survive": whoever is not said to have lived is dead."""
        if self.around.at(i, None).negated:
            self.told.add("killed", i, self.who.subjects(i), denies_degree=True)

    def _state(self, i: int, low: str) -> None:
        if self.parse.tokens[max(0, i - 2)].text.lower() == "non" or (
            low == "dead" and self.parse.tokens[max(0, i - 1)].text.lower() == "brain"
        ):
            return
        near = self.parse.tokens[i + 1 : i + 3]
        if low == "fatal" and any(t.text.lower() in self.table.acts for t in near):
            return  # "the fatal Tarvin shooting": nobody called Tarvin died
        self.told.add(self.states[low], i, self.bearers.of(i))

    def _noun(self, i: int, low: str) -> None:
        slot = self.nouns[low]
        tokens = self.parse.tokens
        if slot == "killed" and (many := self.figures.multiple(i)) is not None:
            self.told.emit(slot, i, None, many)
            return
        quantity = self.numbers.by_noun.get(i)
        if self.victims.is_part(i, i):
            return  # "eight of the injured are in hospital"
        if low in self.table.captives:
            self.told.add(slot, i, taken(self.parse, self.victims, self.who, i))
            return
        if slot == "both":
            nothing = quantity is not None and quantity.low == quantity.high == 0
            none = tokens[i - 1].text.lower() == "no" and not self.around.besides(i)
            if quantity and nothing and none:
                self.told.counted("injured", i, quantity)
            return
        if low in self.table.injury_nouns and not (quantity is not None and quantity.high == 0):
            self._injury(i)
            return
        if quantity is not None:
            if low not in self.table.deeds:
                self.told.counted(slot, i, quantity)
            return
        if low in self.states:
            self.told.add(slot, i, self.bearers.of(i))
            return
        if low.startswith("arrest") and tokens[tokens[i].head].lemma == "lead":
            return  # "information leading to their arrest"
        if slot != "killed" and (is_norm(self.parse, i) or status_of(self.parse, i) in _TO_COME):
            return  # "a deal on the release of 30 prisoners"
        heads = self.who.phrases(i, ("of",))
        if not heads and low == "death" and tokens[tokens[i].head].lemma == "investigation":
            heads = self.who.phrases(
                tokens[i].head, ("of",)
            )  # "the death investigation of a clerk"
        if low not in ("body", "corpse", "bodies", "corpses") or self.who.is_found(i):
            owners = [c for c in self.parse.children[i] if tokens[c].rel == "nmod:poss"][-1:]
            heads += [c for c in owners if not heads and self.victims.is_person(c)]
        if low in ("bodies", "corpses") and not heads:
            return
        self.told.add(slot, i, heads)

    def _injury(self, i: int) -> None:
        """Read "suffered a wound", "injuries to three people"."""
        tokens = self.parse.tokens
        heads, head = self.injuries.whose(i)
        near = {t.text.lower() for t in tokens[max(0, i - 5) : i]}
        below = {tokens[c].text.lower() for c in self.parse.children[i]}
        if heads and below & self.table.deadly_adjectives and not near & {"non", "nonfatal"}:
            self.told.add("killed", i, heads)
            return
        lives = bool(near & self.table.survivable) or tokens[head].lemma == "treat"
        lives = lives or after_dead(self.told.out, tokens[i].sentence, heads, self.counted)
        mild = bool(near & self.table.threatening)
        self.told.add("injured", i, heads, struck=not lives, denies_degree=mild)

    def _act(self, i: int) -> None:
        """Read "the fatal shooting of a man"."""
        tokens = self.parse.tokens
        below = [*self.parse.children[i], max(i - 1, 0), max(i - 2, 0)]
        deadly = any(tokens[c].text.lower() in self.table.deadly_adjectives for c in below)
        if not deadly and (many := self.figures.multiple(i)) is not None:
            self.told.emit("injured", i, None, many, struck=True)
        heads = self.who.phrases(i, ("of",))
        many = self.figures.multiple(i) if deadly and not heads else None
        if many is not None and tokens[i - 1].text.lower() in self.table.deadly_adjectives:
            self.told.emit(
                "killed", i, None, many
            )  # "a double fatal shooting", no "fatal double" one
        elif deadly and not heads and tokens[i].text.lower() == tokens[i].lemma:
            self.told.emit(
                "killed", i, None, Count(1, None, "at_least", (i,))
            )  # "a fatal shooting"
        self.told.add("killed" if deadly else "injured", i, heads, struck=not deadly)

    def _lives(self, i: int) -> None:
        self.told.add("captured", i, carried_off(self.parse, self.victims, self.who, i))
        for quantity, heads in lost_lives(self.parse, self.numbers, self.who, i):
            if quantity is not None:
                self.told.counted("killed", i, quantity)
            elif not heads and self.parse.tokens[i].lemma == "claim":  # "a fire claims a life"
                self.told.emit("killed", i, None, Count(1, None, "at_least", (i,)))
            else:
                self.told.add("killed", i, heads)

    def _shots(self, i: int) -> None:
        """Read "fired more than 40 rounds", "six shots were fired"."""
        low = self.parse.tokens[i].text.lower()
        if self.parse.tokens[i].upos not in ("NOUN", "PROPN"):
            if low in self.verbs:
                self._verb(i, low)
            return
        if low == "shot" and (aged := aged_before(self.parse, self.numbers, i)) is not None:
            self.told.emit("injured", i, i - 1, aged, struck=True)
            return
        if low == "shot" and (whom := struck_before(self.parse, self.victims, i)) is not None:
            kills = self.deadly.kills(i)
            self.told.add("killed" if kills else "injured", i, [whom], struck=not kills)
            return
        quantity = self.numbers.by_noun.get(i)
        if low == "shot" and quantity is not None and (quantity.low or 0) > 1:  # "2 shot in Tarvin"
            dead = self.parse.tokens[i + 1 : i + 2]
            slot = "killed" if dead and dead[0].text.lower() == "dead" else "injured"
            self.told.counted(slot, i, quantity, struck=slot == "injured")
            return
        count = self.injuries.rounds(i)
        if count is not None:
            self.told.emit("rounds_fired", i, None, count)

    def _wounds(self, i: int) -> None:
        """Read where somebody was hit, and how many times."""
        for wound in self.injuries.at(i):
            self.told.emit(
                "wounds", i, wound.victim, wound.count, value=wound.words, extra=wound.spans
            )
