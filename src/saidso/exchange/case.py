"""One incident as the formats take it: its claims across reports beside the records they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from saidso.decision import Fact
from saidso.linked import Group, LinkedIncident, Saying
from saidso.record import Claim, Entity, Incident, Record, Slot, Tally

NEVER_HAPPENED = frozenset({"planned", "threatened", "denied"})
"""Statuses of which event data have no rows: nobody says that it happened."""


class Case:
    """A linked incident and the records of its reports, by the names of the reports."""

    def __init__(self, incident: LinkedIncident, records: Mapping[str, Record]) -> None:
        self.incident = incident
        self.records = records

    @cached_property
    def _claims(self) -> dict[tuple[str, str], Claim]:
        return {(name, c.id): c for name, record in self.records.items() for c in record.claims}

    @cached_property
    def _entities(self) -> dict[tuple[str, str], Entity]:
        return {(name, e.id): e for name, record in self.records.items() for e in record.entities}

    @cached_property
    def sayings(self) -> list[Saying]:
        """All claims of all slots, in the order of the incident."""
        return [s for c in self.incident.slots.values() for g in c.groups for s in g.claims]

    @cached_property
    def members(self) -> list[tuple[Record, Incident]]:
        """The incidents of single reports that are this one, by report."""
        ids = {(s.report, self.claim(s).incident) for s in self.sayings}
        return [
            (record, incident)
            for name, record in sorted(self.records.items())
            for incident in record.incidents
            if (name, incident.id) in ids
        ]

    @cached_property
    def first(self) -> Record:
        """The record of the report that was published first; by name where that is not known."""

        def key(record: Record) -> tuple[str, str]:
            day = record.report.published
            return (day.edtf if day else "9999", record.report.name)

        return min(self.records.values(), key=key)

    @property
    def number(self) -> int:
        """The first 15 hexadecimal digits of the incident's id: a whole number of 60 bits."""
        return int(self.incident.id.lstrip("h")[:15], 16)

    @property
    def happened(self) -> bool:
        """Whether some report tells of it as of something that happened or was tried."""
        return any(i.status not in NEVER_HAPPENED for _, i in self.members)

    def claim(self, saying: Saying) -> Claim:
        """Return the claim of the record that a saying stands for."""
        return self._claims[saying.report, saying.claim]

    def entity(self, saying: Saying) -> Entity | None:
        """Return the entity that a claim names or describes, where there is one."""
        return self._entities.get((saying.report, self.claim(saying).entity or ""))

    def groups(self, slot: Slot) -> list[Group]:
        """Return all values of a slot."""
        found = self.incident.slots.get(slot)
        return found.groups if found else []

    def standing(self, slot: Slot) -> list[Group]:
        """Return the values that are asserted, known, and not taken back by all who said them."""
        return [
            g
            for g in self.groups(slot)
            if g.stance == "asserts"
            and not g.superseded
            and (g.value is not None or g.low is not None or g.high is not None)
        ]

    def acts(self) -> list[Group]:
        """Return the acts that are said to have happened; where none is, those tried or only planned."""
        told = self.standing("event")
        return [g for g in told if g.status is None] or told

    def tally(self, slot: Slot) -> Tally | None:
        """Return low, best and high of a count across reports."""
        found = self.incident.slots.get(slot)
        return found.summary if found else None

    def rule(self, fact: Fact, rule: str) -> str:
        """Return a rule, with the person who set the fact of the incident that it makes a cell of."""
        decided = self.incident.facts.get(fact)
        if decided is None:
            return rule
        why = f": {decided.why}" if decided.why else ""
        return f"{rule}; set by {decided.by} (decision {decided.decision}{why})"

    def outlets(self) -> list[str]:
        """Return the outlets of the reports, each once; a report without one counts by its agency."""
        reports = [r.report for r in self.records.values()]
        return sorted({r.outlet or r.wire or "" for r in reports} - {""})


def refs(groups: Iterable[Group]) -> tuple[str, ...]:
    """Return the claims of values as "report#claim", each once, in their order."""
    return tuple(dict.fromkeys(ref(s) for g in groups for s in g.claims))


def ref(saying: Saying) -> str:
    """Return a claim as "report#claim"."""
    return f"{saying.report}#{saying.claim}"
