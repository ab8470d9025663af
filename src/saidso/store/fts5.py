"""Full-text search in SQLite: a table of FTS5 without content, words stemmed after Porter."""

from __future__ import annotations

from sqlalchemy import Connection


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
