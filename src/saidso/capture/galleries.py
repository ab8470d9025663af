"""Galleries: pictures that a page prints around its story, mostly of other stories, by their captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from saidso.capture.stories import Block, Mark, Story

_HEAD = 1600
"""No more code points of a block than these are looked at."""
_TOLD_TWICE = 30
"""Letters of a sentence, at least, that shows by standing there twice that it is a caption."""
_OWN = 0.5
"""The share of its words that the story has, from which on a caption may be of the story's own picture."""
_LINE, _REST = 5, 40
"""Words of a line that is not the same by chance, and of the story that stands beside such lines."""


def is_gallery(b: Block) -> bool:
    """Return whether a block prints the captions of other stories' pictures, each of them twice.

    "Caption Barn burns down Fire took a barn on Sunday. (Ada Holt / Velm Post) Fire took a barn on Sunday."
    """
    if not re.match(r"Captions?\s(?=[A-Z0-9])", b.text):
        return False
    head = b.text[:_HEAD]
    parts = (part for part in re.split(r"(?<=[.)!?])\s+", head) if len(part) >= _TOLD_TWICE)
    return any(head.count(part) > 1 for part in parts)


def printed_twice(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> list[int]:
    """Return the blocks that are printed twice in a row: captions of pictures, most of other stories.

    A caption of the story's own picture stays, once, where most of the pictures are the story's.
    """
    again = {i for i in range(1, len(blocks)) if _is_copy(blocks, i)}
    copies = again | {i - 1 for i in again}
    if not again:
        return []
    story = Story(blocks, [Mark("residue", "") if i in copies else m for i, m in enumerate(marks)])
    if story.total < _REST:
        return []
    near = {i for i in copies if story.shared(i, len(blocks)) >= _OWN}
    own = near - again if 2 * len(near) > len(copies) else set()
    return sorted(copies - own)


def _is_copy(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a block says word for word what the one before it says."""
    return blocks[i].words >= _LINE and blocks[i].text == blocks[i - 1].text
