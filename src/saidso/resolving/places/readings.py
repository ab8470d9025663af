"""Readings: the places that a name may mean, before the report is asked which it is."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache, lru_cache
from math import sqrt
from typing import Any, Literal

import msgspec

from saidso import knowledge
from saidso.resolving.countries import by_alpha2, countries, nationality
from saidso.resolving.countries import names as country_names
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.gazetteer import Entry, Rank, chain, division, named, sounding, spelled
from saidso.resolving.spelling import fold, loose

PlaceKind = Literal["site", "city", "region", "admin1", "country", "unlisted"]
Sort = Literal["country", "wide", "region", "1", "2", "P", "A", "H", "S"]
"""What a reading is: a country, a region of many, one of the supplement, or a rank of the gazetteer."""

_MOST_READINGS = 48
_SHORTEST_SPELLED = 5
_WELL_KNOWN = 15_000
"""People of a town that its bare name means as readily as a division."""
_MOST_OF = 0.35
"""Share of a division's people above which its chief town is meant by its name."""


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
    """One place that a name may mean, and what the gazetteer knows of it."""

    place: Place
    sort: Sort
    people: int
    inside: frozenset[str | int]
    """Its country (alpha-3) and the numbers of the divisions that it lies in, itself included."""
    own: bool
    """Whether the name is the one that the place goes by, not another."""
    number: int = -1
    """Its number in the gazetteer, -1 where it is from another list."""
    admin1: int = -1
    """Number of its first-order division, -1 for none."""
    townlike: bool = False
    """Whether it is a division that is little more than a town of its name."""
    fame: int = 0
    """Names that the gazetteer knows it by in all languages."""
    spelled: bool = False
    """Whether only another way of romanising the name leads here."""

    @property
    def rank(self) -> int:
        """Return how readily the bare name means this where nothing else is known, 0 the least."""
        if self.place.kind == "country" or self.sort == "region":
            return 3
        if self.sort == "P":
            return 2 if self.own and self.people >= _WELL_KNOWN else 1
        return 2 if self.sort == "1" else 0


@cache
def supplement() -> dict[str, list[Place]]:
    """Return the places of `supplement.yaml` by folded name and alias."""
    out: dict[str, list[Place]] = {}
    for row in _rows("supplement.yaml"):
        place = Place(
            name=row["name"],
            country=row["country"],
            admin1=row["name"] if row["kind"] == "admin1" else None,
            lat=row["lat"],
            lon=row["lon"],
            precision_km=row["precision_km"],
            gazetteer="supplement:" + fold(row["name"]).replace(" ", "-"),
            kind=row["kind"],
        )
        for name in {fold(n) for n in (row["name"], *row.get("aliases", ()))}:
            out.setdefault(name, []).append(place)
    return out


@cache
def _region_rows() -> dict[str, dict[str, Any]]:
    """Return the rows of the regions, seas, rivers and seats of power by folded name, alias and adjective."""
    out: dict[str, dict[str, Any]] = {}
    for row in (
        r for name in ("regions", "seas", "rivers", "seats") for r in _rows(f"{name}.yaml")
    ):
        adjectives = row.get("adjectives", ())
        for word in (
            row["name"],
            *row.get("aliases", ()),
            *adjectives,
            *(a + "s" for a in adjectives),
        ):
            out.setdefault(fold(word), row)
    return out


@lru_cache(maxsize=512)
def region(name: str) -> Place | None:
    """Return the sea, landscape or region of several countries or states of that folded name."""
    row = _region_rows().get(name)
    if row is None:
        return None
    members = row.get("members", ())
    if "at" in row:
        (lat, lon), km = row["at"], float(row["km"])
    else:
        points = [_point(code) for code in members]
        lat = sum(p[0] for p in points) / len(points)
        lon = sum(p[1] for p in points) / len(points)
        km = max(kilometres(lat, lon, *p) for p in points)
        if len(members) == 1 and (one := division(members[0])):
            km = one.radius
    homes = {c[:2] for c in members if "-" in c} if all("-" in c for c in members) else set()
    iso3 = by_alpha2()[homes.pop()].iso3 if len(homes) == 1 else None
    key = "region:" + fold(row["name"]).replace(" ", "-")
    home = row.get("country", iso3)
    return Place(row["name"], home, None, round(lat, 2), round(lon, 2), round(km), key, "region")


_ALSO_NAMES = frozenset(
    [
        *("roman", "latin", "victorian", "saxon", "mon", "chin", "karen", "shan", "gulf", "indy"),
        *("northeast", "southeast", "southwest", "tamil", "oromo", "uyghur", "uighur", "kurd"),
    ]
)
"""Folded words of regions and origins that are as often something else."""


