"""Weighed: the alternatives of a learned choice, for whoever learns from them or looks at them.

The reader chooses the day and the place of a main incident among all that a report names. What it chose
among is told here, to whoever listens; nobody does while reports are only read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, TypeVar

T = TypeVar("T")
Choice = Literal["day", "place"]
_heard: dict[Choice, list[Sequence[object]]] = {}


def weigh(choice: Choice, alternatives: Sequence[T]) -> Sequence[T]:
    """Return the alternatives of a choice, and tell them to who listens."""
    if choice in _heard:
        _heard[choice].append(alternatives)
    return alternatives


@contextmanager
def listening(choice: Choice) -> Iterator[list[Sequence[object]]]:
    """Give a list that takes the alternatives of each such choice, as long as the context is open."""
    heard: list[Sequence[object]] = []
    _heard[choice] = heard
    try:
        yield heard
    finally:
        del _heard[choice]
