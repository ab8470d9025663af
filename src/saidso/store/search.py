"""Full-text search over the reports of a store.

Only this module knows how: SQLite's FTS5 here; PostgreSQL would have a tsvector column with the same
three functions. The index is derived from the records and can be rebuilt at any time.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection

from saidso.record import Report

_CREATE = (
    "CREATE VIRTUAL TABLE search USING fts5("
    "title, text, content='', tokenize='porter unicode61 remove_diacritics 2')"
)
_WORDS = re.compile(r'"([^"]*)"|(\S+)')


def create(connection: Connection) -> None:
    """Make the empty index; its rows have the numbers of the rows of `records`."""
    connection.exec_driver_sql(_CREATE)


def add(connection: Connection, row: int, report: Report) -> None:
    """Index one report under the number of its row."""
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)",
        (row, report.title or "", _read(report)),
    )


def clear(connection: Connection) -> None:
    """Empty the index."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")


def find(connection: Connection, words: str) -> set[int]:
    """Return the rows whose reports hold all of `words`; "in quotation marks" they stand in a row.

    A word that ends in * stands for all that begin so. Case, marks and endings are left aside.
    """
    query = _query(words)
    if not query:
        return set()
    found = connection.exec_driver_sql("SELECT rowid FROM search WHERE search MATCH ?", (query,))
    return {int(row[0]) for row in found}


def _query(words: str) -> str:
    """Return the words as a query in which nothing is an operator."""
    parts = []
    for phrase, word in _WORDS.findall(words):
        plain = (phrase or word).replace('"', " ").strip()
        star = "*" if word.endswith("*") else ""
        plain = plain.rstrip("*").strip()
        if re.search(r"\w", plain):
            parts.append(f'"{plain}"{star}')
    return " AND ".join(parts)


def _read(report: Report) -> str:
    """Return what is searched: the text without its residue."""
    if not report.segments:
        return report.text
    kept = (s.span for s in report.segments if s.kind != "residue")
    return "\n".join(report.text[start:end] for start, end in kept)
