"""Namings: whether two reports can mean the same somebody or something by what they call it.

A general word ("gunmen") agrees with every name; two names agree when one is short for the other or
they are spellings of one name; two nouns agree when they may mean the same ("device", "bomb").
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache, lru_cache

import msgspec

from saidso import knowledge
from saidso.incidents.linking.phrases import Words, bare, called
from saidso.incidents.linking.speakers import short_for
from saidso.reading.clauses.people import people
from saidso.reading.harm import harm_words
from saidso.resolving.countries import country_mentions

ALIKE = 0.8
"""Likeness from which two spellings are taken for one name (ours, on romanised names)."""


class Naming(msgspec.Struct, frozen=True):
    """What somebody or something is called: its words, its last noun, whether that is a name."""

    words: Words
    head: str
    proper: bool
    country: str | None


class _Table(msgspec.Struct, frozen=True):
    general: frozenset[str]
    counted: frozenset[str]
    some: frozenset[str]
    short: dict[str, str]
    classes: dict[str, frozenset[int]]
    stop: frozenset[str]
    negations: frozenset[str]


@cache
def _table() -> _Table:
    data = knowledge.table(__package__, "namings.yaml")
    classes = {noun: set(numbers) for noun, numbers in people().classes.items()}
    for number, line in enumerate(data["classes"], 1000):
        for noun in line:
            classes.setdefault(noun, set()).add(number)
    return _Table(
        frozenset(data["general"]),
        frozenset(data["counted"]),
        frozenset(data["some"]),
        data["short"],
        {noun: frozenset(numbers) for noun, numbers in classes.items()},
        frozenset(data["stop"]),
        frozenset(data["negations"]),
    )


@lru_cache(maxsize=50_000)
def naming(text: str, country: str | None = None) -> Naming:
    """Return how a text names somebody; `country` (alpha-3) is known from elsewhere, if at all."""
    phrase = text
    for word in (" of ", " in ", " from ", " who ", " with "):
        phrase = phrase.split(word, 1)[0]
    printed = phrase.split()
    last = printed[-1] if printed else ""
    folded = bare(last)
    head = _singular(folded[-1] if folded else "")
    proper = last[:1].isupper() and head not in people().kinds and head not in _table().general
    if not country:
        country = next((code for _, _, code in country_mentions(text)), None)
    return Naming(called(text), head, proper, country)


@lru_cache(maxsize=100_000)
def same_naming(a: Naming, b: Naming) -> bool:
    """Return whether both can mean the same; different countries speak against it."""
    if a.words == b.words:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if a.head.isdigit() or b.head.isdigit():
        return not (a.proper or b.proper)  # "23": people by their number alone
    general = _table().general
    if a.proper and b.proper:
        return short_for(a.words, b.words) or short_for(b.words, a.words) or _spelled_alike(a, b)
    if a.head in general or b.head in general:
        return True
    if a.proper or b.proper:
        return short_for(a.words, b.words) or short_for(b.words, a.words)
    if a.head == b.head:
        return True
    classes = _table().classes
    return not classes.get(a.head, frozenset()).isdisjoint(classes.get(b.head, frozenset()))


def counts_anybody(text: str) -> bool:
    """Return whether a counted phrase means all who came to harm: "17 people", not "17 nurses"."""
    head = naming(text).head
    return head in _table().counted or not head.isalpha()


def counts_some(text: str) -> bool:
    """Return whether a counted phrase means people of one age or sex, who are some of any others."""
    return naming(text).head in _table().some


def counts_others(none: str, some: str) -> bool:
    """Return whether nobody of one phrase came to harm leaves open a count of another's: "no civilians" that
    of "nine people" or "two fighters", and not that of "three farmers".
    """
    if counts_anybody(none):
        return False
    a, b = naming(none), naming(some)
    if a.head == b.head or counts_anybody(some):
        return a.head != b.head
    forces = harm_words.table().forces
    fighters = people().fighters | harm_words.table().foes
    sides = [(n.head in forces, n.head in fighters) for n in (a, b)]
    return sides[0] != sides[1] or not same_naming(a, b)


def _spelled_alike(a: Naming, b: Naming) -> bool:
    """Return whether two names are spellings of one: "Oh Chung-sung", "Oh Chong-song"."""
    if len(a.words) != len(b.words) or a.words[0][0] != b.words[0][0]:
        return False
    pairs = zip(a.words, b.words, strict=True)
    return all(
        x == y or (min(len(x), len(y)) > 3 and SequenceMatcher(None, x, y).ratio() >= ALIKE)
        or (len(a.words) > 1 and x[0] == y[0] and SequenceMatcher(None, x, y).ratio() >= ALIKE - 0.1)
        for x, y in pairs
    )  # fmt: skip


@lru_cache(maxsize=100_000)
def same_text(a: str, b: str) -> bool:
    """Return whether two short texts say the same: half of the shorter's words, and no other "not"."""
    table = _table()
    first = {table.short.get(w, w) for w in bare(a) if w not in table.stop}
    second = {table.short.get(w, w) for w in bare(b) if w not in table.stop}
    if first & table.negations != second & table.negations:
        return False
    if not first or not second:
        return a.casefold() == b.casefold()
    return 2 * len(first & second) >= min(len(first), len(second))


def _singular(noun: str) -> str:
    if noun.endswith("men") and len(noun) > 3:
        return noun[:-3] + "man"
    return noun[:-2] if noun.endswith(("shes", "ches")) else noun
