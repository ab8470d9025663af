"""A store of any earlier version becomes one of this version, with all that it held."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from made_records import add, filled, whole
from sqlalchemy import Connection, create_engine, inspect

from saidso.errors import StoreError
from saidso.store import open_store
from saidso.store.database import APPLICATION_ID, Database
from saidso.store.migrations import STEPS, Step, migrate, version
from saidso.store.tables import metadata


def test_steps_lead_to_the_tables_as_they_are_now(tmp_path: Path) -> None:
    open_store(tmp_path / "saidso.db").close()
    declared = create_engine("sqlite://")
    metadata.create_all(declared)
    made = create_engine(f"sqlite:///{tmp_path / 'saidso.db'}")
    have, want = inspect(made), inspect(declared)
    made_by_search = {t for t in have.get_table_names() if t == "search" or t.startswith("search_")}
    assert set(have.get_table_names()) - made_by_search == set(want.get_table_names())
    for table in want.get_table_names():
        for ask in ("get_columns", "get_foreign_keys", "get_indexes", "get_pk_constraint"):
            assert _shown(getattr(have, ask)(table)) == _shown(getattr(want, ask)(table)), table


def _shown(found: object) -> str:
    return str(found)


def test_new_store_has_the_newest_version_and_says_when_each_step_was_applied(
    tmp_path: Path,
) -> None:
    open_store(tmp_path / "saidso.db").close()
    with sqlite3.connect(tmp_path / "saidso.db") as raw:
        rows = raw.execute("SELECT version, name, applied_at FROM migrations").fetchall()
        (mark,) = raw.execute("PRAGMA application_id").fetchone()
    assert [(v, n) for v, n, _ in rows] == [(n, s.name) for n, s in enumerate(STEPS, 1)]
    assert all(at.endswith("+00:00") for _, _, at in rows)
    assert mark == APPLICATION_ID


@pytest.mark.parametrize("have", range(len(STEPS)))
def test_store_of_each_earlier_version_is_brought_up(tmp_path: Path, have: int) -> None:
    path = tmp_path / "saidso.db"
    database = Database(path, str(path))
    database.claim()
    if have:
        with database.writing() as connection:
            migrate(connection, str(path), steps=STEPS[:have])
    database.close()
    assert whole(filled(path)) == 3


def _note(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE records ADD COLUMN note TEXT")


def _fail(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (a)")
    connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")


def test_further_step_keeps_the_records_and_runs_once(tmp_path: Path) -> None:
    path = filled(tmp_path / "saidso.db")
    database = Database(path, str(path))
    steps = (*STEPS, Step("note", _note))
    with database.writing() as connection:
        assert migrate(connection, str(path), steps=steps) == 1
    with database.writing() as connection:
        assert migrate(connection, str(path), steps=steps) == 0
        assert version(connection) == len(steps)
        assert connection.exec_driver_sql("SELECT count(note IS NULL) FROM records").scalar() == 3


def test_step_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """A step may make tables before it fails: they are gone too."""
    path = filled(tmp_path / "saidso.db")
    database = Database(path, str(path))
    with pytest.raises(StoreError), database.writing() as connection:
        migrate(connection, str(path), steps=(*STEPS, Step("bad", _fail)))
    with database.reading() as connection:
        assert version(connection) == len(STEPS)
        assert not inspect(connection).has_table("half")
    database.close()
    assert whole(path) == 3


def test_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = filled(tmp_path / "saidso.db")
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO migrations VALUES (99, 'later', '2031-01-01')")
    with pytest.raises(StoreError) as error:
        open_store(path)
    said = str(error.value)
    assert "99" in said
    assert "upgrade saidso" in said
    assert str(path) in said
    with sqlite3.connect(path) as raw:
        raw.execute("DELETE FROM migrations WHERE version = 99")
    assert whole(path) == 3


def test_store_that_was_claimed_but_not_filled_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "saidso.db"
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with open_store(path) as store:
        assert add(store)
    assert whole(path) == 1
