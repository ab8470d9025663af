"""Drafts: attributions on their way from frames to the record, and the ranges that they are made of."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Frame, Parse, Range

SCORE = 0.0
"""Score of a frame that grammar, not the model, found."""
NOT = frozenset({"not", "n't", "n’t", "never", "rarely", "seldom", "neither",
    "nor"})  # fmt: skip
_EDGE = frozenset({",", ";", ":", "-", "–", "—", "--", "and", "but", "that"})


class Draft(msgspec.Struct, eq=False):
    """A frame, and the draft that it is said within where the grammar shows it ("X, citing Y")."""

    frame: Frame
    outer: Draft | None = None
    sure: bool = True
    """True where a formula shows it, so that the model's reading of the same cue counts less."""
    relayed: bool = False
    """True for "..., quoting Y as saying": the speaker around it is still to be found."""


def draft(
    source: Range | None,
    cue: Range,
    content: list[Range],
    outer: Draft | None = None,
) -> Draft:
    """Return a draft that the grammar found."""
    return Draft(Frame([source] if source else [], [cue], content, SCORE), outer)


def trim(parse: Parse, tokens: Range) -> Range | None:
    """Return the range without commas, stops and conjunctions at its ends; None if nothing is left."""
    first, end = tokens
    while first < end and parse.tokens[first].text.lower() in _EDGE:
        first += 1
    while end > first and (
        parse.tokens[end - 1].text in _EDGE or parse.tokens[end - 1].text == "."
    ):
        end -= 1
    return (first, end) if any(parse.tokens[k].upos != "PUNCT" for k in range(first, end)) else None


def without(whole: Range, hole: Range) -> list[Range]:
    """Return what is left of `whole` beside `hole`."""
    parts = [(whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1])]
    return [p for p in parts if p[0] < p[1]]


def noun_phrase(parse: Parse, head: int, first: int = 0) -> Range:
    """Return the phrase of a noun from token `first` on, without its preposition and loose clauses."""
    start, end = parse.subtree(head)
    start = max(start, first)
    while start < head and parse.tokens[start].upos in ("ADP", "SCONJ", "PUNCT", "CCONJ"):
        if parse.tokens[start + 1].text.lower() in ("least", "most"):
            break
        start += 1
    while end > head + 1 and parse.tokens[end - 1].upos in ("PUNCT", "CCONJ"):
        if parse.tokens[end - 1].text == ")" and _opens(parse, start, end - 1):
            break
        end -= 1
    if end < len(parse.tokens) and parse.tokens[end].text == ")" and _opens(parse, start, end):
        end += 1
    return (start, end)


def _opens(parse: Parse, start: int, end: int) -> bool:
    """Return whether a bracket is opened in the range and not closed."""
    words = [parse.tokens[i].text for i in range(start, end)]
    return words.count("(") > words.count(")")


def child(parse: Parse, i: int, *relations: str) -> int | None:
    """Return the first dependent of `i` with one of the relations, or None."""
    for c in parse.children[i]:
        if parse.tokens[c].rel in relations:
            return c
    return None


def oblique(parse: Parse, i: int, *prepositions: str) -> int | None:
    """Return the first noun that hangs on `i` with one of the prepositions, or None."""
    for c in parse.children[i]:
        if parse.tokens[c].rel.startswith(("obl", "nmod")) and any(
            parse.tokens[g].lemma in prepositions and parse.tokens[g].rel in ("case", "mark")
            for g in parse.children[c]
        ):
            return c
    return None


def negated(parse: Parse, i: int) -> bool:
    """Return whether a verb is negated by a word that hangs on it."""
    return any(parse.tokens[c].lemma in NOT for c in parse.children[i])


_ORDINALS = frozenset({"the", "first", "second", "third", "last", "latest", "only", "next"})


def only_ordinal(parse: Parse, source: list[Range]) -> bool:
    """Return whether a source is none: "the first" of "the first confirmed attack"."""
    words = {parse.tokens[i].text.lower() for r in source for i in range(*r)}
    return bool(words) and words <= _ORDINALS


_BEFORE_NOUN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})


def antecedent(parse: Parse, frame: Frame) -> Frame:
    """Return the frame of "the aides, who said so" with the aides as its source."""
    if len(frame.source) != 1 or frame.source[0][1] - frame.source[0][0] != 1:
        return frame
    pronoun = parse.tokens[frame.source[0][0]]
    if pronoun.text.lower() not in ("who", "which") or pronoun.rel != "nsubj":
        return frame
    verb = parse.tokens[pronoun.head]
    noun = parse.tokens[verb.head]
    if not verb.rel.startswith("acl") or noun.i >= pronoun.i or noun.upos not in ("NOUN", "PROPN"):
        return frame
    first, end = noun.i, min(parse.subtree(noun.i)[1], parse.subtree(verb.i)[0])
    while first and parse.tokens[first - 1].upos in _BEFORE_NOUN:
        if not noun.i >= parse.tokens[first - 1].head >= first:
            break
        first -= 1
    while end > noun.i + 1 and parse.tokens[end - 1].upos in ("PUNCT", "ADP"):
        end -= 1
    taken = {i for r in (*frame.cue, *frame.content) for i in range(*r)}
    if end <= noun.i or not taken.isdisjoint(range(first, end)):
        return frame
    return Frame([(first, end)], frame.cue, frame.content, frame.score)


def beside_cue(parse: Parse, frame: Frame) -> Frame:
    """Return the frame without what of its source stands in another paragraph than its cue.

    A headline is no part of who speaks in the lead. Where all of the source does, it stays; where the
    cue's sentence begins with the same word, that was meant ("Witnesses of a raid by guards say").
    """
    segment = parse.sentence_of(frame.cue[0][0]).segment
    own = [i for r in frame.source for i in range(*r) if parse.sentence_of(i).segment == segment]
    if not own or len(own) == sum(end - first for first, end in frame.source):
        return frame
    opening, cue = parse.sentence_of(frame.cue[0][0]).tokens[0], frame.cue[0][0]
    away = parse.tokens[frame.source[0][0]]
    if away.i < opening < own[0] and away.text == parse.tokens[opening].text:
        return Frame([(opening, min(cue, own[-1] + 1))], frame.cue, frame.content, frame.score)
    source: list[Range] = []
    for i in own:
        if source and source[-1][1] == i:
            source[-1] = (source[-1][0], i + 1)
        else:
            source.append((i, i + 1))
    return Frame(source, frame.cue, frame.content, frame.score)
