"""Whatever goes wrong: one clear line that names the store, and a store that is whole."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from made_records import add, add_told, filled, made_happenings, whole
from sqlalchemy import Engine, event

from postgres import Server
from saidso.errors import StoreError
from saidso.incidents.linking.linking import link
from saidso.incidents.origins.copies import find_pairs
from saidso.record import Record
from saidso.store import open_store

_fork = multiprocessing.get_context("fork")


def _one_line(error: pytest.ExceptionInfo[StoreError], path: Path, what: str) -> None:
    said = str(error.value)
    assert what in said
    assert str(path) in said
    assert "\n" not in said
    assert error.value.exit_code == 1


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, not a database. " * 100)
    with pytest.raises(StoreError) as error:
        open_store(path)
    _one_line(error, path, "not a SQLite database")
    assert path.read_text().startswith("These are notes")


def test_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "contacts.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE contacts (name)")
    before = path.read_bytes()
    with pytest.raises(StoreError) as error:
        open_store(path)
    _one_line(error, path, "another program")
    assert path.read_bytes() == before


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        open_store(tmp_path)
    _one_line(error, tmp_path, "folder")


@pytest.mark.parametrize("below", ["missing/saidso.db", "file/saidso.db"])
def test_folder_that_is_not_there(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError) as error:
        open_store(tmp_path / below)
    _one_line(error, tmp_path / below, "cannot be opened")


def test_store_that_is_not_there_is_not_made_when_only_read(tmp_path: Path) -> None:
    path = tmp_path / "saidso.db"
    with pytest.raises(StoreError) as error:
        open_store(path, create=False)
    _one_line(error, path, "there is no store")
    assert not path.exists()


def test_unknown_kind_of_store() -> None:
    with pytest.raises(StoreError, match="only SQLite and PostgreSQL"):
        open_store("oracle://secret:word@host/db")


def test_password_in_a_url_is_not_printed() -> None:
    with pytest.raises(StoreError) as error:
        open_store("oracle://secret:word@host/db")
    assert "word" not in str(error.value)


def test_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "saidso.db"
    path.touch()
    assert whole(filled(str(path))) == 3


def test_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "saidso.db"
    filled(str(path), 40)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(StoreError) as error:
        list(open_store(path).records())
    _one_line(error, path, "damaged")


def test_read_only_folder() -> None:
    """The child gives up the right to write where it has it: root may write anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o555)
        path = Path(folder) / "saidso.db"
        said = _in_child(_open_without_rights, path)
        assert said == "StoreError: " + str(path)


def test_read_only_store() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "saidso.db"
        filled(str(path))
        os.chmod(path, 0o444)
        os.chmod(folder, 0o555)
        said = _in_child(_open_without_rights, path)
        os.chmod(folder, 0o755)
        assert said == "StoreError: " + str(path)
        assert whole(path) == 3


def _open_without_rights(path: Path) -> str:
    if os.getuid() == 0:
        os.setuid(65534)
    try:
        with open_store(path) as store:
            add(store, b"one more", name="one more")
    except StoreError as error:
        said = str(error)
        assert "\n" not in said
        return "StoreError: " + (str(path) if str(path) in said else said)
    return "no error"


def test_full_disk_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "saidso.db"
    filled(str(path))
    with _pragma("max_page_count = 25"), open_store(path) as store:
        with pytest.raises(StoreError) as error:
            add(store, os.urandom(500_000), name="large.html")
        _one_line(error, path, "disk is full")
        assert len(list(store.records())) == 3
    with open_store(path) as store:
        assert add(store, os.urandom(500_000), name="large.html")
    assert whole(path) == 4


def test_full_disk_while_a_store_is_made(tmp_path: Path) -> None:
    path = tmp_path / "saidso.db"
    with _pragma("max_page_count = 3"), pytest.raises(StoreError) as error:
        open_store(path)
    _one_line(error, path, "disk is full")
    assert whole(filled(str(path))) == 3


@contextmanager
def _pragma(pragma: str) -> Iterator[None]:
    """Let every connection made inside have a setting."""

    def set_it(raw: Any, _: Any) -> None:
        raw.execute(f"PRAGMA {pragma}")

    event.listen(Engine, "connect", set_it)
    try:
        yield
    finally:
        event.remove(Engine, "connect", set_it)


