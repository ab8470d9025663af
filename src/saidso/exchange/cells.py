"""Cells of a row, each with the rule that made it and the claims it sums up."""

from __future__ import annotations

import msgspec


class Cell(msgspec.Struct, frozen=True):
    """A cell as it is written, the rule behind it, and the claims ("report#claim") it comes from.

    An empty `rule` marks a cell that the store knows nothing for: it holds what the codebook
    prescribes for unknown.
    """

    value: str
    rule: str = ""
    claims: tuple[str, ...] = ()


UNKNOWN = Cell("")
"""An empty cell: unknown, in the codebooks that leave such cells empty."""

Row = dict[str, Cell]
"""Cells by column; columns that are not there are unknown."""


class LeftOut(msgspec.Struct, frozen=True):
    """An incident that has no row in a format, and why."""

    incident: str
    type: str
    reason: str


def number(value: float | int | None, rule: str, claims: tuple[str, ...] = ()) -> Cell:
    """Return the cell of a number, an empty one where it is not known."""
    if value is None:
        return UNKNOWN
    return Cell(str(value), rule, claims)


def degrees(value: float | None, rule: str, claims: tuple[str, ...] = ()) -> Cell:
    """Return the cell of a coordinate in decimal degrees, four digits."""
    if value is None:
        return UNKNOWN
    return Cell(f"{value:.4f}", rule, claims)


def text(value: str | None, rule: str, claims: tuple[str, ...] = ()) -> Cell:
    """Return the cell of some words, an empty one where there are none."""
    return Cell(value, rule, claims) if value else UNKNOWN
