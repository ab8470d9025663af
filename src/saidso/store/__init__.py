"""Room store: records, archived bytes and decisions, kept."""

from __future__ import annotations

from pathlib import Path

from saidso.errors import StoreError
from saidso.store.database import Database
from saidso.store.migrations import STEPS, migrate, version
from saidso.store.store import Entry, Store
from saidso.store.verification import Problem, Recapture

__all__ = ["Entry", "Problem", "Recapture", "Store", "open_store"]


def open_store(place: str | Path, *, create: bool = True) -> Store:
    """Open the store at a path (or `sqlite:///path`), made on first use unless `create` is False.

    Raises StoreError where there is none, where it is no store of saidso or a newer one, and where
    it cannot be opened.
    """
    given = str(place)
    if "://" in given and not given.startswith("sqlite:///"):
        raise StoreError(
            f"store {given.partition('://')[0]}: only SQLite stores can be opened so far",
            help="give a file with --store",
        )
    path = Path(given.removeprefix("sqlite:///"))
    if path.is_dir():
        raise StoreError(f"store {path}: it is a folder", help="give a file with --store")
    if not create and not path.exists():
        raise StoreError(
            f"there is no store at {path}",
            help="`saidso read INPUT --store PATH` makes one; --store says where yours is",
        )
    database = Database(path, str(path))
    database.claim()
    with database.reading() as connection:
        ready = version(connection) == len(STEPS)
    if not ready:
        with database.writing() as connection:
            migrate(connection, database.place)
    return Store(database)
