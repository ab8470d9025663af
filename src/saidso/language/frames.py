"""Attribution frames: from cue probabilities and tag scores to source, cue and content."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby

import numpy as np
import numpy.typing as npt

from saidso.language.branches import branches
from saidso.language.labels import FRAME_TAGS, distance
from saidso.language.model import Floats, Model, Output
from saidso.language.parse import Frame, Range
from saidso.language.windows import Window

_FARTHEST = 600
"""No window has so many words."""
_NEAR = np.array([distance(k) if k else 0 for k in range(-_FARTHEST, _FARTHEST + 1)], np.int64)
_FAR = -1e4
THRESHOLD = 0.55
"""Score from which a frame is kept; chosen on PolNeAR dev (docs/model-card.md)."""
_CANDIDATE = 0.5
"""Probability of a cue from which the attribution head is asked about it; likewise."""
_REACH = 0.3
"""Probability from which a word belongs to a cue that stands beside it; chosen on PolNeAR dev."""
_DOUBT = 0.005
"""How much each doubtful tag of a frame takes from the cue's score; chosen on PolNeAR dev."""
BEFORE, AFTER = 1, 1
"""Sentences before and after a cue's own in which its source and content are sought.

Quotations that run on are followed besides. Chosen on PolNeAR dev (docs/model-card.md).
"""
Tags = npt.NDArray[np.int64]
Cue = tuple[int, int, float]
"""First word and end of a cue in its window, and its probability."""


def cues(probabilities: Floats, threshold: float) -> list[Cue]:
    """Return (first, end, probability) of each cue; `probabilities` W,3: outside, begin, inside.

    A cue is a run of words whose begin and inside together pass _REACH, one of them the threshold;
    it ends where begin wins over inside.
    """
    out: list[Cue] = []
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
    model: Model, window: Window, output: Output, heads: Sequence[int], threshold: float = THRESHOLD
) -> list[Frame]:
    """Return the frames of a window, with token indices of the report.

    `heads`: for each word the index of its head in the window, its own at a root.
    """
    found = cues(output.cues, _CANDIDATE)
    tree = heads, output.rels.tolist()
    scores: list[Floats] = []
    starts: list[int] = []
    sound: list[float] = []
    for number, some in groupby(found, lambda cue: window.sentence[cue[0]]):
        words, together = _words(window, number), list(some)
        own, likely = _scores(model, window, output, tree, words, together)
        scores.extend(own)
        sound += likely
        starts += [words[0]] * len(together)
    frames: list[Frame] = []
    for tags, doubt, (a, b, probability), likely_cue, start in zip(
        *decode(scores), found, sound, starts, strict=True
    ):
        score = math.sqrt(probability * likely_cue) * math.exp(_DOUBT * doubt)
        frame = _frame(tags, (a - start, b - start), window.start + start, score)
        if frame is not None and score >= threshold:
            frames.append(frame)
    return _join(frames)


def _words(window: Window, number: int) -> Range:
    """Return the words of a window in which source and content of a sentence's cues are sought."""
    quoted = window.quoted
    low, high = max(0, number - BEFORE), min(len(quoted) - 1, number + AFTER)
    while low > 0 and quoted[low - 1]:
        low -= 1
    while high + 1 < len(quoted) and quoted[high + 1]:
        high += 1
    return (bisect_left(window.sentence, low), bisect_right(window.sentence, high))


def _scores(
    model: Model,
    window: Window,
    output: Output,
    tree: tuple[Sequence[int], Sequence[int]],
    words: Range,
    found: Sequence[Cue],
) -> tuple[Floats, list[float]]:
    """Return the tag scores F,W,tags of the cues of one sentence over W `words` of their window, and
    for each how likely the head holds it to be a cue.

    `tree`: for each word of the window its head and the number of its relation. The cues of a
    sentence share a call.
    """
    first, end = words
    size = (len(found), end - first)
    near, steps, branch, own = (np.zeros(size, np.int64) for _ in range(4))
    anchor = np.zeros(size, np.float32)
    number = window.sentence[found[0][0]]
    sentence = bisect_left(window.sentence, number), bisect_right(window.sentence, number)
    inside = slice(sentence[0] - first, sentence[1] - first)
    for row, (a, b, _) in enumerate(found):
        near[row, : a - first] = _NEAR[_FARTHEST - (a - first) : _FARTHEST]
        near[row, b - first :] = _NEAR[_FARTHEST + 1 : _FARTHEST + 1 + end - b]
        steps[row, inside], branch[row, inside], own[row, inside] = branches(
            tree[0], tree[1], sentence, (a, b)
        )
        anchor[row, a - first : b - first] = 1 / (b - a)
    scores, sound = model.frames(
        {
            "words": output.words[first:end],
            "upos": output.upos[first:end].astype(np.int64),
            "rels": output.rels[first:end].astype(np.int64),
            "marks": np.array(window.marks[first:end], np.int64),
            "distance": near,
            "steps": steps,
            "branch": branch,
            "own": own,
            "anchor": anchor,
        }
    )
    for row, (a, b, _) in enumerate(found):  # the cue itself is no part of anything else
        scores[row, a - first : b - first, 1:] = 2 * _FAR
    return scores, sound.tolist()


