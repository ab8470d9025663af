"""Who is who: the cases of tests/cases/coreference.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast
from saidso.reading.entities.entities import find_entities
from saidso.spans import overlap

_MARK = re.compile(r"\[(\d) ([^\]]+)\]")
_CASES = Path(__file__).parents[2] / "cases" / "coreference.yaml"


def cases() -> list[tuple[str, str]]:
    """Return phenomenon and text of each case."""
    table = yaml.safe_load(_CASES.read_text(encoding="utf-8"))
    return [(phenomenon, text) for phenomenon, texts in table.items() for text in texts]


def read(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """Return a text without its marks, and the marks: number, start and end."""
    text, marks, at = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[at : found.start()]
        marks.append((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    return text + marked[at:], marks


def entity_at(cast: Cast, start: int, end: int) -> str | None:
    """Return the entity whose mention is most like a span, of those that share most with it."""
    best: tuple[float, str] = (0.0, "")
    for entity in cast.entities.values():
        for mention in entity.mentions:
            shared = overlap(mention, (start, end))
            union = max(end, mention[1]) - min(start, mention[0])
            best = max(best, (shared / union + (mention[0] == start), entity.id))
    return best[1] or None


@pytest.mark.parametrize(("phenomenon", "marked"), cases())
def test_mentions_with_one_number_are_one(
    parse: Callable[..., Parse], phenomenon: str, marked: str
) -> None:
    text, marks = read(marked)
    cast = find_entities(parse(text))
    found = [(number, entity_at(cast, start, end)) for number, start, end in marks]
    assert all(entity for _, entity in found), phenomenon
    for number, entity in found:
        for other, another in found:
            assert (number == other) == (entity == another), (phenomenon, found)
