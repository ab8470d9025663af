"""Raids: what police do in the course of arrests: homes they search, arms they find."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from saidso.language.kept import kept
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention

ARREST = "arrest"
_NEAR = 5
"""Sentences in which a report of a raid tells whom it took."""
_RAIDS = frozenset({"raid", "search", "storm", "sweep", "swoop", "carry", "conduct", "launch"})
_POLICE = frozenset(
    {"police", "officer", "policeman", "detective", "agent", "deputy", "gendarme", "constable"}
    | {"trooper", "investigator", "team", "unit", "squad", "personnel"}
)
_CLIMB = 4
"""Steps from a verb up to the relative clause that it is of."""


@kept
def _near(parse: Parse) -> frozenset[int]:
    """Return the first sentences of headline and text."""
    told = [s.i for s in parse.sentences if s.segment_kind in ("headline", "paragraph")]
    return frozenset(told[:_NEAR])


def with_raids(parse: Parse, events: Sequence[EventMention]) -> list[EventMention]:
    """Return the events, with raids of the police as arrests where arrests are told early on."""
    near = _near(parse)
    if not any(e.type == ARREST and e.sentence in near for e in events):
        return list(events)
    return [msgspec.structs.replace(e, type=ARREST) if is_raid(parse, e) else e for e in events]


_FINDS = frozenset(
    {"find", "discover", "recover", "uncover", "intercept", "seize", "confiscate", "impound"}
)


def is_find(parse: Parse, event: EventMention) -> bool:
    """Return whether police search a house or find arms, which they do after other deeds."""
    lemma = parse.tokens[event.trigger[0]].lemma
    return event.type == "seizure" and (lemma in _FINDS or is_raid(parse, event))


def is_raid(parse: Parse, event: EventMention) -> bool:
    """Return whether an event is a raid of the police: "officers searched nine flats"."""
    if event.type == "attack" and _took_in(parse, event.trigger[0]):
        return True
    return (
        event.type in ("attack", "seizure")
        and parse.tokens[event.trigger[0]].lemma in _RAIDS
        and any(
            p.role == "perpetrator" and _who(parse, event, p.head) in _POLICE
            for p in event.participants
        )
    )


def _took_in(parse: Parse, i: int) -> bool:
    """Return whether a raid is where somebody was arrested: "were detained in raids on flats"."""
    token = parse.tokens[i]
    within = any(parse.tokens[c].lemma in ("in", "during") and c < i for c in parse.children[i])
    return (
        token.lemma in ("raid", "sweep", "swoop")
        and token.rel == "obl"
        and within
        and parse.tokens[token.head].lemma in ("arrest", "detain", "nab")
    )


def _who(parse: Parse, event: EventMention, head: int) -> str:
    """Return the lemma of who does an event, for "who" that of the noun before it."""
    if parse.tokens[head].upos != "PRON":
        return parse.tokens[head].lemma
    at = event.trigger[0]
    for _ in range(_CLIMB):
        token = parse.tokens[at]
        if token.rel.startswith("acl"):
            return parse.tokens[token.head].lemma
        at = token.head
    return ""
