"""Toponyms: what the words around a place's name say of it (its kind, what it lies in, how far)."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from saidso.record import Span
from saidso.resolving.countries import country_named, divisions, nationality
from saidso.resolving.gazetteer import fold

_REACH = 70
"""Characters before and after a name that are read for cues."""
_MILE_KM = 1.609
_DIVISION = r"(?:province|region|oblast|state|governorate|prefecture|department|territory|republic|division)"
_DISTRICT = r"(?:district|county|area|countryside|parish|borough|sub-?district|valley)"
_ANY_AREA = rf"(?:{_DIVISION}|{_DISTRICT})"
_SETTLEMENT = (
    r"(?:city|town|village|capital|port|hamlet|settlement|suburb|neighbou?rhood|"
    r"municipality|stronghold|camp)"
)
_AREA_AFTER = re.compile(rf"^[ ]?{_DIVISION}s?\b", re.I)
_DISTRICT_AFTER = re.compile(rf"^[ ]?{_DISTRICT}s?\b", re.I)
_AREA_BEFORE = re.compile(rf"\b{_DIVISION}s? of (?:the )?$", re.I)
_TOWN_BEFORE = re.compile(
    rf"(?:\b([A-Z][\w’'-]+(?: [A-Z][\w-]+)?) )?(?:[a-z-]+ ){{0,2}}{_SETTLEMENT}s? (?:of )?$"
)
_WITHIN = re.compile(
    rf"^(?:,? (?:a|an|the) (?:[\w-]+ ){{0,3}}{_SETTLEMENT})?,?"
    r"(?: (?:in|of)(?: the)?)?(?: (?:north|south|east|west|central)[\w-]*)? "
    r"([A-Z][\w.’'-]*(?: (?:and |of )?[A-Z][\w.’'-]*){0,3})"
)
_OWNER = re.compile(r"\b([A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2})['’]s? (?:[a-z-]+ ){0,3}$")
_ADJECTIVE = re.compile(r"\b([A-Z][\w.-]*(?: [A-Z][\w.-]*)?)(?:[ -][a-z-]+){0,2} $")
_DISTANCE = re.compile(
    r"(\d{1,4}(?:[.,]\d)?)[ -]?(km|kilomet(?:er|re)s?|miles?|mi)\b[^.;\d]{0,40}"
    r"\b(?:of|from|outside|to)(?: the)?(?: [a-z-]+(?: of)?){0,3} $",
    re.I,
)
_NEAR = re.compile(
    r"\b(?:near|outside|around|close to|not far from|just off|off|"
    r"(?:north|south|east|west)\w*(?: and \w+)? of)(?: the)?(?: [a-z-]+(?: of)?){0,3} $",
    re.I,
)
_LEADING = re.compile(
    rf"^(?:(?:the|downtown|central|greater|rural|upper|lower|mid|nearby|"
    r"(?:north|south|east|west)(?:ern|eastern|western|-?east(?:ern)?|-?west(?:ern)?|-central)?)"
    rf"[ -])*(?:(?:{_SETTLEMENT}|{_ANY_AREA})s? of (?:the )?)?",
    re.I,
)
_TRAILING = re.compile(rf"[ -](?:{_ANY_AREA}|{_SETTLEMENT}|border)s?$", re.I)
_DIRECTION = re.compile(r"^(?:the )?(?:north|south|east|west|central|rural|upper|lower)", re.I)
_OUTSKIRTS = re.compile(r" (?:area|countryside|border)s?$", re.I)
_FACILITY = re.compile(
    r"\b(?:airport|airfield|air ?base|base|hospital|clinic|university|college|school|prison|jail|"
    r"mosque|church|cathedral|market|bridge|square|stadium|port|harbou?r|station|checkpoint|"
    r"crossing|barracks|academy|refinery|mine|dam|plant|embassy|consulate|headquarters|"
    r"road|street|highway|hotel|camp|courthouse|court|palace|park|museum|cemetery|zoo)$",
    re.I,
)
_NATURE = re.compile(
    r"(?:^(?:lake|river|gulf|cape|mount|strait|bay) |"
    r" (?:river|sea|ocean|lake|mountains?|hills|desert|gulf|bay|valley|street|avenue|road)$)",
    re.I,
)
_CORNER = re.compile(r"\b\d{1,3}(?:st|nd|rd|th)(?: (?:St\.?|Street|Ave\.?|Avenue))? (?:and|&) $")
_TOO_WIDE = frozenset(
    {"europe", "africa", "asia", "middle east", "north africa", "east africa", "arab"}
    | {"west africa", "southern africa", "latin america", "central america", "south america"}
    | {"north america", "southeast asia", "south asia", "central asia", "atlantic", "pacific"}
    | {"antarctica", "arctic", "eu", "west", "western", "east", "eastern", "north", "northern"}
    | {"south", "southern", "central", "valley", "congress", "balkans", "caucasus", "gulf", "coast"}
    | {
        "west coast",
        "east coast",
        "mediterranean",
        "border",
        "capital",
        "city",
        "embassy",
        "street",
    }
)
"""Folded names that are too wide to place, or no name at all without more words."""
_ABBREVIATED = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE",
    "fla": "FL", "ga": "GA", "ill": "IL", "ind": "IN", "kan": "KS", "ky": "KY", "la": "LA",
    "md": "MD", "mass": "MA", "mich": "MI", "minn": "MN", "miss": "MS", "mo": "MO", "mont": "MT",
    "neb": "NE", "nev": "NV", "n.h": "NH", "n.j": "NJ", "n.m": "NM", "n.y": "NY", "n.c": "NC",
    "n.d": "ND", "okla": "OK", "ore": "OR", "pa": "PA", "r.i": "RI", "s.c": "SC", "s.d": "SD",
    "tenn": "TN", "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA", "w.va": "WV", "wis": "WI",
    "wyo": "WY", "d.c": "DC",
}  # fmt: skip
"""Postal codes by the abbreviations of United States states that the AP Stylebook prints."""


Want = Literal["city", "area", "district", "facility", ""]
"""What the words ask for: a town, a first-order division, a smaller area, a facility, or anything."""


class Toponym(msgspec.Struct, frozen=True):
    """A place's name in a text and what stands around it.

    `names` are folded forms to look up, the fullest first. `within` names what the place lies in
    (countries as alpha-3, United States states as "US-TX", else folded names). `km` is a distance
    that the text gives ("10 km north of"), `part` says that only a part or the surroundings are
    meant.
    """

    span: Span
    names: tuple[str, ...]
    want: Want
    within: tuple[str, ...]
    km: float | None
    part: bool


def read_toponym(text: str, span: Span) -> Toponym:
    """Return what the words of `span` and those around it say of the place."""
    start, end = span
    words = text[start : min(end, start + 120)]
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    bare = _TRAILING.sub("", _LEADING.sub("", words)) or words
    names = [fold(words), fold(bare), fold(_LEADING.sub("", words)), fold(_TRAILING.sub("", words))]
    facility = bool(_FACILITY.search(words.rstrip(" .,")))
    if facility and not _NATURE.search(words):
        first = bare.split()
        names += [fold(" ".join(first[:n])) for n in (3, 2, 1) if len(first) > n]
    if _CORNER.search(before):
        names = []  # "near 3rd and Elgin" is a corner of two streets
    state = us_state(words)
    names = [state] if state else [n for n in names if n not in _TOO_WIDE]
    far = _DISTANCE.search(before)
    km = None
    if far:
        km = float(far[1].replace(",", "."))
        km *= _MILE_KM if far[2].lower().startswith("mi") else 1.0
    return Toponym(
        span=span,
        names=tuple(dict.fromkeys(n for n in names if len(n) > 1)),
        want=_want(words, before, after, facility),
        within=tuple(dict.fromkeys(_within(before, after))),
        km=km,
        part=bool(_NEAR.search(before) or _DIRECTION.match(words) or _OUTSKIRTS.search(words)),
    )


def _want(words: str, before: str, after: str, facility: bool) -> Want:
    if re.search(rf"[ -]{_DIVISION}s?$", words, re.I) or _AREA_AFTER.match(after):
        return "area"
    if re.search(rf"[ -]{_DISTRICT}s?$", words, re.I) or _DISTRICT_AFTER.match(after):
        return "district"
    if _AREA_BEFORE.search(before) or re.match(rf"^{_DIVISION} of ", words, re.I):
        return "area"
    if facility:
        return "facility"
    if _TOWN_BEFORE.search(before) or re.search(rf" {_SETTLEMENT}$", words, re.I):
        return "city"
    return ""


def _within(before: str, after: str) -> list[str]:
    """Return what the place is said to lie in, the surest first."""
    out = []
    inside = _WITHIN.match(after)
    if inside:
        words = inside[1].split()
        for size in range(len(words), 0, -1):
            found = _region(" ".join(words[:size]))
            if found:
                out.append(found)
                break
        rest = after[inside.start(1) + len(words[0]) :]
        outer = re.match(r"[^,.;]{0,20}, ([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,2})", rest)
        if outer and (country := country_named(outer[1].removesuffix("'s").rstrip("."))):
            out.append(country)
    for pattern in (_OWNER, _TOWN_BEFORE, _ADJECTIVE):
        match = pattern.search(before)
        if match and match[1]:
            country = nationality(match[1]) or country_named(match[1])
            if country and (pattern is not _ADJECTIVE or nationality(match[1])):
                out.append(country)
    return out


def _region(phrase: str) -> str | None:
    """Return the country, the United States state or the folded name that a phrase names."""
    plain = re.sub(r"['’]s$", "", phrase).rstrip(",.;:")
    country = country_named(plain) or country_named(plain + ".")
    if country and fold(plain) != "georgia":
        return country
    key = fold(plain)
    states = [d.code for d in divisions().get(key, ()) if d.country == "US" and key != "georgia"]
    return us_state(plain) or next(iter(states), key or None)


def us_state(words: str) -> str | None:
    """Return "US-TX" for "Tex." and "TX", None for other words."""
    plain = words.rstrip(".,").replace(". ", ".")
    code = _ABBREVIATED.get(plain.casefold()) if plain[:1].isupper() else None
    if code is None and len(plain) == 2 and plain in _ABBREVIATED.values():
        code = plain
    return f"US-{code}" if code else None
