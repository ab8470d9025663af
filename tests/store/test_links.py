"""Copies and links in a store: one transaction per report, the same for any order of reports."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from pathlib import Path

import msgspec
import pytest
from benchmarks.many import happening, told, towns

from saidso.incidents.copies import find_pairs
from saidso.incidents.linking import link
from saidso.record import Record
from saidso.store import Store, links, open_store


def records(count: int = 24) -> list[Record]:
    """Return made reports of a few happenings, two of them with one text."""
    draw = random.Random(5)
    places, _ = towns()
    made = [happening(draw, n, places[400 + n % 3], 20) for n in range(6)]
    found = [told(draw, made[n % 6], n) for n in range(count)]
    twin = msgspec.structs.replace(found[0].report, name="twin")
    found.append(msgspec.structs.replace(found[0], report=twin))
    return [_with_bytes(record) for record in found]


def _with_bytes(record: Record) -> Record:
    id = hashlib.sha256(_bytes(record)).hexdigest()
    return msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, id=id))


def _bytes(record: Record) -> bytes:
    return (record.report.name + record.report.text).encode()


def add(store: Store, record: Record) -> None:
    store.add(record, _bytes(record), media="text/plain", name=record.report.name)


def state(path: Path) -> list[list[tuple[object, ...]]]:
    """Return all derived rows, by what they say of reports and not by number."""
    names = "(SELECT name FROM records WHERE row = {})"
    asked = [
        f"SELECT {names.format('record')}, incident, part, happening FROM happenings ORDER BY 1, 2",
        f"SELECT {names.format('record')}, incident, key FROM link_keys ORDER BY 1, 2, 3",
        f"SELECT min({names.format('a')}, {names.format('b')}),"
        f" max({names.format('a')}, {names.format('b')}), score FROM links ORDER BY 1, 2, 3",
        "SELECT json FROM copies ORDER BY 1",
        "SELECT json FROM traits ORDER BY 1",
    ]
    with sqlite3.connect(path) as raw:
        return [raw.execute(one).fetchall() for one in asked]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_reports_gives_one_store(tmp_path: Path, seed: int) -> None:
    first, other = tmp_path / "a.db", tmp_path / "b.db"
    found = records()
    with open_store(first) as store:
        for record in found:
            add(store, record)
        assert store.linked() == link(found)
        assert {(c.a, c.b) for c in store.copies()} == {
            (c.a, c.b) for c in find_pairs([r.report for r in found])
        }
        assert any(len(one.members) > 1 for one in store.linked())
        assert store.copies()
    random.Random(seed).shuffle(found)
    with open_store(other) as store:
        for record in found:
            add(store, record)
    assert state(first) == state(other)


def test_another_reading_replaces_the_links_of_the_first(tmp_path: Path) -> None:
    found = records(8)
    changed = msgspec.structs.replace(found[3], incidents=[])
    once, twice = tmp_path / "once.db", tmp_path / "twice.db"
    with open_store(once) as store:
        for record in (*found[:3], changed, *found[4:]):
            add(store, record)
    with open_store(twice) as store:
        for record in (*found, changed):
            add(store, record)
        assert found[3].report.name not in {n for one in store.linked() for n, _ in one.members}
    # the replaced row has the same name, so only what belongs to it could differ
    assert state(once)[1:3] == state(twice)[1:3]
    assert state(once)[0] == state(twice)[0]


def test_rebuild_mends_links(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with open_store(path) as store:
        for record in records(8):
            add(store, record)
        before = state(path)
        with sqlite3.connect(path) as raw:
            raw.execute("DELETE FROM happenings")
            raw.execute("UPDATE links SET score = 0")
            raw.execute("DELETE FROM copies")
        store.rebuild()
    assert state(path) == before


def test_a_fault_while_linking_keeps_nothing_of_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Record and links are one transaction."""
    path = tmp_path / "a.db"
    found = records(4)
    with open_store(path) as store:
        for record in found[:3]:
            add(store, record)
        before = state(path)

        def broken(*_: object) -> None:
            raise RuntimeError("stopped")

        monkeypatch.setattr(links, "_divide_again", broken)
        with pytest.raises(RuntimeError):
            add(store, found[3])
        assert len(list(store.records())) == 3
    assert state(path) == before
