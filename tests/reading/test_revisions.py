"""Figures that their speaker revises, and numbers after the same words that are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.clauses.quantities import find_quantities
from saidso.reading.harm.harm import find_harm


def found(parse: Parse) -> list[tuple[str, int | str | None, bool]]:
    return [(h.slot, h.value, h.outdated) for h in find_harm(parse, find_quantities(parse))]


@pytest.mark.parametrize(
    ("text", "slot", "old", "new"),
    [
        ("The ministry said six people were killed, later revised to four.", "killed", 6, 4),
        (
            "The ministry said six people had died but later revised the figure to four.",
            "killed",
            6,
            4,
        ),
        (
            "Police said 12 soldiers were wounded. They later corrected that to nine.",
            "injured",
            12,
            9,
        ),
        (
            "Officials said at least 20 were injured, a number later raised to 31.",
            "injured",
            20,
            31,
        ),
        ("Nine miners were killed, up from three, rescuers said.", "killed", 3, 9),
        ("Eleven people were killed in the blast, down from 15, the mayor said.", "killed", 15, 11),
        ("Police revised the death toll from six to four after the bombing.", "killed", 6, 4),
        ("The death toll was lowered to four from six.", "killed", 6, 4),
        (
            "The bombing killed nine people, the hospital said, correcting an earlier figure of 11.",
            "killed",
            11,
            9,
        ),
    ],
)
def test_revision(parse: Callable[..., Parse], text: str, slot: str, old: int, new: int) -> None:
    counts = found(parse(text))
    assert (slot, old, True) in counts
    assert (slot, new, False) in counts


@pytest.mark.parametrize(
    "text",
    [
        "Six people were killed and police raised the reward to 5,000 dollars.",
        "Two guards were killed. The ministry changed its staff to 40 officers.",
        "Six people were killed, police said. The speed limit was lowered to 30.",
        "Four people were killed, and the party lost seats, down from 20 years ago.",
        "Four people were killed when they travelled to two villages.",
        "The company raised its forecast to nine.",
        "Six people were killed on the road, whose limit was later lowered to 30.",
        "Three men were killed. The charge, later reduced to two counts, was theft.",
    ],
)
def test_no_revision(parse: Callable[..., Parse], text: str) -> None:
    counts = found(parse(text))
    assert not any(outdated for *_, outdated in counts), counts
