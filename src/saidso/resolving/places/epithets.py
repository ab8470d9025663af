"""Epithets: towns that are only described ("the same town", "Somalia's capital")."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast
from saidso.resolving.countries import capitals, country_named, nationality
from saidso.resolving.places.readings import Place, readings
from saidso.resolving.spelling import fold


def with_epithets(parse: Parse, cast: Cast, found: dict[int, Place]) -> dict[int, Place]:
    """Return the places by head token, with those of heads that only describe a town."""
    return _taken_up(parse, cast, _capitals(parse, found))


def _capitals(parse: Parse, found: dict[int, Place]) -> dict[int, Place]:
    """Add the cities that are only called a country's capital: "in Somalia's capital"."""
    tokens = parse.tokens
    for i, token in enumerate(tokens):
        if token.lemma != "capital" or token.upos != "NOUN" or i in found or token.head in found:
            continue
        below = [c for c in parse.children[i] if tokens[c].rel in ("nmod:poss", "amod", "nmod")]
        named = (tokens[c].text for c in below)
        iso3 = next((c for n in named if (c := nationality(n) or country_named(n))), None)
        if iso3 is None or any(tokens[c].rel in ("appos", "flat") for c in parse.children[i]):
            continue
        name = capitals().get(iso3, "")
        cities = [r for r in readings(fold(name)) if r.sort == "P" and r.place.country == iso3]
        if cities:
            found[i] = max(cities, key=lambda r: r.people).place
    return found


_SETTLEMENTS = frozenset({"town", "city", "village"})


def _taken_up(parse: Parse, cast: Cast, found: dict[int, Place]) -> dict[int, Place]:
    """Give "the same town" the town named last, and "the town" the only one named so far."""
    tokens = parse.tokens
    named: list[Place] = []
    unknown = False
    for head in sorted({*found, *cast.by_head}):
        place = found.get(head)
        if place is not None:
            if place.kind in ("city", "site") and place not in named[-1:]:
                named.append(place)
            continue
        if tokens[tokens[head].head].lemma in _SETTLEMENTS and cast.by_head[head].form == "name":
            unknown = True  # "the town of Velm", which no list has
        if tokens[head].lemma not in _SETTLEMENTS or not named:
            continue
        before = {
            tokens[c].text.lower()
            for c in parse.children[head]
            if c < head and tokens[c].rel not in ("case", "punct", "cop")
        }
        others = len({p.gazetteer or p.name for p in named}) > 1
        if "same" in before or (before == {"the"} and not (others or unknown)):
            below = [tokens[c].rel for c in parse.children[head] if c > head]
            if not any(r.startswith(("nmod", "appos", "acl")) for r in below):
                found[head] = named[-1]
    return found
