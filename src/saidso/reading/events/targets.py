"""Targets in so many words: "the hotel was the target", "the target was a patrol"."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse, Range
from saidso.reading.clauses.lexicon import Lexicon
from saidso.reading.clauses.mentions import Cast, Mention
from saidso.reading.clauses.passives import phrases

_NOT = frozenset({"not", "n't", "n’t", "never"})
_SEEM = frozenset({"appear", "seem", "believe", "think", "say", "presume"})
_LIKELY = frozenset({"likely", "apparent", "possible", "probable", "suspected", "presumed"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


class TargetMention(msgspec.Struct, frozen=True):
    """What is said to have been the target: the head of its words, and whether that is denied."""

    head: int
    tokens: Range
    denied: bool
    inferred: bool
    """It is said to seem so."""


_PARTS = frozenset(
    {"gate", "gates", "entrance", "door", "doors", "wall", "perimeter", "front", "courtyard"}
    | {"window", "windows", "facade", "facades", "ceiling", "stairs", "parts", "part", "section"}
    | {"lobby", "grounds", "compound", "exit", "fence", "roof", "back", "side", "rear", "edge"}
    | {"yard"}
)


_WHOLES = ("facility", "vehicle", "organisation")


def whole(parse: Parse, cast: Cast, head: int) -> Mention | None:
    """Return the building whose part is named: the hotel of "at the gate of a hotel"."""
    if parse.tokens[head].text.lower() not in _PARTS:
        return None
    for c in phrases(parse, head, ("of", "to")):
        mention = cast.by_head.get(c)
        if mention is not None and cast.entities[mention.entity].kind in _WHOLES:
            return mention
    return None


def find_targets(parse: Parse, lexicon: Lexicon) -> list[TargetMention]:
    """Return in text order what the report says in so many words was the target.

    A target "of" something counts where that is an act of the lexicon: not "of criticism".
    """
    out: list[TargetMention] = []
    for token in (parse.tokens[i] for i in parse.having(("target",))):
        if token.upos != "NOUN":
            continue
        i, children = token.i, parse.children[token.i]
        if not any(
            parse.tokens[c].rel in ("det", "nmod:poss") and _one(parse, c) for c in children
        ):
            continue  # "a soft target", "targets"
        of = phrases(parse, i, ("of", "for"))
        if any(parse.tokens[c].lemma not in lexicon.by_lemma for c in of):
            continue
        found = _predicate(parse, i) or _subject(parse, i)
        if found is not None:
            likely = any(parse.tokens[c].lemma in _LIKELY for c in children)
            out.append(msgspec.structs.replace(found, inferred=found.inferred or likely))
    return out


def _one(parse: Parse, i: int) -> bool:
    """Return whether a determiner points at the one target: "the", "our", "its"."""
    return parse.tokens[i].rel == "nmod:poss" or parse.tokens[i].lemma == "the"


def _predicate(parse: Parse, i: int) -> TargetMention | None:
    """Return "the hotel was the target", "a patrol appears to have been the target"."""
    tokens = parse.tokens
    if not any(tokens[c].rel == "cop" for c in parse.children[i]):
        return None
    verbs = [i]
    if tokens[i].rel == "xcomp" and tokens[tokens[i].head].lemma in _SEEM:
        verbs.append(tokens[i].head)
    for verb in verbs:
        for c in parse.children[verb]:
            if tokens[c].rel in ("nsubj", "nsubj:pass") and tokens[c].upos in _NOMINAL and c < i:
                return _mention(parse, c, verbs)
    return None


def _subject(parse: Parse, i: int) -> TargetMention | None:
    """Return "the target was a patrol"."""
    tokens = parse.tokens
    head = tokens[i].head
    copula = any(tokens[c].rel == "cop" for c in parse.children[head])
    if tokens[i].rel != "nsubj" or not copula or tokens[head].upos not in _NOMINAL or head < i:
        return None
    return _mention(parse, head, [head])


def _mention(parse: Parse, head: int, verbs: list[int]) -> TargetMention:
    denied = any(parse.tokens[c].lemma in _NOT for v in verbs for c in parse.children[v])
    first, end = min(head, *verbs), max(head, *verbs) + 1
    return TargetMention(head, (first, end), denied, len(verbs) > 1)
