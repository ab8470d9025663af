"""Scenes: the readings of all names of a report side by side, with the features that weigh them."""

from __future__ import annotations

from functools import cache
from math import log10

import msgspec
import numpy as np
from numpy.typing import NDArray

from saidso.resolving.countries import capitals
from saidso.resolving.places.distance import EARTH_KM, kilometres
from saidso.resolving.places.groups import Group
from saidso.resolving.places.readings import Reading, readings, tokens
from saidso.resolving.places.toponyms import Toponym

Floats = NDArray[np.float64]

_MOST_ANCHORS = 96
_MOST_PEOPLE = 7.5
"""log10 of the people of the largest city: what the logarithm of people is divided by."""
_MOST_FAME = 2.4
"""log10 of the names of the best known place: what the logarithm of its names is divided by."""
_MANY = 8
"""Countries named in a report that is plainly about the world."""
_A_CAPITAL = 25
"""Names that any capital has more of, and a town called like one less."""
_A_CITY = 500_000
_NEAR_KM = 40.0
_SCALES = np.array([30.0, 150.0, 600.0])[:, None, None]
"""Kilometres over which nearness falls to 1/e."""
STATIC = (
    "country",
    "wide",
    "region",
    "first",
    "second",
    "town",
    "other",
    "people",
    "million",
    "unpeopled",
    "own",
    "spelled",
    "shortened",
    "capital",
    "city_town",
    "city_other",
    "area_first",
    "area_other",
    "district_second",
    "district_other",
    "facility_town",
    "facility_other",
    "within",
    "within_near",
    "outside",
    "share",
    "named_country",
    "same_as_country",
    "same_as_first",
    "called_after_town",
    "largest",
    "holds",
    "fame",
    "first_people",
    "second_people",
    "first_fame",
    "state",
    "most_known",
    "abroad",
    "same_as_state",
)
"""Features of a reading by itself."""
JOINT = (
    "near_30",
    "near_150",
    "near_600",
    "division",
    "division_share",
    "home",
    "second_share",
    "home_of_country",
)
"""Features of a reading beside the likely readings of the other names."""


class Scene(msgspec.Struct):
    """The readings of all names of a report, side by side."""

    owner: NDArray[np.int64]
    """Number of the group of each reading."""
    begins: NDArray[np.int64]
    """The first reading of each group that has one."""
    sizes: NDArray[np.int64]
    """How many readings those groups have."""
    called: NDArray[np.int64]
    """Equal numbers stand for readings of a name that the report says to lie in two places."""
    static: Floats
    points: Floats
    """Unit vectors from the middle of the Earth; rows of 0 where a place has no point."""
    ids: NDArray[np.int64]
    """Equal numbers stand for the same place."""
    first: NDArray[np.int64]
    second: NDArray[np.int64]
    country: NDArray[np.int64]
    anchoring: Floats
    """1 for readings that others are measured against: no country, nothing wider."""
    heard: Floats
    """`anchoring`, more for names that are said often."""
    pointed: NDArray[np.bool_]
    """Whether a place has a point; as a column."""


