"""The store: captured bytes and the records read from them. Nothing in it is overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from typing import Self

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from saidso.errors import StoreError
from saidso.incidents.linking.linking import Linked
from saidso.incidents.origins.copies import Copy
from saidso.record import Record, Report, decode
from saidso.store import (
    custody,
    decisions,
    entries,
    links,
    listing,
    lookup,
    repair,
    rows,
    search,
    transfer,
    verification,
)
from saidso.store.catalogue import Catalogue
from saidso.store.database import Database
from saidso.store.effective import with_marks
from saidso.store.entries import Entry, Pair
from saidso.store.tables import archive, incidents, records
from saidso.store.transfer import Moved
from saidso.store.vault import Vault
from saidso.store.verification import Problem, Recapture

_PART = 500
"""Lines of the list of reports that are fetched at a time."""
PREFIX = 4
"""Hexadecimal digits of an id that are enough to ask for a record."""


class Store(Catalogue):
    """An open store; made by `open_store`. Every method raises StoreError.

    What people read of it and decide is in `Catalogue`.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def vault(self) -> Vault:
        """The archive, the custody log and the releases."""
        return Vault(self._database)

    def close(self) -> None:
        """Close the store."""
        self._database.close()

    def add(
        self, record: Record, data: bytes, *, media: str, name: str, given: str | None = None
    ) -> bool:
        """Keep a record and the bytes it was read from; return False where nothing is new.

        `given` is where they came from, for the custody log.
        One transaction, copies and links among the records included. The same bytes are archived
        once. A reading that differs from the current one of this report (another reader, another
        publication date) is one more row and becomes the current one; the same reading again adds
        nothing.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 != record.report.id:
            raise StoreError(f"record of {name}: its id is not the SHA-256 of the given bytes")
        row = rows.reading(record)
        same = (records.c.report == sha256) & (records.c.name == record.report.name)
        newest = (
            select(records.c.digest, records.c.row)
            .where(same)
            .order_by(records.c.row.desc())
            .limit(1)
        )
        with self._database.writing() as connection:
            before = connection.execute(newest).one_or_none()
            if before is not None and before.digest == row["digest"]:
                return False
            kept = select(archive.c.sha256).where(archive.c.sha256 == sha256)
            if connection.scalar(kept) is None:
                page = rows.page(data, sha256, media=media, name=name)
                connection.execute(insert(archive), page)
                how: dict[str, custody.Detail] = {
                    "from": given or name,
                    "url": record.report.url,
                    "got": record.report.captured,
                }
                details = custody.captured(page, how)
                custody.append(connection, "captured", item=sha256, details=details)
            key = connection.execute(insert(records), row).inserted_primary_key
            assert key is not None  # an insert of one row always has one
            read = custody.reading(key[0], row)
            custody.append(connection, "read", item=sha256, details=read)
            _index(connection, key[0], record)
            moved: set[tuple[int, str]] = set()
            if before is not None:
                moved |= listing.forget(connection, before.row)
                moved |= links.remove(connection, before.row)
            moved |= links.add(connection, key[0], record)
            listing.refresh(connection, moved | listing.of_record(connection, key[0]))
        return True

    def records(self) -> Iterator[Record]:
        """Yield the current record of every report, in the order in which they were first kept."""
        with self._database.reading() as connection:
            current = links.current(connection)
        for row in current:
            with self._database.reading() as connection:
                json = connection.scalar(select(records.c.json).where(records.c.row == row))
            yield _decoded(self.place, row, json)

    def entries(self) -> Iterator[Entry]:
        """Yield one line per report, in the order in which they were first kept."""
        after = 0
        while found := self.entries_after(after, limit=_PART):
            yield from (entry for _, entry in found)
            after = found[-1][0]

    def entries_after(self, place: int, *, limit: int) -> list[tuple[int, Entry]]:
        """Return the lines that follow a place in the list (0 for its beginning), each with its place."""
        with self._database.reading() as connection:
            return list(entries.reports(connection, after=place, limit=limit))

    def copies_after(
        self, place: Pair, *, limit: int, report: str | None = None
    ) -> list[tuple[Pair, Copy]]:
        """Return the copies after a place in their list ((0, 0) for its beginning), each with its place."""
        with self._database.reading() as connection:
            return entries.pairs(connection, after=place, limit=limit, report=report)

    def as_marked(self, report: Report) -> Report:
        """Return a report with its segments as people marked them, so that body is read as body.

        It is the report itself where nobody marked any text of it.
        """
        with self._database.reading() as connection:
            found = decisions.standing(connection, [(report.id, report.name)])
        return with_marks(report, found)

    def record(self, name_or_id: str) -> Record:
        """Return the current record of the report with this name, or whose id begins so.

        Raises StoreError where there is none or where several reports fit.
        """
        with self._database.reading() as connection:
            found = lookup.newest(connection, name_or_id)
            if not found and len(name_or_id) >= PREFIX:
                prefix = records.c.report.startswith(name_or_id.lower(), autoescape=True)
                found = self._named(connection, prefix)
            if len(found) > 1:
                ids = ", ".join(id[:12] for id in sorted(found)[:5])
                raise StoreError(
                    f"{len(found)} reports in store {self.place} have the name or id {name_or_id}",
                    help=f"ask for one by the first digits of its id: {ids}",
                )
            if not found:
                raise StoreError(
                    f"no report in store {self.place} has the name or id {name_or_id}",
                    help="`saidso show` without a name lists all",
                )
            (row,) = found.values()
            json = connection.scalar(select(records.c.json).where(records.c.row == row))
        return _decoded(self.place, row, json)

    def _named(self, connection: Connection, fits: ColumnElement[bool]) -> dict[str, int]:
        """Return the newest row of each report that fits, by its id."""
        newest = select(records.c.report, func.max(records.c.row)).where(fits)
        found = connection.execute(newest.group_by(records.c.report))
        return {row[0]: row[1] for row in found}

    def bytes(self, sha256: str) -> bytes:
        """Return the captured bytes with this SHA-256."""
        with self._database.reading() as connection:
            asked = select(archive.c.codec, archive.c.bytes).where(archive.c.sha256 == sha256)
            page = connection.execute(asked).one_or_none()
        if page is None:
            raise StoreError(f"store {self.place} has no captured bytes {sha256}")
        try:
            return rows.unpacked(page.codec, page.bytes)
        except ValueError as error:
            raise StoreError(
                f"store {self.place}: the captured bytes {sha256} are damaged",
                help="restore a copy of the store",
            ) from error

    def verify(
        self, *, recapture: Recapture | None = None, known: Collection[str] = ()
    ) -> Iterator[Problem]:
        """Yield all that is wrong in the store, report by report; nothing where it is whole.

        Checks the database itself, the chain of the custody log, the hash of all archived bytes,
        every row of `records` (not only the current ones), all that is derived from them, and, with
        `recapture`, that the text of each record that this version read is what the archived bytes
        give. `known` are digests of log entries that were noted elsewhere and must be there still.
        """
        return verification.verify(self._database, recapture=recapture, known=known)

    def log_lines(self) -> Iterator[custody.Line]:
        """Yield the lines of the custody log; the SHA-256 of each stands in the next."""
        return custody.lines(self._database)

    def log_head(self) -> custody.Head:
        """Return number and SHA-256 of the newest entry of the custody log."""
        with self._database.reading() as connection:
            return custody.head(connection)

    def search(self, words: str) -> set[tuple[str, str]]:
        """Return id and name of the reports whose current record holds all of `words`.

        Words "in quotation marks" stand in a row; a last * stands for any ending.
        """
        with self._database.reading() as connection:
            rows_found = search.find(connection, words).intersection(links.current(connection))
            asked = select(records.c.row, records.c.report, records.c.name)
            return {(r.report, r.name) for r in connection.execute(asked) if r.row in rows_found}

    def linked(self) -> list[Linked]:
        """Return the happenings of all incidents of the current records, across reports."""
        with self._database.reading() as connection:
            return links.linked_incidents(connection)

    def copies(self, names: Collection[str] | None = None) -> list[Copy]:
        """Return the pairs of reports that print the same words: all, or among those named."""
        with self._database.reading() as connection:
            return links.copied(connection, names)

    def transfer(self, target: Store, *, step: Callable[[], object] = lambda: None) -> list[Moved]:
        """Carry all that this store holds into an empty one, and check it there; return the tables.

        `step` is called for each row. Either all is there afterwards or nothing.
        """
        return transfer.transfer(self._database, target._database, step=step)

    def size(self) -> int:
        """Return the rows of all tables that `transfer` carries over."""
        return transfer.count(self._database)

    def rebuild(self) -> None:
        """Make the derived tables and the search index anew from the records."""
        _rebuild(self._database)

    def repair(self, problems: list[Problem]) -> str:
        """Mend what `verify` found, from what is intact; return in words what was done.

        Raises StoreError where an original is damaged. The store must be opened again afterwards.
        """
        repair.check(problems, self.place)
        done = "what is derived from the records was made anew"
        if any(problem.kind == "database" for problem in problems):
            old = repair.renew(self._database, _rebuild)
            done = f"all originals were written into a new file; the damaged one is {old.name}"
        else:
            self.rebuild()
        with self._database.writing() as connection:
            said = [problem.what for problem in problems[:50]]
            details: dict[str, custody.Detail] = {"done": done, "problems": said}
            custody.append(connection, "repaired", item=None, details=details)
        self._database.close()
        return done


def _rebuild(database: Database) -> None:
    with database.reading() as connection:
        kept = list(connection.scalars(select(records.c.row)))
    with database.writing() as connection:
        search.clear(connection)
    for row in kept:
        with database.writing() as connection:
            json = connection.scalar(select(records.c.json).where(records.c.row == row))
            connection.execute(delete(incidents).where(incidents.c.record == row))
            _index(connection, row, _decoded(database.place, row, json))
    with database.writing() as connection:
        links.clear(connection)
        for row in links.current(connection):
            json = connection.scalar(select(records.c.json).where(records.c.row == row))
            links.add(connection, row, _decoded(database.place, row, json))
    with database.writing() as connection:
        decisions.derive_again(connection)
        listing.fill(connection)


def _decoded(place: str, row: int, json: str | None) -> Record:
    try:
        return decode(json or "")
    except msgspec.MsgspecError as error:
        raise StoreError(
            f"store {place}: record {row} cannot be read",
            help="`saidso verify` says what else is wrong",
        ) from error


def _index(connection: Connection, record: int, found: Record) -> None:
    search.add(connection, record, found.report)
    derived = [rows.incident(record, incident) for incident in found.incidents]
    if derived:
        connection.execute(insert(incidents), derived)
