"""Crimes: the acts for which somebody was taken, where the news is that they were taken."""

from __future__ import annotations

from collections.abc import Sequence

from saidso.incidents.happenings import raids
from saidso.incidents.occasions.situations import Situated
from saidso.incidents.ontology import Ontology
from saidso.language.parse import Parse
from saidso.resolving.times.times import Time

_MOST = 20
"""Acts told first and last that say when a crime was."""


def is_crime(
    parse: Parse, situated: Situated, crime: Sequence[Situated], ontology: Ontology
) -> bool:
    """Return whether an act is that for which somebody was taken; `crime`: what is told of it so far.

    The find of arms is none, nor is another act of another year: "in 2019 a gunman killed two".
    """
    if ontology.type(situated.event.type).answer or raids.is_find(parse, situated.event):
        return False
    return not is_other_act(situated, crime, ontology)


def is_other_act(situated: Situated, crime: Sequence[Situated], ontology: Ontology) -> bool:
    """Return whether an act is of another time than that for which somebody was taken."""
    time = situated.time
    if time is None or time.precision == "day" or ontology.type(situated.event.type).answer:
        return False
    near = [*crime[:_MOST], *crime[-_MOST:]]
    known = [s.time for s in near if s.time is not None]
    same = any(s.event.sentence == situated.event.sentence for s in near)
    return bool(known) and not same and not any(_meet(time, k) for k in known)


def _meet(a: Time, b: Time) -> bool:
    """Return whether two times can be one."""
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def time_of(crime: Sequence[Situated]) -> Time | None:
    """Return when it was: the first day told of it, else the first month or year."""
    told = [s.time for s in crime if s.time is not None]
    return next((t for t in told if t.precision == "day"), next(iter(told), None))
