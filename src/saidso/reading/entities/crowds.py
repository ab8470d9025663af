"""People who are only counted: "five more were hurt", "scores more", "two of the 12 killed"."""

from __future__ import annotations

from saidso.language.parse import Parse, Token
from saidso.reading.clauses.passives import NEEDS_OBJECT

MANY = {"dozen", "score", "hundred", "thousand", "number", "majority", "handful", "couple", "lot"}
"""Nouns that count what stands behind "of"."""
_SUFFERED = NEEDS_OBJECT | {
    "hurt",
    "die",
    "hospitalize",
    "displace",
    "evacuate",
    "wounded",
    "injured",
}
"""What happens to people."""
_HARMS = frozenset(
    {"kill", "wound", "injure", "hurt", "behead", "arrest", "detain", "abduct", "kidnap"}
)
"""Verbs after which a bare number counts people."""


def counts_people(parse: Parse, token: Token) -> bool:
    """Return whether a number that stands alone counts people, by the model or by what befell them."""
    alone = token.kind == "person" and token.head != token.i and "-" not in token.text
    if alone and not _bracketed(parse, token.i):
        return True
    return more_people(parse, token) or _those_harmed(parse, token) or _harmed(parse, token)


def more_people(parse: Parse, token: Token) -> bool:
    """Return whether a number with "more" counts people, by what happened to them: "five more were hurt"."""
    return says_more(parse, token) and parse.tokens[token.head].lemma in _SUFFERED


def says_more(parse: Parse, token: Token) -> bool:
    """Return whether "more" stands right behind a number and belongs to it."""
    after = parse.tokens[token.i + 1 : token.i + 2]
    return bool(after) and after[0].text == "more" and after[0].head == token.i


def _harmed(parse: Parse, token: Token) -> bool:
    """Return whether a number is all that a verb is done to: "killing nine"."""
    done_to = token.rel == "obj" or token.rel == "nsubj:pass"
    return done_to and parse.tokens[token.head].lemma in _HARMS


def _those_harmed(parse: Parse, token: Token) -> bool:
    """Return whether a participle says what was done to so many: "two of the 12 killed"."""
    below = (parse.tokens[c] for c in parse.children[token.i] if c == token.i + 1)
    return any(c.rel == "acl" and c.lemma in _SUFFERED for c in below)


def _bracketed(parse: Parse, i: int) -> bool:
    """Return whether a number stands alone after a name, as an age does: "Jon Doe, 41,"."""
    near = parse.tokens[max(i - 2, 0) : i + 2]
    if len(near) < 4 or not near[2].text.isdigit() or near[0].upos != "PROPN":
        return False
    return near[1].text in (",", "(") and near[3].text in (",", ")", ".", ";", "and")
