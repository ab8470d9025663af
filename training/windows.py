"""From documents to training windows: word pieces, packing, and all windows as tensors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import torch
from tokenizers import Tokenizer
from torch import Tensor

from saidso.language.frames import AFTER, BEFORE
from saidso.language.labels import FRAME_TAGS, KINDS, NAME_TAGS, UPOS, distance, shape
from training.corpora import ROLES, Document

SIZE = 192
"""Word pieces in a window, as at run time (saidso.language.windows)."""
IGNORE = -100
ROLE_TAGS = (
    "O", "B-A0", "I-A0", "B-A1", "I-A1", "B-A2", "I-A2", "B-A3", "I-A3", "B-LOC", "I-LOC",
    "B-TMP", "I-TMP", "B-MNR", "I-MNR", "B-PRP", "I-PRP", "B-NEG", "I-NEG", "B-MOD", "I-MOD",
)  # fmt: skip
"""Semantic roles after PropBank; A3 stands for A3 to A5, PRP for PRP and CAU. Not yet shipped."""
PART_TAGS = (
    "O", "B-perpetrator", "I-perpetrator", "B-victim", "I-victim", "B-target", "I-target",
    "B-instrument", "I-instrument",
)  # fmt: skip
"""What part a phrase plays in an incident, wherever its trigger stands. Not yet shipped."""
_TAG = {tag: i for i, tag in enumerate(FRAME_TAGS)}
_ENDS = {tag[2:] for tag in FRAME_TAGS if tag[0] == "E"}
_OPENING, _CLOSING, _EITHER = frozenset({"“", "``", "«"}), frozenset({"”", "''", "’’", "»"}), '"'
_WORD_LABELS = ("upos", "rels", "names", "kinds", "parts")


def labels(rels: Sequence[str]) -> dict[str, list[str]]:
    """Return the labels of each head."""
    return {
        "upos": list(UPOS),
        "names": list(NAME_TAGS),
        "kinds": list(KINDS),
        "parts": list(PART_TAGS),
        "rels": list(rels),
        "frames": list(FRAME_TAGS),
        "roles": list(ROLE_TAGS),
    }


class Framed(msgspec.Struct):
    """An anchor (words `first` to `end`), the words that are sought for it, a tag per word."""

    first: int
    end: int
    low: int
    high: int
    tags: list[int]


class Window(msgspec.Struct):
    """A run of sentences of one document with labels; IGNORE where the corpus says nothing."""

    corpus: str
    words: list[str] = []
    ids: list[int] = msgspec.field(default_factory=lambda: [101])
    first: list[int] = []
    sentence: list[int] = []
    shapes: list[int] = []
    piece_word: list[int] = msgspec.field(default_factory=lambda: [-1])
    upos: list[int] = []
    heads: list[int] = []
    """Position of each word's head, -1 at a root."""
    rels: list[int] = []
    names: list[int] = []
    kinds: list[int] = []
    parts: list[int] = []
    cues: list[int] = []
    frames: list[Framed] = []
    roles: list[Framed] = []


def pack(
    documents: Iterable[Document], tokenizer: Tokenizer, rels: Sequence[str], *, fill: int = 0
) -> list[Window]:
    """Return the windows of all documents: whole sentences, at most SIZE word pieces.

    `fill` word pieces count as used in each document's first window, which shifts all borders.
    """
    numbers = {
        key: {label: i for i, label in enumerate(some)} for key, some in labels(rels).items()
    }
    return [w for document in documents for w in _windows(document, tokenizer, numbers, fill)]


def _windows(
    document: Document, tokenizer: Tokenizer, numbers: Mapping[str, Mapping[str, int]], fill: int
) -> Iterator[Window]:
    encoded = tokenizer.encode_batch(
        [s.words for s in document.sentences], is_pretokenized=True, add_special_tokens=False
    )
    runs: list[list[int]] = []
    size = SIZE
    for i, encoding in enumerate(encoded):
        if len(encoding.ids) > SIZE - 2:
            continue
        if size + len(encoding.ids) > SIZE or (runs and runs[-1][-1] != i - 1):
            size = 2 + (0 if runs else fill)
            if size + len(encoding.ids) > SIZE:
                size = 2
            runs.append([])
        runs[-1].append(i)
        size += len(encoding.ids)
    starts = [0]
    for s in document.sentences:
        starts.append(starts[-1] + len(s.words))
    for run in runs:
        window = Window(document.corpus)
        for i in run:
            s, encoding = document.sentences[i], encoded[i]
            offset, n = len(window.words), len(s.words)
            first: list[int] = [-1] * n
            for k, word in enumerate(encoding.word_ids):
                assert word is not None  # there are no special tokens
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
            window.sentence += [i - run[0]] * n
            window.heads += [
                IGNORE if s.heads is None else (-1 if s.heads[k] == k else offset + s.heads[k])
                for k in range(n)
            ]
            for key in _WORD_LABELS:
                given = getattr(s, key)
                getattr(window, key).extend(
                    [IGNORE] * n if given is None else [numbers[key].get(x, IGNORE) for x in given]
                )
            for roles in s.roles or ():
                tags = [IGNORE] * offset + [numbers["roles"][t] for t in roles.tags]
                tags[offset + roles.predicate] = IGNORE
                anchor = offset + roles.predicate
                window.roles.append(Framed(anchor, anchor + 1, offset, offset + n, tags))
        window.ids.append(102)
        window.piece_word.append(-1)
        if window.words:
            _attributions(window, document, starts[run[0]], starts[run[-1] + 1])
            yield window


