"""Who had to leave home, in whatever words; and who only ran from a scene."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from saidso.language.parse import Parse
from saidso.reading.clauses.quantities import find_quantities
from saidso.reading.entities.entities import find_entities
from saidso.reading.harm.harm import find_harm

Parser = Callable[..., Parse]
CASES = [
    ("More than 40,000 people have fled their homes since the fighting began.", 40_001),
    ("The fighting has displaced 12,000 people in the valley.", 12_000),
    ("About 3,000 families were forced from their homes by the shelling.", 3_000),
    ("Some 500 villagers fled across the border after the attack.", 500),
    ("At least 900 residents had to leave their houses when rebels shelled the town.", 900),
    ("Shelling drove 2,000 people out of the town.", 2_000),
    ("The attack left 700 families homeless.", 700),
    ("Tens of thousands fled the city after the air strikes.", 10_000),
    ("Six families fled the village on Monday.", 6),
    ("Clashes led to the displacement of 5,000 persons from Orvel.", 5_000),
    ("An unknown number of people fled the village on Monday.", 2),
    ("Shelling displaced a 12-member family from Orvel on Monday.", 12),
]
NOT = [
    "The two suspects fled the house on foot.",
    "Three gunmen fled the village on motorcycles.",
    "A man fled the apartment and called the police.",
    "The driver left the town after the shooting.",
]


def _displaced(parse: Parse) -> list[int | None]:
    harms = find_harm(parse, find_quantities(parse), cast=find_entities(parse))
    return [h.low for h in harms if h.slot == "displaced"]


@pytest.mark.parametrize(("text", "low"), CASES)
def test_who_has_to_leave_is_displaced(parse: Parser, text: str, low: int) -> None:
    assert _displaced(parse(text)) == [low]


@pytest.mark.parametrize("text", NOT)
def test_who_runs_from_a_scene_is_not(parse: Parser, text: str) -> None:
    assert _displaced(parse(text)) == []
