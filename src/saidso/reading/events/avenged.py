"""Deeds that others pay back, other happenings than what the news tells: "revenge for a raid"."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.entities.parties import VIOLENT

_ANSWERS = frozenset({"retaliation", "revenge", "reprisal", "retribution", "response", "reaction"})
_LEAD = 2
"""Sentences from the first in which a report tells its news."""
_THIS = frozenset({"the", "this", "that", "these", "those"})


def is_answered(parse: Parse, i: int) -> bool:
    """Return whether a noun is what is avenged: "in retaliation for strikes on a village"."""
    tokens = parse.tokens
    above = tokens[i].head
    words = {tokens[k].lemma for k in (above, *parse.children[above]) if k == above or k < i}
    if tokens[i].rel not in ("nmod", "obl") or not words & _ANSWERS:
        return False
    if tokens[above].lemma not in _ANSWERS and not any(  # "a revenge attack for air strikes"
        tokens[c].lemma == "for" and tokens[c].rel == "case" for c in parse.children[i]
    ):
        return False
    below = parse.children[i]
    definite = any(tokens[c].rel == "det" and tokens[c].lemma in _THIS for c in below)
    told = tokens[i].sentence < _LEAD and any(tokens[c].rel == "nmod" and c > i for c in below)
    return above < i and (told or not definite)  # in the lead it is what pays back that is the news


_RETALIATES = frozenset({"retaliate", "retaliatory", "retaliation", "reprisal"})


def _is_retaliated(parse: Parse, i: int) -> bool:
    """Return whether a clause with "after" tells what is paid back: "launched retaliatory strikes after"."""
    tokens, above = parse.tokens, parse.tokens[i].head
    if tokens[i].rel != "advcl" or not any(
        tokens[c].lemma == "after" for c in parse.children[i] if c < i
    ):
        return False
    own = [
        above,
        *(c for c in parse.children[above] if tokens[c].rel in ("obj", "obl", "nsubj:pass")),
    ]
    near = {tokens[k].lemma for k in (*own, *(g for c in own[1:] for g in parse.children[c]))}
    return not near.isdisjoint(_RETALIATES)


def is_avenged(parse: Parse, i: int) -> bool:
    """Return whether words tell what those did who are paid back: "revenge for strikes that killed two"."""
    if _is_retaliated(parse, i):
        return True
    for _ in range(4):
        if is_answered(parse, i):
            return True
        if not parse.tokens[i].rel.startswith(("acl", "xcomp", "obj", "conj")):
            return False
        i = parse.tokens[i].head
    return False


_CHARGED = frozenset({"accused", "suspected", "wanted", "convicted"})
_PUNISHES = VIOLENT | {"hang", "flog", "burn", "stone", "whip", "lash", "punish"}


def is_charge(parse: Parse, i: int) -> bool:
    """Return whether words tell of what those who suffer are accused: "lynched two men accused of theft"."""
    tokens, cause = parse.tokens, parse.tokens[parse.tokens[i].head]
    if cause.text.lower() not in _CHARGED or tokens[i].rel not in ("obl", "nmod", "advcl", "xcomp"):
        return False
    if cause.rel.startswith(("acl", "amod")):
        whom = tokens[cause.head]
        return whom.rel in ("obj", "nsubj:pass") and tokens[whom.head].lemma in _PUNISHES
    verb = cause.head
    suffers = any(tokens[c].rel == "obj" and verb < c < cause.i for c in parse.children[verb])
    return suffers and cause.rel in ("xcomp", "advcl") and tokens[verb].lemma in _PUNISHES
