"""What the adapter knows of the task, and the bounds that were chosen for it."""

from __future__ import annotations

import msgspec

from benchmarks.muc4.habits import Habits
from benchmarks.muc4.relevance import Relevance
from benchmarks.muc4.setlist import SetList


class Knowledge(msgspec.Struct, frozen=True):
    """What the adapter knows of the task: the set list, the habits of the keys, types, pairs."""

    places: SetList
    habits: Habits
    types: dict[str, str]
    """The task's type of each of our types that has one."""
    pairs: Relevance
    """Whether two targets belong to one incident."""
    fits: dict[str, Relevance]
    """Whether a phrase fills a slot of `lists.SLOTS` of an incident, by slot."""
    cues: dict[str, dict[str, Relevance]]
    """How likely each value of a slot is by the words around, by slot and value."""


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on chances, chosen on TST1 and TST2 where they agree with the development set."""

    target: float = 0.1
    """From which a target may make an incident."""
    other: float = 0.1
    """From which a phrase may be a perpetrator or an instrument."""
    fits: tuple[float, float, float, float, float] = (0.3, 0.2, 0.38, 0.3, 0.32)
    """From which a phrase fills a slot of the incident, in the order of `lists.SLOTS`."""
    most: tuple[int, int, int, int, int] = (2, 1, 40, 40, 2)
    """How many do."""


CHOICES = Choices()
