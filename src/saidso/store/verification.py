"""The check of a whole store: bytes against hashes, records against bytes, all of it against the log.

Nothing here changes the store; `repair` mends what can be mended. What is derived from the records is
checked by `derived`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from typing import Any, Literal, TypeAlias

import msgspec
from sqlalchemy import select

from saidso import __version__
from saidso.errors import StoreError
from saidso.record import decode
from saidso.store import checks, custody, decisions, derived, migrations, rows, vault
from saidso.store.database import Database
from saidso.store.tables import archive, incidents, records

Recapture: TypeAlias = Callable[[bytes, str, str], str]
"""Takes captured bytes, media type and name, and returns the text of their report."""


Kind = Literal["original", "derived", "database"]


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, and in which report ("" where it is the store itself).

    `kind`: an original cannot be made anew; what is derived from the originals can, and so can the
    pages and indexes of a database whose originals can be read.
    """

    report: str
    what: str
    kind: Kind = "original"


def verify(
    database: Database, *, recapture: Recapture | None = None, known: Collection[str] = ()
) -> Iterator[Problem]:
    """Yield all that is wrong in a store; `Store.verify` says what is checked."""
    yield from _named("", _database(database), what="the database", kind="database")
    yield from _named("", _log(database, known), what="the custody log")
    yield from _named("", _decisions(database), what="the log of decisions")
    for sha256, name in _listed(database, archive.c.sha256, archive.c.name):
        yield from _named(name, _stored_page(database, str(sha256)))
    yield from _named("", vault.problems(database), what="the releases")
    listed = _listed(database, records.c.row, records.c.name)
    for row, name in listed:
        yield from _named(name, _record(database, int(row), recapture))
    for row, name in listed:
        yield from _named(name, _incidents(database, int(row)), kind="derived")
    what = "what is derived from the records"
    yield from _named("", derived.problems(database), what=what, kind="derived")


def _named(
    report: str, found: Iterator[str], *, what: str = "a row of it", kind: Kind = "original"
) -> Iterator[Problem]:
    """Yield what is found of one report; what the database cannot give is one more finding."""
    try:
        for said in found:
            yield Problem(report, said, kind)
    except StoreError as error:
        yield Problem(report, f"{what} cannot be read ({error.what})", kind)


def _database(database: Database) -> Iterator[str]:
    yield from database.problems()


def _decisions(database: Database) -> Iterator[str]:
    with database.reading() as connection:
        yield from decisions.problems(connection)


def _listed(database: Database, key: Any, name: Any) -> list[tuple[Any, str]]:
    """Return the keys of a table with their names; without names where these cannot be read."""
    try:
        with database.reading() as connection:
            return [(k, str(n)) for k, n in connection.execute(select(key, name).order_by(key))]
    except StoreError:
        pass
    try:
        with database.reading() as connection:
            return [(k, f"{key.table.name} {str(k)[:12]}") for k in connection.scalars(select(key))]
    except StoreError:
        return []  # the check of the database itself has named the table


def _log(database: Database, known: Collection[str]) -> Iterator[str]:
    """Yield where the custody log breaks, and what it tells of that is not there."""
    steps: object = None
    schema: object = None
    missing = set(known)
    for found in custody.follow(database):
        yield from found.problems
        missing.discard(found.digest)
        entry = found.entry
        if entry is None:
            continue
        if entry.action == "migrated":
            steps = entry.details.get("steps")
            schema = entry.details.get("schema")
        asked = None
        if entry.action == "captured":
            asked = select(archive.c.sha256).where(archive.c.sha256 == entry.item)
        elif entry.action == "read":
            asked = select(records.c.row).where(records.c.row == entry.details.get("record"))
        if asked is not None:
            with database.reading() as connection:
                there = connection.scalar(asked)
            if there is None:
                what = f"archive item {entry.item}" if entry.action == "captured" else "a record"
                name = entry.details.get("name") or entry.details.get("record")
                yield f"the custody log tells of {what} ({name}) that is not there"
    for digest in sorted(missing):
        yield f"the custody log does not hold the entry {digest[:12]}"
    with database.reading() as connection:
        if steps != migrations.applied(connection):
            yield "the list of migrations is not the one of the custody log"
        if schema is not None and schema != migrations.schema(connection):
            yield "the definitions of the tables are not those of the custody log"


def _stored_page(database: Database, sha256: str) -> Iterator[str]:
    page = _archived(database, sha256)
    if page is None:
        yield "the archived bytes are not found under their SHA-256"
        return
    yield from _page(page)
    with database.reading() as connection:
        entries = [e for e in custody.of_item(connection, sha256) if e.action == "captured"]
    if not entries:
        yield "the custody log does not tell of the archived bytes"
        return
    for column in custody.captured(page._mapping, {}):
        if page._mapping[column] != entries[0].details.get(column):
            yield f"the {column} of the archived bytes is not the one of the custody log"


def _archived(database: Database, sha256: str) -> Any:
    with database.reading() as connection:
        return connection.execute(select(archive).where(archive.c.sha256 == sha256)).one_or_none()


def _page(page: Any) -> Iterator[str]:
    try:
        data = rows.unpacked(page.codec, page.bytes)
    except (ValueError, TypeError):
        yield "the archived bytes are damaged"
        return
    if hashlib.sha256(data).hexdigest() != page.sha256:
        yield "the archived bytes do not have the SHA-256 that they are kept under"
    if len(data) != page.size:
        yield "the archived bytes do not have the size that they are kept with"


def _record(database: Database, row: int, recapture: Recapture | None) -> Iterator[str]:
    with database.reading() as connection:
        kept = connection.execute(select(records).where(records.c.row == row)).one()
        entries = custody.of_item(connection, kept.report)
    told = next((e for e in entries if e.details.get("record") == row), None)
    if told is None:
        yield "the custody log does not tell of this record"
    elif told.details != custody.reading(row, kept._mapping):
        yield "digest, reader or time of the record are not those of the custody log"
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
    columns = rows.reading(record)
    for column in ("name", "version", "model", "title", "outlet", "published"):
        if columns[column] != kept._mapping[column]:
            yield f"the column {column} of the record is out of date"
    yield from checks.problems(record)
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


def _incidents(database: Database, row: int) -> Iterator[str]:
    """Yield where the list of a record's incidents is not what the record gives."""
    record = derived.intact(database, row)
    if record is None:
        return  # named already
    with database.reading() as connection:
        asked = select(incidents).where(incidents.c.record == row)
        kept = [dict(found._mapping) for found in connection.execute(asked)]
    if _by_id(kept) != _by_id([rows.incident(row, found) for found in record.incidents]):
        yield "the list of its incidents is out of date"


def _by_id(found: list[rows.Row]) -> list[rows.Row]:
    return sorted(found, key=lambda row: str(row["id"]))
