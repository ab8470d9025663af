"""Marks: a text split at the borders of spans, so that spans that cross can all be shown.

Everything here counts in Unicode code points; how a browser counts is the business of `selection`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from saidso.record import Span
from saidso.review.families import Family


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Words that carry claims: `claims` are their ids, `says` is what a screen reader is told."""

    span: Span
    family: Family
    claims: tuple[str, ...]
    says: str


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Words between two borders: the marks over them, the widest first, and which begin and end here."""

    text: str
    over: tuple[Mark, ...] = ()
    begin: tuple[Mark, ...] = ()
    end: tuple[Mark, ...] = ()

    @property
    def shown(self) -> Mark | None:
        """The mark whose colour the words take: the narrowest."""
        return self.over[-1] if self.over else None

    @property
    def claims(self) -> str:
        """The ids of all claims of these words, with spaces between them."""
        return " ".join(dict.fromkeys(c for mark in self.over for c in mark.claims))

    @property
    def letters(self) -> str:
        """The letters of the families that begin here."""
        return "".join(dict.fromkeys(mark.family.letter for mark in self.begin))


def pieces(text: str, window: Span, marks: Iterable[Mark]) -> list[Piece]:
    """Return the words of `window` in `text`, split where a mark begins or ends.

    A mark that reaches over an edge of the window is shown inside it. The pieces' texts joined are
    the text of the window, whatever the marks.
    """
    low, high = window
    inside = [m for m in marks if m.span[0] < high and m.span[1] > low and m.span[0] < m.span[1]]
    inside.sort(key=lambda m: (m.span[0] - m.span[1], m.span[0]))
    borders = sorted({low, high, *(b for m in inside for b in m.span if low < b < high)})
    return [_piece(text, start, end, inside) for start, end in pairwise(borders)]


def _piece(text: str, start: int, end: int, marks: Sequence[Mark]) -> Piece:
    over = tuple(m for m in marks if m.span[0] <= start and end <= m.span[1])
    return Piece(
        text=text[start:end],
        over=over,
        begin=tuple(m for m in over if m.span[0] == start),
        end=tuple(m for m in over if m.span[1] == end),
    )
