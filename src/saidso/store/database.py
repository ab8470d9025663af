"""The connection to a store's database: SQLite settings, transactions, and its errors in words.

Only this module knows SQLite. Writes begin with `BEGIN IMMEDIATE`, so that two writers queue at the
start of a transaction (up to WAIT seconds) and never fail half way.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from saidso.errors import StoreError

APPLICATION_ID = 0x53414944
"""Marks a SQLite file as a store of saidso ("SAID" in ASCII; SQLite file format, offset 68)."""
WAIT = 60
"""Seconds that a writer waits for another before it gives up."""

_WORDS = {
    "SQLITE_FULL": ("the disk is full", "free some space and read the rest again"),
    "SQLITE_IOERR": ("the disk cannot be read or written", "check free space and the disk"),
    "SQLITE_BUSY": (
        f"another process has kept it locked for {WAIT} s",
        "wait for it to end and try again",
    ),
    "SQLITE_READONLY": ("it is read-only", "change its permissions or give another --store"),
    "SQLITE_CANTOPEN": ("it cannot be opened", "check that its folder exists and may be written"),
    "SQLITE_PERM": ("it may not be opened", "change its permissions or give another --store"),
    "SQLITE_CORRUPT": ("it is damaged", "restore a copy of it"),
    "SQLITE_NOTADB": ("it is not a SQLite database", "give another file with --store"),
    "SQLITE_TOOBIG": ("a report is larger than SQLite can hold", "leave that report out"),
}


def explain(error: DBAPIError, place: str) -> StoreError:
    """Return the StoreError that says in one line what `error` means for the store at `place`."""
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    for start, (what, help) in _WORDS.items():
        if name.startswith(start):
            return StoreError(f"store {place}: {what}", help=help)
    said = " ".join(str(error.orig).split())
    return StoreError(f"store {place}: the database refuses ({said})")


class Database:
    """An open SQLite database. `place` is its path as the user gave it."""

    def __init__(self, path: Path, place: str) -> None:
        self.place = place
        self._path = path
        self._engine = _engine(path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store; raises StoreError."""
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction: all of it is kept, or nothing; raises StoreError."""
        with (
            self._translated(),
            self._engine.connect().execution_options(saidso_write=True) as connection,
            connection.begin(),
        ):
            yield connection

    def claim(self) -> None:
        """Make an empty database ours, and refuse one that belongs to another program."""
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
        with self._translated():
            self._keep_a_log()
        with self.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def problems(self) -> Iterator[str]:
        """Yield what SQLite itself finds wrong: damaged pages, rows that refer to nothing."""
        with self.reading() as connection:
            for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
                if said != "ok":
                    yield f"the database is damaged ({said})"
            for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
                yield f"row {row} of table {table} refers to a row of {parent} that is not there"

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _keep_a_log(self) -> None:
        """Switch to write-ahead logging; SQLite does not queue for this one, so it is retried."""
        end = time.monotonic() + WAIT
        while True:
            raw = sqlite3.connect(self._path)
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
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explain(error, self.place) from error
        except sqlite3.Error as error:
            raise explain(DBAPIError(None, None, error), self.place) from error


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
