"""Blocks of a text with what their layout tells, and the story that they may belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from saidso.capture.english import function_words

_STOPS = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}\Z")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]{0,2}\s+(?=[\"'“‘(]?[A-Z0-9])")


class Mark(msgspec.Struct, frozen=True):
    """What a block is besides a paragraph, and why."""

    kind: Literal["residue", "caption"]
    why: str


class Block(msgspec.Struct, frozen=True):
    """One block of text with what its layout tells: words, final stop, sentences."""

    text: str
    words: int
    stopped: bool
    sentences: int
    content: frozenset[str]
    """The words that carry meaning."""

    @property
    def prose(self) -> bool:
        """Whether this looks like running text of a story."""
        return self.stopped and self.words >= 8 and not self.text.endswith((":", ";"))


def block(text: str) -> Block:
    """Return `text` with its layout."""
    text = text.strip()
    return Block(
        text,
        len(_WORD.findall(text)),
        bool(_STOPS.search(text[-8:])),
        1 + len(_SENTENCE_END.findall(text)),
        frozenset(content_words(text)),
    )


def content_words(text: str) -> set[str]:
    """Return the words of a text that carry meaning: lower case, no function words, 3+ letters."""
    common = function_words()
    words = map(str.lower, _WORD.findall(text))
    return {w for w in words if len(w) > 2 and w not in common}


class Story:
    """The words of the story, counted by block, to ask whether a block belongs to it."""

    def __init__(self, blocks: Sequence[Block], marks: Sequence[Mark | None]) -> None:
        self.blocks = blocks
        self.words = [b.content for b in blocks]
        self.prose = [m is None and b.prose for b, m in zip(blocks, marks, strict=True)]
        total = 0
        self.before: list[int] = []
        for b, prose in zip(blocks, self.prose, strict=True):
            self.before.append(total)
            total += b.words if prose else 0
        self.total = total
        self._known: list[set[str]] = []

    def shared(self, i: int, end: int) -> float:
        """Return which share of the content words of block `i` stands in the prose before `end`."""
        if not self._known:
            seen: set[str] = set()
            for words, prose in zip(self.words, self.prose, strict=True):
                self._known.append(set(words) - seen if prose else set())
                seen |= self._known[-1]
            self._first = {w: n for n, new in enumerate(self._known) for w in new}
        mine = self.words[i]
        return sum(self._first.get(w, end) < end for w in mine) / len(mine) if mine else 0.0

    def continues(self, i: int, end: int) -> bool:
        """Return whether block `i` goes on with the story that was broken off before block `end`."""
        b = self.blocks[i]
        if not self.prose[i]:
            return False
        shared = self.shared(i, end)
        return (b.words >= 20 and shared >= 0.3) or (b.words >= 12 and shared >= 0.45)
