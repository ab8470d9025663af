"""Offsets: half-open spans in Unicode code points, and arithmetic on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saidso.record import Span


def words(text: str, span: Span) -> str:
    """Return the words of `span` in `text`."""
    return text[span[0] : span[1]]


def overlap(a: Span, b: Span) -> int:
    """Return how many code points `a` and `b` share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def contains(outer: Span, inner: Span) -> bool:
    """Return whether every code point of `inner` lies in `outer`."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def covered(span: Span, by: Iterable[Span]) -> bool:
    """Return whether one of the spans in `by` contains `span`."""
    start, end = span
    for first, last in by:  # noqa: SIM110  # asked for every claim; a loop takes half as long
        if first <= start and end <= last:
            return True
    return False


def size(spans: Iterable[Span]) -> int:
    """Return the number of code points in `spans` (which must not overlap)."""
    return sum(end - start for start, end in spans)


def merge(spans: Iterable[Span], *, gap: int = 0) -> list[Span]:
    """Return `spans` sorted, with those that overlap or lie within `gap` code points joined."""
    ordered = sorted(spans)
    if len(ordered) < 2:
        return ordered
    out: list[Span] = []
    for start, end in ordered:
        if out and start <= out[-1][1] + gap:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def strip(text: str, span: Span) -> Span:
    """Return `span` without white space at its ends (an empty span where there is nothing else)."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end)


def partitions(spans: Sequence[Span], length: int) -> bool:
    """Return whether `spans`, in order, cover [0, length) without gap or overlap."""
    position = 0
    for start, end in spans:
        if start != position or end < start:
            return False
        position = end
    return position == length
