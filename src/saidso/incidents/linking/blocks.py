"""Blocks: which incidents are compared at all, by date window and place, by names and rare words.

Two incidents are compared where they share one strong key (day and place, a name, two rare words), or
TWICE weak ones (week and word). Most keys hold a stretch of time, so that their lists do not grow with
the years; those that do not are of names of people with a part in it and of pairs of rare words, by
which a report of the trial finds those of the deed. The type is no key: one report's robbery is the
other's shooting. Keys depend on the incident alone, so that a store can keep them.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from math import floor

import msgspec

from saidso.incidents.linking.evidence import FINE
from saidso.incidents.linking.terms import weights
from saidso.incidents.linking.traits import Traits

CELL = 0.4
"""Degrees of a cell: places in one cell or in cells that touch are compared."""
WEEK = 7
MONTH = 30
WORDS = 12
"""Heaviest terms of an incident that are keys, each with its week."""
RAREST = 6
"""Heaviest terms that are keys two by two, at any time."""
PEOPLE = 8
RARE = 0.5
"""Table weight of a word from which it can be a key."""
RAREST_WEIGHT = 0.9
"""Table weight of a word from which it can be a key at any time: names, not large cities."""
TWICE = 2
"""Word keys that two incidents must share."""


class Keys(msgspec.Struct, frozen=True):
    """Keys of an incident, 64-bit signed integers: one shared `strong` key, or TWICE `weak` ones.

    `near` are the weak keys of the weeks before and after too: those to look others up by, so that a
    word that two incidents share is counted once.
    """

    strong: tuple[int, ...]
    weak: tuple[int, ...]
    near: tuple[int, ...]


def keys_of(one: Traits) -> Keys:
    """Return the keys of an incident."""
    days = _days(one)
    strong = [*_places(one, days), *_names(one, days), *_pairs(one)]
    if one.row:  # thousands of rows have the words of one war: only place and day tell them apart
        return Keys(
            tuple(sorted({_key(k) for k in (*_places(one, days), f"row {one.row}")})), (), ()
        )
    return Keys(
        tuple(sorted({_key(k) for k in strong})),
        tuple(sorted(_key(k) for k in _words(one, (0,)))),
        tuple(sorted(_key(k) for k in _words(one, (-1, 0, 1)))),
    )


def _days(one: Traits) -> list[int]:
    """Return the days at which an incident may have happened, and the day of the report."""
    out = set()
    if one.first is not None and one.last is not None and one.last - one.first <= WEEK:
        out |= {one.first, one.last}
    if one.published is not None:
        out.add(one.published)
    return sorted(out)


def _places(one: Traits, days: list[int]) -> Iterator[str]:
    """Yield day and cell: the cell and those that touch it above, so that neighbours share one."""
    if one.lat is None or one.lon is None or (one.km or 0) > FINE:
        return
    row, column = floor(one.lat / CELL), floor(one.lon / CELL)
    near = {day + k for day in days for k in (0, 1)}
    for day, up, right in product(sorted(near), (0, 1), (0, 1)):
        yield f"p{day} {row + up} {column + right}"


def _names(one: Traits, days: list[int]) -> Iterator[str]:
    """Yield month and name of those who have a part in it, and of others who are named."""
    people = sorted(one.people, key=lambda p: (not p.acts, p.name))[:PEOPLE]
    for person in people:
        name = [w for w in person.name if w not in ("jr", "sr", "ii", "iii", "iv")]
        if len(name) < 2:
            continue
        known = f"{name[0][:3]} {name[-1]}"
        if person.acts:
            yield f"a{known}"
        for month in {day // MONTH + k for day in days for k in (0, 1)}:
            yield f"n{month} {known}"


def _pairs(one: Traits) -> Iterator[str]:
    """Yield the heaviest terms two by two."""
    if one.main:
        for a, b in combinations(sorted(_rare(one, RAREST_WEIGHT)[:RAREST]), 2):
            yield f"r{a} {b}"


def _words(one: Traits, weeks: tuple[int, ...]) -> Iterator[str]:
    """Yield week and word of the heaviest terms; a background incident has too few words for that."""
    days = _days(one)
    if not one.main or not days:
        return
    week = days[0] // WEEK
    for word in _rare(one)[:WORDS]:
        for k in weeks:
            yield f"w{week + k} {word}"


def _rare(one: Traits, least: float = RARE) -> list[str]:
    """Return the heaviest terms that are rare in any text: a short report's others are common words."""
    return [word for word in one.terms if weights().get(word, 1.0) >= least]


def _key(text: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True
    )


class Index:
    """Incidents by key, in memory."""

    def __init__(self) -> None:
        self._strong: dict[int, list[int]] = defaultdict(list)
        self._weak: dict[int, list[int]] = defaultdict(list)

    def add(self, number: int, one: Traits) -> list[int]:
        """Add an incident; return the numbers of those added before that it is compared with."""
        keys = keys_of(one)
        met = {other for key in keys.strong for other in self._strong[key]}
        shared = Counter(other for key in keys.near for other in self._weak[key])
        met.update(other for other, times in shared.items() if times >= TWICE)
        for key in keys.strong:
            self._strong[key].append(number)
        for key in keys.weak:
            self._weak[key].append(number)
        return sorted(met)
