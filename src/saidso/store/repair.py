"""Repair of a store, from what is intact only.

What is derived from the originals is made anew. Where the file itself is damaged, but all originals can
be read and are whole, they are written into a new file, and the damaged one is kept beside it. A damaged
original is never mended: nothing could say what it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import delete

from saidso.errors import StoreError
from saidso.store import custody, transfer
from saidso.store.database import Database
from saidso.store.decisions import decisions
from saidso.store.migrations import migrate, state
from saidso.store.reviewers import reviewers
from saidso.store.sqlite import Sqlite
from saidso.store.tables import archive, records, release_parts, releases
from saidso.store.tables import custody as custody_table
from saidso.store.verification import Problem

ORIGINALS = (archive, records, custody_table, decisions, reviewers, releases, release_parts)
"""Tables that nothing else can give, those first that others refer to."""


def check(problems: list[Problem], place: str) -> None:
    """Raise StoreError where an original is damaged."""
    lost = [problem for problem in problems if problem.kind == "original"]
    if lost:
        what = f"{len(lost)} of the problems are in originals, which cannot be made anew"
        raise StoreError(f"store {place}: {what}", help="restore a copy of the store")


def renew(database: Database, rebuild: Callable[[Database], None]) -> Path:
    """Write the originals into a new file that takes the place of the damaged one; return the old one.

    Raises StoreError where the store is no file, or an original cannot be read after all.
    """
    if not isinstance(database, Sqlite):
        raise StoreError(
            f"store {database.place}: its server must repair its pages",
            help="restore a copy of the database",
        )
    path = database.path
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    fresh = Sqlite(new)
    try:
        fresh.claim()
        with fresh.writing() as connection:
            migrate(connection, str(new))
        with database.reading() as there, fresh.writing() as here:
            here.execute(delete(custody_table))
            for table in ORIGINALS:
                transfer.carry(there, here, table)
            custody.append(here, "migrated", item=None, details=state(here) | {"from": path.name})
        rebuild(fresh)
        fresh.settle()
    except StoreError:
        fresh.close()
        new.unlink(missing_ok=True)
        raise
    fresh.close()
    database.close()
    old = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%d%H%M%S}")
    for end in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + end)
        if beside.exists():
            os.replace(beside, old.with_name(old.name + end))
    os.replace(new, path)
    return old
