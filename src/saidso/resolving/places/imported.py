"""Imported places: a GeoNames dump that a user has, read into a SQLite file of theirs.

The file is `gazetteer.db` in the folder that SAIDSO_DATA names, else in the user's data folder
(XDG_DATA_HOME, ~/.local/share, or LOCALAPPDATA on Windows), below `saidso`. Where it stands, its
places are read beside those that the package carries. Columns of a dump: the "geoname" table of
https://download.geonames.org/export/dump/readme.txt.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from saidso.errors import InputError
from saidso.resolving.spelling import fold

if TYPE_CHECKING:
    from saidso.resolving.places.gazetteer import Entry

_COLUMNS = 19
_RANKS = {"P": "P", "A": "A", "L": "A", "T": "A", "H": "H", "S": "S", "V": "A", "R": "S", "U": "H"}
_LEFT_OUT = frozenset({"PCLI", "PCLS", "PCLD", "PCLF", "PCL", "PCLIX", "ADM1", "CONT"})
"""Countries, their first-order divisions and continents: the package knows these."""
_RADIUS_KM = {"A": 30.0, "H": 50.0, "S": 1.0, "2": 20.0}
_BATCH = 5000


def path() -> Path:
    """Return where the imported places stand, whether or not there are any."""
    own = os.environ.get("SAIDSO_DATA")
    if own:
        return Path(own) / "gazetteer.db"
    home = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(home or Path.home() / ".local" / "share") / "saidso" / "gazetteer.db"


@cache
def _opened(at: Path) -> sqlite3.Connection | None:
    if not at.is_file():
        return None
    return sqlite3.connect(f"file:{at}?mode=ro", uri=True, check_same_thread=False)


def named(name: str) -> tuple[Entry, ...]:
    """Return the imported places called `name` (folded)."""
    store = _opened(path())
    if store is None:
        return ()
    from saidso.resolving.places.gazetteer import Entry, division_coded

    found = store.execute(
        "SELECT p.id, p.rank, p.name, p.country, p.admin1, p.lat, p.lon, p.people"
        " FROM names n JOIN places p ON p.id = n.place WHERE n.name = ? LIMIT 200",
        (name,),
    )
    return tuple(
        Entry(-id_, rank, id_, own, country, division_coded(f"{country}.{admin1}"), lat, lon, people,
              _RADIUS_KM.get(rank, 0.0))
        for id_, rank, own, country, admin1, lat, lon, people in found
    )  # fmt: skip


def import_dump(dump: Path, target: Path, tell: Callable[[int], None] = lambda _: None) -> int:
    """Read a dump of GeoNames (allCountries or one country's, .txt or .zip) into `target`.

    Replaces what stands there once all is read; returns the number of places. `tell` is called with
    the number read so far. Raises `InputError` where the file is no such dump.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".part")
    fresh.unlink(missing_ok=True)
    store = sqlite3.connect(fresh)
    try:
        store.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE places (id INTEGER PRIMARY KEY, rank TEXT, name TEXT, country TEXT,"
            " admin1 TEXT, lat REAL, lon REAL, people INTEGER);"
            "CREATE TABLE names (name TEXT, place INTEGER, PRIMARY KEY (name, place)) WITHOUT ROWID;"
        )
        count = _fill(store, dump, tell)
        if not count:
            raise InputError(str(dump), "no places in it", help="give a dump of GeoNames")
        store.commit()
    except BaseException:
        store.close()
        fresh.unlink(missing_ok=True)
        raise
    store.close()
    _opened.cache_clear()
    fresh.replace(target)
    return count


def _fill(store: sqlite3.Connection, dump: Path, tell: Callable[[int], None]) -> int:
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int]] = []
    count = 0
    for row in _rows(dump):
        rank = "2" if row[7] == "ADM2" else _RANKS.get(row[6])
        if rank is None or row[7] in _LEFT_OUT or (rank == "P" and row[7].endswith("H")):
            continue
        try:
            place = (int(row[0]), rank, row[1], row[8], row[10], float(row[4]), float(row[5]),
                     int(row[14] or 0))  # fmt: skip
        except ValueError as error:
            raise InputError(str(dump), f"no place of GeoNames: {row[:3]}") from error
        places.append(place)
        known = {row[1], row[2], *(n for n in row[3].split(",") if n[:1].isupper())}
        names += [(key, int(row[0])) for key in {fold(n) for n in known} if len(key) > 1]
        count += 1
        if len(places) == _BATCH:
            _write(store, places, names)
            tell(count)
    _write(store, places, names)
    return count


def _write(
    store: sqlite3.Connection, places: list[tuple[object, ...]], names: list[tuple[str, int]]
) -> None:
    store.executemany("INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?)", places)
    store.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", names)
    places.clear()
    names.clear()


def _rows(dump: Path) -> Iterator[list[str]]:
    """Yield the columns of each line; a zip may hold a readme beside the table."""
    try:
        if dump.suffix.lower() != ".zip":
            with dump.open("rb") as handle:
                yield from _split(handle, dump)
            return
        with ZipFile(dump) as archive:
            inside = [
                n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()
            ]
            for name in inside:
                with archive.open(name) as handle:
                    yield from _split(handle, dump)
    except (OSError, BadZipFile) as error:
        raise InputError(str(dump), f"cannot be read ({error})") from error


def _split(handle: IO[bytes], dump: Path) -> Iterator[list[str]]:
    try:
        for line in TextIOWrapper(handle, "utf-8"):
            row = line.rstrip("\n").split("\t")
            if len(row) != _COLUMNS:
                raise InputError(str(dump), f"{len(row)} columns where GeoNames has {_COLUMNS}")
            yield row
    except UnicodeDecodeError as error:
        raise InputError(str(dump), "no UTF-8 text") from error
