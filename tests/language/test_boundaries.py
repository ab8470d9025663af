"""Loose marks and unquoted words of other sentences are no content."""

from __future__ import annotations

from saidso.language.boundaries import close
from saidso.language.parse import Frame, Token

SENTENCES = (
    ("The", "mayor", "said", "the", "bridge", "fell", ",", "and", "left", "."),
    ("Cars", "waited", "."),
    ("“", "Stay", "away", "”", "."),
)


def content(*parts: tuple[int, int], cue: tuple[int, int] = (2, 3)) -> list[tuple[int, int]]:
    made: list[Token] = []
    at = 0
    for number, words in enumerate(SENTENCES):
        for word in words:
            upos = "X" if word.isalpha() else "PUNCT"
            i = len(made)
            made.append(Token(i, at, at + len(word), word, word, upos, "dep", i, number, "", ""))
            at += len(word) + 1
    closed = close(Frame([(0, 2)], [cue], list(parts), 1.0), made, [[] for _ in made])
    return closed.content if closed else []


def test_whole_content_stays() -> None:
    assert content((3, 6)) == [(3, 6)]


def test_loose_commas_are_let_go() -> None:
    assert content((3, 7)) == [(3, 6)]
    assert content((6, 9)) == [(7, 9)]


def test_nothing_but_marks_is_no_frame() -> None:
    assert content((6, 7)) == []


def test_a_part_of_marks_only_is_dropped() -> None:
    assert content((3, 6), (6, 7)) == [(3, 6)]


def test_words_of_another_sentence_are_content_where_they_are_quoted() -> None:
    assert content((3, 6), (10, 12)) == [(3, 6)]
    assert content((3, 6), (13, 17)) == [(3, 6), (13, 17)]


def source(part: tuple[int, int]) -> tuple[int, int]:
    """One of the young guards said nobody left."""
    words = ["One", "of", "the", "young", "guards", "said", "nobody", "left"]
    heads = [5, 4, 4, 4, 0, 5, 7, 5]
    rels = ["nsubj", "case", "det", "amod", "nmod", "root", "nsubj", "ccomp"]
    upos = ["NUM", "ADP", "DET", "ADJ", "NOUN", "VERB", "PRON", "VERB"]
    made = [
        Token(i, 9 * i, 9 * i + 5, words[i], words[i], upos[i], rels[i], heads[i], 0, "", "")
        for i in range(len(words))
    ]
    children: list[list[int]] = [[] for _ in words]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    closed = close(Frame([part], [(5, 6)], [(6, 8)], 1.0), made, children)
    assert closed is not None
    return closed.source[0]


def test_a_source_does_not_stop_inside_its_noun_phrase() -> None:
    assert source((0, 1)) == (0, 5)
    assert source((2, 3)) == (1, 5)


def test_a_whole_source_stays() -> None:
    assert source((0, 5)) == (0, 5)
