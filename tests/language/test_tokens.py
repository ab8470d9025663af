"""Tokens and sentences: exact offsets, the treebank's conventions, hostile text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidso.language.tokens import sentences, tokenize


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text, (0, len(text)))]


def split(text: str) -> list[str]:
    tokens = tokenize(text, (0, len(text)))
    return [text[tokens[a][0] : tokens[b - 1][1]] for a, b in sentences(text, tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They didn't fire.", "They did n't fire ."),
        ("It’s not clear.", "It ’s not clear ."),
        ("a 24-year-old guard", "a 24 - year - old guard"),
        ("the U.S. and the U.N.", "the U.S. and the U.N."),
        ("on Nov. 13 at 3.15 p.m.", "on Nov. 13 at 3.15 p.m."),
        ("Lt. Gen. Orlov cannot say", "Lt. Gen. Orlov can not say"),
        ("1,200 people, 3.5 million", "1,200 people , 3.5 million"),
        ("“Stop,” he said", "“ Stop , ” he said"),
        ("the soldiers' post", "the soldiers ' post"),
        ("O'Neill's men", "O'Neill 's men"),
        ("see https://example.org/a-b?c=1.", "see https://example.org/a-b?c=1 ."),
        ("No. 12 and no. It ended.", "No. 12 and no . It ended ."),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Rebels left on Nov. 3. The army came.", 2),
        ("Gen. Adeyemi spoke to the U.S. Embassy in Abuja.", 1),
        ("He lives in the U.S. She does not.", 2),
        ("“Go!” he said. They went.", 2),
        ("“We were hit.” The mayor wept.", 2),
        ("Is it over? Nobody knows.", 2),
        ("He asked: “Who fired?” and left.", 1),
        ("First paragraph without a stop\n\nSecond paragraph.", 2),
        ("The toll rose to 3.5 million. Yes.", 2),
        ("The judge, Jon F. Roe, wrote to J. J. Doe.", 1),
        ("They met at the Hall of Roe B. The doors stayed shut.", 2),
        ("Fire broke out in Terminal B. Smoke rose.", 2),
        ("A man was shot in the 200 block of W. 14th Street on Sunday.", 1),
        ("A club on N. Third Avenue, at 4671 E. Main St., was closed.", 1),
        ("They met near S. Oak and W. Dorn streets in Velm, W. Va., on Monday.", 1),
        ("A man was hit on Dorn Avenue N. Police came.", 2),
        ("He had no vitamin E. Police came.", 2),
        ("He drove along 14th Street W. The car was hit.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


@given(st.text(max_size=400))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    spans = tokenize(text, (0, len(text)))
    assert all(a < b for a, b in spans)
    assert all(spans[k][1] <= spans[k + 1][0] for k in range(len(spans) - 1))
    assert "".join(text[a:b] for a, b in spans).split() == "".join(text.split()).split()
    ranges = sentences(text, spans)
    assert [i for a, b in ranges for i in range(a, b)] == list(range(len(spans)))


def test_one_huge_word_and_one_huge_sentence_are_cut() -> None:
    assert max(b - a for a, b in tokenize("x" * 5000, (0, 5000))) <= 200
    text = "word " * 3000
    tokens = tokenize(text, (0, len(text)))
    assert max(b - a for a, b in sentences(text, tokens)) <= 160