CRASHES = [
    "CREATE TABLE archive",
    "CREATE TABLE incidents",
    "INSERT INTO migrations",
    "INSERT INTO archive",
    "INSERT INTO records",
    "INSERT INTO incidents",
]


@pytest.mark.parametrize("statement", CRASHES)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_process_killed_half_way_leaves_the_store_whole(
    place: str, statement: str, after: bool
) -> None:
    if statement in CRASHES[3:6]:
        filled(place)
    _killed_at(place, statement, after)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_process_killed_while_it_marks_a_file_leaves_it_whole(tmp_path: Path, after: bool) -> None:
    _killed_at(str(tmp_path / "saidso.db"), "PRAGMA application_id =", after)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_process_killed_while_it_marks_a_schema_leaves_it_whole(
    postgres: Server, after: bool
) -> None:
    _killed_at(postgres.place(), "COMMENT ON TABLE migrations", after)


def _killed_at(place: str, statement: str, after: bool) -> None:
    """Kill a process that adds a report at a statement; the store must be whole after it."""
    process = _fork.Process(target=_die_at, args=(place, statement, after))
    process.start()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL
    with open_store(place) as store:
        assert [r.report.name for r in store.records()] in (
            [],
            ["page-0.html", "page-1.html", "page-2.html"],
        )
        assert add(store, b"one more", name="one more")
    assert whole(place) in (1, 4)


def _die_at(place: str, statement: str, after: bool) -> None:
    def die(_c: Any, _k: Any, said: str, *_: Any) -> None:
        if " ".join(said.split()).startswith(statement):
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute" if after else "before_cursor_execute", die)
    with open_store(place) as store:
        add(store, b"one more", name="one more")


def test_process_killed_at_any_moment_leaves_the_store_whole(place: str) -> None:
    """Twenty times, each at another moment of a stream of writes; what was kept stays kept."""
    kept = 0
    for n in range(20):
        receive, send = _fork.Pipe(duplex=False)
        process = _fork.Process(target=_add_until_killed, args=(place, n, send))
        process.start()
        assert receive.recv() == "begun"
        time.sleep(0.002 + 0.004 * n)
        process.kill()
        process.join(30)
        found = whole(place)
        assert found > kept
        kept = found


def _add_until_killed(place: str, number: int, said: Any) -> None:
    with open_store(place) as store:
        for n in range(100_000):
            add(store, b"page %d of %d " % (n, number) + os.urandom(3000), name=f"{number}-{n}")
            if n == 0:
                said.send("begun")


def test_processes_that_write_at_once_lose_nothing(place: str) -> None:
    """They also make the store at once: none of them finds a half-made one."""
    gate = _fork.Barrier(3)
    processes = [_fork.Process(target=_add_many, args=(place, n, gate)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [p.exitcode for p in processes] == [0, 0, 0]
    assert whole(place) == 1 + 3 * 8


def _add_many(place: str, number: int, gate: Any) -> None:
    gate.wait(30)
    with open_store(place) as store:
        add(store, b"shared", name="shared.html")
        for n in range(8):
            assert add(store, b"page %d of %d" % (n, number), name=f"{number}-{n}")


def test_processes_that_write_at_once_link_as_one_would(place: str, tmp_path: Path) -> None:
    """Every report is compared with all that other processes kept before it."""
    found = made_happenings(24)
    gate = _fork.Barrier(3)
    processes = [
        _fork.Process(target=_add_share, args=(place, found[n::3], gate)) for n in range(3)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [p.exitcode for p in processes] == [0, 0, 0]
    with open_store(place) as store:
        assert store.linked() == link(found)
        assert len(store.copies()) == len(find_pairs([r.report for r in found]))


def _add_share(place: str, share: list[Record], gate: Any) -> None:
    gate.wait(30)
    with open_store(place) as store:
        for record in share:
            assert add_told(store, record)


def _in_child(work: Callable[[Path], str], path: Path) -> str:
    """Return what `work` returns in a process of its own."""
    receive, send = _fork.Pipe(duplex=False)
    process = _fork.Process(target=lambda: send.send(work(path)))
    process.start()
    process.join(30)
    assert process.exitcode == 0
    return str(receive.recv())
