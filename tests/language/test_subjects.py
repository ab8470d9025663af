"""Subjects that the tree calls something else."""

import pytest

from saidso.language.subjects import mend_subject
from saidso.language.words import Words


def _subject(rows: str, verb: int) -> list[str]:
    table = [row.split() for row in rows.strip().splitlines()]
    heads = [int(r[3]) for r in table]
    words = Words(
        [r[0] for r in table],
        [r[1] for r in table],
        [r[2] for r in table],
        heads,
        [""] * len(table),
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
    ],
)
def test_subject(rows: str, verb: int, subject: list[str]) -> None:
    assert _subject(rows, verb) == subject
