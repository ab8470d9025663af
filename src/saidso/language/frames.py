"""Attribution frames: from cue probabilities and tag scores to source, cue and content."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

import msgspec
import numpy as np

from saidso.language.branches import branches
from saidso.language.labels import FRAME_TAGS, distance
from saidso.language.model import Floats, Model, Output
from saidso.language.parse import Frame, Range
from saidso.language.windows import Window

_FARTHEST = 600
"""No window has so many words."""
_NEAR = np.array([distance(k) if k else 0 for k in range(-_FARTHEST, _FARTHEST + 1)], np.int64)
_FAR = -1e4
_MARGIN = 4
"""Words before and after a forbidden step that are decoded anew at first."""
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


class _Asked(msgspec.Struct):
    """A cue that the attribution head was asked about, in words of its window."""

    window: int
    """Number of the window among those that are read together."""
    cue: Cue
    start: int
    """First word of those in which its parts are sought."""
    sound: float
    """How likely the head holds it to be a cue."""


def find(
    model: Model,
    windows: Sequence[Window],
    outputs: Sequence[Output],
    heads: Sequence[Sequence[int]],
    threshold: float = THRESHOLD,
) -> list[list[Frame]]:
    """Return the frames of each window, with token indices of the report.

    `heads`: for each word of each window the index of its head there, its own at a root. Windows
    are asked about one by one, so that none is read otherwise in other company.
    """
    asked: list[_Asked] = []
    scores: list[Floats] = []
    for k, (window, output) in enumerate(zip(windows, outputs, strict=True)):
        for sentence in _sentences(model, window, output, heads[k]):
            for cue, tags, sound in zip(*sentence[1:], strict=True):
                asked.append(_Asked(k, cue, sentence[0], sound))
                scores.append(tags)
    found: list[list[Frame]] = [[] for _ in windows]
    for one, tags, doubt in zip(asked, *decode(scores), strict=True):
        a, b, probability = one.cue
        score = math.sqrt(probability * one.sound) * math.exp(_DOUBT * doubt)
        if score >= threshold:
            at = (a - one.start, b - one.start)
            frame = _frame(tags, at, windows[one.window].start + one.start, score)
            if frame is not None:
                found[one.window].append(frame)
    return [_join(frames) for frames in found]


def _words(window: Window, number: int) -> Range:
    """Return the words of a window in which source and content of a sentence's cues are sought."""
    quoted = window.quoted
    low, high = max(0, number - BEFORE), min(len(quoted) - 1, number + AFTER)
    while low > 0 and quoted[low - 1]:
        low -= 1
    while high + 1 < len(quoted) and quoted[high + 1]:
        high += 1
    return (bisect_left(window.sentence, low), bisect_right(window.sentence, high))


def _sentences(
    model: Model, window: Window, output: Output, heads: Sequence[int]
) -> Iterator[tuple[int, list[Cue], Floats, list[float]]]:
    """Yield for each sentence with cues the first of its W words, its F cues, their tag scores
    F,W,tags, and for each how likely the head holds it to be a cue. The cues of a sentence share a
    call; of `heads` see `find`.
    """
    found = cues(output.cues, _CANDIDATE)
    if not found:
        return
    rels = output.rels.tolist()
    upos_given, rels_given = output.upos.astype(np.int64), output.rels.astype(np.int64)
    marks_given = np.array(window.marks, np.int64)
    for number, some in groupby(found, lambda cue: window.sentence[cue[0]]):
        together = list(some)
        first, end = _words(window, number)
        sentence = bisect_left(window.sentence, number), bisect_right(window.sentence, number)
        inside = slice(sentence[0] - first, sentence[1] - first)
        near, steps, branch, own = np.zeros((4, len(together), end - first), np.int64)
        anchor = np.zeros((len(together), end - first), np.float32)
        for row, (a, b, _) in enumerate(together):
            near[row, : a - first] = _NEAR[_FARTHEST - (a - first) : _FARTHEST]
            near[row, b - first :] = _NEAR[_FARTHEST + 1 : _FARTHEST + 1 + end - b]
            steps[row, inside], branch[row, inside], own[row, inside] = branches(
                heads, rels, sentence, (a, b)
            )
            anchor[row, a - first : b - first] = 1 / (b - a)
        scores, sound = model.frames(
            {
                "words": output.words[first:end],
                "upos": upos_given[first:end],
                "rels": rels_given[first:end],
                "marks": marks_given[first:end],
                "distance": near,
                "steps": steps,
                "branch": branch,
                "own": own,
                "anchor": anchor,
            }
        )
        for row, (a, b, _) in enumerate(together):  # the cue itself is no part of anything else
            scores[row, a - first : b - first, 1:] = 2 * _FAR
        yield first, together, scores, sound.tolist()


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


