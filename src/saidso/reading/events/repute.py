"""Repute: deeds for which somebody is known, which a report adds to say who they are.

"The front, blamed for attacks on churches", "is accused of kidnapping farmers", "police are often accused of
killing civilians": no deed of theirs in particular, and none of the report's.
"""

from __future__ import annotations

from saidso.language.kept import kept
from saidso.language.parse import Parse
from saidso.reading.clauses.doers import SERIES

_BLAMES = frozenset({"blame", "accuse", "implicate", "suspect"})
_OFTEN = frozenset(
    {"often", "frequently", "repeatedly", "regularly", "routinely", "long", "previously", "usually"}
    | {"widely", "sometimes", "commonly", "constantly"}
)
_NOW = frozenset({"is", "are", "'s", "’s", "has", "have", "been"})
_THIS = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_MANY = SERIES | {"dozen", "score", "hundred"}
_UP = ("nmod", "obl", "xcomp", "ccomp", "advcl", "acl", "conj", "obj")
_LEAD = 2
"""Sentences from the first in which a report tells its news."""
_CLIMB = 5


@kept
def is_repute(parse: Parse, i: int) -> bool:
    """Return whether the deed or harm at a token is what somebody is known or blamed for at all."""
    sentence = parse.sentence_of(i)
    if sentence.i < _LEAD or sentence.segment_kind == "headline" or not _is_open(parse, i):
        return False
    tokens, k = parse.tokens, i
    for _ in range(_CLIMB):
        rel, above = tokens[k].rel, tokens[k].head
        if above == k or rel not in _UP:
            return False
        below, k = k, above
        if tokens[k].lemma in _BLAMES:
            cases = {tokens[c].lemma for c in parse.children[below] if c < below}
            return not cases.isdisjoint(("for", "of", "in")) and _is_known(parse, k)
        if not _is_open(parse, k):
            return False
    return False


def _is_known(parse: Parse, verb: int) -> bool:
    """Return whether somebody is blamed as a rule or to this day, and not on one day."""
    tokens, token = parse.tokens, parse.tokens[verb]
    below = parse.children[verb]
    if any(tokens[c].kind == "time" for c in below):
        return False
    if any(tokens[c].lemma in _OFTEN for c in below):
        return True
    helped = {tokens[c].text.lower() for c in below if tokens[c].rel.startswith(("aux", "cop"))}
    if token.rel == "conj" and not helped:
        helped = {tokens[c].text.lower() for c in parse.children[token.head] if c < token.head}
        return bool(helped & _NOW) and not helped & {"was", "were"}
    passive = token.upos != "VERB" or token.text.lower().endswith(("ed", "wn"))
    bare = token.rel in ("acl", "amod", "advcl", "appos") and not helped
    return passive and (bare or (bool(helped) and helped <= _NOW))


def _is_open(parse: Parse, i: int) -> bool:
    """Return whether words tell of no deeds in particular: "attacks", "killing civilians"."""
    tokens, token = parse.tokens, parse.tokens[i]
    below = [tokens[c] for c in parse.children[i]]
    if any(t.kind == "time" for t in below):
        return False
    if token.upos in ("NOUN", "PROPN"):
        return token.lemma in _MANY or _is_bare(parse, i)
    if token.text.lower().endswith("ing"):
        return all(_is_bare(parse, t.i) for t in below if t.rel == "obj")
    return token.upos in ("VERB", "ADJ")


def _is_bare(parse: Parse, i: int) -> bool:
    """Return whether a noun is a plural without number or owner, but for "several"."""
    token, below = parse.tokens[i], [parse.tokens[c] for c in parse.children[i]]
    plural = token.text.lower() != token.lemma or token.lemma == "people"
    return plural and not any(t.rel == "nummod" or t.text.lower() in _THIS for t in below)
