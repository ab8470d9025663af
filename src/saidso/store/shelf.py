"""The shelf: pages of the list of incidents, filtered and sorted, with counts by facet."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from saidso.linked import Review, Verdict
from saidso.store import search
from saidso.store.decisions import lots
from saidso.store.listing import listing, listing_members

Sort = Literal["latest", "queue", "killed", "reports"]
Facet = Literal["status", "type", "country", "verdict"]
FACETS: tuple[Facet, ...] = ("status", "type", "country", "verdict")


class Listed(msgspec.Struct, frozen=True):
    """An incident across reports in a list, as it stands. `disputed` and `differ` name slots."""

    id: str
    type: str
    main: bool
    date: str | None
    earliest: str | None
    latest: str | None
    place: str | None
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    killed_low: int | None
    killed: int | None
    killed_high: int | None
    injured_low: int | None
    injured: int | None
    injured_high: int | None
    reports: int
    origins: int
    verdict: Verdict
    disputed: tuple[str, ...]
    differ: tuple[str, ...]
    claims: int
    decided: int
    status: Review
    flagged: bool
    title: str | None


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What of the list is wanted; what is left empty asks for all.

    `since` and `until` are ISO days, `country` a code of three letters, `type` that of the incident or
    of one of its reports, `text` words that a
    report of it must hold.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    type: str | None = None
    main: bool = False
    status: Review | None = None
    verdict: Verdict | None = None
    flagged: bool | None = None
    text: str | None = None
    sort: Sort = "latest"


_COLUMNS = [listing.c[name] for name in Listed.__struct_fields__]
_LATEST = func.coalesce(listing.c.latest, "")
_KILLED = func.coalesce(listing.c.killed, -1)
_ORDER: dict[Sort, tuple[tuple[ColumnElement[Any], bool], ...]] = {
    "latest": (
        (_LATEST, True),
        (listing.c.main, True),
        (listing.c.reports, True),
        (listing.c.id, False),
    ),
    "queue": (
        (listing.c.urgency, False),
        (listing.c.weight, True),
        (_LATEST, True),
        (listing.c.id, False),
    ),
    "killed": ((_KILLED, True), (listing.c.id, False)),
    "reports": ((listing.c.reports, True), (listing.c.id, False)),
}
"""What a list is sorted by, and whether the greatest comes first; the id makes it one order."""


def _ordered(sort: Sort) -> list[ColumnElement[Any]]:
    return [column.desc() if falls else column for column, falls in _ORDER[sort]]


def after(connection: Connection, query: Query, id: str) -> Listed | None:
    """Return what follows an incident in a list: also where it no longer fits the query itself."""
    keys = [column for column, _ in _ORDER[query.sort]]
    at = connection.execute(select(*keys).where(listing.c.id == id)).one_or_none()
    asked = select(*_COLUMNS).order_by(*_ordered(query.sort)).limit(1)
    if at is not None:
        later = []
        for n, (column, falls) in enumerate(_ORDER[query.sort]):
            same = [key == value for key, value in zip(keys[:n], at[:n], strict=True)]
            later.append(and_(*same, column < at[n] if falls else column > at[n]))
        asked = asked.where(or_(*later))
    row = connection.execute(asked.where(*_fits(connection, query))).one_or_none()
    return None if row is None else _listed(row)


def page(
    connection: Connection, query: Query, *, limit: int | None = None, offset: int = 0
) -> list[Listed]:
    """Return a page of the list."""
    asked = select(*_COLUMNS).order_by(*_ordered(query.sort)).limit(limit).offset(offset)
    fits = _fits(connection, query)
    return [_listed(row) for row in connection.execute(asked.where(*fits))]


def number(connection: Connection, query: Query) -> int:
    """Return how many incidents fit."""
    asked = select(func.count()).select_from(listing)
    return connection.scalar(asked.where(*_fits(connection, query))) or 0


def facets(connection: Connection, query: Query) -> dict[Facet, dict[str, int]]:
    """Return for each facet how many incidents have each value, under all other filters of the query."""
    out: dict[Facet, dict[str, int]] = {}
    for facet in FACETS:
        rest = msgspec.structs.replace(query, **{facet: None})
        column = listing.c[facet]
        asked = select(column, func.count()).group_by(column)
        counts = connection.execute(asked.where(*_fits(connection, rest)))
        found = [(value, count) for value, count in counts if value is not None]
        out[facet] = dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))
    return out


def _fits(connection: Connection, query: Query) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    if query.main:
        out.append(listing.c.main == 1)
    if query.type is not None:
        named = listing.c.types.contains(f"|{query.type}|", autoescape=True)
        out.append(or_(listing.c.type == query.type, named))
    for name in ("country", "status", "verdict"):
        value = getattr(query, name)
        if value is not None:
            out.append(listing.c[name] == value)
    if query.flagged is not None:
        out.append(listing.c.flagged == int(query.flagged))
    if query.since is not None:
        out.append(listing.c.latest >= query.since)
    if query.until is not None:
        out.append(listing.c.earliest <= query.until)
    if query.text is not None:
        out.append(listing.c.id.in_(_with(connection, search.find(connection, query.text))))
    return out


def _with(connection: Connection, rows: set[int]) -> list[str]:
    """Return the incidents that have one of these records."""
    out: set[str] = set()
    for some in lots(sorted(rows)):
        asked = select(listing_members.c.listing).where(listing_members.c.record.in_(some))
        out.update(connection.scalars(asked))
    return sorted(out)


def _listed(row: Any) -> Listed:
    values = dict(row._mapping)
    for name in ("disputed", "differ"):
        values[name] = tuple(values[name].split(",")) if values[name] else ()
    values["main"], values["flagged"] = bool(values["main"]), bool(values["flagged"])
    return Listed(**values)
