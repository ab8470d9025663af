"""Copies and links in a store: one transaction per report, the same for any order of reports."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from made_records import add_told, change, made_happenings, rows

from saidso.incidents.linking import linking
from saidso.incidents.linking.linking import link
from saidso.incidents.origins.copies import find_pairs
from saidso.record import Record
from saidso.store import divisions, links, open_store


def state(place: str) -> list[list[tuple[object, ...]]]:
    """Return all derived rows, by what they say of reports and not by number."""
    names = dict(rows(place, "SELECT row, name FROM records"))

    def by_name(columns: str, table: str) -> list[tuple[object, ...]]:
        found = rows(place, f"SELECT {columns} FROM {table}")
        return sorted((names[record], *rest) for record, *rest in found)

    pairs = rows(place, "SELECT a, b, score FROM links")
    return [
        by_name("record, incident, part, happening", "happenings"),
        by_name("record, incident, key", "link_keys"),
        sorted((*sorted((names[a], names[b])), score) for a, b, score in pairs),
        sorted(rows(place, "SELECT json FROM copies")),
        sorted(rows(place, "SELECT json FROM traits")),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_reports_gives_one_store(place: str, tmp_path: Path, seed: int) -> None:
    """Also where one is kept in another database than the other."""
    first, other = place, str(tmp_path / "b.db")
    found = made_happenings()
    with open_store(first) as store:
        for record in found:
            add_told(store, record)
        assert store.linked() == link(found)
        assert {(c.a, c.b) for c in store.copies()} == {
            (c.a, c.b) for c in find_pairs([r.report for r in found])
        }
        assert any(len(one.members) > 1 for one in store.linked())
        assert store.copies()
    random.Random(seed).shuffle(found)
    with open_store(other) as store:
        for record in found:
            add_told(store, record)
    assert state(first) == state(other)


@pytest.mark.parametrize("largest", [2, 4, 60])
def test_large_parts_are_divided_as_all_at_once(
    place: str, monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    """Reports come, are read again with nothing in them and with all, whatever is called large."""
    monkeypatch.setattr(linking, "LARGEST", largest)
    monkeypatch.setattr(divisions, "LARGEST", largest)
    found = made_happenings(70)
    draw = random.Random(largest)
    draw.shuffle(found)
    standing: dict[str, Record] = {}
    with open_store(place) as store:
        for n, record in enumerate(found):
            name = record.report.name
            add_told(store, record)
            standing[name] = record
            again = draw.choice(sorted(standing))
            if n % 3 == 0:
                none = standing[again].incidents == []
                whole = next(r for r in found if r.report.name == again)
                changed = whole if none else msgspec.structs.replace(whole, incidents=[])
                add_told(store, changed)
                standing[again] = changed
            if n % 10 == 0:
                assert store.linked() == link(standing.values())
        assert store.linked() == link(standing.values())
        assert not list(store.verify())
    sizes = [n for (n,) in rows(place, "SELECT count(*) FROM happenings GROUP BY part")]
    assert len(sizes) > 1 or largest > 4


def test_step_that_makes_parts_small_changes_no_happening(place: str) -> None:
    """As stores of an earlier version have them: one part for all that hangs together."""
    asked = "SELECT record, incident, part, happening FROM happenings ORDER BY record, incident"
    with open_store(place) as store:
        for record in made_happenings(150):
            add_told(store, record)
    before = rows(place, asked)
    change(place, "UPDATE happenings SET part = 'hall'")
    step = "(SELECT version FROM migrations WHERE name LIKE 'parts of happenings%')"
    change(place, f"DELETE FROM migrations WHERE version >= {step}")
    with open_store(place) as store:
        assert not list(store.verify())
    assert rows(place, asked) == before


def test_another_reading_replaces_the_links_of_the_first(place: str, tmp_path: Path) -> None:
    found = made_happenings(8)
    changed = msgspec.structs.replace(found[3], incidents=[])
    once, twice = str(tmp_path / "once.db"), place
    with open_store(once) as store:
        for record in (*found[:3], changed, *found[4:]):
            add_told(store, record)
    with open_store(twice) as store:
        for record in (*found, changed):
            add_told(store, record)
        assert found[3].report.name not in {n for one in store.linked() for n, _ in one.members}
    # the replaced row has the same name, so only what belongs to it could differ
    assert state(once)[1:3] == state(twice)[1:3]
    assert state(once)[0] == state(twice)[0]


def test_rebuild_mends_links(place: str) -> None:
    with open_store(place) as store:
        for record in made_happenings(8):
            add_told(store, record)
        before = state(place)
        change(place, "DELETE FROM happenings")
        change(place, "UPDATE links SET score = 0")
        change(place, "DELETE FROM copies")
        store.rebuild()
    assert state(place) == before


def test_a_fault_while_linking_keeps_nothing_of_the_report(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Record and links are one transaction."""
    found = made_happenings(4)
    with open_store(place) as store:
        for record in found[:3]:
            add_told(store, record)
        before = state(place)

        def broken(*_: object) -> None:
            raise RuntimeError("stopped")

        monkeypatch.setattr(links, "divide_again", broken)
        with pytest.raises(RuntimeError):
            add_told(store, found[3])
        assert len(list(store.records())) == 3
    assert state(place) == before
