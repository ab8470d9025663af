"""The matcher of expected facts holds what it should and misses what it should."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from facts import check
from saidso.record import (
    Attribution,
    Claim,
    Entity,
    Incident,
    IncidentDate,
    IncidentPlace,
    ReaderInfo,
    Record,
    Report,
    Segment,
    Source,
    Tally,
    Words,
)

TEXT = "“Two guards died in Harun,” a nurse told the Post. She wept. Read more: Nine hurt."


def _at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return (start, start + len(words))


def _said(id: str, source: str, content: str, **more: Any) -> Attribution:
    return Attribution(
        id=id,
        source=Source(spans=[_at(source)], entity=None, kind="role"),
        cue=Words(spans=[_at("told")]),
        content=Words(spans=[_at(content)]),
        quotation="direct",
        stance="asserts",
        certainty="certain",
        **more,
    )


RECORD = Record(
    reader=ReaderInfo(version="0", model="0"),
    report=Report(
        id=hashlib.sha256(TEXT.encode()).hexdigest(),
        name="made",
        text=TEXT,
        segments=[
            Segment(kind="paragraph", span=(0, TEXT.index("Read"))),
            Segment(kind="residue", span=(TEXT.index("Read"), len(TEXT)), why="teaser"),
        ],
    ),
    entities=[
        Entity(id="e1", kind="organisation", name="Post", mentions=[_at("the Post")]),
        Entity(id="e2", kind="person", name="nurse", mentions=[_at("a nurse"), _at("She")]),
    ],
    attributions=[_said("a1", "a nurse", "Two guards died in Harun", told="e1")],
    claims=[
        Claim(
            id="c1",
            incident="i1",
            slot="killed",
            value=2,
            low=2,
            high=2,
            spans=[_at("Two guards died")],
            attributions=["a1"],
        )
    ],
    incidents=[
        Incident(
            id="i1",
            type="shooting",
            main=True,
            status="happened",
            date=IncidentDate(edtf="XXXX-04-02", earliest=None, latest=None, precision="day"),
            place=IncidentPlace(
                name="Harun",
                country="SYR",
                admin1=None,
                lat=36.0,
                lon=37.0,
                precision_km=5,
                gazetteer=None,
            ),
            killed=Tally(low=2, best=2, high=2, rule="stated once"),
            claims=["c1"],
        )
    ],
)

HELD: list[dict[str, Any]] = [
    {"incident": {"type": ["bombing", "shooting"], "date": "XXXX-04-02", "place": "harun"}},
    {"incident": {"country": "SYR", "near": [36.0, 37.01, 5], "injured": None}},
    {"incident": {"killed": {"low": 2, "best": 2, "high": 2}}},
    {"published": None},
    {
        "claims": [
            {"slot": "killed", "value": 2, "words": ["Two guards"], "chain": ["Post", "nurse"]}
        ]
    },
    {"claims": [{"slot": "killed", "value": "/^2$/", "modifier": None}]},
    {"attributions": [{"source": "nurse", "content": "died in Harun", "told": "Post"}]},
    {"entities": [{"mentions": ["nurse", "she"], "not": ["Post"], "kind": "person"}]},
    {"not": ["Nine hurt"], "residue": ["Nine hurt"], "body": ['"Two guards']},
]
UNMET: list[dict[str, Any]] = [
    {"published": "2019-04-02"},
    {"incident": {"type": ["bombing"]}},
    {"incident": {"date": "2019-04-02"}},
    {"incident": {"place": "Aleppo"}},
    {"incident": {"near": [40.0, 37.0, 5]}},
    {"incident": {"killed": None}},
    {"incident": {"injured": {"low": 0}}},
    {"incident": {"killed": {"high": 3}}},
    {"incident": {"victims": ["guards"]}},
    {"others": [{"type": ["shooting"]}]},
    {"claims": [{"slot": "injured"}]},
    {"claims": [{"slot": "killed", "value": 22}]},
    {"claims": [{"slot": "killed", "value": None}]},
    {"claims": [{"slot": "killed", "chain": ["nurse"]}]},
    {"claims": [{"slot": "killed", "chain": ["nurse", "Post"]}]},
    {"claims": [{"slot": "killed", "chain": ["author"]}]},
    {"claims": [{"slot": "killed", "stance": "denies"}]},
    {"claims": [{"slot": "killed", "modifier": "at_least"}]},
    {"claims": [{"slot": "killed", "incident": "other"}]},
    {"attributions": [{"source": "doctor"}]},
    {"attributions": [{"source": "nurse", "content": "wept"}]},
    {"attributions": [{"source": "nurse", "quotation": "indirect"}]},
    {"entities": [{"mentions": ["nurse", "he"]}]},
    {"entities": [{"mentions": ["nurse"], "not": ["she"]}]},
    {"entities": [{"mentions": ["nurse"], "attributes": {"age": 30}}]},
    {"not": ["two GUARDS"]},
    {"residue": ["She wept"]},
    {"body": ["Nine hurt"]},
    {"body": ["nowhere in the text"]},
]


@pytest.mark.parametrize("facts", HELD, ids=str)
def test_fact_that_holds(facts: dict[str, Any]) -> None:
    assert check(RECORD, facts) == []


@pytest.mark.parametrize("facts", UNMET, ids=str)
def test_fact_that_does_not_hold(facts: dict[str, Any]) -> None:
    assert len(check(RECORD, facts)) == 1
