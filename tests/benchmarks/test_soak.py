"""The soak, short: all kinds of hostile input one by one, then some hundred reports through the commands."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.load import page
from benchmarks.soak import account, soak
from benchmarks.soaking import Given

from benchmarks import hostile
from saidso.batch.failures import Failed
from saidso.batch.processes import Outcome, read_captures
from saidso.capture.inputs import read_file
from saidso.errors import InputError
from saidso.reader import Reader
from saidso.store.checks import problems

SIZE, HUGE = 3_000, 21_000_000
DRAW = random.Random(5)
GOOD = page(random.Random(6), 80).encode()
URLS = ["http://news.example/before", "http://news.example/after"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def came(reader: Reader, path: Path) -> list[Outcome]:
    """Return what comes of a file, which must be records that hold and reasons in words."""
    found = list(read_captures(reader, read_file(path, path.name), None))
    assert found
    for one in found:
        if isinstance(one, InputError):
            assert "a fault of saidso" not in str(one)
        else:
            assert not list(problems(one[0]))
    return found


@pytest.mark.parametrize("kind", hostile.texts(SIZE))
def test_hostile_text(reader: Reader, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(hostile.texts(SIZE)[kind].encode("utf-8", "surrogatepass"))
    assert len(came(reader, path)) == 1


PAGES = hostile.pages(SIZE, HUGE, DRAW)


@pytest.mark.parametrize("kind", PAGES)
def test_hostile_page(reader: Reader, tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGES[kind])
    assert len(came(reader, tmp_path / "a.html")) == 1


@pytest.mark.parametrize("kind", hostile.lines(HUGE))
def test_hostile_line(reader: Reader, tmp_path: Path, kind: str) -> None:
    """The lines before and after it are read."""
    good = b'{"id": "%b", "text": "Gunmen killed two guards near Tamra on Monday, police said."}\n'
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(good % b"before")
        file.writelines(hostile.lines(HUGE)[kind]())
        file.write(b"\n" + good % b"after")
    found = came(reader, path)
    names = [one[0].report.name for one in found if not isinstance(one, InputError)]
    assert [name for name in names if "jsonl" not in name] == ["before", "after"]
    assert len(found) == 3


def _records() -> Iterator[tuple[str, bytes]]:
    for kind, data in hostile.records("http://hostile.example/", GOOD).items():
        if kind != "length too long":  # what stands behind it is a part of it
            yield kind, data
    for kind, (more, body) in hostile.bodies(GOOD, HUGE).items():
        yield kind, hostile.answer("http://hostile.example/", body, more)


RECORDS = dict(_records())


@pytest.mark.parametrize("suffix", ["warc", "warc.gz"])
@pytest.mark.parametrize("kind", RECORDS)
def test_hostile_record(reader: Reader, tmp_path: Path, kind: str, suffix: str) -> None:
    """The records before and after it are read."""
    before, after = (hostile.answer(url, GOOD) for url in URLS)
    parts = [before, RECORDS[kind], after]
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(b"".join(gzip.compress(p) if suffix == "warc.gz" else p for p in parts))
    found = came(reader, path)
    names = [one[0].report.name for one in found if not isinstance(one, InputError)]
    assert [name for name in names if name in URLS] == URLS
    assert len(found) > 2, "nothing is said of the hostile one"


@pytest.mark.parametrize("kind", hostile.files(HUGE))
def test_hostile_file(reader: Reader, tmp_path: Path, kind: str) -> None:
    suffix, data = hostile.files(HUGE)[kind]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    assert came(reader, path)


def test_account_tells_what_is_lost_doubled_or_unexplained() -> None:
    """The soak itself must be able to fail."""
    given = [Given("a.jsonl", f"r{n}", (n, n + 1)) for n in range(1, 5)]
    given.append(Given("a.jsonl", "a.jsonl:5", (5, 6), "cut"))
    names = ["r1", "r1", "r2"]
    failures = [Failed("in/a.jsonl:4 (r4)", "too short"), Failed("in/a.jsonl:9", "odd")]
    wrong = account(given, names, failures).wrong
    assert [line.partition(":")[0] for line in wrong if ".jsonl" not in line] == [
        "r1",
        "r3 (good)",
        "r4",
    ]
    assert any("a.jsonl:9: set aside, and nothing stands there" in line for line in wrong)
    assert any("a.jsonl:5 (cut): lost without a word" in line for line in wrong)
    good = account(given[4:], [], [Failed("in/a.jsonl:5", "not valid JSON")])
    assert (good.wrong, good.hostile, good.aside) == ([], 1, 1)
    fault = account(given[4:], [], [Failed("in/a.jsonl:5", "a fault of saidso stopped")])
    assert len(fault.wrong) == 1


def test_short_soak(tmp_path: Path) -> None:
    assert soak(tmp_path, 150, seed=2, full=False) == []
