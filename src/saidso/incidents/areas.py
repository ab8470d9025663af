"""Areas: what the provinces and countries in the clauses of the deed say of the other places.

A report for the world names the province and a village that no list knows, and is filed from the capital.
Then the town of the dateline, or one in another province, is not where it was. The weights of what is seen
here are set by hand (`training/sites.py`): the reports that the others are learned from are local ones.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from saidso.language.parse import Parse
from saidso.resolving.countries import capitals
from saidso.resolving.distance import kilometres
from saidso.resolving.places import Place

PROVINCE = "province.told"
"""An area in the clause of the deed, where the report names nothing finer in it."""
ASTRAY = "astray"
"""A place outside the area with which the clauses of the deed begin."""
RULING = "ruling"
"""A capital that acts or speaks: "Tehran denied it", "Kabul's claim" is a government."""
ACTING = "acting"
"""A country that only says whose the deed is: "a U.S. strike"."""
_FINE = frozenset({"city", "site"})
_SLACK_KM = 20.0
_VAGUE_KM = 40.0
"""Precision above which a point ("160 km south-east of the capital") is no finer than a province."""
_STEPS = 3
_DOWN = ("nmod", "appos", "flat", "compound")
_AWAY = frozenset({"from", "to", "against", "with", "by", "for"})
_KINDS = frozenset(
    [
        *("province", "region", "oblast", "state", "governorate", "prefecture", "department"),
        *(
            "territory",
            "division",
            "district",
            "county",
            "area",
            "countryside",
            "parish",
            "borough",
        ),
        *("township", "valley", "city", "town", "village", "municipality", "commune", "agency"),
        *("tehsil", "taluk", "woreda"),
    ]
)
"""Nouns that say what kind of place a name before them is."""
_LEARNED_IN = "USA"
"""The country of the reports that the other weights are learned from."""


class Areas(msgspec.Struct, frozen=True):
    """The areas of the deed: `first` in the text, all `heads`, and those with an unknown village in them."""

    first: Place | None
    heads: frozenset[int]
    unknown: tuple[Place, ...]


def find_areas(
    parse: Parse,
    places: Mapping[int, Place],
    outside: Collection[int],
    clauses: Collection[int],
) -> Areas:
    """Return the areas in the clauses of the deed; `clauses`, `outside`: heads of places."""
    told = [h for h in sorted(clauses) if h in places and h in outside]
    wide = [h for h in told if _is_area(parse, h, places[h])]
    fine = [h for h in told if places[h].kind in _FINE]
    parts = [h for h in wide if places[h].kind != "country"]
    near = [
        p
        for h in outside
        if (p := places.get(h)) is not None and p.kind in _FINE
        if (p.precision_km or 0.0) <= _VAGUE_KM and not _is_ruling(parse, h, p)
    ]
    bare = [h for h in parts if not any(inside(p, places[h]) for p in near)]
    opening = next((h for h in parts or wide if not fine or h < fine[0]), None)
    unknown = tuple(places[h] for h in wide if _holds_unknown(parse, h, places))
    return Areas(None if opening is None else places[opening], frozenset(bare), unknown)


def seen(parse: Parse, head: int, place: Place, areas: Areas) -> list[str]:
    """Return the features of a place by the areas of the deed."""
    out = []
    if head in areas.heads:
        out.append(PROVINCE)
    if place.kind in _FINE and areas.first is not None and not inside(place, areas.first):
        out.append(ASTRAY)
    if place.kind == "city" and _is_ruling(parse, head, place):
        out.append(RULING)
    if place.kind == "country" and _is_acting(parse, head, place):
        out.append(ACTING)
    return out


def is_bureau(filed: Place, areas: Areas) -> bool:
    """Return whether a report was filed away from the deed: outside the area that it was in, or in an
    area in which the deed was in a village that no list knows."""
    if areas.first is not None and not inside(filed, areas.first):
        return True
    return filed.country != _LEARNED_IN and any(inside(filed, area) for area in areas.unknown)


def inside(place: Place, area: Place) -> bool:
    """Return whether a place lies in an area, as far as is known; a wider one that holds it counts."""
    if area.country and place.country and area.country != place.country:
        return False
    if area.kind == "country" or place.kind == "country":
        return True
    if area.kind == "admin1" and place.admin1 and place.admin1 in (area.admin1, area.name):
        return True
    if place.lat is None or place.lon is None or area.lat is None or area.lon is None:
        return True
    reach = (area.precision_km or 0.0) + _SLACK_KM
    return kilometres(place.lat, place.lon, area.lat, area.lon) <= reach


def hung(parse: Parse, head: int) -> int:
    """Return the token by which a place hangs on the rest: "province" in "in Velm province"."""
    token = parse.tokens[head]
    above = token.head
    if token.rel in ("compound", "flat", "nmod:poss") and parse.tokens[above].lemma in _KINDS:
        return above
    return head


def _cases(parse: Parse, head: int) -> set[str]:
    at = hung(parse, head)
    return {parse.tokens[c].lemma for c in parse.children[at] if parse.tokens[c].rel == "case"}


def _is_area(parse: Parse, head: int, place: Place) -> bool:
    """Return whether a place is an area that the deed was in, by weights that were not learned."""
    if place.kind in _FINE or _is_acting(parse, head, place):
        return False
    return place.kind == "country" or place.country != _LEARNED_IN


def _is_acting(parse: Parse, head: int, place: Place) -> bool:
    """Return whether an area is somebody's, or only where they come from or go: "a U.S. strike"."""
    cases = _cases(parse, head)
    if cases & _AWAY:
        return True
    return place.kind == "country" and not cases


def _is_ruling(parse: Parse, head: int, place: Place) -> bool:
    token = parse.tokens[head]
    if place.name != capitals().get(place.country or ""):
        return False
    return token.rel.startswith("nsubj") or token.rel == "nmod:poss" or token.upos == "PRON"


def _holds_unknown(parse: Parse, head: int, places: Mapping[int, Place]) -> bool:
    """Return whether an area says where a village is that no list knows: "Velm village in Farring"."""
    names = {k: n for n in parse.names if n.kind == "LOC" for k in range(*n.tokens)}
    i = head
    for _ in range(_STEPS):
        if parse.tokens[i].rel.split(":")[0] not in _DOWN or parse.tokens[i].head == i:
            return False
        i = parse.tokens[i].head
        near = (i, *(c for c in parse.children[i] if parse.tokens[c].rel in _DOWN))
        for k in near:
            name = names.get(k)
            if name and not any(h in places for h in range(*name.tokens)):
                return True
    return False
