"""Spells: two days that bound what a report counts are one time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from saidso.incidents.occasions.spells import is_spell, spells
from saidso.language.parse import Parse
from saidso.resolving.times.newsday import news_day
from saidso.resolving.times.times import find_times


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Troops shot 13 men between May 3 and May 9.", ["2024-05-03/2024-05-09"]),
        ("Strikes hit camps from May 3 through May 9.", ["2024-05-03/2024-05-09"]),
        ("Troops shot 13 men from 20 April to 9 May.", ["2024-04-20/2024-05-09"]),
        ("Troops shot men on May 3 and May 9.", ["2024-05-03", "2024-05-09"]),
        ("He was in Velm from May 3 and shot on May 9.", ["2024-05-03", "2024-05-09"]),
        ("Between May 9 and May 3 nothing was said.", ["2024-05-09", "2024-05-03"]),
        ("Guns shelled two towns over the past 24 hours.", ["2024-05-15/2024-05-16"]),
    ],
)
def test_two_days_that_bound_a_spell(
    parse: Callable[..., Parse], text: str, found: list[str]
) -> None:
    parsed = parse(text, "2024-05-16")
    times = find_times(parsed.text, published=news_day(parsed.report))
    joined = spells(parsed, times)
    assert [t.edtf for t in joined] == found
    assert [is_spell(t) for t in joined] == ["/" in t.edtf and not t.relative_to for t in joined]
    assert all(a.span[1] <= b.span[0] for a, b in pairwise(joined))
