"""Subjects: which persons of different reports are one, where a value describes a person.

A short name is one with the only fuller name that fits. Where every report tells of one person only
to whom it happened, and no two names speak against it, they are one person. All others stay apart,
report by report: a wrong claim about a person is the worst error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from saidso.incidents.linking.namings import naming
from saidso.incidents.linking.phrases import Words, bare
from saidso.incidents.linking.speakers import fullest
from saidso.record import Entity, Incident, Record


class Part(msgspec.Struct, frozen=True):
    """One report's part in an incident; `origin` is the index of its origin."""

    record: Record
    incident: Incident
    origin: int


def is_person(entity: Entity) -> bool:
    """Return whether an entity is one single person, as far as the report tells."""
    number = entity.number
    return entity.kind == "person" and (number is None or (number.low, number.high) == (1, 1))


class Subjects:
    """The persons of one incident, each with one label over all reports."""

    def __init__(self, parts: Sequence[Part]) -> None:
        names: dict[Words, set[str]] = defaultdict(set)
        for part in parts:
            for entity in part.record.entities:
                if is_person(entity) and _named(entity):
                    names[bare(entity.name)].add(entity.name)
        self._full = fullest(names)
        self._printed = {words: min(printed) for words, printed in names.items()}
        soles = [_sole(part) for part in parts]
        found = {self._full[bare(s.name)] for s in soles if s is not None and _named(s)}
        self._sole = ""
        if len(found) == 1:
            self._sole = self._printed[next(iter(found))]
        elif not found and all(s is not None for s in soles):
            self._sole = min((s.name for s in soles if s is not None), default="")
        self._soles = {
            (part.record.report.name, s.id)
            for part, s in zip(parts, soles, strict=True)
            if s is not None
        }

    def label(self, part: Part, entity: Entity | None) -> tuple[str, str] | None:
        """Return what tells a person apart and the name to print, None for what is no person."""
        if entity is None or not is_person(entity):
            return None
        words = bare(entity.name)
        if _named(entity) and words in self._full:
            name = self._printed[self._full[words]]
            return (name, name)
        if self._sole and self.sole(part, entity):
            return (self._sole, self._sole)
        return (f"{part.origin}\0{entity.name}", entity.name)

    def sole(self, part: Part, entity: Entity | None) -> bool:
        """Return whether this is the one person to whom it happened, as its report tells."""
        return entity is not None and (part.record.report.name, entity.id) in self._soles


def _sole(part: Part) -> Entity | None:
    """Return the one person to whom it happened, None where they are several or a number."""
    entities = {e.id: e for e in part.record.entities}
    victims = [entities[v] for v in part.incident.victims if v in entities]
    return victims[0] if len(victims) == 1 and is_person(victims[0]) else None


def _named(entity: Entity) -> bool:
    return naming(entity.name).proper
