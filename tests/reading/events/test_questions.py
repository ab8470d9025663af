"""Open questions: what a report says is not known of an incident, and for which slot."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.clauses.hedges import find_hedges
from saidso.reading.events.questions import find_questions


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("It was not clear how many rounds had been fired.", "rounds_fired"),
        ("It is not known how many shots were fired.", "rounds_fired"),
        ("It was not immediately clear how many missiles were launched.", "rounds_fired"),
        ("It is unclear how many shells landed in the village overnight.", "rounds_fired"),
        ("The number of shots fired is unknown.", "rounds_fired"),
        ("It was not clear how many soldiers had been captured.", "captured"),
        ("It remained unclear how many had been taken hostage.", "captured"),
        ("How many civilians were hurt is not known.", "injured"),
        ("It is unclear how many people remain missing.", "missing"),
        ("The number of dead was not known.", "killed"),
        ("The number of people injured was not immediately known.", "injured"),
        ("It is not clear who planted the bomb.", "perpetrator"),
        ("Why he left is not known.", "motive"),
        ("The motive was unclear.", "motive"),
    ],
)
def test_question(parse: Callable[..., Parse], text: str, slot: str) -> None:
    found = parse(text)
    assert [q.slot for q in find_questions(found, find_hedges(found))] == [slot]


@pytest.mark.parametrize(
    "text",
    [
        "It was not known how many people were inside.",
        "It was unclear how many bullets struck the car.",
        "It was not clear how many trucks had been burned.",
        "It was not clear how many people fired.",
        "The number of cars was not known.",
        "Soldiers fired at least forty rounds.",
    ],
)
def test_no_question_of_a_slot(parse: Callable[..., Parse], text: str) -> None:
    found = parse(text)
    assert find_questions(found, find_hedges(found)) == []
