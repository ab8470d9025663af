"""From documents to training windows: word pieces, packing, padding."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import torch
from tokenizers import Tokenizer
from torch import Tensor

from saidso.language.labels import FRAME_TAGS, KINDS, NAME_TAGS, UPOS, distance, shape
from training.corpora import ROLES, Document

SIZE = 192
"""Word pieces in a window, as at run time (saidso.language.windows)."""
IGNORE = -100
_LOWER, _UPPER = 4, 7
_TAG = {tag: i for i, tag in enumerate(FRAME_TAGS)}


class Window(msgspec.Struct):
    """A run of sentences of one document with labels; IGNORE where the corpus says nothing."""

    corpus: str
    words: list[str]
    ids: list[int]
    first: list[int]
    sentence: list[int]
    shapes: list[int]
    piece_word: list[int]
    upos: list[int]
    heads: list[int]
    rels: list[int]
    names: list[int]
    kinds: list[int]
    cues: list[int]
    frames: list[tuple[list[int], list[int]]]
    """For each frame the anchor words of its cue, and a tag per word."""


def pack(documents: Iterable[Document], tokenizer: Tokenizer, rels: Sequence[str]) -> list[Window]:
    """Return the windows of all documents: whole sentences, at most SIZE word pieces."""
    index = {"upos": UPOS, "names": NAME_TAGS, "kinds": KINDS, "rels": rels}
    numbers = {key: {label: i for i, label in enumerate(labels)} for key, labels in index.items()}
    return [w for document in documents for w in _windows(document, tokenizer, numbers)]


def _windows(
    document: Document, tokenizer: Tokenizer, numbers: dict[str, dict[str, int]]
) -> Iterator[Window]:
    encoded = tokenizer.encode_batch(
        [s.words for s in document.sentences], is_pretokenized=True, add_special_tokens=False
    )
    runs: list[list[int]] = []
    size = SIZE
    for i, encoding in enumerate(encoded):
        if len(encoding.ids) > SIZE:
            continue
        if size + len(encoding.ids) > SIZE or (runs and runs[-1][-1] != i - 1):
            runs.append([])
            size = 2
        runs[-1].append(i)
        size += len(encoding.ids)
    starts = [0]
    for s in document.sentences:
        starts.append(starts[-1] + len(s.words))
    for run in runs:
        window = Window(document.corpus, [], [101], [], [], [], [-1], [], [], [], [], [], [], [])
        for i in run:
            s, encoding = document.sentences[i], encoded[i]
            offset, n = len(window.words), len(s.words)
            first: list[int] = [-1] * n
            for k, word in enumerate(encoding.word_ids):
                if word is None:  # never so without special tokens
                    continue
                if first[word] < 0:
                    first[word] = len(window.ids) + k
                window.piece_word.append(offset + word)
            for k in range(n):  # a word without pieces points at the piece before it
                if first[k] < 0:
                    first[k] = first[k - 1] if k else max(0, len(window.ids) - 1)
            window.ids += encoding.ids
            window.first += first
            window.words += s.words
            window.shapes += [shape(w, k == 0) for k, w in enumerate(s.words)]
            window.sentence += [i] * n
            window.heads += [
                IGNORE if s.heads is None else (-1 if s.heads[k] == k else offset + s.heads[k])
                for k in range(n)
            ]
            for key in ("upos", "rels", "names", "kinds"):
                labels = getattr(s, key)
                getattr(window, key).extend(
                    [IGNORE] * n
                    if labels is None
                    else [numbers[key].get(x, IGNORE) for x in labels]
                )
        window.ids.append(102)
        window.piece_word.append(-1)
        low, high = starts[run[0]], starts[run[-1] + 1]
        window.cues = [IGNORE] * (high - low)
        if document.frames is not None:
            window.cues = [0] * (high - low)
            for frame in document.frames:
                anchor = _first_run(frame.cue)
                if not (low <= anchor[0] and anchor[-1] < high):
                    continue
                tags = [0] * (high - low)
                for role in ROLES:
                    inside = [k - low for k in getattr(frame, role) if low <= k < high]
                    if role == "cue":
                        inside = [k for k in inside if k + low not in anchor]
                    for k in inside:
                        tags[k] = _TAG[("I-" if k - 1 in inside else "B-") + role]
                for k in anchor:
                    tags[k - low] = IGNORE
                    window.cues[k - low] = 2 if k != anchor[0] else 1
                window.frames.append(([k - low for k in anchor], tags))
        if window.words:
            yield window


def _first_run(indices: list[int]) -> list[int]:
    """Return the leading run of consecutive numbers."""
    run = indices[:1]
    for k in indices[1:]:
        if k != run[-1] + 1:
            break
        run.append(k)
    return run


def batches(windows: Sequence[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Return shuffled batches of windows of like length, each at most `size` padded pieces."""
    ordered = sorted(windows, key=lambda w: len(w.ids) + rng.random() * 8)
    out: list[list[Window]] = []
    longest = 0
    for window in ordered:
        longest = max(longest, len(window.ids))
        if not out or longest * (len(out[-1]) + 1) > size:
            out.append([])
            longest = len(window.ids)
        out[-1].append(window)
    rng.shuffle(out)
    return out


