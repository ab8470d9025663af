"""Groups: the different names of a report, with what each may mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from saidso.resolving.places.readings import Reading, readings, region, sounding_alike, tokens
from saidso.resolving.places.toponyms import COMMON, NO_NAMES, Toponym

AREAS = ("area", "district")
"""What is wanted where the words say that no town is meant."""
_MOST_WORDS = 8
_LARGEST_VILLAGE = 50_000
"""People from which a town is no village under another spelling."""
_MUCH = 5
_WELL_KNOWN = 100_000
"""People of a town that one word inside a longer name may mean."""


class Group(msgspec.Struct):
    """One name of a report: what is said of it, what it may mean, how often it stands there."""

    toponym: Toponym
    readings: tuple[Reading, ...]
    variants: list[int]
    times: int


def group(toponym: Toponym, times: int, *, given: bool, countries: Sequence[str] = ()) -> Group:
    """Return what a name may mean; `given`: adjectives and wide regions too.

    `countries`: those that the report is about (alpha-3), in which a name that no list knows is looked for
    with other vowels, and outside of which no town is meant by another of its names where one of them has
    a town called so.
    """
    found: dict[str | None, tuple[Reading, int]] = {}
    for variant, name in enumerate(toponym.names):
        for reading in readings(name, given):
            key = reading.place.gazetteer
            if (reading.spelled and found) or (reading.townlike and toponym.want not in AREAS):
                continue
            found.setdefault(key, (reading, variant))
    if not given and any(region(name) for name in toponym.names):  # no Middle East of Baltimore's
        found = {k: v for k, v in found.items() if v[0].rank > 1}
    if toponym.english:
        found = _english(found, countries)
    if not found and " " in (name := next(iter(toponym.names), "")):  # "Day Kundi" is Daykundi
        joined = (r for r in readings(name.replace(" ", ""), given) if r.sort in ("1", "2"))
        found = {r.place.gazetteer: (r, 0) for r in joined}
    if not any(r.place.country in countries or _stands_out(r) for r, _ in found.values()):
        bare = toponym.names[:1] if toponym.want not in AREAS else toponym.names[-1:]
        alike = [r for c in countries for n in bare for r in sounding_alike(n, c)]
        alike = [r for r in alike if not toponym.village or r.people < _LARGEST_VILLAGE]
        found |= {r.place.gazetteer: (r, 0) for r in alike if _is_inside(r, toponym)}
    if toponym.want == "area" and not _has_area(found.values(), countries):
        toponym = msgspec.structs.replace(toponym, want="district")
    if any(r.sort == "P" and r.place.country in countries for r, _ in found.values()):
        found = {
            key: (r, v)
            for key, (r, v) in found.items()
            if r.own or r.sort != "P" or r.place.country in countries
        }
    if not found and given and toponym.names:
        for name in _contained(toponym.names[0]):
            inside = [r for r in readings(name, given) if " " in name or _stands_out(r)]
            inside = [] if name in COMMON or name in NO_NAMES else inside
            if toponym.want == "facility":  # the "Mall of Asia" is a mall
                inside = [r for r in inside if r.sort != "wide"]
            inside = [r for r in inside if r.sort == "country"] or inside
            if inside:
                found = {r.place.gazetteer: (r, 1) for r in inside}
                break
    pairs = list(found.values())
    return Group(toponym, tuple(r for r, _ in pairs), [v for _, v in pairs], times)


def _english(
    found: dict[str | None, tuple[Reading, int]], countries: Sequence[str]
) -> dict[str | None, tuple[Reading, int]]:
    """Return `found` without what is French by its hyphen and abroad, where a town of English spelling
    is well known: "St. Louis" is no Saint-Louis."""
    if not any(r.own and r.rank == 2 and "-" not in r.place.name for r, _ in found.values()):
        return found
    return {
        key: (r, v)
        for key, (r, v) in found.items()
        if "-" not in r.place.name or r.place.country in countries
    }


def _has_area(found: Collection[tuple[Reading, int]], countries: Sequence[str]) -> bool:
    """Return whether a division is meant that a list has. It is not where all are abroad, and a town of the
    name at home is not much smaller: "Beni territory" in Congo is no province of Bolivia."""
    areas = [r for r, _ in found if r.sort in ("1", "region", "wide", "country")]
    towns = [r.people for r, _ in found if r.place.country in countries and r.sort in ("P", "2")]
    if not towns or any(r.place.country in countries for r in areas):
        return True
    return max(towns) * _MUCH < max((r.people for r in areas), default=0)


def _is_inside(reading: Reading, toponym: Toponym) -> bool:
    """Return whether a place lies in one of the divisions that the words say it to lie in, if any."""
    stated = [t for w in toponym.within if (t := tokens(w))]
    return not stated or any(not reading.inside.isdisjoint(t) for t in stated)


def _contained(name: str) -> list[str]:
    """Return the names of fewer words inside a folded name, the longest first."""
    words = name.split()[:_MOST_WORDS]
    sizes = range(min(4, len(words) - 1), 0, -1)
    return [" ".join(words[i : i + n]) for n in sizes for i in range(len(words) - n + 1)]


def _stands_out(reading: Reading) -> bool:
    """Return whether a place is known well enough to be meant by one word inside a longer name."""
    if reading.sort == "P":
        return reading.own and reading.people >= _WELL_KNOWN
    return reading.sort in ("country", "wide", "region", "1")
