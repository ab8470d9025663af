"""Beside: a place for a toponym that no list knows, from the places that are named about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from math import exp

import msgspec

from saidso.resolving.countries import countries
from saidso.resolving.places.readings import Place, readings
from saidso.resolving.places.scenes import km_between
from saidso.resolving.places.toponyms import Toponym
from saidso.resolving.spelling import fold

_BESIDE_KM = 50.0
"""Precision of a place that is only known to be named beside another."""
_ABOUT_CHARACTERS = 300.0
"""Characters over which a place named elsewhere counts 1/e for a name that no list knows."""
_MOST_ABOUT = 24
_LARGE = 300_000
"""People of a city that is looked for in the text where no town is among the toponyms."""
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}")
_MOST_CAPITALISED = 400


def placed_beside(
    text: str,
    toponyms: list[Toponym],
    found: list[Place | None],
    shares: dict[str, float],
    parts: dict[int, Place],
) -> list[Place | None]:
    """Give a name that no list knows a place named about it.

    It is the town that most names stand near, in the text and on the globe; where there is none, a city
    that the text names elsewhere, then what a part of the name means (`parts`), then anything wider
    that is named; where there is nothing at all, the country that the report names most.
    """
    known = [(toponyms[i].span[0], p) for i, p in enumerate(found) if p is not None]
    known = [(start, p) for start, p in known if p.lat is not None]
    close = [(start, p) for start, p in known if (p.precision_km or 999) <= _BESIDE_KM]
    if not close and None in found:
        close = list(_cities_in(text, toponyms, shares))
    out = list(found)
    for i, toponym in enumerate(toponyms):
        if found[i] is not None:
            continue
        place = _about(toponym.span[0], close) or parts.get(i) or _about(toponym.span[0], known)
        if place is None and shares:
            iso3 = max(shares, key=lambda c: shares[c])
            place = readings(fold(countries()[iso3].name))[0].place
        if place is not None:
            wide = max(place.precision_km or 0.0, _BESIDE_KM)
            out[i] = msgspec.structs.replace(place, precision_km=wide)
    return out


def _cities_in(
    text: str, toponyms: list[Toponym], shares: dict[str, float]
) -> Iterator[tuple[int, Place]]:
    """Yield where large cities of the countries that a report names stand in its text, the spans of its
    toponyms left out."""
    taken = [t.span for t in toponyms]
    for match in islice(_CAPITALISED.finditer(text), _MOST_CAPITALISED):
        words = match[0].split(" ")
        start = match.start()
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size])
            if any(a < start + len(name) and start < b for a, b in taken):
                continue
            cities = [r for r in readings(fold(name)) if r.sort == "P" and r.own]
            largest = max(cities, key=lambda r: r.people, default=None)
            if largest and largest.people >= _LARGE:
                if largest.place.country in shares:
                    yield start, largest.place
                break


def _about(at: int, known: list[tuple[int, Place]]) -> Place | None:
    """Return the place whose neighbours, in the text about `at` and on the globe, are most."""
    near = sorted(known, key=lambda pair: abs(pair[0] - at))[:_MOST_ABOUT]
    heard = [exp(-abs(start - at) / _ABOUT_CHARACTERS) for start, _ in near]
    sums = [
        sum(w * exp(-_apart_km(p, q) / _BESIDE_KM) for w, (_, q) in zip(heard, near, strict=True))
        for _, p in near
    ]
    return near[sums.index(max(sums))][1] if near else None


def _apart_km(one: Place, other: Place) -> float:
    return km_between(one.lat, one.lon, other.lat or 0.0, other.lon or 0.0)
