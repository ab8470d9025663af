"""Windows: what the encoder reads at once, a run of whole sentences of one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
BATCH = 2048
"""Padded word pieces in a batch of windows whose frames are decoded together; bounds memory."""
_CLS, _SEP = 101, 102


class Draft(msgspec.Struct):
    """A sentence on its way into a window: its first token in the report and its words."""

    report: int
    first: int
    spans: list[Span]
    words: list[str]


class Window(msgspec.Struct):
    """Word pieces of a run of sentences; `start` is the first token's index in its report."""

    report: int
    start: int
    ids: list[int]
    shapes: list[int]
    first: list[int]
    """For each word the position of its first piece."""
    sentence: list[int]
    """For each word the number of its sentence inside the window."""


def build(drafts: Sequence[Draft], tokenizer: Any) -> Iterator[Window]:
    """Yield the windows of `drafts` in order; no window holds sentences of two reports."""
    encoded = tokenizer.encode_batch(
        [d.words for d in drafts], is_pretokenized=True, add_special_tokens=False
    )
    window: Window | None = None
    for draft, encoding in zip(drafts, encoded, strict=True):
        ids, owner = encoding.ids, encoding.word_ids
        if len(ids) > LIMIT - 2:
            ids, owner = _squeeze(ids, owner)
        if window is None or window.report != draft.report or len(window.ids) + len(ids) + 1 > SIZE:
            if window is not None:
                window.ids.append(_SEP)
                window.shapes.append(0)
                yield window
            window = Window(draft.report, draft.first, [_CLS], [0], [], [])
        number = window.sentence[-1] + 1 if window.sentence else 0
        offset, n = len(window.ids), len(draft.words)
        first = [-1] * n
        shapes = [shape(word, k == 0) for k, word in enumerate(draft.words)]
        for position, word in enumerate(owner):
            if first[word] < 0:
                first[word] = offset + position
            window.shapes.append(shapes[word])
        for k in range(n):  # a word without pieces points at the piece before it
            if first[k] < 0:
                first[k] = first[k - 1] if k else offset - 1
        window.ids += ids
        window.first += first
        window.sentence += [number] * n
    if window is not None:
        window.ids.append(_SEP)
        window.shapes.append(0)
        yield window


def _squeeze(ids: list[int], owner: list[int]) -> tuple[list[int], list[int]]:
    """Keep the first pieces of each word so that the sentence fits (hostile input)."""
    words = max(owner) + 1
    most = max(1, (LIMIT - 2) // words)
    kept: list[int] = []
    count = [0] * words
    for position, word in enumerate(owner):
        count[word] += 1
        if count[word] <= most:
            kept.append(position)
    return [ids[k] for k in kept], [owner[k] for k in kept]


def batches(windows: Iterable[Window]) -> Iterator[list[Window]]:
    """Yield the windows, longest first, in batches of at most BATCH padded pieces."""
    batch: list[Window] = []
    for window in sorted(windows, key=lambda w: -len(w.ids)):
        if batch and len(batch[0].ids) * (len(batch) + 1) > BATCH:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def feed(window: Window) -> dict[str, npt.NDArray[np.int64]]:
    """Return the encoder's inputs for one window."""
    return {
        "ids": np.array([window.ids], np.int64),
        "shapes": np.array([window.shapes], np.int64),
        "mask": np.ones((1, len(window.ids)), np.int64),
        "first": np.array([window.first], np.int64),
        "sentence": np.array([window.sentence], np.int64),
    }