def pad(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    """Return rows of integers as one tensor, padded on the right."""
    width = max(map(len, rows))
    return torch.tensor([list(row) + [value] * (width - len(row)) for row in rows])


def collate(batch: Sequence[Window], rng: random.Random | None = None) -> dict[str, Tensor]:
    """Return the tensors of a batch. With `rng`, 6% of windows lose their case (headlines)."""
    shapes = []
    for w in batch:
        word_shapes = w.shapes
        draw = rng.random() if rng else 1.0
        if draw < 0.06:
            flat = _UPPER if draw < 0.03 else _LOWER
            word_shapes = [flat if s in (4, 5, 6, 7, 9, 10, 11, 12) else s for s in w.shapes]
        shapes.append([0 if k < 0 else word_shapes[k] for k in w.piece_word])
    width = max(len(w.words) for w in batch)
    frames = [(b, anchor, tags) for b, w in enumerate(batch) for anchor, tags in w.frames]
    out = {
        "ids": pad([w.ids for w in batch]),
        "mask": pad([[1] * len(w.ids) for w in batch]),
        "shapes": pad(shapes),
        "first": pad([w.first for w in batch]),
        "sentence": pad([w.sentence for w in batch], -1),
        "heads": pad([[width if h == -1 else h for h in w.heads] for w in batch], IGNORE),
        "frame_window": torch.tensor([b for b, _, _ in frames], dtype=torch.long),
    }
    for key in ("upos", "rels", "names", "kinds", "cues"):
        out[key] = pad([getattr(w, key) for w in batch], IGNORE)
    if frames:
        anchors = torch.zeros(len(frames), width)
        distances = torch.zeros(len(frames), width, dtype=torch.long)
        visible = torch.zeros(len(frames), width, dtype=torch.long)
        for row, (b, anchor, _) in enumerate(frames):
            n = len(batch[b].words)
            anchors[row, anchor] = 1 / len(anchor)
            distances[row, :n] = frame_distances(n, anchor)
            visible[row, :n] = 1
        out["frame_anchor"], out["frame_distance"], out["frame_mask"] = anchors, distances, visible
        tags = pad([tags for _, _, tags in frames], IGNORE)
        out["frame_tags"] = torch.nn.functional.pad(tags, (0, width - tags.shape[1]), value=IGNORE)
    return out


def frame_distances(n: int, anchor: Sequence[int]) -> Tensor:
    """Return the distance bucket of each of n words from the cue `anchor`; 0 inside it."""
    first, last = anchor[0], anchor[-1]
    return torch.tensor(
        [
            0 if first <= k <= last else distance(k - (first if k < first else last))
            for k in range(n)
        ]
    )
