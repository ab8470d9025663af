"""Groups: the different names of a report, with what each may mean."""

from __future__ import annotations

import msgspec

from saidso.resolving.readings import Reading, readings
from saidso.resolving.toponyms import COMMON, NO_NAMES, Toponym

AREAS = ("area", "district")
"""What is wanted where the words say that no town is meant."""
_MOST_WORDS = 8
_WELL_KNOWN = 100_000
"""People of a town that one word inside a longer name may mean."""


class Group(msgspec.Struct):
    """One name of a report: what is said of it, what it may mean, how often it stands there."""

    toponym: Toponym
    readings: tuple[Reading, ...]
    variants: list[int]
    times: int


def group(toponym: Toponym, times: int, *, given: bool) -> Group:
    """Return what a name may mean; `given`: adjectives and wide regions too."""
    found: dict[str | None, tuple[Reading, int]] = {}
    for variant, name in enumerate(toponym.names):
        for reading in readings(name, given):
            key = reading.place.gazetteer
            if (reading.spelled and found) or (reading.townlike and toponym.want not in AREAS):
                continue
            found.setdefault(key, (reading, variant))
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
