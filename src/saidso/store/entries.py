"""Entries: the lists of reports and of copies, in parts that cost the same wherever they begin.

A part is asked for by where the last one ended, and not by how many came before: lists grow while they
are read, and nothing is told twice or left out.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, and_, func, or_, select

from saidso.incidents.origins.copies import Copy
from saidso.store.tables import copies, incidents, records

Pair = tuple[int, int]
"""Where a list of copies stands: the rows of the two reports."""
_EARLIER = records.alias("earlier")
_NEWEST = records.alias("newest")


class Entry(msgspec.Struct, frozen=True):
    """One line of the list of a store: a report and its main incident."""

    id: str
    name: str
    outlet: str | None
    published: str | None
    title: str | None
    type: str | None
    date: str | None
    place: str | None
    killed: int | None
    injured: int | None


def reports(
    connection: Connection, *, after: int = 0, limit: int | None = None
) -> Iterator[tuple[int, Entry]]:
    """Yield the reports that were first kept after a row: that row of each, and its current reading."""
    same = and_(_EARLIER.c.report == records.c.report, _EARLIER.c.name == records.c.name)
    before = select(_EARLIER.c.row).where(same, _EARLIER.c.row < records.c.row).exists()
    current = (
        select(func.max(_NEWEST.c.row))
        .where(_NEWEST.c.report == records.c.report, _NEWEST.c.name == records.c.name)
        .correlate(records)
        .scalar_subquery()
    )
    firsts = (
        select(records.c.row.label("first"), current.label("newest"))
        .where(records.c.row > after, ~before)
        .order_by(records.c.row)
        .limit(limit)
        .subquery()
    )
    main = (incidents.c.record == firsts.c.newest) & (incidents.c.main == 1)
    asked = (
        select(
            firsts.c.first,
            records.c.report,
            records.c.name,
            records.c.outlet,
            records.c.published,
            records.c.title,
            incidents.c.type,
            incidents.c.date,
            incidents.c.place,
            incidents.c.killed,
            incidents.c.injured,
        )
        .select_from(
            firsts.join(records, records.c.row == firsts.c.newest).outerjoin(incidents, main)
        )
        .order_by(firsts.c.first)
    )
    last = 0
    for first, *values in connection.execute(asked):
        if first != last:  # a report with two main incidents is told with one of them
            yield first, Entry(*values)
        last = first


def pairs(
    connection: Connection, *, after: Pair = (0, 0), limit: int, report: str | None = None
) -> list[tuple[Pair, Copy]]:
    """Return pairs of reports that share text, those after a pair, all or of reports of one name."""
    a, b = after
    asked = select(copies).where(or_(copies.c.a > a, and_(copies.c.a == a, copies.c.b > b)))
    if report is not None:
        rows = select(records.c.row).where(records.c.name == report)
        asked = asked.where(or_(copies.c.a.in_(rows), copies.c.b.in_(rows)))
    found = connection.execute(asked.order_by(copies.c.a, copies.c.b).limit(limit))
    return [((row.a, row.b), msgspec.json.decode(row.json, type=Copy)) for row in found]
