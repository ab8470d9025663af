"""Windows: what the encoder reads at once, a run of whole sentences of one report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from saidso.language.labels import shape
from saidso.record import Span

SIZE = 192
"""Word pieces in a window, two marks included; a longer sentence gets a window of its own."""
LIMIT = 510
"""The encoder has no positions beyond this."""
_CLS, _SEP = 101, 102
_OPENING, _CLOSING, _EITHER = frozenset({"“", "``", "«"}), frozenset({"”", "''", "’’", "»"}), '"'
_MARKS = _OPENING | _CLOSING | {_EITHER}
_KEPT = 200_000
"""Words whose pieces are remembered; then all are forgotten, which bounds memory."""

Word = tuple[list[int], int, int]
"""A word's pieces, its shape where it opens a sentence and its shape elsewhere."""


class Draft(msgspec.Struct):
    """A sentence on its way into a window: its first token in the report and its words."""

    first: int
    spans: list[Span]
    words: list[str]


class Window(msgspec.Struct):
    """Word pieces of a run of sentences; `start` is the first token's index in the report."""

    start: int
    ids: list[int]
    shapes: list[int]
    first: list[int]
    """For each word the position of its first piece."""
    sentence: list[int]
    """For each word the number of its sentence inside the window."""
    marks: list[int]
    """For each word how it stands to quotations (labels.MARKS)."""
    quoted: list[bool]
    """For each sentence whether a quotation mark stands in it or a quotation runs through it."""


class Builder:
    """Builds windows; remembers the pieces of each word, since words come again and again."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, Word] = {}

    def windows(self, drafts: Sequence[Draft]) -> Iterator[Window]:
        """Yield the windows of the sentences of one report, in order."""
        known = self._learnt(drafts)
        window: Window | None = None
        open_quote = False
        for draft in drafts:
            parts = [known[word] for word in draft.words]
            size = sum(len(pieces) for pieces, _, _ in parts)
            if size > LIMIT - 2:
                parts = _squeezed(parts)
                size = sum(len(pieces) for pieces, _, _ in parts)
            if window is None or len(window.ids) + size + 1 > SIZE:
                if window is not None:
                    yield _closed(window)
                window = Window(draft.first, [_CLS], [0], [], [], [], [])
                open_quote = False
            ids, shapes, first = window.ids, window.shapes, window.first
            window.sentence += [len(window.quoted)] * len(parts)
            marks, open_quote = quotations(draft.words, open_quote)
            window.marks += marks
            window.quoted.append(any(marks))
            before = len(ids) - 1
            for k, (pieces, opening, inner) in enumerate(parts):
                if pieces:  # a word without pieces points at the piece before it
                    before = len(ids)
                    ids += pieces
                    shapes += [inner if k else opening] * len(pieces)
                first.append(before)
        if window is not None:
            yield _closed(window)

    def _learnt(self, drafts: Sequence[Draft]) -> dict[str, Word]:
        """Return the table of words with all words of the sentences in it."""
        known = self._known
        if len(known) > _KEPT:
            known.clear()
        new = [w for w in dict.fromkeys(w for d in drafts for w in d.words) if w not in known]
        if new:
            encoded = self._tokenizer.encode_batch(
                [[word] for word in new], is_pretokenized=True, add_special_tokens=False
            )
            for word, one in zip(new, encoded, strict=True):
                known[word] = (one.ids, shape(word, True), shape(word, False))
        return known


def quotations(words: Sequence[str], inside: bool) -> tuple[list[int], bool]:
    """Return for each word how it stands to quotations (labels.MARKS), and whether one stays open.

    `inside`: whether a quotation is open before the first word.
    """
    if _MARKS.isdisjoint(words):
        return [3 if inside else 0] * len(words), inside
    out = []
    for word in words:
        if word in _MARKS:
            inside = not inside if word == _EITHER else word in _OPENING
            out.append(1 if inside else 2)
        else:
            out.append(3 if inside else 0)
    return out, inside


def _closed(window: Window) -> Window:
    window.ids.append(_SEP)
    window.shapes.append(0)
    return window


def _squeezed(parts: Sequence[Word]) -> list[Word]:
    """Keep the first pieces of each word so that the sentence fits (hostile input)."""
    words = max(k for k, (pieces, _, _) in enumerate(parts) if pieces) + 1
    most = max(1, (LIMIT - 2) // words)
    return [(pieces[:most], opening, inner) for pieces, opening, inner in parts]


def feed(window: Window) -> dict[str, npt.NDArray[np.int64]]:
    """Return the encoder's inputs for one window."""
    return {
        "ids": np.array(window.ids, np.int64)[None],
        "shapes": np.array(window.shapes, np.int64)[None],
        "mask": np.ones((1, len(window.ids)), np.int64),
        "first": np.array(window.first, np.int64)[None],
        "sentence": np.array(window.sentence, np.int64)[None],
    }
