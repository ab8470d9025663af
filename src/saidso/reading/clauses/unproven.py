"""Unproven: what somebody has no word of, or calls a lie."""

from __future__ import annotations

from saidso.language.parse import Parse

_WORD = frozenset({"indication", "evidence", "information", "report", "sign", "proof", "confirmation",
    "knowledge", "word", "record", "intelligence", "suggestion", "reason"})  # fmt: skip
"""Nouns of which somebody has none who does not say that something happened."""
_NO = frozenset({"no", "not", "n't", "n’t", "never", "without", "neither", "nor"})
_KNOWN = frozenset({"the", "these", "this", "those", "that"})
_UP = ("acl", "acl:relcl", "ccomp", "xcomp", "nmod", "obl", "obj", "conj", "nsubj", "nsubj:pass",
       "csubj")  # fmt: skip
_CLAIMS = frozenset({"claim", "report", "allegation", "accusation", "rumor", "rumour", "suggestion",
    "assertion", "statement", "news"})  # fmt: skip
_FALSE = frozenset({"false", "falsehood", "lie", "untrue", "baseless", "unfounded", "fabrication",
    "fabricate", "wrong", "incorrect", "propaganda", "fake", "inaccurate",
    "groundless"})  # fmt: skip
_PREDICATE = ("ccomp", "xcomp")
"""What a tree makes of "was a lie" where it takes the claim for the object of "adding that"."""
_IT = frozenset({"it", "this", "that", "which"})
_STEPS = 6
_FAR = 40
"""Tokens from a claim to what is said of it."""


def unproven(parse: Parse, i: int) -> bool:
    """Return whether token `i` stands in what a speaker says there is no evidence or word of."""
    tokens, k = parse.tokens, i
    if tokens[i].rel in ("obl", "nmod") and any(
        tokens[c].text.lower() in _KNOWN for c in parse.children[i]
    ):
        return False  # "no word that anybody died in the strikes": there were strikes
    for _ in range(_STEPS):
        claim = _claim_before(parse, k)
        if claim is not None and _false(parse, claim):
            return True
        rel, above = tokens[k].rel, tokens[k].head
        if rel in _THAT and _says_that(parse, k) and _calls_false(parse, above):
            return True
        if above == k or rel not in _UP:
            return False
        clause = rel.startswith("acl") or rel in ("ccomp", "xcomp")
        k = above
        token = tokens[k]
        no = any(tokens[c].text.lower() in _NO for c in parse.children[k])
        if token.lemma in _WORD and clause and tokens[token.head].lemma != "deny":
            return no or any(tokens[c].text.lower() in _NO for c in parse.children[token.head])
        if clause and token.lemma in _CLAIMS and _false(parse, k):
            return True
        if token.lemma == "unaware" or (token.lemma == "aware" and no):
            return True
    return False


_THAT = ("csubj", "ccomp", "acl", "acl:relcl", "advcl")
_SAY = frozenset({"say", "claim", "suggest", "allege", "state", "assert", "report"})
_RIGHT = frozenset({"true", "correct", "accurate", "fact"})
_MORAL = frozenset({"wrong"})


def _says_that(parse: Parse, i: int) -> bool:
    """Return whether a clause is a "that" clause, or the saying of one: "to say that soldiers fired"."""
    marks = {parse.tokens[c].lemma for c in parse.children[i] if parse.tokens[c].rel == "mark"}
    return "that" in marks or ("to" in marks and parse.tokens[i].lemma in _SAY)


def _calls_false(parse: Parse, i: int) -> bool:
    """Return whether a predicate calls its clause untrue: "it is a lie that", "it is not true that"."""
    below = [parse.tokens[c] for c in parse.children[i]]
    if not any(t.rel == "cop" for t in below):
        return False
    no = any(t.text.lower() in _NO for t in below)
    lemma = parse.tokens[i].lemma
    return (lemma in _RIGHT and no) or (lemma in _FALSE - _MORAL and not no)


def _claim_before(parse: Parse, i: int) -> int | None:
    """Return the noun right before the "that" of the clause of verb `i`: "rumours that it fell"."""
    tokens = parse.tokens
    for c in parse.children[i]:
        if tokens[c].text.lower() == "that" and c and tokens[c - 1].lemma in _CLAIMS:
            return c - 1
    return None


def _false(parse: Parse, i: int) -> bool:
    """Return whether a claim is said to be false: "the claim that it had won was a lie"."""
    tokens = parse.tokens
    above = tokens[i].head
    if (above != i and tokens[above].lemma == "contrary") or _untrue(parse, i):
        return True  # "contrary to rumours that it fell"
    if above == i or not tokens[i].rel.startswith(("nsubj", "obj")):
        return False
    said = [above, *(c for c in parse.children[above] if c > i and tokens[c].rel in _PREDICATE)]
    return any(
        tokens[k].lemma in _FALSE
        and not any(tokens[c].text.lower() in _NO for c in parse.children[k])
        for k in said
    )


def _untrue(parse: Parse, i: int) -> bool:
    """Return whether a sentence goes on to say of a claim that it is not true."""
    tokens, end = parse.tokens, parse.sentence_of(i).tokens[1]
    return any(
        tokens[k].lemma == "true"
        and tokens[k - 1].text.lower() in _NO
        and tokens[k - 3].lemma in _IT
        for k in range(i + 4, min(i + _FAR, end))
    )
