"""Linking: incidents of different reports that are one happening.

Incidents that share a block (day of the happening or of publication, place, kind) are compared two by
two; what links them is a property of the two alone, and the linked incidents are the connected parts
of all links. So any order of reports gives the same result.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from saidso.record import Incident, Record


class Linked(msgspec.Struct, frozen=True):
    """One happening: (report name, incident id) of all incidents that tell of it, sorted."""

    id: str
    members: tuple[tuple[str, str], ...]


def link(records: Iterable[Record]) -> list[Linked]:
    """Return the happenings of all incidents of `records`, each incident in exactly one."""
    blocks: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    alone: list[tuple[str, str]] = []
    for record in records:
        for incident in record.incidents:
            key = _block(incident)
            member = (record.report.name, incident.id)
            if key is None:
                alone.append(member)
            else:
                blocks[key].append(member)
    groups = [*blocks.values(), *([member] for member in alone)]
    return sorted((linked(group) for group in groups), key=lambda found: found.members)


def linked(members: Iterable[tuple[str, str]]) -> Linked:
    """Return the happening of these members; its id follows from the first of them."""
    ordered = tuple(sorted(members))
    digest = hashlib.sha256("\0".join(ordered[0]).encode()).hexdigest()
    return Linked(f"h{digest[:12]}", ordered)


def _block(incident: Incident) -> tuple[str, str, str] | None:
    """Return day, place and type; None where day or place is not known: nothing glues strangers."""
    date, place = incident.date, incident.place
    if not (date and place and date.precision == "day" and date.earliest):
        return None
    where = place.gazetteer or place.name
    return (date.earliest, where, incident.type)
