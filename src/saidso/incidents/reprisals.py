"""Reprisals: what is done back to those who do an incident is no part of what they did.

A report of a raid tells how guards shot the raiders, one of a lynching what the lynched man was said to
have stolen, one of a soldier's shot what stones flew at him before. Whoever is on the other side of
such an act is no perpetrator of the incident, and those who did it are not its victims.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from saidso.incidents.happenings import Situated
from saidso.incidents.kinds import BOTH_ACT, CROWD
from saidso.language.parse import Parse

_STATE_FORCES = frozenset({"MIL", "COP"})
_BESIDE_HARM = frozenset(
    {"robbery", "seizure", "threat", "protest", "border_crossing", "mobilization", "sabotage", "riot"}
    | {"restriction", "work_stoppage", "arson"}
)
"""Acts for which somebody may be harmed, and that are no harm to a person themselves."""
_HURT = frozenset({"victim"})


def without_reprisals(
    parse: Parse, events: Sequence[Situated], kind: str, codes: Mapping[str, Mapping[str, str]]
) -> list[Situated]:
    """Return the events of an incident of type `kind` that are done by its own side, in text order.

    `codes`: country and role by entity. Where both sides act by definition all events stay.
    """
    if kind in BOTH_ACT:
        return list(events)
    harmed = {
        p.entity for s in events if s.event.type == kind for p in s.event.participants
        if p.role in _HURT
    }  # fmt: skip
    mob = any(
        parse.tokens[p.head].lemma in CROWD
        for s in events
        if s.event.type == kind
        for p in s.event.participants
        if p.role == "perpetrator"
    )
    doers: set[str] = set()
    camps: set[str] = set()
    kept: list[Situated] = []
    for situated in events:
        event = situated.event
        did = {p.entity for p in event.participants if p.role == "perpetrator"}
        suffered = {p.entity for p in event.participants if p.role == "victim"}
        if suffered and all(e in doers or _camp(codes, e) in camps for e in suffered):
            continue  # "police opened fire on the bomber": they did not bomb
        if event.type != kind and event.type in _BESIDE_HARM and did:
            crowd = {
                p.entity for p in event.participants
                if p.role == "perpetrator" and parse.tokens[p.head].lemma in CROWD
            }  # fmt: skip
            if did <= harmed or (mob and event.type == "robbery" and not crowd):
                continue  # "beaten for the goat that he stole"
        doers |= did
        camps |= {camp for e in did if (camp := _camp(codes, e))}
        kept.append(situated)
    return kept


def _camp(codes: Mapping[str, Mapping[str, str]], entity: str) -> str:
    """Return the state whose army or police an entity is of, empty for all others."""
    code = codes.get(entity, {})
    role = code.get("plover", "").split()[-1:]
    return code["country"] if role and role[0] in _STATE_FORCES and "country" in code else ""
