"""Knowns: what counts over other incidents need of each, kept small beside the list."""

from __future__ import annotations

from collections.abc import Sequence

from saidso.incidents.comparing.counting import Known
from saidso.incidents.comparing.subjects import Part
from saidso.incidents.linking.phrases import bare


def known_of(id: str, parts: Sequence[Part]) -> Known:
    """Return an incident as counts need it: types, days, country, who takes part."""
    found = [p.incident for p in parts]
    days = [d for i in found if (d := i.date) is not None and d.earliest and d.latest]
    places = [i.place for i in found if i.place is not None]
    killed = [i.killed for i in found if i.killed is not None and i.killed.low is not None]
    words: set[str] = set()
    codes = {p.country for p in places if p.country}
    for part in parts:
        incident = part.incident
        ids = {*incident.perpetrators, *incident.victims, *incident.targets, *incident.instruments}
        words.update(bare(incident.type.replace("_", " ")))
        for entity in part.record.entities:
            if entity.id in ids:
                words.update(bare(entity.name))
                codes.update(c for c in (entity.codes.get("country"),) if c)
    for place in places:
        words.update(w for text in (place.name, place.admin1) if text for w in bare(text))
    finest = min(days, key=lambda d: (d.earliest != d.latest, d.earliest), default=None)
    bounds = None
    if killed:
        tops = [float("inf") if t.high is None else float(t.high) for t in killed]
        bounds = (min(float(t.low or 0) for t in killed), max(tops))
    return Known(
        id=id,
        types=tuple(sorted({i.type for i in found})),
        earliest=finest.earliest if finest else None,
        latest=finest.latest if finest else None,
        country=min((p.country for p in places if p.country), default=None),
        killed=bounds,
        words=frozenset(words),
        countries=frozenset(codes),
        places=frozenset(p.gazetteer or p.name for p in places),
    )
