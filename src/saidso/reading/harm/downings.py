"""Downings: what is shot out of the sky is nobody: "33 Shaheds were shot down", "31 were shot down"."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.people import people
from saidso.reading.clauses.roles import objects, with_conjuncts

_SHOOTS = frozenset({"shoot", "shot"})


def is_downed(parse: Parse, i: int) -> bool:
    """Return whether the verb at `i` is that of shooting something down.

    Who is shot down must be told by a noun for people or by a name: a number alone is that of drones.
    """
    tokens = parse.tokens
    if tokens[i].lemma not in _SHOOTS or not _has_down(parse, i):
        return False
    below = [c for c in parse.children[i] if tokens[c].rel.startswith(("nsubj", "obj")) and c < i]
    whom = with_conjuncts(parse, objects(parse, i) or below)
    return not any(_is_somebody(parse, k) for k in whom)


def _has_down(parse: Parse, i: int) -> bool:
    after = parse.tokens[i + 1 : i + 2]
    return bool(after and after[0].text.lower() == "down") or any(
        parse.tokens[c].text.lower() == "down" and parse.tokens[c].rel == "compound:prt"
        for c in parse.children[i]
    )


def _is_somebody(parse: Parse, k: int) -> bool:
    """Return whether a token is a noun for people, or the name of one person."""
    token = parse.tokens[k]
    if token.upos == "PROPN":
        counted = any(parse.tokens[c].rel == "nummod" for c in parse.children[k])
        return token.kind == "person" and not counted and token.text.lower() not in people().arms
    return token.upos in ("NOUN", "ADJ") and token.kind == "person"
