"""Sites: which of the places that a report names is that of its main incident.

A log-linear model, as for the day (see `occasions`): how each place is named (in the dateline, with its
police, in the clause of the deed, as somebody's home), where in the report, of what kind it is, and what
lies inside what. Names of one place add up. None of them is the alternative. Weights: `sites.yaml`, made
by `training/sites.py`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from math import exp

import msgspec

from saidso import knowledge
from saidso.incidents.occasions.situations import Situated
from saidso.incidents.sites.areas import (
    ACTING,
    BOUND,
    FULLY_LISTED,
    Telling,
    apart_km,
    find_areas,
    hung,
    is_bureau,
    is_remote,
    seen,
)
from saidso.incidents.sites.whereabouts import is_quarter, settled
from saidso.incidents.weighed import weigh
from saidso.language.parse import Parse
from saidso.record import Span
from saidso.resolving.places.datelines import Filed
from saidso.resolving.places.places import Place

NONE = "none"
"""The feature of the alternative that the report names no place of its incident."""
FAR = "dateline.far"
"""The feature of a dateline far from where the clauses of the deed are; set by hand (`training/sites.py`)."""
BESIDE = "beside.deed"
"""A town in the deed's sentence whose clause names another: "visited Orvel after three died in Velm". Without
weight: abroad it is taken only where nothing else is (`_is_here`)."""
_FAR_KM = 60.0
_CASES = frozenset({"in", "at", "near", "of", "from", "to", "outside", "on"})
_MODIFIERS = frozenset({"compound", "amod", "nmod:poss", "nmod", "flat"})
_LEAD = 3
_TOWNS = ("city", "site")
_FINENESS = {"site": 4, "city": 3, "region": 2, "admin1": 1, "country": 0}


class Site(msgspec.Struct, frozen=True):
    """A place, the words that name it, and what is seen of them. `head`: None for one from `Filed`."""

    place: Place
    span: Span
    head: int | None
    features: tuple[str, ...]

    @property
    def key(self) -> str:
        """The place's id in its gazetteer, else its name."""
        return self.place.gazetteer or self.place.name


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature."""
    table: dict[str, float] = knowledge.table(__package__, "sites.yaml")
    return table


def main_site(
    parse: Parse,
    places: Mapping[int, Place],
    outside: Collection[int],
    told: Telling,
    filed: Sequence[Filed],
) -> Site | None:
    """Return the likeliest place in the words that say it best; None where none is likely enough.

    See `find_sites` for what is given.
    """
    sites = weigh("place", find_sites(parse, places, outside, told, filed))
    shares, scores = site_shares(sites, weights())
    best = likeliest(sites, shares)
    if best is None:
        return None
    named = [n for n, s in enumerate(sites) if s.key == best]
    return sites[max(named, key=lambda n: (scores[n], -n))]


def likeliest(sites: Sequence[Site], shares: Mapping[str, float]) -> str | None:
    """Return the key of the place with the largest share, None for none.

    Only filed from a town far off, a report is not of that town where it names anything likelier than none.
    A country is where it was only where no place in one is likelier than none: it is named so often
    that its names would outweigh the town's.
    """
    named = {s.key for s in sites if FAR not in s.features}
    fine = {s.key for s in sites if s.place.kind != "country"} & named
    here = {s.key for s in sites if _is_here(s)}
    for keys in (fine & here, here, fine, named, shares.keys() - {NONE}):
        best = max(keys, key=lambda k: (shares[k], k), default=NONE)
        if shares.get(best, 0.0) > shares.get(NONE, 0.0):
            return best
    return None


def _is_here(site: Site) -> bool:
    """Return whether a place is not only where somebody speaks, sleeps, is nursed, lives or was going."""
    abroad = site.place.country != FULLY_LISTED
    return not (abroad and {"elsewhere", FAR, ACTING, BOUND, BESIDE} & set(site.features))


def named_most(events: Sequence[Situated]) -> Place | None:
    """Return the finest place that the clauses of a happening name most: of one beside the main one."""
    named = [p for s in events if s.event.status == "happened" for _, p in s.places]
    if not named:
        return None
    finest = max(_FINENESS.get(p.kind, 3) for p in named)
    fine = [
        p
        for p in named
        if _FINENESS.get(p.kind, 3) == finest or (finest >= 3 and _FINENESS.get(p.kind, 3) >= 3)
    ]
    count = Counter(p.gazetteer or p.name for p in fine)
    return max(fine, key=lambda p: (count[p.gazetteer or p.name], -fine.index(p)))


def site_shares(
    sites: Sequence[Site], table: Mapping[str, float]
) -> tuple[dict[str, float], list[float]]:
    """Return the share of each place and of NONE, summing to 1, and the score of each site."""
    if not sites:
        return {}, []
    scores = [sum(table.get(f, 0.0) for f in s.features) for s in sites]
    none = table.get(NONE, 0.0)
    top = max(*scores, none)
    sums: dict[str, float] = defaultdict(float)
    for one, score in zip(sites, scores, strict=True):
        sums[one.key] += exp(score - top)
    sums[NONE] = exp(none - top)
    total = sum(sums.values())
    return {key: value / total for key, value in sums.items()}, scores


def find_sites(
    parse: Parse,
    places: Mapping[int, Place],
    outside: Collection[int],
    told: Telling,
    filed: Sequence[Filed],
) -> list[Site]:
    """Return the places that a report names, in text order, with their features.

    `places`: by head token; `outside`: heads of those where the incident can have been, unlike speakers'
    and homes.
    """
    bodies = [s.i for s in parse.sentences if s.segment_kind == "paragraph"]
    areas = find_areas(parse, places, outside, told)
    found: list[tuple[Span, Place, int | None, list[str]]] = []
    towns = _towns_of(parse, places, outside, told)
    for head, place in sorted(places.items()):
        if _is_named_below(parse, head, places):
            continue
        features = ["by.name", *_hanging(parse, head), *_told(head, told, parse)]
        features += seen(parse, head, place, areas)
        if head not in outside:
            features.append("elsewhere")
        if _is_beside(parse, head, place, told, towns):
            features.append(BESIDE)
        features.append(_where(parse, parse.tokens[head].sentence, bodies))
        token = parse.tokens[head]
        found.append(((token.start, token.end), place, head, features))
    starts = [s.span[0] for s in parse.sentences]
    for one in filed:
        if one.how == "dateline" and is_remote(one.place, areas):
            continue
        sentence = max(0, bisect_left(starts, one.span[0] + 1) - 1)
        where = "in.dateline" if one.how == "dateline" else _where(parse, sentence, bodies)
        found.append((one.span, one.place, None, [f"by.{one.how}", f"{one.how}.{where}"]))
        away = _is_far(one.place, told, places, outside) or is_bureau(one.place, areas, places)
        if one.how == "dateline" and away:
            found[-1][3].append(FAR)
    found.sort(key=lambda f: f[0])
    shared = _shared([place for _, place, _, _ in found])
    out = []
    for number, (span, place, at, features) in enumerate(found):
        kind = f"kind.{place.kind}"
        features += [kind, *shared[number]]
        if number == 0:
            features.append("first")
        out.append(Site(place, span, at, tuple(features)))
    return out


def _is_named_below(parse: Parse, head: int, places: Mapping[int, Place]) -> bool:
    """Return whether the name that hangs on a word means the same place: "province" in "Velm province"."""
    same = places[head].gazetteer
    return any(
        c in places and places[c].gazetteer == same and hung(parse, c) == head
        for c in parse.children[head]
    )


def _is_far(
    filed: Place, telling: Telling, places: Mapping[int, Place], outside: Collection[int]
) -> bool:
    """Return whether all that the clauses of the deed name is far from where it was filed.

    That is the towns and sites; where there are none, the countries of what else they name, so long
    as the report names nothing in the country where it was filed.
    """
    told = [places[h] for h in telling.clauses if h in places and h in outside]
    fine = [p for p in told if p.kind in ("city", "site") and p.lat is not None]
    if fine:
        return all(apart_km(filed, p) > _FAR_KM for p in fine)
    abroad = bool(told) and all(p.country not in (None, filed.country) for p in told)
    return abroad and all(p.country != filed.country for p in places.values())


def _towns_of(
    parse: Parse, places: Mapping[int, Place], outside: Collection[int], told: Telling
) -> dict[int, list[Place]]:
    """Return by sentence the towns in the clauses of the deed."""
    out: dict[int, list[Place]] = defaultdict(list)
    for head in told.clauses:
        if head in places and head in outside and places[head].kind in _TOWNS:
            out[parse.tokens[head].sentence].append(places[head])
    return out


def _is_beside(
    parse: Parse, head: int, place: Place, told: Telling, towns: Mapping[int, list[Place]]
) -> bool:
    """Return whether another town far off stands in the clause of the deed, and this one beside it."""
    sentence = parse.tokens[head].sentence
    if head in told.clauses or sentence not in told.sentences or place.kind not in _TOWNS:
        return False
    return any(apart_km(town, place) > _FAR_KM for town in towns.get(sentence, ()))


def _hanging(parse: Parse, head: int) -> list[str]:
    """Return by which word a place hangs on the rest, and whether it only describes a noun."""
    head = hung(parse, head)
    token = parse.tokens[head]
    cases = [parse.tokens[c].lemma for c in parse.children[head] if parse.tokens[c].rel == "case"]
    out = [f"case.{c if c in _CASES else 'other'}" for c in cases[:1]] or ["case.none"]
    if not cases and token.rel in _MODIFIERS:
        out.append("modifier")
    if token.rel.startswith("nsubj"):
        out.append("subject")
    return out


def _told(head: int, told: Telling, parse: Parse) -> list[str]:
    if head in told.clauses:
        return ["clause"]
    return ["sentence"] if parse.tokens[head].sentence in told.sentences else []


def _where(parse: Parse, at: int, bodies: list[int]) -> str:
    """Return where in the report a sentence stands."""
    if not parse.sentences:
        return "in.late"
    kind = parse.sentences[at].segment_kind
    if kind != "paragraph":
        return f"in.{kind}"
    rank = bisect_left(bodies, at)
    if rank < _LEAD:
        return f"in.{rank}"
    return "in.early" if rank < 7 else "in.late"


def _shared(places: list[Place]) -> list[list[str]]:
    """Return for each place what it has to do with the others: inside a larger town, of another state."""
    states = Counter(p.admin1 for p in places if p.admin1 and p.kind != "country")
    common = states.most_common(1)[0][0] if states else None
    towns = {p.gazetteer: settled(p) for p in places if p.kind == "city" and p.lat is not None}
    out = []
    for place in places:
        features = []
        if place.admin1 and place.admin1 != common:
            features.append("state.other")
        for town in towns.values():
            if town.gazetteer != place.gazetteer and is_quarter(place, town):
                features.append("quarter")
                break
        if place.kind == "city" and any(
            is_quarter(t, place) for t in towns.values() if t.gazetteer != place.gazetteer
        ):
            features.append("quartered")
        if place.kind != "city" and towns:
            features.append(f"beside.{place.kind}")
        out.append(features)
    return out
