"""A flipped bit anywhere that something is kept is found, with the name of what is damaged."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_records import TEXT, add, change, filled, rows, whole

from saidso.errors import StoreError
from saidso.store import open_store
from saidso.store.pages import Damage, Page, pages

FLIPS = 500
SIZE = 4096
_NAMED = {
    "archive": ("page-", "table archive", "archive item"),
    "records": ("page-", "table records", "record"),
    "custody": ("custody log", "table custody", "page-"),
}
"""What a finding must name, by the table whose page was hit; a log entry is of one report."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store whose values stand in cells and on overflow pages, all of it in one file."""
    path = tmp_path_factory.mktemp("damage") / "saidso.db"
    with open_store(path) as made:
        for n in range(8):
            long = TEXT + "More was read about it. " * 300
            add(made, b"page %d " % n + os.urandom(3000), name=f"page-{n}.html", text=long)
        for n in range(8, 20):
            add(made, b"page %d" % n, name=f"page-{n}.html", killed=None)
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return path


def _pages(path: Path) -> list[Page]:
    found = rows(str(path), "SELECT rootpage, tbl_name FROM sqlite_master WHERE rootpage > 0")
    return list(pages(path, {1: "schema", **dict(found)}))


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as raw:
        raw.text_factory = bytes
        tables = [
            name.decode()
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(b"search")
        ]
        return [repr(raw.execute(f"SELECT * FROM {name}").fetchall()) for name in tables]


def _flipped(store: Path, at: int, bit: int) -> Path:
    data = bytearray(store.read_bytes())
    data[at] ^= bit
    path = store.with_name("flipped.db")
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.write_bytes(data)
    return path


def _first(path: Path) -> str | None:
    """Return the first finding, or what the store says when it cannot be opened at all."""
    try:
        with open_store(path, create=False) as damaged:
            found = next(damaged.verify(), None)
            return found and f"{found.report}: {found.what}"
    except StoreError as error:
        return str(error)


def _bits(
    found: list[Page], seed: int, count: int, *, used: bool
) -> Iterator[tuple[Page, int, int]]:
    """Yield offsets in the file at random among the bytes that are in use, or are not."""
    ranges = []
    for page in found:
        edges = [0, *(edge for pair in page.used for edge in pair), SIZE]
        free = list(zip(edges[::2], edges[1::2], strict=True))
        ranges += [(page, a, b) for a, b in (page.used if used else free) if a < b]
    luck = random.Random(seed)
    for page, a, b in luck.choices(ranges, [b - a for _, a, b in ranges], k=count):
        yield page, (page.number - 1) * SIZE + luck.randrange(a, b), 1 << luck.randrange(8)


def test_every_flipped_bit_of_archive_records_and_log_is_found(store: Path) -> None:
    """Five hundred bits, among all bytes in use on the pages of the three tables and their indexes."""
    found = [page for page in _pages(store) if page.owner in _NAMED]
    missed = []
    for page, at, bit in _bits(found, 7, FLIPS, used=True):
        said = _first(_flipped(store, at, bit))
        if said is None or not any(name in said for name in _NAMED[page.owner]):
            missed.append((page.owner, at, bit, said))
    assert missed == []


def test_every_flipped_bit_of_other_tables_and_of_the_schema_is_found(store: Path) -> None:
    found = [page for page in _pages(store) if page.owner not in _NAMED]
    missed = [
        (page.owner, at, bit)
        for page, at, bit in _bits(found, 8, 60, used=True)
        if at >= 100 and _first(_flipped(store, at, bit)) is None
    ]
    assert missed == []


def test_header_of_the_file_is_checked_but_for_two_fields(store: Path) -> None:
    """The schema cookie and the version of SQLite that wrote last say nothing about the store."""
    found = [at for at in range(100) if _first(_flipped(store, at, 1 << at % 8)) is None]
    assert set(found) <= {*range(40, 44), *range(96, 100)}


def test_flipped_bit_that_is_not_found_changes_nothing_that_can_be_read(store: Path) -> None:
    """SQLite does not use these bytes; so nothing in the store is other than it was."""
    before = _dump(store)
    for _, at, bit in _bits(_pages(store), 9, 12, used=False):
        path = _flipped(store, at, bit)
        assert _first(path) is None
        assert _dump(path) == before


def test_pages_are_those_that_sqlite_counts(store: Path) -> None:
    numbers = [page.number for page in _pages(store)]
    assert sorted(numbers) == list(range(1, store.stat().st_size // SIZE + 1))


def test_pages_of_rubbish(tmp_path: Path) -> None:
    for size in (0, 50, 5000):
        (tmp_path / "a").write_bytes(os.urandom(size))
        with pytest.raises(Damage):
            list(pages(tmp_path / "a", {1: "schema"}))


def _repair(path: str) -> str:
    with open_store(path) as damaged:
        found = list(damaged.verify())
        assert found
        return damaged.repair(found)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM happenings",
        "DELETE FROM listing",
        "UPDATE incidents SET killed = 9",
        "UPDATE traits SET json = '{}'",
    ],
)
def test_what_is_derived_is_made_anew(place: str, statement: str) -> None:
    filled(place)
    change(place, statement)
    assert "made anew" in _repair(place)
    assert whole(place) == 3
    with open_store(place) as store:
        assert b'"action":"repaired"' in list(store.log_lines())[-1]


@pytest.mark.parametrize("table", ["archive", "records", "custody"])
def test_damaged_original_is_never_mended(tmp_path: Path, table: str) -> None:
    path = filled(str(tmp_path / "saidso.db"))
    column, key = ("codec", "name") if table == "archive" else ("json", "item")
    key = "name" if table == "records" else key
    change(path, f"UPDATE {table} SET {column} = 'x' WHERE {key} IS NOT NULL")
    before = rows(path, f"SELECT * FROM {table}")
    with pytest.raises(StoreError, match="originals, which cannot be made anew"):
        _repair(path)
    assert rows(path, f"SELECT * FROM {table}") == before


def test_damaged_file_with_whole_originals_is_written_anew(store: Path, tmp_path: Path) -> None:
    """The damaged file stays beside it."""
    path = tmp_path / "saidso.db"
    page = next(p for p in _pages(store) if p.owner == "traits" and len(p.used) > 1)
    data = bytearray(store.read_bytes())
    start = (page.number - 1) * SIZE
    data[start : start + 40] = b"\xff" * 40
    path.write_bytes(data)
    done = _repair(str(path))
    assert "the damaged one is saidso.db.damaged-" in done
    assert whole(path) == 20
    (old,) = tmp_path.glob("saidso.db.damaged-*")
    assert old.read_bytes() == bytes(data)
    assert not list(tmp_path.glob("*.new*"))
    assert add_one(path)


def add_one(path: Path) -> bool:
    with open_store(path) as store:
        return add(store, b"one more", name="one more")
