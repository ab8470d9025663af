"""The custody log: what came in, when and how, what was read from it and what left; append-only.

Each entry is one line of JSON that holds the SHA-256 of the line before it, so no line can be changed,
left out or put in without breaking all that follow. Written out line by line the chain can be followed
with `sha256sum` alone. What a chain cannot show by itself is that its newest lines were cut off: for
that, `head` is printed by `saidso verify` and stands in every release and evidence package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Literal, TypeAlias

import msgspec
from sqlalchemy import Connection, insert, select

from saidso import __version__
from saidso.errors import StoreError
from saidso.store.database import Database
from saidso.store.rows import now
from saidso.store.tables import custody

Action = Literal["captured", "read", "migrated", "repaired", "evidence", "released"]
Detail: TypeAlias = str | int | list[str] | None

Line: TypeAlias = bytes
"""One entry as it is hashed: JSON in UTF-8, without its newline."""
_LOT = 400
BEGINNING = "0" * 64
"""What the first entry has for the SHA-256 of the entry before it."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. `item` is the SHA-256 of the archive item that it is about, if it is about one."""

    number: int
    at: str
    action: Action
    item: str | None
    details: dict[str, Detail]
    tool: str
    previous: str


class Head(msgspec.Struct, frozen=True):
    """The newest entry: its number (0 for an empty log) and the SHA-256 of its line."""

    number: int
    digest: str


def append(
    connection: Connection, action: Action, *, item: str | None, details: Mapping[str, Detail]
) -> Entry:
    """Add an entry in the caller's transaction and return it."""
    last = head(connection)
    entry = Entry(
        number=last.number + 1,
        at=now(),
        action=action,
        item=item,
        details=dict(details),
        tool=__version__,
        previous=last.digest,
    )
    written = line(entry)
    row = {
        "number": entry.number,
        "item": item,
        "digest": hashlib.sha256(written).hexdigest(),
        "json": written.decode(),
    }
    connection.execute(insert(custody), row)
    return entry


def head(connection: Connection) -> Head:
    """Return the newest entry of the log."""
    newest = select(custody.c.number, custody.c.digest).order_by(custody.c.number.desc()).limit(1)
    found = connection.execute(newest).one_or_none()
    return Head(found.number, found.digest) if found else Head(0, BEGINNING)


def is_bare(connection: Connection) -> bool:
    """Return whether the log tells of nothing but that the store was made."""
    newest = connection.scalar(select(custody.c.json).order_by(custody.c.number.desc()).limit(1))
    number = head(connection).number
    return number == 1 and b'"action":"migrated"' in _bytes(newest)


def line(entry: Entry) -> Line:
    """Return an entry as it is hashed: one line of JSON, keys sorted, UTF-8, without its newline."""
    return msgspec.json.encode(entry, order="deterministic")


def lines(database: Database) -> Iterator[Line]:
    """Yield the lines of the log in order; raises StoreError."""
    number = 0
    while True:
        asked = select(custody.c.number, custody.c.json).where(custody.c.number > number)
        with database.reading() as connection:
            lot = connection.execute(asked.order_by(custody.c.number).limit(_LOT)).all()
        yield from (_bytes(row.json) for row in lot)
        if len(lot) < _LOT:
            return
        number = lot[-1].number


def _bytes(json: object) -> bytes:
    return json if isinstance(json, bytes) else str(json).encode("utf-8", "surrogateescape")


class Followed(msgspec.Struct, frozen=True):
    """One entry as it was found: None where it cannot be read; and what is wrong with it."""

    entry: Entry | None
    digest: str
    problems: list[str]


def follow(database: Database) -> Iterator[Followed]:
    """Yield the entries of the log in order, each with what breaks the chain at it."""
    expected, before = 1, BEGINNING
    with database.reading() as connection:
        numbers = list(connection.scalars(select(custody.c.number).order_by(custody.c.number)))
    for number, row in _found(database, numbers):
        problems: list[str] = []
        name = f"entry {number} of the custody log"
        if number != expected:
            problems.append(f"{name}: entry {expected} should stand here")
        expected = number + 1
        if row is None:
            yield Followed(None, "", [*problems, f"{name} cannot be read"])
            before = ""
            continue
        written = _bytes(row.json)
        if hashlib.sha256(written).hexdigest() != row.digest:
            problems.append(f"{name} was changed after it was written")
        entry = None
        try:
            entry = msgspec.json.decode(written, type=Entry)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            problems.append(f"{name} cannot be read ({error})")
        else:
            if (entry.number, entry.item) != (number, row.item):
                problems.append(f"{name}: its line tells of another entry")
            if entry.previous != before:
                problems.append(f"{name} does not follow from the entry before it")
        before = row.digest
        yield Followed(entry, row.digest, problems)


def _found(database: Database, numbers: list[int]) -> Iterator[tuple[int, Any]]:
    """Yield the rows with these numbers, in lots; one that the database cannot give is None."""
    for at in range(0, len(numbers), _LOT):
        lot = numbers[at : at + _LOT]
        try:
            with database.reading() as connection:
                rows = connection.execute(select(custody).where(custody.c.number.in_(lot))).all()
            by_number = {row.number: row for row in rows}
            yield from ((number, by_number.get(number)) for number in lot)
        except StoreError:
            yield from ((number, _one(database, number)) for number in lot)


def _one(database: Database, number: int) -> Any:
    try:
        with database.reading() as connection:
            asked = select(custody).where(custody.c.number == number)
            return connection.execute(asked).one_or_none()
    except StoreError:
        return None


def of_item(connection: Connection, item: str) -> list[Entry]:
    """Return the entries about one archive item that can be read."""
    found = []
    asked = select(custody.c.json).where(custody.c.item == item).order_by(custody.c.number)
    for json in connection.scalars(asked):
        with suppress(msgspec.MsgspecError, UnicodeDecodeError):
            found.append(msgspec.json.decode(_bytes(json), type=Entry))
    return found


def captured(page: Mapping[Any, object], how: Mapping[str, Detail]) -> dict[str, Detail]:
    """Return the details of an archive item: all of its row but the bytes, and how it came in."""
    kept: dict[str, Detail] = {}
    for column in ("codec", "size", "media", "name", "captured_at", "tool"):
        value = page[column]
        kept[column] = value if isinstance(value, int) else str(value)
    return {**kept, **how}


def reading(row: int, record: Mapping[Any, object]) -> dict[str, Detail]:
    """Return the details of a reading: which row it is, its digest, its reader, its time."""
    return {"record": row, **{c: str(record[c]) for c in ("digest", "version", "model", "read_at")}}
