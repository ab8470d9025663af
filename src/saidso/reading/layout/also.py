"""Also: sentences by which a report goes over to another deed that the same people look into, or to
another victim at another hour.

"Police are also investigating a Sunday night shooting", "meantime, police are investigating a
shooting", "another man was shot around 3:30 Saturday morning". Not so "police are also investigating the
shooting" and "another man was shot in the leg".
"""

from __future__ import annotations

import re
from collections.abc import Collection

from saidso.language.parse import Parse

_LOOKING = frozenset({"investigate", "probe", "look", "search"})
_MEANWHILE = frozenset({"meanwhile", "meantime"})
_ANY = frozenset({"a", "an", "another", "two", "three", "several"})
_SUBJECT = ("nsubj", "nsubj:pass")
_HOUR = re.compile(r"\b\d{1,2}(?::\d\d| ?[ap]\.?m\b)", re.IGNORECASE)
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
    if tokens[first].text.lower() != "another":
        return False
    who = tokens[first].head
    verb = tokens[who].head
    if tokens[who].kind != "person" or tokens[who].rel not in _SUBJECT or not first < verb < end:
        return False
    if verb not in triggers:
        return False
    start, stop = tokens[verb].end, tokens[end - 1].end
    if _HOUR.search(parse.text, start, stop):
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
