"""Divisions: which incidents of a store are one happening, worked out around what changed only.

`incidents.linking.divide` divides a connected part by raising the score at which incidents hang
together until what hangs together is small. What it comes to for one incident follows from the
smallest score at which its own piece has at most LARGEST members, so a piece is walked from an
incident and given up once it is larger: a report costs the same in a store of a thousand and of a
million reports. `happenings.part` names that piece by its first incident.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from saidso.incidents.linking.evidence import score
from saidso.incidents.linking.linking import LARGEST, Edge, digest, divide, levels, parts
from saidso.incidents.linking.traits import Traits
from saidso.store.decisions import lots
from saidso.store.tables import happenings, links, records
from saidso.store.tables import traits as traits_table

Node = tuple[int, str]
"""An incident: row of its record, and its id."""
Order = tuple[str, str, str]
"""What incidents are put in order by, as `Traits.order`."""
_STEP = 10
"""Incidents whose links are fetched at a time while a piece is walked."""


def divide_again(
    connection: Connection,
    new: Mapping[Node, Traits],
    beside: Mapping[Node, int],
    *,
    again: Collection[str] = (),
) -> set[Node]:
    """Divide anew what incidents that came or went belong to; return those whose happening is another.

    `new` are those that came; their links are kept already. `beside` are the incidents that those
    which came or went are linked with, each with its highest score. `again` are parts of which every
    member is taken up.
    """
    graph = _Graph(connection)
    affected = set(new) | _members(connection, again).keys()
    for level, least in enumerate(levels()):
        for seed, points in beside.items():
            if points >= least:
                affected |= graph.piece(seed, level, without=new.keys()) or set()
    pieces, whole = _pieces(graph, affected)
    grown = _whole(connection, graph, whole)
    return _kept(connection, graph, pieces, grown, new)


def larger_than_walked(connection: Connection, only: Collection[str] | None = None) -> set[str]:
    """Return the parts, all or of some, that have more members than are walked."""
    asked = select(happenings.c.part).group_by(happenings.c.part).having(func.count() > LARGEST)
    if only is None:
        return set(connection.scalars(asked))
    out: set[str] = set()
    for some in lots(sorted(only)):
        out.update(connection.scalars(asked.where(happenings.c.part.in_(some))))
    return out


class _Graph:
    """The links of a store, fetched as they are walked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._links: dict[Node, dict[Node, int]] = {}
        self._large: dict[int, set[Node]] = defaultdict(set)
        self._small: dict[tuple[int, Node, bool], set[Node]] = {}

    def piece(self, node: Node, level: int, *, without: Collection[Node] = ()) -> set[Node] | None:
        """Return what hangs together with an incident at a level; None where it is too large.

        What is too large without some incidents is so with them: so all walks without them come first,
        and always without the same ones.
        """
        part = bool(without)
        if (level, node, part) in self._small:
            return self._small[level, node, part]
        large = self._large[level]
        seen, todo = {node}, [node]
        if node in large:
            return None
        while todo:
            some, todo = todo[:_STEP], todo[_STEP:]
            found = {
                other
                for one, others in self.links(some, levels()[level]).items()
                for other in others
                if other not in without
            } - seen
            seen |= found
            if len(seen) > LARGEST or not found.isdisjoint(large):
                large |= seen
                return None
            todo += found
        self._small |= dict.fromkeys(((level, one, part) for one in seen), seen)
        return seen

    def links(self, nodes: Iterable[Node], least: int) -> dict[Node, list[Node]]:
        """Return with whom incidents are linked by at least this score."""
        wanted = list(nodes)
        self._fetch([node for node in wanted if node not in self._links])
        return {
            node: [other for other, points in self._links[node].items() if points >= least]
            for node in wanted
        }

    def score(self, a: Node, b: Node) -> int | None:
        """Return the score of a pair that is linked, None for others and where it was not fetched."""
        return self._links.get(a, {}).get(b)

    def _fetch(self, nodes: Sequence[Node]) -> None:
        self._links |= {node: {} for node in nodes}
        wanted = set(nodes)
        for some in lots(sorted({row for row, _ in nodes})):
            asked = select(links).where(or_(links.c.a.in_(some), links.c.b.in_(some)))
            for a, a_incident, b, b_incident, points in self._connection.execute(asked):
                one, other = (a, a_incident), (b, b_incident)
                if one in wanted:
                    self._links[one][other] = points
                if other in wanted:
                    self._links[other][one] = points


def _pieces(graph: _Graph, affected: Iterable[Node]) -> tuple[list[set[Node]], set[Node]]:
    """Return the pieces of these incidents, and those that stay in too large a one at every level."""
    found: list[set[Node]] = []
    whole: set[Node] = set()
    done: set[Node] = set()
    for node in affected:
        if node in done:
            continue
        walked = (graph.piece(node, level) for level in range(len(levels())))
        piece = next((one for one in walked if one is not None), None)
        if piece is None:
            whole.add(node)
        else:
            found.append(piece)
            done |= piece
    return found, whole


