"""Whole reports against what a careful human coder would write of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from facts import FACTS, SAMPLES, SEED, capture, check, load, source
from saidso.errors import InputError
from saidso.reader import Reader
from saidso.record import Record, decode, encode
from saidso.store.checks import problems


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def read(reader: Reader) -> Callable[[Path], Record]:
    """Return a function from a facts file to the record of its report."""
    return cache(lambda path: reader.read(capture(load(path))))


@pytest.mark.parametrize("path", FACTS, ids=lambda p: p.stem)
def test_sample_report_holds_its_facts(read: Callable[[Path], Record], path: Path) -> None:
    assert check(read(path), load(path)) == []


@pytest.mark.parametrize("path", FACTS, ids=lambda p: p.stem)
def test_record_of_a_sample_keeps_the_contract(read: Callable[[Path], Record], path: Path) -> None:
    """Nothing without its words, nobody's voice is lost, nothing refers to what is not there."""
    assert list(problems(read(path))) == []
    assert decode(encode(read(path))) == read(path)


def test_record_is_the_same_alone_and_among_others(
    reader: Reader, read: Callable[[Path], Record]
) -> None:
    """Batches change nothing in what is read."""
    together = reader.read_many([capture(load(path)) for path in FACTS])
    assert [r.claims for r in together] == [read(path).claims for path in FACTS]


def test_every_sample_report_has_facts() -> None:
    """A report that ships with the package is one that is held to its facts."""
    from saidso.capture import find, report

    names: dict[str, int] = {}
    for found in find([str(SAMPLES)]):
        assert not isinstance(found, InputError)
        names[report(found).name] = 0
    for path in FACTS:
        names[capture(load(path)).name] += 1
    assert set(names.values()) == {1}


needs_seed = pytest.mark.skipif(
    not source(load(SEED)).exists(), reason="the seed page is not in this repository"
)


@needs_seed
def test_seed_page_holds_its_facts(read: Callable[[Path], Record]) -> None:
    assert check(read(SEED), load(SEED)) == []
    assert list(problems(read(SEED))) == []


@needs_seed
def test_seed_page_without_publication_date_has_no_year(reader: Reader) -> None:
    """No year is guessed from page furniture."""
    facts = load(SEED)
    record = reader.read(capture(facts, given=False))
    assert check(record, {"published": None, "incident": {"date": facts["undated"]}}) == []
    assert not any("2025" in i.date.edtf for i in record.incidents if i.date)
