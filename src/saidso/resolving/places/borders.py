"""Borders: "near the border with Syria" means a stretch of the line, not the country behind it.

`borders.yaml` has a point on each land border and a precision that holds all of it. The other country is
the one that the words name ("between X and Y", "Y's border with X"), else that of the place named before
in the sentence, else the neighbour that the report names most. Where none is known, the country stays.
"""

from __future__ import annotations

import re
from functools import cache

from saidso import knowledge
from saidso.record import Span
from saidso.resolving.countries import by_alpha2, countries, country_mentions
from saidso.resolving.places.readings import Place
from saidso.resolving.places.toponyms import Toponym

_REACH = 60
_LINE = r"(?:borders?|frontiers?)"
_BEFORE = re.compile(
    rf"\b{_LINE}(?: line| crossing| area| region| zone)? (?:with|of|between)\b", re.I
)
_OPENS = re.compile(
    rf"\b{_LINE}(?: line| crossing| area| region| zone)? (?:with|of|between)"
    r"(?: (?:the|[A-Z][\w.'’-]*|and)){0,5} $",
    re.I,
)
_FOLLOWS = re.compile(
    r"^(?:['’]s)?(?: (?:and |with )?(?:the )?[A-Z][\w.-]*| shared| common| land|[-–][A-Z][\w.-]*){0,2}"
    rf" {_LINE}\b(?! (?:police|guards?|forces?|patrol|security|agents?|officers?|service|agency|troops|"
    r"town|city|village))",
)
_STOP = re.compile(r"[.;!?]\s")


@cache
def borders() -> dict[str, tuple[float, float, float]]:
    """Return latitude, longitude and precision (km) of land borders, by pairs: "SYR-TUR"."""
    table = knowledge.table(__package__, "borders.yaml")
    return {pair: (float(row[0]), float(row[1]), float(row[2])) for pair, row in table.items()}


def on_borders(
    text: str, toponyms: list[Toponym], found: list[Place | None], shares: dict[str, float]
) -> list[Place | None]:
    """Return the places with the line in the stead of each country whose border is meant."""
    out = list(found)
    said = [
        (*t.span, p.country)
        for t, p in zip(toponyms, found, strict=True)
        if p is not None and p.kind == "country" and p.country is not None
    ]
    for i, toponym in enumerate(toponyms):
        place = found[i]
        if place is None or place.kind != "country" or place.country is None:
            continue
        start, end = toponym.span
        before = text[max(0, start - _REACH) : start]
        after = text[end : end + _REACH]
        opens = _OPENS.search(before)
        if (
            opens is None
            and not _FOLLOWS.match(after)
            and not re.search(rf" {_LINE}$", text[start:end])
        ):
            continue
        named = _named(text, toponym.span, said)
        other = next((c for c in named if _pair(place.country, c) in borders()), None)
        home = None
        if other is None:
            home = other = _home(text, i, toponyms, found, shares)
        elif opens and " between" not in opens[0].lower():
            home = other  # "Turkey's border with Syria"
        if other is not None:
            out[i] = _line(place.country, other, home)
    return out


def is_border(place: Place | None) -> bool:
    """Return whether a place is a border."""
    return place is not None and (place.gazetteer or "").startswith("border:")


def _pair(one: str, other: str) -> str:
    return "-".join(sorted((one, other)))


def _named(text: str, span: Span, said: list[tuple[int, int, str]]) -> list[str]:
    """Return the countries that stand beside a name, joined to it by the words of a border."""
    start, end = span
    low = max(0, start - _REACH)
    here = [(low + a, low + b, c) for a, b, c in country_mentions(text[low : end + _REACH])]
    out = []
    for first, last, iso3 in here + said:
        if last <= start and start - last < _REACH:
            between = text[last:start]
        elif first >= end and first - end < _REACH:
            between = text[end:first]
        else:
            continue
        plain = between.strip(" -–").lower()
        joined = plain in ("and", "", "'s", "’s", "and the") or _BEFORE.search(between)
        if joined and not _STOP.search(between):
            out.append(iso3)
    return out


def _home(
    text: str,
    number: int,
    toponyms: list[Toponym],
    found: list[Place | None],
    shares: dict[str, float],
) -> str | None:
    """Return the neighbour that a report is about: by the places before in the sentence, then by all."""
    place = found[number]
    iso3 = place.country if place else None
    if iso3 is None:
        return None
    around = {by_alpha2()[a].iso3 for a in countries()[iso3].neighbours if a in by_alpha2()}
    around = {c for c in around if _pair(iso3, c) in borders()}
    start = toponyms[number].span[0]
    near = []
    for toponym, other in zip(toponyms, found, strict=True):
        stop = toponym.span[1]
        if other is not None and other.country in around and stop <= start:
            if not _STOP.search(text[stop:start]):
                near.append((stop, other.country))
    if near:
        return max(near)[1]
    known = [c for c in shares if c in around]
    return max(known, key=lambda c: shares[c], default=None)


def _line(one: str, other: str, home: str | None) -> Place:
    pair = _pair(one, other)
    lat, lon, km = borders()[pair]
    first, second = (countries()[c].name for c in pair.split("-"))
    name = f"border of {first} and {second}"
    return Place(name, home, None, lat, lon, km, f"border:{pair}", "region")
