"""Superlatives over other incidents, and those that rank none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.incidents.ontology import load
from saidso.incidents.tolls.superlatives import find_superlatives
from saidso.language.parse import Parse
from saidso.resolving.times.times import find_times


def found(parse: Parse) -> list[tuple[str, str, str | None]]:
    spans = [s.span for s in parse.sentences]
    times = find_times(parse.text, published="2020-03-12", spans=spans)
    counts = find_superlatives(parse, times, load().lexicon())
    return [(c.quantity.words, c.of, c.period) for c in counts]


@pytest.mark.parametrize(
    ("text", "word", "of", "period"),
    [
        ("It was the deadliest attack in the city since 2014.", "deadliest", "attack", "since 2014"),
        ("The blast was the worst in Kenya this year.", "worst", "blast", "this year"),
        ("The ambush was the bloodiest in a decade, officials said.", "bloodiest", "ambush", "a decade"),
        ("Sunday's shooting, the deadliest this year, left nine dead.", "deadliest", "shooting", "this year"),
        ("Police called it the largest protest since 2011.", "largest", "protest", "since 2011"),
        ("The massacre was the deadliest there in five years.", "deadliest", "massacre", "five years"),
    ],
)  # fmt: skip
def test_superlative(
    parse: Callable[..., Parse], text: str, word: str, of: str, period: str
) -> None:
    assert found(parse(text)) == [(word, of, period)]


@pytest.mark.parametrize(
    "text",
    [
        "It was one of the deadliest attacks since 2014.",
        "It was the second deadliest attack this year.",
        "Flooding was the worst since 1998.",
        "The worst was over, the mayor said this year.",
        "The attack hit the largest market of the city.",
        "Soldiers guarded the biggest bridge this month.",
        "It was the deadliest attack of the war.",
    ],
)
def test_no_superlative(parse: Callable[..., Parse], text: str) -> None:
    assert found(parse(text)) == []
