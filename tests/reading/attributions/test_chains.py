"""Chains: outermost speaker first, outlets that were told something, loops, the page itself."""

from __future__ import annotations

from typing import Any

from saidso.reading.attributions.chains import OWN_VOICE, Chains, printed
from saidso.record import (
    Attribution,
    Entity,
    ReaderInfo,
    Record,
    Report,
    Source,
    SourceKind,
    Words,
)

TEXT = "The Post said a nurse told AFP that two men died."


def said(id: str, words: str, kind: SourceKind = "role", **more: Any) -> Attribution:
    start = TEXT.find(words)
    spans = [(start, start + len(words))] if words else []
    return Attribution(
        id=id,
        source=Source(spans=spans, entity=None, kind=kind),
        cue=Words(spans=[(9, 13)]),
        content=Words(spans=[(14, 49)]),
        quotation="indirect",
        stance="asserts",
        certainty="certain",
        **more,
    )


def chains(*attributions: Attribution, outlet: str | None = None) -> Chains:
    return Chains(
        Record(
            reader=ReaderInfo(version="0", model="0"),
            report=Report(id="0", name="x", text=TEXT, outlet=outlet),
            entities=[Entity(id="e1", kind="organisation", name="AFP", mentions=[(27, 30)])],
            attributions=list(attributions),
        )
    )


def test_outermost_speaker_comes_first() -> None:
    found = chains(said("a1", "The Post"), said("a2", "a nurse", within="a1", told="e1"))
    assert found.of("a2") == ["The Post", "AFP", "a nurse"]
    assert printed(found.of("a2")) == "The Post ← AFP ← a nurse"


def test_the_page_speaks_where_nobody_is_named() -> None:
    assert chains(said("a1", "", "implicit")).of("a1") == [OWN_VOICE]
    assert chains(said("a0", "", "author"), outlet="The Star").of("a0") == ["The Star"]


def test_nobody_named_in_the_middle_is_left_out() -> None:
    found = chains(said("a1", "The Post"), said("a2", "", "implicit", within="a1"))
    assert found.of("a2") == ["The Post"]


def test_a_loop_ends() -> None:
    found = chains(said("a1", "The Post", within="a2"), said("a2", "a nurse", within="a1"))
    assert found.of("a1") == ["a nurse", "The Post"]


def test_an_unknown_id_is_the_page() -> None:
    assert chains().of("a9") == [OWN_VOICE]
