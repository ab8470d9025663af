"""Places inside the names of organisations: "the Athens Police Department", "University of Texas".

They are not where anything happened, but they speak for one place among those of its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from saidso import knowledge
from saidso.resolving.countries import country_named
from saidso.resolving.places.gazetteer import fold, named

_LARGE = 50_000
"""People of a town that is meant whatever kind of organisation is named after it."""
_LONGEST = 3


class _Words(msgspec.Struct, frozen=True):
    public: frozenset[str]
    links: frozenset[str]
    common: frozenset[str]


@cache
def _words() -> _Words:
    return knowledge.typed(__package__, "embedded.yaml", _Words)


def embedded(words: Sequence[str]) -> tuple[int, int] | None:
    """Return the words (first, end) of an organisation's name that name a place, if any do."""
    known = _words()
    start = int(len(words) > 1 and words[0].lower() == "the")
    for end in range(min(len(words) - 1, start + _LONGEST), start, -1):
        if _is_place(words[start:end], least=0 if words[end].lower() in known.public else _LARGE):
            return (start, end)
    for link in range(len(words) - 2, start, -1):
        if words[link].lower() in known.links:
            first = link + 1 + int(words[link + 1].lower() == "the")
            return (first, len(words)) if _is_place(words[first:], least=0) else None
    return None


def is_own_name(words: str) -> bool:
    """Return whether words are, by themselves, the own name of a country, a town or a division."""
    name = fold(words)
    if name in _words().common or not words[:1].isupper():
        return False
    return bool(country_named(words)) or any(
        e.rank in "P12" and fold(e.name) == name for e in named(name)
    )


def _is_place(words: Sequence[str], *, least: int) -> bool:
    """Return whether the words name a division, or a town of at least so many people."""
    name = fold(" ".join(words))
    if not words or name in _words().common or not all(w[0].isupper() for w in words):
        return False
    return any(e.rank in "12" or e.people >= least for e in named(name))
