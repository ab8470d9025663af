"""Our incidents as MUC-4 templates, by the task documentation (TASKDOC/templ-doc-basic)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from benchmarks.muc4 import relevance
from benchmarks.muc4.grouping import group
from benchmarks.muc4.habits import heads
from benchmarks.muc4.incident import Knowledge
from benchmarks.muc4.perpetrators import OUTLAWS, Perpetrators
from benchmarks.muc4.relevance import Features, Relevance
from benchmarks.muc4.setlist import NINE
from benchmarks.muc4.templates import Fill, Template
from saidso.record import Entity, Record

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_EFFECTS = {"killed": "DEATH", "injured": "INJURY", "released": "REGAINED FREEDOM"}
_ARMED = frozenset({"MIL", "COP"})
_NO_INSTRUMENT = frozenset({"ARSON", "KIDNAPPING"})
_COUNTRIES = {
    "ARG": "ARGENTINA", "BOL": "BOLIVIA", "CHL": "CHILE", "COL": "COLOMBIA", "ECU": "ECUADOR",
    "SLV": "EL SALVADOR", "GTM": "GUATEMALA", "HND": "HONDURAS", "PER": "PERU", "USA": "UNITED STATES",
    "NIC": "NICARAGUA", "PAN": "PANAMA", "MEX": "MEXICO", "CRI": "COSTA RICA", "VEN": "VENEZUELA",
    "BRA": "BRAZIL", "CUB": "CUBA", "ESP": "SPAIN",
}  # fmt: skip


class Candidate(msgspec.Struct, frozen=True):
    """A template that may be wanted, with what is seen of it."""

    template: Template
    features: Features


def candidates(record: Record, knowledge: Knowledge) -> list[Candidate]:
    """Return the templates of a record's incidents, in their order, wanted or not."""
    out: list[Candidate] = []
    for one in group(record, knowledge.types):
        adapter = _Adapter(record, one, knowledge)
        slots = adapter.slots()
        if slots is None or any(_same(slots, other.template.slots) for other in out):
            continue
        template = Template(record.report.name, len(out) + 1, slots)
        out.append(Candidate(template, relevance.features(template, adapter.seen())))
    return out


def templates(
    record: Record, knowledge: Knowledge, wanted: Relevance | None = None, least: float = 0.5
) -> list[Template]:
    """Return the templates that are wanted with a probability of at least `least`."""
    return [
        c.template
        for c in candidates(record, knowledge)
        if wanted is None or wanted.of(c.features) >= least
    ]


def _same(slots: dict[str, list[Fill]], other: dict[str, list[Fill]]) -> bool:
    """Return whether one template repeats another: same type, and nothing of its own."""
    if slots["inc-type"] != other["inc-type"]:
        return False
    own = ("perp-ind-id", "perp-org-id", "phys-tgt-id", "hum-tgt-name", "hum-tgt-desc")
    return all(set(slots.get(s, [])) <= set(other.get(s, [])) for s in own)


