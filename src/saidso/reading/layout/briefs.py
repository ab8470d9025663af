"""Briefs: pages of short stories, each under a title of its own.

"Two held after raid", then a paragraph of it, then the next title: crime briefs of a paper, urgent actions,
daily digests. A page is one where nearly every paragraph stands under a title, and each begins with a
place that no other does and names nobody whom another names; the subheads of one story do not.
"""

from __future__ import annotations

from itertools import pairwise

from saidso.language.parse import Parse, Range

_TITLE = (2, 14)
"""Words of a title."""
_PROSE = 15
"""Words of a paragraph, at least."""
_SHARE = 0.7
"""At least this share of the paragraphs from the first title on follows one."""
_LEAST = 2


def find_briefs(parse: Parse, triggers: set[int]) -> list[Range]:
    """Return the tokens of each brief with its title; empty for another report."""
    blocks: dict[int, Range] = {}
    for sentence in parse.sentences:
        if sentence.segment_kind in ("paragraph", "headline"):
            first, _ = blocks.get(sentence.segment, sentence.tokens)
            blocks[sentence.segment] = (first, sentence.tokens[1])
    order = list(blocks.values())
    heads = [
        k for k in range(len(order) - 1) if _is_title(parse, order[k]) and _is_prose(order[k + 1])
    ]
    if len(heads) < _LEAST:
        return []
    prose = [b for b in order[heads[0] :] if _is_prose(b)]
    if len(heads) < _SHARE * len(prose):
        return []
    ends = [*(order[k][0] for k in heads), order[-1][1]]
    briefs = list(pairwise(ends))
    return briefs if _apart(parse, briefs, triggers) else []


def _is_prose(block: Range) -> bool:
    return block[1] - block[0] >= _PROSE


def _is_title(parse: Parse, block: Range) -> bool:
    """Return whether a block is a line that begins with a capital and ends without a stop."""
    least, most = _TITLE
    if not least <= block[1] - block[0] <= most:
        return False
    first, last = parse.tokens[block[0]].text, parse.tokens[block[1] - 1].text
    return (first[:1].isupper() or first[:1].isdigit()) and last[-1].isalnum()


def _apart(parse: Parse, briefs: list[Range], triggers: set[int]) -> bool:
    """Return whether each brief tells of something, in a place and of people of its own."""
    names: list[dict[str, set[str]]] = []
    for first, end in briefs:
        if not any(first <= t < end for t in triggers):
            return False
        title = parse.sentence_of(first)
        opening = parse.sentences[min(title.i + 1, len(parse.sentences) - 1)].tokens[1]
        own: dict[str, set[str]] = {"PER": set(), "LOC": set()}
        for name in parse.names:
            near = name.kind != "LOC" or name.tokens[0] < opening
            if first <= name.tokens[0] < end and name.kind in own and near:
                own[name.kind].add(parse.tokens[name.tokens[1] - 1].text)
        names.append(own)
    for k, own in enumerate(names):
        others = [n for j, n in enumerate(names) if j != k]
        if own["PER"] & set().union(*(n["PER"] for n in others)):
            return False
        if not own["LOC"] - set().union(*(n["LOC"] for n in others)):
            return False
    return True
