"""Holdings: a dataset on disk, where it is sorted and looked up; memory does not grow with it.

The rows are kept as the JSON that releases have, in a SQLite file in the folder for temporary files
(`TMPDIR`), which is gone afterwards.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar

import msgspec

from saidso.errors import StoreError
from saidso.exchange.datasets import Dataset, Line, Source, Summary

T = TypeVar("T")
Table = Literal["incidents", "claims", "reports", "whole"]

_SCHEMA = """
CREATE TABLE incidents (id TEXT PRIMARY KEY, state TEXT, json BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE claims (incident TEXT, id TEXT, n INTEGER, report TEXT NOT NULL, anchor BLOB NOT NULL,
  json BLOB NOT NULL, PRIMARY KEY (incident, id, n)) WITHOUT ROWID;
CREATE TABLE reports (id TEXT, name TEXT, label TEXT NOT NULL, json BLOB NOT NULL,
  PRIMARY KEY (id, name)) WITHOUT ROWID;
CREATE TABLE whole (n INTEGER PRIMARY KEY, id TEXT UNIQUE, json BLOB NOT NULL);
CREATE TABLE redirects (id TEXT PRIMARY KEY, json BLOB NOT NULL) WITHOUT ROWID;
"""
_CACHE = -16_000
"""Pages of a file that are kept in memory: so many kB, as SQLite writes it."""
_ORDER: dict[Table, str] = {
    "incidents": "id",
    "claims": "incident, id, n",
    "reports": "id, name",
    "whole": "id",
}


def encoded(row: msgspec.Struct) -> bytes:
    """Return a row as releases have it."""
    return msgspec.json.encode(row, order="deterministic")


class Scratch:
    """A SQLite file for what is thrown away, so that nothing is waited for. Use it as a context.

    Raises StoreError where the folder for temporary files cannot take it.
    """

    def __enter__(self) -> Self:
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="saidso-")
            self.path = Path(self._folder.name) / "scratch.db"
            self._base = sqlite3.connect(self.path, isolation_level=None)
            for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = {_CACHE}"):
                self._base.execute(f"PRAGMA {setting}")
            self._begin()
        except (OSError, sqlite3.Error) as error:
            raise _refused(error) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()
        self._folder.cleanup()
        if isinstance(error, sqlite3.Error):
            raise _refused(error) from error

    def _begin(self) -> None:
        """Make what the file holds at first."""

    def _attach(self, path: Path, name: str) -> None:
        """Let the tables of another file be asked for under a name."""
        self._base.execute(f"ATTACH ? AS {name}", (str(path),))
        self._base.execute(f"PRAGMA {name}.cache_size = {_CACHE}")


class Holdings(Scratch):
    """The incidents, claims and reports of one dataset, each in the order of its ids."""

    def _begin(self) -> None:
        self._n = 0
        self._base.executescript(_SCHEMA)
        self._base.execute("BEGIN")

    def add_incident(self, one: Summary, whole: bytes | None = None) -> None:
        """Take an incident in short; `whole` is all that is told of it, as a release has it."""
        self._put(
            "INSERT OR REPLACE INTO incidents VALUES (?, ?, ?)", one.id, one.state, encoded(one)
        )
        if whole is not None:
            self._put("INSERT OR REPLACE INTO whole (id, json) VALUES (?, ?)", one.id, whole)

    def add_claim(self, one: Line) -> None:
        """Take a claim; two of one id in one incident, of reports with the same bytes, both stay."""
        self._n += 1
        self._put(
            "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?)",
            *(one.incident, one.id, self._n, one.report, _anchor(one), encoded(one)),
        )

    def add_report(self, one: Source) -> None:
        """Take a report; of two with one id and name the last stays."""
        label = f"{one.name} {one.id[:12]}"
        self._put(
            "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?)",
            one.id,
            one.name,
            label,
            encoded(one),
        )

    def add_redirect(self, id: str, targets: list[str]) -> None:
        """Take where an id that was released once leads now."""
        self._put(
            "INSERT OR REPLACE INTO redirects VALUES (?, ?)", id, msgspec.json.encode(targets)
        )

    def fill(self, dataset: Dataset) -> None:
        """Take all of a dataset that is in memory."""
        for incident in dataset.incidents:
            self.add_incident(incident)
        for claim in dataset.claims:
            self.add_claim(claim)
        for report in dataset.reports:
            self.add_report(report)

    def settle(self) -> Path:
        """Let others read what was taken until now, in the file that is returned."""
        self._base.execute("COMMIT")
        self._base.execute("BEGIN")
        return self.path

    def rows(self, table: Table) -> Iterator[bytes]:
        """Yield the JSON of each row, in the order of ids."""
        asked = f"SELECT json FROM {table} ORDER BY {_ORDER[table]}"
        for (json,) in self._base.execute(asked):
            yield json

    def number(self, table: Table) -> int:
        """Return how many rows there are."""
        (count,) = self._base.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(count)

    def vetted(self) -> int:
        """Return how many incidents a person has confirmed."""
        asked = "SELECT count(*) FROM incidents WHERE state = 'vetted'"
        (count,) = self._base.execute(asked).fetchone()
        return int(count)

    def holds(self, id: str) -> bool:
        """Return whether there is an incident of this id."""
        return (
            self._base.execute("SELECT 1 FROM incidents WHERE id = ?", (id,)).fetchone() is not None
        )

    def redirects(self) -> Iterator[tuple[str, list[str]]]:
        """Yield where the ids that are gone lead, in their order."""
        for id, json in self._base.execute("SELECT id, json FROM redirects ORDER BY id"):
            yield id, msgspec.json.decode(json, type=list[str])

    def dataset(self) -> Dataset:
        """Return all of it in memory."""
        return Dataset(
            incidents=_decoded(self.rows("incidents"), Summary),
            claims=_decoded(self.rows("claims"), Line),
            reports=_decoded(self.rows("reports"), Source),
        )

    def _put(self, statement: str, *values: object) -> None:
        self._base.execute(statement, values)


def _refused(error: Exception) -> StoreError:
    what = f"temporary files cannot be written ({error})"
    return StoreError(what, help="free some space for them, or set TMPDIR to another folder")


def _decoded(rows: Iterable[bytes], kind: type[T]) -> list[T]:
    decoder = msgspec.json.Decoder(kind)
    return [decoder.decode(row) for row in rows]


def _anchor(claim: Line) -> bytes:
    """Return what stays of a claim when its value or its incident changes: report, slot and words."""
    key = msgspec.json.encode((claim.report, claim.slot, claim.spans))
    return hashlib.blake2b(key, digest_size=16).digest()
