"""Cue words: the table in cues.yaml, and attributions that the grammar alone shows.

The model finds most attributions; what it cannot know (its training texts mark one attribution per
word) is an attribution inside another one. Those come from here: a cue verb with a subject and a
clause or quotation, a picture that shows something, "according to".
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import msgspec
import yaml

from saidso.language.parse import Frame, Parse, Range
from saidso.record import Certainty, Stance


class Cues(msgspec.Struct, frozen=True):
    """The cue table, ready for look-up by lemma."""

    stance: dict[str, Stance]
    weak: frozenset[str]
    shows: frozenset[str]
    certainty: dict[str, Certainty]
    prepositions: tuple[tuple[str, ...], ...]
    light: frozenset[str]
    footage: frozenset[str]
    documents: frozenset[str]
    officials: frozenset[str]
    anonymous: frozenset[str]
    anonymity: tuple[str, ...]


@cache
def cues() -> Cues:
    """Return the cue table of the package."""
    data = yaml.load(
        resources.files(__package__).joinpath("cues.yaml").read_bytes(), yaml.CSafeLoader
    )
    return Cues(
        stance={verb: stance for stance, verbs in data["verbs"].items() for verb in verbs},
        weak=frozenset(data["weak"]),
        shows=frozenset(data["shows"]),
        certainty={verb: c for c, verbs in data["certainty"].items() for verb in verbs},
        prepositions=tuple(tuple(words) for words in data["prepositions"]),
        light=frozenset(data["light"]),
        footage=frozenset(data["footage"]),
        documents=frozenset(data["documents"]),
        officials=frozenset(data["officials"]),
        anonymous=frozenset(data["anonymous"]),
        anonymity=tuple(data["anonymity"]),
    )


_CLAUSE = ("ccomp", "parataxis")
_SUBJECT = ("nsubj", "nsubj:outer")
SCORE = 0.0
"""Score of a frame that grammar, not the model, found."""


def grammatical_frames(parse: Parse) -> list[Frame]:
    """Return the attributions that the trees show, in text order."""
    out: list[Frame] = []
    for token in parse.tokens:
        if token.upos in ("VERB", "AUX"):
            frame = _verb_frame(parse, token.i) or _naming_frame(parse, token.i)
        elif token.lemma in ("according", "per", "in"):
            frame = _preposition_frame(parse, token.i)
        else:
            continue
        if frame is not None:
            out.append(frame)
    return out


def _verb_frame(parse: Parse, i: int) -> Frame | None:
    """Return the frame of cue verb `i` with its subject and its clause."""
    table, tokens = cues(), parse.tokens
    verb = tokens[i].lemma
    subject = next((c for c in parse.children[i] if tokens[c].rel in _SUBJECT), None)
    if subject is None and tokens[i].rel == "conj":
        above = parse.children[tokens[i].head]
        subject = next((c for c in above if tokens[c].rel in _SUBJECT), None)
    if subject is None:
        return None
    pictures = tokens[subject].lemma in table.footage
    if not (verb in table.stance or (pictures and verb in table.shows)):
        return None
    content = _clause(parse, i, subject, pictures or verb in ("confirm", "deny", "report"))
    if content is None:
        return None
    source = _without(parse.subtree(subject), content)
    return Frame([source], [_cue(parse, i)], [content], SCORE)


_NAMING = frozenset({"identify", "name", "describe", "list", "recognise", "recognize"})


def _naming_frame(parse: Parse, i: int) -> Frame | None:
    """Return the frame of "identified by the police as NAME": the name is what they say."""
    if parse.tokens[i].lemma not in _NAMING:
        return None

    def phrase(case: str) -> Range | None:
        for c in parse.children[i]:
            marks = [
                g
                for g in parse.children[c]
                if parse.tokens[g].rel == "case" and parse.tokens[g].lemma == case
            ]
            if marks and c > i and parse.tokens[c].rel.startswith("obl"):
                first, end = parse.subtree(c)
                return (max(first, marks[0] + 1), end)
        return None

    source, content = phrase("by"), phrase("as")
    if source is None or content is None:
        return None
    return Frame([source], [(i, i + 1)], [content], SCORE)


def _clause(parse: Parse, i: int, subject: int, nominal: bool) -> Range | None:
    """Return the words that the verb's clause covers, or None where there is none."""
    tokens = parse.tokens
    for child in parse.children[i]:
        rel = tokens[child].rel
        if (
            rel in _CLAUSE
            or (rel == "xcomp" and tokens[i].lemma in ("appear", "seem", "claim", "show", "deny"))
            or (nominal and rel == "obj" and child > i)
        ):
            return _trim(parse, parse.subtree(child))
    head = tokens[i].head
    if tokens[i].rel in ("parataxis", "ccomp") and head != i:  # "X, the police said."
        whole = parse.subtree(head)
        own = parse.subtree(i)
        if own[0] > head:
            return _trim(parse, (whole[0], own[0]))
        if own[1] <= head:
            return _trim(parse, (own[1], whole[1]))
    return None


def _cue(parse: Parse, i: int) -> Range:
    """Return the verb with the auxiliaries and negations that stand right before it."""
    first = i
    light = cues().light
    while (
        first > 0
        and parse.tokens[first - 1].text.lower() in light
        and parse.tokens[first - 1].head == i
    ):
        first -= 1
    return (first, i + 1)


def _preposition_frame(parse: Parse, i: int) -> Frame | None:
    """Return the frame of "according to SOURCE" and its like, content being the rest around it."""
    tokens = parse.tokens
    sentence = parse.sentence_of(i)
    for words in cues().prepositions:
        end = i + len(words)
        if end >= sentence.tokens[1]:
            continue
        if any(tokens[i + k].text.lower() != w for k, w in enumerate(words)):
            continue
        head = next(
            (tokens[k].head for k in range(i, end) if tokens[k].head >= end),
            None,
        )
        if head is None or tokens[head].upos not in ("NOUN", "PROPN", "PRON"):
            continue
        whole = parse.subtree(head)
        source = (end, max(whole[1], head + 1))
        governor = tokens[head].head
        if governor == head:
            continue
        clause = parse.subtree(governor)
        before, after = (clause[0], i), (source[1], clause[1])
        content = [r for r in (_trim(parse, before), _trim(parse, after)) if r is not None]
        if content:
            return Frame([source], [(i, end)], content, SCORE)
    return None


def _trim(parse: Parse, tokens: Range) -> Range | None:
    """Return the range without commas, stops and conjunctions at its ends; None if nothing is left."""
    first, end = tokens
    edge = {",", ";", ":", "-", "–", "—", "--", "and", "but", "that"}
    while first < end and parse.tokens[first].text.lower() in edge:
        first += 1
    while end > first and parse.tokens[end - 1].text in edge | {"."}:
        end -= 1
    return (first, end) if any(parse.tokens[k].upos != "PUNCT" for k in range(first, end)) else None


def _without(whole: Range, hole: Range) -> Range:
    """Return the part of `whole` before `hole` where they overlap."""
    return (whole[0], hole[0]) if whole[0] < hole[0] < whole[1] else whole
