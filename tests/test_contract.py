"""The output contract, written down once more: a name or value that changes breaks its readers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from saidso.exchange.schema import record_schema
from saidso.record import Incident, ReaderInfo, Record, Report, encode

SCHEMA = record_schema()["$defs"]

FIELDS = {
    "Record": "schema reader report entities attributions events claims incidents",
    "ReaderInfo": "version model",
    "Report": "id name url outlet title byline language published text segments",
    "Published": "edtf from",
    "Segment": "kind span why",
    "Entity": "id kind name mentions number codes attributes",
    "Number": "low high",
    "Attribute": "name value spans attributions",
    "Attribution": "id source cue content quotation stance certainty within told",
    "Source": "spans entity kind",
    "Words": "spans",
    "Event": "id type trigger status participants time place attributions",
    "Participant": "role entity span",
    "EventTime": "edtf spans",
    "EventPlace": "entity spans",
    "Claim": "id incident slot value low high modifier spans attributions stance certainty",
    "Incident": "id type main status codes date place events perpetrators victims targets instruments"
    " killed injured claims",
    "IncidentDate": "edtf earliest latest precision",
    "IncidentPlace": "name country admin1 lat lon precision_km gazetteer",
    "Tally": "low best high rule",
}
VALUES = {
    ("Published", "from"): "argument metadata url dateline text",
    ("Segment", "kind"): "headline byline dateline paragraph caption residue",
    (
        "Entity",
        "kind",
    ): "person group organisation place facility vehicle weapon document footage other",
    ("Source", "kind"): "named role anonymous organisation outlet document footage author implicit",
    ("Attribution", "quotation"): "direct indirect mixed",
    ("Attribution", "stance"): "asserts denies declines questions demands promises",
    ("Attribution", "certainty"): "certain probable possible unknown",
    ("Event", "status"): "happened attempted threatened planned denied unclear",
    ("Participant", "role"): "perpetrator victim target instrument rescuer other",
    ("Claim", "modifier"): "exactly at_least at_most about more_than fewer_than",
    ("Claim", "certainty"): "certain probable possible unknown",
    (
        "Claim",
        "slot",
    ): "date place perpetrator victim target instrument killed injured missing captured"
    " released displaced wounds rounds_fired age name role condition motive responsibility ordinal tally"
    " breach",
    ("Incident", "status"): "happened attempted threatened planned denied unclear",
    ("IncidentDate", "precision"): "day week month year none",
}
MORE = {("Claim", "slot"): {"event", "rank", "service"}}
"""What is printed beyond the first contract; docs/data-model.md explains each."""


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_of_the_contract_is_in_the_schema(name: str) -> None:
    assert set(FIELDS[name].split()) <= set(SCHEMA[name]["properties"])


def enumerated(found: dict[str, Any]) -> set[str]:
    """Return the values that a property may have, null left out."""
    parts = found.get("anyOf", [found])
    return {v for part in parts for v in part.get("enum", ()) if v is not None}


@pytest.mark.parametrize(("name", "field"), VALUES)
def test_values_of_the_contract_are_those_of_the_schema(name: str, field: str) -> None:
    expected = set(VALUES[name, field].split()) | MORE.get((name, field), set())
    assert enumerated(SCHEMA[name]["properties"][field]) == expected


def test_a_record_prints_every_field_and_null_where_nothing_is_said() -> None:
    record = Record(
        reader=ReaderInfo(version="1", model="2"),
        report=Report(id="0" * 64, name="a.txt", text="Two\nlines"),
        incidents=[Incident(id="i1", type="killing", main=True, status="happened")],
    )
    printed = json.loads(encode(record))
    assert set(printed) == set(SCHEMA["Record"]["properties"])
    assert printed["schema"] == "saidso/record/1"
    assert list(printed)[:3] == ["schema", "reader", "report"]
    (incident,) = printed["incidents"]
    assert set(incident) == set(SCHEMA["Incident"]["properties"])
    assert incident["injured"] is None
    assert set(printed["report"]) == set(SCHEMA["Report"]["properties"])
    assert printed["report"]["url"] is None
    assert b"\n" not in encode(record)
