"""The tables that follow from the records, compared with what the records give now.

They are worked out again in a scratch store, record by record in the order in which they were
kept, and compared by sums that do not depend on the order of rows.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Table, create_engine, insert, select

from saidso.errors import StoreError
from saidso.incidents.linking.traits import Traits
from saidso.incidents.origins.copies import compare, text_of
from saidso.record import Record, Report, decode
from saidso.store import decisions, links, listing, search
from saidso.store.database import Database
from saidso.store.tables import (
    copies,
    copy_keys,
    happenings,
    link_keys,
    metadata,
    records,
    traits,
)
from saidso.store.tables import links as links_table

_EXACT = (
    traits,
    link_keys,
    happenings,
    copy_keys,
    decisions.decision_reports,
    decisions.decisions_undone,
    listing.listing,
    listing.listing_members,
    listing.listing_known,
)
"""Tables whose rows do not depend on the order in which the records came."""


def problems(database: Database) -> Iterator[str]:
    """Yield which derived tables do not hold what the records give; nothing where one is damaged."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'scratch.db'}")
        metadata.create_all(engine)
        with engine.connect() as scratch:
            if _filled(database, scratch):
                yield from _differences(database, scratch)
        engine.dispose()


def _filled(database: Database, scratch: Connection) -> bool:
    """Work everything out again; return False where a record is damaged, which is named elsewhere."""
    if any(intact(database, row) is None for row in _kept(database)):
        return False
    with database.reading() as connection:
        current = links.current(connection)
    for row in current:
        record = intact(database, row)
        assert record is not None  # it was read before
        with database.reading() as connection:
            kept = connection.execute(select(records).where(records.c.row == row)).one()
        scratch.execute(insert(records), dict(kept._mapping))
        links.add(scratch, row, record)
    with database.reading() as connection:
        for decision in connection.execute(select(decisions.decisions)):
            scratch.execute(insert(decisions.decisions), dict(decision._mapping))
    decisions.derive_again(scratch)
    listing.fill(scratch)
    return True


def _kept(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.scalars(select(records.c.row).order_by(records.c.row)))


def _reports(database: Database) -> Iterator[tuple[int, Report]]:
    for row in _kept(database):
        if (record := intact(database, row)) is not None:
            yield row, record.report


def intact(database: Database, row: int) -> Record | None:
    """Return a record, None for a damaged one."""
    asked = select(records.c.json, records.c.digest).where(records.c.row == row)
    try:
        with database.reading() as connection:
            json, digest = connection.execute(asked).one()
        if hashlib.sha256(json.encode()).hexdigest() != digest:
            return None
        return decode(json)
    except (StoreError, msgspec.MsgspecError, AttributeError):
        return None


def _differences(database: Database, scratch: Connection) -> Iterator[str]:
    for table in [*_EXACT, links_table]:
        try:
            with database.reading() as connection:
                same = _sum(_rows(connection, table)) == _sum(_rows(scratch, table))
        except StoreError as error:
            yield f"the table {table.name} cannot be read ({error.what})"
            continue
        except msgspec.MsgspecError:
            same = False
        if not same:
            yield f"the table {table.name} is out of date"
    try:
        if not _same_copies(database, scratch):
            yield "the table copies is out of date"
    except StoreError as error:
        yield f"the table copies cannot be read ({error.what})"
    try:
        with database.reading() as connection:
            yield from search.problems(connection, _reports(database))
    except StoreError as error:
        yield f"the search index cannot be read ({error.what})"


def _rows(connection: Connection, table: Table) -> Iterator[object]:
    """Yield the rows of a table; a link as what it joins, whichever of the two came first."""
    for row in connection.execute(select(table)):
        values = tuple(row)
        if table is links_table:
            ends = sorted([list(map(str, values[:2])), list(map(str, values[2:4]))])
            yield [*ends, values[4]]
        elif table is traits:  # a record just read has 5 where one that was kept has 5.0
            yield *values[:2], msgspec.json.decode(values[2], type=Traits)
        else:
            yield values


def _sum(rows: Iterable[object]) -> tuple[int, int]:
    """Return number and sum of rows, the same for any order of them."""
    count = total = 0
    for row in rows:
        count += 1
        digest = hashlib.blake2b(repr(row).encode("utf-8", "backslashreplace"), digest_size=16)
        total += int.from_bytes(digest.digest(), "big")
    return count, total % 2**128


def _same_copies(database: Database, scratch: Connection) -> bool:
    """Return whether the pairs are those of the scratch store, with the same passages.

    Passages are told from the report that came first, which a reading again changes.
    """
    with database.reading() as connection:
        kept = connection.execute(select(copies)).all()
    given = {(row.a, row.b): row.json for row in scratch.execute(select(copies))}
    if len(kept) != len(given):
        return False
    for a, b, json in kept:
        expected = given.get((a, b))
        if expected is None and (b, a) in given:
            first, second = intact(database, a), intact(database, b)
            if first is None or second is None:
                continue
            copy = compare(text_of(first.report), text_of(second.report))
            expected = msgspec.json.encode(copy).decode() if copy else None
        if json != expected:
            return False
    return True
