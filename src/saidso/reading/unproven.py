"""Unproven: what somebody has no word of: "no evidence that", "no reports that", "unaware of any"."""

from __future__ import annotations

from saidso.language.parse import Parse

_WORD = frozenset({"indication", "evidence", "information", "report", "sign", "proof", "confirmation",
    "knowledge", "word", "record", "intelligence", "suggestion", "reason"})  # fmt: skip
"""Nouns of which somebody has none who does not say that something happened."""
_NO = frozenset({"no", "not", "n't", "n’t", "never", "without", "neither", "nor"})
_KNOWN = frozenset({"the", "these", "this", "those", "that"})
_UP = ("acl", "acl:relcl", "ccomp", "xcomp", "nmod", "obl", "obj", "conj", "nsubj", "nsubj:pass")
_STEPS = 6


def unproven(parse: Parse, i: int) -> bool:
    """Return whether token `i` stands in what a speaker says there is no evidence or word of."""
    tokens, k = parse.tokens, i
    if tokens[i].rel in ("obl", "nmod") and any(
        tokens[c].text.lower() in _KNOWN for c in parse.children[i]
    ):
        return False  # "no word that anybody died in the strikes": there were strikes
    for _ in range(_STEPS):
        rel, above = tokens[k].rel, tokens[k].head
        if above == k or rel not in _UP:
            return False
        clause = rel.startswith("acl") or rel in ("ccomp", "xcomp")
        k = above
        token = tokens[k]
        no = any(tokens[c].text.lower() in _NO for c in parse.children[k])
        if token.lemma in _WORD and clause:
            return no or any(tokens[c].text.lower() in _NO for c in parse.children[token.head])
        if token.lemma == "unaware" or (token.lemma == "aware" and no):
            return True
    return False