def _attributions(window: Window, document: Document, low: int, high: int) -> None:
    """Give the window the attributions whose cue stands in it (tokens low to high)."""
    window.cues = [IGNORE] * (high - low)
    if document.frames is None:
        return
    window.cues = [0] * (high - low)
    quoted = _quoted(window)
    for frame in document.frames:
        anchor = _first_run(frame.cue)
        if not (low <= anchor[0] and anchor[-1] < high):
            continue
        tags = [0] * (high - low)
        for role in ROLES:
            inside = {k - low for k in getattr(frame, role) if low <= k < high}
            if role == "cue":
                inside -= {k - low for k in anchor}
            for k in inside:
                opens, ends = k - 1 not in inside, k + 1 not in inside
                mark = "B" if opens else "E" if ends and role in _ENDS else "I"
                tags[k] = _TAG[f"{mark}-{role}"]
        for k in anchor:
            tags[k - low] = IGNORE
            window.cues[k - low] = 2 if k != anchor[0] else 1
        a, b = anchor[0] - low, anchor[-1] + 1 - low
        near = seen(window.sentence, quoted, window.sentence[a])
        window.frames.append(Framed(a, b, *near, tags))


def _quoted(window: Window) -> list[bool]:
    """Return for each sentence whether a quotation mark stands in it or runs through it."""
    out: list[bool] = []
    open_ = False
    for word, number in zip(window.words, window.sentence, strict=True):
        if number == len(out):
            out.append(open_)
        if word == _EITHER or word in _OPENING or word in _CLOSING:
            out[number] = True
            open_ = not open_ if word == _EITHER else word in _OPENING
    return out


def seen(sentence: Sequence[int], quoted: Sequence[bool], number: int) -> tuple[int, int]:
    """Return the words in which the parts of a cue's frame are sought, as at run time."""
    low, high = max(0, number - BEFORE), min(len(quoted) - 1, number + AFTER)
    while low > 0 and quoted[low - 1]:
        low -= 1
    while high + 1 < len(quoted) and quoted[high + 1]:
        high += 1
    inside = [k for k, s in enumerate(sentence) if low <= s <= high]
    return inside[0], inside[-1] + 1


def _first_run(indices: list[int]) -> list[int]:
    """Return the leading run of consecutive numbers."""
    run = indices[:1]
    for k in indices[1:]:
        if k != run[-1] + 1:
            break
        run.append(k)
    return run


def tensors(windows: Sequence[Window]) -> dict[str, Tensor]:
    """Return windows as tensors: N windows of SIZE pieces and words, F frames, R predicates.

    N,SIZE: `ids shapes first sentence upos heads rels names kinds parts cues`; N: `pieces words`
    (lengths), `ordinary` (no labels); frames: `frame_at` F,5 (window, first, end, low, high) and
    `frame_tags` F,SIZE, sorted by window; `role_at`, `role_tags` likewise. Heads: SIZE is the root.
    """
    out = {
        "ids": pad([w.ids for w in windows], 0),
        "shapes": pad([[0 if k < 0 else w.shapes[k] for k in w.piece_word] for w in windows], 0),
        "first": pad([w.first for w in windows], 0),
        "sentence": pad([w.sentence for w in windows], -1),
        "heads": pad([[SIZE if h == -1 else h for h in w.heads] for w in windows], IGNORE),
        "pieces": torch.tensor([len(w.ids) for w in windows], dtype=torch.int16),
        "words": torch.tensor([len(w.words) for w in windows], dtype=torch.int16),
        **{key: pad([getattr(w, key) for w in windows], IGNORE) for key in (*_WORD_LABELS, "cues")},
    }
    for name, key in (("frame", "frames"), ("role", "roles")):
        some = [(i, f) for i, w in enumerate(windows) for f in getattr(w, key)]
        places = [[i, f.first, f.end, f.low, f.high] for i, f in some]
        out[f"{name}_at"] = torch.tensor(places, dtype=torch.int32).reshape(-1, 5)
        out[f"{name}_tags"] = pad([f.tags for _, f in some], IGNORE)
    return out


def pad(rows: Sequence[Sequence[int]], value: int) -> Tensor:
    """Return rows of small integers as one tensor SIZE wide, padded on the right."""
    out = torch.full((len(rows), SIZE), value, dtype=torch.int16)
    for i, row in enumerate(rows):
        out[i, : len(row)] = torch.tensor(row, dtype=torch.int16)
    return out


def distance_table() -> Tensor:
    """Return the distance buckets of offsets -SIZE to SIZE between a word and an anchor."""
    return torch.tensor([distance(k) if k else 0 for k in range(-SIZE, SIZE + 1)])
