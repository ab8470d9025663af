"""Attribution frames: from cue probabilities and tag scores to source, cue and content."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from saidso.language.labels import distance
from saidso.language.model import Floats, Model
from saidso.language.parse import Frame, Range
from saidso.language.windows import Window

MOST = 128
"""Cues tagged in one call of the attribution head; bounds memory."""
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
    jobs = [(row, c) for row, some in enumerate(found) for c in some]
    out: list[list[Frame]] = [[] for _ in windows]
    width = words.shape[1]
    positions = np.arange(width)
    for at in range(0, len(jobs), MOST):
        part = jobs[at : at + MOST]
        rows = np.array([row for row, _ in part])
        anchors = np.stack([cue[row, a:b].mean(0) for row, (a, b, _) in part])
        starts = np.array([a for _, (a, _, _) in part])
        ends = np.array([b - 1 for _, (_, b, _) in part])
        before = np.minimum(positions[None] - starts[:, None], 0)
        after = np.maximum(positions[None] - ends[:, None], 0)
        offsets = np.clip(before + after, -600, 600)
        lengths = np.array([len(windows[row].first) for row in rows])
        mask = (positions[None] < lengths[:, None]).astype(np.int64)
        scores = model.frames(words[rows], anchors, _NEAR[offsets + 600], mask)
        tags = decode(scores, mask)
        for k, (row, (a, b, probability)) in enumerate(part):
            frame = _frame(tags[k, : lengths[k]], (a, b), windows[row].start, probability)
            if frame is not None:
                out[row].append(frame)
    return [_join(frames) for frames in out]


def decode(scores: Floats, mask: npt.NDArray[np.int64]) -> Integers:
    """Return the best tag sequences (F,W) in which no I- follows anything but its own B- or I-.

    `scores`: F,W,7 in the order of FRAME_TAGS; Viterbi over all frames at once.
    """
    frames, width, n = scores.shape
    allowed = np.zeros((n, n), np.float32)
    for tag in range(2, n, 2):  # I- tags are the even numbers from 2
        allowed[:, tag] = -1e4
        allowed[tag - 1, tag] = allowed[tag, tag] = 0.0
    best = scores[:, 0].copy()
    best[:, 2::2] -= 1e4
    back = np.zeros((frames, width, n), np.int8)
    for w in range(1, width):
        step = best[:, :, None] + allowed[None]
        choice = step.argmax(1)
        live = mask[:, w, None] > 0
        back[:, w] = np.where(live, choice, np.arange(n)[None])
        best = np.where(
            live, np.take_along_axis(step, choice[:, None], 1)[:, 0] + scores[:, w], best
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
