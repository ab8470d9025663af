"""Selections: from what a browser says somebody selected to spans of the text.

A browser names the block and the UTF-16 offset in it for each end; code points are counted here.
People who do not point with a mouse type the words instead, and they are looked up.
"""

from __future__ import annotations

import re

from saidso.errors import UsageError
from saidso.record import Report, Span
from saidso.review.characters import points
from saidso.review.passages import block_at


def selected(report: Report, start: str, end: str) -> Span:
    """Return the span between two ends, each written "BLOCK:UNITS" ("120:14").

    White space at its edges is left out. Raises UsageError where nothing is selected, or where an
    end is no place in the report's text.
    """
    span = (_offset(report, start), _offset(report, end))
    low, high = min(span), max(span)
    while low < high and report.text[low].isspace():
        low += 1
    while high > low and report.text[high - 1].isspace():
        high -= 1
    if low == high:
        raise UsageError("no words are selected", help="select them in the text, or type them")
    return low, high


def typed(report: Report, words: str, *, near: int = 0) -> Span:
    """Return the span of words as they stand in the text, of several places the one nearest `near`.

    Any white space stands for any other. Raises UsageError where the text does not hold them.
    """
    parts = words.split()
    if not parts:
        raise UsageError("no words are given", help="select them in the text, or type them")
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    found = [m.span() for m in pattern.finditer(report.text)]
    if not found:
        raise UsageError(
            f"the report does not say “{' '.join(parts)[:80]}”",
            help="type the words exactly as they stand in it",
        )
    return min(found, key=lambda span: (abs(span[0] - near), span))


def _offset(report: Report, end: str) -> int:
    block, _, offset = end.partition(":")
    try:
        found = block_at(report, int(block))
        if found is None:
            raise ValueError(block)
        return found.span[0] + points(report.text[slice(*found.span)], int(offset))
    except ValueError as error:
        raise UsageError(
            "that is no place in the report's text", help="select the words again"
        ) from error
