"""Places: what the toponyms of one report mean, decided together.

A reading is chosen by what the report itself says (what the place is said to lie in, the countries
and nationalities that it names, the other places), then by size (see `senses`). A small place that
nothing speaks for stays unresolved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast
from saidso.record import Span
from saidso.resolving.countries import AMBIGUOUS, by_alpha2, country_mentions
from saidso.resolving.places.beside import placed_beside
from saidso.resolving.places.borders import is_border, on_borders
from saidso.resolving.places.distance import kilometres, moved
from saidso.resolving.places.embedded import embedded, is_own_name
from saidso.resolving.places.epithets import with_epithets
from saidso.resolving.places.groups import AREAS, name_groups
from saidso.resolving.places.home_states import at_home, states_filed
from saidso.resolving.places.homes import home_of
from saidso.resolving.places.readings import Place, supplement
from saidso.resolving.places.senses import (
    KNOWN_BY_ITSELF,
    Sense,
    choose,
    is_abroad,
    stated_elsewhere,
)
from saidso.resolving.places.standing import is_well_known, stands, stands_alone
from saidso.resolving.places.streets import corners_in, is_street, streets_in
from saidso.resolving.places.toponyms import Toponym, join_ends, read_toponym
from saidso.resolving.places.wholes import wholes

__all__ = ["Place", "resolve_heads", "resolve_places", "resolve_spans", "supplement"]

_MOST_ABOUT = 3
"""Countries in which a name that no list knows is looked for with other vowels."""
_MOST_MENTIONS = 20
"""Mentions of one name that are read for what they say of it."""
_FARTHEST_KM = 500.0
_TO_UNKNOWN_KM = 50.0
"""How far a road goes to a town that no list knows."""
_ASKEW = 0.4
"""Share of a stated distance by which one of eight directions may miss (the sine of 22.5 degrees)."""
_MOST_LOCAL = 3.0
"""Mentions of its country that the words of a local report count for at most."""


def resolve_places(names: Sequence[str], context: str) -> list[Place | None]:
    """Return for each name the place that it means in the text `context`, or None."""
    text = "\n".join([context, *names])
    spans: list[Span] = []
    owner: list[int] = []
    end = len(context)
    for i, name in enumerate(names):
        own = (end + 1, end + 1 + len(name))
        end = own[1]
        found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", context, re.I) if name else ()
        inside = [m.span() for m in islice(found, _MOST_MENTIONS)] or [own]
        spans += inside
        owner += [i] * len(inside)
    out: list[Place | None] = [None] * len(names)
    for i, place in zip(owner, resolve_spans(text, spans), strict=True):
        out[i] = out[i] or place
    return out


def resolve_heads(parse: Parse, cast: Cast, filed: Sequence[Span] = ()) -> dict[int, Place]:
    """Return the place by head token of each mention of a place; mentions of one entity agree.

    `filed`: towns of the dateline and of police, which speak for their states. Where a dateline says what its
    town lies in ("PANOLA COUNTY, Miss."), it also tells which of several of a name is meant: only then, by
    counting in reports of shootings.
    """
    placed = [s for s in filed if parse.text.startswith(", ", s[1])]
    spans: dict[int, Span] = {}
    owner: dict[int, str] = {}
    for head, mention in sorted(cast.by_head.items()):
        kind = cast.entities[mention.entity].kind
        if kind in ("place", "facility") and mention.form == "name":
            spans[head] = parse.span(mention.tokens)
            owner[head] = mention.entity
    whole = wholes(parse)
    for span in whole:
        inside = [h for h in spans if _meets(spans[h], span)]
        for head in inside[:1]:
            spans[head] = span
        for head in inside[1:]:
            del spans[head]
    covered = {
        i
        for m in cast.mentions
        if m.form == "name" and cast.entities[m.entity].kind not in ("place", "facility", "other")
        for i in range(*m.tokens)
    }
    covered |= {i for m in cast.mentions if m.head in spans for i in range(*m.tokens)}
    for name in parse.names:
        head = _head(parse, name.tokens)
        if name.kind == "LOC" and head not in spans and head not in covered:
            own = parse.span(name.tokens)
            span = next((w for w in whole if _meets(w, own)), own)
            if not _is_no_name(parse, span) and span not in spans.values():
                spans[head] = span
    streets, corners = streets_in(parse.text), corners_in(parse.text)
    heads = sorted(
        h for h, span in spans.items() if not is_street(parse.text, span, streets, corners)
    )
    beside = [s for s in (*embedded_spans(parse), *placed) if s not in spans.values()]
    outlet = home_of(parse.report)
    every = [*(spans[h] for h in heads), *beside]
    found = resolve_spans(parse.text, every, home=outlet, filed=filed)[: len(heads)]
    out = {h: p for h, p in zip(heads, found, strict=True) if p is not None}
    return with_epithets(parse, cast, _agree(out, owner, cast))


def _meets(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _is_no_name(parse: Parse, span: Span) -> bool:
    """Return whether words without a capital, in a text that has some, name no place: "from the bush"."""
    return parse.text[slice(*span)].islower() and not parse.text.islower()


def embedded_spans(parse: Parse) -> list[Span]:
    """Return the spans of places inside the names of organisations, all of a name that is a place's own."""
    out = []
    for name in parse.names:
        first, end = name.tokens
        if name.kind == "ORG" and end - first > 1:
            if is_own_name(parse.text[slice(*parse.span(name.tokens))]):
                out.append(parse.span(name.tokens))
                continue
            inside = embedded([t.text for t in parse.tokens[first:end]])
            if inside:
                out.append(parse.span((first + inside[0], first + inside[1])))
    return out


