"""Full-text search over the reports of a store: what is indexed, and how words are asked for.

How it is done is each database's own: `fts5` for SQLite, `tsvector` for PostgreSQL; both have the same
five functions and find the same reports. The index is derived from the records and can be rebuilt at
any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol, cast

from sqlalchemy import Connection

from saidso.record import Report
from saidso.store import fts5, tsvector

_WORDS = re.compile(r'"([^"]*)"|(\S+)')


class _Way(Protocol):
    """How one database searches."""

    def create(self, connection: Connection) -> None: ...
    def add(self, connection: Connection, row: int, title: str, text: str) -> None: ...
    def clear(self, connection: Connection) -> None: ...
    def find(self, connection: Connection, terms: list[tuple[str, bool]]) -> set[int]: ...
    def problems(
        self, connection: Connection, given: Iterable[tuple[int, str, str]]
    ) -> Iterator[str]: ...


def _way(connection: Connection) -> _Way:
    return cast(_Way, fts5 if connection.dialect.name == "sqlite" else tsvector)


def create(connection: Connection) -> None:
    """Make the empty index; its rows have the numbers of the rows of `records`."""
    _way(connection).create(connection)


def add(connection: Connection, row: int, report: Report) -> None:
    """Index one report under the number of its row."""
    _way(connection).add(connection, row, report.title or "", _read(report))


def clear(connection: Connection) -> None:
    """Empty the index."""
    _way(connection).clear(connection)


def find(connection: Connection, words: str) -> set[int]:
    """Return the rows whose reports hold all of `words`; "in quotation marks" they stand in a row.

    A word that ends in * stands for all that begin so. Case, marks and endings are left aside.
    """
    terms = _terms(words)
    return _way(connection).find(connection, terms) if terms else set()


def problems(connection: Connection, reports: Iterable[tuple[int, Report]]) -> Iterator[str]:
    """Yield what is wrong with the index of these reports, all that the store has, by their rows."""
    given = ((row, report.title or "", _read(report)) for row, report in reports)
    yield from _way(connection).problems(connection, given)


def _terms(words: str) -> list[tuple[str, bool]]:
    """Return what is asked for: words in a row, and whether the last one may go on."""
    terms = []
    for phrase, word in _WORDS.findall(words):
        plain = (phrase or word).replace('"', " ").strip()
        plain = plain.rstrip("*").strip()
        if re.search(r"\w", plain):
            terms.append((plain, word.endswith("*")))
    return terms


def _read(report: Report) -> str:
    """Return what is searched: the text without its residue."""
    if not report.segments:
        return report.text
    kept = (s.span for s in report.segments if s.kind != "residue")
    return "\n".join(report.text[start:end] for start, end in kept)
