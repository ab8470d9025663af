"""The connection to a store's database: transactions, and what its errors mean in words.

What all databases have in common stands here; `sqlite` and `postgres` each know one of them. Writers
queue at the start of a transaction, up to WAIT seconds, and never fail half way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.exc import DBAPIError

from saidso.errors import StoreError

WAIT = 60
"""Seconds that a writer waits for another before it gives up."""
BUSY = (
    f"another process has kept it locked for {WAIT} s",
    "wait for it to end and try again",
)


class Database(ABC):
    """An open database. `place` is what errors call it: a path, or a URL without its password."""

    read: ClassVar[dict[str, Any]] = {}
    """Execution options of a connection that reads: it must see one state of the store."""
    write: ClassVar[dict[str, Any]] = {}
    """Execution options of a connection that writes."""

    def __init__(self, engine: Engine, place: str) -> None:
        self.place = place
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store; raises StoreError."""
        with self.translated(), self._engine.connect() as connection:
            yield connection.execution_options(**self.read)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction: all of it is kept, or nothing; raises StoreError."""
        with (
            self.translated(),
            self._engine.connect().execution_options(**self.write) as connection,
            connection.begin(),
        ):
            self.queue(connection)
            yield connection

    @abstractmethod
    def queue(self, connection: Connection) -> None:
        """Wait until no other process writes; called at the start of a transaction that writes."""

    @abstractmethod
    def claim(self, *, create: bool = True) -> None:
        """Make an empty database ours, and refuse one that belongs to another program.

        Raises StoreError where there is no store yet and `create` is False.
        """

    @abstractmethod
    def renumber(self, connection: Connection, table: Table) -> None:
        """Let the numbers of new rows go on after those that were put into a table."""

    @abstractmethod
    def problems(self) -> Iterator[str]:
        """Yield what is wrong in the database itself: damage, rows that refer to nothing."""

    @abstractmethod
    def explain(self, error: DBAPIError) -> StoreError:
        """Return the StoreError that says in one line what `error` means for this store."""

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn errors of the database into StoreErrors."""
        try:
            yield
        except DBAPIError as error:
            raise self.explain(error) from error


def unknown(error: DBAPIError, place: str) -> StoreError:
    """Return the StoreError for an error that has no words of its own, with what the database said."""
    said = " ".join(str(error.orig).split())
    return StoreError(f"store {place}: the database refuses ({said})")


def no_store(place: str) -> StoreError:
    """Return the StoreError for a place at which there is no store."""
    return StoreError(
        f"there is no store at {place}",
        help="`saidso read INPUT --store PATH` makes one; --store says where yours is",
    )
