"""Also: sentences by which a report goes over to another deed that the same people look into, or to
another victim at another hour or on another day.

"Police are also investigating a Sunday night shooting", "meantime, police are investigating a
shooting", "another man was shot around 3:30 Saturday morning", "on Thursday two other guards were killed".
Not so "police are also investigating the shooting" and "another man was shot in the leg".
"""

from __future__ import annotations

import re
from collections.abc import Collection

from saidso.language.parse import Parse
from saidso.reading.clauses.doers import SERIES
from saidso.reading.layout.roundups import somebody_new

_LOOKING = frozenset({"investigate", "probe", "look", "search"})
_MEANWHILE = frozenset({"meanwhile", "meantime"})
_ANY = frozenset({"a", "an", "another", "two", "three", "several"})
_SUBJECT = ("nsubj", "nsubj:pass")
_HOUR = re.compile(r"\b\d{1,2}(?::\d\d| ?[ap]\.?m\b)", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:Earlier |Last |On |on |Late |Early )*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: morning| afternoon| evening| night)?,? ",
)
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def looks_into_another(parse: Parse, first: int, end: int, what: Collection[str]) -> bool:
    """Return whether somebody also looks into a deed that the report has not told of.

    `what`: lemmas of deeds.
    """
    tokens, children = parse.tokens, parse.children
    for verb in range(first, end):
        if tokens[verb].lemma not in _LOOKING or tokens[verb].head != verb:
            continue
        turns = tokens[first].text.lower() in _MEANWHILE
        if not turns and not any(tokens[c].lemma == "also" for c in children[verb]):
            return False
        return any(
            tokens[c].lemma in what
            and c > verb
            and any(tokens[g].text.lower() in _ANY and g < c for g in children[c])
            for c in children[verb]
            if tokens[c].rel in ("obj", "obl")
        )
    return False


def is_another_victim(parse: Parse, first: int, end: int, triggers: Collection[int]) -> bool:
    """Return whether a sentence tells of another victim at an hour of its own, or on a day not named before.

    `triggers`: tokens of deeds.
    """
    tokens = parse.tokens
    opening = _OPENING.match(parse.text, tokens[first].start, tokens[end - 1].end)
    other = parse.token_at(opening.end()) if opening else first
    if tokens[other].upos == "NUM":
        other += 1
    if other >= end or tokens[other].text.lower() not in ("another", "other"):
        return False
    who = tokens[other].head
    verb = tokens[who].head
    if tokens[who].kind != "person" or tokens[who].rel not in _SUBJECT or not first < verb < end:
        return False
    if verb not in triggers:
        return False
    start, stop = tokens[first if opening else verb].start, tokens[end - 1].end
    if _HOUR.search(parse.text, tokens[verb].end, stop):
        return True
    day = _DAY.search(parse.text, start, stop)
    return day is not None and parse.text.find(day[0], 0, tokens[first].start) < 0


_CROWDS = frozenset({"protest", "rally", "demonstration", "march", "gathering", "vigil"})


def are_smaller(parse: Parse, first: int, end: int) -> bool:
    """Return whether a sentence opens with lesser crowds elsewhere: "Smaller rallies were held in Velm"."""
    if end - first < 3 or parse.tokens[first].text.lower() not in ("smaller", "similar"):
        return False
    noun = parse.tokens[first + 1]
    return noun.lemma in _CROWDS and noun.rel.startswith("nsubj")


def goes_on_since(parse: Parse, first: int, end: int) -> bool:
    """Return whether a sentence tells what has been done for days, and whom it has harmed, beside the one
    deed of a report: "since Friday, the army has been shelling villages, where two men were killed".
    """
    tokens = parse.tokens
    if tokens[first].text != "Since" or tokens[first].sentence < _LEAD:
        return False
    if tokens[min(first + 1, end - 1)].kind != "time":
        return False
    perfect = any(
        tokens[k].rel == "aux" and tokens[k].text.lower() in ("has", "have")
        for k in range(first, end)
    )
    return perfect and somebody_new(parse, first + 2, end)


def adds_up(
    parse: Parse, first: int, end: int, what: Collection[str], within: Collection[str]
) -> bool:
    """Return whether a sentence counts the rest of a day: "nine others were hurt in attacks".

    `what`: lemmas of deeds; `within`: prepositions before them.
    """
    tokens = parse.tokens
    for i in range(first, end):
        if not _are_several(parse, i, what):
            continue
        below = parse.children[i]
        if any(tokens[c].rel in ("det", "nmod:poss") for c in below):
            continue
        verb = tokens[i].head
        if tokens[verb].upos != "VERB" or not any(
            tokens[c].rel == "case" and tokens[c].lemma in within for c in below
        ):
            continue
        who = [c for c in parse.children[verb] if tokens[c].rel.startswith("nsubj") and c < verb]
        if any(
            tokens[g].text.lower() in ("another", "other", "others")
            for c in who
            for g in (c, *parse.children[c])
        ):
            return True
    return False


_LEAD = 2
"""Sentences from the first in which a report tells its news."""


def is_series(parse: Parse, first: int, end: int, what: Collection[str]) -> bool:
    """Return whether a sentence tells of "a series of attacks" that hit others, in a report of one.

    `what`: lemmas of deeds.
    """
    tokens = parse.tokens
    if tokens[first].sentence < _LEAD or not somebody_new(parse, first, end):
        return False
    some = [
        k
        for k in range(first, end)
        if tokens[k].lemma in SERIES
        and tokens[k].rel in ("obj", "nsubj", "obl")
        and any(tokens[c].text.lower() in ("a", "another") for c in parse.children[k])
        and any(_are_several(parse, c, what) for c in parse.children[k])
    ]
    lead = parse.sentences[_LEAD - 1].tokens[1]
    return bool(some) and not any(_are_several(parse, k, what) for k in range(lead))


def _are_several(parse: Parse, k: int, what: Collection[str]) -> bool:
    return parse.tokens[k].lemma in what and parse.tokens[k].text.lower() != parse.tokens[k].lemma
