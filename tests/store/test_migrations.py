"""A store of any earlier version becomes one of this version, with all that it held."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_records import add, change, filled, rows, whole
from sqlalchemy import Connection, Inspector, create_engine, inspect

from saidso.errors import StoreError
from saidso.store import database_at, open_store
from saidso.store.migrations import STEPS, Step, migrate, version
from saidso.store.sqlite import APPLICATION_ID
from saidso.store.tables import metadata


def test_steps_lead_to_the_tables_as_they_are_now(place: str, tmp_path: Path) -> None:
    """Both ways of making tables, the steps and `tables`, make the same ones, in both databases."""
    open_store(place).close()
    have = _inspected(place)
    if "://" in place:
        declared = place.replace("postgresql:", "postgresql+psycopg:") + "_declared"
        schema = place.rpartition("%3D")[2]
        change(place, f"CREATE SCHEMA {schema}_declared")
    else:
        declared = f"sqlite:///{tmp_path / 'declared.db'}"
    engine = create_engine(declared)
    metadata.create_all(engine)
    want = inspect(engine)
    made_by_search = {t for t in have.get_table_names() if t == "search" or t.startswith("search_")}
    assert set(have.get_table_names()) - made_by_search == set(want.get_table_names())
    for table in want.get_table_names():
        for ask in ("get_columns", "get_foreign_keys", "get_indexes", "get_pk_constraint"):
            shown = str(getattr(want, ask)(table)).replace("_declared", "")
            assert str(getattr(have, ask)(table)) == shown, table


def _inspected(place: str) -> Inspector:
    if "://" in place:
        return inspect(create_engine(place.replace("postgresql:", "postgresql+psycopg:")))
    return inspect(create_engine(f"sqlite:///{place}"))


def test_new_store_has_the_newest_version_and_says_when_each_step_was_applied(place: str) -> None:
    open_store(place).close()
    found = rows(place, "SELECT version, name, applied_at FROM migrations ORDER BY version")
    assert [(v, n) for v, n, _ in found] == [(n, s.name) for n, s in enumerate(STEPS, 1)]
    assert all(at.endswith("+00:00") for _, _, at in found)


def test_file_of_a_store_is_marked(tmp_path: Path) -> None:
    open_store(tmp_path / "saidso.db").close()
    ((mark,),) = rows(str(tmp_path / "saidso.db"), "PRAGMA application_id")
    assert mark == APPLICATION_ID


@pytest.mark.parametrize("have", range(len(STEPS)))
def test_store_of_each_earlier_version_is_brought_up(place: str, have: int) -> None:
    database = database_at(place)
    database.claim()
    if have:
        with database.writing() as connection:
            migrate(connection, place, steps=STEPS[:have])
    database.close()
    assert whole(filled(place)) == 3


def _note(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE records ADD COLUMN note TEXT")


def _fail(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE TABLE half (a)")
    connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")


def test_further_step_keeps_the_records_and_runs_once(place: str) -> None:
    filled(place)
    database = database_at(place)
    steps = (*STEPS, Step("note", _note))
    with database.writing() as connection:
        assert migrate(connection, place, steps=steps) == 1
    with database.writing() as connection:
        assert migrate(connection, place, steps=steps) == 0
        assert version(connection) == len(steps)
        assert connection.exec_driver_sql("SELECT count(note IS NULL) FROM records").scalar() == 3


def test_step_that_fails_leaves_the_store_as_it_was(place: str) -> None:
    """A step may make tables before it fails: they are gone too."""
    filled(place)
    database = database_at(place)
    with pytest.raises(StoreError), database.writing() as connection:
        migrate(connection, place, steps=(*STEPS, Step("bad", _fail)))
    with database.reading() as connection:
        assert version(connection) == len(STEPS)
        assert not inspect(connection).has_table("half")
    database.close()
    assert whole(place) == 3


def test_newer_store_is_refused_and_left_alone(place: str) -> None:
    filled(place)
    change(place, "INSERT INTO migrations VALUES (99, 'later', '2031-01-01')")
    with pytest.raises(StoreError) as error:
        open_store(place)
    said = str(error.value)
    assert "99" in said
    assert "upgrade saidso" in said
    assert place in said
    change(place, "DELETE FROM migrations WHERE version = 99")
    assert whole(place) == 3


def test_store_that_was_claimed_but_not_filled_is_finished(place: str) -> None:
    database = database_at(place)
    database.claim()
    database.close()
    with open_store(place) as store:
        assert add(store)
    assert whole(place) == 1
