"""Illnesses: deaths that are nobody's deed, since a disease killed.

"Cholera has killed 37 people", "died of malaria", "16 deaths from the virus": the words of killing are
there, and no incident. The words are in `illnesses.yaml`.
"""

from __future__ import annotations

from functools import cache

from saidso import knowledge
from saidso.language.parse import Parse

_DYING = frozenset({"die", "death", "succumb", "pass", "lose", "fatality", "life", "toll"})
_KILLING = frozenset({"kill", "claim", "take", "wipe", "decimate", "strike", "injure", "hit"})
_CAUSES = ("of", "from", "to", "by", "due", "because", "after", "with", "in")
_CLIMB = 3
"""Steps up from a death to the verb of what brought it."""
_BARE = frozenset({"compound", "amod", "nmod:poss"})


@cache
def _words() -> dict[str, frozenset[str]]:
    table = knowledge.table(__package__, "illnesses.yaml")
    return {name: frozenset(words) for name, words in table.items()}


def of_plague(parse: Parse, i: int) -> bool:
    """Return whether a word of killing or dying at `i` tells what an infectious disease did."""
    tokens = parse.tokens
    if tokens[i].lemma == "death" and i and tokens[i - 1].text == "Black":
        return True
    if tokens[i].lemma in _KILLING:
        return _done_by(parse, i)
    if tokens[i].lemma not in _DYING:
        return False
    above = i
    for _ in range(_CLIMB):  # "the epidemic resulted in the deaths of"
        above = tokens[above].head
        if tokens[above].upos == "VERB" and _done_by(parse, above):
            return True
    return _has_cause(parse, i, "plagues") or _spreads(parse, i)


def of_illness(parse: Parse, i: int) -> bool:
    """Return whether a word of dying at `i` tells of somebody who was ill."""
    return parse.tokens[i].lemma in _DYING and _has_cause(parse, i, "illnesses")


def _done_by(parse: Parse, verb: int) -> bool:
    """Return whether a disease does what a verb tells."""
    tokens = parse.tokens
    for c in parse.children[verb]:
        by = tokens[c].rel.startswith("obl") and _case(parse, c) == "by"
        if not (by or tokens[c].rel in ("nsubj", "nsubj:outer")):
            continue
        if tokens[c].lemma in ("which", "that"):
            c = tokens[verb].head
        if _is_plague(parse, c) or (tokens[c].lemma == "it" and _told_before(parse, c)):
            return True
    return False


def _told_before(parse: Parse, i: int) -> bool:
    """Return whether the sentence before that of a pronoun tells what a disease is or does."""
    number = parse.tokens[i].sentence
    if not number:
        return False
    return any(
        parse.tokens[k].rel.startswith("nsubj") and _is_plague(parse, k)
        for k in range(*parse.sentences[number - 1].tokens)
    )


def _has_cause(parse: Parse, i: int, name: str) -> bool:
    """Return whether a word of list `name` is the cause that a word of dying gives."""
    tokens, words = parse.tokens, _words()[name]
    near = [*parse.children[i], *(g for c in parse.children[i] for g in parse.children[c])]
    return any(
        tokens[c].lemma.lower() in words and (tokens[c].rel in _BARE or _case(parse, c) in _CAUSES)
        for c in near
    )


def _spreads(parse: Parse, i: int) -> bool:
    """Return whether a sentence tells of deaths beside the cases of a disease, or since it broke out."""
    words = _words()
    return any(
        parse.tokens[k].lemma in words["spreads"]
        and (
            _is_plague(parse, k)
            or (parse.tokens[k].lemma == "outbreak" and not _has_more(parse, k))
        )
        for k in range(*parse.sentence_of(i).tokens)
    ) and bool(parse.having(words["plagues"]))


def _has_more(parse: Parse, i: int) -> bool:
    """Return whether words say of what something is: "an outbreak of fighting"."""
    return any(parse.tokens[c].rel in ("nmod", "compound") for c in parse.children[i])


def _case(parse: Parse, i: int) -> str:
    return next(
        (parse.tokens[c].lemma for c in parse.children[i] if parse.tokens[c].rel == "case"), ""
    )


def _is_plague(parse: Parse, i: int) -> bool:
    """Return whether a noun is a disease, or its outbreak: "the cholera outbreak", "a wave of flu"."""
    tokens, words = parse.tokens, _words()
    if tokens[i].lemma.lower() in words["plagues"]:
        return True
    if tokens[i].lemma == "death" and i and tokens[i - 1].text == "Black":
        return True
    return tokens[i].lemma in words["spreads"] and any(
        tokens[c].lemma.lower() in words["plagues"] for c in parse.children[i]
    )
