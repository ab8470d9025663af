"""Areas: what the provinces and countries in the clauses of the deed say of the other places.

A report for the world names the province and a village that no list knows, and is filed from the capital.
Then the town of the dateline, or one in another province, is not where it was. The weights of what is seen
here are set by hand (`training/sites.py`): the reports that the others are learned from are local ones.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

import msgspec

from saidso.incidents.sites.elsewhere import is_bound
from saidso.language.parse import Name, Parse
from saidso.resolving.countries import capitals, nationality
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.places import Place
from saidso.resolving.places.toponyms import read_toponym, way_before
from saidso.resolving.spelling import fold


class Telling(msgspec.Struct, frozen=True):
    """What the events of the main happening say: heads of places in their clauses, and their sentences."""

    clauses: Collection[int]
    sentences: Collection[int]


PROVINCE = "province.told"
"""The area with which the telling of the deed begins, where the report names nothing finer in it."""
VILLAGE = "village.told"
"""A place in which a village is said to be that no list knows."""
FOREMOST = "foremost"
"""The first town or site in the telling of the deed."""
ASTRAY = "astray"
"""A place outside that area."""
WAY = "way"
"""A town from which only the direction is told: "north of Baghdad", "Samarra, 100 km north of Baghdad"."""
RULING = "ruling"
"""A capital that acts or speaks: "Tehran denied it", "Kabul's claim" is a government."""
ACTING = "acting"
"""A country that only says whose the deed is: "a U.S. strike"."""
BOUND = "bound"
"""Where somebody was going, or was brought: "a convoy heading to Velm", "evacuated for treatment in Velm"."""
_FINE = frozenset({"city", "site"})
_REGION_OF = re.compile(r"\b(?:region|province|governorate) of $")
_SLACK_KM = 20.0
_AWAY_KM = 20.0
_VAGUE_KM = 40.0
"""Precision above which a point ("160 km south-east of the capital") is no finer than a province."""
_STEPS = 3
_LEAD = 3
"""Body sentences in which a place that holds an unknown village tells where the deed was."""
_EARLY = 6
"""Body sentences in which an area beside the deed, not in its clause, still tells where it was."""
_DOWN = ("nmod", "appos", "flat", "compound")
_AWAY = frozenset({"from", "to", "against", "with", "by", "for"})
_LEFT = frozenset({"flee", "escape", "leave", "quit"})
KINDS = frozenset(
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
FULLY_LISTED = "USA"
"""The country of the reports that the other weights are learned from, and whose places are all listed."""


class Areas(msgspec.Struct, frozen=True):
    """Where the deed was, as far as areas tell: the area with which its telling begins, whether nothing
    finer in it is named, the heads of the places in which an unknown village is, with these, the head of the
    first town, the heads of towns from which only a direction is told, and the country of whose remote part
    the telling begins ("in northern Velmia")."""

    opening: Place | None
    bare: bool
    holders: Mapping[int, Place]
    foremost: int | None = None
    ways: frozenset[int] = frozenset()
    remote: str | None = None
    stated: frozenset[int] = frozenset()
    """Heads of towns that the words put into the area ("Orvel in West Velm"), whatever lists say."""


def find_areas(
    parse: Parse, places: Mapping[int, Place], outside: Collection[int], told: Telling
) -> Areas:
    """Return what areas tell of the deed; `outside`: heads of places where it can have been."""
    bodies = [s.i for s in parse.sentences if s.segment_kind == "paragraph"]
    lead = {s.i for s in parse.sentences if s.segment_kind == "headline"} | set(bodies[:_EARLY])
    heads = [
        h
        for h in sorted(places)
        if h in outside
        if h in told.clauses or ((s := parse.tokens[h].sentence) in told.sentences and s in lead)
    ]
    wide = [h for h in heads if _is_area(parse, h, places[h])]
    ways = _ways(parse, places)
    fine = [h for h in heads if places[h].kind in _FINE and h not in ways]
    parts = [h for h in wide if places[h].kind != "country"]
    opening = next((places[h] for h in parts or wide if not fine or h < fine[0]), None)
    if opening is not None:
        opening = min((places[h] for h in wide if inside(places[h], opening)), key=_reach)
    stated = frozenset(h for h in heads if opening and _is_put_in(parse, h, opening, places))
    near = [
        p
        for h in outside
        if (p := places.get(h)) is not None and p.kind in _FINE
        if (p.precision_km or 0.0) <= _VAGUE_KM and not _is_ruling(parse, h, p)
        if h in told.clauses or (s := parse.tokens[h].sentence) in told.sentences or s in lead
    ]
    first = {s.i for s in parse.sentences if s.segment_kind == "headline"} | set(bodies[:_LEAD])
    names = {k: n for n in parse.names if n.kind == "LOC" for k in range(*n.tokens)}
    holders = {
        h: places[h]
        for h in outside
        if h in places and places[h].country != FULLY_LISTED and parse.tokens[h].sentence in first
        if _holds_unknown(parse, h, places, names)
    }
    finer = any(p.kind in _FINE and opening and inside(p, opening) for p in holders.values())
    held = any(p == opening for p in holders.values()) and not (finer or stated)
    bare = opening is not None and opening.kind != "country"
    bare = bare and (held or not (stated or any(inside(p, opening) for p in near if opening)))
    foremost = next(
        (h for h in fine if h in told.clauses or parse.tokens[h].sentence in first), None
    )
    if not fine and opening is not None and opening.kind != "country":
        inner = (h for h in sorted(outside) if parse.tokens[h].sentence in first and h not in ways)
        within = (h for h in inner if h in places and places[h].kind in _FINE)
        foremost = next((h for h in within if inside(places[h], opening)), None)
    if any(p.country == FULLY_LISTED for p in near):
        foremost = None
    if foremost is not None and any(h < foremost for h in holders):
        foremost = None  # the deed was in a village of the place before
    remote = next((places[h].country for h in wide if _is_remote(parse, h, places[h])), None)
    remote = remote or _part_of(parse, first)
    return Areas(opening, bare, holders, foremost, ways, remote, stated)


def _is_put_in(parse: Parse, head: int, area: Place, places: Mapping[int, Place]) -> bool:
    """Return whether a town is followed by the area that it is in: "Orvel in West Velm", "Orvel, Velm"."""
    if places[head].kind not in _FINE or places[head].country != area.country:
        return False
    after = [h for h in range(head + 1, min(head + _PUT_TOKENS, len(parse.tokens))) if h in places]
    if not after or places[after[0]] != area:
        return False
    between = parse.text[parse.tokens[head].end : parse.tokens[after[0]].start]
    return bool(_PUT.match(between))


_PUT = re.compile(r"(?: [A-Z]\w+)*(?:,| in| of)")
_PUT_TOKENS = 6
_PARTS = tuple(f"{way}ern" for way in ("north", "south", "east", "west"))


def _is_remote(parse: Parse, head: int, place: Place) -> bool:
    """Return whether an outer part of a country is named: "northern Velmia", "Velmia's southwest"."""
    if place.kind != "country" or place.country == FULLY_LISTED or not head:
        return False
    return parse.tokens[head - 1].text.lower().endswith(_PARTS)


def _part_of(parse: Parse, sentences: Collection[int]) -> str | None:
    """Return the country of a remote part that a nationality tells: "a western Velmian village"."""
    for token, after in pairwise(parse.tokens):
        if token.sentence in sentences and token.text.lower().endswith(_PARTS):
            country = nationality(after.text)
            if country and country != FULLY_LISTED and after.rel == "amod":
                return country
    return None


def _ways(parse: Parse, places: Mapping[int, Place]) -> frozenset[int]:
    """Return the heads of towns from which only a direction is told; with a distance, only after a town."""
    out = set()
    last: int | None = None
    unknown = [
        n.tokens[1]
        for n in parse.names
        if n.kind == "LOC" and places.keys().isdisjoint(range(*n.tokens))
    ]
    for head, place in sorted(places.items()):
        if place.kind not in _FINE or place.country == FULLY_LISTED:
            continue
        if _REGION_OF.search(
            parse.text[max(0, parse.tokens[head].start - 16) : parse.tokens[head].start]
        ):
            others = (p for p in places.values() if p.kind in _FINE and p != place)
            if any(p.country == place.country for p in others):
                out.add(head)  # "a town in the northern region of Velm"
            continue
        direction, distance = way_before(parse.text, parse.tokens[head].start)
        beside = last is not None and head - last <= _BESIDE_TOKENS
        if direction and (beside or not distance) and not _is_after(parse, head, unknown):
            out.add(head)
        last = head
    return frozenset(out)


def _is_after(parse: Parse, head: int, unknown: Collection[int]) -> bool:
    """Return whether a place that no list knows stands before a town, in its sentence: "the Orvel camp, east
    of Velm" is about at Velm. `unknown`: the ends of such names."""
    same = (e for e in unknown if 0 <= head - e <= _BEHIND_TOKENS)
    return any(parse.tokens[e - 1].sentence == parse.tokens[head].sentence for e in same)


