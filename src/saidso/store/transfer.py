"""All that a store holds, carried into an empty one, also of another database, and checked there.

Rows keep their numbers and their bytes. The target is written in one transaction, read back in it and
compared table by table, by count and digest; it is kept only if all is equal. The search index is each
database's own and is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, func, insert, select

from saidso.errors import StoreError
from saidso.record import decode
from saidso.store import custody, search, tables
from saidso.store.database import Database
from saidso.store.migrations import state
from saidso.store.tables import metadata, migrations, records

LOT = 500
"""Rows of one insert at most."""
SIZE = 4_000_000
"""Bytes of one insert at which it is sent, so that large pages do not pile up in memory."""
_FETCHED = 16
"""Rows that the source gives at a time; a page has up to 20 MB."""


class Moved(msgspec.Struct, frozen=True):
    """One table after it was carried over: its name, its rows, and the digest of both sides.

    The digest is the sum of the SHA-256 of all rows modulo 2^256, in hexadecimal: it does not depend
    on the order in which a database gives them.
    """

    table: str
    rows: int
    digest: str


def transfer(
    source: Database, target: Database, *, step: Callable[[], object] = lambda: None
) -> list[Moved]:
    """Carry all rows over and return what was moved; `step` is called for each row.

    Raises StoreError where the target holds something already, where it refuses a row, and where what
    it gives back is not what it was given; the target is then as it was.
    """
    out = []
    with source.reading() as there, target.writing() as here:
        if custody.is_bare(here):
            here.execute(delete(tables.custody))  # that it was made; the log goes on elsewhere
        for table in _tables():
            if here.scalar(select(func.count()).select_from(table)):
                raise StoreError(
                    f"store {target.place}: it holds something already",
                    help="give a place where there is no store yet",
                )
        for table in _tables():
            given = carry(there, here, table, step)
            target.renumber(here, table)
            found = _summed(table, _rows(here, table))
            if given != found:
                raise StoreError(
                    f"store {target.place}: table {table.name} came out other than it went in"
                    f" ({given.rows} rows, then {found.rows})",
                    help="nothing was kept; please report it",
                )
            out.append(found)
        _index(here)
        moved = state(here) | {"from": source.place}
        custody.append(here, "migrated", item=None, details=moved)
    return out


def count(database: Database) -> int:
    """Return the rows of all tables that `transfer` carries over."""
    with database.reading() as connection:
        counted = (select(func.count()).select_from(table) for table in _tables())
        return sum(connection.scalar(asked) or 0 for asked in counted)


def _tables() -> list[Table]:
    """Return the tables, those first that others refer to."""
    return [table for table in metadata.sorted_tables if table is not migrations]


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[Any]]:
    asked = select(table).execution_options(yield_per=_FETCHED)
    yield from connection.execute(asked)


def carry(
    there: Connection,
    here: Connection,
    table: Table,
    step: Callable[[], object] = lambda: None,
) -> Moved:
    """Insert all rows of a table; return what was read."""
    names = [column.name for column in table.columns]
    lot: list[dict[str, Any]] = []
    size = 0

    def passed() -> Iterator[Sequence[Any]]:
        nonlocal lot, size
        for row in _rows(there, table):
            lot.append(dict(zip(names, row, strict=True)))
            size += sum(len(value) for value in row if isinstance(value, bytes | str))
            if len(lot) == LOT or size > SIZE:
                here.execute(insert(table), lot)
                lot, size = [], 0
            step()
            yield row

    read = _summed(table, passed())
    if lot:
        here.execute(insert(table), lot)
    return read


def _summed(table: Table, rows: Iterator[Sequence[Any]]) -> Moved:
    number, total = 0, 0
    for row in rows:
        number += 1
        digest = hashlib.sha256(msgspec.msgpack.encode(tuple(row))).digest()
        total = (total + int.from_bytes(digest)) % 2**256
    return Moved(table.name, number, f"{total:064x}")


def _index(here: Connection) -> None:
    """Make the search index; a record that cannot be read, which `verify` names, has no words."""
    numbers = here.scalars(select(records.c.row)).all()
    for row in numbers:
        json = here.scalar(select(records.c.json).where(records.c.row == row))
        try:
            report = decode(json or "").report
        except msgspec.MsgspecError:
            continue
        search.add(here, row, report)
