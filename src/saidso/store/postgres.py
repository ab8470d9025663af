"""A store in a PostgreSQL database: one schema of it, its mark, its queue, and its errors in words.

The store lives in the first schema of the connection's search path (`public`, where nothing else is
said), so that several stores can share a database. Readers see one snapshot and wait for nobody.
Writers queue for an advisory lock of that schema: links among reports hold only if each report is
compared with all that were kept before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from saidso.errors import StoreError
from saidso.store.database import BUSY, WAIT, Database, no_store, unknown
from saidso.store.tables import metadata, migrations

MARK = "store of saidso"
"""Comment on the table of migrations that marks a schema as a store."""
SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_LOCK = 0x53414944
"""First half of the advisory lock of writers, "SAID" in ASCII; the second is the schema."""
_PATIENCE = 10
"""Seconds that a server may take to answer a new connection."""

_WORDS = {
    "28": ("the server refuses this user or password", "check both in the URL"),
    "3D000": ("the server has no such database", "`createdb NAME` makes it"),
    "3F000": ("the schema of its search path is not there", "`CREATE SCHEMA NAME` makes it"),
    "42501": ("this user may not do that there", "let its owner grant the rights"),
    "25006": ("it is read-only", "give the URL of a server that may be written"),
    "53100": ("the server's disk is full", "free some space and read the rest again"),
    "53300": ("the server has no connection left", "try fewer processes at once"),
    "53": ("the server is short of memory or space", "look into its log"),
    "54": ("a report is larger than PostgreSQL can hold", "leave that report out"),
    "55P03": BUSY,
    "57P": ("the server was stopped", "start it and read the rest again"),
    "08": ("the connection to the server broke", "check the server and read the rest again"),
    "58": ("the server's disk cannot be read or written", "look into its log"),
    "XX": ("it is damaged", "look into the server's log and restore a copy"),
}
"""By the first characters of the SQLSTATE (PostgreSQL documentation, appendix A)."""


class Postgres(Database):
    """An open PostgreSQL database. `place` is its URL without the password."""

    read = {  # noqa: RUF012  # a constant of the class, as in its base
        "isolation_level": "REPEATABLE READ",
        "postgresql_readonly": True,
    }

    def __init__(self, given: str) -> None:
        url, place = _parsed(given)
        super().__init__(_engine(url, place), place)

    def queue(self, connection: Connection) -> None:
        """Wait for the advisory lock of this schema; it ends with the transaction."""
        connection.execute(
            text(
                "SELECT pg_advisory_xact_lock(:lock, oid::int4) FROM pg_namespace"
                " WHERE nspname = current_schema()"
            ),
            {"lock": _LOCK},
        )

    def claim(self, *, create: bool = True) -> None:
        """Make an empty schema ours, and refuse one that holds tables of another program."""
        with self.reading() as connection:
            if self._ours(connection):
                return
        if not create:
            raise no_store(self.place)
        with self.writing() as connection:
            if self._ours(connection):  # made by another process meanwhile
                return
            migrations.create(connection)
            connection.execute(text(f"COMMENT ON TABLE migrations IS '{MARK}'"))

    def renumber(self, connection: Connection, table: Table) -> None:
        """Set the sequence of a table that counts up to its highest number."""
        column = table.autoincrement_column
        if column is None:
            return
        last = connection.scalar(select(func.max(column)))
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(select(func.setval(sequence, last or 1, last is not None)))

    def problems(self) -> Iterator[str]:
        """Yield rows that refer to nothing; damaged pages show when they are read."""
        with self.reading() as connection:
            for table in metadata.sorted_tables:
                for key in table.foreign_key_constraints:
                    (pair,) = key.elements
                    parent = pair.column.table
                    lost = (
                        select(func.count())
                        .select_from(table.outerjoin(parent, pair.parent == pair.column))
                        .where(pair.parent.is_not(None), pair.column.is_(None))
                    )
                    if count := connection.scalar(lost):
                        yield (
                            f"{count} of table {table.name} refers to a row of {parent.name}"
                            " that is not there"
                        )

    def explain(self, error: DBAPIError) -> StoreError:
        """Return the StoreError for an error of PostgreSQL or of its driver."""
        state = getattr(error.orig, "sqlstate", None) or ""
        for start, (what, help) in _WORDS.items():
            if state.startswith(start):
                return StoreError(f"store {self.place}: {what}", help=help)
        said = " ".join(str(error.orig).split())
        if not state and error.connection_invalidated:
            what, help = _WORDS["08"]
            return StoreError(f"store {self.place}: {what}", help=help)
        if not state and type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout"):
            return StoreError(
                f"store {self.place}: it cannot be opened ({said})", help="check URL and server"
            )
        return unknown(error, self.place)

    def _ours(self, connection: Connection) -> bool:
        """Return whether the schema is a store; raises StoreError where it is another program's."""
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise StoreError(
                f"store {self.place}: the database has the encoding {encoding}",
                help="make one with `createdb --encoding=UTF8 --template=template0 NAME`",
            )
        found = inspect(connection)
        tables = found.get_table_names()
        if migrations.name in tables and found.get_table_comment(migrations.name)["text"] == MARK:
            return True
        if tables:
            raise StoreError(
                f"store {self.place}: its schema holds tables of another program",
                help="give an empty database, or a schema with ?options=-csearch_path%3DNAME",
            )
        return False


def _parsed(given: str) -> tuple[URL, str]:
    """Return the URL for the driver, and how it is printed; raises StoreError."""
    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise StoreError(
            "the URL of the store cannot be read",
            help="write it as postgresql://user@host/database",
        ) from None
    secret = {name for name in url.query if "password" in name}
    shown = given
    if url.password is not None or secret:
        query = {name: value for name, value in url.query.items() if name not in secret}
        shown = url.set(query=query).render_as_string(hide_password=True)
    return url.set(drivername="postgresql+psycopg"), shown


def _engine(url: URL, place: str) -> Engine:
    if find_spec("psycopg") is None:
        raise StoreError(
            f"store {place}: the driver of PostgreSQL is not installed",
            help="pip install 'saidso[postgres]'",
        )
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": _PATIENCE}
    engine = create_engine(url, connect_args=patience, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def settings(raw: Any, _: Any) -> None:
        raw.autocommit = True
        raw.execute(f"SET lock_timeout = '{WAIT}s'")
        raw.execute("SET client_min_messages = warning")
        raw.autocommit = False

    return engine
