"""Crowds: protests at which police or soldiers shoot or kill are crackdowns, those who loot or burn riot."""

from __future__ import annotations

from collections.abc import Sequence

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention

PROTEST = "protest"
_CROWDS = frozenset(
    {"protester", "protestor", "demonstrator", "marcher", "crowd", "protest", "demonstration"}
    | {"rally", "march"}
)
_AT = frozenset({"during", "at", "in", "amid", "into", "on"})
_FORCE = frozenset(
    {"police", "policeman", "officer", "troop", "soldier", "force", "army", "guard", "gendarme"}
    | {"military"}
)
_STRIKES = frozenset({"shooting", "killing", "injury", "massacre"})
_TOPS = ("root", "ccomp", "parataxis")


RIOTING = ("robbery", "arson")
_RIOTERS = frozenset({"protester", "protestor", "demonstrator", "rioter", "marcher"})


def riots(parse: Parse, event: EventMention) -> bool:
    """Return whether it is protesters who loot or burn."""
    return any(
        p.role == "perpetrator" and parse.tokens[p.head].lemma in _RIOTERS
        for p in event.participants
    )


def are_put_down(parse: Parse, events: Sequence[EventMention]) -> bool:
    """Return whether police or soldiers shoot or kill at a protest: "police shot one dead during protests".

    "Marched after police shot a man" is a protest.
    """
    return any(_puts_down(parse, event, events) for event in events)


def _puts_down(parse: Parse, event: EventMention, events: Sequence[EventMention]) -> bool:
    deadly = event.type in _STRIKES or parse.tokens[event.trigger[0]].lemma in ("shoot", "kill")
    if not deadly or event.status != "happened" or event.background:
        return False
    if not any(
        p.role == "perpetrator" and parse.tokens[p.head].lemma in _FORCE for p in event.participants
    ):
        return False
    at = event.trigger[0]
    while parse.tokens[at].rel == "conj" and parse.tokens[at].head < at:
        at = parse.tokens[at].head
    token = parse.tokens[at]
    opens = {parse.tokens[c].lemma for c in parse.children[at] if parse.tokens[c].rel == "mark"}
    tops = token.head == at or token.rel in _TOPS
    if not (tops or (token.rel == "advcl" and "as" in opens)):
        return False
    crowd = {p.entity for e in events if e.type == PROTEST for p in e.participants}
    if any(p.entity in crowd and p.role in ("victim", "target") for p in event.participants):
        return True  # "opened fire on miners who blocked a road"
    below = [c for c in parse.children[event.trigger[0]] if c > event.trigger[0]]
    struck = [p.head for p in event.participants if p.role in ("victim", "target")]
    if any(parse.tokens[k].lemma in _CROWDS for k in (*struck, *below)):
        return True
    opened = parse.tokens[event.trigger[0]].lemma == "open" and not struck
    if opened and any(e.type == PROTEST and 0 <= event.sentence - e.sentence <= 1 for e in events):
        return True  # "protesters blocked a road. Soldiers opened fire, killing nine"
    return any(
        e.type == PROTEST
        and e.sentence == event.sentence
        and any(
            parse.tokens[c].lemma in _AT and parse.tokens[c].rel == "case"
            for c in parse.children[e.trigger[0]]
        )
        for e in events
    )
