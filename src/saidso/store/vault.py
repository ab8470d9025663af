"""What leaves a store with its custody told: archive items, evidence packages, releases."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping

import msgspec
from sqlalchemy import insert, select

from saidso.errors import StoreError
from saidso.store import custody, decisions, rows
from saidso.store.database import Database
from saidso.store.tables import archive, releases


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


class Frozen(msgspec.Struct, frozen=True):
    """A release that was made: `data` is what the next one is compared with."""

    number: int
    id: str
    at: str
    state: str
    data: bytes


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
        with self._database.reading() as connection:
            newest = select(releases).order_by(releases.c.number.desc()).limit(1)
            found = connection.execute(newest).one_or_none()
        if found is None:
            return None
        try:
            if hashlib.sha256(found.data).hexdigest() != found.digest:
                raise ValueError
            data = zlib.decompress(found.data)
        except (ValueError, zlib.error) as error:
            raise StoreError(
                f"store {self._database.place}: release {found.number} is damaged",
                help="restore a copy of the store",
            ) from error
        return Frozen(found.number, found.id, found.at, found.state, data)

    def add_release(self, id: str, state: str, data: bytes) -> int:
        """Keep what was released, and tell the custody log; return its number."""
        packed = zlib.compress(data)
        digest = hashlib.sha256(packed).hexdigest()
        with self._database.writing() as connection:
            last = connection.scalar(
                select(releases.c.number).order_by(releases.c.number.desc()).limit(1)
            )
            number = (last or 0) + 1
            row = {"number": number, "id": id, "at": rows.now(), "state": state}
            connection.execute(insert(releases), {**row, "digest": digest, "data": packed})
            details: dict[str, custody.Detail] = {**row, "digest": digest}
            custody.append(connection, "released", item=None, details=details)
        return number


def problems(database: Database) -> Iterator[str]:
    """Yield which releases are not those that the custody log tells of."""
    told: dict[object, dict[str, custody.Detail]] = {}
    for found in custody.follow(database):
        if found.entry is not None and found.entry.action == "released":
            told[found.entry.details.get("number")] = found.entry.details
    with database.reading() as connection:
        numbers = list(connection.scalars(select(releases.c.number).order_by(releases.c.number)))
    for number in numbers:
        with database.reading() as connection:
            row = connection.execute(select(releases).where(releases.c.number == number)).one()
        kept = {name: row._mapping[name] for name in ("number", "id", "at", "state", "digest")}
        if hashlib.sha256(row.data).hexdigest() != row.digest or told.pop(number, None) != kept:
            yield f"release {number} was changed after it was made"
    for number in told:
        yield f"the custody log tells of release {number}, which is not there"
