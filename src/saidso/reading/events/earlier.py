"""Earlier: acts that a report says to have been done before its news."""

from __future__ import annotations

import re

from saidso.language.parse import Parse

_AS_REPORTED = re.compile(
    r"As (?:\w{1,12} ){0,3}(?:(?:earlier|previously) (?:reported|noted|mentioned|stated)"
    r"|(?:reported|noted|mentioned|stated) (?:earlier|previously|before))\b"
)
"""What opens a sentence on earlier news: "As reported earlier, a shell killed two on Monday"."""
_LEAD = 2
"""Sentences from the first in which a report tells its news."""
_SOON = 14
"""Tokens behind an act in which it may be said that it was earlier."""


def was_earlier(parse: Parse, i: int) -> bool:
    """Return whether an act below the lead was "earlier this month" or done "recently", as no news is."""
    sentence = parse.sentence_of(i)
    if sentence.i < _LEAD:
        return False
    if _was_recently(parse, i) or _AS_REPORTED.match(parse.text, sentence.span[0]):
        return True
    words = [t.text.lower() for t in parse.tokens[i + 1 : min(i + _SOON, sentence.tokens[1])]]
    if "earlier" not in words:
        return False
    at = words.index("earlier")
    return words[at + 1 : at + 2] == ["this"] and words[at + 2 : at + 3] in (["month"], ["year"])


def _was_recently(parse: Parse, i: int) -> bool:
    """Return whether it, or what it is told with, is no news: "recently died when gunmen shot at him"."""
    if parse.tokens[i].rel == "amod":
        return False  # "a recently captured gunman"
    for _ in range(_LEAD + 1):
        if any(parse.tokens[c].lemma == "recently" and c < i for c in parse.children[i]):
            return True
        if not parse.tokens[i].rel.startswith(("advcl", "conj", "xcomp")):
            return False
        i = parse.tokens[i].head
    return False


_COMES = frozenset({"come", "follow", "occur", "happen"})
_BEFALLS = frozenset({"occur", "happen"})
_WORDS = frozenset(
    {"condemnation", "word", "remark", "comment", "assertion", "reaction", "statement"}
)
_CLIMB = 5
_AGAIN = frozenset({"again", "another", "fresh"})
"""What tells that the like was done before: "two weeks after six were shot, gunmen struck again"."""


def _days_after(parse: Parse, k: int) -> bool:
    """Return whether a span of time stands before an "after": "happened a day after"; else it is a cause."""
    tokens = parse.tokens
    after = next(c for c in parse.children[k] if tokens[c].lemma == "after")
    near = {t.lemma for t in tokens[max(0, after - 3) : after]}
    return not near.isdisjoint(("day", "week", "month", "year", "hour", "minute"))


def _follows_it(parse: Parse, k: int) -> bool:
    """Return whether a word is what the deed of the news "followed", or tells more of that: when it was."""
    tokens, below = parse.tokens, parse.children[parse.tokens[k].head]
    after = tokens[tokens[k].head + 1 : tokens[k].head + 2]
    if not any(tokens[c].rel == "obj" for c in below) and [t.upos for t in after] != ["DET"]:
        return False  # "a second blast followed on Sunday"
    return tokens[k].rel.startswith(("obj", "advcl", "obl", "csubj", "ccomp")) and any(
        (tokens[c].lemma in _STRIKES and tokens[c].upos == "NOUN")
        or tokens[c].text.lower() in ("it", "this", "that")
        for c in below
        if tokens[c].rel == "nsubj"
    )


_STRIKES = frozenset(
    {"attack", "blast", "bombing", "killing", "shooting", "strike", "raid", "explosion", "ambush"}
)


def came_before(parse: Parse, i: int, *, clause: bool = False) -> bool:
    """Return whether another happening came after this one: "it comes a day after rebels killed".

    With `clause` a clause must tell of it: not "it happened after 2 a.m. on Sunday".
    """
    tokens = parse.tokens
    ties = ("mark",) if clause else ("mark", "case")
    k = i
    for _ in range(_CLIMB):
        above = tokens[k].head
        if above == k:
            return False
        after = any(tokens[c].lemma == "after" and tokens[c].rel in ties for c in parse.children[k])
        if after and tokens[above].lemma in _COMES and k > above:
            if any(tokens[c].lemma in _WORDS for c in parse.children[above] if c < above):
                return False  # "the condemnation came after gunmen shot a nurse" tells of it
            return tokens[above].lemma not in _BEFALLS or _days_after(parse, k)
        if tokens[above].lemma == "follow" and k > above and _follows_it(parse, k):
            return True
        if after and _is_again(parse, above) and _days_after(parse, k):
            return True
        k = above
    return False


def _is_again(parse: Parse, verb: int) -> bool:
    """Return whether something is done once more: "struck again", "recorded another shooting"."""
    below = [g for c in parse.children[verb] for g in (c, *parse.children[c])]
    return any(parse.tokens[c].lemma in _AGAIN for c in below)


def is_fronted(parse: Parse, i: int) -> bool:
    """Return whether a clause on what came before stands before its verb: "a week after six died, ..."."""
    tokens, k = parse.tokens, i
    for _ in range(_CLIMB):
        above = tokens[k].head
        if any(tokens[c].lemma == "after" and tokens[c].rel == "mark" for c in parse.children[k]):
            return above > k
        if above == k:
            return False
        k = above
    return False


_LIKE = frozenset({"like", "unlike"})
_LISTED = 3


def is_likened(parse: Parse, i: int) -> bool:
    """Return whether a noun names a deed that another is likened to: "a tragedy like the murder of Holm"."""
    for _ in range(_LISTED):
        if any(
            parse.tokens[c].lemma in _LIKE and parse.tokens[c].rel == "case"
            for c in parse.children[i]
        ):
            above = parse.tokens[parse.tokens[i].head]
            return parse.tokens[i].upos == "NOUN" == above.upos  # not "it sounded like a bombing"
        if parse.tokens[i].rel != "conj":
            break
        i = parse.tokens[i].head
    return False
