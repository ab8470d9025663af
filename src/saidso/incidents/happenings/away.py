"""Away: whether the places that an event names are those of another happening."""

from __future__ import annotations

from collections.abc import Sequence

from saidso.incidents.occasions.situations import Situated
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.places import Place

_AREAS = frozenset({"country", "region", "admin1"})
_FAR_KM = 120.0
"""Places further apart than this are two places."""
_VAGUE_KM = 20.0
"""Radius from which a town is only what something is near, or north of; no town is as wide itself."""
_ROUND_KM = 250.0
"""Places further apart than this are two places where one of them is so vague."""
_ACROSS_KM = 60.0
"""Places of two countries, or two provinces, that are no further apart can be the two sides of one border."""
MOVES = frozenset(
    {"defection", "border_crossing", "displacement", "deportation", "release", "rescue"}
)
"""Types whose country may be where somebody went: "swam across the river to Thailand"."""


def is_fine(place: Place) -> bool:
    """Return whether a place is a town or a site, not an area."""
    return place.kind not in _AREAS


def home_of(events: list[Situated]) -> Place | None:
    """Return the finest place that the main events name first, and not where somebody is still to come."""
    done = [s for s in events if s.event.status != "planned"] or events
    stays = [p for s in done if s.event.type not in MOVES for _, p in s.places]
    places = stays or [p for s in done for _, p in s.places]
    return next((p for p in places if is_fine(p)), None) or next(iter(places), None)


def is_same(place: Place, home: Place | None) -> bool:
    """Return whether a place is the main one."""
    return home is not None and (place.gazetteer or place.name) == (home.gazetteer or home.name)


def is_away(
    kind: str,
    places: Sequence[tuple[int, Place]],
    home: Place | None,
    *,
    divisions: bool = False,
) -> bool:
    """Return whether an event's own clause names only places that are not the main one.

    `kind`: its type; `places`: head token and place. With `divisions` a province that does not hold the main
    place is another place; what a headline calls so may be a larger area ("Papua" of "Central Papua").
    """
    if home is None or not places:
        return False
    moves = kind in MOVES
    return all(
        _apart(p, home, divisions) and not (moves and p.kind == "country") for _, p in places
    )


def _apart(a: Place, b: Place, divisions: bool) -> bool:
    """Return whether two places are too far from each other for one happening."""
    foreign = bool(a.country and b.country and a.country != b.country)
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return foreign
    if not (is_fine(a) and is_fine(b)):
        two = divisions and _in_two_divisions(a, b)
        return foreign or (two and kilometres(a.lat, a.lon, b.lat, b.lon) > _ACROSS_KM)
    vague = max(a.precision_km or 0.0, b.precision_km or 0.0) > _VAGUE_KM
    far = _ACROSS_KM if foreign else _ROUND_KM if vague else _FAR_KM
    return kilometres(a.lat, a.lon, b.lat, b.lon) > far


def _in_two_divisions(a: Place, b: Place) -> bool:
    """Return whether one place is a province, and the other lies in another one."""
    return "admin1" in (a.kind, b.kind) and bool(a.admin1 and b.admin1) and a.admin1 != b.admin1
