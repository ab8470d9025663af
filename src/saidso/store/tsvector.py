"""Full-text search in PostgreSQL: tsvectors of words stemmed after Porter, with a GIN index.

What is a word is decided here and not by the server's parser, which takes addresses and paths whole
and depends on the locale; so that a search finds the same in SQLite and in PostgreSQL. A long text is
several rows, as a tsvector holds at most 1 MB and counts words up to 16,383 only (PostgreSQL
documentation, 12.11).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

WORDS = 12_000
"""Words of one row at most."""
SIZE = 250_000
"""Bytes of one row's words at most."""
OVERLAP = 50
"""Words that a row has in common with the next: words in a row are found across the border."""
_LONGEST = 200
"""Characters of a word that are indexed."""
_MARKS = re.compile("[\u0300-\u036f]")
_SEPARATORS = re.compile(r"[\W_]+")


def create(connection: Connection) -> None:
    """Make the empty index and the dictionary that stems its words."""
    for statement in (
        "CREATE TEXT SEARCH DICTIONARY saidso_porter (TEMPLATE = snowball, Language = porter)",
        "CREATE TEXT SEARCH CONFIGURATION saidso (COPY = pg_catalog.simple)",
        "ALTER TEXT SEARCH CONFIGURATION saidso ALTER MAPPING REPLACE simple WITH saidso_porter",
        "CREATE TABLE search (record INTEGER NOT NULL REFERENCES records (row),"
        " part INTEGER NOT NULL, words TSVECTOR NOT NULL, PRIMARY KEY (record, part))",
        "CREATE INDEX search_by_words ON search USING gin (words)",
    ):
        connection.execute(text(statement))


def add(connection: Connection, row: int, title: str, text_: str) -> None:
    """Index title and text under a row."""
    connection.execute(
        text("INSERT INTO search VALUES (:record, :part, to_tsvector('saidso', :words))"),
        [
            {"record": row, "part": part, "words": " ".join(some)}
            for part, some in enumerate(_parts(title, text_))
        ],
    )


def clear(connection: Connection) -> None:
    """Empty the index."""
    connection.execute(text("DELETE FROM search"))


def find(connection: Connection, terms: list[tuple[str, bool]]) -> set[int]:
    """Return the rows that hold all terms, each words in a row whose last one may go on."""
    asked, values = [], {}
    for number, (words, goes_on) in enumerate(terms):
        asked.append(
            f"SELECT record FROM search WHERE words @@ to_tsquery('saidso', :term{number})"
        )
        row = [f"'{word}'" for word in _words(words)]
        values[f"term{number}"] = " <-> ".join(row) + (":*" if goes_on and row else "")
    found = connection.execute(text(" INTERSECT ".join(asked)), values)
    return {int(row[0]) for row in found}


def problems(connection: Connection, given: Iterable[tuple[int, str, str]]) -> Iterator[str]:
    """Yield what is wrong: every row beside what would be put there now."""
    right = 0
    for row, title, text_ in given:
        for part, some in enumerate(_parts(title, text_)):
            asked = text(
                "SELECT count(*) FROM search WHERE record = :record AND part = :part"
                " AND words::text = to_tsvector('saidso', :words)::text"
            )
            values = {"record": row, "part": part, "words": " ".join(some)}
            if not connection.scalar(asked, values):
                yield "the search index is out of date"
                return
            right += 1
    if right != connection.scalar(text("SELECT count(*) FROM search")):
        yield "the search index is out of date"


def _words(given: str) -> list[str]:
    """Return the words of a text: runs of letters and digits, small, without marks."""
    if not given.isascii():
        given = _MARKS.sub("", unicodedata.normalize("NFKD", given))
    return [word[:_LONGEST] for word in _SEPARATORS.split(given.lower()) if word]


def _parts(title: str, given: str) -> Iterator[list[str]]:
    """Yield the words of the title, then those of the text in lots that a row can hold."""
    yield _words(title)
    lot: list[str] = []
    size = 0
    for word in _words(given):
        if len(lot) == WORDS or size > SIZE:
            yield lot
            lot = lot[-OVERLAP:]
            size = sum(len(w.encode()) for w in lot)
        lot.append(word)
        size += len(word.encode())
    yield lot
