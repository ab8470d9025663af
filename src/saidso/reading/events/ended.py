"""Ended: the fighting that a pact puts an end to, another happening than the pact that a report tells of."""

from __future__ import annotations

from saidso.language.parse import Parse

_ENDS = frozenset({"end", "halt", "stop"})
_PACTS = frozenset(
    {"sign", "agree", "reach", "conclude", "declare", "announce", "accept", "strike", "broker"}
)
_CLIMB = 6


def is_ended(parse: Parse, i: int) -> bool:
    """Return whether words tell what a pact ends: "signed a truce, ending raids in which 60 died"."""
    tokens = parse.tokens
    for _ in range(_CLIMB):
        token = tokens[i]
        if token.head == i:
            return False
        above = tokens[token.head]
        if above.lemma in _ENDS and token.rel == "obj":
            under = tokens[above.head]
            aim = any(tokens[c].text.lower() == "to" for c in parse.children[above.i])
            return under.lemma in _PACTS and above.rel in ("advcl", "acl") and not aim
        if not token.rel.startswith(("nmod", "acl", "obl", "conj", "compound")):
            return False
        i = token.head
    return False