_BEHIND_TOKENS = 12
_BESIDE_TOKENS = 9
"""Tokens from a town to one that only says where it lies."""


def seen(parse: Parse, head: int, place: Place, areas: Areas) -> list[str]:
    """Return the features of a place by the areas of the deed."""
    out = []
    if areas.bare and areas.opening == place:
        out.append(PROVINCE)
    if head == areas.foremost:
        out.append(FOREMOST)
    if head in areas.ways:
        out.append(WAY)
    if head in areas.holders and place.kind != "country":
        out.append(VILLAGE)
    if place.kind in _FINE and areas.opening is not None and head not in areas.stated:
        if not inside(place, areas.opening):
            out.append(ASTRAY)
    if (
        place.kind != "country"
        and place.country != FULLY_LISTED
        and is_bound(parse, head, hung(parse, head))
    ):
        out.append(BOUND)
    if place.kind == "city" and _is_ruling(parse, head, place):
        out.append(RULING)
    if place.kind == "country" and _is_acting(parse, head, place):
        out.append(ACTING)
    return out


def is_bureau(filed: Place, areas: Areas, places: Mapping[int, Place]) -> bool:
    """Return whether a report was filed away from the deed: outside the area that it was in, away from the
    first town of its telling, or when it was in a village that no list knows and not in the town itself."""
    if areas.foremost is not None and apart_km(filed, places[areas.foremost]) > _AWAY_KM:
        return True
    if areas.opening is not None and not inside(filed, areas.opening):
        return True
    held = [p for p in areas.holders.values() if p.kind != "country"]
    return bool(held) and all(p.gazetteer != filed.gazetteer for p in held)