def _head(parse: Parse, tokens: tuple[int, int]) -> int:
    first, last = tokens
    for i in range(first, last):
        if not first <= parse.tokens[i].head < last or parse.tokens[i].head == i:
            return i
    return last - 1


def _agree(found: dict[int, Place], owner: dict[int, str], cast: Cast) -> dict[int, Place]:
    """Give every mention of an entity, by whatever words, the place that its names mean most."""
    votes: dict[str, Counter[Place]] = defaultdict(Counter)
    for head, place in found.items():
        if head in owner and not is_border(place):
            votes[owner[head]][place] += 1
    chosen = {e: max(c, key=lambda p: (c[p], -(p.precision_km or 999))) for e, c in votes.items()}
    for head, mention in cast.by_head.items():
        if mention.entity in chosen and not _is_led_to(found.get(head), chosen[mention.entity]):
            found[head] = chosen[mention.entity]
    return found


def _is_led_to(own: Place | None, chosen: Place) -> bool:
    """Return whether a mention means a point some way from the place that its entity is, or a border."""
    if is_border(own):
        return True
    return own is not None and own.gazetteer == chosen.gazetteer and own.lat != chosen.lat


def resolve_spans(
    text: str,
    spans: Sequence[Span],
    *,
    given: bool = False,
    home: str | None = None,
    filed: Sequence[Span] = (),
) -> list[Place | None]:
    """Return for each span of `text` that names a place which one it is, or None.

    `given`: the spans are known to be toponyms, as in a gazetteer's gold data. Then the likeliest place
    is returned however little speaks for it, and so are the country of an adjective of nationality
    ("Syrian"), continents, and regions of many countries; a name that no list knows gets the place
    that is named beside it, with a precision that says so. `home`: the country (alpha-3) of the outlet,
    which is meant where the text names none. `filed`: towns that only speak for their states.
    """
    toponyms = [read_toponym(text, s) for s in spans]
    shares = country_shares(text, toponyms)
    about = sorted(shares, key=lambda c: -shares[c])[:_MOST_ABOUT]
    elsewhere = any(True for _ in _named_in(text, toponyms))
    if home and not elsewhere:
        shares, about = {home: 1.0}, [home]
    groups, members = name_groups(toponyms, given=given, countries=about)
    senses = choose(groups, shares)
    if not given:
        told = states_filed(text, filed, shares)
        senses = at_home(text, spans, members, groups, senses, told)
    homes = {s.reading.place.country for s in senses if s is not None and is_well_known(s)}
    out: list[Place | None] = [None] * len(spans)
    parts: dict[int, Place] = {}
    for one, sense, inside in zip(groups, senses, members, strict=True):
        if sense is None or (not given and is_abroad(sense, one.toponym)):
            continue
        if _far_fetched(sense, toponyms[inside[0]]):
            parts.update(dict.fromkeys(inside, sense.reading.place))
            continue
        if stated := stated_elsewhere(sense, toponyms[inside[0]]):
            for i in inside if given else ():
                out[i] = stated
            continue
        foreign = elsewhere and sense.reading.place.country not in shares
        area = toponyms[inside[0]].want in AREAS
        small = not elsewhere and (not homes or sense.reading.place.country in homes)
        clear = given or stands(sense, elsewhere=elsewhere, foreign=foreign, area=area)
        if clear or (small and stands_alone(sense, only=bool(homes))):
            for i in inside:
                place = sense.reading.place if given else _moved(sense.reading.place, toponyms[i])
                out[i] = _widened(place, toponyms[i])
    for first, second in join_ends(text, toponyms):
        out[first], out[second] = _stretched(out[first], out[second])
    if given:
        return placed_beside(text, toponyms, out, shares, parts)
    return on_borders(text, toponyms, out, shares)


