"""Counts over other incidents: ordinals and tallies, and numbers that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.incidents.assembly.breaches import find_breaches
from saidso.incidents.ontology import load
from saidso.incidents.tolls.tallies import Count, find_counts
from saidso.language.parse import Parse
from saidso.reading.clauses.quantities import find_quantities
from saidso.resolving.times.times import find_times


def counts(parse: Parse) -> list[Count]:
    spans = [s.span for s in parse.sentences]
    times = find_times(parse.text, published="2020-03-12", spans=spans)
    news = {b.trigger for b in find_breaches(parse)}
    return find_counts(parse, find_quantities(parse), times, load().lexicon(), news=news)


@pytest.mark.parametrize(
    ("text", "number", "of", "period"),
    [
        ("Police looked into the shooting, the fourth by officers this year.", 4, "shooting", "this year"),
        ("The attack, the third on a church this month, hurt no one.", 3, "attack", "this month"),
        ("They condemned the kidnapping, the second of a priest in two weeks.", 2, "kidnapping", "two weeks"),
        ("The ambush, the second targeting a convoy in a week, killed three.", 2, "ambush", "a week"),
        ("The strike, the ninth by a drone since June, hit a car.", 9, "strike", "since June"),
        ("The riot led to the arrest of the mayor, the fourth since 1990.", 4, "arrest", "since 1990"),
        ("The blast was the fifth in the city since March.", 5, "blast", "since March"),
        ("It was the sixth such raid this year.", 6, "raid", "this year"),
        ("The murder is the 12th in the county this year.", 12, "murder", "this year"),
        ("A bomb exploded in Quetta, the third blast there in a month.", 3, "blast", "a month"),
    ],
)  # fmt: skip
def test_ordinal(parse: Callable[..., Parse], text: str, number: int, of: str, period: str) -> None:
    found = [c for c in counts(parse(text)) if c.slot == "ordinal"]
    assert [(c.quantity.low, c.of, c.period) for c in found] == [(number, of, period)]


@pytest.mark.parametrize(
    "text",
    [
        "The officer, the third in line, fell over.",
        "The driver, the second in the convoy, was killed this year.",
        "After the shooting, the second fled on foot.",
        "The shooting took place on the second floor.",
        "Two attacks hit the town.",
        "A second later the bomb exploded.",
        "The first attack occurred at noon.",
        "No injuries were reported in the Tarvin shooting this year.",
        "A second resident, who attacked the plan, left this year.",
    ],
)
def test_no_count_over_incidents(parse: Callable[..., Parse], text: str) -> None:
    assert counts(parse(text)) == []


@pytest.mark.parametrize(
    ("text", "number", "of"),
    [
        ("Observers counted 40 violations of the ceasefire near Velm on Monday.", 40, "violations"),
        ("The mission recorded 112 ceasefire violations.", 112, "ceasefire violations"),
        ("The mission recorded no ceasefire violations in the north.", 0, "ceasefire violations"),
        ("The other side broke the truce 14 times on Monday.", 14, "broke the truce"),
    ],
)
def test_breaches_are_news_by_their_number(
    parse: Callable[..., Parse], text: str, number: int, of: str
) -> None:
    assert [(c.quantity.low, c.of) for c in counts(parse(text))] == [(number, of)]
