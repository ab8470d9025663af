"""From scores to a tree: the maximum spanning arborescence, where the best heads form none.

Chu-Liu/Edmonds (Chu and Liu 1965, Edmonds 1967), with exactly one root.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
_FAR = -1e9


def tree(heads: list[int], scores: Scores) -> list[int]:
    """Return heads that form one tree.

    `heads`: best head of each of n words, its own index at a root. `scores`: n,n+1 score of each
    head for each word; the last column is the root.
    """
    if is_tree(heads):
        return heads
    roots = [i for i, h in enumerate(heads) if h == i]
    n = len(heads)
    square = np.full((n, n), _FAR, np.float64)
    square[:, :] = scores[:, :n]
    root = max(roots or range(n), key=lambda i: float(scores[i, n]))
    np.fill_diagonal(square, _FAR)
    square[root, :] = _FAR
    square[root, root] = 0.0
    return _edmonds(square, root)


def trees(sentence: Sequence[int], best: Sequence[int], scores: Scores) -> list[int]:
    """Return the head of each of n words, its own index at a root; each sentence becomes one tree.

    `sentence`: number of each word's sentence. `best`: its likeliest head, n for the root.
    `scores`: n,n+1 score of each head for each word; the last column is the root.
    """
    out: list[int] = []
    at, n = 0, len(sentence)
    while at < n:
        end = at
        while end < n and sentence[end] == sentence[at]:
            end += 1
        own = [h - at if at <= h < end else k for k, h in enumerate(best[at:end])]
        if not is_tree(own):
            some = scores[at:end]
            own = tree(own, np.concatenate([some[:, at:end], some[:, n:]], 1))
        out += [h + at for h in own]
        at = end
    return out


def is_tree(heads: list[int]) -> bool:
    """Return whether the heads form one tree; the root is its own head."""
    roots = [i for i, head in enumerate(heads) if i == head]
    if len(roots) != 1:
        return False
    seen = [0] * len(heads)
    seen[roots[0]] = -1
    for walk, i in enumerate(heads, 1):
        while not seen[i]:
            seen[i] = walk
            i = heads[i]
        if seen[i] == walk:
            return False
    return True


def _cycle(heads: list[int]) -> list[int]:
    """Return the members of one cycle of more than one word, or []."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        i = start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            if heads[i] == i:
                break
            i = heads[i]
        else:
            if state[i] == 1:
                return path[path.index(i) :]
        for k in path:
            state[k] = 2
    return []


def _edmonds(scores: npt.NDArray[np.float64], root: int) -> list[int]:
    """Return the best heads with `root` as the only root; scores[i, j] is j as head of i."""
    heads: list[int] = scores.argmax(1).tolist()
    heads[root] = root
    cycle = _cycle(heads)
    if not cycle:
        return heads
    apart = np.ones(len(heads), bool)
    apart[cycle] = False
    outside = np.nonzero(apart)[0].tolist()
    m = len(outside)
    smaller = np.full((m + 1, m + 1), _FAR)
    smaller[:m, :m] = scores[np.ix_(outside, outside)]
    away = scores[np.ix_(outside, cycle)]
    into = scores[np.ix_(cycle, outside)] - scores[cycle, [heads[i] for i in cycle]][:, None]
    smaller[:m, m], smaller[m, :m] = away.max(1), into.max(0)
    leave = [cycle[k] for k in away.argmax(1).tolist()]
    enter = [cycle[k] for k in into.argmax(0).tolist()]
    new_root = outside.index(root)
    smaller[new_root, :] = _FAR
    smaller[new_root, new_root] = 0.0
    smaller[m, m] = _FAR
    contracted = _edmonds(smaller, new_root)
    for k, i in enumerate(outside):
        if i != root:
            heads[i] = leave[k] if contracted[k] == m else outside[contracted[k]]
    heads[root] = root
    entered = contracted[m]
    heads[enter[entered]] = outside[entered]
    return heads
