"""Trends: words for acts that only say how many there were, over some time, or that they are common.

"Homicides fell in the first quarter", "a surge in kidnappings", "robberies are rife": no one act is told.
"""

from __future__ import annotations

from saidso.language.parse import Parse, Token
from saidso.reading.clauses.doers import SERIES

_MOVES = frozenset(
    {
        "rise",
        "fall",
        "climb",
        "drop",
        "decline",
        "increase",
        "decrease",
        "surge",
        "soar",
        "jump",
        "grow",
    }
    | {"double", "triple", "treble", "quadruple", "halve", "spike", "dip", "plummet", "skyrocket"}
    | {"multiply", "ebb", "dwindle", "diminish"}
)
"""Verbs and nouns of numbers that go up or down."""
_COMMON = frozenset(
    {
        "common",
        "commonplace",
        "rife",
        "rare",
        "frequent",
        "routine",
        "widespread",
        "rampant",
        "up",
        "down",
    }
)
_STAYS = frozenset({"be", "become", "remain", "grow"})
_COUNTS = frozenset({"number", "rate", "level", "incidence", "count", "frequency", "total"})
_MASS = frozenset({"violence", "crime"})
_WATCHES = frozenset({"observe", "note", "record", "register", "hear", "see", "witness", "log"})
_HEARD = frozenset({"violation", "explosion", "shelling", "detonation"})
_ONE = frozenset({"a", "an", "this", "that", "each", "every", "both"})


def is_trend(parse: Parse, i: int) -> bool:
    """Return whether the noun of acts at token `i` only says how many of them there are."""
    tokens, token = parse.tokens, parse.tokens[i]
    above = tokens[token.head]
    cases = {tokens[c].lemma for c in parse.children[i] if tokens[c].rel == "case"}
    if token.rel == "nmod" and above.lemma in _MOVES and above.upos == "NOUN":
        return "in" in cases and _many(parse, i) and not _is_watched(parse, i, above.i)
    if token.rel == "nmod" and above.lemma in _COUNTS:
        return _moves(parse, above.i)
    return _many(parse, i) and _moves(parse, i)


def is_summed(parse: Parse, i: int) -> bool:
    """Return whether acts are those of years, or whose harm is but compared: "three years of war have seen
    parties attack aid workers", "the highest number of aid workers killed in one incident".
    """
    tokens, k = parse.tokens, i
    if tokens[i].sentence < _LEAD:
        return False
    counted = tokens[tokens[i].head]
    whole = tokens[counted.head]
    if tokens[i].rel == "acl" and counted.rel == "nmod" and whole.lemma in _COUNTS:
        return any(
            tokens[c].rel == "amod" and tokens[c].text.lower().endswith("est")
            for c in parse.children[whole.i]
        )
    for _ in range(_CLIMB):
        above = tokens[k].head
        if above == k or tokens[k].rel not in _BELOW:
            return False
        k = above
        if tokens[k].lemma == "see":
            below = [tokens[c] for c in parse.children[k]]
            spans = any(t.rel == "nsubj" and t.lemma in _SPANS for t in below)
            return spans and any(t.text.lower() in ("have", "has") for t in below)
    return False


_ABOVE = 7
"""Steps from a word up to what its sentence is about."""
_GRIPS = frozenset(
    {"rock", "hit", "plague", "grip", "shake", "suffer", "see", "witness", "experience", "face"}
)
_WAVES = SERIES | {"surge", "upsurge", "epidemic", "outbreak"}
_LANDS = frozenset(
    {"place", "country", "nation", "region", "city", "state", "spot", "area", "territory"}
)


def is_setting(parse: Parse, i: int) -> bool:
    """Return whether a sentence below the lead only says what kind of place or time it is: "the state has
    been rocked by a wave of violence, including the find of 14 bodies", "one of the deadliest places for
    reporters, with dozens killed".
    """
    tokens, k = parse.tokens, i
    if tokens[i].sentence < _LEAD:
        return False
    for _ in range(_ABOVE):
        if _is_ranked(parse, k) or _is_gripped(parse, k):
            return True
        if tokens[k].head == k:
            return False
        k = tokens[k].head
    return False


def _is_gripped(parse: Parse, i: int) -> bool:
    """Return whether a verb tells what somewhere "has been" through: "has been rocked by a wave of raids"."""
    if parse.tokens[i].lemma not in _GRIPS:
        return False
    below = [parse.tokens[c] for c in parse.children[i]]
    perfect = any(t.rel == "aux" and t.text.lower() in ("have", "has") for t in below)
    return perfect and any(
        t.lemma in _WAVES and t.rel in ("obl:agent", "obl", "obj") for t in below
    )


def _is_ranked(parse: Parse, i: int) -> bool:
    """Return whether a token is the "one" of "one of the most dangerous places"."""
    if parse.tokens[i].lemma not in ("one", "among"):
        return False
    of = [c for c in parse.children[i] if parse.tokens[c].lemma in _LANDS]
    best = (t.text.lower() for c in of for g in parse.children[c] for t in _with(parse, g))
    return any(word == "most" or word.endswith("iest") or word == "worst" for word in best)


def _with(parse: Parse, i: int) -> list[Token]:
    return [parse.tokens[k] for k in (i, *parse.children[i])]


_LEAD = 2
"""Sentences from the first in which a report tells its news."""
_CLIMB = 5
_BELOW = ("obj", "ccomp", "xcomp", "conj", "nmod", "obl", "acl")
_SPANS = frozenset({"year", "month", "week", "decade"})


def _is_watched(parse: Parse, i: int, more: int) -> bool:
    """Return whether monitors tell what they heard and saw, more or less of it than before: "the mission
    observed an increase in ceasefire violations".
    """
    tokens = parse.tokens
    seen = tokens[more].rel in ("obj", "nsubj:pass") and tokens[tokens[more].head].lemma in _WATCHES
    return seen and tokens[i].lemma in _HEARD


def _many(parse: Parse, i: int) -> bool:
    """Return whether a noun stands for acts of no number: "kidnappings", not "two kidnappings"."""
    tokens, token = parse.tokens, parse.tokens[i]
    below = [tokens[c] for c in parse.children[i]]
    if any(t.rel == "nummod" or t.text.lower() in _ONE for t in below):
        return False
    return token.lemma in _MASS or token.text.lower() not in (token.lemma, "shelling")


def _moves(parse: Parse, i: int) -> bool:
    """Return whether a noun is what goes up or down, or is common."""
    tokens, token = parse.tokens, parse.tokens[i]
    above = tokens[token.head]
    if token.rel != "nsubj" or token.head == i:
        return False
    if above.lemma in _MOVES and above.upos == "VERB":
        return True
    near = {tokens[c].lemma for c in parse.children[above.i]}
    if above.lemma in _STAYS:
        return not near.isdisjoint(_COMMON)
    return above.lemma in _COMMON and not near.isdisjoint(_STAYS)
