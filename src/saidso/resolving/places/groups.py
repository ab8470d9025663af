"""Groups: the different names of a report, with what each may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import msgspec

from saidso.resolving.places.readings import Reading, readings, region, sounding_alike, tokens
from saidso.resolving.places.toponyms import COMMON, NO_NAMES, Toponym

AREAS = ("area", "district")
"""What is wanted where the words say that no town is meant."""
_MOST_NAMES = 300
"""Different names that are resolved in one report; what comes after stays unresolved."""
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


def name_groups(
    toponyms: list[Toponym], *, given: bool, countries: Sequence[str] = ()
) -> tuple[list[Group], list[list[int]]]:
    """Return the different names and the numbers of the toponyms of each; `countries` as in `group`."""
    members: dict[tuple[str, ...], list[int]] = {}
    for i, toponym in enumerate(toponyms):
        if toponym.names and len(members) < _MOST_NAMES:
            members.setdefault((*toponym.names, *_apart(toponyms, toponym)), []).append(i)
    merged = {key: _merge([toponyms[i] for i in inside]) for key, inside in members.items()}
    times = {key: len(inside) for key, inside in members.items()}
    for key in [k for k in merged if merged[k].want == "facility"]:
        town = _town_of(merged[key], merged)
        if town is not None:
            members[town] += members.pop(key)
            del merged[key]
    groups = [
        group(toponym, times[key], given=given, countries=countries)
        for key, toponym in merged.items()
    ]
    return groups, list(members.values())


def _town_of(facility: Toponym, named: Mapping[tuple[str, ...], Toponym]) -> tuple[str, ...] | None:
    """Return the key of the town whose name opens that of a facility, where the report names it by itself.

    "Keld State University" is in the Keld that the report names. Not so where a list has the facility,
    and no square or church, which may be called after a town anywhere.
    """
    if facility.small or readings(facility.names[0]):
        return None
    towns = ((name,) for name in facility.names[1:])
    known = (t for t in towns if t in named and named[t].want != "facility")
    return next((t for t in known if any(r.own for r in readings(t[0]))), None)


def _apart(toponyms: list[Toponym], toponym: Toponym) -> tuple[str, ...]:
    """Return what a name lies in where the report uses the name for several places."""
    if not toponym.within or len(toponyms) > _MOST_NAMES:
        return ()
    others = {t.within[0] for t in toponyms if t.within and t.names == toponym.names}
    known = {w for w in others if (len(w) == 3 and w.isupper()) or w[2:3] == "-"}
    return toponym.within[:1] if len(known) > 1 and toponym.within[0] in known else ()


def _merge(same: list[Toponym]) -> Toponym:
    within = tuple(dict.fromkeys(w for t in same for w in t.within))
    wants = Counter(t.want for t in same if t.want)
    want = wants.most_common(1)[0][0] if wants else ""
    led = any(t.led for t in same)
    return msgspec.structs.replace(same[0], within=within, want=want, led=led)


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
    towns = {(r.admin1, r.place.name) for r, _ in found.values() if r.sort == "P" and r.people}
    found = {
        key: (r, v)
        for key, (r, v) in found.items()
        if not (str(key).startswith("uszip:") and (r.admin1, r.place.name) in towns)
    }  # a post office of the town
    if toponym.names and toponym.names[0].endswith(" township"):  # it is no county of its name
        found = {key: (r, v) for key, (r, v) in found.items() if r.sort != "2" or not v}
    states = [tokens(w) for w in toponym.within if w[2:3] == "-"]
    if states:  # "Orvel Township, Mich." is no town of Missouri that was once called Orvel
        found = {
            key: (r, v)
            for key, (r, v) in found.items()
            if r.own or r.sort != "P" or any(not r.inside.isdisjoint(s) for s in states)
        }
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