def _transitions() -> tuple[Floats, Floats]:
    """Return what it costs to begin with a tag, and to go from one tag (rows) to another.

    I- goes on from its own B- or I-. Of the parts that have the tag E-, I- goes on to E-, which ends
    them; B- alone is a part of one word.
    """
    closed = {tag[2:] for tag in FRAME_TAGS if tag[0] == "E"}
    first = np.array([_FAR if tag[0] in "IE" else 0.0 for tag in FRAME_TAGS], np.float32)
    steps = np.zeros((len(FRAME_TAGS), len(FRAME_TAGS)), np.float32)
    for a, before in enumerate(FRAME_TAGS):
        for b, after in enumerate(FRAME_TAGS):
            goes_on = before[0] in "BI" and after[0] in "IE" and after[1:] == before[1:]
            open_ = before[0] == "I" and before[2:] in closed
            if (after[0] in "IE" or open_) and not goes_on:
                steps[a, b] = _FAR
    return first, steps


_FIRST, _STEPS = _transitions()
_ORIGINS = [tuple(np.nonzero(column == 0)[0].tolist()) for column in _STEPS.T]
"""For each tag those from which a sequence may go on to it."""
_CHOICES = list(dict.fromkeys(_ORIGINS))
_CHOICE = [_CHOICES.index(origins) for origins in _ORIGINS]


def decode(scores: Sequence[Floats]) -> tuple[list[Tags], list[float]]:
    """Return for each frame the best tags that `_transitions` allows, and its doubt.

    `scores`: for each frame W,tags in the order of FRAME_TAGS. A doubt is the log probability of
    all tags of a frame, 0 where the model is sure of each.
    """
    if not scores:
        return [], []
    ends = np.cumsum([len(one) for one in scores])
    starts = np.concatenate([[0], ends[:-1]])
    table = np.concatenate(scores)
    best = table.argmax(1)
    cost = np.concatenate([[0.0], _STEPS[best[:-1], best[1:]]])
    cost[starts] = _FIRST[best[starts]]
    for k in np.nonzero(np.add.reduceat(cost, starts))[
        0
    ].tolist():  # mostly the best tags keep to the rules
        best[starts[k] : ends[k]] = _viterbi(scores[k].tolist())
    top = table.max(1)
    sums = top + np.log(np.exp(table - top[:, None]).sum(1))
    doubts = np.add.reduceat(table[np.arange(len(best)), best] - sums, starts)
    return np.split(best, ends[:-1]), doubts.tolist()


def _viterbi(scores: list[list[float]]) -> list[int]:
    """Return the best sequence of tags that `_transitions` allows (Viterbi 1967)."""
    best = [score + cost for score, cost in zip(scores[0], _FIRST.tolist(), strict=True)]
    back: list[list[int]] = []
    for word in scores[1:]:
        come = [max(origins, key=best.__getitem__) for origins in _CHOICES]
        back.append([come[choice] for choice in _CHOICE])
        best = [best[origin] + score for origin, score in zip(back[-1], word, strict=True)]
    path = [max(range(len(best)), key=best.__getitem__)]
    for step in reversed(back):
        path.append(step[path[-1]])
    return path[::-1]


_PARTS = ("source", "cue", "content")


def _frame(tags: Tags, cue: Range, start: int, score: float) -> Frame | None:
    """Return the frame that the tags of some words spell, or None without content."""
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
