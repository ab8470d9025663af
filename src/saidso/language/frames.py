"""Attribution frames: from cue probabilities and tag scores to source, cue and content."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from saidso.language.labels import distance
from saidso.language.model import Floats, Model
from saidso.language.parse import Frame, Range
from saidso.language.windows import Window

_NEAR = np.array([distance(k) if k else 0 for k in range(-600, 601)], np.int64)


def cues(probabilities: Floats, threshold: float) -> list[tuple[int, int, float]]:
    """Return (first, end, probability) of each cue; `probabilities` W,3: outside, begin, inside.

    A cue begins where begin or inside together pass the threshold, and runs on while inside wins.
    """
    out: list[tuple[int, int, float]] = []
    some = 1.0 - probabilities[:, 0]
    begin = probabilities[:, 1] >= probabilities[:, 2]
    for i in np.nonzero(some >= threshold)[0].tolist():
        if out and out[-1][1] == i and not begin[i]:
            first, _, score = out[-1]
            out[-1] = (first, i + 1, max(score, float(some[i])))
        else:
            out.append((i, i + 1, float(some[i])))
    return out


def find(
    model: Model,
    windows: Sequence[Window],
    probabilities: Floats,
    words: Floats,
    cue: Floats,
    threshold: float = 0.5,
) -> list[list[Frame]]:
    """Return the frames of each window of a batch, with token indices of the report."""
    found = [cues(probabilities[row, : len(w.first)], threshold) for row, w in enumerate(windows)]
    live = [row for row, some in enumerate(found) if some]

    def scored(row: int) -> Floats:
        return _scores(model, words[row], cue[row], len(windows[row].first), found[row])

    scores = model.each(scored, live)
    tags = decode([one for some in scores for one in some])
    out: list[list[Frame]] = [[] for _ in windows]
    at = 0
    for row in live:
        window = windows[row]
        for a, b, probability in found[row]:
            frame = _frame(tags[at, : len(window.first)], (a, b), window.start, probability)
            at += 1
            if frame is not None:
                out[row].append(frame)
    return [_join(frames) for frames in out]


def _scores(
    model: Model, words: Floats, cue: Floats, length: int, found: Sequence[tuple[int, int, float]]
) -> Floats:
    """Return the tag scores F,W,tags of the cues of one window of `length` words.

    A window's cues share a call, and no other window does: int8 scales are taken over a call.
    """
    positions = np.arange(length)
    anchors = np.stack([cue[a:b].mean(0) for a, b, _ in found])
    before = np.minimum(positions - np.array([[a] for a, _, _ in found]), 0)
    after = np.maximum(positions - np.array([[b - 1] for _, b, _ in found]), 0)
    near = _NEAR[np.clip(before + after, -600, 600) + 600]
    return model.frames(
        np.repeat(words[None, :length], len(found), 0), anchors, near, np.ones_like(near)
    )


def decode(scores: Sequence[Floats]) -> Integers:
    """Return the best tag sequences, padded to F,W: no I- follows anything but its own B- or I-.

    `scores`: for each frame W,7 in the order of FRAME_TAGS; Viterbi over all frames at once.
    """
    if not scores:
        return np.zeros((0, 0), np.int32)
    frames, n = len(scores), scores[0].shape[1]
    lengths = np.array([len(one) for one in scores])
    width = int(lengths.max())
    table = np.zeros((frames, width, n), np.float32)
    for row, one in enumerate(scores):
        table[row, : len(one)] = one
    allowed = np.zeros((n, n), np.float32)
    for tag in range(2, n, 2):  # I- tags are the even numbers from 2
        allowed[:, tag] = -1e4
        allowed[tag - 1, tag] = allowed[tag, tag] = 0.0
    best = table[:, 0].copy()
    best[:, 2::2] -= 1e4
    back = np.zeros((frames, width, n), np.int8)
    for w in range(1, width):
        step = best[:, :, None] + allowed[None]
        choice = step.argmax(1)
        live = (lengths > w)[:, None]
        back[:, w] = np.where(live, choice, np.arange(n)[None])
        best = np.where(
            live, np.take_along_axis(step, choice[:, None], 1)[:, 0] + table[:, w], best
        )
    tags = np.zeros((frames, width), np.int32)
    tags[:, -1] = best.argmax(1)
    rows = np.arange(frames)
    for w in range(width - 1, 0, -1):
        tags[:, w - 1] = back[rows, w, tags[:, w]]
    return tags


Integers = npt.NDArray[np.int32]


def _frame(tags: Integers, cue: Range, start: int, score: float) -> Frame | None:
    """Return the frame that the tags of one window spell, or None without content."""
    parts: tuple[list[Range], list[Range], list[Range]] = (
        [],
        [(cue[0] + start, cue[1] + start)],
        [],
    )
    previous = 0
    for i in np.nonzero(tags)[0].tolist():
        tag = int(tags[i])
        if cue[0] <= i < cue[1]:
            previous = 0
            continue
        part = parts[(tag - 1) // 2]
        if tag % 2 == 0 and previous in (tag, tag - 1) and part and part[-1][1] == i + start:
            part[-1] = (part[-1][0], i + start + 1)
        else:
            part.append((i + start, i + start + 1))
        previous = tag
    if not parts[2]:
        return None
    return Frame(parts[0], sorted(parts[1]), parts[2], score)


def _join(frames: list[Frame]) -> list[Frame]:
    """Drop frames whose cue another frame took as its own further words."""
    taken = {r for f in frames for r in f.cue[1:]}
    return [f for f in frames if len(f.cue) > 1 or f.cue[0] not in taken]
