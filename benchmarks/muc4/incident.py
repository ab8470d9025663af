"""An incident of a text on its way into a template: its targets, and around them what else fills it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from benchmarks.muc4.clustering import Cluster
from benchmarks.muc4.cues import CUED, fighters, likeliest
from benchmarks.muc4.fitting import fit, odds
from benchmarks.muc4.habits import heads
from benchmarks.muc4.knowledge import Choices, Knowledge
from benchmarks.muc4.lists import (
    HEADS,
    HUMAN,
    INDIVIDUAL,
    INSTRUMENT,
    NONE,
    ORGANISATION,
    SLOTS,
    THING,
    TYPES,
)  # fmt: skip
from benchmarks.muc4.mentions import (
    Filler,
    bare,
    count,
    descriptions,
    find_fillers,
    find_mentions,
    names_inside,
    new,
    title,
    written,
)
from benchmarks.muc4.nations import nation
from benchmarks.muc4.network import Reading
from benchmarks.muc4.states import Seen
from benchmarks.muc4.templates import Fill
from benchmarks.muc4.whereabouts import Whereabouts
from saidso.record import Event

_SHOT = re.compile(r"\bSH[O0]O?T|GUNNED|GUNFIRE|FIRED|MACHINE-?GUN")
_NO_INSTRUMENT = frozenset({"ARSON", "KIDNAPPING"})
_PLACES = 3
"""Sentences of an incident, from that of the likeliest target, in which its place and date are sought."""


class Text:
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


class Incident:
    """One cluster of targets on its way into a template."""

    def __init__(self, text: Text, found: Cluster) -> None:
        self.text, self.found = text, found
        self.type = TYPES[int(np.argmax(found.types))]
        targets = sorted(found.fillers, key=lambda f: -f.chance)
        self.first = targets[0]
        self.order = list(dict.fromkeys(f.best.token.sentence for f in targets))[:_PLACES]
        self.told = {s for f in targets for s in f.sentences()}
        self.targets = targets
        own = {f.best.text for f in targets}
        found_by = [
            [f for f in targets if f.slot == slot]
            if slot in (HUMAN, THING)
            else [f for f in text.others[slot] if f.best.text not in own]
            for slot in range(len(SLOTS))
        ]
        self.found_by = found_by
        """What may fill each of `lists.SLOTS`."""
        self.individuals = self._fitting(INDIVIDUAL)
        self.organisations = self._fitting(ORGANISATION)
        self.country, self.abroad = text.where.country(self.order)
        if self.country is None:  # a rebels' radio that names no country
            self.country = text.known.habits.home(text.record.report.text.upper())

    def _fitting(self, slot: int) -> list[Filler]:
        """Return what fills a slot, the likeliest first; one target at least."""
        model, bound = self.text.known.fits.get(SLOTS[slot]), self.text.choices.fits[slot]
        some = self.found_by[slot]
        rated = [(model.of(fit(self, f)) if model else f.chance, f) for f in some]
        rated.sort(key=lambda r: -r[0])
        kept = [f for rating, f in rated if rating >= bound][: self.text.choices.most[slot]]
        if not kept and self.first in some:
            kept = [rated[0][1]]
        return kept

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
        for filler in self._fitting(HUMAN):
            self._human(out, filler)
        if self.type != "KIDNAPPING":
            for filler in self._fitting(THING):
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
            name = self.organisation(filler)
            if _add(out, "perp-org-id", name):
                _add(out, "perp-org-conf", self._cued(filler), name)

    def _individual(self, filler: Filler) -> str:
        """Return a phrase, or a name with its title, as the slot has it."""
        if not filler.person:
            return bare(filler.best.text)
        name = self.text.full(bare(filler.name or ""))
        titles = [said for m in filler.mentions if (said := title(self.text.parse, m))]
        return f"{titles[0]} {name}" if titles and name else name

    def _cued(self, filler: Filler, never: Sequence[str] = ()) -> str:
        """Return the value of the slot that goes with a phrase, by the words around it."""
        models = self.text.known.cues
        if CUED[filler.slot] not in models:
            return _likeliest(CUED[filler.slot], filler, *never)
        return likeliest(models, self.text.parse, filler, never)

    def organisation(self, filler: Filler) -> str:
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
        _add(out, "hum-tgt-num", count(filler), words)
        _add(out, "hum-tgt-nation", self._nation(filler, described), words)
        not_freed = None if self.type == "KIDNAPPING" else "REGAINED FREEDOM"
        _add(out, "hum-tgt-effect", _likeliest("hum-tgt-effect", filler, not_freed), words)

    def _thing(self, out: dict[str, list[Fill]], filler: Filler) -> None:
        words = bare(filler.best.text)
        if not _add(out, "phys-tgt-id", words):
            return
        phrases = [m.text for m in filler.mentions]
        _add(out, "phys-tgt-type", self._typed("phys-tgt-type", filler, phrases), words)
        _add(out, "phys-tgt-num", count(filler), words)
        _add(out, "phys-tgt-nation", self._nation(filler, []), words)
        taken = HEADS["phys-tgt-effect"][4:] if self.type != "ROBBERY" else ()
        _add(out, "phys-tgt-effect", self._cued(filler, taken), words)

    def _nation(self, filler: Filler, more: list[str]) -> str:
        said = [*(m.text for m in filler.mentions), *more]
        found = nation(said)
        return NONE if found is None or found == self.country else found

    def _typed(self, slot: str, filler: Filler, phrases: Iterable[str]) -> str:
        """Return the type that the keys give the phrases' words, else what the network says."""
        known = self.text.known.habits.type_of(slot, phrases, None)
        return known if known in HEADS[slot] else _likeliest(slot, filler)

    def _instruments(self, out: dict[str, list[Fill]]) -> None:
        for filler in self._fitting(INSTRUMENT):
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
            ("first", odds(chances[0])),
            ("second", chances[1] if len(chances) > 1 else 0.0),
            ("sum", min(sum(chances), 4) / 4),
            ("text has type", odds(float(text[TYPES.index(self.type)]))),
            ("text has any", odds(float(text.max()))),
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
            ("how late", min(self.told) / len(self.text.parse.sentences)),
            ("told", min(len(self.told), 6) / 6),
            ("long text", min(len(self.text.parse.sentences), 60) / 60),
            ("fighters", float(any(fighters(f.best.text) for f in people))),
            ("first a fighter", float(self.first in people and fighters(self.first.best.text))),
            ("first not counted", float(count(self.first) == "PLURAL")),
            ("first new", float(new(self.first.best))),
            ("clash", float(any(e.type == "armed_clash" for e in self.events()))),
            *((name, 1.0) for name in self.text.where.ages(self.told)),
            ("abroad", float(self.abroad > 0)),
            ("how abroad", max(-3.0, min(3.0, self.abroad)) / 3),
        ]


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
