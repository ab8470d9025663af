"""Outcomes: whether the main act of a happening came about, from what its events say one by one.

What happened outweighs what was tried, and that what was planned. But a bomb that was found and defused
went off in no later sentence, and a march of next Friday is planned although the page speaks of marches.
"""

from __future__ import annotations

from saidso.incidents.happenings.happenings import Happening
from saidso.incidents.happenings.raids import is_raid
from saidso.incidents.occasions.onsets import is_ahead
from saidso.incidents.ontology import Ontology
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention
from saidso.record import Status
from saidso.resolving.times.newsday import news_day

_STATUS: tuple[Status, ...] = (
    "happened",
    "attempted",
    "unclear",
    "threatened",
    "planned",
    "denied",
)
ANNOUNCED = frozenset({"protest", "work_stoppage", "execution"})
"""Types that are news before their day."""
_TRIED = frozenset({"coup", "assassination"})
"""Types that may fail although people are killed or taken: "a coup attempt left nine dead"."""
_THINGS = frozenset({"ied", "landmine", "bomb", "mine"})
"""Triggers that name what an act is done with; by themselves they tell of none."""
_LAYS = frozenset(
    {"plant", "lay", "place", "hide", "rig", "bury", "conceal", "stash", "attach", "strap"}
)
"""What is done with a bomb before it goes off, or is found."""
_NEAR = 4
"""Sentences from the first in which a report tells whether its news came about."""


def outcome(parse: Parse, happening: Happening, ontology: Ontology) -> Status:
    """Return the status of a happening."""
    events = [s.event for s in happening.events]
    own = [e for e in events if _tells(parse, e, happening.type, ontology)]
    lays = [e for e in own if parse.tokens[e.trigger[0]].lemma in _LAYS]
    near = {e.status for e in own if e.sentence < _NEAR and e not in lays}
    itself = {e.status for e in own if e.sentence < _NEAR and e.type == happening.type}
    if near == {"attempted"} or (happening.type in _TRIED and itself == {"attempted"}):
        return "attempted"
    if "planned" in near and happening.type in ANNOUNCED and _is_coming(parse, happening, own):
        return "planned"
    statuses = {e.status for e in own if e not in lays} or {e.status for e in events}
    return next(s for s in _STATUS if s in statuses)


def _tells(parse: Parse, event: EventMention, kind: str, ontology: Ontology) -> bool:
    """Return whether an event is the main act or a part of it, and more than the thing it is done with."""
    word = parse.tokens[event.trigger[0]]
    if word.upos in ("NOUN", "PROPN") and word.lemma in _THINGS:
        return False
    part = event.type == kind or ontology.part_of(event.type, kind)
    return part and not is_raid(parse, event)


def _is_coming(parse: Parse, happening: Happening, own: list[EventMention]) -> bool:
    """Return whether the act is of the day of the news or later, and nobody is said to do it already."""
    published = news_day(parse.report)
    time = happening.time
    if time is None or not (is_ahead(time, published) or time.earliest == published):
        return False
    return not any(
        e.status == "happened"
        and parse.tokens[e.trigger[0]].upos == "VERB"
        and any(p.role == "perpetrator" for p in e.participants)
        for e in own
        if e.sentence < _NEAR
    )
