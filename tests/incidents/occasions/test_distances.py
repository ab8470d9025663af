"""Distances: the day that "three days after" leads back to, from the day of what came after."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.incidents.occasions.distances import distances, reach
from saidso.language.parse import Parse
from saidso.resolving.times.times import find_times


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Police arrested two men on Tuesday, three days after a shooting.", "2024-05-11"),
        ("Rebels shelled Orlo on Friday, a week after an attack on a post.", "2024-05-03"),
        ("A bomb went off on Friday, two days before an election.", "2024-05-12"),
    ],
)
def test_a_length_leads_to_a_day(parse: Callable[..., Parse], text: str, day: str) -> None:
    found = parse(text, published="2024-05-15")
    times = distances(found, find_times(text, published="2024-05-15"))
    assert times[-1].edtf == day
    deed = found.tokens[reach(found, times[-1])[-1]].text
    assert deed in ("shooting", "post", "election")
    assert not reach(found, times[0])


def test_a_length_before_a_day_leads_on_from_it(parse: Callable[..., Parse]) -> None:
    text = "Two days after Sunday's escape, police arrested nine men."
    found = parse(text, published="2024-05-15")
    times = distances(found, find_times(text, published="2024-05-15"))
    assert [t.edtf for t in times] == ["2024-05-14", "2024-05-12"]
    assert "arrested" in [found.tokens[k].text for k in reach(found, times[0])]
    assert not reach(found, times[1])


def test_a_length_that_opens_a_sentence_leads_back_from_its_day(
    parse: Callable[..., Parse],
) -> None:
    text = "A day after a man was shot dead in Orlo, police on Tuesday held his brother."
    found = parse(text, published="2024-05-15")
    times = distances(found, find_times(text, published="2024-05-15"))
    assert [t.edtf for t in times] == ["2024-05-13", "2024-05-14"]
    assert "shot" in [found.tokens[k].text for k in reach(found, times[0])]


@pytest.mark.parametrize(
    "text",
    [
        "Police said that three days after a shooting they held a man, and on Tuesday another.",
        "Three days after a shooting, police arrested two men.",  # no day to count from
        "Police arrested two men on Tuesday, hours after a shooting.",
        "The clash on Tuesday lasted three days.",
    ],
)
def test_others_stay_lengths(parse: Callable[..., Parse], text: str) -> None:
    found = parse(text, published="2024-05-15")
    times = find_times(text, published="2024-05-15")
    assert distances(found, times) == times


def test_the_week_before_leads_to_no_deed_behind_it(parse: Callable[..., Parse]) -> None:
    text = "Rebels killed two on Saturday. They killed nine the week before, officials said."
    found = parse(text, published="2024-05-15")
    times = find_times(text, published="2024-05-15")
    assert times[-1].edtf == "2024-04-29/2024-05-05"
    assert not reach(found, times[-1])
