"""Room store: records, archived bytes and decisions, kept."""

from __future__ import annotations

from pathlib import Path

from saidso.errors import StoreError
from saidso.store.accounts import Account
from saidso.store.agreement import Agreement, SlotAgreement
from saidso.store.book import Book
from saidso.store.database import Database
from saidso.store.differences import Difference
from saidso.store.entries import Entry
from saidso.store.lookup import Logged
from saidso.store.migrations import STEPS, migrate, version
from saidso.store.reviewers import ROLES, Reviewer, Reviewers, Role, Session
from saidso.store.samples import Sample
from saidso.store.shelf import Facet, Facets, Listed, Query, Sort
from saidso.store.store import Store
from saidso.store.tasks import Choice, Task
from saidso.store.verification import Problem, Recapture

__all__ = [
    "ROLES",
    "Account",
    "Agreement",
    "Book",
    "Choice",
    "Difference",
    "Entry",
    "Facet",
    "Facets",
    "Listed",
    "Logged",
    "Problem",
    "Query",
    "Recapture",
    "Reviewer",
    "Reviewers",
    "Role",
    "Sample",
    "Session",
    "SlotAgreement",
    "Sort",
    "Store",
    "Task",
    "database_at",
    "open_store",
]


def open_store(place: str | Path, *, create: bool = True) -> Store:
    """Open the store at a path, `sqlite:///path` or `postgresql://user@host/database`.

    It is made on first use unless `create` is False. Raises StoreError where there is none, where it
    is no store of saidso or a newer one, and where it cannot be opened.
    """
    database = database_at(place)
    database.claim(create=create)
    with database.reading() as connection:
        ready = version(connection) == len(STEPS)
    if not ready:
        with database.writing() as connection:
            migrate(connection, database.place)
    return Store(database)


def database_at(place: str | Path) -> Database:
    """Return the database at a path or URL, not yet opened; raises StoreError for other kinds."""
    given = str(place)
    scheme = given.partition("://")[0] if "://" in given else ""
    if not scheme or given.startswith("sqlite:///"):
        from saidso.store.sqlite import Sqlite

        return Sqlite(Path(given.removeprefix("sqlite:///")))
    from saidso.store.postgres import SCHEMES, Postgres

    if scheme not in SCHEMES:
        raise StoreError(
            f"store {scheme}: only SQLite and PostgreSQL stores can be opened",
            help="give a file or postgresql://user@host/database with --store",
        )
    return Postgres(given)
