"""Tags of names are the likeliest that spell names."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest

from saidso.language.labels import NAME_TAGS
from saidso.language.nametags import closed, decoded


def scored(*rows: dict[str, float]) -> npt.NDArray[np.float32]:
    """Return log probabilities; what a row does not name shares what is left."""
    out = []
    for row in rows:
        rest = (1 - sum(row.values())) / (len(NAME_TAGS) - len(row))
        out.append([np.log(row.get(tag, rest)) for tag in NAME_TAGS])
    return np.array(out, np.float32)


def legal(path: tuple[int, ...] | list[int]) -> bool:
    tags = ["O", *(NAME_TAGS[k] for k in path)]
    return all(b[0] != "I" or (a != "O" and a[2:] == b[2:]) for a, b in pairwise(tags))


def test_a_name_whose_first_word_is_doubtful_begins_with_it() -> None:
    """ "the Baltic States": the first word is O by a hair, the second can't stand inside nothing."""
    scores = scored({"O": 0.99}, {"O": 0.5, "B-LOC": 0.45}, {"I-LOC": 0.9, "O": 0.05}, {"O": 0.999})
    assert [NAME_TAGS[k] for k in decoded(scores)] == ["O", "B-LOC", "I-LOC", "O"]


def test_a_word_inside_nothing_begins_a_name_where_what_is_before_is_none() -> None:
    scores = scored({"O": 0.999}, {"I-PER": 0.6, "B-PER": 0.3, "O": 0.05}, {"O": 0.999})
    assert [NAME_TAGS[k] for k in decoded(scores)] == ["O", "B-PER", "O"]


def test_tags_that_spell_names_are_kept() -> None:
    scores = scored({"B-ORG": 0.8}, {"I-ORG": 0.7}, {"B-PER": 0.6}, {"O": 0.9})
    assert [NAME_TAGS[k] for k in decoded(scores)] == ["B-ORG", "I-ORG", "B-PER", "O"]


def test_no_words_have_no_tags() -> None:
    assert decoded(np.zeros((0, len(NAME_TAGS)), np.float32)) == []


@pytest.mark.parametrize("seed", range(30))
def test_the_path_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = np.log(rng.dirichlet([0.3] * len(NAME_TAGS), 4) + 1e-6).astype(np.float32)
    scores[:, 0] = np.minimum(scores[:, 0], -0.03)  # no word is surely outside
    path = decoded(scores)
    best = max(
        (p for p in product(range(len(NAME_TAGS)), repeat=4) if legal(p)),
        key=lambda p: sum(scores[i, k] for i, k in enumerate(p)),
    )
    assert legal(path)
    total = [sum(float(scores[i, k]) for i, k in enumerate(p)) for p in (path, best)]
    assert total[0] == pytest.approx(total[1])


@pytest.mark.parametrize(
    ("words", "tags", "right"),
    [
        ("Ada Brill of Orvel", "B-PER I-PER I-PER B-PER", "B-PER I-PER O B-PER"),
        ("Orvel and Harlan", "B-LOC I-LOC B-LOC", "B-LOC O B-LOC"),
        ("Bank of Orvel", "B-ORG I-ORG B-LOC", "B-ORG I-ORG I-ORG"),
        (
            "Office of the Chief Clerk",
            "B-ORG I-ORG I-ORG B-PER I-PER",
            "B-ORG I-ORG I-ORG I-ORG I-ORG",
        ),
        ("Orvel Trust of Harlan", "B-ORG I-ORG I-ORG B-LOC", "B-ORG I-ORG I-ORG B-LOC"),
        ("Bank of Orvel", "B-ORG I-ORG I-ORG", "B-ORG I-ORG I-ORG"),
        ("and", "B-ORG", "B-ORG"),
        ("the weekly La Velm , in", "O O B-LOC I-LOC O O", "O O B-ORG I-ORG O O"),
        ("the daily Velm traffic", "O O B-LOC O", "O O B-LOC O"),
    ],
)
def test_no_name_is_left_open_at_its_end(words: str, tags: str, right: str) -> None:
    assert closed(tags.split(), words.split()) == right.split()
