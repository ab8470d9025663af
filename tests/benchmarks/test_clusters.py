"""Scores of clusterings, on the examples that the papers print."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from benchmarks.clusters import assign, b_cubed, ceaf_e, f1, muc, pairs, scores

TRUTH = [set("12345"), set("67"), set("89ABC")]
FIRST = [set("12345"), set("6789ABC")]
SECOND = [set("1234589ABC"), set("67")]


def test_bagga_and_baldwin_1998() -> None:
    """Their two responses: MUC cannot tell them apart, B³ can (76 and 58 percent precision)."""
    assert muc(TRUTH, FIRST) == muc(TRUTH, SECOND) == (0.9, 1.0)
    assert b_cubed(TRUTH, FIRST) == (pytest.approx(0.762, abs=1e-3), 1.0)
    assert b_cubed(TRUTH, SECOND) == (pytest.approx(0.583, abs=1e-3), 1.0)


def test_luo_2005() -> None:
    """Entity-based CEAF with phi 4 on the same responses: 0.733 and 0.667 (his Table 1)."""
    assert f1(*ceaf_e(TRUTH, FIRST)) == pytest.approx(0.733, abs=1e-3)
    assert f1(*ceaf_e(TRUTH, SECOND)) == pytest.approx(0.667, abs=1e-3)


def test_vilain_1995() -> None:
    """Key A-B-C-D, response A-B and C-D: two of three links found, all of them right."""
    assert muc([set("ABCD")], [set("AB"), set("CD")]) == (1.0, pytest.approx(2 / 3))


def test_one_cluster_and_all_alone() -> None:
    """Luo's extreme cases: everything in one cluster, every mention in its own."""
    one, alone = [set("123456789ABC")], [{m} for m in "123456789ABC"]
    assert muc(TRUTH, alone) == (0.0, 0.0)
    assert b_cubed(TRUTH, alone) == (1.0, pytest.approx(0.25))
    assert f1(*b_cubed(TRUTH, one)) == pytest.approx(0.545, abs=1e-3)
    assert f1(*ceaf_e(TRUTH, one)) == pytest.approx(0.294, abs=1e-3)
    assert f1(*ceaf_e(TRUTH, alone)) == pytest.approx(0.178, abs=1e-3)


def test_pairs() -> None:
    assert pairs(TRUTH, FIRST) == (21 / 31, 1.0)
    assert pairs(TRUTH, [{m} for m in "123456789ABC"]) == (1.0, 0.0)


def test_perfect_is_one() -> None:
    assert set(scores(TRUTH, list(reversed(TRUTH))).values()) == {1.0}


def test_assignment_is_the_cheapest() -> None:
    draw = random.Random(3)
    for _ in range(60):
        size = draw.randint(1, 5)
        cost = np.array([[draw.random() for _ in range(size)] for _ in range(size)])
        found = sum(cost[i, j] for i, j in enumerate(assign(cost)))
        best = min(
            sum(cost[i, p[i]] for i in range(size)) for p in itertools.permutations(range(size))
        )
        assert found == pytest.approx(best)