def is_remote(filed: Place, areas: Areas) -> bool:
    """Return whether a report was filed from the capital of a country in whose far part the deed was."""
    return areas.remote is not None and areas.remote == filed.country and is_capital(filed)


def inside(place: Place, area: Place) -> bool:
    """Return whether a place lies in an area, as far as is known; a wider one that holds it counts."""
    if area.country and place.country and area.country != place.country:
        return False
    if area.kind == "country" or place.kind == "country":
        return True
    if area.kind == "admin1" and place.admin1:
        if fold(place.admin1) in (fold(area.admin1 or ""), fold(area.name)):
            return True
        if _is_divided(area, "iso3166:") and _is_divided(place, "geonames:"):
            return False
    if place.lat is None or place.lon is None or area.lat is None or area.lon is None:
        return True
    reach = (area.precision_km or 0.0) + _SLACK_KM
    return kilometres(place.lat, place.lon, area.lat, area.lon) <= reach


def _is_divided(place: Place, list_: str) -> bool:
    """Return whether a place is from a list whose first-order divisions have one spelling."""
    return (place.gazetteer or "").startswith(list_)


def hung(parse: Parse, head: int) -> int:
    """Return the token by which a place hangs on the rest: "province" in "in Velm province", "city" in
    "in the city of Velm"."""
    token = parse.tokens[head]
    above = token.head
    if parse.tokens[above].lemma not in KINDS or above == head:
        return head
    cases = {parse.tokens[c].lemma for c in parse.children[head] if parse.tokens[c].rel == "case"}
    if token.rel in ("compound", "flat", "nmod:poss") or (token.rel == "nmod" and cases == {"of"}):
        return above
    return head


def apart_km(a: Place, b: Place) -> float:
    """Return how far two places are apart, 0 where a point is missing."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    return kilometres(a.lat, a.lon, b.lat, b.lon)


def _reach(area: Place) -> float:
    return area.precision_km if area.precision_km is not None else 9e9


def _cases(parse: Parse, head: int) -> set[str]:
    at = hung(parse, head)
    return {parse.tokens[c].lemma for c in parse.children[at] if parse.tokens[c].rel == "case"}


def _is_area(parse: Parse, head: int, place: Place) -> bool:
    """Return whether a place is an area that the deed was in, by weights that were not learned."""
    if place.kind in _FINE or _is_acting(parse, head, place):
        return False
    return place.kind == "country" or place.country != FULLY_LISTED


def _is_acting(parse: Parse, head: int, place: Place) -> bool:
    """Return whether an area is somebody's, or only where they come from or go: "a U.S. strike"."""
    cases = _cases(parse, head)
    left = parse.tokens[parse.tokens[hung(parse, head)].head].lemma in _LEFT and "in" not in cases
    if cases & _AWAY or left:
        return True  # "fled Velmia", not "fled their homes in Velmia"
    return place.kind == "country" and not cases


def is_capital(place: Place) -> bool:
    """Return whether a town is the capital of its country."""
    return fold(place.name) == fold(capitals().get(place.country or "", ""))


def _is_ruling(parse: Parse, head: int, place: Place) -> bool:
    token = parse.tokens[head]
    if not is_capital(place):
        return False
    alone = token.head == head and head - 1 not in parse.children[head]  # a paragraph "Velm"
    if alone and len(parse.children[head]) <= 1:
        return True
    return token.rel.startswith("nsubj") or token.rel == "nmod:poss" or token.upos == "PRON"


def _holds_unknown(
    parse: Parse, head: int, places: Mapping[int, Place], names: Mapping[int, Name]
) -> bool:
    """Return whether an area says where a village is that no list knows: "Velm village in Farring".

    `names`: names of places by each of their tokens.
    """
    i = head
    for _ in range(_STEPS):
        if parse.tokens[i].rel.split(":")[0] not in _DOWN or parse.tokens[i].head == i:
            return False
        i = parse.tokens[i].head
        near = (i, *(c for c in parse.children[i] if parse.tokens[c].rel in _DOWN))
        for k in near:
            name = names.get(k)
            if name is None or any(h in places for h in range(*name.tokens)):
                continue
            if read_toponym(parse.text, parse.span(name.tokens)).want != "facility":
                return True
    return False
