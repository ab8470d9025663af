"""Readings: the places that a name may mean, before the report is asked which it is."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import log10, sqrt
from typing import Literal

import msgspec
import yaml

from saidso.resolving.countries import (
    Division,
    admin1code_of,
    by_alpha2,
    counties,
    countries,
    division_of,
    divisions,
)
from saidso.resolving.countries import names as country_names
from saidso.resolving.gazetteer import Area, City, areas, fold, large, loose, named, spelled

PlaceKind = Literal["site", "city", "region", "admin1", "country"]

_MOST_READINGS = 40
_MOST_AROUND = 15
"""People of a division for each of the town whose other name it bears."""
_SPELLED_IN = 2
"""Countries in which a name that no list has is looked up in other spellings."""
_METROPOLIS = 900_000
"""People of a place that is meant by its bare name far from home too."""
_KNOWN_BY_ITSELF = 100_000
"""People that a place must have to be meant where the report says nothing for it."""


class Place(msgspec.Struct, frozen=True):
    """A place in the world: ISO 3166-1 alpha-3, degrees WGS84, precision as a radius in km."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    gazetteer: str | None
    kind: PlaceKind


class Reading(msgspec.Struct, frozen=True):
    """One place that a name may mean, with what speaks for it of itself."""

    place: Place
    prior: float
    sure: bool
    """Whether it may be meant without support from the report."""
    division: str | None = None


@cache
def supplement() -> dict[str, list[Place]]:
    """Return the places of `supplement.yaml` by folded name and alias."""
    text = files("saidso.resolving").joinpath("supplement.yaml").read_text("utf-8")
    out: dict[str, list[Place]] = {}
    for entry in yaml.load(text, yaml.CSafeLoader):
        place = Place(
            name=entry["name"],
            country=entry["country"],
            admin1=entry["name"] if entry["kind"] == "admin1" else None,
            lat=entry["lat"],
            lon=entry["lon"],
            precision_km=entry["precision_km"],
            gazetteer="supplement:" + fold(entry["name"]).replace(" ", "-"),
            kind=entry["kind"],
        )
        for name in {fold(n) for n in (entry["name"], *entry.get("aliases", ()))}:
            out.setdefault(name, []).append(place)
    return out


def readings(name: str, want: str, look: tuple[str, ...]) -> list[Reading]:
    """Return what a folded name may mean; small places only in the countries `look` (alpha-3)."""
    out = []
    country = country_names().get(name)
    if country:
        out.append(Reading(_country(country), 9.0, True))
    for place in supplement().get(name, ()):
        prior = 7.5 + (3.0 if want == "area" and place.kind in ("region", "admin1") else 0.0)
        out.append(Reading(place, prior, True))
    towns = large().get(name, [])
    great = any(c.population >= 5 * _KNOWN_BY_ITSELF and fold(c.name) == name for c in towns)
    for division in divisions().get(name, ()):
        code = admin1code_of(division)
        around = areas(division.country).get(code) if code else None
        found = _area(division.name, division.country, division.code, around)
        prior = 5.0 + (3.0 if want == "area" else -3.0 if want == "city" or great else 0.0)
        prior += (1.0 if division.country == "US" else 0.0) - (2.0 if around is None else 0.0)
        if want != "area":
            people = around.people if around else 0
            chief = any(_gives_name(c, name, division, people) for c in towns)
            prior += -1.5 if chief else max(0.0, log10(max(people, 1)) - 6.0)
        out.append(Reading(found, prior, True, division.code))
    alpha2 = tuple(countries()[c].iso2 for c in look if c in countries())
    cities = sorted(named(name, alpha2), key=lambda c: -c.population)[:_MOST_READINGS]
    if not out and not cities and len(name) > 4:
        key = loose(name)
        cities = [c for a in alpha2[:_SPELLED_IN] for c in spelled(a).get(key, ())][:_MOST_READINGS]
    for city in cities:
        own = fold(city.name) == name
        prior = log10(max(city.population, 300)) + (1.2 if city.population > _METROPOLIS else 0.0)
        prior -= 0.0 if own else 1.2 if city.population >= _KNOWN_BY_ITSELF else 3.0
        sure = city.population >= _KNOWN_BY_ITSELF * (1 if own else 3)
        if want == "district":
            fits = fold(city.name) not in counties() or city.countrycode != "US"
            fits = fits or city.admin1code in counties()[fold(city.name)]
            out.append(_district(_city(city, prior if fits else prior - 4.0, sure)))
        elif want == "area":
            area = _around(city)
            out.append(Reading(area, prior - 0.5, city.population >= _KNOWN_BY_ITSELF))
        else:
            out.append(_city(city, prior, sure))
    return out


def _gives_name(city: City, name: str, division: Division, people: int) -> bool:
    """Return whether a division of so many people is called after this town in it."""
    inside = admin1code_of(division) in (None, city.admin1code)
    meant = fold(city.name) == name or people < _MOST_AROUND * city.population
    return city.countrycode == division.country and inside and meant


def _city(city: City, prior: float, sure: bool) -> Reading:
    division = division_of(city)
    place = Place(
        name=city.name,
        country=_alpha3(city.countrycode),
        admin1=division.name if division else None,
        lat=city.latitude,
        lon=city.longitude,
        precision_km=round(min(15.0, max(2.0, sqrt(city.population) / 100)), 1),
        gazetteer=f"geonames:{city.id}",
        kind="city",
    )
    return Reading(place, prior, sure, division.code if division else None)


def _district(reading: Reading) -> Reading:
    """Return the area around a town that bears the town's name."""
    place = msgspec.structs.replace(reading.place, kind="region", precision_km=25.0)
    return msgspec.structs.replace(reading, place=place)


def _country(iso3: str) -> Place:
    c = countries()[iso3]
    radius = round(max(2.0, sqrt(c.km2 / 3.1416)), 0)
    return Place(c.name, iso3, None, c.lat, c.lon, radius, f"iso3166:{iso3}", "country")


def _around(city: City) -> Place:
    """Return the first-order division that is called after a city."""
    division = division_of(city)
    area = areas(city.countrycode).get(city.admin1code)
    return _area(city.name, city.countrycode, division.code if division else None, area)


def _area(name: str, alpha2: str, code: str | None, area: Area | None) -> Place:
    return Place(
        name=name,
        country=_alpha3(alpha2),
        admin1=name,
        lat=area.lat if area else None,
        lon=area.lon if area else None,
        precision_km=area.radius_km if area else 100.0,
        gazetteer=f"iso3166:{code}" if code else None,
        kind="admin1",
    )


def _alpha3(alpha2: str) -> str | None:
    country = by_alpha2().get(alpha2)
    return country.iso3 if country else None
