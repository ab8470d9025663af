"""The check of a whole store: bytes against hashes, records against bytes, indexes against records.

Nothing here changes the store; `Store.rebuild` mends the one table that is derived.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import select

from saidso import __version__
from saidso.errors import StoreError
from saidso.record import decode
from saidso.store import checks, decisions, rows
from saidso.store.database import Database
from saidso.store.tables import archive, incidents, records

Recapture: TypeAlias = Callable[[bytes, str, str], str]
"""Takes captured bytes, media type and name, and returns the text of their report."""


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, and in which report ("" where it is the store itself)."""

    report: str
    what: str


def verify(database: Database, *, recapture: Recapture | None = None) -> Iterator[Problem]:
    """Yield all that is wrong in a store; `Store.verify` says what is checked."""
    for what in database.problems():
        yield Problem("", what)
    with database.reading() as connection:
        pages = connection.execute(select(archive.c.sha256, archive.c.name)).all()
        kept = connection.execute(select(records.c.row, records.c.name)).all()
    with database.reading() as connection:
        for what in decisions.problems(connection):
            yield Problem("", what)
    for sha256, name in pages:
        for what in _each(_stored_page(database, sha256)):
            yield Problem(name, what)
    for row, name in kept:
        for what in _each(_record(database, row, recapture)):
            yield Problem(name, what)


def _each(found: Iterator[str]) -> Iterator[str]:
    """Yield what is found; a row that the database cannot give is one more finding, not the end."""
    try:
        yield from found
    except StoreError as error:
        yield f"a row of it cannot be read ({error.what})"


def _stored_page(database: Database, sha256: str) -> Iterator[str]:
    yield from _page(_archived(database, sha256))


def _archived(database: Database, sha256: str) -> Any:
    with database.reading() as connection:
        return connection.execute(select(archive).where(archive.c.sha256 == sha256)).one_or_none()


def _page(page: Any) -> Iterator[str]:
    try:
        data = rows.unpacked(page.codec, page.bytes)
    except ValueError:
        yield "the archived bytes are damaged"
        return
    if hashlib.sha256(data).hexdigest() != page.sha256:
        yield "the archived bytes do not have the SHA-256 that they are kept under"
    if len(data) != page.size:
        yield "the archived bytes do not have the size that they are kept with"


def _record(database: Database, row: int, recapture: Recapture | None) -> Iterator[str]:
    with database.reading() as connection:
        kept = connection.execute(select(records).where(records.c.row == row)).one()
        asked = select(incidents).where(incidents.c.record == row)
        derived = [dict(found._mapping) for found in connection.execute(asked)]
    json = kept.json if isinstance(kept.json, bytes) else str(kept.json).encode()
    if hashlib.sha256(json).hexdigest() != kept.digest:
        yield "the record was changed after it was kept"
    try:
        record = decode(json)
    except msgspec.MsgspecError as error:
        yield f"the record cannot be read ({error})"
        return
    if record.report.id != kept.report:
        yield "the record is of other bytes than those it is kept with"
    yield from checks.problems(record)
    expected = [rows.incident(row, found) for found in record.incidents]
    if _by_id(derived) != _by_id(expected):
        yield "the list of its incidents is out of date"
    if recapture is None or record.reader.version != __version__:
        return
    page = _archived(database, kept.report)
    if page is None or any(_page(page)):
        return  # named already, by the database or by the check of the page
    try:
        text = recapture(rows.unpacked(page.codec, page.bytes), page.media, page.name)
    except Exception as error:  # the caller's own code: whatever it raises is a finding
        yield f"the archived bytes cannot be captured again ({error})"
        return
    if text != record.report.text:
        yield "the text is not what the archived bytes give"


def _by_id(found: list[rows.Row]) -> list[rows.Row]:
    return sorted(found, key=lambda row: str(row["id"]))
