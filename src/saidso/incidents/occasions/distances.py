"""Distances: days told by how long after them another deed came: "on Friday, two days after an attack".

The attack was on Wednesday. Reading times knows lengths; which day they lead back to is told by the day of
the deed beside them.
"""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date, timedelta
from itertools import zip_longest

import msgspec

from saidso.language.parse import Parse
from saidso.record import Span
from saidso.resolving.times.times import Time

_LENGTH = re.compile(r"P(\d{1,2})([DW])")
_HINGE = re.compile(r"\s(after|before)\s", re.IGNORECASE)
_LEADS = re.compile(r"\s(?:after|before)\Z", re.IGNORECASE)
_LONG = re.compile(r"\b(?:day|week)s?\Z", re.IGNORECASE)
_ONWARDS = re.compile(r"\s+\w")
_MOST = 60
"""Days over which a report counts back to the day."""
_WEEK = 7
_COMES = frozenset({"come", "follow", "happen", "occur"})
_BEHIND = 3
_OPENS = 5
"""Code points before a length that opens its sentence: "A day", "Just two days"."""
_KNOWN = frozenset({"the", "this", "that", "these", "it"})


def distances(parse: Parse, times: list[Time]) -> list[Time]:
    """Return the times, in text order, with lengths before "after" or "before" as the day they lead to.

    Only beside the day of a deed in the same sentence, or where "the raid came three days after" them.
    """
    out: list[Time] = []
    base: Time | None = None
    news: Time | None = None
    """The first day that the report names."""
    sentence = -1
    for time, following in zip_longest(times, times[1:]):
        at = parse.tokens[parse.token_at(time.span[0])].sentence
        if at != sentence:
            base, sentence = None, at
        if time.kind == "duration":
            known = base or (news if _comes(parse, time) else None)
            known = known or _opened(parse, time, following)
            led = _led(parse, known, time) if known else _led_on(parse, time, following)
            time = led or time
        elif time.precision == "day" and time.kind in ("date", "time"):
            base = time
            news = news or time
        out.append(time)
    return out


def _opened(parse: Parse, time: Time, following: Time | None) -> Time | None:
    """Return the day of the sentence that a length opens: "A day after the raid, two were held on Friday"."""
    if following is None or following.precision != "day" or following.kind not in ("date", "time"):
        return None
    sentence = parse.sentence_of(parse.token_at(time.span[0]))
    hinge = _HINGE.match(parse.text, time.span[1])
    own = parse.sentence_of(parse.token_at(following.span[0])).i == sentence.i
    opens = time.span[0] - sentence.span[0] <= _OPENS
    return following if own and opens and hinge and hinge.end() < following.span[0] else None


def _comes(parse: Parse, time: Time) -> bool:
    """Return whether a length says how long after another deed this one was: "the raid came a day after"."""
    sentence = parse.sentence_of(parse.token_at(time.span[0]))
    verb = next((k for k in range(*sentence.tokens) if parse.tokens[k].lemma in _COMES), -1)
    if verb < 0 or not verb < parse.token_at(time.span[0]) <= verb + _BEHIND:
        return False
    who = [c for c in parse.children[verb] if parse.tokens[c].rel == "nsubj"]
    near = {parse.tokens[g].text.lower() for c in who for g in (c, *parse.children[c])}
    return not near.isdisjoint(_KNOWN)


def _led(parse: Parse, base: Time, time: Time) -> Time | None:
    """Return the day that a length leads to from the day before it in the sentence."""
    hinge = _HINGE.match(parse.text, time.span[1])
    if hinge is None:
        return None
    sign = -1 if hinge[1].lower() == "after" else 1
    return _away(base, time, sign, (time.span[0], hinge.end() - 1))


def _led_on(parse: Parse, time: Time, following: Time | None) -> Time | None:
    """Return the day that a length leads to from the day right behind it: "two days after Sunday's raid"."""
    hinge = _HINGE.match(parse.text, time.span[1])
    if hinge is None or following is None or following.span[0] != hinge.end():
        return None
    if following.precision != "day" or following.kind not in ("date", "time"):
        return None
    return _away(following, time, 1 if hinge[1].lower() == "after" else -1, time.span)


def _away(base: Time, time: Time, sign: int, span: Span) -> Time | None:
    """Return the day that lies a length before or after another, as the meaning of some words."""
    length = _LENGTH.fullmatch(time.value)
    if length is None or not base.earliest or base.earliest != base.latest:
        return None
    days = int(length[1]) * (_WEEK if length[2] == "W" else 1)
    if not 0 < days <= _MOST:
        return None
    try:
        day = (date.fromisoformat(base.earliest) + timedelta(days=sign * days)).isoformat()
    except OverflowError:  # before the first year or after the last
        return None
    return msgspec.structs.replace(
        base,
        span=span,
        edtf=day,
        earliest=day,
        latest=day,
        kind="date",
        modifier=None,
        value=day,
    )


def reach(parse: Parse, time: Time) -> range:
    """Return the tokens of the deed whose day a distance gives; empty for other times ("the week before")."""
    if time.kind != "date":
        return range(0)
    if not _LEADS.search(parse.text[slice(*time.span)]):
        return _reach_on(parse, time)
    if not _ONWARDS.match(parse.text, time.span[1]):
        return range(0)
    top = parse.tokens[parse.token_at(time.span[1] - 1)].head
    if parse.tokens[top].rel.startswith("nsubj"):
        top = parse.tokens[top].head
    return range(parse.token_at(time.span[1] - 1), parse.subtree(top)[1])


def _reach_on(parse: Parse, time: Time) -> range:
    """Return the tokens of the deed that came a length after another: "two days after Sunday's raid"."""
    at = parse.token_at(time.span[1] - 1)
    if not (_HINGE.match(parse.text, time.span[1]) and _LONG.search(parse.text[slice(*time.span)])):
        return range(0)
    noun = parse.tokens[at].head
    top = parse.tokens[noun].head
    return range(parse.subtree(noun)[1], parse.subtree(top)[1])


def of_no_deed(parse: Parse, time: Time, triggers: Set[int]) -> bool:
    """Return whether a distance leads to none of these deeds: "three days after the elections"."""
    tokens = reach(parse, time)
    return bool(tokens) and triggers.isdisjoint(tokens)
