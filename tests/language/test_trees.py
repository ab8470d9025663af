"""The maximum spanning arborescence against all trees of small sentences."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from saidso.language.trees import tree


def is_tree(heads: tuple[int, ...] | list[int]) -> bool:
    if sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    for i in range(len(heads)):
        k, steps = i, 0
        while heads[k] != k and steps <= len(heads):
            k, steps = heads[k], steps + 1
        if steps > len(heads):
            return False
    return True


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_best_tree_of_the_best_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    scores[np.arange(n), np.arange(n)] = -1e9
    best = [int(k) if k < n else i for i, k in enumerate(scores.argmax(1))]
    found = tree(best, scores)
    assert is_tree(found)
    root = next(i for i, h in enumerate(found) if h == i)
    rivals = [h for h in product(range(n), repeat=n) if is_tree(h) and h[root] == root]

    def value(heads: tuple[int, ...] | list[int]) -> float:
        return sum(float(scores[i, h]) for i, h in enumerate(heads) if h != i)

    assert value(found) >= max(map(value, rivals)) - 1e-4


def test_a_tree_stays_as_it_is() -> None:
    scores = np.zeros((3, 4), np.float32)
    assert tree([1, 1, 1], scores) == [1, 1, 1]
