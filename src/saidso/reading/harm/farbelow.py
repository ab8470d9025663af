"""Far below: persons of whom a report tells so late that they are of another happening, as a rule."""

from __future__ import annotations

from saidso.reading.harm.casualties import Harm
from saidso.reading.harm.ledger import Entry

LEAD = 5
"""Sentences from the first in which a report tells its main story."""
FAR = 10
"""Sentence from which a person not told before is likely one of another happening."""


def told_early(
    named: list[Entry], harms: list[Harm], *, early: bool
) -> tuple[list[Entry], list[Entry]]:
    """Return the persons told where the report tells its main story, and those told far below it.

    What comes far below is of other happenings more often than of this one; "another" and "also"
    make it this one, and so does, where `early`, a list with somebody told before.
    """
    counts = [h.sentence for h in harms if isinstance(h.value, int) and h.value]
    if not early and not any(f < LEAD for f in (*(e.first_told for e in named), *counts)):
        return named, []
    late = [e for e in named if e.first_told >= FAR and not e.another]
    if early:  # "Orla Brand, shot at noon", and far below "Brand and Tam were pronounced dead"
        beside = {id(h) for e in named if e not in late for h, _ in e.told}
        late = [e for e in late if e.first_told >= 2 * FAR or not e.told_in(beside)]
    return [e for e in named if e not in late], late


def without_others_of_late(named: list[Entry], ledger: list[Entry]) -> list[Entry]:
    """Return the injured without others than somebody told far below to be dead.

    "Tam was found dead in May. Another man was also shot": that is not the other of today's news.
    """
    dead = [e for e in ledger if "killed" in e.slots]
    if not any(e.first_told < LEAD for e in dead):
        return named
    late = {e.first_told for e in dead if e.first_told >= FAR and not e.another}
    return [e for e in named if not (e.another and late & {e.first_told, e.first_told - 1})]
