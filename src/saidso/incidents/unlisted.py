"""Unlisted places: the village of a deed that the report names and no gazetteer has.

Most of what wars do happens in such places. The incident's place then has the village's own name, and
the point and radius of what it is said to lie in: "Velm village in Farring province" is Velm, somewhere
in Farring.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

from saidso.incidents.areas import FULLY_LISTED, KINDS
from saidso.incidents.happenings import Happening
from saidso.incidents.whereabouts import recorded
from saidso.language.parse import Name, Parse, Range
from saidso.reading.clauses.mentions import Cast
from saidso.reading.clauses.people import people
from saidso.record import IncidentPlace
from saidso.resolving.countries import country_named, nationality
from saidso.resolving.places.places import Place
from saidso.resolving.places.readings import readings
from saidso.resolving.places.streets import is_street, streets_in
from saidso.resolving.places.toponyms import read_toponym
from saidso.resolving.spelling import fold

ABOUT_KM = 15.0
"""Radius at least round a town in or near which an unlisted place is said to be (ours)."""
_SETTLEMENTS = KINDS | {
    *("community", "settlement", "hamlet", "camp", "quarter", "neighbourhood", "neighborhood"),
    *("suburb", "ward", "locality", "axis", "belt", "sector", "forest", "island"),
}
_BUILDINGS = frozenset({"motel", "lodge", "restaurant", "cafe", "farm", "ranch", "factory"})
_OTHERS = frozenset({"junction", "roundabout", "river", "republic"})
"""Last words of names that are no village's, beside those of facilities."""
_FINE = frozenset({"city", "site"})
_WIDE_KM = 30.0
"""Radius from which an area holds what the deed's own clause names without a word that says so (ours)."""
_OWNS = frozenset({"'s", "’s"})
_VERBS = frozenset({"VERB", "AUX"})
_AT_SEA = "maritime_incident"
_APART_TOKENS = 14
"""Tokens from a name to the town that says where it is: "Velm, a village about 30 km from Orvel"."""


class Unlisted(msgspec.Struct, frozen=True):
    """A place that no list has: its name, the tokens of it, and the country that a word before it tells, or
    that is the only one of the report."""

    name: str
    tokens: Range
    head: int
    country: str | None

    def inside(self, holding: Place | None) -> IncidentPlace:
        """Return it as the record of an incident has it; `holding`: what it is said to lie in."""
        if holding is None:
            return IncidentPlace(
                name=self.name, country=self.country, admin1=None, lat=None, lon=None,
                precision_km=None, gazetteer=None,
            )  # fmt: skip
        km = holding.precision_km
        if holding.kind in _FINE and km is not None:
            km = max(km, ABOUT_KM)
        return msgspec.structs.replace(
            recorded(holding), name=self.name, precision_km=km, gazetteer=None, within=holding.name
        )


def find_unlisted(
    parse: Parse,
    cast: Cast,
    happening: Happening,
    places: dict[int, Place],
    place: Place | None,
    hosts: Callable[[int], bool],
) -> Unlisted | None:
    """Return the first unlisted place in a clause of what happened, None where there is none.

    `places`: those that are resolved, by head; `place`: that of the incident so far; `hosts` says of the
    head of a place whether an incident can have been there. An unlisted place is only taken where it may
    lie in `place`.
    """
    if place is not None and place.country == FULLY_LISTED:
        return None
    names = {k: n for n in _names(parse) for k in range(*n.tokens)}
    listed = {
        k for h in places if (m := cast.by_head.get(h)) for k in range(*m.tokens)
    } | places.keys()
    streets = streets_in(parse.text)
    for situated in happening.events:
        event = situated.event
        if event.status != "happened":
            continue
        for head in _heads(parse, event.place_heads, names, cast):
            name = names.get(head)
            if name is None or not listed.isdisjoint(range(*name.tokens)) or not hosts(head):
                continue
            if event.type == _AT_SEA and parse.tokens[name.tokens[0] - 1].upos != "ADP":
                continue  # "the tanker Velm was attacked"
            if any(_is_part(parse, name, p) for p in places.values()):
                continue
            if _is_settlement(parse, name, streets) and _may_hold(parse, name, place, places):
                return _unlisted(parse, name, head, places)
    return None


def _heads(
    parse: Parse, heads: Sequence[int], names: Mapping[int, Name], cast: Cast
) -> Iterator[int]:
    """Yield the heads of places, each after that of the name before its comma: "Velm, Orvel territory"."""
    for head in heads:
        name = names.get(head)
        k = name.tokens[0] - 2 if name is not None else -1
        if k in names and parse.tokens[k + 1].text == ",":
            yield next((j for j in range(*names[k].tokens) if j in cast.by_head), head)
        yield head


def _may_hold(parse: Parse, name: Name, place: Place | None, places: Mapping[int, Place]) -> bool:
    """Return whether an unlisted place may lie in the place of the incident; see `find_unlisted`."""
    if place is None:
        return True
    wide = place.kind not in _FINE and (place.precision_km or 0.0) >= _WIDE_KM
    return wide or place.kind == "country" or _lies_by(parse, name, place, places)


