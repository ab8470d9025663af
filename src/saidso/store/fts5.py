"""Full-text search in SQLite: a table of FTS5 without content, words stemmed after Porter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine


def create(connection: Connection) -> None:
    """Make the empty index."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE search USING fts5("
        "title, text, content='', tokenize='porter unicode61 remove_diacritics 2')"
    )


def add(connection: Connection, row: int, title: str, text: str) -> None:
    """Index title and text under a row."""
    connection.exec_driver_sql(
        "INSERT INTO search (rowid, title, text) VALUES (?, ?, ?)", (row, title, text)
    )


def clear(connection: Connection) -> None:
    """Empty the index."""
    connection.exec_driver_sql("INSERT INTO search (search) VALUES ('delete-all')")


def find(connection: Connection, terms: list[tuple[str, bool]]) -> set[int]:
    """Return the rows that hold all terms, each words in a row whose last one may go on."""
    query = " AND ".join(f'"{words}"{"*" if goes_on else ""}' for words, goes_on in terms)
    found = connection.exec_driver_sql("SELECT rowid FROM search WHERE search MATCH ?", (query,))
    return {int(row[0]) for row in found}


def problems(connection: Connection, given: Iterable[tuple[int, str, str]]) -> Iterator[str]:
    """Yield what is wrong: all words, where they stand, and all lengths, beside a fresh index."""
    with tempfile.TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'search.db'}")
        with engine.begin() as fresh:
            create(fresh)
            for row, title, text in given:
                add(fresh, row, title, text)
            if _summed(connection) != _summed(fresh):
                yield "the search index is out of date"
        engine.dispose()


def _summed(connection: Connection) -> tuple[int, int]:
    """Return sums of words and lengths that do not depend on how the index came about."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.search_words USING fts5vocab(main, search, instance)"
    )
    try:
        words = connection.exec_driver_sql('SELECT doc, term, col, "offset" FROM search_words')
        lengths = connection.exec_driver_sql("SELECT id, sz FROM search_docsize")
        return _sum(words), _sum(lengths)
    finally:
        connection.exec_driver_sql("DROP TABLE temp.search_words")


def _sum(rows: Iterable[Any]) -> int:
    return sum(hash(tuple(row)) for row in rows)
