"""Accounts: what is told of one incident across reports, with what people decided of it.

The comparison is that of `incidents.comparing` over the effective records; what was decided is marked
on it. Machine and person keep their own words: a value that a person set names the person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Connection, select

from saidso.decision import Decision, Fact
from saidso.incidents.comparing.comparing import compare, of_incident, standing
from saidso.incidents.comparing.sayings import Said, parts_of, sayings
from saidso.incidents.comparing.subjects import Part
from saidso.incidents.ontology import Ontology
from saidso.incidents.origins import copies as copying
from saidso.linked import (
    Aside,
    Compared,
    Decided,
    LinkedIncident,
    Origin,
    Quoted,
    Review,
    Standing,
)
from saidso.record import Record, Slot
from saidso.store.decisions import lots
from saidso.store.effective import Effective
from saidso.store.scenes import Group, Scene
from saidso.store.tables import copies


class Account(msgspec.Struct, frozen=True):
    """An incident as it stands, with what it was made from; `effective` are by report name."""

    incident: LinkedIncident
    group: Group
    said: list[Said]
    parts: list[Part]
    origins: list[Origin]
    effective: dict[str, Effective]

    @property
    def records(self) -> dict[str, Record]:
        """The records of its reports by name, with what people decided of them."""
        return {name: one.record for name, one in self.effective.items()}

    @property
    def members(self) -> list[tuple[str, str]]:
        """(Report name, incident id) of the incidents of reports in it."""
        return [(p.record.report.name, p.incident.id) for p in self.parts]

    def without(self, kept: Sequence[Said], types: Ontology) -> LinkedIncident:
        """Return the incident with only some of its sayings."""
        made = compare(
            self.group.id, self.members, self.records, self.origins, ontology=types, keep=kept
        )
        return marked(made, self.group, self.effective, self.members, types)


def account(connection: Connection, group: Group, found_in: Scene, types: Ontology) -> Account:
    """Return what is told of a group of a scene."""
    called = found_in.called(group)
    found = {name: _renamed(found_in.records[row], name) for row, name in called.items()}
    pairs = _pairs(connection, called)
    by_name = {name: one.record for name, one in found.items()}
    members = [(called[row], id) for row, id in group.nodes]
    reports = [by_name[name].report for name in sorted(by_name)]
    origins = of_incident([_origin(c) for c in copying.origins(reports, pairs)], set(by_name))
    parts = parts_of(members, by_name, origins)
    aside = {(name, id) for name, one in found.items() for id in one.aside}
    said = standing(sayings(parts, origins), aside)
    made = compare(group.id, members, by_name, origins, ontology=types, aside=aside)
    return Account(
        incident=marked(made, group, found, members, types),
        group=group,
        said=said,
        parts=parts,
        origins=origins,
        effective=found,
    )


def _renamed(one: Effective, name: str) -> Effective:
    report = one.record.report
    if report.name == name:
        return one
    renamed = msgspec.structs.replace(report, name=name)
    return msgspec.structs.replace(one, record=msgspec.structs.replace(one.record, report=renamed))


def _pairs(connection: Connection, called: Mapping[int, str]) -> list[copying.Copy]:
    """Return the pairs among some records that print the same words, in the order of their names."""
    if len(called) < 2:
        return []
    found: list[copying.Copy] = []
    for some in lots(sorted(called)):
        asked = select(copies).where(copies.c.a.in_(some))
        for a, b, json in connection.execute(asked):
            if b in called:
                copy = msgspec.json.decode(json, type=copying.Copy)
                found.append(msgspec.structs.replace(copy, a=called[a], b=called[b]))
    return sorted(found, key=lambda c: (c.a, c.b))


def _origin(copy: copying.Origin) -> Origin:
    parts = [Quoted(report=p.report, spans=list(p.spans)) for p in copy.parts]
    return Origin(reports=list(copy.reports), wire=copy.wire, parts=parts)


def marked(
    made: LinkedIncident,
    group: Group,
    found: dict[str, Effective],
    members: Sequence[tuple[str, str]],
    types: Ontology,
) -> LinkedIncident:
    """Return a comparison with what was decided of its claims, its facts and itself."""
    slots = {slot: _slot(one, found) for slot, one in made.slots.items()}
    out = msgspec.structs.replace(made, slots=slots, aside=_aside(found, members))
    for fact, decision in group.facts.items():
        out = _set(out, fact, decision, types)
    review: Review = "suggested"
    if group.review is not None:
        review = "confirmed" if group.review.kind == "confirm" else "rejected"
    return msgspec.structs.replace(
        out,
        status=review,
        decided=_decided(group.review, review) if group.review else None,
        flagged=_decided(group.flag, "suggested") if group.flag else None,
    )


def _slot(one: Compared, found: dict[str, Effective]) -> Compared:
    groups = [
        msgspec.structs.replace(
            group,
            claims=[
                msgspec.structs.replace(c, decided=found[c.report].decided.get(c.claim))
                for c in group.claims
            ],
        )
        for group in one.groups
    ]
    return msgspec.structs.replace(one, groups=groups)


def _aside(found: dict[str, Effective], members: Sequence[tuple[str, str]]) -> list[Aside]:
    own = set(members)
    return [
        Aside(
            report=name,
            claim=claim.id,
            slot=claim.slot,
            value=claim.value,
            spans=claim.spans,
            decided=one.decided[claim.id],
        )
        for name, one in sorted(found.items())
        if one.aside
        for claim in one.record.claims
        if claim.id in one.aside and (name, claim.incident) in own
    ]


def _set(
    incident: LinkedIncident, fact: Fact, decision: Decision, types: Ontology
) -> LinkedIncident:
    """Return an incident with one fact as a person set it."""
    new = decision.new
    if new is None:
        return incident
    was: int | str | None = None
    if fact == "type":
        was, kind = incident.type, str(new.value)
        codes = types.codes(kind) if kind in types.ids else incident.codes
        incident = msgspec.structs.replace(incident, type=kind, codes=codes)
    elif fact == "date":
        was = incident.date.edtf if incident.date else None
        incident = msgspec.structs.replace(incident, date=new.date)
    elif fact == "place":
        was = incident.place.name if incident.place else None
        incident = msgspec.structs.replace(incident, place=new.place)
    else:
        slot: Slot = fact
        before = incident.slots.get(slot)
        was = before.summary.best if before and before.summary else None
        now = before or Compared(verdict="single", groups=[])
        slots = {**incident.slots, slot: msgspec.structs.replace(now, summary=new.tally)}
        incident = msgspec.structs.replace(incident, slots=slots)
    noted = msgspec.structs.replace(_decided(decision, "set"), was=was)
    return msgspec.structs.replace(incident, facts={**incident.facts, fact: noted})


def _decided(decision: Decision, standing_: Standing | Review) -> Decided:
    return Decided(
        decision=decision.n,
        standing=standing_,
        by=decision.by,
        at=decision.at,
        why=decision.why,
    )
