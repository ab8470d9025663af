"""How words hang together with a cue in the tree, and how they stand to quotations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saidso.language.branches import branches
from saidso.language.labels import HIGHEST
from saidso.language.windows import quotations

NSUBJ, CCOMP, DET, ROOT, PARATAXIS = range(5)


def test_words_below_the_cue_know_their_branch() -> None:
    """Officials said the bridge fell."""
    heads, rels = [1, 1, 3, 4, 1], [NSUBJ, ROOT, DET, NSUBJ, CCOMP]
    steps, branch, own = branches(heads, rels, (0, 5), (1, 2))
    assert steps == [1, HIGHEST + 2, 1, 1, 1]
    assert branch == [NSUBJ + 1, 0, CCOMP + 1, CCOMP + 1, CCOMP + 1]
    assert own == [0] * 5


def test_a_cue_below_what_it_introduces_knows_its_own_branch() -> None:
    """The bridge fell, officials said."""
    heads, rels = [1, 2, 2, 4, 2], [DET, NSUBJ, ROOT, NSUBJ, PARATAXIS]
    steps, branch, own = branches(heads, rels, (0, 5), (4, 5))
    assert steps == [2, 2, HIGHEST + 3, 1, HIGHEST + 2]
    assert branch == [NSUBJ + 1, NSUBJ + 1, 0, NSUBJ + 1, 0]
    assert own == [PARATAXIS + 1] * 3 + [0, 0]


@st.composite
def _trees(draw: st.DrawFn) -> list[int]:
    size = draw(st.integers(1, 40))
    order = draw(st.permutations(range(size)))
    heads = list(range(size))
    for k in range(1, size):
        heads[order[k]] = order[draw(st.integers(0, k - 1))]
    return heads


@given(_trees(), st.data())
def test_any_tree_gives_every_word_a_place_in_range(heads: list[int], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(heads) - 1))
    end = data.draw(st.integers(first + 1, len(heads)))
    steps, branch, own = branches(heads, [2] * len(heads), (0, len(heads)), (first, end))
    assert len(steps) == len(branch) == len(own) == len(heads)
    assert all(0 <= s <= 2 * HIGHEST + 2 for s in steps)
    assert {0, 3}.issuperset(branch)
    assert {0, 3}.issuperset(own)


def test_words_stand_to_quotations() -> None:
    words = ["“", "Run", "”", "he", "said", '"', "now"]
    assert quotations(words, False) == ([1, 3, 2, 0, 0, 1, 3], True)
    assert quotations(["Go", "on"], True) == ([3, 3], True)
