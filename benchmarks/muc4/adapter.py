"""A text as MUC-4 templates: clusters of targets, and around each what else fills a template.

What is a target, a perpetrator, an instrument, and of which type, says the network (`network`); which
targets are one incident, `clustering`; whether the task wants it, `relevance`. Places, dates, numbers,
names, events and who speaks are those of our record and parse.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from benchmarks.muc4.clustering import Cluster, cluster
from benchmarks.muc4.habits import Habits, heads
from benchmarks.muc4.lists import (
    HEADS,
    HUMAN,
    INDIVIDUAL,
    INSTRUMENT,
    NONE,
    ORGANISATION,
    THING,
    TYPES,
)  # fmt: skip
from benchmarks.muc4.mentions import Filler, bare, descriptions, find_fillers, find_mentions, names_inside, number, title, written
from benchmarks.muc4.nations import nation
from benchmarks.muc4.network import Reading
from benchmarks.muc4.relevance import Features, Relevance, features
from benchmarks.muc4.setlist import SetList
from benchmarks.muc4.states import Seen
from benchmarks.muc4.templates import Fill, Template
from benchmarks.muc4.whereabouts import Whereabouts
from saidso.record import Event

_SHOT = re.compile(r"\bSH[O0]O?T|GUNNED|GUNFIRE|FIRED|MACHINE-?GUN")
_NO_INSTRUMENT = frozenset({"ARSON", "KIDNAPPING"})
_PLACES = 3
"""Sentences of an incident, from that of the likeliest target, in which its place and date are sought."""


class Knowledge(msgspec.Struct, frozen=True):
    """What the adapter knows of the task: the set list, the habits of the keys, types, pairs."""

    places: SetList
    habits: Habits
    types: dict[str, str]
    """The task's type of each of our types that has one."""
    pairs: Relevance
    """Whether two targets belong to one incident."""


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on chances, chosen on TST1 and TST2 where they agree with the development set."""

    target: float = 0.15
    """From which a target may make an incident."""
    human: float = 0.35
    thing: float = 0.35
    """From which it fills a slot beside a likelier one."""
    other: float = 0.25
    """From which a phrase may be a perpetrator or an instrument."""
    individual: float = 0.15
    organisation: float = 0.12
    instrument: float = 0.3
    """The same with the distance from the incident and its type counted in."""
    individuals: int = 1
    organisations: int = 1
    instruments: int = 2


CHOICES = Choices()


class Candidate(msgspec.Struct, frozen=True):
    """A template that may be wanted, with what is seen of it."""

    template: Template
    features: Features


def candidates(
    one: Seen, reading: Reading, known: Knowledge, choices: Choices = CHOICES
) -> list[Candidate]:
    """Return the templates of a text, the likeliest target first, wanted or not."""
    text = _Text(one, reading, known, choices)
    out: list[Candidate] = []
    for found in cluster(text.targets, text.where, known.pairs):
        incident = _Incident(text, found)
        slots = incident.slots()
        if slots is None or any(slots == other.template.slots for other in out):
            continue
        template = Template(one.record.report.name, len(out) + 1, slots)
        out.append(Candidate(template, features(template, incident.seen())))
    return out


class _Text:
    """What a text has for all its incidents."""

    def __init__(self, one: Seen, reading: Reading, known: Knowledge, choices: Choices) -> None:
        self.parse, self.record, self.reading = one.parse, one.record, reading
        self.known, self.choices = known, choices
        self.where = Whereabouts(one.parse, one.record, known.places)
        mentions = find_mentions(one, reading)
        self.names = {m.named for m in mentions if m.person and m.named}
        self.targets = [
            f
            for slot in (HUMAN, THING)
            for f in find_fillers(mentions, reading, slot, least=choices.target)
        ]
        self.others = {
            slot: find_fillers(mentions, reading, slot, least=choices.other)
            for slot in (INDIVIDUAL, ORGANISATION, INSTRUMENT)
        }


    def full(self, name: str) -> str:
        """Return the fullest form of a person's name that the text has, if it is one person's."""
        own = set(name.split())
        longer = [n for n in self.names if own < set(n.split())]
        best = max(longer, key=len, default=name)
        return best if all(set(n.split()) <= set(best.split()) for n in longer) else name


class _Incident:
    """One cluster of targets on its way into a template."""

    def __init__(self, text: _Text, found: Cluster) -> None:
        self.text, self.found = text, found
        self.type = TYPES[int(np.argmax(found.types))]
        targets = sorted(found.fillers, key=lambda f: -f.chance)
        self.first = targets[0]
        self.order = list(dict.fromkeys(f.best.token.sentence for f in targets))[:_PLACES]
        self.told = {s for f in targets for s in f.sentences()}
        self.targets = targets
        self.individuals = self._near(INDIVIDUAL, text.choices.individual, text.choices.individuals)
        self.organisations = self._near(
            ORGANISATION, text.choices.organisation, text.choices.organisations
        )
        self.country, self.abroad = text.where.country(self.order)

    def _kept(self, slot: int, least: float) -> list[Filler]:
        some = [f for f in self.targets if f.slot == slot]
        return [f for f in some if f.chance >= least or f is self.first]

    def _near(self, slot: int, least: float, most: int) -> list[Filler]:
        """Return the likeliest fillers near the incident, its targets left out."""
        own = {f.best.text for f in self.targets}
        rated = [(self._rating(f), f) for f in self.text.others[slot] if f.best.text not in own]
        rated.sort(key=lambda r: -r[0])
        return [f for rating, f in rated if rating > least][:most]

    def _rating(self, filler: Filler) -> float:
        apart = min(abs(a - b) for a in filler.sentences() for b in self.told)
        type_ = float(filler.values("inc-type")[TYPES.index(self.type)])
        return filler.chance * math.sqrt(type_) / (1 + 0.15 * apart)

    def _mean(self, slot: str, fillers: Sequence[Filler]) -> list[float]:
        weights = np.array([f.chance for f in fillers])
        values = np.stack([f.values(slot) for f in fillers])
        out: list[float] = ((values * weights[:, None]).sum(0) / weights.sum()).tolist()
        return out

    def slots(self) -> dict[str, list[Fill]] | None:
        """Return the slots, None for an incident in none of the nine countries."""
        if self.country is None:
            return None
        where, near = self.text.where, self.first.best.token.i
        out: dict[str, list[Fill]] = {
            "inc-type": [Fill((self.type,))],
            "inc-stage": [Fill((self.stage,))],
            "inc-loc": [Fill((where.place(self.country, self.order, near),))],
        }
        if when := where.date(self.order, near):
            out["inc-date"] = [Fill((when,))]
        self._perpetrators(out)
        for filler in self._kept(HUMAN, self.text.choices.human):
            self._human(out, filler)
        if self.type != "KIDNAPPING":
            for filler in self._kept(THING, self.text.choices.thing):
                self._thing(out, filler)
        if self.type not in _NO_INSTRUMENT:
            self._instruments(out)
        return out

    @property
    def stage(self) -> str:
        """The stage of execution; the two rarer ones weigh half as much again."""
        values = np.array(self._mean("inc-stage", self.targets)) * (1, 1.5, 1.5)
        return HEADS["inc-stage"][int(values.argmax())]

    def _perpetrators(self, out: dict[str, list[Fill]]) -> None:
        found = [*self.individuals, *self.organisations]
        if found:  # where nobody is told, the slot is as a rule empty (7.9; the older keys have it)
            category = self._mean("perp-inc-cat", [*self.targets, *found])[:-1]
            _add(out, "perp-inc-cat", HEADS["perp-inc-cat"][int(np.argmax(category))])
        for filler in self.individuals:
            _add(out, "perp-ind-id", self._individual(filler))
        for filler in self.organisations:
            name = self._organisation(filler)
            if _add(out, "perp-org-id", name):
                _add(out, "perp-org-conf", _likeliest("perp-org-conf", filler), name)

    def _individual(self, filler: Filler) -> str:
        """Return a phrase, or a name with its title, as the slot has it."""
        if not filler.person:
            return bare(filler.best.text)
        name = self.text.full(bare(filler.name or ""))
        titles = [said for m in filler.mentions if (said := title(self.text.parse, m))]
        return f"{titles[0]} {name}" if titles and name else name

    def _organisation(self, filler: Filler) -> str:
        """Return the name of an organisation: one that the keys have, or one inside its phrase."""
        known = self.text.known.habits.organisations
        for mention in filler.mentions:
            parse, word = self.text.parse, mention.token.text.upper()
            around = written(parse.words(parse.sentences[mention.token.sentence].tokens))
            held = [n for n in known if word in n.split() and n in around]
            inside = [n for n in names_inside(mention) if n in known]
            if held or inside:
                return max(held or inside, key=len).removeprefix("THE ")
        inside = [n for m in filler.mentions for n in names_inside(m)]
        words = filler.name or max(inside, key=len, default=filler.best.text)
        return bare(words).removeprefix("THE ")

    def _human(self, out: dict[str, list[Fill]], filler: Filler) -> None:
        parse = self.text.parse
        words = filler.best.text
        described: list[str] = []
        if filler.person and filler.name:
            words = self.text.full(bare(filler.name))
            described = descriptions(filler)
            _add(out, "hum-tgt-name", words)
            for said in described[:1]:
                _add(out, "hum-tgt-desc", said, words)
        elif not _add(out, "hum-tgt-desc", words):
            return
        kind = self._typed("hum-tgt-type", filler, described if filler.person else [words])
        _add(out, "hum-tgt-type", kind, words)
        _add(out, "hum-tgt-num", number(parse, filler.best), words)
        _add(out, "hum-tgt-nation", self._nation(filler, described), words)
        not_freed = None if self.type == "KIDNAPPING" else "REGAINED FREEDOM"
        _add(out, "hum-tgt-effect", _likeliest("hum-tgt-effect", filler, not_freed), words)

    def _thing(self, out: dict[str, list[Fill]], filler: Filler) -> None:
        words = bare(filler.best.text)
        if not _add(out, "phys-tgt-id", words):
            return
        phrases = [m.text for m in filler.mentions]
        _add(out, "phys-tgt-type", self._typed("phys-tgt-type", filler, phrases), words)
        _add(out, "phys-tgt-num", number(self.text.parse, filler.best), words)
        _add(out, "phys-tgt-nation", self._nation(filler, []), words)
        taken = HEADS["phys-tgt-effect"][4:] if self.type != "ROBBERY" else ()
        _add(out, "phys-tgt-effect", _likeliest("phys-tgt-effect", filler, *taken), words)

    def _nation(self, filler: Filler, more: list[str]) -> str:
        said = [*(m.text for m in filler.mentions), *more]
        found = nation(said)
        return NONE if found is None or found == self.country else found

    def _typed(self, slot: str, filler: Filler, phrases: Iterable[str]) -> str:
        """Return the type that the keys give the phrases' words, else what the network says."""
        known = self.text.known.habits.type_of(slot, phrases, None)
        return known if known in HEADS[slot] else _likeliest(slot, filler)

    def _instruments(self, out: dict[str, list[Fill]]) -> None:
        choices = self.text.choices
        for filler in self._near(INSTRUMENT, choices.instrument, choices.instruments):
            words = self._instrument(filler.best.text)
            if _add(out, "inc-instr-id", words):
                _add(out, "inc-instr-type", self._typed("inc-instr-type", filler, [words]), words)
        if "inc-instr-type" not in out:
            text = self.text.record.report.text
            triggers = " ".join(text[slice(*e.trigger)].upper() for e in self.events())
            if _SHOT.search(triggers):
                _add(out, "inc-instr-type", "MACHINE GUN" if "MACHINE" in triggers else "GUN", "-")
            elif self.type == "BOMBING":
                _add(out, "inc-instr-type", "BOMB", "-")

    def _instrument(self, words: str) -> str:
        """Return a phrase without the deed behind the instrument: "BOMB" of "BOMB ATTACKS"."""
        known, last = self.text.known.habits.knows, heads(words)[:2]
        deed = len(last) == 2 and not known("inc-instr-type", last[0])
        if deed and known("inc-instr-type", last[1]):
            return words[: words.rindex(last[1]) + len(last[1])]
        return words

    def events(self) -> list[Event]:
        """Return our record's events of the type that stand in the incident's sentences."""
        spans = [self.text.parse.sentences[s].span for s in self.told]
        return [
            e
            for e in self.text.record.events
            if self.text.known.types.get(e.type) in (self.type, "ATTACK")
            and any(a <= e.trigger[0] < b for a, b in spans)
        ]

    def seen(self) -> list[tuple[str, float]]:
        """Return what the template does not show: chances, how told, where in the text."""
        chances = [f.chance for f in self.targets]
        text = self.text.reading.types
        people = [f for f in self.targets if f.slot == HUMAN]
        armed = [HEADS["hum-tgt-type"].index(t) for t in ("ACTIVE MILITARY", "LAW ENFORCEMENT")]
        stages = self._mean("inc-stage", self.targets)
        state = self._mean("perp-inc-cat", [*self.targets, *self.individuals])[1]
        return [
            ("first", _odds(chances[0])),
            ("second", chances[1] if len(chances) > 1 else 0.0),
            ("sum", min(sum(chances), 4) / 4),
            ("text has type", _odds(float(text[TYPES.index(self.type)]))),
            ("text has any", _odds(float(text.max()))),
            ("type", max(self.found.types)),
            ("targets", min(len(chances), 5) / 5),
            ("individual", max((f.chance for f in self.individuals), default=0.0)),
            ("organisation", max((f.chance for f in self.organisations), default=0.0)),
            (
                "armed",
                max((float(f.values("hum-tgt-type")[armed].sum()) for f in people), default=0.0),
            ),
            ("attempted", stages[1]),
            ("threatened", stages[2]),
            ("state", state),
            ("events", min(len(self.events()), 5) / 5),
            ("late", min(min(self.told), 15) / 15),
            ("abroad", float(self.abroad > 0)),
            ("how abroad", max(-3.0, min(3.0, self.abroad)) / 3),
        ]


def _odds(chance: float) -> float:
    """Return a third of the logarithm of the odds."""
    return float(np.log((chance + 1e-6) / (1 - chance + 1e-6))) / 3


def _likeliest(slot: str, filler: Filler, *never: str | None) -> str:
    """Return the likeliest value of a slot; that there is none must be a little likelier."""
    values = filler.values(slot).copy()
    for k, value in enumerate(HEADS[slot]):
        if value in never:
            values[k] = 0
        elif value == NONE:
            values[k] *= 0.8
    return HEADS[slot][int(values.argmax())]


def _add(out: dict[str, list[Fill]], slot: str, value: str, refers: str | None = None) -> bool:
    """Add a fill unless it says nothing or is there; return whether it was added."""
    fill = Fill((value,), (refers,) if refers else ())
    if not value or value == NONE or fill in out.get(slot, ()):
        return False
    out.setdefault(slot, []).append(fill)
    return True