def is_wide_word(words: str) -> bool:
    """Return whether words name a region, a sea or a seat of power, or what is from there ("European")."""
    key = fold(words)
    if not words[:1].isupper() or not _ALSO_NAMES.isdisjoint((key, key.removesuffix("s"))):
        return False
    listed = key in _region_rows() or (" " in key and key in supplement())
    return listed or key == "arab" or key in _adjectives()


@cache
def _adjectives() -> frozenset[str]:
    words = (fold(w) for row in _table("adjectives.yaml").values() for w in row)
    return frozenset(form for word in words for form in (word, word + "s"))


@cache
def _origins() -> dict[str, list[str]]:
    """Return what the words of `adjectives.yaml` and `abbreviations.yaml` stand for, by folded word,
    plurals included."""
    out: dict[str, list[str]] = {}
    for table in ("adjectives.yaml", "abbreviations.yaml"):
        for origin, words in _table(table).items():
            for key in {fold(w) + plural for w in words for plural in ("", "s")}:
                out.setdefault(key, []).append(origin)
    return out


def short_for(word: str) -> set[str]:
    """Return the countries (alpha-3) that a word is a short name of: "SA" of South Africa."""
    return {o for o in _origins().get(fold(word), ()) if o in countries()}


def _from(word: str) -> list[Reading]:
    """Return the places that an adjective or noun of origin ("Texan") comes from."""
    return [r for origin in _origins().get(word, ()) for r in _origin(origin)]


def _origin(origin: str) -> list[Reading]:
    """Return the place that a key of the two tables means."""
    if origin[2:3] == "-" and (found := division(origin)):
        return [_reading(found, fold(found.name))]
    if origin in countries():
        return [_country(origin)]
    name, _, alpha2 = origin.partition(", ")
    key = fold(name)
    if alpha2:
        towns = [e for e in named(key) if e.rank == "P" and e.country == alpha2]
        return [_reading(max(towns, key=lambda e: e.people), key)] if towns else []
    if key in supplement():
        return [_listed(supplement()[key][0], "region")]
    place = region(key)
    return [_listed(place, "wide")] if place else []


def _listed(place: Place, sort: Sort) -> Reading:
    home: frozenset[str | int] = frozenset({place.country} if place.country else ())
    return Reading(place, sort, 0, home, True)


def _point(code: str) -> tuple[float, float]:
    if "-" in code:
        found = division(code)
        assert found is not None, code
        return found.lat, found.lon
    country = countries()[code]
    assert country.lat is not None, code
    assert country.lon is not None, code
    return country.lat, country.lon


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = knowledge.table(__package__, name)
    return rows


