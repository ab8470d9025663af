"""Onsets: the words that tell an incident's own day from those of what the law and mourners did after.

"It happened around 9 p.m. Sunday" and "officers were called to the house Monday afternoon" give the
day of what a report is about. "He was charged Thursday" gives another day, however near the words of
the incident stand. `occasions` weighs them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse
from saidso.resolving.times.times import Time

_PARTS = ("obl", "obj", "nsubj", "nsubj:pass")
_CLIMB = 4
_AS_OF = re.compile(r"\bas of\s+(?:late\s+|early\s+)?$", re.IGNORECASE)
_BY = re.compile(r"(?<!-)\bby\s+(?:late\s+|early\s+)?$", re.IGNORECASE)
_LENGTH = 14
_UNTIL = frozenset({"until", "till", "til"})


class _Words(msgspec.Struct, frozen=True):
    happen: frozenset[str]
    what: frozenset[str]
    notice: frozenset[str]
    later: frozenset[str]
    custody: frozenset[str]
    die: frozenset[str]
    mourn: frozenset[str]
    court: frozenset[str]
    probe: frozenset[str]
    stay: frozenset[str]
    page: frozenset[str]
    fire: frozenset[str]


@cache
def _words() -> _Words:
    return knowledge.typed(__package__, "onsets.yaml", _Words)


def lemmas(name: str) -> frozenset[str]:
    """Return the lemmas of one list of `onsets.yaml`."""
    found: frozenset[str] = getattr(_words(), name)
    return found


def verb_of(parse: Parse, time: Time) -> int:
    """Return the verb that a time hangs on, or -1."""
    i = bisect_left(parse.starts, time.span[0])
    for _ in range(6):
        if i >= len(parse.tokens) or parse.tokens[i].head == i:
            break
        i = parse.tokens[i].head
        if parse.tokens[i].upos == "VERB":
            return i
    return -1


def is_later(parse: Parse, verb: int) -> bool:
    """Return whether a verb tells what the law or mourners did afterwards."""
    words = _words()
    if parse.tokens[verb].lemma in words.later or _gives_up(parse, verb):
        return True
    where = (
        parse.tokens[verb].lemma in words.happen
    )  # "the riot began at the jail", no "trial began"
    return any(
        parse.tokens[c].lemma in words.custody
        and parse.tokens[c].rel in _PARTS
        and not (where and parse.tokens[c].rel == "obl")
        for c in parse.children[verb]
    )


_SELVES = frozenset({"himself", "herself", "themselves", "themself", "itself"})


def _gives_up(parse: Parse, verb: int) -> bool:
    """Return whether somebody "turned himself in" or "handed herself over"."""
    if parse.tokens[verb].lemma not in ("turn", "hand", "give"):
        return False
    return any(parse.tokens[c].text.lower() in _SELVES for c in parse.children[verb])


_IT = frozenset(
    {"incident", "attack", "raid", "boarding", "shooting", "blast", "explosion", "strike", "riot"}
    | {"fight", "fighting", "clash", "siege", "standoff", "unrest"}
)


def has_it(parse: Parse, verb: int) -> bool:
    """Return whether the subject of a verb is the deed itself: "the attack took place in Velm"."""
    return any(
        parse.tokens[k].lemma in _IT and parse.tokens[g].text.lower() in ("the", "this")
        for k in parse.children[verb]
        if parse.tokens[k].rel == "nsubj"
        for g in parse.children[k]
    )


def is_befalling(parse: Parse, verb: int) -> bool:
    """Return whether a verb says that the deed happened: "the incident occurred", "the raid took place"."""
    took = parse.tokens[verb].lemma == "take" and any(
        parse.tokens[c].lemma == "place" and parse.tokens[c].rel == "obj"
        for c in parse.children[verb]
    )
    return (took or parse.tokens[verb].lemma in _BEFALLS) and has_it(parse, verb)


_BEFALLS = frozenset({"happen", "occur"})
_ENDS = frozenset({"end", "finish", "conclude", "subside"})


def is_end(parse: Parse, time: Time) -> bool:
    """Return whether a time is when what had begun was over: "the riot ended early Monday"."""
    verb = verb_of(parse, time)
    return (
        verb >= 0
        and parse.tokens[verb].lemma in _ENDS
        and any(parse.tokens[c].rel == "nsubj" for c in parse.children[verb])
        and not any(parse.tokens[c].rel == "obj" for c in parse.children[verb])
    )


def is_ahead(time: Time, published: str | None) -> bool:
    """Return whether a time lies after the day of publication."""
    return bool(published and time.earliest and time.earliest > published)


_DEMANDS = frozenset({"should", "must", "ought"})


def is_demanded(parse: Parse, time: Time) -> bool:
    """Return whether a time is when somebody said what others should do: "must end it, they said today"."""
    verb = verb_of(parse, time)
    if verb < 0:
        return False
    below = [c for c in parse.children[verb] if parse.tokens[c].rel in ("ccomp", "parataxis")]
    if parse.tokens[verb].rel == "parataxis":
        below.append(parse.tokens[verb].head)
    return any(
        parse.tokens[g].rel == "aux" and parse.tokens[g].text.lower() in _DEMANDS
        for c in below
        for g in parse.children[c]
    )


_ISSUED = frozenset({"release", "publish", "issue", "launch", "reach", "obtain"})
_PAPERS = frozenset(
    {"report", "statement", "study", "briefing", "document", "dossier", "release", "survey"}
)


def is_issued(parse: Parse, time: Time) -> bool:
    """Return whether a time is when a paper came out: "according to a report released Thursday"."""
    verb = verb_of(parse, time)
    if verb < 0 or parse.tokens[verb].lemma not in _ISSUED:
        return False
    if parse.sentence_of(verb).segment_kind == "headline":
        return False  # "Daily report issued on 7 September" tells of that day
    near = [parse.tokens[verb].head] if parse.tokens[verb].rel.startswith("acl") else []
    near += [c for c in parse.children[verb] if parse.tokens[c].rel in ("obj", "nsubj:pass")]
    return any(parse.tokens[k].lemma in _PAPERS for k in near)


def is_deadline(parse: Parse, time: Time) -> bool:
    """Return whether a time says until or by when: "gave them until Friday", "had fled by Friday".

    Or as of when something was counted: "as of Sunday, 73 were hurt".
    """
    at = bisect_left(parse.starts, time.span[0])
    if _AS_OF.search(parse.text[max(0, time.span[0] - _LENGTH) : time.span[0]]):
        return True
    if _BY.search(parse.text[max(0, time.span[0] - _LENGTH) : time.span[0]]):
        return True
    for _ in range(_CLIMB):
        if at >= len(parse.tokens):
            return False
        cases = {parse.tokens[c].lemma for c in parse.children[at] if parse.tokens[c].rel == "case"}
        if cases & _UNTIL:
            return True
        if not parse.tokens[at].rel.startswith("nmod") or parse.tokens[at].head == at:
            return False
        at = parse.tokens[at].head
    return False
