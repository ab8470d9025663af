"""Chains: counts that come on top of the one before: "killed three. A second bomb killed four more"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saidso.reading.harm.casualties import Harm

_NEAR = 2
"""Sentences over which "four more" reaches back."""


def chained(harms: Sequence[Harm]) -> int:
    """Return the most that counts of one slot give where each "four more" or "another guard" is added to
    the count right before it; 0 where none is.

    A number that was just told is that one again: "three were killed ... three others dead".
    """
    most = run = length = at = 0
    added: set[int] = set()
    for harm in sorted((h for h in harms if isinstance(h.value, int) and h.value), key=_order):
        assert isinstance(harm.value, int)
        near = run > 1 and harm.sentence - at <= _NEAR and not (harm.total or harm.struck)
        if any(0 < p.nth <= run for p in harm.people):
            continue  # "a shooting killed two. A second teen has died": he is one of them
        if near and _on_top(harm) and harm.value not in added:
            run, length = run + harm.value, length + 1
            added.add(harm.value)
        elif not _on_top(harm):
            run, length, added = harm.value, 1, {harm.value}
        at = harm.sentence
        most = max(most, run if length > 1 else 0)
    return most


def _order(harm: Harm) -> int:
    return harm.order


def _on_top(harm: Harm) -> bool:
    """Return whether a count is of others than those before: "four more", "another guard"."""
    if harm.people and harm.value == len(harm.people):
        return all(p.another and not (p.definite or p.also) for p in harm.people)
    return harm.others