def scene(groups: list[Group], shares: dict[str, float]) -> Scene | None:
    """Return the readings side by side; `shares`: of the report's mentions of countries."""
    rows: list[list[float]] = []
    owner: list[int] = []
    all_readings: list[Reading] = []
    held = _held(groups)
    for number, one in enumerate(groups):
        owner += [number] * len(one.readings)
        all_readings += one.readings
        rows += _static(one, shares, held)
    if not rows:
        return None
    called: dict[str | int, int] = {}
    ids: dict[object, int] = {}
    seconds: dict[frozenset[str | int], int] = {}
    points = np.zeros((len(rows), 3))
    flat = [(r.place.lat, r.place.lon) for r in all_readings]
    known = np.array(
        [i for i, (lat, lon) in enumerate(flat) if lat is not None and lon is not None]
    )
    if len(known):
        degrees = np.array([flat[i] for i in known], float)
        lat, lon = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
        points[known] = np.stack(
            [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], 1
        )
    anchoring = np.array([r.sort not in ("country", "wide") for r in all_readings], float)
    times = np.array([groups[o].times for o in owner], float)
    sizes = np.array([len(g.readings) for g in groups if g.readings])
    return Scene(
        owner=np.array(owner),
        begins=np.cumsum(sizes) - sizes,
        sizes=sizes,
        called=np.array([called.setdefault(_called(groups[o], o), o) for o in owner]),
        static=np.array(rows, float),
        points=points,
        ids=np.array([ids.setdefault(r.place.gazetteer, len(ids)) for r in all_readings]),
        first=np.array([r.admin1 for r in all_readings]),
        second=np.array(
            [
                seconds.setdefault(r.inside, len(seconds)) if len(r.inside) > 2 else -1
                for r in all_readings
            ]
        ),
        country=np.array([_number(r.place.country) for r in all_readings]),
        anchoring=anchoring,
        heard=anchoring * np.minimum(np.sqrt(times), 2.0),
        pointed=np.any(points != 0, axis=1, keepdims=True),
    )


def _called(one: Group, number: int) -> str | int:
    """Return what names share that do not speak for each other: "Velm province" and the "Velm" in it."""
    if one.toponym.want == "area":
        return one.toponym.names[-1]
    return one.toponym.names[0] if one.toponym.within else number


@cache
def _number(country: str | None) -> int:
    return sum(ord(c) << (8 * i) for i, c in enumerate(country)) if country else -1


def _held(groups: list[Group]) -> frozenset[str | int]:
    """Return the countries and divisions that hold a place that is said to lie in one of that name.

    "Atlanta, Georgia": the state holds an Atlanta, the country none of the size.
    """
    out: set[str | int] = set()
    for one in groups:
        best: dict[str | int, int] = {}
        for within in one.toponym.within:
            for token in tokens(within):
                people = (r.people for r in one.readings if token in r.inside)
                best[token] = max(people, default=-1) + (1 if len(tokens(within)) > 1 else 0)
        top = max(best.values(), default=-1)
        out |= {token for token, people in best.items() if people == top and top >= 0}
    return frozenset(out)


def _static(one: Group, shares: dict[str, float], held: frozenset[str | int]) -> list[list[float]]:
    toponym = one.toponym
    want = toponym.want
    inside = [t for w in toponym.within if (t := tokens(w))]
    near = _towns(toponym) if toponym.within else ()
    sorts = {r.sort for r in one.readings}
    towns = [r for r in one.readings if r.sort == "P"]
    largest = max((r.people for r in towns), default=0)
    states = any(r.sort == "1" and r.place.country == "USA" for r in one.readings)
    after = {n for r in towns if r.own for n in r.inside}
    known = max((r.fame for r in towns), default=0)
    foreign = min(len(shares), _MANY) / _MANY
    out = []
    for reading, variant in zip(one.readings, one.variants, strict=True):
        sort = reading.sort
        place = reading.place
        town = sort == "P"
        first = sort == "1" or place.kind == "admin1"
        second = sort == "2"
        share = shares.get(place.country or "", 0.0)
        within = any(not reading.inside.isdisjoint(t) and (sort != "country") for t in inside)
        around = (
            not within
            and town
            and any(km_between(place.lat, place.lon, a, b) < _NEAR_KM for a, b in near)
        )
        people = log10(max(reading.people, 100)) / _MOST_PEOPLE if town or first or second else 0.0
        fame = log10(1 + reading.fame) / _MOST_FAME if town or first else 0.0
        row = [
            sort == "country", sort == "wide", sort == "region", first, second, town,
            sort in ("A", "H", "S"), people if town else 0.0,
            town and reading.people > 1_000_000, town and reading.people < 500,
            reading.own, reading.spelled, variant > 0,
            town and (share > 0 or not shares) and _capital(reading),
            want == "city" and town, want == "city" and not town,
            want == "area" and first, want == "area" and not first and not second,
            want == "district" and (second or sort in ("A", "region")),
            want == "district" and not (second or first or sort in ("A", "region")),
            want == "facility" and town, want == "facility" and not town,
            within, around, bool(inside) and not within and not around and sort != "country",
            share if sort != "country" else 0.0, share > 0 and sort != "country",
            town and "country" in sorts, town and "1" in sorts and not first,
            first and reading.admin1 in after, town and 0 < reading.people == largest,
            not town and (place.country if sort == "country" else reading.number) in held,
            fame if town else 0.0, people if first else 0.0, people if second else 0.0,
            fame if not town else 0.0, sort == "1" and place.country == "USA",
            town and 0 < reading.fame == known, fame * foreign if town else 0.0,
            town and states and reading.people < _A_CITY,
        ]  # fmt: skip
        out.append(row)
    return out