def _table(name: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = knowledge.table(__package__, name)
    return table


@cache
def _press_names() -> dict[str, list[str]]:
    """Return the codes of divisions by the folded names of `divisions.yaml`."""
    out: dict[str, list[str]] = {}
    for code, names in _table("divisions.yaml").items():
        for name in names:
            out.setdefault(fold(name), []).append(code)
    return out


def _printed(name: str) -> list[Entry]:
    """Return the divisions that reports print so, and the towns in them that they are called after."""
    known = {e.number for e in named(name)}
    out = []
    for code in _press_names().get(name, ()):
        above = division(code)
        if above is not None:
            towns = [e for e in named(fold(above.name)) if e.rank == "P" and above in chain(e)]
            out += [e for e in (above, *towns) if e.number not in known]
    return out


@lru_cache(maxsize=4096)
def readings(name: str, wide: bool = False) -> tuple[Reading, ...]:
    """Return the places that `name` (folded) may mean, divisions and larger towns first.

    `wide`: also the country of an adjective of nationality, continents and regions of many countries;
    straits, gulfs and seas are where something happened, and are read without.
    """
    out: list[Reading] = []
    if name in country_names():
        out.append(_country(country_names()[name]))
    elif wide and name not in _origins() and (iso3 := nationality(name)):
        out.append(_country(iso3))
    if wide and (place := region(name)):
        out.append(_listed(place, "wide"))
    elif name not in supplement() and _is_water(name) and (place := region(name)):
        out.append(_listed(place, "region"))
    if wide:
        out += _from(name)
    out += [_listed(p, "region") for p in supplement().get(name, ())]
    if name[2:3] == "-" and (found := division(name)):
        return (_reading(found, fold(found.name)),)
    listed = {r.place.name for r in out if r.place.kind == "admin1"}
    out += [_reading(e, fold(e.name)) for e in _printed(name)]
    entries = sorted(named(name), key=lambda e: (e.rank not in "12", -e.people))
    kept = [e for e in entries if e.rank == "1"]
    kept += [e for e in entries if e.rank == "P"][:_MOST_READINGS]
    kept += [e for e in entries if e.rank not in ("1", "P")][:_MOST_READINGS]
    for e in kept:
        if e.rank != "1" or e.name not in listed:
            reading = _reading(e, name)
            if e.rank == "1" and _is_town(e, entries):
                reading = msgspec.structs.replace(reading, townlike=True)
            out.append(reading)
    if not out and len(name) >= _SHORTEST_SPELLED:
        known = sorted(spelled(name), key=lambda e: -e.people)[:_MOST_READINGS]
        out = [msgspec.structs.replace(_reading(e, name), spelled=True) for e in known]
    return tuple(out)


_ALIKE = 0.7
"""Share of letters in their order that two ways of romanising a name have in common at least."""


@lru_cache(maxsize=1024)
def sounding_alike(name: str, iso3: str) -> tuple[Reading, ...]:
    """Return the towns of a country whose name may be a folded one, its vowels written otherwise."""
    if len(name) < _SHORTEST_SPELLED or nationality(name) or is_wide_word(name.title()):
        return ()
    plain = loose(name)
    found = sounding(name, countries()[iso3].iso2)
    alike = [(SequenceMatcher(None, plain, loose(fold(e.name))).ratio(), e) for e in found]
    kept = sorted((pair for pair in alike if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
    return tuple(msgspec.structs.replace(_reading(e, name), spelled=True) for _, e in kept[:4])


_WATERS = frozenset({"sea", "gulf", "strait", "straits", "bay", "channel", "canal"})


def _is_water(name: str) -> bool:
    """Return whether a name says of itself that it is a part of the sea: "singapore strait"."""
    words = name.split()
    return len(words) > 1 and not _WATERS.isdisjoint((words[0], words[-1]))


def _is_town(division: Entry, rivals: list[Entry]) -> bool:
    """Return whether a division is little more than one of the towns that share its name."""
    return any(
        e.rank == "P"
        and e.people > _MOST_OF * division.people
        and division.number in (d.number for d in chain(e))
        for e in rivals
    )


def _reading(entry: Entry, name: str) -> Reading:
    country = by_alpha2().get(entry.country)
    above = chain(entry)
    first = next((e for e in reversed(above) if e.rank == "1"), None)
    place = Place(
        name=entry.name,
        country=country.iso3 if country else None,
        admin1=first.name if first else None,
        lat=round(entry.lat, 4),
        lon=round(entry.lon, 4),
        precision_km=_precision(entry),
        gazetteer=_key(entry),
        kind=_KINDS[entry.rank],
    )
    inside: set[str | int] = {e.number for e in above}
    if country:
        inside.add(country.iso3)
    own = fold(entry.name)
    return Reading(
        place,
        entry.rank,
        entry.people,
        frozenset(inside),
        own in (name, f"{name} county"),
        entry.number,
        first.number if first else -1,
        fame=entry.fame,
    )


def _key(entry: Entry) -> str:
    if entry.id == -1:
        return f"locality:{entry.country}-{fold(entry.name).replace(' ', '-')}"
    if not entry.code:
        return f"geonames:{entry.id}"
    return f"{_CODES.get(entry.rank, 'iso3166')}:{entry.code}"


_CODES = {"S": "iata", "P": "uszip"}
"""What the code of a place is, by its rank: of an airport, of a post office, else of a division."""
_KINDS: dict[Rank, PlaceKind] = {
    "P": "city",
    "1": "admin1",
    "2": "region",
    "A": "region",
    "H": "region",
    "S": "site",
}


def _precision(entry: Entry) -> float:
    if entry.rank == "P" and not entry.radius:
        return round(min(15.0, max(2.0, sqrt(entry.people) / 100)), 1)
    return round(entry.radius, 1)


def _country(iso3: str) -> Reading:
    c = countries()[iso3]
    radius = max(2.0, sqrt(c.km2 / 3.1416))
    lat, lon = c.point or (None, None)
    if lat is not None and lon is not None and c.lat is not None and c.lon is not None:
        radius += kilometres(lat, lon, c.lat, c.lon)
    place = Place(c.name, iso3, None, lat, lon, round(radius, 0), f"iso3166:{iso3}", "country")
    return Reading(place, "country", 0, frozenset({iso3}), True)


@lru_cache(maxsize=4096)
def tokens(within: str) -> frozenset[str | int]:
    """Return what "lies in `within`" means: a country (alpha-3), divisions by their numbers.

    `within` is an alpha-3 code, an ISO 3166-2 code ("US-TX") or a folded name.
    """
    if within in countries():
        return frozenset({within})
    if within[2:3] == "-" and (found := division(within)):
        return frozenset({found.number})
    out: set[str | int] = {e.number for e in named(within) if e.rank in ("1", "2")}
    if iso3 := country_names().get(within):
        out.add(iso3)
    return frozenset(out)
