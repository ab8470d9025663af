"""What goes into a store comes out again, and nothing in it is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_records import DATA, add, change, filled, made, rows, whole

from saidso.errors import StoreError
from saidso.store import Store, open_store


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as store:
        yield store


def test_record_and_bytes_come_back_as_they_went_in(store: Store) -> None:
    assert add(store)
    assert store.record("page.html") == made()
    assert store.bytes(made().report.id) == DATA
    assert list(store.records()) == [made()]
    assert list(store.verify()) == []


@pytest.mark.parametrize("data", [b"", bytes(range(256)), b"a" * 100_000], ids=len)
def test_bytes_of_any_kind_come_back(store: Store, data: bytes) -> None:
    add(store, data)
    assert store.bytes(made(data).report.id) == data


def test_entry_has_what_a_list_shows(store: Store) -> None:
    add(store)
    (entry,) = store.entries()
    assert (entry.name, entry.outlet, entry.published) == (
        "page.html",
        "The Harun Post",
        "2019-04-02",
    )
    assert (entry.type, entry.killed, entry.injured) == ("shooting", 2, None)


def test_report_without_an_incident_is_listed(store: Store) -> None:
    import msgspec

    record = msgspec.structs.replace(made(), incidents=[], claims=[])
    store.add(record, DATA, media="text/html", name="page.html")
    (entry,) = store.entries()
    assert (entry.name, entry.type) == ("page.html", None)


def test_same_reading_twice_adds_nothing(store: Store, place: str) -> None:
    assert add(store)
    assert not add(store)
    assert _rows(place) == (1, 1)


def test_same_bytes_under_two_names_are_archived_once(store: Store, place: str) -> None:
    add(store)
    add(store, name="copy.html")
    assert _rows(place) == (1, 2)
    assert [r.report.name for r in store.records()] == ["page.html", "copy.html"]


def test_another_reading_becomes_current_and_the_first_is_kept(store: Store, place: str) -> None:
    add(store)
    add(store, b"other", name="other.html")
    assert add(store, model="m2")
    assert store.record("page.html").reader.model == "m2"
    assert [r.report.name for r in store.records()] == ["page.html", "other.html"]
    assert _rows(place) == (2, 3)
    models = rows(place, "SELECT model FROM records WHERE name = 'page.html' ORDER BY row")
    assert models == [("m1",), ("m2",)]


def test_going_back_to_an_earlier_reading_is_a_new_row(store: Store, place: str) -> None:
    for model in ("m1", "m2", "m1"):
        assert add(store, model=model)
    assert store.record("page.html").reader.model == "m1"
    assert _rows(place) == (1, 3)


def test_record_of_other_bytes_is_refused(store: Store, place: str) -> None:
    with pytest.raises(StoreError, match="not the SHA-256"):
        store.add(made(), b"something else", media="text/html", name="page.html")
    assert _rows(place) == (0, 0)


def test_record_is_found_by_name_and_by_the_start_of_its_id(place: str) -> None:
    with open_store(filled(place)) as store:
        record = store.record("page-1.html")
        assert store.record(record.report.id) == record
        assert store.record(record.report.id[:12].upper()) == record


def test_name_of_two_reports_is_refused_with_their_ids(store: Store) -> None:
    add(store, b"one page", name="page.html")
    add(store, b"another page of this name", name="page.html")
    with pytest.raises(StoreError, match="2 reports") as error:
        store.record("page.html")
    ids = [made(data).report.id for data in (b"one page", b"another page of this name")]
    assert all(id[:12] in str(error.value) for id in ids)
    assert store.record(ids[0]).report.id == ids[0]


@pytest.mark.parametrize("name", ["", "%", "____", "no such page", "0" * 64])
def test_asking_for_what_is_not_there_says_so(place: str, name: str) -> None:
    with open_store(filled(place)) as store, pytest.raises(StoreError, match="no report"):
        store.record(name)


def test_id_prefix_of_two_reports_is_refused(store: Store) -> None:
    by_prefix: dict[str, bytes] = {}
    for n in range(2000):
        data = b"page %d" % n
        prefix = made(data).report.id[:4]
        if prefix in by_prefix:
            break
        by_prefix[prefix] = data
    add(store, by_prefix[prefix], name="a")
    add(store, data, name="b")
    with pytest.raises(StoreError, match="2 reports"):
        store.record(prefix)


def test_bytes_that_are_not_there_are_named(store: Store) -> None:
    with pytest.raises(StoreError, match="no captured bytes"):
        store.bytes("0" * 64)


def test_number_too_large_for_a_column_is_still_kept_in_the_record(store: Store) -> None:
    """A number that no column holds does not stop a report from being kept."""
    assert add(store, killed=2**63 + 5)
    tally = store.record("page.html").incidents[0].killed
    assert tally is not None
    assert tally.best == 2**63 + 5
    assert list(store.verify()) == []


def test_rebuild_mends_the_derived_table(place: str) -> None:
    filled(place)
    assert change(place, "UPDATE incidents SET killed = 99") == 3
    with open_store(place) as store:
        assert {p.what for p in store.verify()} == {"the list of its incidents is out of date"}
        store.rebuild()
    assert whole(place) == 3


def test_store_opens_by_url(tmp_path: Path) -> None:
    path = filled(str(tmp_path / "saidso.db"))
    with open_store(f"sqlite:///{path}") as store:
        assert len(list(store.records())) == 3


def _rows(place: str) -> tuple[int, int]:
    counted = "SELECT (SELECT count(*) FROM archive), (SELECT count(*) FROM records)"
    ((pages, readings),) = rows(place, counted)
    return pages, readings
