"""Hedges: which words weaken a clause, and how far they reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.clauses.hedges import certainty_of, find_hedges, weaker


@pytest.mark.parametrize(
    ("text", "word", "certainty"),
    [
        ("The rebels may have fired first.", "fired", "possible"),
        ("Two gunmen reportedly entered the school.", "entered", "probable"),
        ("The convoy was apparently hit by a mine.", "hit", "probable"),
        ("It is not clear who planted the bomb.", "planted", "certain"),
        ("It is not clear whether rebels planted the bomb.", "planted", "unknown"),
        ("Police arrested two men in May.", "arrested", "certain"),
        ("The suspect appeared in court on Friday.", "appeared", "certain"),
        ("Three people were killed.", "killed", "certain"),
        ("Residents could flee when the shooting began.", "shooting", "certain"),
        ("The guard may have fled before the bomb exploded.", "exploded", "certain"),
        ("The guard may have fled before the bomb exploded.", "fled", "possible"),
        ("Before the bomb exploded, the guard may have fled.", "exploded", "certain"),
        ("The army is investigating claims that troops shot a boy.", "shot", "unknown"),
        ("Claims that troops shot a boy are being examined, the army said.", "shot", "unknown"),
        ("The army is looking into reports that a shell hit a school.", "hit", "unknown"),
        ("The army confirmed reports that a shell hit a school.", "hit", "certain"),
        ("The mission received a complaint that rebels shelled the town.", "shelled", "unknown"),
        ("There were reports that rebels shelled the town.", "shelled", "unknown"),
        ("The ministry received reports that a shell hit a school.", "hit", "unknown"),
        ("Officers received a report that a man had been shot.", "shot", "certain"),
        ("The mission received a complaint from guards that troops shot a boy.", "shot", "certain"),
        ("Police are investigating the attack that killed a boy.", "killed", "certain"),
        ("The bomb may have exploded as the guard fled to the gate.", "exploded", "possible"),
    ],
)
def test_certainty(parse: Callable[..., Parse], text: str, word: str, certainty: str) -> None:
    found = parse(text)
    i = next(t.i for t in found.tokens if t.text == word)
    assert certainty_of(find_hedges(found), (i, i + 1))[0] == certainty


def test_a_hedge_does_not_reach_the_next_clause(parse: Callable[..., Parse]) -> None:
    found = parse("The driver may have fallen asleep. Four people died.")
    i = next(t.i for t in found.tokens if t.text == "died")
    assert certainty_of(find_hedges(found), (i, i + 1))[0] == "certain"


def test_weaker() -> None:
    assert weaker("certain", "possible") == "possible"
    assert weaker("unknown", "probable") == "unknown"
