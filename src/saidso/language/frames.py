"""Attribution frames: from cue probabilities and tag scores to source, cue and content."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from saidso.language.labels import FRAME_TAGS, distance
from saidso.language.model import Floats, Model
from saidso.language.parse import Frame, Range
from saidso.language.windows import Window

_NEAR = np.array([distance(k) if k else 0 for k in range(-600, 601)], np.int64)
_FAR = -1e4
_REACH = 0.3
"""Probability from which a word belongs to a cue that stands beside it; chosen on PolNeAR dev."""
_DOUBT = 0.01
"""How much each doubtful tag of a frame takes from the cue's score; chosen on PolNeAR dev."""


def cues(probabilities: Floats, threshold: float) -> list[tuple[int, int, float]]:
    """Return (first, end, probability) of each cue; `probabilities` W,3: outside, begin, inside.

    A cue is a run of words whose begin and inside together pass _REACH, one of them the threshold;
    it ends where begin wins over inside.
    """
    out: list[tuple[int, int, float]] = []
    some = 1.0 - probabilities[:, 0]
    begin = probabilities[:, 1] >= probabilities[:, 2]
    for i in np.nonzero(some >= min(_REACH, threshold))[0].tolist():
        if out and out[-1][1] == i and not begin[i]:
            first, _, score = out[-1]
            out[-1] = (first, i + 1, max(score, float(some[i])))
        else:
            out.append((i, i + 1, float(some[i])))
    return [cue for cue in out if cue[2] >= threshold]


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

    scores = [one for some in model.each(scored, live) for one in some]
    tags, doubts = decode(scores)
    out: list[list[Frame]] = [[] for _ in windows]
    at = 0
    for row in live:
        window = windows[row]
        for a, b, probability in found[row]:
            score = probability * math.exp(_DOUBT * doubts[at])
            frame = _frame(tags[at, : len(window.first)], (a, b), window.start, score)
            at += 1
            if frame is not None and score >= threshold:
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
    scores = model.frames(
        np.repeat(words[None, :length], len(found), 0), anchors, near, np.ones_like(near)
    )
    for row, (a, b, _) in enumerate(found):  # the cue itself is no part of anything else
        scores[row, a:b, 1:] = 2 * _FAR
    return scores


def _transitions() -> tuple[Floats, Floats]:
    """Return what it costs to begin with a tag, and to go from one tag (rows) to another.

    I- goes on from its own B- or I-. What is open ends with E-, where its part has that tag.
    """
    closed = {tag[2:] for tag in FRAME_TAGS if tag[0] == "E"}
    first = np.array([_FAR if tag[0] == "I" else 0.0 for tag in FRAME_TAGS], np.float32)
    steps = np.zeros((len(FRAME_TAGS), len(FRAME_TAGS)), np.float32)
    for a, before in enumerate(FRAME_TAGS):
        for b, after in enumerate(FRAME_TAGS):
            opened = before[0] in "BI"
            goes_on = opened and after[0] in "IE" and after[1:] == before[1:]
            if (after[0] == "I" or (opened and before[2:] in closed)) and not goes_on:
                steps[a, b] = _FAR
    return first, steps


_FIRST, _STEPS = _transitions()


def decode(scores: Sequence[Floats]) -> tuple[Integers, list[float]]:
    """Return the best tag sequences that `_transitions` allows, padded to F,W, and their doubts.

    `scores`: for each frame W,9 in the order of FRAME_TAGS; Viterbi over all frames at once. A
    doubt is the log probability of all tags of a frame, 0 where the model is sure of each.
    """
    if not scores:
        return np.zeros((0, 0), np.int32), []
    frames, n = len(scores), scores[0].shape[1]
    lengths = np.array([len(one) for one in scores])
    width = int(lengths.max())
    table = np.zeros((frames, width, n), np.float32)
    for row, one in enumerate(scores):
        table[row, : len(one)] = one
    best = table[:, 0] + _FIRST
    back = np.zeros((frames, width, n), np.int8)
    for w in range(1, width):
        step = best[:, :, None] + _STEPS[None]
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
    top = table.max(2)
    sums = top + np.log(np.exp(table - top[:, :, None]).sum(2))
    chosen = np.take_along_axis(table, tags[:, :, None].astype(np.int64), 2)[:, :, 0]
    inside = np.arange(width)[None] < lengths[:, None]
    return tags, ((chosen - sums) * inside).sum(1).tolist()


Integers = npt.NDArray[np.int32]


_PARTS = ("source", "cue", "content")


def _frame(tags: Integers, cue: Range, start: int, score: float) -> Frame | None:
    """Return the frame that the tags of one window spell, or None without content."""
    parts: tuple[list[Range], list[Range], list[Range]] = (
        [],
        [(cue[0] + start, cue[1] + start)],
        [],
    )
    open_ = -1  # the part that the word before goes on into
    for i in np.nonzero(tags)[0].tolist():
        mark, role = FRAME_TAGS[tags[i]].split("-")
        number = _PARTS.index(role)
        part = parts[number]
        if mark != "B" and open_ == number and part[-1][1] == i + start:
            part[-1] = (part[-1][0], i + start + 1)
        else:
            part.append((i + start, i + start + 1))
        open_ = -1 if mark == "E" else number
    if not parts[2]:
        return None
    return Frame(parts[0], sorted(parts[1]), parts[2], score)


def _join(frames: list[Frame]) -> list[Frame]:
    """Drop frames whose cue another frame took as its own further words."""
    taken = {r for f in frames for r in f.cue[1:]}
    return [f for f in frames if len(f.cue) > 1 or f.cue[0] not in taken]
