"""Convicts: what those who break out of a prison, or are put to death, were held for.

"Two men convicted of killing a guard were hanged on Monday": the guard's death is another happening, of
another day, and he is no victim of the hangman.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from saidso.incidents.occasions.situations import Situated
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention
from saidso.resolving.times.times import Time

_ESCAPE, _EXECUTION = "prison_break", "execution"
_CLIMB = 4
"""Steps from a word up to what it hangs on."""
_RECORD = frozenset(
    {"charge", "trial", "convict", "conviction", "serve", "sentence", "accuse", "indict", "await"}
    | {"jail", "imprison", "term", "guilty", "plead"}
)
"""Words that tell for what prisoners are held."""
_PUT_TO_DEATH = frozenset({"execute", "hang", "behead", "execution", "hanging", "beheading"})
_FOR = frozenset({"for", "over"})


def on_record(parse: Parse, at: int) -> bool:
    """Return whether a word hangs on one of courts and sentences, or was executed for."""
    for _ in range(_CLIMB):
        above = parse.tokens[at].head
        if above == at:
            return False
        if parse.tokens[above].lemma in _RECORD:
            return True
        if parse.tokens[above].lemma in _PUT_TO_DEATH:
            return any(parse.tokens[c].lemma in _FOR for c in parse.children[at] if c < at)
        at = above
    return False


def executed(events: Iterable[EventMention]) -> frozenset[str]:
    """Return the entities that are put to death."""
    told = (e for e in events if e.type == _EXECUTION)
    return frozenset(p.entity for e in told for p in e.participants if p.role == "victim")


def is_record(parse: Parse, event: EventMention, kind: str, dead: frozenset[str]) -> bool:
    """Return whether an act is what a prisoner was held for: "charged with stabbing a clerk".

    `kind`: the type of the main happening; `dead`: who was executed, if that is what it is.
    """
    if kind not in (_ESCAPE, _EXECUTION) or event.type == kind:
        return False
    return on_record(parse, event.trigger[0]) or (kind == _EXECUTION and _did(event, dead))


def as_crime(situated: Situated, time: Time | None) -> Situated:
    """Return an act on record without the day and place of the execution, in whose sentence it is named."""
    if time is None or situated.time is None or situated.time.edtf != time.edtf:
        return situated
    return msgspec.structs.replace(situated, time=None, near=None, places=[])


def news_of(parse: Parse, events: Sequence[EventMention]) -> list[EventMention]:
    """Return the events without what those who are executed had done, which no such report is about."""
    dead = executed(events)
    if not dead:
        return list(events)
    return [e for e in events if not is_record(parse, e, _EXECUTION, dead)]


def _did(event: EventMention, dead: frozenset[str]) -> bool:
    """Return whether those who were executed are all who did an act."""
    doers = {p.entity for p in event.participants if p.role == "perpetrator"}
    return bool(doers) and doers <= dead
