"""What the tests of the formats share: a store of the sample reports, and reports that mean harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from saidso.capture import find, report
from saidso.casefile import CaseFile
from saidso.errors import InputError
from saidso.exchange.case import Case
from saidso.reader import Reader
from saidso.store import open_store

SAMPLES = Path(__file__).parents[2] / "src/saidso/samples"
HOSTILE = (
    'GAO, Mali, March 5, 2019 - Gunmen killed two guards near Gao in Mali on Monday, said "Al\tBa".\n\n'
    "=HYPERLINK(1), a spokesman, said three guards had been killed.\n\n"
    "The army denied that anybody had been killed."
)
"""Words with quotation marks, a tab and a formula where names are expected."""


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a store that holds the sample reports."""
    path = tmp_path_factory.mktemp("desk") / "samples.db"
    reader = Reader()
    with open_store(path) as store:
        for found in find([str(SAMPLES)]):
            assert not isinstance(found, InputError)
            record = reader.read(report(found))
            store.add(record, found.data, media=found.media, name=found.name)
    return path


@pytest.fixture(scope="session")
def cases(desk: Path) -> list[Case]:
    """The incidents of that store, each with its records."""
    with open_store(desk, create=False) as store:
        file = CaseFile(store)
        return [Case(i, file.records_of(i)) for i in file.incidents()]


@pytest.fixture(scope="session")
def hostile_cases(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    """Incidents of a report whose outlet, title and words would break rows or run as formulas."""
    from saidso.capture.inputs import capture

    folder = tmp_path_factory.mktemp("hostile")
    lines = {
        "text": HOSTILE,
        "outlet": '=cmd|"/c calc"!A0',
        "title": '@SUM(1)\t"x"\nsecond line, with a comma',
        "url": "https://news.example/a?b=1&c=2",
        "published": "2019-03-05",
    }
    import json

    found = capture("+evil\t#1", json.dumps(lines).encode(), "jsonl")
    record = Reader().read(report(found))
    assert record.incidents
    with open_store(folder / "hostile.db") as store:
        store.add(record, found.data, media="jsonl", name=found.name)
        file = CaseFile(store)
        return [Case(i, file.records_of(i)) for i in file.incidents()]
