"""Memorials: reports of days on which people remember what was long ago.

"Hundreds gathered on Saturday to remember those killed in April 1994": the deed has the day that it is told
with, not that of the gathering.
"""

from __future__ import annotations

from saidso.incidents.happenings.anchors import long_past
from saidso.incidents.occasions.situations import Situated
from saidso.language.parse import Parse
from saidso.resolving.times.times import Time

_REMEMBERS = frozenset(
    {"anniversary", "commemorate", "commemoration", "remember", "remembrance", "memorial", "memory"}
)
_LEAD = 3


def remembered(parse: Parse, core: list[Situated]) -> Time | None:
    """Return when what the lead remembers was, the deeds of the news being `core`; None for other news."""
    told = [k for s in parse.sentences[:_LEAD] for k in range(*s.tokens)]
    if not any(parse.tokens[k].lemma in _REMEMBERS or _is_marked(parse, k) for k in told):
        return None
    old = long_past(parse, core)
    lead = (s for s in core if s.event.sentence < _LEAD and s.event.trigger[0] in old)
    return next((s.time for s in lead if s.time is not None), None)


def _is_marked(parse: Parse, k: int) -> bool:
    """Return whether years are marked: "survivors mark 30 years since"."""
    return parse.tokens[k].lemma == "mark" and any(
        parse.tokens[c].lemma == "year" for c in parse.children[k]
    )
