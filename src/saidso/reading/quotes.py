"""Quotations in running text, whatever marks are used, odd or open ones included.

A quotation never crosses a paragraph, except by the convention that each paragraph of a long quote
opens with a mark and only the last one closes.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from saidso.record import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", "``": "''"}
_STRAIGHT = '"'


class Quote(msgspec.Struct, frozen=True):
    """A quotation: its span, marks included, and whether it stays open at its paragraph's end."""

    span: Span
    open: bool


def find_quotes(text: str, paragraphs: Sequence[Span]) -> list[Quote]:
    """Return the quotations of the paragraphs, in order; linear in the text."""
    return [quote for span in paragraphs for quote in _in_paragraph(text, span)]


def _in_paragraph(text: str, span: Span) -> list[Quote]:
    out: list[Quote] = []
    start: int | None = None
    closer = ""
    i, end = span
    while i < end:
        c = text[i]
        two = text[i : i + 2]
        if start is None:
            if c in _PAIRS and c != "„":
                start, closer = i, _PAIRS[c]
            elif two == "``":
                start, closer = i, "''"
                i += 1
            elif c == "„":
                start, closer = i, "“"
            elif c == _STRAIGHT and _opening(text, i, span):
                start, closer = i, _STRAIGHT
        elif (c == closer or two == closer or (closer == "“" and c == "”")) and not (
            c == _STRAIGHT and _only_opening(text, i, span)
        ):
            i += len(closer) - 1
            out.append(Quote((start, min(i + 1, end)), False))
            start = None
        elif c == "“" and closer == "”":  # a second opening mark: the first was never closed
            start = i
        i += 1
    if start is not None:
        out.append(Quote((start, end), True))
    return out


def _opening(text: str, i: int, span: Span) -> bool:
    """Return whether a straight mark at `i` can open: something follows that is no white space."""
    return i + 1 < span[1] and not text[i + 1].isspace()


def _only_opening(text: str, i: int, span: Span) -> bool:
    """Return whether a straight mark at `i` looks like an opening one: space before, word after."""
    before = i == span[0] or text[i - 1].isspace() or text[i - 1] in "([—–-"
    return before and i + 1 < span[1] and text[i + 1].isalnum()
