"""Boundaries of content: a frame's content ends where the clause that it stands in ends.

The tagger sometimes stops in the middle of a clause that the tree knows whole ("said the bridge
was | destroyed"). Content is then drawn out to the clause's end, and commas at its ends let go.
Words of another sentence are let go unless they are quoted. All of this was chosen on PolNeAR dev
(docs/model-card.md).
"""

from __future__ import annotations

from collections.abc import Sequence

from saidso.language.parse import Frame, Range, Token

_CLAUSES = frozenset({"ccomp", "xcomp", "obj", "parataxis", "acl", "acl:relcl", "advcl"})
"""Relations to the cue whose dependents are what is said."""
_FARTHEST = 60
"""Content is never drawn out by more tokens than this."""
_LOOSE = frozenset({",", ";", "-", "—", "–"})
_FRONT = _LOOSE | {":", "."}
_MARKS = frozenset({'"', "“", "‘", "''", "``", "«"})


def close(frame: Frame, tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> Frame | None:
    """Return the frame with the ends of its content set by the tree, or None where none is left."""
    taken = {i for r in (*frame.cue, *frame.source) for i in range(*r)}
    clauses = [
        run
        for r in frame.cue
        for cue in range(*r)
        for child in children[cue]
        if tokens[child].rel in _CLAUSES and child not in taken
        for run in [_run(child, children, taken)]
    ]
    content: list[Range] = []
    for part in _connected(frame, tokens):
        closed = _trimmed(_drawn_out(part, clauses, tokens, taken), tokens)
        if closed is None:
            continue
        if content and closed[0] <= content[-1][1]:
            content[-1] = (content[-1][0], max(content[-1][1], closed[1]))
        else:
            content.append(closed)
    return Frame(frame.source, frame.cue, content, frame.score) if content else None


def _connected(frame: Frame, tokens: Sequence[Token]) -> list[Range]:
    """Return the parts of the content that stand in the cue's sentence, are quoted, or follow ":"."""
    said_in = {tokens[i].sentence for r in frame.cue for i in range(*r)}
    end = frame.cue[-1][1]
    if any(t.text == ":" for t in tokens[end - 1 : end + 1]):
        return frame.content
    return [
        part
        for part in frame.content
        if not said_in.isdisjoint((tokens[part[0]].sentence, tokens[part[1] - 1].sentence))
        or any(tokens[i].text in _MARKS or tokens[i].text == "”" for i in range(*part))
    ]


def _run(top: int, children: Sequence[Sequence[int]], taken: set[int]) -> Range:
    """Return the unbroken run of tokens round `top` that depend on it, cue and source left out."""
    below = set()
    stack = [top]
    while stack:
        i = stack.pop()
        if i not in taken:
            below.add(i)
            stack.extend(children[i])
    first, end = top, top + 1
    while first - 1 in below:
        first -= 1
    while end in below:
        end += 1
    return (first, end)


def _drawn_out(
    part: Range, clauses: Sequence[Range], tokens: Sequence[Token], taken: set[int]
) -> Range:
    """Return the part with its end moved to that of the clause that holds most of it."""

    def shared(clause: Range) -> int:
        return min(part[1], clause[1]) - max(part[0], clause[0])

    best = max(clauses, key=shared, default=None)
    if best is None or 2 * shared(best) <= part[1] - part[0]:
        return part
    end = best[1]
    while end > best[0] and (tokens[end - 1].text in _LOOSE or tokens[end - 1].text in ".:"):
        end -= 1
    if not part[1] < end <= part[1] + _FARTHEST or not taken.isdisjoint(range(part[1], end)):
        return part
    return (part[0], end)


def _trimmed(part: Range, tokens: Sequence[Token]) -> Range | None:
    """Return the part without loose marks at its ends, or None where nothing else is in it."""
    first, end = part
    while end - first > 1 and tokens[end - 1].text in _LOOSE:
        end -= 1
    if end - first > 1 and tokens[end - 1].text == "." and tokens[first].text not in _MARKS:
        end -= 1
    while end - first > 1 and tokens[first].text in _FRONT:
        first += 1
    if end - first == 1 and tokens[first].upos == "PUNCT":
        return None
    return (first, end)
