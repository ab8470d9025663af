"""The custody log: what came in and was read, in a chain that anyone can follow."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from made_records import DATA, add, change, filled, whole

from saidso import __version__
from saidso.store import open_store
from saidso.store.custody import BEGINNING


def _lines(path: str) -> list[bytes]:
    with open_store(path, create=False) as store:
        return list(store.log_lines())


def _found(path: str) -> list[str]:
    with open_store(path) as store:
        return [problem.what for problem in store.verify()]


def test_what_comes_in_and_what_is_read_is_logged(place: str) -> None:
    path = place
    with open_store(path) as store:
        add(store)
        add(store, model="m2")
        add(store, model="m2")
    made, captured, first, second = (json.loads(line) for line in _lines(path))
    assert made["action"] == "migrated"
    assert (captured["action"], captured["item"]) == ("captured", hashlib.sha256(DATA).hexdigest())
    assert captured["details"]["size"] == len(DATA)
    assert captured["details"]["from"] == "page.html"
    assert captured["tool"] == __version__
    assert [e["details"]["model"] for e in (first, second)] == ["m1", "m2"]
    assert {e["action"] for e in (first, second)} == {"read"}


def test_each_line_holds_the_digest_of_the_one_before(place: str) -> None:
    before = BEGINNING
    for number, line in enumerate(_lines(filled(place, 12)), 1):
        entry = json.loads(line)
        assert (entry["number"], entry["previous"]) == (number, before)
        before = hashlib.sha256(line).hexdigest()
    with open_store(place) as store:
        assert store.log_head().digest == before


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        ("UPDATE custody SET json = replace(json, 'page-1', 'page-9') WHERE number = 4", "entry 4"),
        (
            "UPDATE custody SET digest = substr(digest, 2) || substr(digest, 1, 1) WHERE number = 4",
            "entry 4",
        ),
        ("UPDATE custody SET item = NULL WHERE number = 4", "entry 4"),
        ("UPDATE custody SET json = 'x' WHERE number = 4", "entry 4"),
        ("DELETE FROM custody WHERE number = 4", "entry 4 should stand here"),
        ("UPDATE custody SET number = 99 WHERE number = 4", "entry 4 should stand here"),
        ("DELETE FROM custody WHERE number > 5", "does not tell of"),
    ],
)
def test_broken_chain(place: str, harm: str, what: str) -> None:
    path = filled(place)
    assert change(path, harm)
    assert any(what in said for said in _found(path)), _found(path)


def test_entry_that_is_no_utf8(tmp_path: Path) -> None:
    """PostgreSQL takes no such text; SQLite does."""
    path = filled(str(tmp_path / "saidso.db"))
    assert change(path, "UPDATE custody SET json = CAST(x'ff' AS TEXT) WHERE number = 4")
    assert any("entry 4" in said for said in _found(path)), _found(path)


def test_log_that_was_written_anew_is_found_with_a_head_from_before(place: str) -> None:
    """Who changes everything, chain and all, cannot change what others have written down."""
    path = filled(place)
    with open_store(path) as store:
        known = store.log_head().digest
        add(store, b"one more", name="more.html")
        assert list(store.verify(known=[known])) == []
        (problem,) = store.verify(known=["f" * 64])
    assert "the custody log does not hold the entry ffffffffffff" in problem.what


def test_store_without_a_log_gets_one(place: str) -> None:
    path = filled(place)
    change(path, "DROP TABLE custody")
    step = "(SELECT version FROM migrations WHERE name = 'custody log')"
    change(path, f"DELETE FROM migrations WHERE version >= {step}")
    assert whole(path) == 3
    first = json.loads(_lines(path)[0])
    assert first["details"]["from"] == "kept before this store had a custody log"
