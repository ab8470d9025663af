"""A store in a SQLite file: its settings, its mark, and its errors in words.

Writes begin with `BEGIN IMMEDIATE`, so that two writers queue at the start of a transaction.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import DBAPIError

from saidso.errors import StoreError
from saidso.store.database import BUSY, WAIT, Database, no_store, unknown
from saidso.store.pages import header_problems

APPLICATION_ID = 0x53414944
"""Marks a SQLite file as a store of saidso ("SAID" in ASCII; SQLite file format, offset 68)."""

_WORDS = {
    "SQLITE_FULL": ("the disk is full", "free some space and read the rest again"),
    "SQLITE_IOERR": ("the disk cannot be read or written", "check free space and the disk"),
    "SQLITE_BUSY": BUSY,
    "SQLITE_READONLY": ("it is read-only", "change its permissions or give another --store"),
    "SQLITE_CANTOPEN": ("it cannot be opened", "check that its folder exists and may be written"),
    "SQLITE_PERM": ("it may not be opened", "change its permissions or give another --store"),
    "SQLITE_CORRUPT": ("it is damaged", "restore a copy of it"),
    "SQLITE_NOTADB": ("it is not a SQLite database", "give another file with --store"),
    "SQLITE_TOOBIG": ("a report is larger than SQLite can hold", "leave that report out"),
}


class Sqlite(Database):
    """An open SQLite database. `place` is its path as the user gave it."""

    write = {"saidso_write": True}  # noqa: RUF012  # a constant of the class, as in its base

    def __init__(self, path: Path) -> None:
        super().__init__(_engine(path), str(path))
        self.path = path

    def queue(self, connection: Connection) -> None:
        """Do nothing: `BEGIN IMMEDIATE` has waited."""

    def claim(self, *, create: bool = True) -> None:
        """Make an empty file ours, and refuse one that belongs to another program."""
        if self.path.is_dir():
            raise StoreError(f"store {self.place}: it is a folder", help="give a file with --store")
        if not create and not self.path.exists():
            raise no_store(self.place)
        with self.reading() as connection:
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
            count = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        if mark == APPLICATION_ID:
            return
        if mark or count:
            raise StoreError(
                f"store {self.place}: it is a SQLite database of another program",
                help="give another file with --store",
            )
        with self.translated():
            self._keep_a_log()
        with self.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def settle(self) -> None:
        """Bring all that was written into the file itself."""
        with self.reading() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def renumber(self, connection: Connection, table: Table) -> None:
        """Do nothing: SQLite goes on after the highest number."""

    def problems(self) -> Iterator[str]:
        """Yield what SQLite itself finds wrong: damaged pages, rows that refer to nothing."""
        with self.reading() as connection:
            (said, *_) = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars()
        if said != "ok":
            yield from self._damage()
        log = self.path.with_name(f"{self.path.name}-wal")
        if not (log.exists() and log.stat().st_size):  # else the newest header is in there
            yield from header_problems(self.path)
        with self.reading() as connection:
            for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                yield f"row {row} of table {table} refers to a row of {parent} that is not there"

    def _damage(self) -> Iterator[str]:
        """Yield what is damaged, table by table."""
        with self.reading() as connection:
            asked = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            tables = list(connection.exec_driver_sql(asked).scalars())
        named = False
        for table in tables:
            try:
                with self.reading() as connection:
                    found = connection.exec_driver_sql(f"PRAGMA integrity_check('{table}')")
                    said = [one for one in found.scalars() if one != "ok"]
            except StoreError as error:
                said = [error.what]
            for one in said:
                named = True
                yield f"the database is damaged in table {table} ({' '.join(one.split())})"
        if not named:
            yield "the database is damaged outside of its tables"

    def explain(self, error: DBAPIError) -> StoreError:
        """Return the StoreError for an error of SQLite."""
        name = getattr(error.orig, "sqlite_errorname", None) or ""
        for start, (what, help) in _WORDS.items():
            if name.startswith(start):
                return StoreError(f"store {self.place}: {what}", help=help)
        return unknown(error, self.place)

    def _keep_a_log(self) -> None:
        """Switch to write-ahead logging; SQLite does not queue for this one, so it is retried."""
        end = time.monotonic() + WAIT
        while True:
            raw = sqlite3.connect(self.path)
            try:
                raw.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > end:
                    raise
                time.sleep(0.05)
            finally:
                raw.close()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn errors of SQLite into StoreErrors, also those that come past SQLAlchemy."""
        try:
            with super().translated():
                yield
        except sqlite3.Error as error:
            raise self.explain(DBAPIError(None, None, error)) from error
        except UnicodeDecodeError as error:  # an error of SQLite that quotes damaged bytes
            what, help = _WORDS["SQLITE_CORRUPT"]
            raise StoreError(f"store {self.place}: {what}", help=help) from error


def _engine(path: Path) -> Engine:
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": WAIT})

    @event.listens_for(engine, "connect")
    def settings(raw: Any, _: Any) -> None:
        raw.isolation_level = None  # transactions are ours: the driver would split them at DDL
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("saidso_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine
