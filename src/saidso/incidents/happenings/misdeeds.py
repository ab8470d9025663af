"""Misdeeds: what those whom the news is done to had done before, another happening than the news.

"Troops killed 11 rebels ... The rebels had killed six guards before", "they eliminated the bandits who killed
two officers": the six are no victims of the troops.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from saidso.incidents.occasions.situations import Situated
from saidso.language.parse import Parse

_DOES = ("perpetrator", "other")
_LEAD = 2
"""Sentences from the first in which a report tells its news."""


def as_misdeeds(parse: Parse, events: Sequence[Situated]) -> list[Situated]:
    """Return the events; those below the lead that only whom the lead's deed was done to "had" done are
    background.

    Not where these do anything in the lead, as in a fight or a chase.
    """
    lead = [s for s in events if s.event.sentence < _LEAD and not s.event.background]
    suffered = {e for s in lead for e in _those(s, "victim")}
    suffered -= {p.entity for s in lead for p in s.event.participants if p.role in _DOES}
    if not suffered:
        return list(events)
    return [
        msgspec.structs.replace(s, event=msgspec.structs.replace(s.event, background=True))
        if s.event.sentence >= _LEAD
        and (did := _those(s, "perpetrator"))
        and did <= suffered
        and _before(parse, s)
        else s
        for s in events
    ]


def _before(parse: Parse, situated: Situated) -> bool:
    """Return whether something "had" been done, or was by those whom the same sentence harms: "killed the
    men who shot him"."""
    tokens, at = parse.tokens, situated.event.trigger[0]
    if any(tokens[c].text.lower() == "had" for c in parse.children[at]):
        return True
    whom = tokens[at].head
    verb = tokens[whom].head
    return tokens[at].rel == "acl:relcl" and tokens[whom].rel == "obj" and verb < whom


def _those(situated: Situated, role: str) -> set[str]:
    return {p.entity for p in situated.event.participants if p.role == role}
