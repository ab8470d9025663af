"""A store carried into another database and back holds what it held, to the byte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from made_records import add, add_told, change, filled, made_happenings, rows, whole
from sqlalchemy import event
from sqlalchemy.engine import Engine

from postgres import Server
from saidso.errors import StoreError
from saidso.store import open_store
from saidso.store.tables import metadata


def _full(place: str) -> str:
    """Make a store with readings that were replaced, linked incidents, copies and odd bytes."""
    with open_store(place) as store:
        for record in made_happenings(16):
            add_told(store, record)
        for model in ("m1", "m2"):
            add(store, bytes(range(256)), name="odd ’\u2028 name", killed=2**63 + 5, model=model)
    return place


def _all(place: str) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables but those of migrations and of the log, which goes on."""
    return {
        name: sorted(rows(place, f"SELECT {', '.join(table.columns.keys())} FROM {name}"), key=repr)
        for name, table in metadata.tables.items()
        if name not in ("migrations", "custody")
    }


def _carry(source: str, target: str) -> None:
    with open_store(source, create=False) as old, open_store(target) as new:
        moved = old.transfer(new)
        assert {m.table for m in moved} == set(metadata.tables) - {"migrations"}
        assert sum(m.rows for m in moved) == old.size()
        log, (last,) = list(old.log_lines()), list(new.log_lines())[-1:]
        assert list(new.log_lines()) == [*log, last]
        assert json.loads(last)["details"]["from"] == old.place


def test_over_and_back_again(postgres: Server, tmp_path: Path) -> None:
    first = _full(str(tmp_path / "first.db"))
    other, back = postgres.place(), str(tmp_path / "back.db")
    _carry(first, other)
    _carry(other, back)
    assert _all(first) == _all(other) == _all(back)
    assert all(rows for table, rows in _all(first).items() if table in ("copies", "links"))
    for place in (first, other, back):
        with open_store(place) as store:
            assert len(store.search('"two guards" harun')) == 1
            assert list(store.verify()) == []


def test_store_goes_on_after_it_was_carried_over(place: str, tmp_path: Path) -> None:
    """New rows get new numbers, and find the reports that were there before."""
    source = filled(str(tmp_path / "source.db"))
    _carry(source, place)
    for target in (source, place):
        with open_store(target) as store:
            assert not add(store, b"page 1", name="page-1.html")
            assert add(store, b"page 1", name="page-1.html", model="m2")
            assert add(store, b"one more", name="one more")
    assert whole(place) == 4
    assert rows(place, "SELECT max(row) FROM records") == [(5,)]


def test_empty_store_is_carried_over(place: str, tmp_path: Path) -> None:
    open_store(tmp_path / "source.db").close()
    _carry(str(tmp_path / "source.db"), place)
    assert whole(filled(place)) == 3


def test_store_that_holds_something_is_refused_as_target(place: str, tmp_path: Path) -> None:
    source = filled(str(tmp_path / "source.db"))
    filled(place, 1)
    before = _all(place)
    with (
        open_store(source) as old,
        open_store(place) as new,
        pytest.raises(StoreError, match="holds something already"),
    ):
        old.transfer(new)
    assert _all(place) == before


def test_row_that_is_changed_on_its_way_is_found_and_nothing_kept(
    place: str, tmp_path: Path
) -> None:
    """A target that does not give back what it was given: here a trigger changes a name."""
    source = filled(str(tmp_path / "source.db"))
    open_store(place).close()
    if "://" in place:
        change(
            place,
            "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN NEW.name = 'x'; RETURN NEW; END $$",
        )
        change(
            place,
            "CREATE TRIGGER t BEFORE INSERT ON archive FOR EACH ROW EXECUTE FUNCTION spoil()",
        )
        change(place, "ALTER TABLE archive ENABLE ALWAYS TRIGGER t")
    else:
        change(
            place,
            "CREATE TRIGGER t AFTER INSERT ON archive BEGIN UPDATE archive SET name = 'x'; END",
        )
    with open_store(source) as old, open_store(place) as new:
        with pytest.raises(StoreError, match="archive came out other than it went in"):
            old.transfer(new)
        assert list(new.records()) == []
    assert rows(place, "SELECT count(*) FROM archive") == [(0,)]


def test_damaged_record_is_carried_over_as_it_is(place: str, tmp_path: Path) -> None:
    source = filled(str(tmp_path / "source.db"))
    change(source, "UPDATE records SET json = '{' WHERE name = 'page-1.html'")
    _carry(source, place)
    assert _all(source) == _all(place)
    with open_store(place) as store:
        assert {p.report for p in store.verify()} == {"page-1.html"}


def test_fault_half_way_keeps_nothing(place: str, tmp_path: Path) -> None:
    source = _full(str(tmp_path / "source.db"))

    def fail(_c: object, _k: object, said: str, *_: object) -> None:
        if said.startswith("INSERT INTO links"):
            raise RuntimeError("stopped")

    with open_store(source) as old, open_store(place) as new:
        event.listen(Engine, "before_cursor_execute", fail)
        try:
            with pytest.raises(RuntimeError):
                old.transfer(new)
        finally:
            event.remove(Engine, "before_cursor_execute", fail)
        assert new.size() == 1, "the log tells that it was made"
        old.transfer(new)
    assert _all(source) == _all(place)


def test_command(postgres: Server, tmp_path: Path) -> None:
    source = filled(str(tmp_path / "source.db"))
    target = postgres.place()
    saidso = [sys.executable, "-m", "saidso", "transfer"]
    done = subprocess.run([*saidso, source, target], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "as they were" in done.stdout
    assert whole(target) == 3
    for arguments, what in (
        ([source, target], "holds something already"),
        ([str(tmp_path / "nothing.db"), target], "there is no store"),
    ):
        done = subprocess.run([*saidso, *arguments], capture_output=True, text=True)
        assert done.returncode == 1
        assert what in done.stderr
        assert len(done.stderr.splitlines()) == 1
