"""Status: whether the grammar says that an event happened, was tried, planned, threatened, denied."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.record import Status

_ATTEMPT = {
    "try",
    "attempt",
    "fail",
    "seek",
    "foil",
    "thwart",
    "prevent",
    "avert",
    "stop",
    "survive",
}
_PLAN = {"plan", "intend", "prepare", "want", "plot", "vow", "will", "going", "order", "agree"}
_THREAT = {"threaten", "warn", "threat", "vow", "pledge"}
_UNSURE = {
    "may",
    "might",
    "could",
    "if",
    "whether",
    "would",
    "should",
    "possible",
    "unless",
    "case",
}
_NEGATION = {"not", "n't", "n’t", "no", "never", "without", "neither", "nor", "deny"}
_OTHER_TIME = {
    "previous",
    "past",
    "former",
    "last",
    "earlier",
    "recent",
    "similar",
    "other",
    "such",
}
_AUXILIARY = ("aux", "aux:pass", "cop", "mark", "advmod", "det", "cc", "case")


def status_of(parse: Parse, i: int) -> Status:
    """Return what the grammar says of the event: negation, attempt, plan, threat, condition."""
    tokens = parse.tokens
    if _negated(parse, i):
        return "denied"
    below = {tokens[c].lemma for c in parse.children[i] if tokens[c].rel in _AUXILIARY}
    if below & _UNSURE:
        return "unclear"
    if "will" in below:
        return "planned"
    if tokens[i].upos in ("NOUN", "PROPN"):
        modifiers = {tokens[c].lemma for c in parse.children[i]}
        if modifiers & {"attempted", "failed", "foil", "attempt", "foiled", "fail", "thwart"}:
            return "attempted"
        if modifiers & {"planned", "plan", "possible", "potential", "future"}:
            return "planned"
        if modifiers & {"threatened", "threaten"}:
            return "threatened"
    k, steps = i, 0
    while tokens[k].head != k and steps < 3:
        rel = tokens[k].rel
        if rel not in ("xcomp", "obj", "advcl", "acl", "nmod", "obl", "conj"):
            break
        k = tokens[k].head
        steps += 1
        lemma = tokens[k].lemma
        if rel == "conj":
            continue
        infinitive = any(
            tokens[c].rel == "mark" and tokens[c].lemma == "to" for c in parse.children[i]
        )
        if lemma in _ATTEMPT and rel in ("xcomp", "obj"):
            return "attempted"
        if lemma in _THREAT and rel in ("xcomp", "obj", "acl", "obl"):
            return "threatened"
        if lemma in _PLAN and rel in ("xcomp", "obj", "acl"):
            return "planned"
        if rel in ("advcl", "acl", "xcomp") and infinitive:
            return (
                "planned" if lemma not in ("manage", "begin", "start", "continue") else "happened"
            )
        if rel not in ("xcomp",):
            break
    return "happened"


def _negated(parse: Parse, i: int) -> bool:
    tokens = parse.tokens
    for c in parse.children[i]:
        if tokens[c].lemma in _NEGATION and tokens[c].rel in (
            "advmod",
            "det",
            "case",
            "mark",
            "cc",
        ):
            return True
        if tokens[c].rel == "nsubj:pass" and any(
            tokens[g].lemma in ("no", "none") for g in (c, *parse.children[c])
        ):
            return True
    head = tokens[i].head
    if tokens[i].upos in ("NOUN", "PROPN") and head != i:
        governor = tokens[head]
        if tokens[i].rel in ("obj", "ccomp", "nmod") and governor.lemma in (
            "deny",
            "lack",
            "absence",
        ):
            return True
        if tokens[i].rel in ("nsubj", "obj") and any(
            tokens[c].lemma in ("not", "n't", "n’t", "never") for c in parse.children[head]
        ):
            return True
        if tokens[i].rel in ("nmod", "obl"):  # "no exchange of fire"
            return any(
                tokens[c].lemma == "no" and tokens[c].rel == "det" for c in parse.children[head]
            )
    if tokens[i].upos == "VERB" and tokens[i].rel in ("xcomp", "ccomp") and head != i:
        if tokens[head].lemma == "deny":
            return True
        return tokens[i].rel == "xcomp" and any(  # "is not going to die", "did not appear to fire"
            tokens[c].lemma in ("not", "n't", "n’t", "never") for c in parse.children[head]
        )
    return False


def is_background(parse: Parse, i: int) -> bool:
    """Return whether the noun phrase itself points at another happening ("a similar attack")."""
    tokens = parse.tokens
    if tokens[i].upos not in ("NOUN", "PROPN"):
        return False
    return any(
        tokens[c].lemma in _OTHER_TIME
        and tokens[c].rel in ("amod", "det", "det:predet", "nmod:poss")
        for c in parse.children[i]
    )
