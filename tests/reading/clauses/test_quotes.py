"""Quotations: all marks, open ones, odd ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidso.reading.clauses.quotes import find_quotes


def quoted(text: str) -> list[str]:
    spans, at = [], 0
    for part in text.split("\n\n"):
        spans.append((at, at + len(part)))
        at += len(part) + 2
    return [text[q.span[0] : q.span[1]] for q in find_quotes(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we saw it" and left.', ['"we saw it"']),
        ("“We saw it,” he said. “All of it.”", ["“We saw it,”", "“All of it.”"]),
        ("« Non », he said.", ["« Non »"]),
        ("The general's men said ``no''.", ["``no''"]),
        ("No quotation here, it's plain.", []),
        (
            "“First paragraph goes on.\n\n“And ends here.”",
            ["“First paragraph goes on.", "“And ends here.”"],
        ),
    ],
)
def test_quotes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@given(st.text(alphabet="ab \"“”«»`'’\n", max_size=80))
def test_any_marks(text: str) -> None:
    found = find_quotes(text, [(0, len(text))])
    assert all(0 <= q.span[0] < q.span[1] <= len(text) for q in found)
    assert all(found[k].span[1] <= found[k + 1].span[0] for k in range(len(found) - 1))
