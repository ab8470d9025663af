"""The shelf: pages of the list of incidents, filtered and sorted, with counts by facet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, and_, case, func, literal, or_, select

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
    of one of its reports, `text` words that a report of it must hold.
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


class Facets(msgspec.Struct, frozen=True):
    """How many incidents fit a query, and by facet how many have each value under its other filters."""

    number: int
    counts: dict[Facet, dict[str, int]]


_COLUMNS = [listing.c[name] for name in Listed.__struct_fields__]
_ORDER: dict[Sort, tuple[Column[Any], ...]] = {
    "latest": (listing.c.day, listing.c.main, listing.c.reports, listing.c.id),
    "queue": (listing.c.pressing, listing.c.weight, listing.c.day, listing.c.id),
    "killed": (listing.c.dead, listing.c.id),
    "reports": (listing.c.reports, listing.c.id),
}
"""What a list is sorted by, the greatest first; the id makes it one order."""
_LOT = 5000
"""Ids in one statement, where words of reports choose them."""


def page(
    connection: Connection, query: Query, *, limit: int | None = None, offset: int = 0
) -> list[Listed]:
    """Return a page of the list."""
    keys = _ORDER[query.sort]
    asked = select(*_COLUMNS, *(key.label(f"key_{key.name}") for key in keys))
    asked = asked.order_by(*(key.desc() for key in keys))
    conditions = _fits(query)
    if query.text is None:
        found = connection.execute(asked.where(*conditions).limit(limit).offset(offset)).all()
    else:
        upto = None if limit is None else limit + offset
        found = []
        for ids in _with(connection, query.text):
            some = asked.where(*conditions, listing.c.id.in_(ids)).limit(upto)
            found += connection.execute(some).all()
        found.sort(key=lambda row: tuple(row[len(_COLUMNS) :]), reverse=True)
        found = found[offset:upto]
    return [_listed(row[: len(_COLUMNS)]) for row in found]


def ids(connection: Connection, after: str, *, limit: int) -> list[str]:
    """Return the ids that follow one ("" for all) in the order in which the database has them."""
    asked = select(listing.c.id).where(listing.c.id > after).order_by(listing.c.id).limit(limit)
    return list(connection.scalars(asked))


def after(connection: Connection, query: Query, id: str) -> Listed | None:
    """Return what follows an incident in a list: also where it no longer fits the query itself."""
    keys = _ORDER[query.sort]
    at = connection.execute(select(*keys).where(listing.c.id == id)).one_or_none()
    asked = select(*_COLUMNS).order_by(*(key.desc() for key in keys)).limit(1).where(*_fits(query))
    if at is not None:
        later = []
        for n, key in enumerate(keys):
            same = [k == value for k, value in zip(keys[:n], at[:n], strict=True)]
            later.append(and_(*same, key < at[n]))
        asked = asked.where(or_(*later))
    if query.text is None:
        row = connection.execute(asked).one_or_none()
        return None if row is None else _listed(row)
    firsts = []
    for ids in _with(connection, query.text):
        row = connection.execute(asked.where(listing.c.id.in_(ids))).one_or_none()
        if row is not None:
            order = connection.execute(select(*keys).where(listing.c.id == row.id)).one()
            firsts.append((tuple(order), _listed(row)))
    return max(firsts, key=lambda pair: pair[0])[1] if firsts else None


def facets(connection: Connection, query: Query) -> Facets:
    """Return how many incidents fit, and for each facet how many have each value.

    One pass over an index counts all combinations of values; they are few, and are summed here.
    """
    fits_type: ColumnElement[int] = literal(1)
    if query.type is not None:
        fits_type = case((_of_type(query.type), 1), else_=0)
    groups = [listing.c[facet] for facet in FACETS]
    bare = msgspec.structs.replace(query, status=None, type=None, country=None, verdict=None)
    asked = select(*groups, fits_type.label("fits_type"), func.count().label("number"))
    asked = asked.where(*_fits(bare)).group_by(*groups, "fits_type")
    number = 0
    counts: dict[Facet, dict[str, int]] = {facet: {} for facet in FACETS}
    lots_of_ids = [None] if query.text is None else _with(connection, query.text)
    for ids in lots_of_ids:
        some = asked if ids is None else asked.where(listing.c.id.in_(ids))
        for *values, of_type, count in connection.execute(some):
            misses = [
                facet
                for facet, value in zip(FACETS, values, strict=True)
                if getattr(query, facet) is not None
                and (not of_type if facet == "type" else value != getattr(query, facet))
            ]
            number += 0 if misses else count
            for facet, value in zip(FACETS, values, strict=True):
                if value is not None and misses in ([], [facet]):
                    counts[facet][value] = counts[facet].get(value, 0) + count
    ordered: dict[Facet, dict[str, int]] = {
        facet: dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
        for facet, found in counts.items()
    }
    return Facets(number, ordered)


def _of_type(kind: str) -> ColumnElement[bool]:
    named = listing.c.types.contains(f"|{kind}|", autoescape=True)
    return or_(listing.c.type == kind, named)


def _fits(query: Query) -> list[ColumnElement[bool]]:
    """Return the conditions of a query but for its text."""
    out: list[ColumnElement[bool]] = []
    if query.main:
        out.append(listing.c.main == 1)
    if query.type is not None:
        out.append(_of_type(query.type))
    for name in ("country", "status", "verdict"):
        value = getattr(query, name)
        if value is not None:
            out.append(listing.c[name] == value)
    if query.flagged is not None:
        out.append(listing.c.flagged == int(query.flagged))
    if query.since is not None:
        out.append(listing.c.day >= query.since)
    if query.until is not None:
        out.append(listing.c.earliest <= query.until)
    return out


def _with(connection: Connection, words: str) -> list[Sequence[str]]:
    """Return the ids of the incidents of which a report holds these words, in lots."""
    out: set[str] = set()
    for some in lots(sorted(search.find(connection, words))):
        asked = select(listing_members.c.listing).where(listing_members.c.record.in_(some))
        out.update(connection.scalars(asked))
    ids = sorted(out)
    return [ids[at : at + _LOT] for at in range(0, len(ids), _LOT)]


def _listed(row: Sequence[Any]) -> Listed:
    values = dict(zip(Listed.__struct_fields__, row, strict=True))
    for name in ("disputed", "differ"):
        values[name] = tuple(values[name].split(",")) if values[name] else ()
    values["main"], values["flagged"] = bool(values["main"]), bool(values["flagged"])
    return Listed(**values)
