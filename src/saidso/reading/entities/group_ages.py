"""Ages of groups: "two men, 26 and 21,", "three people (ages 26, 29 and 37)", "two 14-year-old boys"."""

from __future__ import annotations

from collections.abc import Iterator

from saidso.language.parse import Range
from saidso.reading.clauses.mentions import Mention
from saidso.reading.clauses.numbers import number_at
from saidso.reading.entities.persons import Persons

_OLDEST = 120
_AGED = frozenset({"aged", "ages", "age"})
_OPENS = frozenset({",", "("})
_CLOSES = frozenset({",", ")", ".", ";", "who", "were", "was", "from", "and", "-", "–", "—"})
_LINKS = frozenset({",", "and", "&"})


def group_ages(persons: Persons) -> Iterator[tuple[Range, Mention, int]]:
    """Yield the token of each age in a list behind a group, the group, and the years."""
    tokens = persons.parse.tokens
    for i, token in enumerate(tokens):
        aged = token.text.lower() in _AGED
        if not aged and (token.text not in _OPENS or not _is_age(persons, i + 1)):
            continue
        start = i - 1 if aged and i and tokens[i - 1].text in _OPENS else i
        mention = persons.ending(start)
        if mention is None or persons.single(mention.entity):
            continue
        ages, end = _list_at(persons, i + 1)
        if len(ages) > 1 and (
            aged or (_closes(persons, end) and len(ages) == _of(persons, mention))
        ):
            for k in ages:
                yield (k, k + 1), mention, int(tokens[k].text)


def _list_at(persons: Persons, i: int) -> tuple[list[int], int]:
    """Return the tokens of the ages in the list that starts at a token, and where it ends."""
    tokens = persons.parse.tokens
    ages: list[int] = []
    end = i
    while _is_age(persons, i):
        ages.append(i)
        end = i = i + 1
        while i < len(tokens) and tokens[i].text.lower() in _LINKS and i - end < 2:
            i += 1
        if i == end:
            break
    return ages, end


def _is_age(persons: Persons, i: int) -> bool:
    tokens = persons.parse.tokens
    return i < len(tokens) and tokens[i].text.isdecimal() and 0 < int(tokens[i].text) <= _OLDEST


def _closes(persons: Persons, end: int) -> bool:
    tokens = persons.parse.tokens
    return end >= len(tokens) or tokens[end].text.lower() in _CLOSES


def _of(persons: Persons, mention: Mention) -> int | None:
    """Return how many a group is said to be in the words that name it: 2 for "two men"."""
    first, end = mention.tokens
    words = [t.text for t in persons.parse.tokens[first:end]]
    found = (number_at(words, k) for k in range(len(words)))
    return next((n.low for n in found if n is not None and n.low == n.high), None)
