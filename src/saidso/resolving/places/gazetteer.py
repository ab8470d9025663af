"""The gazetteer: towns and divisions by name, read block by block from one compiled file.

`gazetteer.bin` holds GeoNames (CC BY 4.0): the towns of 500 people and more, and first- and
second-order divisions, and airports (airportsdata, MIT); `training/gazetteer.py` makes it and says from
what. Layout: four bytes of length and a header (msgpack, zlib); blocks of folded names in their
order, each with the numbers of its places; blocks of places, column by column. A name that starts
with "~" is a key that ways of romanising a name share, one with "^" a country and the consonants of a
name, one with "=" a code of a division. Only the blocks that a report asks for are unpacked. Places that
a user imported (`saidso gazetteer import`) are read beside it.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from saidso.resolving.places import imported, localities
from saidso.resolving.spelling import bones, fold, loose

__all__ = [
    "Entry",
    "Rank",
    "chain",
    "division",
    "division_coded",
    "entry",
    "fold",
    "listed",
    "named",
    "sounding",
    "spelled",
]

Numbers = npt.NDArray[np.int64]
_FILE = Path(str(files("saidso.resolving.places"))) / "gazetteer.bin"

Rank = Literal["P", "1", "2", "A", "H", "S"]
"""A town; a first- or second-order division; and from imports a wider area or landscape, water, a
site."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A place of the gazetteer; `country` is ISO 3166-1 alpha-2, degrees are WGS84.

    `radius` (km) is 0 for a town whose point is sure; `id` is -1 for a locality. `within` numbers the
    division that the place lies in, -1 for none; `code` is the ISO 3166-2 code of a division, the IATA code
    of an airport. `fame` counts the names that GeoNames knows it by in all languages: a measure of how well
    the world knows it.
    """

    number: int
    rank: Rank
    id: int
    name: str
    country: str
    within: int
    lat: float
    lon: float
    people: int
    radius: float
    code: str = ""
    geonames: str = ""
    fame: int = 0


class _Header(msgspec.Struct):
    rows: int
    divisions: int
    per_block: int
    firsts: list[str]
    keys: list[int]
    records: list[int]


@cache
def _file() -> tuple[_Header, mmap.mmap, list[int], list[int]]:
    """Return the header, the bytes, and where each block of names and of places starts."""
    with _FILE.open("rb") as handle:
        data = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
    (size,) = struct.unpack_from("<I", data)
    header = msgspec.msgpack.decode(zlib.decompress(data[4 : 4 + size]), type=_Header)
    at = list(accumulate([*header.keys, *header.records], initial=4 + size))
    return header, data, at[: len(header.keys) + 1], at[len(header.keys) :]


class _Names(msgspec.Struct, frozen=True, gc=False):
    """A block of folded names, sorted; `ends` says which of `numbers` are each one's."""

    names: list[str]
    ends: list[int]
    numbers: Numbers


@lru_cache(maxsize=256)
def _names(block: int) -> _Names:
    _, data, at, _ = _file()
    blob = zlib.decompress(data[at[block] : at[block + 1]])
    (size,) = struct.unpack_from("<I", blob)
    names = blob[4 : 4 + size].decode().split("\n")
    counts = blob[4 + size : 4 + size + len(names)]
    ends = list(accumulate(counts, initial=0))
    return _Names(names, ends, _numbers(blob[4 + size + len(names) :], 3))


class _Places(msgspec.Struct, frozen=True, gc=False):
    """A block of places, column by column; a report asks for few of them."""

    names: list[str]
    codes: list[str]
    countries: str
    ranks: str
    columns: list[Numbers]
    """GeoNames id, latitude, longitude, division, people, radius, fame."""


