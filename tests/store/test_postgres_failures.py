"""Whatever goes wrong with a PostgreSQL server: one clear line without the password."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from typing import Any

import psycopg
import pytest
from made_records import add, filled, whole

from postgres import GUARDED, Server
from saidso.errors import StoreError
from saidso.store import open_store

_fork = multiprocessing.get_context("fork")


def _refused(url: str, what: str, *, create: bool = True) -> str:
    """Assert that a store is refused in one line; return the line."""
    with pytest.raises(StoreError) as error:
        open_store(url, create=create)
    said = str(error.value)
    assert what in said
    assert "\n" not in said
    assert "word@" not in said
    return said


def test_server_that_is_not_there() -> None:
    _refused("postgresql://desk:word@127.0.0.1:1/news", "cannot be opened")


def test_database_that_is_not_there(postgres: Server) -> None:
    _refused(postgres.url(database="nothing"), 'database "nothing" does not exist')


def test_url_that_cannot_be_read() -> None:
    _refused("postgresql://desk:word@host:port/news", "URL of the store cannot be read")
    _refused("postgresql:///news?colour=red", "colour")


def test_password(postgres: Server) -> None:
    """It is printed neither where it is right nor where it is wrong."""
    postgres.run(f"CREATE SCHEMA own AUTHORIZATION {GUARDED}")
    url = postgres.url(user=f"{GUARDED}:wrongword", schema="own")
    said = _refused(url, "password authentication failed")
    assert "wrongword" not in said
    with open_store(postgres.url(user=f"{GUARDED}:word", schema="own")) as store:
        assert add(store)
        assert ":word" not in store.place
    with open_store(postgres.url(user=GUARDED, schema="own") + "&password=word") as store:
        assert "word=" not in store.place


def test_store_that_is_not_there_is_not_made_when_only_read(postgres: Server) -> None:
    _refused(postgres.place(), "there is no store", create=False)


def test_tables_of_another_program_are_left_alone(postgres: Server) -> None:
    """Many programs have a table of migrations."""
    for table in ("contacts", "migrations"):
        url = postgres.place()
        with psycopg.connect(url) as connection:
            connection.execute(f"CREATE TABLE {table} (version integer)".encode())
        _refused(url, "another program")
        with psycopg.connect(url) as connection:
            tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
            assert connection.execute(tables).fetchall() == [(table,)]


def test_schema_that_is_not_there(postgres: Server) -> None:
    _refused(postgres.url(schema="nowhere"), "schema of its search path")


def test_two_stores_in_one_database(postgres: Server) -> None:
    first, second = filled(postgres.place(), 3), filled(postgres.place(), 2)
    assert (whole(first), whole(second)) == (3, 2)


def test_database_in_another_encoding(postgres: Server) -> None:
    postgres.run(
        "CREATE DATABASE old ENCODING LATIN1 LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0"
    )
    _refused(postgres.url(database="old"), "LATIN1")


def test_user_without_rights(postgres: Server) -> None:
    schema = filled(postgres.place()).rpartition("%3D")[2]
    postgres.run("CREATE ROLE guest LOGIN")
    postgres.run(f"GRANT USAGE ON SCHEMA {schema} TO guest")
    postgres.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO guest")
    with open_store(postgres.url(user="guest", schema=schema), create=False) as store:
        assert len(list(store.records())) == 3
        with pytest.raises(StoreError, match="may not do that"):
            add(store, b"one more", name="one more")


def test_server_that_is_killed_keeps_what_was_kept(postgres: Server) -> None:
    url = filled(postgres.place())
    with open_store(url) as store:
        records = store.records()
        next(records)
        postgres.halt()
        try:
            with pytest.raises(StoreError) as error:
                list(records)
            assert "server" in str(error.value)
            _refused(url, "cannot be opened")
        finally:
            postgres.start()
        assert add(store, b"one more", name="one more")  # the store finds the server again
    assert whole(url) == 4


def test_writer_waits_for_another_and_reader_for_nobody(postgres: Server) -> None:
    url = filled(postgres.place())
    receive, send = _fork.Pipe(duplex=False)
    process = _fork.Process(target=_write_slowly, args=(url, send, gate := _fork.Event()))
    process.start()
    assert receive.recv() == "writing"
    with open_store(url) as store:
        assert len(list(store.records())) == 3
        gate.set()
        assert add(store, b"mine", name="mine")
    process.join(30)
    assert process.exitcode == 0
    assert whole(url) == 5


def _write_slowly(url: str, said: Any, gate: Any) -> None:
    with open_store(url) as store:
        keep = store._database.queue

        def slowly(connection: Any) -> None:
            keep(connection)
            said.send("writing")
            assert gate.wait(30)

        store._database.queue = slowly  # type: ignore[method-assign]  # to stop in mid-write
        add(store, b"theirs", name="theirs")


def test_driver_that_is_not_installed() -> None:
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from saidso.cli import main\n"
        "sys.argv = ['saidso', 'show', '--store', 'postgresql:///news']; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.returncode == 1
    assert done.stderr.strip().endswith("pip install 'saidso[postgres]'")
