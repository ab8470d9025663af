"""Distances on the globe."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in km between two WGS84 points in degrees."""
    a, b = radians(lat1), radians(lat2)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, h)))


def moved(lat: float, lon: float, km: float, towards: tuple[int, int]) -> tuple[float, float]:
    """Return the WGS84 point in degrees that lies `km` away, north (-1: south) and east (-1: west)."""
    bearing = atan2(towards[1], towards[0])
    a, arc = radians(lat), km / EARTH_KM
    b = asin(sin(a) * cos(arc) + cos(a) * sin(arc) * cos(bearing))
    turn = atan2(sin(bearing) * sin(arc) * cos(a), cos(arc) - sin(a) * sin(b))
    return degrees(b), (lon + degrees(turn) + 540) % 360 - 180
