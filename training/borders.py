"""Compute where land borders lie, from the polygons of countries of Natural Earth.

    python -m training.borders world_map.gpkg

The file (public domain) is that of QGIS 3.22, as for `training/gazetteer.py`. Two countries meet where
their polygons share points: a border's point is the one of these nearest to their middle, its
precision half the diagonal of their extent (km).
"""

from __future__ import annotations

import argparse
import sqlite3
from collections import defaultdict
from contextlib import closing
from importlib.resources import files
from itertools import combinations
from math import cos, radians
from pathlib import Path

import numpy as np

from saidso.resolving.countries import countries
from saidso.resolving.places.distance import kilometres
from training.gazetteer import parts

OUT = Path(str(files("saidso.resolving.places"))) / "borders.yaml"
_FEWEST = 2
"""Points that two countries share at least."""
_HEAD = """\
# Land borders of countries by their alpha-3 codes: a point on the line in degrees (lat, lon) and a
# precision (km) that holds all of it. Made by `training/borders.py` from Natural Earth (public domain, as
# QGIS 3.22 ships it): the point that both countries share nearest to the middle of all, and half the
# diagonal of their extent.
"""


def borders(world: Path) -> dict[str, tuple[float, float, int]]:
    """Return the latitude, longitude and precision of each border, as "SYR-TUR"."""
    owners: dict[tuple[float, float], set[str]] = defaultdict(set)
    with closing(sqlite3.connect(world)) as store:
        rows = store.execute("SELECT ISO_A3, geom FROM countries").fetchall()
    for iso3, blob in rows:
        if iso3 in countries() and blob:
            for ring in (r for part in parts(blob) for r in part):
                for lon, lat in ring.round(5).tolist():
                    owners[lon, lat].add(iso3)
    shared: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for (lon, lat), found in owners.items():
        for pair in combinations(sorted(found), 2):
            shared["-".join(pair)].append((lat, lon))
    return {k: line(v) for k, v in sorted(shared.items()) if len(v) >= _FEWEST}


def line(points: list[tuple[float, float]]) -> tuple[float, float, int]:
    """Return the point nearest to the middle and half the diagonal of the extent."""
    flat = np.array(points)
    middle = flat.mean(0)
    away = (flat - middle) * (1, cos(radians(middle[0])))
    lat, lon = flat[(away**2).sum(1).argmin()].tolist()
    low, high = flat.min(0).tolist(), flat.max(0).tolist()
    return round(lat, 2), round(lon, 2), max(5, round(kilometres(*low, *high) / 2))


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("world", type=Path)
    found = borders(parser.parse_args().world)
    rows = [f"{pair}: [{lat}, {lon}, {km}]\n" for pair, (lat, lon, km) in found.items()]
    OUT.write_text(_HEAD + "".join(rows), "utf-8")
    print(f"{len(found)} borders")


if __name__ == "__main__":
    main()
