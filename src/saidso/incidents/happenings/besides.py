"""Besides: deeds that a report names beside a pact, a sanction or a threat, which may be their reason.

"The ministry banned a general over the killing of 27 men": a sanction kills nobody, and each of the deeds is
another happening.
"""

from __future__ import annotations

from saidso.incidents.occasions.situations import Situated
from saidso.language.parse import Parse

HARMLESS = frozenset({"agreement", "ceasefire", "sanction", "easing", "deportation", "threat"})
"""Types that harm nobody: the dead of whom they tell are those of another happening."""
_HARMFUL = frozenset(
    {"killing", "massacre", "death", "injury", "assault", "shooting", "bombing", "execution"}
)
_LISTED = 4
"""Nouns of a list that may stand before the last: "the kidnapping and murder of a reporter"."""


def harms(parse: Parse, situated: Situated) -> bool:
    """Return whether an event tells, in a clause below another, of somebody harmed: no pact does that."""
    event = situated.event
    token = parse.tokens[event.trigger[0]]
    for _ in range(_LISTED):
        if token.rel != "conj" or token.upos != "NOUN":
            break
        token = parse.tokens[token.head]
    told = token.rel in ("root", "ccomp", "parataxis", "conj")
    harmed = any(p.role == "victim" for p in event.participants)
    return event.type in _HARMFUL and harmed and not told


def of_same(told: list[list[Situated]], situated: Situated) -> list[Situated]:
    """Return the events of the deed of which one more tells: that of its victims, else a new one."""
    those = _victims(situated)
    for events in told:
        if any(not those.isdisjoint(_victims(s)) for s in events):
            return events
    told.append([])
    return told[-1]


def goes_on(told: list[list[Situated]], situated: Situated) -> bool:
    """Return whether an event harms those who were named as victims of such a deed: "his body was found"."""
    if situated.event.type not in _HARMFUL:
        return False
    those = _victims(situated)
    return any(not those.isdisjoint(_victims(s)) for events in told for s in events)


def _victims(situated: Situated) -> set[str]:
    return {p.entity for p in situated.event.participants if p.role == "victim"}
