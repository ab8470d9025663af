"""One group of mentions with its record: who it was done to, what stands beside it, in which words."""

from __future__ import annotations

import msgspec

from benchmarks.muc4.grouping import Group, Sentences, near
from benchmarks.muc4.habits import Habits, heads
from benchmarks.muc4.setlist import SetList, plain
from saidso.record import Claim, Entity, Record

STAGES = {"attempted": "ATTEMPTED", "threatened": "THREATENED", "planned": "THREATENED"}
PEOPLE = ("person", "group")


class Knowledge(msgspec.Struct, frozen=True):
    """What the adapter knows of the task: the set list of places, and the habits of the keys."""

    places: SetList
    habits: Habits
    types: dict[str, str]
    """The task's type of each of our types that has one."""


class Telling:
    """What a record tells of one group."""

    def __init__(self, record: Record, one: Group, knowledge: Knowledge) -> None:
        self.record, self.group, self.knowledge = record, one, knowledge
        self.entities = {e.id: e for e in record.entities}
        self.attributions = {a.id: a for a in record.attributions}
        self.sentences = Sentences(record.report.text)
        ids = {e.id for e in one.events}
        self.incident = max(
            record.incidents, key=lambda i: (len(ids & set(i.events)), i.main), default=None
        )
        self.events = one.events
        self.type = one.type

    def people(self) -> list[Entity]:
        """Return the people it was done to."""
        perpetrators = set(self.group.perpetrators)
        return [e for e in self._patients() if self._human_being(e) and e.id not in perpetrators]

    def things(self) -> list[Entity]:
        """Return the things it was done to; of a blast or fire without any, what stands beside it."""
        found = [e for e in self._patients() if not self._human_being(e) and self._thing(e)]
        if found or self.type not in ("BOMBING", "ARSON"):
            return found
        taken = {*self.group.instruments, *self.group.perpetrators, *self.group.patients()}
        return [
            e
            for e in self.beside()
            if e.id not in taken and not self._human_being(e) and self._thing(e)
        ][:3]

    def _patients(self) -> list[Entity]:
        return [
            self.entities[id] for id in dict.fromkeys([*self.group.victims, *self.group.targets])
        ]

    def _human_being(self, entity: Entity) -> bool:
        """Return whether an entity is people, whatever our reader calls it ("Jesuits")."""
        habits = self.knowledge.habits
        if entity.kind in PEOPLE:
            return not self.toponym(entity)
        if entity.kind in ("facility", "vehicle", "weapon") or self.toponym(entity):
            return False
        head = (heads(entity.name) or [""])[0]
        return habits.knows("hum-tgt-type", head) and not habits.knows("phys-tgt-type", head)

    def _thing(self, entity: Entity) -> bool:
        """Return whether an entity is something that can be damaged or taken."""
        if self.toponym(entity) or entity.kind in ("weapon", *PEOPLE):
            return False
        head = (heads(entity.name) or [""])[0]
        known = self.knowledge.habits.knows("phys-tgt-type", head)
        return known or entity.kind in ("facility", "vehicle")

    def beside(self) -> list[Entity]:
        """Return the entities mentioned in the sentences of the group's mentions, in text order."""
        found = {
            e.id: span
            for e in self.record.entities
            for span in reversed(e.mentions)
            if self.sentences.of(span[0]) in self.group.sentences
        }
        return [self.entities[id] for id in sorted(found, key=lambda id: found[id])]

    def toponym(self, entity: Entity) -> bool:
        """Return whether an entity is a place on the map rather than a thing."""
        return plain(entity.name) in self.knowledge.places.homes or (
            entity.kind == "place" and is_name(entity.name) and len(entity.name.split()) < 3
        )

    def sector(self, entity: Entity) -> str:
        """Return the PLOVER sector of an entity, empty where there is none."""
        return entity.codes.get("plover", "").split(" ")[-1]

    def stage(self) -> str:
        """Return the stage of execution."""
        statuses = [e.status for e in self.events]
        if "happened" in statuses:
            return "ACCOMPLISHED"
        return next((STAGES[s] for s in statuses if s in STAGES), "ACCOMPLISHED")

    def claims(self, *slots: str, far: int) -> list[Claim]:
        """Return the claims of some slots that stand at most `far` sentences from the group."""
        return [
            c
            for c in self.record.claims
            if c.slot in slots
            and c.certainty != "possible"
            and near(c.spans[0], self.group, self.sentences) <= far
        ]

    def named(self, entity: Entity) -> tuple[str | None, list[str]]:
        """Return a person's name and titles or roles; None for one without a name."""
        roles = [
            str(c.value).upper()
            for c in self.record.claims
            if c.entity == entity.id and c.slot in ("role", "rank") and c.value
        ]
        roles += [
            a.value.upper() for a in entity.attributes if a.name in ("role", "rank") and a.value
        ]
        if not is_name(entity.name):
            return None, list(dict.fromkeys(roles))
        return plain(entity.name), list(dict.fromkeys(roles))

    def words(self, entity: Entity) -> str:
        """Return the name of an entity as the keys write it."""
        return " ".join(entity.name.upper().split())


def is_name(words: str) -> bool:
    """Return whether an entity's words are a proper name."""
    parts = [w for w in words.split() if w.lower() not in ("de", "del", "la", "y", "of", "the")]
    return bool(parts) and all(w[0].isupper() for w in parts) and not words.isupper()
