"""Onsets: when an incident was, where the words that tell its day do not name it.

"It happened around 9 p.m. Sunday" and "officers were called to the house Monday afternoon" give the
day of what a report is about. "He was charged Thursday" gives another day, however near the words of
the incident stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources

import msgspec
import yaml

from saidso.language.parse import Parse
from saidso.resolving.times import Time

_PRONOUNS = frozenset({"it", "this", "that", "which"})
_DAYS = 10
"""What a report is about happened at most so long before it was published."""


class Onset(msgspec.Struct, frozen=True):
    """`told`: a time at which it is said to have happened; `noticed`: one at which it became known."""

    told: Time | None = None
    noticed: Time | None = None


class _Words(msgspec.Struct, frozen=True):
    happen: frozenset[str]
    take: frozenset[str]
    place: frozenset[str]
    what: frozenset[str]
    notice: frozenset[str]
    later: frozenset[str]
    custody: frozenset[str]


@cache
def _words() -> _Words:
    text = resources.files(__package__).joinpath("onsets.yaml").read_bytes()
    return msgspec.convert(yaml.load(text, yaml.CSafeLoader), _Words)


def verb_of(parse: Parse, time: Time) -> int:
    """Return the verb that a time hangs on, or -1."""
    i = bisect_left(parse.starts, time.span[0])
    for _ in range(6):
        if i >= len(parse.tokens) or parse.tokens[i].head == i:
            break
        i = parse.tokens[i].head
        if parse.tokens[i].upos == "VERB":
            return i
    return -1


def is_later(parse: Parse, verb: int) -> bool:
    """Return whether a verb tells what the law or mourners did afterwards."""
    words = _words()
    if parse.tokens[verb].lemma in words.later:
        return True
    return any(
        parse.tokens[c].lemma in words.custody and parse.tokens[c].rel in ("obl", "obj", "nsubj")
        for c in parse.children[verb]
    )


def find_onset(parse: Parse, times: Sequence[Time]) -> Onset:
    """Return the first time of each kind that lies in the days before publication."""
    told = noticed = None
    published = parse.report.published
    for time in times:
        if time.precision != "day" or not _recent(time, published.edtf if published else None):
            continue
        verb = verb_of(parse, time)
        if verb < 0:
            continue
        if told is None and _happens(parse, verb):
            told = time
        elif noticed is None and _notices(parse, verb):
            noticed = time
    return Onset(told, noticed)


def is_ahead(time: Time, published: str | None) -> bool:
    """Return whether a time lies after the day of publication."""
    return bool(published and time.earliest and time.earliest > published)


def _recent(time: Time, published: str | None) -> bool:
    if not (time.earliest and published and len(published) >= 10):
        return published is None
    days = (date.fromisoformat(published[:10]) - date.fromisoformat(time.earliest)).days
    return 0 <= days <= _DAYS


def _happens(parse: Parse, verb: int) -> bool:
    words, tokens = _words(), parse.tokens
    below = [(tokens[c].lemma, tokens[c].rel) for c in parse.children[verb]]
    lemma = tokens[verb].lemma
    if lemma in words.take:
        if not any(word in words.place and rel == "obj" for word, rel in below):
            return False
    elif lemma not in words.happen:
        return False
    return any(
        rel.startswith("nsubj") and (word in _PRONOUNS or word in words.what) for word, rel in below
    )


def _notices(parse: Parse, verb: int) -> bool:
    return parse.tokens[verb].lemma in _words().notice
