"""Event mentions of a record as the task's incidents: one for each type, place, date and perpetrator.

The task wants a template for each type of act, and one for acts of a type that the text does not
tell apart by place, date or perpetrator (template-doc-part1, section 5). Our incidents are wider: a
bombing with what went before and after. So the mentions of all incidents of a record are grouped
anew. A mention goes to a group that has one of its victims or targets, to the group of its own
sentence, or, when it names nobody ("the attack"), to the group before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

import msgspec

from saidso.record import Claim, Event, Record, Span

GENERIC = "ATTACK"
_STOP = re.compile(r"[.!?]['\"\])]{0,2}\s+|\n\s*\n")
_FAR = 3
"""Sentences after a group in which "the attack" means it."""


class Group(msgspec.Struct):
    """Mentions that are one incident for the task."""

    type: str
    events: list[Event]
    sentences: set[int]
    victims: list[str]
    targets: list[str]
    perpetrators: list[str]
    instruments: list[str]
    harms: list[Claim] = []
    main: bool = False

    def patients(self) -> set[str]:
        """Return the entities to which it was done."""
        return {*self.victims, *self.targets}


class Sentences:
    """Sentence numbers by offset, as good as stops and blank lines tell."""

    def __init__(self, text: str) -> None:
        self._starts = [m.end() for m in _STOP.finditer(text)]
        self._bounds = [0, *self._starts, len(text)]

    def of(self, offset: int) -> int:
        """Return the number of the sentence that holds an offset."""
        return bisect_right(self._starts, offset)

    def texts(self, text: str, numbers: set[int]) -> list[str]:
        """Return the words of some sentences."""
        return [text[self._bounds[n] : self._bounds[n + 1]] for n in sorted(numbers)]


def group(record: Record, types: Mapping[str, str]) -> list[Group]:
    """Return the groups of a record; `types` gives the task's type of each of ours that has one."""
    sentences = Sentences(record.report.text)
    main = {id for i in record.incidents if i.main for id in i.events}
    groups: list[Group] = []
    for event in sorted(record.events, key=lambda e: e.trigger):
        kind = types.get(event.type)
        if kind is None or event.status == "denied":
            continue
        one = _single(event, kind, sentences.of(event.trigger[0]), event.id in main)
        home = _home(one, groups)
        if home is None:
            groups.append(one)
        else:
            _merge(home, one)
    groups = _unite(groups)
    _add_harms(record, groups, sentences)
    _add_others(record, groups, sentences)
    return groups


def _single(event: Event, kind: str, sentence: int, main: bool) -> Group:
    def of(role: str) -> list[str]:
        return list(dict.fromkeys(p.entity for p in event.participants if p.role == role))

    return Group(
        kind,
        [event],
        {sentence},
        of("victim"),
        of("target"),
        of("perpetrator"),
        of("instrument"),
        [],
        main,
    )


def _home(one: Group, groups: list[Group]) -> Group | None:
    patients = one.patients()
    fitting = [g for g in groups if _compatible(g, one)]
    for other in reversed(fitting):
        if patients & other.patients():
            return other
    for other in reversed(fitting):
        if one.sentences & other.sentences and (
            one.type == other.type or not patients or not other.patients()
        ):
            return other
    if not patients:
        for other in reversed(fitting):
            if min(one.sentences) - max(other.sentences) <= _FAR:
                return other
        return None
    for other in reversed(fitting):
        if not other.patients() and min(one.sentences) - max(other.sentences) <= _FAR:
            return other
    return None


def _compatible(one: Group, other: Group) -> bool:
    """Return whether two groups may be the same: type, stage, date and place do not differ."""
    if one.type != other.type and GENERIC not in (one.type, other.type):
        return False
    if _stage(one) != _stage(other):
        return False
    return not (_differ(_dates(one), _dates(other)) or _differ(_places(one), _places(other)))


def _stage(group: Group) -> bool:
    return group.events[0].status in ("threatened", "planned")


def _dates(group: Group) -> set[str]:
    return {e.time.edtf for e in group.events if e.time and len(e.time.edtf) >= 10}


def _places(group: Group) -> set[str]:
    return {e.place.entity for e in group.events if e.place}


def _differ(one: set[str], other: set[str]) -> bool:
    return bool(one and other and not one & other)


def _merge(home: Group, one: Group) -> None:
    if home.type == GENERIC:
        home.type = one.type
    home.events += one.events
    home.sentences |= one.sentences
    for name in ("victims", "targets", "perpetrators", "instruments"):
        mine = getattr(home, name)
        mine += [id for id in getattr(one, name) if id not in mine]
    home.main = home.main or one.main


def _unite(groups: list[Group]) -> list[Group]:
    """Merge groups that nothing tells apart: of one type, no other date, place or perpetrator."""
    out: list[Group] = []
    for one in groups:
        fitting = [g for g in out if _compatible(g, one)]
        sharing = [g for g in fitting if g.patients() & one.patients()]
        alike = [
            g
            for g in fitting
            if g.type == one.type
            and g.main == one.main
            and not _differ(set(g.perpetrators), set(one.perpetrators))
        ]
        homes = sharing or alike
        if homes:
            _merge(homes[-1], one)
        else:
            out.append(one)
    return out


def _add_harms(record: Record, groups: list[Group], sentences: Sentences) -> None:
    """Give each statement of harm to the group that has the victim, or that stands nearest."""
    entities = {e.id: e for e in record.entities}
    for claim in record.claims:
        if claim.slot not in ("killed", "injured", "released") or claim.stance != "asserts":
            continue
        at = sentences.of(claim.spans[0][0])
        own = [g for g in groups if claim.entity in g.patients()]
        near = [g for g in groups if min(abs(at - s) for s in g.sentences) <= 1]
        home = min(own or near, key=lambda g: min(abs(at - s) for s in g.sentences), default=None)
        if home is None or (not own and _stage(home)):
            continue
        home.harms.append(claim)
        entity = entities.get(claim.entity or "")
        if not own and entity is not None and claim.value != 0:
            if entity.kind in ("person", "group"):
                home.victims.append(entity.id)


def _add_others(record: Record, groups: list[Group], sentences: Sentences) -> None:
    """Give who else came to harm or was a target to the nearest group; the dead are victims too."""
    taken = {id for g in groups for id in (*g.patients(), *g.perpetrators)}
    entities = {e.id: e for e in record.entities}
    found: list[tuple[str, str, Span]] = [
        (c.slot + "s", c.entity, c.spans[0])
        for c in record.claims
        if c.slot in ("victim", "target") and c.entity and c.stance == "asserts"
    ]
    found += [
        ("victims", p.entity, p.span)
        for e in record.events
        if e.type == "death" and e.status != "denied"
        for p in e.participants
        if p.role in ("victim", "target") and entities[p.entity].kind in ("person", "group")
    ]
    for name, entity, span in found:
        if entity in taken:
            continue
        home = min(groups, key=lambda g: (near(span, g, sentences), not g.main), default=None)
        if home is not None and near(span, home, sentences) <= _FAR and not _stage(home):
            getattr(home, name).append(entity)
            taken.add(entity)


def near(span: Span, group: Group, sentences: Sentences) -> int:
    """Return how many sentences a span stands from a group."""
    at = sentences.of(span[0])
    return min(abs(at - s) for s in group.sentences)
