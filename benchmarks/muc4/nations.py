"""The foreign nation that a target's words name (set-list-foreign-nation)."""

from __future__ import annotations

from collections.abc import Iterable

from benchmarks.muc4.whereabouts import COUNTRIES
from saidso.resolving.countries import country_mentions


def nation(phrases: Iterable[str]) -> str | None:
    """Return the first country that phrases name, as the task writes it; None where none is."""
    for phrase in phrases:
        for _, _, code in country_mentions(phrase.title().replace("U.s.", "U.S.")):
            if code in COUNTRIES:
                return COUNTRIES[code]
    return None