class _Adapter(Perpetrators):
    """One incident on its way into a template."""

    def slots(self) -> dict[str, list[Fill]] | None:
        """Return the slots, None for an incident that the task does not want."""
        people = self.people()
        things = [] if self.type == "KIDNAPPING" else self.things()
        place = self._place()
        if not (people or things) or (place and place.split(":")[0] not in NINE):
            return None  # the target must be known, in one of nine countries (section 1.0)
        out: dict[str, list[Fill]] = {
            "inc-type": [Fill((self.type,))],
            "inc-stage": [Fill((self.stage(),))],
        }
        if place:
            out["inc-loc"] = [Fill((place,))]
        if when := self._date():
            out["inc-date"] = [Fill((when,))]
        if self.type not in _NO_INSTRUMENT:
            self._instruments(out)
        self.perpetrators(out)
        self._physical(out, things)
        self._human(out, people)
        return out

    def seen(self) -> list[tuple[str, float]]:
        """Return what the template does not show: whose targets, how told, where in the text."""
        people = self.people()
        sectors = {self.sector(e) for e in people}
        first = min(self.group.sentences)
        out = [(f"target is {s}", 1.0) for s in sectors]
        out += [
            (f"perpetrator is {self.sector(self.entities[p])}", 1.0)
            for p in self.group.perpetrators
        ]
        out += [(f"event {e.type}", 1.0) for e in self.events]
        out += [(f"status {e.status}", 1.0) for e in self.events]
        out += [
            (f"trigger {self.record.report.text[slice(*e.trigger)].upper()}", 1.0)
            for e in self.events
        ]
        out += [
            ("only soldiers", float(bool(people) and sectors <= _ARMED)),
            ("only outlaws", float(bool(people) and sectors <= OUTLAWS)),
            ("main", float(self.group.main)),
            ("mentions", min(len(self.events), 6) / 6),
            ("opening", float(first <= 1)),
            ("late", min(first, 20) / 20),
            ("times", float(any(e.time for e in self.events))),
            ("places", float(any(e.place for e in self.events))),
        ]
        return out

    def _date(self) -> str | None:
        published = self.record.report.published
        header = _day(published.edtf) if published else None
        days = [e.time.edtf for e in self.events if e.time and _day(e.time.edtf)]
        if days:
            return _day(days[0])
        when = self.incident.date if self.incident and self.group.main else None
        if when is None or not (when.earliest and when.latest):
            return f"- {header}" if header else None
        first, last = _day(when.earliest), _day(when.latest)
        if first == last:
            return first
        if when.precision == "week" and last:
            early = published is not None and when.latest > published.edtf
            return f"{first} - {header if header and early else last}"
        return f"- {header}" if header else None

    def _place(self) -> str | None:
        words = {e.id: e.name for e in self.record.entities}
        names = [words[e.place.entity] for e in self.events if e.place]
        names += [str(c.value) for c in self.claims("place", far=1)]
        names += [e.name for e in self.beside() if self.toponym(e)]
        main = next((i for i in self.record.incidents if i.main), None)
        own = self.incident.place if self.incident else None
        for place in (own, main.place if main else None):
            country = _COUNTRIES.get(place.country or "", place.country) if place else None
            if country:
                more = [place.name] if place and place is own and self.group.main else []
                return self.knowledge.places.fill([*names, *more], country) or country
        return self.knowledge.places.fill(names, None)

    def _instruments(self, out: dict[str, list[Fill]]) -> None:
        ids, types = [], []
        for id in self.group.instruments:
            words = self.words(self.entities[id])
            ids.append(Fill((words,)))
            kind = self.knowledge.habits.type_of("inc-instr-type", [words], None)
            if kind:
                types.append(Fill((kind,), (words,)))
        text = self.record.report.text
        triggers = " ".join(text[slice(*e.trigger)].upper() for e in self.events)
        if not types and re.search(r"\bSH[O0]O?T|GUNNED|GUNFIRE|FIRED|MACHINE-?GUN", triggers):
            types.append(Fill(("MACHINE GUN" if "MACHINE" in triggers else "GUN",), ("-",)))
        elif not types and self.type == "BOMBING":
            types.append(Fill(("BOMB",), ("-",)))
        if ids:
            out["inc-instr-id"] = ids
        if types:
            out["inc-instr-type"] = types

    def _physical(self, out: dict[str, list[Fill]], things: list[Entity]) -> None:
        effect = self._damage()
        for entity in things:
            words = self.words(entity)
            kind = self.knowledge.habits.type_of("phys-tgt-type", [words], "OTHER")
            _add(out, "phys-tgt-id", words)
            _add(out, "phys-tgt-type", kind or "OTHER", words)
            _add(out, "phys-tgt-num", _number(entity), words)
            if effect:
                _add(out, "phys-tgt-effect", effect, words)

    def _damage(self) -> str | None:
        text = self.record.report.text.upper()
        near = " ".join(text[e.trigger[0] - 150 : e.trigger[1] + 150] for e in self.events)
        if re.search(r"\bDESTROY|DEMOLISH|BLEW UP|BLOWN UP", near):
            return "DESTROYED"
        if self.type == "ARSON" or re.search(r"\bDAMAGE|SHATTER|BURNED", near):
            return "SOME DAMAGE"
        return None

    def _human(self, out: dict[str, list[Fill]], people: list[Entity]) -> None:
        effects = self._effects()
        for entity in people:
            name, roles = self.named(entity)
            words = name or self.words(entity)
            if name:
                _add(out, "hum-tgt-name", name)
                for role in roles[:1]:
                    _add(out, "hum-tgt-desc", role, name)
            else:
                _add(out, "hum-tgt-desc", words)
            kind = self.knowledge.habits.type_of("hum-tgt-type", roles or [words], "CIVILIAN")
            _add(out, "hum-tgt-type", kind or "CIVILIAN", words)
            _add(out, "hum-tgt-num", _number(entity), words)
            if found := effects.get(entity.id):
                _add(out, "hum-tgt-effect", found, words)

    def _effects(self) -> dict[str, str]:
        out: dict[str, str] = {}
        for claim in self.group.harms:
            effect = _EFFECTS.get(claim.slot)
            if effect and claim.entity and claim.value != 0 and claim.stance == "asserts":
                if out.get(claim.entity) != "DEATH":
                    out[claim.entity] = effect
        return out


def _add(out: dict[str, list[Fill]], slot: str, value: str, refers: str | None = None) -> None:
    fill = Fill((value,), (refers,) if refers else ())
    if fill not in out.setdefault(slot, []):
        out[slot].append(fill)


def _number(entity: Entity) -> str:
    number = entity.number
    if number is None or number.low is None:
        head = (heads(entity.name) or [""])[0]
        plural = entity.kind == "group" or (head.endswith(("S", "MEN", "PEOPLE", "CHILDREN")))
        return "PLURAL" if plural else "1"
    if number.high is None:
        return f"{number.low} -"
    return str(number.low) if number.low == number.high else f"{number.low} - {number.high}"


def _day(iso: str) -> str | None:
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return None
    return f"{when.day:02} {_MONTHS[when.month - 1]} {when.year % 100:02}"


def write(found: Iterable[Template]) -> str:
    """Return templates as text, for people to read."""
    lines = []
    for template in found:
        lines.append(f"{template.message} {template.number}")
        for slot, fills in template.slots.items():
            for fill in fills:
                about = f': "{fill.refers[0]}"' if fill.refers else ""
                lines.append(f"  {slot:18} {fill.values[0]}{about}")
    return "\n".join(lines)
