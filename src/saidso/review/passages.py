"""Passages: a report's text in blocks of a size that a browser can show, and those in parts.

A block is one segment, or a piece of a long one; its number is the offset of its first code point, so
that what a browser says of it is clear without anything kept on the server.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from saidso.record import Report, Segment, Span

BLOCK = 4_000
"""Code points of one block at most."""
PART = 24_000
"""Code points of one part at most: some ten printed pages."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the text. `more`: the segment goes on in the next block; `leads`: it begins here."""

    span: Span
    segment: Segment
    leads: bool = True
    more: bool = False


def blocks(report: Report) -> list[Block]:
    """Return the blocks of a report in text order; line ends between them are in none."""
    out: list[Block] = []
    for segment in report.segments:
        start, end = _trimmed(report.text, segment.span)
        at = start
        while at < end:
            stop = _stop(report.text, at, end)
            out.append(Block(span=(at, stop), segment=segment, leads=at == start, more=stop < end))
            at = stop
    return out


def parts(found: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks in parts to be shown at a time, each within `PART`."""
    out: list[list[Block]] = []
    size = PART + 1
    for block in found:
        length = block.span[1] - block.span[0]
        if size + length > PART:
            out.append([])
            size = 0
        out[-1].append(block)
        size += length
    return out


def part_of(found: Sequence[Sequence[Block]], offset: int) -> int:
    """Return the number of the part in which a code point stands, 0 where it stands in none."""
    return max((k for k, part in enumerate(found) if part[0].span[0] <= offset), default=0)


def block_at(report: Report, start: int) -> Block | None:
    """Return the block that begins at a code point."""
    return next((b for b in blocks(report) if b.span[0] == start), None)


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the line ends around it."""
    start, end = span
    while start < end and text[start] in "\n\r":
        start += 1
    while end > start and text[end - 1] in "\n\r":
        end -= 1
    return start, end


def _stop(text: str, at: int, end: int) -> int:
    """Return where a block ends: at the end, or behind the last space that fits."""
    if end - at <= BLOCK:
        return end
    space = text.rfind(" ", at + BLOCK // 2, at + BLOCK)
    return at + BLOCK if space < 0 else space + 1
