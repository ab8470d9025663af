"""The log of decisions: entries that are only ever added, each with the SHA-256 of the one before.

`decisions` is the log. `decision_reports` (which reports an entry is about) and `decisions_undone`
(which entries are not in force) follow from it and can be made anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
)

from saidso.decision import FIRST, Decision, decode_decision, encode_decision, hash_of
from saidso.errors import StoreError, UsageError
from saidso.store import rows
from saidso.store.tables import metadata

decisions = Table(
    "decisions",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("reviewer", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("undoes", Integer),
    Column("hash", String(64), nullable=False),  # SHA-256 of `json`
    Column("json", Text, nullable=False),
    Index("decisions_by_reviewer", "reviewer", "n"),
    Index("decisions_by_undoes", "undoes"),
)
"""The log. Never updated and never deleted from."""

decision_reports = Table(
    "decision_reports",
    metadata,
    Column("n", Integer, ForeignKey("decisions.n"), primary_key=True),
    Column("report", String(64), primary_key=True),
    Column("name", String, primary_key=True),
    Index("decision_reports_by_name", "name", "report", "n"),
)
"""The reports that an entry is about. Derived."""

decisions_undone = Table(
    "decisions_undone",
    metadata,
    Column("n", Integer, ForeignKey("decisions.n"), primary_key=True, autoincrement=False),
)
"""Entries that are not in force. Derived."""

MANY = 400
"""Values in one IN list."""
_Value = TypeVar("_Value")


def append(connection: Connection, draft: Decision) -> Decision:
    """Add an entry to the log, in the caller's transaction; return it with its number and link.

    `n`, `at` and `previous` of the draft are left aside. Two writers cannot take one number: it is
    the primary key, and the second of them fails as a whole.
    """
    newest = connection.execute(
        select(decisions.c.n, decisions.c.hash).order_by(decisions.c.n.desc()).limit(1)
    ).one_or_none()
    entry = msgspec.structs.replace(
        draft,
        n=newest.n + 1 if newest else 1,
        at=rows.now(),
        previous=newest.hash if newest else FIRST,
    )
    json = encode_decision(entry)
    connection.execute(
        insert(decisions),
        {
            "n": entry.n,
            "at": entry.at,
            "reviewer": entry.by,
            "kind": entry.kind,
            "undoes": entry.undoes,
            "hash": hash_of(json),
            "json": json.decode(),
        },
    )
    _derive(connection, entry)
    return entry


def _derive(connection: Connection, entry: Decision) -> None:
    about = [{"n": entry.n, "report": id, "name": name} for id, name in sorted(entry.reports)]
    if about:
        connection.execute(insert(decision_reports), about)
    if entry.undoes is not None:
        _settle(connection, entry.undoes)


def _settle(connection: Connection, n: int) -> None:
    """Note whether an entry is in force, and with it all that it undoes."""
    at: int | None = n
    while at is not None:
        undone = decisions_undone.c.n
        by = select(decisions.c.n).where(decisions.c.undoes == at)
        in_force = by.where(decisions.c.n.not_in(select(undone)))
        off = connection.scalar(in_force.limit(1)) is not None
        noted = connection.scalar(select(undone).where(undone == at)) is not None
        if off and not noted:
            connection.execute(insert(decisions_undone), {"n": at})
        elif noted and not off:
            connection.execute(delete(decisions_undone).where(undone == at))
        at = connection.scalar(select(decisions.c.undoes).where(decisions.c.n == at))


def derive_again(connection: Connection) -> None:
    """Make the derived tables anew from the log."""
    connection.execute(delete(decision_reports))
    connection.execute(delete(decisions_undone))
    for entry in entries(connection):
        _derive(connection, entry)


def entry(connection: Connection, n: int, place: str) -> Decision:
    """Return one entry; raises UsageError where there is none."""
    json = connection.scalar(select(decisions.c.json).where(decisions.c.n == n))
    if json is None:
        raise UsageError(
            f"store {place}: there is no decision {n}", help="`saidso decisions` lists them"
        )
    return _decoded(json)


def in_force(connection: Connection, n: int) -> bool:
    """Return whether an entry is not undone."""
    undone = select(decisions_undone.c.n).where(decisions_undone.c.n == n)
    return connection.scalar(undone) is None


def entries(
    connection: Connection,
    *,
    reviewer: str | None = None,
    after: int = 0,
    limit: int | None = None,
    newest_first: bool = False,
    reports: Collection[tuple[str, str]] | None = None,
) -> Iterator[Decision]:
    """Yield entries by number: all, those of a reviewer, those about some reports (id, name)."""
    asked = select(decisions.c.json).where(decisions.c.n > after)
    if reviewer is not None:
        asked = asked.where(decisions.c.reviewer == reviewer)
    if reports is not None:
        numbers = _about(connection, reports)
        found = sorted(numbers, reverse=newest_first)
        kept = 0
        for some in lots(found):
            lot = asked.add_columns(decisions.c.n).where(decisions.c.n.in_(some))
            order = decisions.c.n.desc() if newest_first else decisions.c.n
            for json, _ in connection.execute(lot.order_by(order)).all():
                if limit is not None and kept >= limit:
                    return
                kept += 1
                yield _decoded(json)
        return
    asked = asked.order_by(decisions.c.n.desc() if newest_first else decisions.c.n).limit(limit)
    for json in connection.scalars(asked):
        yield _decoded(json)


def standing(connection: Connection, reports: Collection[tuple[str, str]]) -> list[Decision]:
    """Return the entries in force about some reports (id, name), in the order of the log."""
    out: list[Decision] = []
    undone = select(decisions_undone.c.n)
    for some in lots(sorted(_about(connection, reports))):
        asked = select(decisions.c.json).where(
            decisions.c.n.in_(some), decisions.c.n.not_in(undone), decisions.c.kind != "undo"
        )
        out += [_decoded(json) for json in connection.scalars(asked)]
    return sorted(out, key=lambda d: d.n)


def _about(connection: Connection, reports: Collection[tuple[str, str]]) -> set[int]:
    wanted = set(reports)
    out: set[int] = set()
    for some in lots(sorted({name for _, name in wanted})):
        asked = select(decision_reports).where(decision_reports.c.name.in_(some))
        out.update(r.n for r in connection.execute(asked) if (r.report, r.name) in wanted)
    return out


def decided_reports(connection: Connection) -> list[tuple[str, str]]:
    """Return id and name of all reports that something was decided of."""
    asked = select(decision_reports.c.report, decision_reports.c.name).distinct()
    return sorted((report, name) for report, name in connection.execute(asked))


def problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the log: an entry changed, left out, put in, or out of its place."""
    before, number = FIRST, 0
    for row in connection.execute(select(decisions).order_by(decisions.c.n)):
        number += 1
        data = str(row.json).encode()
        if hash_of(data) != row.hash:
            yield f"decision {row.n} was changed after it was kept"
        try:
            kept = decode_decision(data)
        except msgspec.MsgspecError as error:
            yield f"decision {row.n} cannot be read ({error})"
            before, number = row.hash, row.n
            continue
        if row.n != number:
            yield f"decision {number} is missing"
        if kept.previous != before:
            yield f"decision {row.n} does not follow the one before it"
        columns = (row.n, row.at, row.reviewer, row.kind, row.undoes)
        if columns != (kept.n, kept.at, kept.by, kept.kind, kept.undoes):
            yield f"the columns of decision {row.n} do not say what the entry says"
        before, number = row.hash, row.n


def head(connection: Connection) -> tuple[int, str]:
    """Return number and SHA-256 of the newest entry, (0, zeros) where there is none."""
    found = connection.execute(
        select(decisions.c.n, decisions.c.hash).order_by(decisions.c.n.desc()).limit(1)
    ).one_or_none()
    return (found.n, found.hash) if found else (0, FIRST)


def count(connection: Connection) -> int:
    """Return how many entries the log has."""
    return connection.scalar(select(func.count()).select_from(decisions)) or 0


def lots(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """Yield values in lots that fit one statement."""
    for at in range(0, len(values), MANY):
        yield values[at : at + MANY]


def _decoded(json: str) -> Decision:
    try:
        return decode_decision(json)
    except msgspec.MsgspecError as error:
        raise StoreError(
            f"a decision cannot be read ({error})", help="`saidso verify` says what else is wrong"
        ) from error


def undone_among(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Return which of these entries are not in force."""
    out: set[int] = set()
    for some in lots(sorted(numbers)):
        asked = select(decisions_undone.c.n).where(decisions_undone.c.n.in_(some))
        out.update(connection.scalars(asked))
    return out
