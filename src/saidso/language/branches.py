"""Branches: how the words of a sentence hang together with a cue in the tree.

A word and the cue meet at the nearest node that both hang on. Where "Officials said the bridge,
they believed, was shut" has the cue "said", the words of "the bridge was shut" hang on the cue by
its branch `ccomp` and "Officials" by `nsubj`; "According to officials the bridge was shut" has the
cue two steps below the node that it shares with its content. The attribution head is told so.
"""

from __future__ import annotations

from collections.abc import Sequence

from saidso.language.labels import HIGHEST
from saidso.language.parse import Range

_CHAIN = 12
"""Nodes above a cue that are looked at."""
Branches = tuple[list[int], list[int], list[int]]
"""For each word: steps (see `branches`), relation of its branch and of the cue's branch, from 1."""


def branches(heads: Sequence[int], rels: Sequence[int], sentence: Range, cue: Range) -> Branches:
    """Return for each word of `sentence` where its way up and that of the cue meet.

    `heads` (a word's own index at a root) and `rels` count over the same words as the ranges.
    Steps: 1 to HIGHEST + 1, one more than the steps from cue to meeting point, for words below it;
    HIGHEST + 2 and on for the meeting points themselves; 0 where nothing is shared.
    """
    first, end = sentence
    top = next((i for i in range(*cue) if heads[i] == i or not cue[0] <= heads[i] < cue[1]), cue[0])
    chain = [top]
    while len(chain) < _CHAIN and heads[chain[-1]] != chain[-1]:
        chain.append(heads[chain[-1]])
    found: dict[int, tuple[int, int, int]] = {}
    for k, node in enumerate(chain):
        own = rels[chain[k - 1]] + 1 if k else 0
        found[node] = (min(k, HIGHEST) + HIGHEST + 2, 0, own)
    nodes = frozenset(chain)
    for word in range(first, end):
        way, at = [], word
        while at not in found and heads[at] != at:
            way.append(at)
            at = heads[at]
        if at not in found:  # a tree of its own, or above the chain
            way.append(at)
            value = (0, 0, 0)
        elif at in nodes and way:
            steps, _, own = found[at]
            value = (steps - HIGHEST - 1, rels[way[-1]] + 1, own)
        else:
            value = found[at]
        for one in way:
            found[one] = value
    steps_, own_, cues_ = zip(*(found[word] for word in range(first, end)), strict=True)
    return list(steps_), list(own_), list(cues_)
