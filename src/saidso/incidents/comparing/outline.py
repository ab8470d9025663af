"""Outline: what kind of incident, when and where, in the finest terms that its reports give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from saidso.incidents.comparing.subjects import Part
from saidso.incidents.ontology import Ontology
from saidso.record import Incident, IncidentDate, IncidentPlace

_FINENESS = {"day": 0, "week": 1, "month": 2, "year": 3, "none": 4}


def chief(parts: Sequence[Part], ontology: Ontology) -> Incident:
    """Return the incident whose type most origins give, of equals that of the more telling type."""
    origins: dict[str, set[int]] = defaultdict(set)
    for part in parts:
        origins[part.incident.type].add(part.origin)
    known = set(ontology.ids)
    telling = {t: ontology.type(t).main_rank if t in known else 0.0 for t in origins}
    best = min(origins, key=lambda t: (-len(origins[t]), -telling[t], t))
    found = [p.incident for p in parts if p.incident.type == best]
    return min(found, key=lambda i: not i.codes)  # what a person made has none of its own


def date(parts: Sequence[Part]) -> IncidentDate | None:
    """Return the finest date, one with its year first, of equals that which most origins give."""
    votes: dict[str, set[int]] = defaultdict(set)
    dates = []
    for part in parts:
        if part.incident.date is not None:
            votes[part.incident.date.edtf].add(part.origin)
            dates.append(part.incident.date)
    return min(
        dates,
        key=lambda d: (_FINENESS[d.precision], d.earliest is None, -len(votes[d.edtf]), d.edtf),
        default=None,
    )


def place(parts: Sequence[Part]) -> IncidentPlace | None:
    """Return the place that most origins give, of equals the finest; who names only what a village lies in
    speaks for the village, too."""
    votes: dict[str, set[int]] = defaultdict(set)
    named: dict[str, set[int]] = defaultdict(set)
    places = []
    for part in parts:
        if part.incident.place is not None:
            votes[_id(part.incident.place)].add(part.origin)
            named[part.incident.place.name].add(part.origin)
            places.append(part.incident.place)

    def order(p: IncidentPlace) -> tuple[int, float, bool, str, str]:
        holding = named[p.pointed] if p.pointed != p.name else set()
        wide = p.precision_km or float("inf")
        return (-len(votes[_id(p)] | holding), wide, not holding, _id(p), p.name)

    return min(places, key=order, default=None)


def _id(place: IncidentPlace) -> str:
    return place.gazetteer or place.name
