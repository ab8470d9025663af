"""Content ends with its clause."""

from __future__ import annotations

from saidso.language.boundaries import close
from saidso.language.parse import Frame, Token

WORDS = [
    "The",
    "mayor",
    "said",
    "the",
    "old",
    "bridge",
    "was",
    "destroyed",
    ",",
    "and",
    "left",
    ".",
]
HEADS = [1, 2, 2, 5, 5, 7, 7, 2, 10, 10, 2, 2]
RELS = [
    *("det", "nsubj", "root", "det", "amod", "nsubj:pass"),
    *("aux:pass", "ccomp", "punct", "cc", "conj", "punct"),
]


def tokens() -> tuple[list[Token], list[list[int]]]:
    made: list[Token] = []
    children: list[list[int]] = [[] for _ in WORDS]
    at = 0
    for i, word in enumerate(WORDS):
        upos = "PUNCT" if word in ",." else "X"
        made.append(Token(i, at, at + len(word), word, word, upos, RELS[i], HEADS[i], 0, "", ""))
        at += len(word) + 1
        if HEADS[i] != i:
            children[HEADS[i]].append(i)
    return made, children


def content(*parts: tuple[int, int]) -> list[tuple[int, int]]:
    made, children = tokens()
    closed = close(Frame([(0, 2)], [(2, 3)], list(parts), 1.0), made, children)
    return closed.content if closed else []


def test_cut_content_is_drawn_out_to_its_clause() -> None:
    assert content((3, 7)) == [(3, 8)]


def test_whole_content_stays() -> None:
    assert content((3, 8)) == [(3, 8)]


def test_loose_commas_are_let_go() -> None:
    assert content((3, 9)) == [(3, 8)]


def test_content_elsewhere_is_not_touched() -> None:
    assert content((9, 11)) == [(9, 11)]


def test_nothing_but_marks_is_no_frame() -> None:
    assert content((8, 9)) == []


def test_a_part_of_marks_only_is_dropped() -> None:
    assert content((3, 8), (8, 9)) == [(3, 8)]
