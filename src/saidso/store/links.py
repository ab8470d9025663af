"""Copies and links between the reports of a store, kept up to date report by report.

All of it is derived from the current records. `add` is called inside the transaction that keeps a
record, so that a store never holds a record without its links. What it keeps is what reading all
reports at once would give (`incidents.linking`), whatever the order in which they came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from saidso.incidents.linking.blocks import TWICE, keys_of
from saidso.incidents.linking.evidence import score, weights
from saidso.incidents.linking.linking import Edge, Linked, linked
from saidso.incidents.linking.traits import Traits, traits
from saidso.incidents.origins.copies import Copy, compare, text_of
from saidso.record import Record, Report, decode
from saidso.store.divisions import Node, divide_again, known, larger_than_walked
from saidso.store.tables import copies, copy_keys, happenings, link_keys, links, records
from saidso.store.tables import traits as traits_table

_MANY = 400
"""Values in one IN list; SQLite takes a thousand at least."""
_Value = TypeVar("_Value")


def add(connection: Connection, row: int, record: Record) -> set[Node]:
    """Compare a record that was just kept with the others, and link its incidents.

    Return the incidents whose happening is another now, the new ones among them.
    """
    _copies(connection, row, record.report)
    touched: dict[Node, Traits] = {}
    edges: list[Edge[Node]] = []
    least = weights().link
    for one in traits(record):
        node = (row, one.incident)
        touched[node] = one
        met = known(connection, _met(connection, one, row))
        for other, its in met.items():
            points = score(its, one)
            if points >= least:
                edges.append((other, node, points))
        connection.execute(
            insert(traits_table),
            {"record": row, "incident": one.incident, "json": msgspec.json.encode(one).decode()},
        )
        keys = keys_of(one)
        rows = [
            {"key": key, "record": row, "incident": one.incident, "weak": weak}
            for weak, some in ((0, keys.strong), (1, keys.weak))
            for key in some
        ]
        if rows:
            connection.execute(insert(link_keys), rows)
    if edges:
        connection.execute(insert(links), [_edge_row(edge) for edge in edges])
    return divide_again(connection, touched, _highest((a, points) for a, _, points in edges))


def remove(connection: Connection, row: int) -> set[Node]:
    """Take a record out of copies and links: it is no longer the current one of its report.

    Return the incidents of other records whose happening is another now.
    """
    own = select(happenings.c.part).where(happenings.c.record == row)
    large = larger_than_walked(connection, set(connection.scalars(own)))
    asked = select(links).where(or_(links.c.a == row, links.c.b == row))
    beside = _highest(
        ((b, b_incident) if a == row else (a, a_incident), points)
        for a, a_incident, b, b_incident, points in connection.execute(asked)
    )
    for table in (traits_table, link_keys, happenings, copy_keys):
        connection.execute(delete(table).where(table.c.record == row))
    for table in (links, copies):
        connection.execute(delete(table).where(or_(table.c.a == row, table.c.b == row)))
    return divide_again(connection, {}, beside, again=large)


def divide_large(connection: Connection) -> None:
    """Divide all parts anew that have more members than are walked."""
    divide_again(connection, {}, {}, again=larger_than_walked(connection))


def current(connection: Connection) -> list[int]:
    """Return the newest row of each report under each name, those first that were kept first."""
    newest = select(func.max(records.c.row)).group_by(records.c.report, records.c.name)
    return list(connection.scalars(newest.order_by(func.min(records.c.row))))


def clear(connection: Connection) -> None:
    """Empty all tables of copies and links."""
    for table in (traits_table, link_keys, links, happenings, copy_keys, copies):
        connection.execute(delete(table))


def linked_incidents(connection: Connection) -> list[Linked]:
    """Return the happenings of all current incidents, as `incidents.linking.link` would."""
    by_id: dict[str, list[Traits]] = {}
    asked = select(happenings.c.happening, traits_table.c.json).join(
        traits_table,
        and_(
            traits_table.c.record == happenings.c.record,
            traits_table.c.incident == happenings.c.incident,
        ),
    )
    for happening, json in connection.execute(asked):
        by_id.setdefault(happening, []).append(msgspec.json.decode(json, type=Traits))
    return sorted((linked(group) for group in by_id.values()), key=lambda one: one.members)


def copied(connection: Connection, names: Collection[str] | None = None) -> list[Copy]:
    """Return the pairs of reports that share text: all, or those of two reports with these names."""
    found = (
        msgspec.json.decode(json, type=Copy)
        for json in connection.scalars(select(copies.c.json).order_by(copies.c.a, copies.c.b))
    )
    return [c for c in found if names is None or (c.a in names and c.b in names)]


def _copies(connection: Connection, row: int, report: Report) -> None:
    text = text_of(report)
    met: set[int] = set()
    for some in _lots(text.keys):
        asked = select(copy_keys.c.record).where(copy_keys.c.key.in_(some))
        met.update(connection.scalars(asked))
    for other in sorted(met):
        json = connection.scalar(select(records.c.json).where(records.c.row == other))
        copy = compare(text_of(decode(json or "").report), text)
        if copy is not None:
            kept = {"a": other, "b": row, "json": msgspec.json.encode(copy).decode()}
            connection.execute(insert(copies), kept)
    if text.keys:
        connection.execute(insert(copy_keys), [{"key": k, "record": row} for k in text.keys])


def _met(connection: Connection, one: Traits, row: int) -> set[Node]:
    """Return the incidents of other records that share enough keys with one."""
    keys = keys_of(one)
    met: set[Node] = set()
    shared: dict[Node, int] = {}
    for some in _lots(keys.strong):
        met.update(_sharing(connection, some, row))
    for some in _lots(keys.near):
        for node, count in _sharing(connection, some, row).items():
            shared[node] = shared.get(node, 0) + count
    return met | {node for node, count in shared.items() if count >= TWICE}


def _sharing(connection: Connection, keys: Collection[int], row: int) -> dict[Node, int]:
    asked = (
        select(link_keys.c.record, link_keys.c.incident, func.count())
        .where(link_keys.c.key.in_(keys), link_keys.c.record != row)
        .group_by(link_keys.c.record, link_keys.c.incident)
    )
    return {(record, incident): count for record, incident, count in connection.execute(asked)}


def _highest(pairs: Iterable[tuple[Node, int]]) -> dict[Node, int]:
    out: dict[Node, int] = {}
    for node, points in pairs:
        out[node] = max(points, out.get(node, points))
    return out


def _edge_row(edge: Edge[Node]) -> dict[str, int | str]:
    (a, a_incident), (b, b_incident), points = edge
    return {"a": a, "a_incident": a_incident, "b": b, "b_incident": b_incident, "score": points}


def _lots(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """Yield values in lots that fit one statement."""
    for at in range(0, len(values), _MANY):
        yield values[at : at + _MANY]