def _whole(connection: Connection, graph: _Graph, nodes: set[Node]) -> list[set[Node]]:
    """Return the parts, taken as they are, that some incidents belong to; kept ones with all members."""
    beside = graph.links(nodes, levels()[-1])
    others = {other for found in beside.values() for other in found} - nodes
    kept = {node: part for node, (part, _) in _standing(connection, others).items()}
    edges: list[Edge[Node | str]] = [
        (node, other if other in nodes else kept[other], 0)
        for node, found in beside.items()
        for other in found
    ]
    out = []
    for group, _ in parts([*nodes, *set(kept.values())], edges):
        labels = [one for one in group if isinstance(one, str)]
        members: set[Node] = {one for one in group if isinstance(one, tuple)}
        out.append(members | _members(connection, labels).keys())
    return out


def _kept(
    connection: Connection,
    graph: _Graph,
    pieces: Sequence[set[Node]],
    whole: Sequence[set[Node]],
    new: Mapping[Node, Traits],
) -> set[Node]:
    """Divide pieces and keep what changed; return the incidents whose happening is another."""
    every = {node for piece in (*pieces, *whole) for node in piece}
    orders = _orders(connection, every)
    before = _standing(connection, every)
    now: dict[Node, tuple[str, str]] = {}
    for piece in whole:
        label = digest(min(orders[node] for node in piece))
        now |= dict.fromkeys(piece, (label, label))
    for piece in pieces:
        nodes = sorted(piece, key=orders.__getitem__)
        label = digest(orders[nodes[0]])
        if new and _same(connection, label, nodes, before):
            continue  # where some came; a piece that lost one is another
        pairs = _Pairs(connection, graph, nodes, new)
        for group in divide(nodes, (), pairs.score):
            happening = digest(orders[group[0]])
            now |= dict.fromkeys(group, (label, happening))
    changed = {node: one for node, one in now.items() if before.get(node) != one}
    rows = [
        {"row": row, "id": id, "part": part, "happening": happening}
        for (row, id), (part, happening) in changed.items()
    ]
    old = [one for one in rows if (one["row"], one["id"]) in before]
    added = [one for one in rows if (one["row"], one["id"]) not in before]
    if old:
        connection.execute(
            update(happenings).where(
                happenings.c.record == bindparam("row"), happenings.c.incident == bindparam("id")
            ),
            old,
        )
    if added:
        names = {"row": "record", "id": "incident"}
        given = [{names.get(k, k): v for k, v in one.items()} for one in added]
        connection.execute(insert(happenings), given)
    return {node for node, one in changed.items() if before.get(node, ("", ""))[1] != one[1]}


class _Pairs:
    """Scores of the pairs of one piece: those that are kept, the others worked out."""

    def __init__(
        self,
        connection: Connection,
        graph: _Graph,
        nodes: Sequence[Node],
        new: Mapping[Node, Traits],
    ) -> None:
        self._graph = graph
        self._traits = {**known(connection, nodes), **new} if len(nodes) > 2 else {}

    def score(self, a: Node, b: Node) -> int:
        found = self._graph.score(a, b)
        return score(self._traits[a], self._traits[b]) if found is None else found


def known(connection: Connection, nodes: Iterable[Node]) -> dict[Node, Traits]:
    """Return the traits of incidents."""
    wanted = set(nodes)
    out: dict[Node, Traits] = {}
    for some in lots(sorted({record for record, _ in wanted})):
        asked = select(traits_table).where(traits_table.c.record.in_(some))
        for record, incident, json in connection.execute(asked):
            if (record, incident) in wanted:
                out[record, incident] = msgspec.json.decode(json, type=Traits)
    return out


def _orders(connection: Connection, nodes: Collection[Node]) -> dict[Node, Order]:
    found: dict[int, tuple[str, str]] = {}
    for some in lots(sorted({row for row, _ in nodes})):
        asked = select(records.c.row, records.c.name, records.c.report)
        for row, name, report in connection.execute(asked.where(records.c.row.in_(some))):
            found[row] = (name, report)
    return {(row, id): (*found[row], id) for row, id in nodes}


def _standing(connection: Connection, nodes: Collection[Node]) -> dict[Node, tuple[str, str]]:
    """Return part and happening of incidents, as they are kept."""
    out: dict[Node, tuple[str, str]] = {}
    for some in lots(sorted({row for row, _ in nodes})):
        asked = select(happenings).where(happenings.c.record.in_(some))
        for record, incident, part, happening in connection.execute(asked):
            if (record, incident) in nodes:
                out[record, incident] = (part, happening)
    return out


def _members(connection: Connection, labels: Collection[str]) -> dict[Node, str]:
    """Return the incidents of parts, with the part of each."""
    out: dict[Node, str] = {}
    for some in lots(sorted(labels)):
        asked = select(happenings).where(happenings.c.part.in_(some))
        for record, incident, part, _ in connection.execute(asked):
            out[record, incident] = part
    return out


def _same(
    connection: Connection, label: str, nodes: Collection[Node], before: Mapping[Node, object]
) -> bool:
    """Return whether a part is kept already with just these members."""
    if any(node not in before for node in nodes):
        return False
    return _members(connection, [label]).keys() == set(nodes)
