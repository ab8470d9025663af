"""Happenings that a report tells beside its main one: their numbers stay with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import plain_report
from saidso.reader import Reader
from saidso.record import Incident

_FOLDER = Path(__file__).parent.parent.parent / "cases" / "happenings"
CASES = [
    case
    for name in ("apart.yaml", "battles.yaml", "monitors.yaml", "kinds.yaml", "rights.yaml")
    for case in yaml.safe_load((_FOLDER / name).read_text("utf-8"))
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _harm(incident: Incident) -> list[int | None]:
    return [
        tally.best if tally is not None and tally.best else None
        for tally in (incident.killed, incident.injured)
    ]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_each_happening_keeps_its_own(reader: Reader, case: dict[str, Any]) -> None:
    record = reader.read(plain_report(case["text"], case["published"]))
    main = next(i for i in record.incidents if i.main)
    others = [_harm(i) for i in record.incidents if not i.main]
    found = {"killed": _harm(main)[0], "injured": _harm(main)[1]}
    assert {k: found[k] for k in found if k in case} == {k: case[k] for k in found if k in case}
    if "date" in case:
        assert main.date is not None
        assert main.date.edtf == case["date"]
    if case.get("undated"):
        assert main.date is None
    if "captured" in case:
        own = [c for c in record.claims if c.incident == main.id and c.slot == "captured"]
        assert case["captured"] in ([c.low for c in own] or [None])
    if "place" in case:
        assert (main.place and main.place.name) == case["place"]
    assert main.type != case.get("not_kind")
    assert main.type == case.get("kind", main.type)
    doers = [e.name for e in record.entities if e.id in main.perpetrators]
    if "doers" in case:
        assert doers == case["doers"]
    assert not [n for n in doers for away in case.get("not_doers", ()) if away in n]
    parts = {*main.victims, *main.perpetrators}
    names = [e.name for e in record.entities if e.id in parts]
    assert not [n for n in names for away in case.get("not_people", ()) if away in n]
    for harm in case.get("others", ()):
        assert harm in others or harm in [_harm(main)], (harm, others)
    if case.get("others") == []:
        assert not [h for h in others if h != [None, None]]
