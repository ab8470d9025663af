"""Statistics: what has been done over months or years, which is no happening by itself.

"Bandits have killed hundreds in the past three years", "86 militants have been killed this year", "8,000
people have died since 2011": the perfect with a long period counts many happenings.
"""

from __future__ import annotations

import re

from saidso.language.parse import Parse

_LEAD = 2
"""Sentences from the first in which such words are the news themselves."""
_CLIMB = 6
_MONTHS = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_PERIOD = re.compile(
    r"\b(?:this year|so far this (?:year|month)|in recent (?:years|months|decades)|over the years"
    r"|(?:the|these) (?:past|last) (?:[\w-]{1,12} )?(?:years?|months|decades?)"
    rf"|since (?:(?:early|mid|late)[ -])?(?:{_MONTHS}|(?:19|20)\d\d|(?:the )?(?:start|beginning) of)"
    r"|[\w-]{1,12}[ -]years?(?:[ -](?:old|long))? (?:war|conflict|insurgency|rebellion|violence))\b"
)
_CHAINED = ("conj", "advcl", "xcomp", "acl", "obj", "obl", "nmod", "nsubj", "nsubj:pass", "ccomp")


def is_statistic(parse: Parse, i: int) -> bool:
    """Return whether a word of a deed or of harm below the lead is told of months or years."""
    sentence = parse.sentence_of(i)
    if sentence.i < _LEAD or sentence.segment_kind == "headline":
        return False
    return _is_perfect(parse, i) and bool(_PERIOD.search(parse.text[slice(*sentence.span)].lower()))


def _is_perfect(parse: Parse, i: int) -> bool:
    """Return whether a word, or what it hangs on, stands in the perfect: "have been killed"."""
    tokens = parse.tokens
    for _ in range(_CLIMB):
        children = parse.children[i]
        if any(tokens[c].rel == "aux" and tokens[c].text.lower() in _HAVE for c in children):
            return True
        own = tokens[i].rel == "conj" and any(tokens[c].rel.startswith("aux") for c in children)
        if own or tokens[i].head == i or tokens[i].rel not in _CHAINED:
            return False
        if tokens[i].rel == "ccomp" and tokens[i].upos != "NOUN":
            return False  # "police have said that two men were killed"
        i = tokens[i].head
    return False


_HAVE = frozenset({"have", "has", "had", "'ve", "’ve"})
