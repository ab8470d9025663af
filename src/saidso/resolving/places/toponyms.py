"""Toponyms: what the words around a place's name say of it (its kind, what it lies in, how far)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import msgspec

from saidso.record import Span
from saidso.resolving.countries import country_named, nationality
from saidso.resolving.places.gazetteer import division, named
from saidso.resolving.places.readings import tokens
from saidso.resolving.spelling import fold

_REACH = 70
"""Characters before and after a name that are read for cues."""
_MILE_KM = 1.609
_DIVISION = r"(?:province|region|oblast|state|governorate|prefecture|department|territory|republic|division)"
_DISTRICT = (
    r"(?:district|county|counties|co(?=\.)\.?|area|countryside|parish|parishes|borough|township|twp\.|"
    r"sub-?district|valley|local government(?: area)?|LGA|tehsil|taluk|upazila|sub-?division|regency|"
    r"woreda|mandal)"
)
_ANY_AREA = rf"(?:{_DIVISION}|{_DISTRICT})"
_SETTLEMENTS = (
    *("city", "town", "village", "capital", "port", "hamlet", "settlement", "suburb"),
    *("neighborhood", "neighbourhood", "municipality", "stronghold", "camp"),
)
_SETTLEMENT = f"(?:{'|'.join(_SETTLEMENTS)})"
_KIND = rf"(?:{_ANY_AREA}|{_SETTLEMENT}|municipalitie|communit(?:y|ie)|ward|axis|quarter)s?"
"""What a name before it is called: "Velm village in Farring", "Orvel and Velm communities of Farring"."""
_AREA_AFTER = re.compile(rf"^[ ]?{_DIVISION}s?\b", re.I)
_DISTRICT_AFTER = re.compile(
    rf"^(?:[ ]?{_DISTRICT}s?\b|(?:,? (?:and |or )?[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?){{0,5}}"
    r" (?:and|or) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)? (?:[Cc]ounties|[Pp]arishes|[Dd]istricts)\b)"
)
_AREA_BEFORE = re.compile(rf"\b(?!territor)(?i:{_DIVISION})s? of (?:the )?$")
"""In small letters the territory of a country is all of it: "mined the border territory of Georgia"."""
_TOWN_BEFORE = re.compile(
    rf"(?:\b([A-Z][\w’'-]+(?: [A-Z][\w-]+)?) )?(?:[a-z-]+ ){{0,2}}{_SETTLEMENT}s? (?:of )?$"
)
_NAME = r"[A-Z][\w.’'-]*(?: (?:and |of )?[A-Z][\w.’'-]*){0,3}"
_WITHIN = re.compile(
    rf"^(?: {_KIND}(?=,? (?:in|of) |, [A-Z])|,? (?:a|an|the) (?:[\w-]+ ){{0,3}}(?:{_SETTLEMENT}|community))?"
    r"(?P<link>,?(?: (?:in|of)(?: the)?)?(?: (?:north|south|east|west|central)[\w-]*)?) \(?"
    rf"(?P<name>{_NAME})"
)
_OUTER = re.compile(rf"^[^,.;]{{0,20}},(?: in)? (?P<name>{_NAME})")
_OWNER = re.compile(r"\b([A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2})['’]s? (?:[a-z-]+ ){0,3}$")
_ADJECTIVE = re.compile(r"\b([A-Z][\w.-]*(?: [A-Z][\w.-]*)?)(?:[ -][a-z-]+){0,2} $")
_DISTANCE = re.compile(
    r"(\d{1,4}(?:[.,]\d)?)[ -]?(km|kilomet(?:er|re)s?|miles?|mi)\b[^.;\d]{0,40}"
    r"\b(?:of|from|outside|to)(?: the)?(?: [a-z-]+(?: of)?){0,3} $",
    re.I,
)
_TOWARDS = re.compile(
    r"\b(north|south)?(?:[ -]?(east|west))?(?:ern)? (?:side )?(?:of|from|outside)"
    r"(?: the)?(?: [a-z-]+(?: of)?){0,3} $",
    re.I,
)
_NEAR = re.compile(
    r"\b(?:near|outside|around|close to|not far from|just off|off|en route to|on the road to|"
    r"on the way to|(?:outskirts|suburbs?|edge|vicinity|direction) of|"
    r"(?:north|south|east|west)\w*(?: and \w+)? of)(?: the)?(?: [a-z-]+(?: of)?){0,3} $",
    re.I,
)
_NEARING = (
    *("near", "outside", "around", "close to", "not far", "off", "en route", "on the "),
    *("outskirts", "suburb", "edge", "vicinity", "direction", "north", "south", "east", "west"),
)
_LEADING = re.compile(
    rf"^(?:(?:the|downtown|central|greater|metro|metropolitan|suburban|rural|upper|lower|mid|nearby|"
    r"(?:north|south|east|west)(?:ern|eastern|western|-?east(?:ern)?|-?west(?:ern)?|-central)?)"
    rf"[ -])*(?:(?:{_SETTLEMENT}|{_ANY_AREA})s? of (?:the )?|"
    r"(?:district|province|tehsil|village|town|barangay|sitio|tambon|amphoe) )?",
    re.I,
)
_TRAILING = re.compile(rf"[ -](?:{_ANY_AREA}|{_SETTLEMENT}|border)s?$", re.I)
_DIRECTION = re.compile(r"^(?:the )?(?:north|south|east|west|central|rural|upper|lower)", re.I)
_OUTSKIRTS = re.compile(r" (?:area|countryside|border)s?$", re.I)
_FACILITY = re.compile(
    r"\b(?:airport|airfield|air ?base|base|hospital|clinic|university|college|school|prison|jail|"
    r"mosque|church|cathedral|market|bridge|square|stadium|port|harbou?r|station|checkpoint|"
    r"crossing|barracks|academy|refinery|mine|dam|plant|embassy|consulate|headquarters|"
    r"road|street|highway|hotel|camp|courthouse|court|palace|park|museum|cemetery|zoo|cent(?:er|re)|"
    r"arena|tower|plaza|mall|theat(?:er|re)|racecourse|library|hall|building|institute|estate|"
    r"terminal|depot|compound|department|council|sheriff|police|club|festival|"
    r"quarter|chapel|castle|temple|synagogue|abbey|monastery|shrine|tower|casino|inn|resort|"
    r"speedway|track|laboratory|memorial|monument|gallery|studios?|metro|line)$",
    re.I,
)
_SMALL = re.compile(
    r"\b(?:quarter|square|tower|street|road|avenue|park|plaza|hall|church|chapel|inn|castle|mall|"
    r"temple|hotel|building|arena|theat(?:er|re))$",
    re.I,
)
"""Facilities that no town need be called after: "Washington Square" is anywhere."""
_NATURE = re.compile(
    r"(?:^(?:lake|river|gulf|cape|mount|strait|bay) |"
    r" (?:river|sea|ocean|lake|mountains?|hills|desert|gulf|bay|valley|street|avenue|road)$)",
    re.I,
)
_CORNER = re.compile(r"\b\d{1,3}(?:st|nd|rd|th) (?:(?:St\.?|Street|Ave\.?|Avenue|and|&) ){0,2}$")
_WESTERN_WORLD = "western world"
"""The name in `regions.yaml` of what "the West" is; it is read only where toponyms are given as such."""
_WESTERN = frozenset({"west", "western", "westerner", "westerners"})
NO_NAMES = frozenset(
    ["east", "eastern", "north", "northern", "south", "southern", "central", "valley", "congress", "coast",
     "border", "capital", "city", "embassy", "street", "first", "second"]
)  # fmt: skip
"""Folded words that name no place without more words."""
COMMON = frozenset(
    {"centre", "center", "federal", "republic", "delta", "convention", "side", "national", "union"}
    | {
        "first",
        "second",
        "third",
        "new",
        "old",
        "great",
        "royal",
        "state",
        "county",
        "park",
        "mall",
    }
    | {"saint", "holy", "university", "college", "american", "city", "town", "independence"}
    | {
        "lake",
        "river",
        "creek",
        "camp",
        "fort",
        "mount",
        "island",
        "beach",
        "bay",
        "hill",
        "memorial",
    }
)
"""Folded words that are also places somewhere, and name none as one word of a longer name."""
_PRINTED = {
    f"{country}-{code}": short.split()
    for country, table in {
        "US": {
            "AL": "ala", "AZ": "ariz", "AR": "ark", "CA": "calif", "CO": "colo", "CT": "conn",
            "DE": "del", "FL": "fla", "GA": "ga", "IL": "ill", "IN": "ind", "KS": "kan kans",
            "KY": "ky", "LA": "la", "MD": "md", "MA": "mass", "MI": "mich", "MN": "minn",
            "MS": "miss", "MO": "mo", "MT": "mont", "NE": "neb nebr", "NV": "nev", "NH": "n.h",
            "NJ": "n.j", "NM": "n.m", "NY": "n.y", "NC": "n.c", "ND": "n.d n.dak", "OK": "okla",
            "OR": "ore", "PA": "pa penn", "RI": "r.i", "SC": "s.c", "SD": "s.d s.dak",
            "TN": "tenn", "TX": "tex", "VT": "vt", "VA": "va", "WA": "wash", "WV": "w.va",
            "WI": "wis wisc", "WY": "wyo", "DC": "d.c",
        },
        "CA": {
            "AB": "alta", "BC": "b.c", "MB": "man", "NB": "n.b", "NL": "n.l nfld", "NS": "n.s",
            "NT": "n.w.t", "ON": "ont", "PE": "p.e.i", "QC": "que", "SK": "sask",
        },
    }.items()
    for code, short in table.items()
}  # fmt: skip
_ABBREVIATED = {word: code for code, words in _PRINTED.items() for word in words}
"""ISO 3166-2 codes by the abbreviations of states and provinces that the AP and Canadian Press
stylebooks print, without the last stop."""


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
    towards: tuple[int, int] | None = None
    """The direction of `km` from the place: north (-1 for south) and east (-1 for west)."""
    small: bool = False
    """Whether it is a square, church or the like, whose name tells little of where it is."""
    village: bool = False
    """Whether the words call it a village."""
    led: bool = False
    """Whether a word of place stands before it: "in", "near"."""
    english: bool = False
    """Whether "Saint" is written short in it, as names of English spelling have it: "St. Louis"."""


@lru_cache(maxsize=64)
def read_toponym(text: str, span: Span) -> Toponym:
    """Return what the words of `span` and those around it say of the place.

    Places and datelines of one report both ask.
    """
    start, end = span
    words = text[start : min(end, start + 120)]
    if (comma := words.find(", ")) > 0:
        words, end = words[:comma], start + comma
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    led = _LEADING.sub("", words)
    bare = _TRAILING.sub("", led) or words
    less = (bare, led, _TRAILING.sub("", words))
    names = [fold(words), *(n for n in map(fold, less) if n not in COMMON)]
    facility = bool(_FACILITY.search(words.rstrip(" .,")))
    if facility and not _NATURE.search(words):
        first = bare.split()
        parts = [fold(" ".join(first[:n])) for n in (3, 2, 1) if len(first) > n]
        names += [part for part in parts if part not in COMMON]
    if facility and " " not in words.strip(" .,") and not _town_before(before):
        names = []  # "the University" is the one that was named before
    saint = _SAINT.match(words) and after[:2] in ("'s", "’s")
    if _CORNER.search(before) or saint or _SCHOOL_AFTER.match(after):
        names = []  # "near 3rd and Elgin" is a corner of streets, "9th Ward" no town, "St. Luke's" no parish
    if "." in words and country_named(f"{words}."):
        names.append(fold(f"{words}."))  # "U.S" before a stop that ends the sentence
    state = abbreviated(words)
    if state:
        names = [state]
    elif fold(words) in _WESTERN:
        names = [_WESTERN_WORLD]
    names = [n for n in names if n not in NO_NAMES]
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
        small=facility and bool(_SMALL.search(words.rstrip(" .,"))),
        village=bool(_VILLAGE_BEFORE.search(before) or _VILLAGE_AFTER.match(after)),
        led=bool(_LED.search(before)),
        english=words.startswith(("St. ", "St ")),
        towards=_direction(before) if km is not None else None,
        part=bool(_near(before) or _DIRECTION.match(words) or _OUTSKIRTS.search(words)),
    )


_LED = re.compile(r"\b(?:in|at|near|outside) $", re.IGNORECASE)
_SCHOOL_AFTER = re.compile(r"^ (?:High|Elementary|Middle School)\b")
_SAINT = re.compile(r"(?:St\.?|Saint) [A-Z]")
_VILLAGE_BEFORE = re.compile(r"\b(?:villages?|hamlets?|settlements?)(?: of)? $", re.IGNORECASE)
_VILLAGE_AFTER = re.compile(r"^ (?:village|hamlet|settlement)\b", re.IGNORECASE)


def _near(before: str) -> bool:
    """Return whether `_NEAR` is in the words before a name; few names have such words there."""
    low = before.lower()
    return any(map(low.__contains__, _NEARING)) and bool(_NEAR.search(before))


def _direction(before: str) -> tuple[int, int] | None:
    """Return the direction in the words before a name: (-1, 1) for "south-east of"."""
    found = _TOWARDS.search(before)
    if found is None or not (found[1] or found[2]):
        return None
    north = {"north": 1, "south": -1}.get((found[1] or "").lower(), 0)
    east = {"east": 1, "west": -1}.get((found[2] or "").lower(), 0)
    return north, east


def way_before(text: str, start: int) -> tuple[bool, bool]:
    """Return whether the words before a name tell a direction from it, and whether a distance as well."""
    before = text[max(0, start - _REACH) : start]
    direction = _direction(before) is not None
    return direction, direction and _DISTANCE.search(before) is not None


_DIVISION_LAST = re.compile(rf"[ -]{_DIVISION}s?$", re.I)
_HOLDS = re.compile(rf"^[ ]?{_ANY_AREA}s? of (?:the )?[A-Z]")
"""What follows a country that the area of another name lies in: "the central Mexico state of Guanajuato"."""
_DIVISION_OF = re.compile(rf"^{_DIVISION} of ", re.I)
_DISTRICT_LAST = re.compile(rf"[ -]{_DISTRICT}s?$", re.I)
_SETTLEMENT_LAST = re.compile(rf" {_SETTLEMENT}$", re.I)
_OF = rf"(?:(?:the )?(?:{_SETTLEMENT}|cities|{_ANY_AREA})s? of )?(?:the )?"
_BETWEEN = re.compile(rf"\b(?:between|from) {_OF}$", re.I)
_AND = re.compile(rf"^(?: [a-z]+)? (?:and|to) {_OF}$")


def join_ends(text: str, toponyms: list[Toponym]) -> list[tuple[int, int]]:
    """Return the numbers of toponyms between which a thing is said to be: "between Homs and Hama"."""
    order = sorted(range(len(toponyms)), key=lambda i: toponyms[i].span)
    out = []
    for first, second in pairwise(order):
        start, end = toponyms[first].span
        gap = text[end : toponyms[second].span[0]]
        if len(gap) < _REACH and _AND.match(gap):
            before = text[max(0, start - 32) : start]
            led = _BETWEEN.search(before)
            if led and (not led[0].lower().startswith("from") or " to " in gap):
                out.append((first, second))
    return out


def _want(words: str, before: str, after: str, facility: bool) -> Want:
    held = bool(_HOLDS.match(after)) and country_named(words) is not None
    if _DIVISION_LAST.search(words) or (_AREA_AFTER.match(after) and not held):
        return "area"
    if _DISTRICT_LAST.search(words) or (_DISTRICT_AFTER.match(after) and not held):
        return "district"
    area = before[-9:].rstrip().lower().endswith(("of", "of the"))
    if (area and _AREA_BEFORE.search(before)) or _DIVISION_OF.match(words):
        return "area"
    if facility:
        return "facility"
    if _town_before(before) or _SETTLEMENT_LAST.search(words):
        return "city"
    return ""


def _town_before(before: str) -> re.Match[str] | None:
    """Return what `_TOWN_BEFORE` finds; few names have such a word before them."""
    settled = before.removesuffix("of ").removesuffix(" ").removesuffix("s")
    return _TOWN_BEFORE.search(before) if settled.endswith(_SETTLEMENTS) else None


def _within(before: str, after: str) -> list[str]:
    """Return what the place is said to lie in, the surest first."""
    out = []
    inside = _WITHIN.match(after)
    if inside:
        found, size = _region(inside["name"], alone=not inside["link"].strip())
        if found:
            out.append(found)
            outer = _OUTER.match(after[inside.start("name") + size :])
            if outer and (wider := _region(outer["name"])[0]):
                out.append(wider)
    for pattern in (_OWNER, _TOWN_BEFORE, _ADJECTIVE):
        match = _town_before(before) if pattern is _TOWN_BEFORE else pattern.search(before)
        if match and match[1]:
            country = nationality(match[1]) or country_named(match[1])
            if country and (pattern is not _ADJECTIVE or nationality(match[1])):
                out.append(country)
            elif pattern is not _ADJECTIVE and (state := state_of(match[1])):
                out.append(state)
    return out


def _region(phrase: str, *, alone: bool = False) -> tuple[str | None, int]:
    """Return the country, division or folded name that opens a phrase, and its length.

    `alone`: nothing links it to the name before ("Paris Texas"): only a country or a state counts.
    """
    words = phrase.split(" ")
    for count in range(len(words), 0, -1):
        part = " ".join(words[:count])
        plain = re.sub(r"['’]s$", "", part).rstrip(",.;:)")
        known = country_named(plain) or country_named(plain + ".")
        if known and fold(plain) != "georgia":
            return known, len(part)
        if found := abbreviated(plain) or state_of(plain):
            return found, len(part)
        if not alone and tokens(fold(plain)):
            return fold(plain), len(part)
    return None, 0


def state_of(phrase: str) -> str | None:
    """Return the code of the United States state of that name; Georgia may be the country."""
    key = fold(phrase)
    if key == "georgia":
        return None
    return next((e.code for e in named(key) if e.rank == "1" and e.country == "US"), None)


def abbreviated(words: str) -> str | None:
    """Return "US-TX" for "Tex." and "TX", "CA-ON" for "Ont.", None for other words."""
    plain = words.rstrip(".,").replace(". ", ".")
    if not plain[:1].isupper():
        return None
    code = _ABBREVIATED.get(plain.casefold())
    if code is None and len(plain) == 2 and plain.isupper():
        code = next((c for c in (f"US-{plain}", f"CA-{plain}") if division(c)), None)
    return code
