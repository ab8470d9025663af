"""Boundaries: content lets go of loose marks and of words of other sentences, sources are whole.

The attribution head sees the tree and sets the ends itself. What is left to rules is what a tagger
does not keep to: words of another sentence are content only where they are quoted or follow ":",
and no content begins or ends with a comma or is nothing but marks. A source that stops inside its
noun phrase ("the | mayor", "one | of the guards") is completed.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidso.language.parse import Frame, Range, Token

_MODIFIERS = frozenset({"det", "amod", "compound", "nummod", "nmod:poss"})
_PHRASE = _MODIFIERS | {"case", "flat", "advmod", "nmod"}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LOOSE = frozenset({",", ";", "-", "—", "–"})
_FRONT = _LOOSE | {":", "."}
_MARKS = frozenset({'"', "“", "‘", "''", "``", "«"})


def close(frame: Frame, tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> Frame | None:
    """Return the frame with the ends of its parts set, or None where no content is left."""
    trimmed = (_trimmed(part, tokens) for part in _connected(frame, tokens))
    content = [part for part in trimmed if part is not None]
    if not content:
        return None
    taken = {i for r in (*frame.cue, *content) for i in range(*r)}
    source = []
    for part in frame.source:
        whole = _whole(part, tokens, children)
        source.append(part if taken.intersection(range(*whole)) else whole)
    return Frame(source, frame.cue, content, frame.score)


def _whole(part: Range, tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> Range:
    """Return a source's part with the rest of the noun phrase inside which it stops."""
    first, end = part
    if tokens[first].upos == "CCONJ" and first and tokens[first - 1].upos in _NOMINAL:
        low = first - 1  # "security | and tribal officials"
        while low and tokens[low - 1].rel in _MODIFIERS and tokens[low - 1].head in range(low, end):
            low -= 1
        return (low, end)
    top = next((i for i in range(first, end) if not first <= tokens[i].head < end), first)
    token = tokens[top]
    if token.rel in _MODIFIERS and token.head >= end and tokens[token.head].upos in _NOMINAL:
        top = token.head
    elif not (token.upos in _NOMINAL and end < len(tokens) and tokens[end].rel == "case"):
        return part
    below, stack = {top}, [top]
    while stack:
        more = [i for i in children[stack.pop()] if tokens[i].rel in _PHRASE]
        below.update(more)
        stack += more
    low, high = top, top + 1
    while low - 1 in below:
        low -= 1
    while high in below:
        high += 1
    return (low, high) if low <= first and end <= high else part


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


def _trimmed(part: Range, tokens: Sequence[Token]) -> Range | None:
    """Return the part without loose marks at its ends, or None where nothing else is in it."""
    first, end = part
    if end - first > 1 and tokens[end - 1].text in _MARKS:
        if tokens[end - 1].sentence != tokens[end - 2].sentence:  # it opens the next quotation
            end -= 1
    while end - first > 1 and tokens[end - 1].text in _LOOSE:
        end -= 1
    if end - first > 1 and tokens[end - 1].text == "." and tokens[first].text not in _MARKS:
        end -= 1
    while end - first > 1 and tokens[first].text in _FRONT:
        first += 1
    if end - first == 1 and tokens[first].upos == "PUNCT":
        return None
    return (first, end)
