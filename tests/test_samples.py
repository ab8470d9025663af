"""Whole reports against what a careful human coder would write of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from facts import FACTS, SAMPLES, SEED, capture, check, load, source
from saidso.errors import InputError
from saidso.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("path", FACTS, ids=lambda p: p.stem)
def test_sample_report_holds_its_facts(reader: Reader, path: Path) -> None:
    facts = load(path)
    assert check(reader.read(capture(facts)), facts) == []


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
def test_seed_page_holds_its_facts(reader: Reader) -> None:
    facts = load(SEED)
    assert check(reader.read(capture(facts)), facts) == []


@needs_seed
def test_seed_page_without_publication_date_has_no_year(reader: Reader) -> None:
    """No year is guessed from page furniture."""
    facts = load(SEED)
    record = reader.read(capture(facts, given=False))
    assert check(record, {"published": None, "incident": {"date": facts["undated"]}}) == []
    assert not any("2025" in i.date.edtf for i in record.incidents if i.date)