def _names(parse: Parse) -> Iterator[Name]:
    """Yield the names of places; two that stand side by side are one: "Barangay" and "Santa Velma"."""
    last: Name | None = None
    for name in parse.names:
        if name.kind != "LOC":
            continue
        if last is not None and last.tokens[1] == name.tokens[0]:
            last = Name("LOC", (last.tokens[0], name.tokens[1]))
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def _is_part(parse: Parse, name: Name, place: Place) -> bool:
    """Return whether a name is only a piece of a longer one: the "Bazar" of Cox's Bazar."""
    words = fold(parse.text[slice(*parse.span(name.tokens))]).split()
    return set(words) < set(fold(place.name).split())


def _is_settlement(parse: Parse, name: Name, streets: Collection[str]) -> bool:
    """Return whether a name is a village's or an area's, and no street's, bridge's or building's."""
    span = parse.span(name.tokens)
    words = parse.text[slice(*span)]
    if not people().armed.isdisjoint(fold(words).split()) or parse.text[span[1] : span[1] + 1] in (
        "-",
        "‐",
        "‑",
    ):
        return False  # "a Houthi area", "a Velm-controlled area"
    if any(r.sort in ("country", "wide") for r in readings(fold(words), True)):
        return False  # "Africa"
    if (
        any(country_named(w) for w in words.split())
        or words.split()[-1].lower() in _BUILDINGS | _OTHERS
    ):
        return False  # "Deep South Thailand"
    before = parse.tokens[name.tokens[0] - 1] if name.tokens[0] else None
    if before is not None and before.upos == "NOUN" and before.lemma.lower() not in _SETTLEMENTS:
        return False  # "the tanker Velm"
    toponym = read_toponym(parse.text, span)
    if toponym.want == "facility" or toponym.small or is_street(parse.text, span, streets):
        return False
    above = _noun_of(parse, name)
    return above is None or parse.tokens[above].lemma.lower() in _SETTLEMENTS


def _noun_of(parse: Parse, name: Name) -> int | None:
    """Return the noun that a name stands before: "the Velm checkpoint"; None where there is none."""
    for k in range(*name.tokens):
        token = parse.tokens[k]
        if token.rel in ("compound", "amod", "nmod:poss") and token.head >= name.tokens[1]:
            return token.head
    return None


def _lies_by(parse: Parse, name: Name, town: Place, places: Mapping[int, Place]) -> bool:
    """Return whether the words put an unlisted place in a town or near it: "Velm, 30 km from Orvel"."""
    first, end = name.tokens
    for head, place in places.items():
        if place.gazetteer != town.gazetteer:
            continue
        if head < first:
            if parse.tokens[head].rel == "nmod:poss" and first - head <= 3:
                return True  # "Orvel's Velm quarter"
            continue
        own = next((n.tokens[0] for n in _names(parse) if head in range(*n.tokens)), head)
        between = parse.tokens[end : min(own, head)]
        same = parse.tokens[head].sentence == parse.tokens[first].sentence
        if not same or head - end > _APART_TOKENS or any(t.upos in _VERBS for t in between):
            continue
        whole = any(end <= h < head and "and" in fold(p.name).split() for h, p in places.items())
        joined = any(t.upos == "CCONJ" for t in between) or parse.tokens[head].rel == "conj"
        if joined and not whole:  # "in Velm and Orvel", but "Velm in Jammu and Kashmir's Orvel"
            continue
        opens = next((t for t in between if t.lemma.lower() not in _SETTLEMENTS), None)
        if opens is not None and (opens.text == "," or opens.upos == "ADP"):
            return True
    return False


def _unlisted(parse: Parse, name: Name, head: int, places: Mapping[int, Place]) -> Unlisted:
    first, end = name.tokens
    while end - first > 1 and parse.tokens[end - 1].text.lower() in _SETTLEMENTS:
        end -= 1  # "Velm village"
    for k in range(first, end - 1):
        if parse.tokens[k].text in _OWNS:
            first = k + 1  # "Orvel's Velm" district
    start, stop = parse.span((first, end))
    country = _country(parse, name) or _only_country(places)
    return Unlisted(parse.text[start:stop], (first, end), head, country)


def _country(parse: Parse, name: Name) -> str | None:
    """Return the country that an adjective tells: "the southern Velmian village of Orvel"."""
    at = [*range(max(0, name.tokens[0] - 5), name.tokens[0])]
    for k in reversed(at):
        token = parse.tokens[k]
        if token.sentence != parse.tokens[name.tokens[0]].sentence:
            break
        above = parse.tokens[token.head].lemma.lower()
        if token.rel == "amod" and (above in _SETTLEMENTS or token.head in range(*name.tokens)):
            if country := nationality(token.text):
                return country
    return None


def _only_country(places: Mapping[int, Place]) -> str | None:
    """Return the country of all places that a report names, None where it names several; whose forces are
    named need not be at home.
    """
    named = {p.country for p in places.values() if p.country}
    return next(iter(named)) if len(named) == 1 else None
