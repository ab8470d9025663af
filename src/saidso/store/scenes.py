"""Scenes: the incidents of a store as people left them, worked out for some and what touches them.

A scene is closed: it holds all incidents of reports that the machine or a decision in force puts
beside one of those asked for, so that what it says of them is what the whole log says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import msgspec
from sqlalchemy import Connection, func, select

from saidso.decision import AboutIncident, Decision, Fact
from saidso.errors import StoreError
from saidso.incidents.comparing.report_names import told_apart
from saidso.incidents.linking.linking import digest
from saidso.record import Record, decode
from saidso.store import decisions
from saidso.store.decisions import lots
from saidso.store.effective import Effective, effective, incident_of
from saidso.store.regrouping import home, regroup
from saidso.store.tables import happenings, records

Node = tuple[int, str]
"""An incident of a report: row of its record, and its id."""


class Group(msgspec.Struct, frozen=True):
    """An incident across reports as it stands.

    `order` of a node is (name, bytes, incident); `nodes` are sorted by it and the first gives the id.
    `review`, `flag` and `facts` are the decisions in force about it as a whole.
    """

    id: str
    nodes: tuple[Node, ...]
    review: Decision | None = None
    flag: Decision | None = None
    facts: dict[Fact, Decision] = {}


class Scene(msgspec.Struct, frozen=True):
    """Incidents with the effective records of their reports, by row, and the decisions about them."""

    groups: tuple[Group, ...]
    records: dict[int, Effective]
    decisions: tuple[Decision, ...]
    find: Callable[[AboutIncident], Node | None]

    def group(self, node: Node) -> Group | None:
        """Return the incident across reports that holds an incident of a report."""
        return next((g for g in self.groups if node in g.nodes), None)

    def called(self, group: Group) -> dict[int, str]:
        """Return what the reports of a group are called beside each other, by row."""
        found = {row: self.records[row].machine.report for row, _ in group.nodes}
        names = told_apart((report.name, report.id) for report in found.values())
        return {row: names[report.name, report.id] for row, report in found.items()}


def scene(
    connection: Connection,
    nodes: Iterable[Node],
    *,
    keep: Callable[[Decision], bool] | None = None,
) -> Scene:
    """Return the scene of some incidents of current records.

    With `keep` only the decisions for which it is true are applied.
    """
    return _Search(connection, keep or (lambda _: True)).closed(nodes)


def effective_of(connection: Connection, row: int) -> Effective:
    """Return one record with the decisions in force applied."""
    return _Search(connection, lambda _: True).one(row)


def id_of(order: tuple[str, str, str]) -> str:
    """Return the id of an incident across reports whose first incident has this order."""
    return digest(order)


class _Search:
    def __init__(self, connection: Connection, keep: Callable[[Decision], bool]) -> None:
        self._connection = connection
        self._keep = keep
        self._rows: dict[tuple[str, str], int | None] = {}
        self._records: dict[int, Effective] = {}
        self._decisions: dict[int, Decision] = {}
        self._happening: dict[Node, str] = {}
        self._seen_happenings: set[str] = set()

    def closed(self, nodes: Iterable[Node]) -> Scene:
        inside: set[Node] = set()
        new = set(nodes)
        while new:
            self._load({row for row, _ in new})
            new = {n for n in new if n[1] in self._incidents(n[0])}
            inside |= new
            found = self._beside(new) | self._decided_with(inside)
            new = found - inside
        return self._scene(inside)

    def one(self, row: int) -> Effective:
        self._load({row})
        return self._records[row]

    def _incidents(self, row: int) -> set[str]:
        return {i.id for i in self._records[row].record.incidents}

    def _load(self, rows: Collection[int]) -> None:
        """Load the effective records of rows."""
        wanted = sorted(set(rows) - self._records.keys())
        read: dict[int, Record] = {}
        for some in lots(wanted):
            asked = select(records.c.row, records.c.json).where(records.c.row.in_(some))
            for row, json in self._connection.execute(asked):
                read[row] = decoded(row, json)
        for row, record in read.items():
            self._rows[record.report.id, record.report.name] = row
        about = {(r.report.id, r.report.name) for r in read.values()}
        found = decisions.standing(self._connection, about) if about else []
        by_report: dict[tuple[str, str], list[Decision]] = {}
        for one in found:
            if self._keep(one):
                self._decisions[one.n] = one
                for report in one.reports:
                    by_report.setdefault(report, []).append(one)
        for row, record in read.items():
            mine = by_report.get((record.report.id, record.report.name), [])
            self._records[row] = effective(record, mine)

    def _beside(self, nodes: Collection[Node]) -> set[Node]:
        """Return the incidents that the machine has in one happening with some."""
        wanted: set[str] = set()
        for some in lots(sorted({row for row, _ in nodes})):
            asked = select(
                happenings.c.record, happenings.c.incident, happenings.c.happening
            ).where(happenings.c.record.in_(some))
            for row, incident, happening in self._connection.execute(asked):
                self._happening[row, incident] = happening
                if (row, incident) in nodes:
                    wanted.add(happening)
        out: set[Node] = set()
        wanted -= self._seen_happenings
        self._seen_happenings |= wanted
        for known in lots(sorted(wanted)):
            asked = select(
                happenings.c.record, happenings.c.incident, happenings.c.happening
            ).where(happenings.c.happening.in_(known))
            for row, incident, happening in self._connection.execute(asked):
                self._happening[row, incident] = happening
                out.add((row, incident))
        return out

    def _decided_with(self, inside: Collection[Node]) -> set[Node]:
        """Return the incidents that a decision names together with one that is inside."""
        out: set[Node] = set()
        for one in list(self._decisions.values()):
            about = (*one.incidents, *one.others)
            if len(about) > 1:
                named = {node for a in about if (node := self.find(a)) is not None}
                if not named.isdisjoint(inside):
                    out |= named
        return out

    def find(self, about: AboutIncident) -> Node | None:
        """Return the incident that an anchor means now."""
        key = (about.report.id, about.report.name)
        if key not in self._rows:
            newest = select(func.max(records.c.row)).where(
                records.c.report == key[0], records.c.name == key[1]
            )
            self._rows[key] = self._connection.scalar(newest)
        row = self._rows[key]
        if row is None:
            return None
        self._load({row})
        id = incident_of(about, self._records[row].machine)
        return (row, id) if id in self._incidents(row) else None

    def _order(self, node: Node) -> tuple[str, str, str]:
        report = self._records[node[0]].record.report
        return (report.name, report.id, node[1])

    def _scene(self, inside: set[Node]) -> Scene:
        ordered = sorted(inside, key=self._order)
        machine = {n: self._happening.get(n, f"{n[0]}\0{n[1]}") for n in ordered}
        log = tuple(sorted(self._decisions.values(), key=lambda d: d.n))
        groups = regroup(machine, log, self.find)
        made = [
            Group(id_of(self._order(nodes[0])), tuple(nodes))
            for nodes in (sorted(g, key=self._order) for g in groups)
        ]
        found = _about_whole(made, log, self.find)
        rows = {row for g in found for row, _ in g.nodes}
        kept = {row: one for row, one in self._records.items() if row in rows}
        return Scene(tuple(found), kept, log, self.find)


def _about_whole(
    groups: list[Group], log: Iterable[Decision], find: Callable[[AboutIncident], Node | None]
) -> list[Group]:
    """Return the groups with the newest decisions about each as a whole."""
    where = {node: g.id for g in groups for node in g.nodes}
    by_id = {g.id: g for g in groups}
    for one in log:
        whole = one.kind in ("confirm", "reject_incident", "flag") or one.fact is not None
        if not whole:
            continue
        nodes = [n for a in one.incidents if (n := find(a)) is not None and n in where]
        id = home(nodes, where)
        if id is None:
            continue
        g = by_id[id]
        if one.kind == "flag":
            by_id[id] = msgspec.structs.replace(g, flag=one if one.on else None)
        elif one.fact is not None:
            by_id[id] = msgspec.structs.replace(g, facts={**g.facts, one.fact: one})
        else:
            by_id[id] = msgspec.structs.replace(g, review=one)
    return [by_id[g.id] for g in groups]


def decoded(row: int, json: str) -> Record:
    """Return the record of a row; raises StoreError."""
    try:
        return decode(json)
    except msgspec.MsgspecError as error:
        raise StoreError(
            f"record {row} of the store cannot be read",
            help="`saidso verify` says what else is wrong",
        ) from error
