"""Full-text search: what is found by which words, also in a store of an earlier version."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_records import add, filled

from saidso.store import Store, open_store
from saidso.store.database import Database
from saidso.store.migrations import STEPS, migrate


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "saidso.db")
    add(store, b"a", name="a", text="Guards shot in Harun, São Paulo, police said it.")
    add(store, b"b", name="b", text="Guards killed by bombs in Tamra, police said it")
    return store


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("guards", {"a", "b"}),
        ("GUARD", {"a", "b"}),
        ("bomb", {"b"}),
        ("sao paulo", {"a"}),
        ('"in Tamra"', {"b"}),
        ('"Tamra in"', set()),
        ("harun police", {"a"}),
        ("tam*", {"b"}),
        ("guards NOT police", set()),  # no operator: three words
        ("harun OR tamra", set()),
        ('unbalanced "quote', set()),
        ("*", set()),
        ("", set()),
        ("col:umn ^ ( )", set()),
    ],
)
def test_words(store: Store, words: str, names: set[str]) -> None:
    assert {name for _, name in store.search(words)} == names


def test_only_the_current_record_is_searched(store: Store) -> None:
    add(
        store,
        b"b",
        name="b",
        text="Nothing of it is left here, only a long enough line of words.",
        model="m2",
    )
    assert {name for _, name in store.search("bombs")} == set()
    assert {name for _, name in store.search("nothing")} == {"b"}


def test_residue_is_not_searched(tmp_path: Path) -> None:
    with open_store(filled(tmp_path / "saidso.db"), create=False) as store:
        assert store.search("most read") == set()
        assert len(store.search("guards")) == 3


def test_rebuild_and_migration_fill_the_index(tmp_path: Path) -> None:
    path = filled(tmp_path / "saidso.db")
    with open_store(path, create=False) as store:
        store.rebuild()
        assert len(store.search("guards")) == 3
    database = Database(path, str(path))
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE search")
        connection.exec_driver_sql("DELETE FROM migrations WHERE version >= 2")
        migrate(connection, str(path), steps=STEPS[:2])
    database.close()
    with open_store(path, create=False) as store:
        assert len(store.search("guards")) == 3
