"""Verification finds whatever was changed behind the store's back."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest
from made_records import DATA, TEXT, add, change, filled, made

from saidso.record import Claim, Record
from saidso.store import open_store
from saidso.store.checks import problems

_OTHER_BYTES = "UPDATE archive SET bytes = :data, codec = 'raw' WHERE name = 'page-2.html'"


@pytest.fixture
def path(place: str) -> str:
    return filled(place)


def _found(path: str) -> list[tuple[str, str]]:
    with open_store(path) as store:
        return [(p.report, p.what) for p in store.verify()]


def _change(path: str, statement: str, **values: object) -> None:
    assert change(path, statement, **values) > 0


def test_whole_store_has_no_problems(path: str) -> None:
    assert _found(path) == []


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (zlib.compress(b"page 9"), "do not have the SHA-256"),
        (zlib.compress(b"page 1 and more"), "do not have the size"),
        (b"no zlib stream", "are damaged"),
        (zlib.compress(b"page 1" * 50)[:-6], "are damaged"),
        (b"", "are damaged"),
    ],
)
def test_tampered_bytes(path: str, data: bytes, what: str) -> None:
    tampering = "UPDATE archive SET codec = 'zlib', bytes = :data WHERE name = 'page-1.html'"
    _change(path, tampering, data=data)
    found = _found(path)
    assert {name for name, _ in found} == {"page-1.html"}
    assert any(what in said for _, said in found)


def test_tampered_record(path: str) -> None:
    tampering = """UPDATE records SET json = replace(json, '"value":2', '"value":9')"""
    _change(path, tampering + " WHERE name = 'page-2.html'")
    assert _found(path) == [("page-2.html", "the record was changed after it was kept")]


@pytest.mark.parametrize("json", ["", "{", "null", "[]"])
def test_record_that_cannot_be_read(path: str, json: str) -> None:
    """Whatever stands in the column, verification names it and goes on."""
    _names_both(path, json)


@pytest.mark.parametrize("json", [b"\xff\xfe", 5])
def test_record_that_is_no_text(tmp_path: Path, json: object) -> None:
    """SQLite keeps values of any kind in any column."""
    _names_both(filled(str(tmp_path / "saidso.db")), json)


def _names_both(path: str, json: object) -> None:
    _change(path, "UPDATE records SET json = :json WHERE name = 'page-0.html'", json=json)
    _change(path, _OTHER_BYTES, data=b"x")
    found = _found(path)
    assert {name for name, _ in found} == {"page-0.html", "page-2.html"}
    assert any("cannot be read" in said for _, said in found)


def test_record_that_is_no_utf8(tmp_path: Path) -> None:
    """SQLite itself refuses to give such a row; the others are still checked."""
    path = filled(str(tmp_path / "saidso.db"))
    _change(path, "UPDATE records SET json = CAST(x'22FFFE22' AS TEXT) WHERE name = 'page-0.html'")
    _change(path, _OTHER_BYTES, data=b"x")
    assert {name for name, _ in _found(path)} == {"page-0.html", "page-2.html"}


def test_record_tied_to_other_bytes(path: str) -> None:
    other = "(SELECT sha256 FROM archive WHERE name = 'page-1.html')"
    _change(path, f"UPDATE records SET report = {other} WHERE name = 'page-0.html'")
    found = _found(path)
    assert ("page-0.html", "the record is of other bytes than those it is kept with") in found
    # happenings tell reports of one name apart by their bytes, and are made of the records
    others = [(name, what) for name, what in found if name != "page-0.html"]
    assert others == [("", "the table happenings is out of date")]


@pytest.mark.parametrize(
    ("change", "name", "what"),
    [
        ("UPDATE archive SET size = size + 1", "page-1.html", "the size"),
        ("UPDATE archive SET codec = 'zlic'", "page-1.html", "the codec"),
        ("UPDATE archive SET media = 'html'", "page-1.html", "the media"),
        ("UPDATE archive SET captured_at = '2001-01-01'", "page-1.html", "the captured_at"),
        ("UPDATE archive SET tool = '9'", "page-1.html", "the tool"),
        ("UPDATE records SET title = 'Another'", "page-1.html", "column title"),
        ("UPDATE records SET read_at = '2001-01-01'", "page-1.html", "those of the custody log"),
        ("UPDATE records SET model = 'm2'", "page-1.html", "those of the custody log"),
        ("DELETE FROM records", "", "a record (2) that is not there"),
        ("UPDATE incidents SET killed = 9", "page-1.html", "list of its incidents"),
        ("UPDATE traits SET json = '{}'", "", "table traits is out of date"),
        ("DELETE FROM link_keys", "", "table link_keys is out of date"),
        ("INSERT INTO copies VALUES (1, 2, '{}')", "", "table copies is out of date"),
        ("INSERT INTO copy_keys VALUES (5, 1)", "", "table copy_keys is out of date"),
        ("DELETE FROM happenings", "", "table happenings is out of date"),
        ("INSERT INTO links VALUES (1, 'i1', 2, 'i1', 999)", "", "table links is out of date"),
        ("INSERT INTO search (rowid, title) VALUES (99, 'more')", "", "search index is out of"),
        ("UPDATE migrations SET name = 'x'", "", "list of migrations"),
    ],
)
def test_whatever_was_changed_is_named(tmp_path: Path, change: str, name: str, what: str) -> None:
    path = filled(str(tmp_path / "saidso.db"))
    where = " WHERE name = 'page-1.html'" if "records SET" in change or "archive" in change else ""
    where = " WHERE row = 2" if change.startswith("DELETE FROM records") else where
    where = " WHERE record = 2" if "incidents" in change else where
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(change + where)
    assert any(n == name and what in said for n, said in _found(path)), _found(path)


def test_missing_bytes(path: str) -> None:
    _change(path, "DELETE FROM archive WHERE name = 'page-1.html'")
    assert any("refers to a row of archive" in said for _, said in _found(path))


def test_text_that_the_bytes_do_not_give(place: str) -> None:
    with open_store(place) as store:
        add(store)
        assert list(store.verify(recapture=lambda data, media, name: TEXT)) == []
        (problem,) = store.verify(recapture=lambda data, media, name: TEXT + "!")
        assert (problem.report, problem.what) == (
            "page.html",
            "the text is not what the archived bytes give",
        )


def test_recapture_is_given_the_archived_bytes(tmp_path: Path) -> None:
    given: list[tuple[bytes, str, str]] = []

    def recapture(data: bytes, media: str, name: str) -> str:
        given.append((data, media, name))
        return TEXT

    with open_store(tmp_path / "saidso.db") as store:
        add(store)
        assert list(store.verify(recapture=recapture)) == []
    assert given == [(DATA, "text/html", "page.html")]


def test_recapture_that_fails_is_a_finding(tmp_path: Path) -> None:
    def recapture(data: bytes, media: str, name: str) -> str:
        raise RuntimeError("no article")

    with open_store(tmp_path / "saidso.db") as store:
        add(store)
        (problem,) = store.verify(recapture=recapture)
    assert "cannot be captured again (no article)" in problem.what


def _with(**changes: object) -> Record:
    import msgspec

    return msgspec.structs.replace(made(), **changes)


def _claim(**changes: object) -> Record:
    import msgspec

    claim: Claim = msgspec.structs.replace(made().claims[0], **changes)
    return _with(claims=[claim])


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (_claim(spans=[]), "has no words"),
        (_claim(spans=[(0, 500)]), "outside the text"),
        (_claim(spans=[(-3, 5)]), "outside the text"),
        (_claim(spans=[(9, 4)]), "outside the text"),
        (_claim(spans=[(4, 4)]), "empty"),
        (_claim(spans=[(48, 52)]), "residue"),
        (_claim(attributions=[]), "nobody says it"),
        (_claim(attributions=["a9"]), "attribution a9"),
        (_claim(incident="i9"), "incident i9"),
        (_claim(entity="e9"), "entity e9"),
        (_with(claims=made().claims * 2), "have one id"),
        (_with(claims=[]), "claim c1"),
        (_with(events=[]), "event v1"),
    ],
)
def test_record_that_breaks_its_contract(record: Record, what: str) -> None:
    found = list(problems(record))
    assert any(what in said for said in found), found


def test_segments_that_do_not_cover_the_text() -> None:
    import msgspec

    report = msgspec.structs.replace(made().report, segments=made().report.segments[:1])
    assert "the segments do not partition the text" in list(problems(_with(report=report)))


def test_attribution_within_itself() -> None:
    import msgspec

    said = msgspec.structs.replace(made().attributions[0], within="a1")
    assert "attribution a1: it stands within itself" in list(problems(_with(attributions=[said])))


def test_store_that_is_open_for_writing_is_whole(tmp_path: Path) -> None:
    """The first page of a new store is in its write-ahead log until that is worked in."""
    with open_store(tmp_path / "saidso.db") as store:
        add(store)
        assert list(store.verify()) == []
