"""GeoJSON (RFC 7946): one feature for each incident, a point where its place is known.

Coordinates are longitude and latitude in WGS84 degrees. An incident without a known place has a null
geometry, as the RFC allows (section 3.2), and is not lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from saidso.exchange import claims
from saidso.exchange.case import Case, refs
from saidso.exchange.tables import Written, explanation, written
from saidso.record import Slot

_COUNTS: tuple[Slot, ...] = ("killed", "injured")


def feature(case: Case) -> dict[str, Any]:
    """Return the feature of an incident; its properties hold every claim with its words."""
    incident = case.incident
    place, when = incident.place, incident.date
    geometry = None
    if place is not None and place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": geometry,
        "properties": {
            "type": incident.type,
            "status": incident.status,
            "date": when.edtf if when else None,
            "earliest": when.earliest if when else None,
            "latest": when.latest if when else None,
            "place": place.name if place else None,
            "country": place.country if place else None,
            "precision_km": place.precision_km if place else None,
            **{slot: _count(case, slot) for slot in _COUNTS},
            "origins": len(incident.origins),
            "reports": incident.reports,
            "claims": [msgspec.to_builtins(row) for row in claims.rows(case)],
        },
    }


def _count(case: Case, slot: Slot) -> dict[str, Any] | None:
    tally = case.tally(slot)
    return None if tally is None else msgspec.to_builtins(tally)


def explained(case: Case) -> dict[str, Any]:
    """Return by which rule and from which claims the properties that sum up were made."""
    made: dict[str, Any] = {
        "geometry": {"rule": "place of the reports", "claims": refs(case.standing("place"))},
        "date": {"rule": "days of the reports", "claims": refs(case.standing("date"))},
    }
    for slot in _COUNTS:
        tally = case.tally(slot)
        if tally is not None:
            made[slot] = {"rule": tally.rule, "claims": refs(case.groups(slot))}
    return {"incident": case.incident.id, "id": case.incident.id, "left_out": None, "cells": made}


def write(cases: Iterable[Case], out: Path, *, explain: bool) -> Written:
    """Write one FeatureCollection, a feature a line."""
    count = 0
    notes: list[bytes] = []
    with written(out) as file:
        file.write(b'{"type":"FeatureCollection","features":[')
        for case in cases:
            file.write(b",\n" if count else b"\n")
            file.write(msgspec.json.encode(feature(case)))
            count += 1
            if explain:
                notes.append(msgspec.json.encode(explained(case)) + b"\n")
        file.write(b"\n]}\n")
    if not explain:
        return Written([out], count)
    with written(explanation(out)) as beside:
        beside.writelines(notes)
    return Written([out, explanation(out)], count)
