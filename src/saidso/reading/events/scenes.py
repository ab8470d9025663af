"""Scenes: whether a place that a clause names is where what it tells was done."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Mention
from saidso.reading.clauses.sides import is_country

_WHERE = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "on",
        "around",
        "across",
        "along",
        "into",
        "from",
        "of",
    }
    | {
        "to",
        "toward",
        "towards",
        "through",
        "over",
        "between",
        "within",
        "north",
        "south",
        "east",
        "west",
        "off",
    }
    | {"beyond", "behind", "above", "beside", "opposite", "throughout"}
)


_ORIGINS = frozenset({"native", "citizen", "national"})
_ABROAD = frozenset({"force", "troop"})
_TIES = frozenset({"link", "tie", "loyalty", "allegiance", "loyal", "close", "support"})
_TRAVELS = frozenset(
    {"come", "travel", "return", "arrive", "head", "journey", "depart", "hail"}
    | {"raise", "draw", "attract", "elicit", "condemnation", "criticism", "praise"}
)


_OF = (["based"], ["backed"], ["led"], ["linked"], ["born"], ["bound"], ["aligned"], ["registered"])
"""What stands behind a place and a hyphen where somebody is of it: "the Velm-based company"."""


def _hyphen(parse: Parse, i: int) -> bool:
    return parse.tokens[i].text in ("-", "‐", "‑")


def locates(parse: Parse, k: int, mention: Mention) -> bool:
    """Return whether the place at `k` says where: "in Aleppo", "Aleppo, Syria", not "Syria said"."""
    first, end = mention.tokens
    if [t.text.lower() for t in parse.tokens[end : end + 2]][-1:] in _OF and _hyphen(parse, end):
        return False
    before = parse.tokens[first - 1] if first else None
    if before is not None and before.rel == "mark" and before.lemma == "in":
        return True  # "an ambush in Palmyra targeting troops"
    if before is not None and before.upos == "ADP" and before.lemma not in _WHERE:
        return False  # "near the border with Burkina Faso"
    for _ in range(4):
        token = parse.tokens[k]
        cases = {parse.tokens[c].lemma for c in parse.children[k] if parse.tokens[c].rel == "case"}
        if cases == {"from"} and parse.tokens[token.head].lemma in _TRAVELS:
            return False  # "a bus coming from Velm"
        if cases == {"of"} and parse.tokens[token.head].lemma in _ORIGINS:
            return False  # "a native of Velm"
        if cases == {"to"} and parse.tokens[token.head].lemma in _TIES:
            return False  # "a group with links to Velm"
        if cases:
            return not cases.isdisjoint(_WHERE)
        if token.rel in ("obj", "nsubj:pass"):
            return parse.tokens[token.head].lemma not in (
                "tell",
                "accuse",
                "blame",
                "urge",
                "violate",
            )
        if token.rel in ("appos", "conj", "flat", "compound", "nmod", "list", "dep"):
            above = parse.tokens[token.head]
            if token.rel == "compound" and above.lemma in _ABROAD and is_country(parse, mention):
                return False  # "U.S. forces" are anywhere
            k = token.head
            continue
        return token.rel in ("root", "nmod:poss", "nmod:unmarked", "obl:unmarked")
    return False