def decode(scores: Sequence[Floats]) -> tuple[list[list[int]], list[float]]:
    """Return for each frame the best tags that `_transitions` allows, and its doubt.

    `scores`: for each frame W,tags in the order of FRAME_TAGS. A doubt is the log probability of
    all tags of a frame, 0 where the model is sure of each.
    """
    if not scores:
        return [], []
    table = np.concatenate(scores)
    best = table.argmax(1)
    starts = list(accumulate(map(len, scores), initial=0))
    breaks = _STEPS[best[:-1], best[1:]] != 0
    breaks[[start - 1 for start in starts[1:-1]]] = False
    broken = np.nonzero(breaks)[0] + 1
    opening = [start for start in starts[:-1] if _FIRST[best[start]] != 0]
    among: defaultdict[int, list[int]] = defaultdict(list)
    for at in sorted([*opening, *broken.tolist()]):
        frame = bisect_right(starts, at) - 1
        among[frame].append(at - starts[frame])
    for frame, places in among.items():  # mostly the best tags keep to the rules
        start, end = starts[frame], starts[frame + 1]
        best[start:end] = _mended(scores[frame], best[start:end].tolist(), places)
    top = table.max(1)
    sums = top + np.log(np.exp(table - top[:, None]).sum(1))
    doubts = np.add.reduceat(table[np.arange(len(best)), best] - sums, starts[:-1])
    tags = best.tolist()
    return [tags[start:end] for start, end in pairwise(starts)], doubts.tolist()


def _mended(scores: Floats, tags: list[int], broken: Sequence[int]) -> list[int]:
    """Return the best sequence of tags that `_transitions` allows.

    `tags`: the best of each word, `broken`: those that may not follow the one before. Only words
    round these are decoded, as if anything could stand beside them; where the outcome joins on to
    the best tags on both sides, no sequence is better. Otherwise more words are taken.
    """
    margin, last = _MARGIN, len(tags)
    while True:
        low, high = max(0, broken[0] - margin), min(last, broken[-1] + margin)
        path = _viterbi(scores[low:high].tolist(), opens=low == 0)
        if (low == 0 or path[0] == tags[low]) and (high == last or path[-1] == tags[high - 1]):
            return [*tags[:low], *path, *tags[high:]]
        margin *= 2


def _viterbi(scores: list[list[float]], *, opens: bool) -> list[int]:
    """Return the best sequence of tags that `_transitions` allows (Viterbi 1967).

    `opens`: whether the words are the first of theirs; otherwise any tag may begin.
    """
    first = _FIRST.tolist() if opens else [0.0] * len(FRAME_TAGS)
    best = [score + cost for score, cost in zip(scores[0], first, strict=True)]
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
_MEANT = [("", -1), *((tag[0], _PARTS.index(tag[2:])) for tag in FRAME_TAGS[1:])]
"""For each tag its mark, B, I or E, and the number of its part."""


def _frame(tags: Sequence[int], cue: Range, start: int, score: float) -> Frame | None:
    """Return the frame that the tags of some words spell, or None without content."""
    parts: tuple[list[Range], list[Range], list[Range]] = (
        [],
        [(cue[0] + start, cue[1] + start)],
        [],
    )
    open_ = -1  # the part that the word before goes on into
    for i, tag in enumerate(tags):
        if not tag:
            continue
        mark, number = _MEANT[tag]
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