@lru_cache(maxsize=256)
def _places(block: int) -> _Places:
    _, data, _, at = _file()
    blob = zlib.decompress(data[at[block] : at[block + 1]])
    rows, text, codes = struct.unpack_from("<III", blob)
    place = 12
    names = blob[place : place + text].decode().split("\n")
    place += text
    coded = blob[place : place + codes].decode().split("\n")
    place += codes
    countries = blob[place : place + 2 * rows].decode()
    ranks = blob[place + 2 * rows : place + 3 * rows].decode()
    place += 3 * rows
    columns = []
    for width in (4, 3, 3, 2, 4, 2, 1):
        columns.append(_numbers(blob[place : place + width * rows], width))
        place += width * rows
    return _Places(names, coded, countries, ranks, columns)


def _numbers(blob: bytes, width: int) -> Numbers:
    """Return the whole numbers that stand in `width` planes of bytes, the lowest first."""
    planes = np.frombuffer(blob, "<u1").reshape(width, -1).astype(np.int64)
    total: Numbers = planes[0]
    for i in range(1, width):
        total = total + (planes[i] << (8 * i))
    return total


@lru_cache(maxsize=16384)
def entry(number: int) -> Entry:
    """Return the place of that number."""
    block, i = divmod(number, _file()[0].per_block)
    of = _places(block)
    id_, lat, lon, within, people, radius, fame = (int(column[i]) for column in of.columns)
    iso, _, geonames = of.codes[i].partition("|")
    rank: Rank = of.ranks[i]  # type: ignore[assignment]  # written from the same three letters
    return Entry(number, rank, id_, of.names[i], of.countries[2 * i : 2 * i + 2], within - 1,
                 lat / 1000 - 90, lon / 1000 - 180, people, float(radius), iso, geonames, fame)  # fmt: skip


@lru_cache(maxsize=8192)
def named(name: str) -> tuple[Entry, ...]:
    """Return the places called `name` (folded), localities and those of an import too."""
    return (*listed(name), *localities.named(name), *imported.named(name))


def listed(name: str) -> tuple[Entry, ...]:
    """Return the places of the compiled file called `name` (folded), none where that is a kind of places."""
    return () if name in _KINDS else tuple(entry(n) for n in _found(name))


_KINDS = frozenset({"region", "state", "county", "town", "village", "island"})
"""Words that the list has as short names of some: "Region 7" is not Calabarzon."""


def spelled(name: str) -> tuple[Entry, ...]:
    """Return the places whose name is another way of romanising `name` (folded).

    Where there is none, the division of which a name tells a quarter: "Laikipia North".
    """
    found = tuple(entry(n) for n in _found("~" + loose(name)))
    whole, _, last = name.rpartition(" ")
    if found or last not in _QUARTERS:
        return found
    return tuple(e for e in listed(whole) if e.rank in ("1", "2"))


_QUARTERS = frozenset({"north", "south", "east", "west", "central"})


def sounding(name: str, country: str) -> tuple[Entry, ...]:
    """Return the towns of a country (alpha-2) whose names have the consonants of `name` (folded)."""
    key = bones(name)
    return tuple(entry(n) for n in _found(f"^{country}{key}")) if key else ()


def _found(key: str) -> tuple[int, ...]:
    block = bisect_right(_file()[0].firsts, key) - 1
    if block < 0:
        return ()
    of = _names(block)
    i = bisect_left(of.names, key)
    if i == len(of.names) or of.names[i] != key:
        return ()
    return tuple(of.numbers[of.ends[i] : of.ends[i + 1]].tolist())


def chain(place: Entry) -> tuple[Entry, ...]:
    """Return the divisions that a place lies in, the smallest first; a division starts with itself."""
    out = [place] if place.rank in ("1", "2") else []
    above = place.within
    while above >= 0:
        out.append(entry(above))
        above = out[-1].within
    return tuple(out)


def division(code: str) -> Entry | None:
    """Return the division of an ISO 3166-2 code ("US-TX"), or of a GeoNames code ("US.TX")."""
    return next((entry(n) for n in _found("=" + code)), None)


def division_coded(code: str) -> int:
    """Return the number of the first-order division of a GeoNames code ("US.TX"), -1 for none."""
    return next(iter(_found("=" + code)), -1)
