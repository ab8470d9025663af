"""What a mistake is: a benchmark's `mistakes(data)` yields them, this room shows them."""

from __future__ import annotations

import msgspec

from saidso.record import Span

NEAR = 110
"""Code points of text shown on either side of a span."""


class Mistake(msgspec.Struct, frozen=True):
    """One difference between gold and ours, with the words that it is about."""

    case: str
    """The article, page or message."""
    kind: str
    """Its class: "missed", "spurious", "wrong value" and the like."""
    text: str
    gold: str
    ours: str
    weight: float = 1.0
    """How bad it is, among the mistakes of its benchmark; the worst are shown first."""


def around(text: str, span: Span) -> str:
    """Return a span in brackets with the text near it, on one line."""
    start, end = span
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
