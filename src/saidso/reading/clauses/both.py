"""Both: the two or more who are named together and whom "they" takes up next: "the mayor and his aide were
driving home when they were shot".

No single mention is their antecedent, so coreference would give the pronoun to whoever stands before.
"""

from __future__ import annotations

from saidso.language.kept import kept
from saidso.language.parse import Parse

_SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer")
_WITHIN = ("advcl", "conj", "ccomp", "xcomp", "parataxis", "obl")
_CLIMB = 4
_SINGLE = frozenset({"he", "she", "i", "you", "it"})


@kept
def both(parse: Parse, i: int) -> tuple[int, ...]:
    """Return the heads of those whom the pronoun at `i` means, where these are named side by side.

    They are the subject of the clause that its own hangs on, or of the sentence before; else ().
    """
    token = parse.tokens[i]
    if token.text.lower() != "they" or token.rel not in _SUBJECT:
        return ()
    verb = token.head
    for _ in range(_CLIMB):
        above = parse.tokens[verb].head
        if above == verb or parse.tokens[verb].rel not in _WITHIN:
            break
        verb = above
        named = _subject(parse, verb, i)
        if named:
            return _together(parse, named)
    said = parse.tokens[token.head].rel in (
        "ccomp",
        "parataxis",
    )  # "They were beaten, a lawyer said"
    if not (verb == token.head or said) or parse.tokens[verb].head != verb or token.sentence == 0:
        return ()
    if parse.sentences[token.sentence - 1].segment != _segment(parse, i):
        return ()
    first, end = parse.sentences[token.sentence - 1].tokens
    root = next((k for k in range(first, end) if parse.tokens[k].head == k), -1)
    return _together(parse, _subject(parse, root, end)) if root >= 0 else ()


def _segment(parse: Parse, i: int) -> int:
    return parse.sentences[parse.tokens[i].sentence].segment


def _subject(parse: Parse, verb: int, before: int) -> int:
    """Return the subject of a verb that stands last before a token; 0 for none."""
    below = (c for c in parse.children[verb] if parse.tokens[c].rel in _SUBJECT and c < before)
    return max(below, default=0)


def _together(parse: Parse, first: int) -> tuple[int, ...]:
    """Return those named side by side from `first` on, each of them one person; () where they are not."""
    beside = [c for c in parse.children[first] if parse.tokens[c].rel == "conj" and c > first]
    named = (first, *beside)
    joined = any(parse.tokens[g].lemma == "and" for c in beside for g in parse.children[c])
    return named if joined and all(_is_one(parse, k) for k in named) else ()


def _is_one(parse: Parse, i: int) -> bool:
    """Return whether a head names one person."""
    token = parse.tokens[i]
    if token.upos == "PRON":
        return token.text.lower() in _SINGLE
    if token.name == "PER":
        return True
    person = token.kind == "person" and token.upos in ("NOUN", "PROPN")
    return person and token.text.lower() == token.lemma.lower()
