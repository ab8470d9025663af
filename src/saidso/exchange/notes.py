"""What is claimed of an incident in one or two sentences, with those who say it."""

from __future__ import annotations

from saidso.exchange.case import Case
from saidso.figures import figure
from saidso.linked import Group
from saidso.record import Slot

TOLD: tuple[Slot, ...] = ("killed", "injured", "responsibility")
_MOST = 4
"""Values of a slot that are told; the claims have them all."""


def sentence(case: Case) -> str:
    """Return type, day and place, then the counts and who is said to be responsible, each with speakers."""
    out = [f"{heading(case)}."]
    for slot in TOLD:
        groups = [g for g in case.groups(slot) if not g.part and not g.superseded][:_MOST]
        told = [f"{value(g)} ({speakers(g)})" for g in groups]
        if told:
            name = "Said to be responsible" if slot == "responsibility" else slot.capitalize()
            out.append(f"{name}: {'; '.join(told)}.")
    return " ".join(out)


def heading(case: Case) -> str:
    """Return type, day and place: "Bombing on 2017-06-22 in Potiskum"."""
    incident = case.incident
    what = incident.type.replace("_", " ")
    when = f" on {incident.date.edtf}" if incident.date else ""
    where = f" in {incident.place.name}" if incident.place else ""
    return f"{what[:1].upper()}{what[1:]}{when}{where}"


def value(group: Group) -> str:
    """Return a value in words: "at least 17", "not known", "denied: 7", "attack (planned)"."""
    said = group.value
    if not isinstance(said, str):
        said = figure(said, group.low, group.high, group.modifier) or "not known"
    no = "denied: " if group.stance == "denies" else ""
    short = f" ({group.status})" if group.status else ""
    return f"{no}{said}{short}"


def speakers(group: Group) -> str:
    """Return who says a value, each once."""
    names = dict.fromkeys(name for s in group.claims for name in s.said_by)
    return ", ".join(names)
