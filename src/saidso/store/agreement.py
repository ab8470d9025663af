"""Agreement between two reviewers, slot by slot, over all that both decided.

A unit is a claim on which both decided (what each says of it: the value it has for them, or that it is
rejected), an incident that both confirmed or rejected, or a fact of it that both set. Of several
decisions of one reviewer about a unit the last in force counts.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection, func, select

from saidso.decision import AboutClaim, Decision, Value
from saidso.record import falls_short
from saidso.store import decisions, listing
from saidso.store.anchors import find_claim, places
from saidso.store.effective import Effective, incident_of
from saidso.store.reliability import alpha
from saidso.store.scenes import Node, effective_of
from saidso.store.tables import records

LEAST = 10
"""Units below which no alpha is given: a number of so few would say nothing (ours)."""

_Unit: TypeAlias = tuple[str, tuple[Hashable, ...]]
"""Slot, and what tells the unit apart."""


class SlotAgreement(msgspec.Struct, frozen=True):
    """How two reviewers agree on one slot ("" for all slots together).

    `units` is what both decided, `same` on how many they say the same. `alpha` is None where there is
    too little, or where both give one value throughout; `why` says which.
    """

    slot: str
    units: int
    same: int
    alpha: float | None
    why: str = ""


class Agreement(msgspec.Struct, frozen=True):
    """The agreement of two reviewers. `only_a` and `only_b` count what one of them alone decided."""

    a: str
    b: str
    overall: SlotAgreement
    slots: tuple[SlotAgreement, ...]
    only_a: int
    only_b: int


def agreement(
    connection: Connection, a: str, b: str, *, within: Collection[str] | None = None
) -> Agreement:
    """Return how two reviewers agree; `within` are ids of the incidents that count, if not all."""
    units = _Units(connection)
    first, second = units.of(a), units.of(b)
    both = [u for u in first if u in second]
    if within is not None:
        both = [u for u in both if units.where[u] in within]
    by_slot: dict[str, list[tuple[Hashable, Hashable]]] = {}
    for unit in both:
        by_slot.setdefault(unit[0], []).append((first[unit], second[unit]))
    slots = tuple(_slot(slot, pairs) for slot, pairs in sorted(by_slot.items()))
    pooled: list[tuple[Hashable, Hashable]] = [
        ((slot, x), (slot, y)) for slot, pairs in by_slot.items() for x, y in pairs
    ]
    return Agreement(
        a=a,
        b=b,
        overall=_slot("", pooled),
        slots=slots,
        only_a=len(first.keys() - second.keys()),
        only_b=len(second.keys() - first.keys()),
    )


def _slot(slot: str, pairs: list[tuple[Hashable, Hashable]]) -> SlotAgreement:
    same = sum(x == y for x, y in pairs)
    if len(pairs) < LEAST:
        why = f"too little: both decided on {len(pairs)}, alpha needs {LEAST}"
        return SlotAgreement(slot, len(pairs), same, None, why)
    found = alpha(pairs)
    why = "both give one value throughout, so there is nothing that chance could explain"
    return SlotAgreement(slot, len(pairs), same, found, "" if found is not None else why)


class _Units:
    """What reviewers decided on, with claims found in the current readings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[tuple[str, str], tuple[int, Effective] | None] = {}
        self.where: dict[_Unit, str] = {}

    def of(self, reviewer: str) -> dict[_Unit, Hashable]:
        """Return what a reviewer says of each unit."""
        out: dict[_Unit, Hashable] = {}
        log = list(decisions.entries(self._connection, reviewer=reviewer))
        undone = decisions.undone_among(self._connection, [d.n for d in log])
        for one in log:
            if one.n not in undone:
                for unit, said, node in self._said(one):
                    out[unit] = said
                    self.where[unit] = self._incident(node)
        return out

    def _said(self, one: Decision) -> Iterable[tuple[_Unit, Hashable, Node | None]]:
        if one.claim is not None:
            if one.kind in ("accept", "reject", "edit", "detach"):
                yield self._claim(one, one.claim)
        elif one.kind == "add" and one.report is not None and one.slot is not None:
            found = self._report(one.report.id, one.report.name)
            spans = places(one.words, found[1].record.report.text) if found else []
            key = (one.report.name, *spans)
            node = (found[0], f"d{one.n}") if found else None
            yield (f"added {one.slot}", key), _plain(one.new), self._home(one, node)
        elif one.kind in ("confirm", "reject_incident") or one.fact is not None:
            for node in self._nodes(one):
                said = _plain(one.new) if one.fact else one.kind
                slot = f"{one.fact} of the incident" if one.fact else "incident"
                yield (slot, (self._incident(node),)), said, node
                break

    def _claim(self, one: Decision, about: AboutClaim) -> tuple[_Unit, Hashable, Node | None]:
        report = about.incident.report
        found = self._report(report.id, report.name)
        claim = find_claim(about, found[1].machine) if found and about.added is None else None
        key: tuple[Hashable, ...] = (report.name, f"d{about.added}")
        if claim is not None:
            key = (report.name, claim.claim.id)
        elif about.added is None:
            key = (report.name, *(q.span for q in about.words), about.value)
        said: Hashable = _plain(
            Value(
                value=about.value,
                low=about.low,
                high=about.high,
                stance=about.stance,
                status=about.status,
            )
        )
        if one.kind in ("reject", "detach"):
            said = "rejected"
        elif one.kind == "edit":
            said = _plain(one.new)
        node = (found[0], claim.claim.incident) if found and claim else None
        return (about.slot, key), said, node

    def _home(self, one: Decision, node: Node | None) -> Node | None:
        return next(iter(self._nodes(one)), node)

    def _nodes(self, one: Decision) -> Iterable[Node]:
        for about in one.incidents:
            found = self._report(about.report.id, about.report.name)
            if found is not None:
                yield (found[0], incident_of(about, found[1].machine))

    def _report(self, id: str, name: str) -> tuple[int, Effective] | None:
        key = (id, name)
        if key not in self._rows:
            same = (records.c.report == id) & (records.c.name == name)
            row = self._connection.scalar(select(func.max(records.c.row)).where(same))
            self._rows[key] = None if row is None else (row, effective_of(self._connection, row))
        return self._rows[key]

    def _incident(self, node: Node | None) -> str:
        if node is None:
            return ""
        members = listing.listing_members
        asked = select(members.c.listing).where(
            members.c.record == node[0], members.c.incident == node[1]
        )
        return self._connection.scalar(asked) or ""


def _plain(value: Value | None) -> Hashable:
    """Return what a value says, as something that can be compared."""
    if value is None:
        return None
    if value.tally is not None:
        return (value.tally.low, value.tally.best, value.tally.high)
    if value.date is not None:
        return value.date.edtf
    if value.place is not None:
        return value.place.gazetteer or value.place.name
    low, high = value.low, value.high
    if isinstance(value.value, int) and low is None and high is None:
        low = high = value.value
    return (value.value, low, high, value.stance, falls_short(value.status))
