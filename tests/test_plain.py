"""Plain sentences: the cases of tests/cases/plain.yaml, one thing said in many ways."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml

from conftest import plain_report
from saidso.reader import Reader
from saidso.record import Incident, Record

_CASES = Path(__file__).parent / "cases" / "plain.yaml"
PUBLISHED = "2021-10-06"


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """A sentence and what its main incident must be; None where that is not asked."""

    text: str
    none: bool = False
    type: str | None = None
    status: str | None = None
    date: str | None = None
    place: str | None = None
    doers: list[str] | None = None
    victims: list[str] | None = None
    killed: int | None = None
    injured: int | None = None


def cases() -> list[Case]:
    """Return all sentences."""
    table = yaml.safe_load(_CASES.read_text(encoding="utf-8"))
    return msgspec.convert([c for part in table.values() for c in part], list[Case])


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def told(record: Record, main: Incident) -> dict[str, object]:
    """Return of the main incident what a case may ask."""
    names = {e.id: e.name for e in record.entities}
    return {
        "type": main.type,
        "status": main.status,
        "date": main.date.edtf if main.date else None,
        "place": main.place.name if main.place else None,
        "doers": sorted(names[e] for e in main.perpetrators),
        "victims": sorted(names[e] for e in main.victims),
        "killed": main.killed.best if main.killed else None,
        "injured": main.injured.best if main.injured else None,
    }


@pytest.mark.parametrize("case", cases(), ids=lambda c: c.text)
def test_a_plain_sentence(reader: Reader, case: Case) -> None:
    record = reader.read(plain_report(case.text, PUBLISHED))
    main = next((i for i in record.incidents if i.main), None)
    if case.none:
        assert main is None
        return
    assert main is not None
    asked = {
        k: v for k, v in msgspec.structs.asdict(case).items() if v is not None and v is not False
    }
    del asked["text"]
    found = told(record, main)
    expected = {k: sorted(v) if isinstance(v, list) else v for k, v in asked.items()}
    assert {k: found[k] for k in expected} == expected


@pytest.mark.parametrize(
    ("text", "speaker"),
    [  # who claims the attack does not count its dead; who speaks between commas does
        ("Four farmers were killed in Gao on Monday in a raid claimed by the Velm Front.", None),
        ("Rebels, the army said, killed four farmers in Gao on Monday.", "army"),
        ("Rebels reportedly killed four farmers in Gao on Monday.", None),
    ],
)
def test_who_counts_the_dead(reader: Reader, text: str, speaker: str | None) -> None:
    record = reader.read(plain_report(text, PUBLISHED))
    sources = {a.id: a.source.entity if a.source else None for a in record.attributions}
    names = {e.id: e.name for e in record.entities}
    said = [a for c in record.claims if c.slot == "killed" for a in c.attributions]
    assert {names.get(sources[a] or "") for a in said} == {speaker}
