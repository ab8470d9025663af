"""What leaves a store with its custody told: archive items, evidence packages, releases."""

from __future__ import annotations

import hashlib
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import BinaryIO

import msgspec
from sqlalchemy import insert, select

from saidso.errors import StoreError
from saidso.store import custody, decisions, rows
from saidso.store.database import Database
from saidso.store.tables import archive, release_parts, releases


class Archived(msgspec.Struct, frozen=True):
    """One archive item; `url` is its address, where it has one."""

    sha256: str
    data: bytes
    media: str
    name: str
    url: str | None
    captured_at: str


class Logged(msgspec.Struct, frozen=True):
    """One line of the custody log, its SHA-256, and what it is about."""

    line: bytes
    digest: str
    entry: custody.Entry


PART = 200_000
"""Bytes of a release that are kept in one row."""


class Frozen(msgspec.Struct, frozen=True):
    """A release that was made."""

    number: int
    id: str
    at: str
    state: str


class Vault:
    """The archive, the custody log and the releases of an open store. Every method raises StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def item(self, sha256: str) -> Archived:
        """Return one archive item."""
        with self._database.reading() as connection:
            page = connection.execute(
                select(archive).where(archive.c.sha256 == sha256)
            ).one_or_none()
            entries = custody.of_item(connection, sha256)
        if page is None:
            raise StoreError(f"store {self._database.place} has no captured bytes {sha256}")
        try:
            data = rows.unpacked(page.codec, page.bytes)
        except ValueError as error:
            raise StoreError(
                f"store {self._database.place}: the captured bytes {sha256} are damaged",
                help="restore a copy of the store",
            ) from error
        url = next((e.details.get("url") for e in entries if e.action == "captured"), None)
        return Archived(
            sha256=sha256,
            data=data,
            media=page.media,
            name=page.name,
            url=url if isinstance(url, str) else None,
            captured_at=page.captured_at,
        )

    def items(self) -> Iterator[Archived]:
        """Yield all archive items, those first that came in first; one is held at a time."""
        with self._database.reading() as connection:
            asked = select(archive.c.sha256).order_by(archive.c.captured_at, archive.c.sha256)
            keys = list(connection.scalars(asked))
        for key in keys:
            yield self.item(key)

    def log(self) -> Iterator[Logged]:
        """Yield the custody log; raises StoreError where a line cannot be read."""
        for found in custody.follow(self._database):
            if found.entry is None or found.problems:
                raise StoreError(
                    f"store {self._database.place}: {found.problems[0]}",
                    help="`saidso verify` says what else is wrong",
                )
            yield Logged(custody.line(found.entry), found.digest, found.entry)

    def note(self, action: custody.Action, details: Mapping[str, custody.Detail]) -> None:
        """Add an entry to the custody log."""
        with self._database.writing() as connection:
            custody.append(connection, action, item=None, details=details)

    def heads(self) -> tuple[tuple[int, str], tuple[int, str]]:
        """Return number and SHA-256 of the newest entry of the custody log and of the decisions."""
        with self._database.reading() as connection:
            newest = custody.head(connection)
            return (newest.number, newest.digest), decisions.head(connection)

    def last_release(self) -> Frozen | None:
        """Return the newest release."""
        columns = (releases.c.number, releases.c.id, releases.c.at, releases.c.state)
        newest = select(*columns).order_by(releases.c.number.desc()).limit(1)
        with self._database.reading() as connection:
            found = connection.execute(newest).one_or_none()
        return None if found is None else Frozen(*found)

    def kept_of(self, number: int) -> Iterator[bytes]:
        """Yield the lines that were kept of a release, when all of it was found to be whole."""
        try:
            if _digest(self._database, number) is None:
                raise ValueError
            unpack = zlib.decompressobj()
            rest = b""
            for part in _parts(self._database, number):
                *lines, rest = (rest + unpack.decompress(part)).split(b"\n")
                yield from (line + b"\n" for line in lines)
            rest += unpack.flush()
            if not unpack.eof:
                raise ValueError
            if rest:  # before there were parts it was one line without an end
                yield rest
        except (ValueError, zlib.error) as error:
            raise StoreError(
                f"store {self._database.place}: release {number} is damaged",
                help="restore a copy of the store",
            ) from error

    def add_release(self, id: str, state: str, lines: Iterable[bytes]) -> int:
        """Keep what was released, and tell the custody log; return its number."""
        with tempfile.TemporaryFile() as packed:
            digest = _packed(lines, packed)
            packed.seek(0)
            first = packed.read(PART)
            with self._database.writing() as connection:
                last = connection.scalar(
                    select(releases.c.number).order_by(releases.c.number.desc()).limit(1)
                )
                number = (last or 0) + 1
                row = {"number": number, "id": id, "at": rows.now(), "state": state}
                connection.execute(insert(releases), {**row, "digest": digest, "data": first})
                for part in count(1):
                    data = packed.read(PART)
                    if not data:
                        break
                    more = {"number": number, "part": part, "data": data}
                    connection.execute(insert(release_parts), more)
                details: dict[str, custody.Detail] = {**row, "digest": digest}
                custody.append(connection, "released", item=None, details=details)
        return number


def _packed(lines: Iterable[bytes], into: BinaryIO) -> str:
    """Write lines packed, and return the SHA-256 of what was written."""
    digest = hashlib.sha256()
    for piece in _pieces(lines):
        digest.update(piece)
        into.write(piece)
    return digest.hexdigest()


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    pack = zlib.compressobj()
    for line in lines:
        yield pack.compress(line)
    yield pack.flush()


def _parts(database: Database, number: int) -> Iterator[bytes]:
    """Yield what was kept of a release, piece by piece; one is in memory at a time."""
    data: bytes | None
    for part in count():
        asked = select(releases.c.data).where(releases.c.number == number)
        if part:
            both = (release_parts.c.number == number) & (release_parts.c.part == part)
            asked = select(release_parts.c.data).where(both)
        with database.reading() as connection:
            data = connection.scalar(asked)
        if data is None:
            return
        yield data


def _digest(database: Database, number: int) -> str | None:
    """Return the SHA-256 that a release is kept with, None where that is not the one of its bytes."""
    found = hashlib.sha256()
    for part in _parts(database, number):
        found.update(part)
    with database.reading() as connection:
        asked = select(releases.c.digest).where(releases.c.number == number)
        digest: str | None = connection.scalar(asked)
    return digest if digest == found.hexdigest() else None


def problems(database: Database) -> Iterator[str]:
    """Yield which releases are not those that the custody log tells of."""
    told: dict[object, dict[str, custody.Detail]] = {}
    for found in custody.follow(database):
        if found.entry is not None and found.entry.action == "released":
            told[found.entry.details.get("number")] = found.entry.details
    names = ("number", "id", "at", "state", "digest")
    asked = select(*(releases.c[name] for name in names)).order_by(releases.c.number)
    with database.reading() as connection:
        listed = connection.execute(asked).all()
    for row in listed:
        kept = dict(zip(names, row, strict=True))
        same = told.pop(row.number, None) == kept
        if not same or _digest(database, row.number) is None:
            yield f"release {row.number} was changed after it was made"
    for number in told:
        yield f"the custody log tells of release {number}, which is not there"
