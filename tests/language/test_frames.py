"""Decoding of attribution frames: which tag sequences are allowed, how doubt is counted."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from saidso.language.frames import _viterbi, cues, decode
from saidso.language.labels import FRAME_TAGS

_TAG = {tag: i for i, tag in enumerate(FRAME_TAGS)}


def _scores(*tags: str, sure: float = 9.0) -> np.ndarray:
    table = np.zeros((len(tags), len(FRAME_TAGS)), np.float32)
    for row, tag in enumerate(tags):
        table[row, _TAG[tag]] = sure
    return table


def _names(row: list[int]) -> list[str]:
    return [FRAME_TAGS[t] for t in row]


def test_what_is_allowed_stays() -> None:
    tags = ("B-source", "E-source", "O", "B-content", "I-content", "E-content", "B-cue", "B-source")
    found, doubts = decode([_scores(*tags)])
    assert _names(found[0]) == list(tags)
    assert -0.1 < doubts[0] < 0


def test_a_part_that_never_began_does_not_go_on() -> None:
    for tag in ("I-content", "E-content"):
        found, _ = decode([_scores("O", tag, tag)])
        assert _names(found[0])[1] != tag


def test_a_part_that_goes_on_ends() -> None:
    """A word that is doubtful between the middle and the end of its part ends it before other words."""
    found, _ = decode([_scores("B-content", "I-content", "I-content", "O", "O")])
    assert _names(found[0]) in (
        ["B-content", "I-content", "E-content", "O", "O"],
        ["B-content", "I-content", "I-content", "E-content", "O"],
    )


def test_content_may_run_out_of_the_window() -> None:
    found, _ = decode([_scores("O", "B-content", "I-content")])
    assert _names(found[0]) == ["O", "B-content", "I-content"]


def test_a_doubtful_frame_has_more_doubt() -> None:
    tags = ("B-source", "E-source", "O", "B-content")
    _, doubts = decode([_scores(*tags), _scores(*tags, sure=1.0)])
    assert doubts[1] < doubts[0]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        arrays(
            np.float32,
            st.tuples(st.integers(1, 9), st.just(len(FRAME_TAGS))),
            elements=st.floats(-5, 5, width=32),
        ),
        min_size=1,
        max_size=3,
    ),
    st.integers(1, 6),
)
def test_frames_are_decoded_alike_alone_and_together(some: list[np.ndarray], longer: int) -> None:
    """The company of a longer frame changes nothing, and no tag breaks the rules."""
    other = np.zeros((9 + longer, len(FRAME_TAGS)), np.float32)
    together, _ = decode([*some, other])
    for row, one in enumerate(some):
        alone, _ = decode([one])
        assert alone[0] == together[row]
        names = _names(alone[0])
        for before, after in zip(["O", *names], names, strict=False):
            if after[0] in "IE":
                assert before[1:] == after[1:]
                assert before[0] in "BI"
            if before in ("I-source", "I-content"):
                assert after[0] in "IE"


def test_a_cue_takes_the_words_beside_it() -> None:
    """One word is a cue for sure, its neighbour probably; a third, far off, only perhaps."""
    found = cues(
        np.array([[0.5, 0.4, 0.1], [0.1, 0.2, 0.7], [0.9, 0.1, 0.0], [0.5, 0.5, 0.0]], np.float32),
        0.7,
    )
    assert [(a, b) for a, b, _ in found] == [(0, 2)]


@settings(deadline=None, max_examples=100)
@given(
    arrays(
        np.float32,
        st.tuples(st.integers(1, 40), st.just(len(FRAME_TAGS))),
        elements=st.floats(-5, 5, width=32),
    )
)
def test_words_decoded_by_stretches_are_those_decoded_whole(scores: np.ndarray) -> None:
    """Only words round a forbidden step are decoded anew; the whole has no better sequence."""
    (tags,), _ = decode([scores])
    whole = _viterbi(scores.tolist(), opens=True)
    rows = np.arange(len(scores))
    assert float(scores[rows, tags].sum()) >= float(scores[rows, whole].sum()) - 1e-3
    names = _names(tags)
    for before, after in zip(["O", *names], names, strict=False):
        assert after[0] not in "IE" or (before[0] in "BI" and before[1:] == after[1:])
