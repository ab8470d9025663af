"""Full-text search: what is found by which words, also in a store of an earlier version."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from made_records import add, filled, made

from saidso.store import Store, database_at, open_store
from saidso.store.migrations import STEPS, migrate


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as store:
        add(store, b"a", name="a", text="Guards shot in Harun, São Paulo, police said it.")
        add(store, b"b", name="b", text="Guards killed by bombs in Tamra, police said it")
        yield store


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


def test_residue_is_not_searched(place: str) -> None:
    with open_store(filled(place), create=False) as store:
        assert store.search("most read") == set()
        assert len(store.search("guards")) == 3


def test_rebuild_and_migration_fill_the_index(place: str) -> None:
    filled(place)
    with open_store(place, create=False) as store:
        store.rebuild()
        assert len(store.search("guards")) == 3
    database = database_at(place)
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE search")
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("DROP TEXT SEARCH CONFIGURATION saidso")
            connection.exec_driver_sql("DROP TEXT SEARCH DICTIONARY saidso_porter")
        connection.exec_driver_sql("DELETE FROM migrations WHERE version >= 2")
        migrate(connection, place, steps=STEPS[:2])
    database.close()
    with open_store(place, create=False) as store:
        assert len(store.search("guards")) == 3


def _add_text(store: Store, text: str) -> None:
    """Add a report all of whose text is read."""
    record = made(text.encode(), text=text)
    report = msgspec.structs.replace(record.report, segments=[])
    record = msgspec.structs.replace(record, report=report)
    store.add(record, text.encode(), media="text/plain", name="page.html")


def test_words_far_into_a_long_text_are_found(place: str) -> None:
    """PostgreSQL counts words up to 16,383 only, and holds 1 MB of them in one row."""
    filler = " ".join(f"{n}ж{'ж' * 10}" for n in range(30_000))
    row = '"29998жжжжжжжжжжж 29999жжжжжжжжжжж guards killed in"'
    with open_store(place) as store:
        _add_text(store, f"Guards first. {filler} Guards killed in Tamra.")
        for words in ('"killed in Tamra"', "first tamra", "2999*", row):
            assert len(store.search(words)) == 1, words
        for at in range(11_900, 12_100):  # where one row ends and the next begins
            assert store.search(f'"{at}жжжжжжжжжжж {at + 1}жжжжжжжжжжж"'), at
        assert store.search('"Tamra in"') == set()


def test_addresses_and_compounds_are_found_by_their_words(place: str) -> None:
    with open_store(place) as store:
        _add_text(
            store, "Write to desk@mail.example, see www.example/path/to-it, 24-year-old O’Hara."
        )
        for words in ("example", "path", '"desk mail example"', "year", "hara", "24-year-old"):
            assert len(store.search(words)) == 1, words
        assert store.search('"old year"') == set()


@pytest.mark.parametrize(
    "text", ["x" * 5000, "y_z \x00 \u200b ½ ① ﬁrst Straße İstanbul", "'\\ & | ! <-> :*"]
)
def test_any_text_can_be_indexed_and_asked_for(place: str, text: str) -> None:
    with open_store(place) as store:
        _add_text(store, f"Guards spoke. {text}")
        assert len(store.search("guards")) == 1
        store.search(text)
        assert store.search(f"{text} absent") == set()