def _capital(reading: Reading) -> bool:
    named = reading.own and reading.place.name == capitals().get(reading.place.country or "")
    return named and reading.fame > _A_CAPITAL


def km_between(lat: float | None, lon: float | None, lat2: float, lon2: float) -> float:
    """Return the distance in km, a very long one where a point is missing."""
    return 9e9 if lat is None or lon is None else kilometres(lat, lon, lat2, lon2)


def _towns(toponym: Toponym) -> tuple[tuple[float, float], ...]:
    """Return the points of the towns that the place is said to lie in ("Maadi, Cairo")."""
    found = [r for w in toponym.within if len(w) > 3 for r in readings(w) if r.sort == "P"]
    return tuple(
        (r.place.lat, r.place.lon)
        for r in found
        if r.people > 20_000 and r.place.lat is not None and r.place.lon is not None
    )


class Joint:
    """The features of each reading beside the likely readings of the other names.

    What two readings have to do with each other is worked out once, for the readings that may count;
    each call weighs it by how likely they are.
    """

    def __init__(self, one: Scene) -> None:
        self._one = one
        self._between: Floats = np.zeros((0, 0, 0))
        self._where = np.full(len(one.owner), -1)

    def __call__(self, likely: Floats) -> Floats:
        """Return the features; `likely` is each reading's share of its name."""
        one = self._one
        weight = likely * one.heard
        chosen = np.argsort(-weight, kind="stable")[:_MOST_ANCHORS]
        chosen = chosen[weight[chosen] > 0.01]
        if not len(chosen):
            return np.zeros((len(likely), len(JOINT)))
        if (self._where[chosen] < 0).any():
            self._learn(chosen)
        between = self._between.take(self._where[chosen], 2)
        sums = (between * weight[chosen]).sum(2)  # near_30 to home_of_country, then all
        out = np.empty((len(JOINT), len(likely)))
        np.log1p(sums[:4], out=out[:4])
        np.divide(sums[3:6], sums[6] + 0.5, out=out[4:7])
        np.multiply(out[5], 1 - one.anchoring, out=out[7])
        out[:7] *= one.anchoring
        return np.ascontiguousarray(out.T)

    def _learn(self, chosen: NDArray[np.int64]) -> None:
        """Work out for each reading (rows) and each of `chosen` what the features need."""
        one = self._one
        apart = (one.called[:, None] != one.called[None, chosen]) & (
            one.ids[:, None] != one.ids[None, chosen]
        )
        cosine = one.points @ one.points[chosen].T
        angle = np.arccos(np.minimum(np.maximum(cosine, -1), 1))
        km = np.where(one.pointed, angle * EARTH_KM, 9e9)
        first = (one.first[:, None] == one.first[None, chosen]) & (one.first[:, None] >= 0)
        second = (one.second[:, None] == one.second[None, chosen]) & (one.second[:, None] >= 0)
        home = one.country[:, None] == one.country[None, chosen]
        self._between = np.empty((len(_SCALES) + 4, *km.shape))
        np.exp(-km / _SCALES, out=self._between[:3])
        for row, same in enumerate((first, home, second, 1.0), len(_SCALES)):
            self._between[row] = same
        self._between *= apart
        self._where = np.full(len(one.owner), -1)
        self._where[chosen] = np.arange(len(chosen))
