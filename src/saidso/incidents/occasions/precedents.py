"""Precedents: times and places in a sentence that are of what came before or after the event it tells of.

"Monday's raid followed a bombing in Velm", "schools closed on Tuesday after a raid", "the raid comes after a
truce ended in 2022": the bombing, the closing and the truce have theirs.
"""

from __future__ import annotations

from saidso.incidents.occasions.onsets import verb_of
from saidso.language.parse import Parse
from saidso.reading.events.avenged import is_answered
from saidso.reading.events.earlier import came_before
from saidso.resolving.times.times import Time


def of_subject(parse: Parse, time: Time, trigger: int) -> bool:
    """Return whether a time is that of the subject of whose verb an event is the object: "Monday's raid
    followed a bombing".
    """
    tokens = parse.tokens
    day = tokens[parse.token_at(time.span[0])]
    noun = tokens[day.head]
    return (
        tokens[trigger].rel == "obj"
        and day.rel in ("nmod:poss", "compound", "nmod:unmarked")
        and noun.rel == "nsubj"
        and noun.head == tokens[trigger].head
    )


def came_after(parse: Parse, time: Time, trigger: int, acts: set[int]) -> bool:
    """Return whether a time is of what came after a deed, and no deed: "closed Monday after a raid"."""
    tokens, verb = parse.tokens, parse.tokens[trigger].head
    if verb in acts or tokens[trigger].rel != "obl" or verb_of(parse, time) != verb:
        return False
    opens = {tokens[c].lemma for c in parse.children[trigger] if tokens[c].rel == "case"}
    return not opens.isdisjoint(("after", "following")) and time.span[1] <= tokens[trigger].start


def of_followed(parse: Parse, head: int, trigger: int) -> bool:
    """Return whether a place is of what the deed that an event names followed: "the raid followed bombings in
    Velm", "the raid comes amid a surge in Velm".
    """
    tokens, verb = parse.tokens, parse.tokens[trigger].head
    if (
        tokens[trigger].rel != "nsubj"
        or tokens[verb].lemma not in ("follow", "come")
        or head < verb
    ):
        return False
    rels = ("obj",) if tokens[verb].lemma == "follow" else ("obl",)
    return any(
        first <= head < end
        for c in parse.children[verb]
        if tokens[c].rel in rels
        for first, end in (parse.subtree(c),)
    )


def of_answered(parse: Parse, time: Time, trigger: int) -> bool:
    """Return whether a time is of what an event paid back: "the raid was in response to one in August"."""
    k = parse.token_at(time.span[0])
    for _ in range(_CLIMB):
        if parse.tokens[k].upos == "NOUN" and is_answered(parse, k):
            return not k <= trigger < parse.subtree(k)[1]
        k = parse.tokens[k].head
    return False


_CLIMB = 4
"""Steps up a tree from a time to the noun that it is of."""


def of_before(parse: Parse, time: Time, trigger: int) -> bool:
    """Return whether a time is of what an event came after: "the raid comes after a truce ended in 2022"."""
    at = parse.token_at(time.span[0])
    return came_before(parse, at, clause=True) and not came_before(parse, trigger)
