"""Figures: counts in words, the same on every screen, in every page and in every note.

It stands on the ground floor: whoever prints a number of people prints it through here.
"""

from __future__ import annotations

from collections.abc import Mapping

MODIFIERS: Mapping[str, str] = {
    "at_least": "at least ",
    "at_most": "at most ",
    "about": "about ",
    "more_than": "more than ",
    "fewer_than": "fewer than ",
}
"""Words for the modifiers of a count that are said before it."""
SEVERAL = 2
"""The least that a plural without a number says ("guards were killed")."""


def figure(
    value: int | None, low: int | None, high: int | None, modifier: str | None
) -> str | None:
    """Return a count in words: "at least 17", "10–15", "12 or more" of "dozens"; None for an unknown."""
    bound = low if high is None else high
    shown = bound if value is None else value
    if shown is None:
        return None
    if unnumbered(value, low, high):
        return "more than one"
    if modifier in MODIFIERS:
        return f"{MODIFIERS[modifier or '']}{shown}"
    if None not in (low, high) and low != high:
        return f"{low}–{high}"
    return f"{shown} or more" if open_ended(low, high, modifier) else str(shown)


def unnumbered(value: int | str | None, low: int | None, high: int | None) -> bool:
    """Return whether a count is no more than a plural: it allows every number and gives none."""
    return value is None and high is None and low == SEVERAL


def open_ended(low: int | None, high: int | None, modifier: str | None) -> bool:
    """Return whether a count is a vague word whose least number is `low`: "several", "dozens"."""
    return low is not None and high is None and modifier in (None, "exactly")
