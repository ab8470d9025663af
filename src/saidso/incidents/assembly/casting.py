"""Casting: the entities of a record, with their codes and with what the report says of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from saidso.incidents.happenings.crowds import PROTEST, RIOTING
from saidso.incidents.happenings.happenings import Happening
from saidso.incidents.occasions.situations import Situated
from saidso.incidents.ontology import Ontology
from saidso.incidents.voices import Voices
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, EventMention, EventParticipant
from saidso.reading.entities.attributes import AttributeMention
from saidso.record import Attribute, Entity

_ARMED = frozenset({"MIL", "COP"})
_THREAT = "threat"
_STRUCK = ("victim", "target")
_RIOTS = (*RIOTING, "riot")
_AT_HOME = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "CVL", "OPP", "EDU", "MED", "HLH"})
"""PLOVER roles whose bearers belong, where nothing else is said, to the country of the incident."""


def _forces(codes: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """Return the country of the army and of the police by role, where those of one country only are named."""
    named: dict[str, set[str]] = defaultdict(set)
    for code in codes.values():
        role = code.get("plover", "").split()[-1:]
        if role and role[0] in _ARMED and "country" in code:
            named[role[0]].add(code["country"])
    return {role: next(iter(found)) for role, found in named.items() if len(found) == 1}


def with_forces(codes: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the codes with the country of soldiers and police who are of the only ones named."""
    forces = _forces(codes)
    return {e: _coded(code, forces.get(code.get("plover", ""))) for e, code in codes.items()}


def _coded(codes: dict[str, str], home: str | None) -> dict[str, str]:
    """Return the codes; who serves a state that is not told serves that of the country `home`."""
    if home and "country" not in codes and codes.get("plover") in _AT_HOME:
        return {"country": home, "plover": f"{home} {codes['plover']}"}
    return codes


def only_meant(situated: Situated, happening: Happening, ontology: Ontology) -> bool:
    """Return whether somebody only means to do what is no part of the incident: "to swap prisoners".

    Nor is what is still to be done a part of one that was: "gunmen had gathered to kill a leader", and who
    only warns or threatens afterwards did not do it.
    """
    event = situated.event
    if event.type == _THREAT:
        return happening.type != _THREAT and not ontology.part_of(_THREAT, happening.type)
    if event.status not in ("planned", "threatened"):
        return False
    done = any(s.event.status == "happened" for s in happening.events)
    return done or (event.type != happening.type and ontology.type(event.type).answer)


def without_crowds(playing: list[Situated], kind: str) -> list[Situated]:
    """Return the events; in a crackdown those who protest are whom it is done to, and do none of it.

    Nor do those who burn and loot where the report says that force was used against them.
    """
    if kind != "crackdown":
        return playing
    struck = {
        p.entity
        for s in playing
        for p in s.event.participants
        if p.role in _STRUCK or s.event.type == PROTEST
    }
    return [
        msgspec.structs.replace(s, event=_turned(s.event))
        if s.event.type == PROTEST or (s.event.type in _RIOTS and _is_by(s.event, struck))
        else s
        for s in playing
    ]


def _is_by(event: EventMention, some: set[str]) -> bool:
    return any(p.role == "perpetrator" and p.entity in some for p in event.participants)


def _turned(event: EventMention) -> EventMention:
    """Return an event with those who do it as those to whom something is done."""
    turned: list[EventParticipant] = [
        msgspec.structs.replace(p, role="target") if p.role == "perpetrator" else p
        for p in event.participants
    ]
    return msgspec.structs.replace(event, participants=turned)


def entities_of(
    parse: Parse,
    cast: Cast,
    attributes: Sequence[AttributeMention],
    codes: Mapping[str, dict[str, str]],
    voices: Voices,
    home: str | None,
) -> list[Entity]:
    """Return the entities of a report with their codes; `home` is the country of its main incident."""
    by_entity: dict[str, list[Attribute]] = defaultdict(list)
    starts = dict(zip(parse.starts, range(len(parse.tokens)), strict=True))
    for attribute in attributes:
        token = starts.get(attribute.spans[0][0])
        by_entity[attribute.entity].append(
            Attribute(
                name=attribute.name,
                value=attribute.value,
                spans=attribute.spans,
                attributions=voices.of((token, token + 1)) if token is not None else [],
            )
        )
    return [
        msgspec.structs.replace(
            entity,
            codes=_coded(codes.get(entity.id, {}), home),
            attributes=by_entity.get(entity.id, []),
        )
        for entity in cast.entities.values()
    ]