def _stretched(one: Place | None, other: Place | None) -> tuple[Place | None, Place | None]:
    """Return two places between which a thing is, each with a precision that reaches the other; one
    whose other end no list knows reaches `_TO_UNKNOWN_KM`."""
    if one is None or other is None:
        return one and _reaching(one, _TO_UNKNOWN_KM), other and _reaching(other, _TO_UNKNOWN_KM)
    if "country" in (one.kind, other.kind):
        return one, other
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one, other
    apart = round(kilometres(one.lat, one.lon, other.lat, other.lon), 1)
    return _reaching(one, apart), _reaching(other, apart)


def _reaching(place: Place, km: float) -> Place:
    wide = max(place.precision_km or 0.0, km)
    return place if place.kind == "country" else msgspec.structs.replace(place, precision_km=wide)


def _far_fetched(sense: Sense, toponym: Toponym) -> bool:
    """Return whether only a part of a facility's name leads to a place that little speaks for."""
    if toponym.want != "facility" or not sense.shortened:
        return False
    if toponym.small and sense.reading.sort != "P":
        return True
    if sense.beside:
        return False
    known = not toponym.small and sense.reading.own and sense.reading.people >= KNOWN_BY_ITSELF
    return not (sense.supported and known and sense.reading.sort == "P")


def country_shares(text: str, toponyms: list[Toponym]) -> dict[str, float]:
    """Return the share of each country in the report's mentions of countries and their states."""
    counts: dict[str, float] = defaultdict(float)
    for iso3, weight in _named_in(text, toponyms):
        counts[iso3] += weight
    for iso3, words in _local_words().items():
        found = sum(word in text for word in words)
        if found:
            counts[iso3] += min(float(found), _MOST_LOCAL)
    total = sum(counts.values()) or 1.0
    return {k: v / total for k, v in counts.items()}


@cache
def _local_words() -> dict[str, list[str]]:
    """Return by country the words that a local report of it has (`local_words.yaml`)."""
    return knowledge.typed(__package__, "local_words.yaml", dict[str, list[str]])


def _named_in(text: str, toponyms: list[Toponym]) -> Iterator[tuple[str, float]]:
    """Yield the countries that a report names, by themselves or by their divisions, with a weight.

    "Georgia" names the country where "Georgian" stands beside it and nothing American does.
    """
    mentions = _countries_in(text)
    named = {iso3 for _, _, iso3 in mentions}
    for start, _, iso3 in mentions:
        yield iso3, 2.0 if start < 300 else 1.0
    for toponym in toponyms:
        own = AMBIGUOUS.get(toponym.names[0].lower() if toponym.names else "")
        if own in named and "USA" not in named:
            yield own, 1.0
        for inside in toponym.within:
            if inside[2:3] == "-" and inside[:2] in by_alpha2():
                yield by_alpha2()[inside[:2]].iso3, 1.0


_MONEY = re.compile(
    r"[ -](?:dollars?|cents?|pounds?|francs?|rupees?|pesos?|dinars?|\$)", re.IGNORECASE
)


@lru_cache(maxsize=4)
def _countries_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the countries that a report names; places and datelines of one report both ask.

    Money is no country: a pension of "40 US dollars" is paid anywhere.
    """
    return tuple(m for m in country_mentions(text) if not _MONEY.match(text, m[1]))


def _moved(place: Place, toponym: Toponym) -> Place:
    """Return the point that a distance and a direction lead to from a town ("40 km south of")."""
    if toponym.km is None or toponym.towards is None or place.kind not in ("city", "site"):
        return place
    if place.lat is None or place.lon is None or toponym.km > _FARTHEST_KM:
        return place
    lat, lon = moved(place.lat, place.lon, toponym.km, toponym.towards)
    wide = (place.precision_km or 0.0) + _ASKEW * toponym.km
    return msgspec.structs.replace(
        place, lat=round(lat, 4), lon=round(lon, 4), precision_km=round(wide, 1)
    )


def _widened(place: Place, toponym: Toponym) -> Place:
    """Return the place with the precision that "near", "10 km from" or "northern" leave it."""
    own = place.precision_km or 0.0
    if toponym.km is not None and toponym.towards is not None and place.kind in ("city", "site"):
        own = max(own, _ASKEW * toponym.km)
    elif toponym.km is not None:
        own = max(own, toponym.km)
    elif toponym.part and place.kind in ("city", "site"):
        own = max(own * 2, 15.0)
    elif toponym.want == "facility" and place.kind == "city":
        own = max(own, 10.0)
    return msgspec.structs.replace(place, precision_km=round(own, 1))
