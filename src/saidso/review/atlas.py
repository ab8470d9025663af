"""The atlas: where it happened, as circles as wide as is not known, and outlines of the world for print.

The outlines are those of world-atlas (Natural Earth, public domain), as served to the browser's map; here
they are read from the same file for the dossier, where no script draws.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources

import msgspec

from saidso.linked import LinkedIncident
from saidso.record import IncidentPlace, Record
from saidso.review.characters import plain
from saidso.review.wording import where

WIDTH, HEIGHT = 720, 420
"""Pixels of the printed map."""
_KM = 111.2
"""Kilometres of one degree of latitude."""
_LEAST = 2.0
"""Degrees of latitude that the printed map shows on each side of the places."""
UNSAID_KM = 50.0
"""Radius where the gazetteer does not say how wide a place is."""


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place with its radius of uncertainty in km and the reports that tell of it."""

    name: str
    lat: float
    lon: float
    km: float
    said: bool
    gazetteer: str | None
    reports: tuple[str, ...]
    main: bool


class Circle(msgspec.Struct, frozen=True, kw_only=True):
    """A spot on the printed map, in pixels."""

    spot: Spot
    x: float
    y: float
    r: float


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """A printed map: outlines as one path, circles, and a scale bar of `bar_km` km."""

    outline: str
    circles: list[Circle]
    bar_km: int
    bar: float


class _Topology(msgspec.Struct):
    arcs: list[list[list[int]]]
    transform: dict[str, list[float]]


def spots(incident: LinkedIncident, records: Mapping[str, Record]) -> list[Spot]:
    """Return the places of an incident: its own first, then others that a report of it gives."""
    found: dict[str, list[tuple[IncidentPlace, str]]] = {}
    if incident.place is not None:
        found[_key(incident.place)] = []
    named = {
        (s.report, s.claim) for c in incident.slots.values() for g in c.groups for s in g.claims
    }
    for name in incident.reports:
        record = records[name]
        own = {c.incident for c in record.claims if (name, c.id) in named}
        for one in record.incidents:
            if one.id in own and one.place is not None:
                found.setdefault(_key(one.place), []).append((one.place, name))
    out = []
    for k, told in enumerate(found.values()):
        place = told[0][0] if told else incident.place
        if place is None or place.lat is None or place.lon is None:
            continue
        out.append(
            Spot(
                name=where(place),
                lat=place.lat,
                lon=place.lon,
                km=place.precision_km or UNSAID_KM,
                said=place.precision_km is not None,
                gazetteer=plain(place.gazetteer) if place.gazetteer else None,
                reports=tuple(dict.fromkeys(name for _, name in told)),
                main=k == 0 and incident.place is not None,
            )
        )
    return out


def _key(place: IncidentPlace) -> str:
    return place.gazetteer or f"{place.name} {place.lat} {place.lon}"


def printed(found: list[Spot]) -> Map | None:
    """Return the map of some spots, None where there are none."""
    if not found:
        return None
    middle_lat = (min(s.lat for s in found) + max(s.lat for s in found)) / 2
    middle_lon = (min(s.lon for s in found) + max(s.lon for s in found)) / 2
    squeeze = max(0.2, math.cos(math.radians(middle_lat)))
    tall = max(abs(s.lat - middle_lat) + 2 * s.km / _KM for s in found) + _LEAST
    wide = max(abs(s.lon - middle_lon) * squeeze + 2 * s.km / _KM for s in found) + _LEAST
    scale = min(HEIGHT / (2 * tall), WIDTH / (2 * wide))  # pixels per degree of latitude

    def x(lon: float) -> float:
        return round(WIDTH / 2 + (lon - middle_lon) * squeeze * scale, 1)

    def y(lat: float) -> float:
        return round(HEIGHT / 2 - (lat - middle_lat) * scale, 1)

    path: list[str] = []
    for arc in _arcs():
        line = [(x(lon), y(lat)) for lon, lat in arc]
        inside = [-WIDTH < a < 2 * WIDTH and -HEIGHT < b < 2 * HEIGHT for a, b in line]
        drawn = False
        for k, (a, b) in enumerate(line):
            if inside[k] or (k and inside[k - 1]):
                path.append(f"{'L' if drawn else 'M'}{a} {b}")
                drawn = True
            else:
                drawn = False
    bar_km = next((k for k in (500, 200, 100, 50, 20, 10, 5, 2) if k / _KM * scale <= WIDTH / 4), 1)
    return Map(
        outline="".join(path),
        circles=[
            Circle(spot=s, x=x(s.lon), y=y(s.lat), r=round(max(4, s.km / _KM * scale), 1))
            for s in found
        ],
        bar_km=bar_km,
        bar=round(bar_km / _KM * scale, 1),
    )


@cache
def _arcs() -> list[list[tuple[float, float]]]:
    """Return the borders and coasts of the world as lines of (longitude, latitude)."""
    folder = resources.files(__package__).joinpath("static/vendor/world-atlas")
    topology = msgspec.json.decode(
        folder.joinpath("countries-50m.json").read_bytes(), type=_Topology
    )
    (sx, sy), (tx, ty) = topology.transform["scale"], topology.transform["translate"]
    out = []
    for arc in topology.arcs:
        a = b = 0
        line = []
        for dx, dy in arc:
            a, b = a + dx, b + dy
            line.append((a * sx + tx, b * sy + ty))
        out.append(line)
    return out
