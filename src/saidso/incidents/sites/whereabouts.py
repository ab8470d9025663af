"""Whereabouts: whether two places that reports name can be where one thing happened.

They can when one contains the other, or when they lie no farther apart than their radii of
uncertainty together.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from saidso.record import IncidentPlace
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.gazetteer import fold
from saidso.resolving.places.readings import Place, readings
from saidso.resolving.places.toponyms import read_toponym

_LARGER = 1.3
"""How many times wider a town must be than a quarter of it."""
_AREAS = frozenset({"country", "admin1"})


@lru_cache(maxsize=20_000)
def place_named(name: str, countries: tuple[str, ...] = ()) -> Place | None:
    """Return the place that a name most likely means, in one of `countries` (alpha-3) if given."""
    toponym = read_toponym(name, (0, len(name)))
    found = next((r for n in toponym.names if (r := readings(n))), ())
    inside = [r for r in found if r.place.country in countries or not countries]
    if toponym.want == "area":
        inside = [r for r in inside if r.sort == "1"] or inside
    if not inside:
        return None
    return max(inside, key=lambda r: (r.rank, r.people, r.place.gazetteer or "")).place


def known(place: IncidentPlace) -> Place:
    """Return the place of an incident with its kind, as far as its identifier tells."""
    gazetteer = place.gazetteer or ""
    kind = "city" if place.pointed == place.name else "unlisted"
    if gazetteer.startswith("iso3166:"):
        kind = "admin1" if "-" in gazetteer else "country"
    return Place(
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        precision_km=place.precision_km,
        gazetteer=place.gazetteer,
        kind=kind,  # type: ignore[arg-type]  # one of four of its literals
    )


def recorded(place: Place, named: Iterable[Place] = ()) -> IncidentPlace:
    """Return a place as the record of an incident has it; `named`: the places that the report names."""
    towns = (settled(p) for p in named if p.kind == "city" and p.gazetteer != place.gazetteer)
    holding = next((p.name for p in towns if is_quarter(place, p)), None)
    return IncidentPlace(
        name=place.name,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        precision_km=place.precision_km,
        gazetteer=place.gazetteer,
        within=holding,
    )


def settled(town: Place) -> Place:
    """Return a town as its list has it, whatever way from it or nearness to it the words tell.

    What is 110 km from Velm lies in no part of Velm.
    """
    listed = (r.place for r in readings(fold(town.name)))
    return next((p for p in listed if p.gazetteer == town.gazetteer), town)


def is_quarter(part: Place, town: Place) -> bool:
    """Return whether a town or site lies in a town that is larger."""
    if part.kind not in ("city", "site") or part.country != town.country:
        return False
    if part.lat is None or part.lon is None or town.lat is None or town.lon is None:
        return False
    wide = town.precision_km or 0.0
    larger = wide > _LARGER * (part.precision_km or 0.0)
    return larger and kilometres(part.lat, part.lon, town.lat, town.lon) <= wide + 3


def same_place(a: str, b: str, places: dict[str, Place]) -> bool:
    """Return whether two names can be one place; `places` holds those that are resolved."""
    if fold(a) == fold(b):
        return True
    first, second = places.get(a), places.get(b)
    if first is None or second is None or first.kind == second.kind == "unlisted":
        words, other = fold(a).split(), fold(b).split()
        return set(words) <= set(other) or set(other) <= set(words)
    return holds(first, second) or holds(second, first) or near(first, second)


def holds(area: Place, place: Place) -> bool:
    """Return whether an area contains a place."""
    if area.gazetteer and area.gazetteer == place.gazetteer:
        return True
    if area.country != place.country or area.country is None:
        return False
    if area.kind == "country":
        return True
    return (
        area.kind == "admin1" and place.admin1 is not None and fold(place.admin1) == fold(area.name)
    )


def near(a: Place, b: Place) -> bool:
    """Return whether two places lie within their radii of uncertainty."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    if a.kind in _AREAS and b.kind in _AREAS:
        return False  # neighbours: the radius of an area reaches over its border
    reach = (a.precision_km or 0.0) + (b.precision_km or 0.0)
    return kilometres(a.lat, a.lon, b.lat, b.lon) <= reach


def resolved(names: Iterable[str], sites: Iterable[IncidentPlace]) -> dict[str, Place]:
    """Return the places of names, those of `sites` first, the others looked up in their countries."""
    listed = sorted(sites, key=lambda s: (s.name, s.gazetteer or ""))
    out: dict[str, Place] = {}
    for site in listed:
        out.setdefault(site.name, known(site))
    countries = tuple(sorted({s.country for s in listed if s.country}))
    for name in sorted(set(names)):
        if name not in out and (found := place_named(name, countries)) is not None:
            out[name] = found
    return out
