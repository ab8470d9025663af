"""Senses: which place each name of a report means, chosen together.

A log-linear model over the readings of each name: what the words around say of it, how large and
what it is, which countries and states the report names, and how near it lies to what the other names
are likely to mean. The last is taken from the round before, so a report of small neighbouring towns
finds its county. Weights: `senses.yaml`, made by `training/senses.py`. The cost grows with the
number of different names; what they are compared with is capped.
"""

from __future__ import annotations

from functools import cache

import msgspec
import numpy as np

from saidso import knowledge
from saidso.resolving.countries import by_alpha2, countries
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.gazetteer import Entry, division
from saidso.resolving.places.groups import AREAS, Group
from saidso.resolving.places.readings import Place, Reading, readings
from saidso.resolving.places.scenes import JOINT, STATIC, Floats, Joint, Scene, km_between, scene
from saidso.resolving.places.toponyms import Toponym

ROUNDS = 3
KNOWN_BY_ITSELF = 100_000
"""People of a town that is meant where the report says nothing for it, or seems to put it elsewhere."""
_ELSEWHERE_KM = 60.0
_SUPPORT = [STATIC.index(name) for name in ("within", "within_near", "named_country", "holds")]
_WITHIN = [STATIC.index(name) for name in ("within", "within_near")]
_HOLDING = ("country", "1", "2", "region")
_SHORTENED = STATIC.index("shortened")


class Sense(msgspec.Struct, frozen=True):
    """The likeliest reading of a name, its share of all, and whether the report speaks for it.

    `times`: mentions of the name; `rivals`: readings of it that lie elsewhere.
    """

    reading: Reading
    share: float
    supported: bool
    times: int
    rivals: int
    led: bool = False
    """Whether a word of place stands before it somewhere."""
    shortened: bool = False
    """Whether only a part of the name leads to it."""
    within: bool = False
    """Whether it lies in what the report says the place to lie in."""
    beside: bool = False
    """Whether other names of the report, or what it is said to lie in, are near it."""


def likely(one: Scene, scores: Floats) -> Floats:
    """Return each reading's share of its name: the exponentials of the scores, summing to 1."""
    top = np.maximum.reduceat(scores, one.begins).repeat(one.sizes)
    raised = np.exp(scores - top)
    sums = np.bincount(one.owner, raised)
    out: Floats = raised / sums[one.owner]
    return out


@cache
def weights() -> tuple[Floats, Floats]:
    """Return the weights of the features of a reading by itself, and beside the others."""
    table = knowledge.table(__package__, "senses.yaml")
    return (
        np.array([table["static"][name] for name in STATIC]),
        np.array([table["joint"][name] for name in JOINT]),
    )


def _town_of(one: Group, reading: Reading) -> Reading:
    """Return the town that is meant by its bare name, not the division that is called after it.

    Not so for the states of the United States: New York.
    """
    state = reading.sort == "1" and reading.place.country == "USA"
    if reading.sort not in ("1", "2") or state or one.toponym.want in AREAS:
        return reading
    reach = reading.place.precision_km or 0.0
    lat, lon = reading.place.lat or 0.0, reading.place.lon or 0.0
    inside = [
        r
        for r in one.readings
        if r.sort == "P" and r.own and r.place.country == reading.place.country
        if reading.number in r.inside or km_between(r.place.lat, r.place.lon, lat, lon) < reach
    ]
    return max(inside, key=lambda r: r.people, default=reading)


def _rivals(one: Group, reading: Reading) -> int:
    """Return how many readings lie elsewhere: a town and its district are one place."""
    lat, lon = reading.place.lat or 0.0, reading.place.lon or 0.0
    return sum(km_between(r.place.lat, r.place.lon, lat, lon) > _ELSEWHERE_KM for r in one.readings)


def choose(groups: list[Group], shares: dict[str, float]) -> list[Sense | None]:
    """Return the likeliest reading of each name, None where no list knows it."""
    one = scene(groups, shares)
    out: list[Sense | None] = [None] * len(groups)
    if one is None:
        return out
    alone, beside = weights()
    base = one.static @ alone
    share = likely(one, base)
    features = np.zeros((len(base), len(JOINT)))
    joint = Joint(one)
    for _ in range(ROUNDS if len(one.sizes) > 1 else 0):  # a name by itself has no others
        features = joint(share)
        share = likely(one, base + features @ beside)
    start = 0
    for number, group_ in enumerate(groups):
        end = start + len(group_.readings)
        if end > start:
            best = start + int(np.argmax(share[start:end]))
            near, wider, _, division, *_ = features[best].tolist()
            close = near > 0.1 or wider > 0.35 or division > 0.3
            supported = bool(one.static[best, _SUPPORT].any() or close)
            reading = _town_of(group_, group_.readings[best - start])
            out[number] = Sense(
                reading=reading,
                share=float(share[best]),
                supported=supported,
                times=group_.times,
                led=group_.toponym.led,
                rivals=_rivals(group_, reading),
                shortened=bool(one.static[best, _SHORTENED] > 0),
                within=bool(one.static[best, _WITHIN].any()),
                beside=bool(close or one.static[best, _WITHIN].any()),
            )
        start = end
    return out


def stated_elsewhere(sense: Sense, toponym: Toponym) -> Place | None:
    """Return the state that a town is said to lie in, where the one that is likely lies elsewhere.

    "Orvel, W. Va." is no Orvel in Indiana, even if no list has another.
    """
    reading = sense.reading
    if reading.sort != "P" or _is_known(reading) or sense.within:
        return None
    states = [d for w in toponym.within if w[2:3] == "-" and (d := division(w))]
    if not states or any(d.number in reading.inside or _reaches(d, reading.place) for d in states):
        return None
    return readings(toponym.within[0])[0].place if toponym.within[0][2:3] == "-" else None


def is_abroad(sense: Sense, toponym: Toponym) -> bool:
    """Return whether a town or division that is not well known lies in none of the countries in which the
    words put it: "Lemba village in Ituri" is no Lemba of another country than Ituri's."""
    reading = sense.reading
    if reading.sort not in ("P", "1", "2") or _is_known(reading) or sense.within:
        return False
    stated = [_countries_of(w) for w in toponym.within]
    sure = {country for some in stated if len(some) == 1 for country in some}
    return bool(sure) and not any(reading.place.country in some for some in stated)


def _is_known(reading: Reading) -> bool:
    """Return whether a place is so well known by its name that it is meant wherever the words put it."""
    return reading.own and reading.people >= KNOWN_BY_ITSELF


def _countries_of(within: str) -> set[str | None]:
    """Return the countries in which a country or division lies that a toponym is within (alpha-3)."""
    if within in countries():
        return {within}
    if within[2:3] == "-" and within[:2] in by_alpha2():
        return {by_alpha2()[within[:2]].iso3}
    return {r.place.country for r in readings(within) if r.sort in _HOLDING}


def _reaches(area: Entry, place: Place) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return kilometres(area.lat, area.lon, place.lat, place.lon) <= area.radius
