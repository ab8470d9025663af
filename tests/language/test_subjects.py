"""Subjects that the tree calls something else."""

import pytest

from saidso.language.subjects import mend_subject, passers_by
from saidso.language.words import Words


def _subject(rows: str, verb: int) -> list[str]:
    table = [row.split() for row in rows.strip().splitlines()]
    heads = [int(r[3]) for r in table]
    words = Words(
        [r[0] for r in table],
        [r[1] for r in table],
        [r[2] for r in table],
        heads,
        ["person" if r[1] == "NOUN" else "" for r in table],
    )
    children = {i: [c for c, h in enumerate(heads) if h == i != c] for i in range(len(table))}
    for i in range(len(table)):
        mend_subject(words, children, i)
    return [words.texts[c] for c in children[verb] if words.rels[c] == "nsubj"]


@pytest.mark.parametrize(
    ("rows", "verb", "subject"),
    [
        ("shelling VERB advcl 1\nkilled VERB root 1\ntwo NUM obj 1", 1, ["shelling"]),
        ("Fleeing VERB advcl 2\n, PUNCT punct 0\nkilled VERB root 2", 2, []),
        ("Firing VERB advcl 2\nmen NOUN nsubj 2\nkilled VERB root 2", 2, ["men"]),
        (
            "came VERB root 0\nafter ADP mark 3\nshooting NOUN obl 3\nleft VERB advcl 0",
            3,
            ["shooting"],
        ),
        (
            "came VERB root 0\nafter ADP mark 4\nin ADP case 3\nOrlo NOUN obl 4\nleft VERB advcl 0",
            4,
            [],
        ),
        (  # "a woman said men in robes blindfolded her"
            "woman NOUN nsubj 1\nsaid VERB root 1\nmen NOUN ccomp 1\nin ADP case 4\nrobes NOUN nmod 2\n"
            "blindfolded VERB conj 1\nher PRON obj 5",
            5,
            ["men"],
        ),
        (  # "a guard said and left": what he said is no one's
            "guard NOUN nsubj 1\nsaid VERB root 1\nso ADV ccomp 1\nand CCONJ cc 4\nleft VERB conj 1",
            4,
            [],
        ),
        (  # "a man shot in Velm has died"
            "man NOUN nsubj 1\nshot VERB ccomp 5\nin ADP case 3\nVelm PROPN nmod 1\n"
            "has AUX aux 5\ndied VERB root 5",
            5,
            ["man"],
        ),
        (  # "after a man shot Brand police have searched"
            "man NOUN nsubj 1\nshot VERB advcl 5\nBrand PROPN obj 1\npolice NOUN nsubj 5\n"
            "have AUX aux 5\nsearched VERB root 5",
            5,
            ["police"],
        ),
        (  # "killed nine clerks, a guard and an aide said"
            "killed VERB ccomp 7\nclerks NOUN obj 0\n, PUNCT punct 7\na DET det 4\nguard NOUN conj 1\n"
            "and CCONJ cc 6\naide NOUN conj 4\nsaid VERB root 7",
            7,
            ["guard"],
        ),
        (  # "killed nine clerks and a guard, said"
            "killed VERB ccomp 5\nclerks NOUN obj 0\nand CCONJ cc 3\nguard NOUN conj 1\n"
            ", PUNCT punct 5\nsaid VERB root 5",
            5,
            [],
        ),
        (  # "seven men, two of them guards, were"
            "men NOUN nsubj 5\n, PUNCT punct 2\ntwo NUM nsubj 5\nof ADP case 4\nthem PRON nmod 2\n"
            "fled VERB root 5",
            5,
            ["men"],
        ),
    ],
)
def test_subject(rows: str, verb: int, subject: list[str]) -> None:
    assert _subject(rows, verb) == subject


def test_passers_by_are_one_noun() -> None:
    texts = ["Seven", "passers", "-", "by", "fled"]
    words = Words(
        texts,
        ["NUM", "NOUN", "PUNCT", "ADP", "VERB"],
        ["nummod", "nsubj", "punct", "case", "root"],
        [3, 4, 3, 4, 4],
        [""] * 5,
    )
    children: dict[int, list[int]] = {0: [], 1: [], 2: [], 3: [0, 2], 4: [1, 3]}
    passers_by(words, children, 1, 5)
    assert words.heads[2:4] == [1, 1]
    assert words.heads[0] == 1
