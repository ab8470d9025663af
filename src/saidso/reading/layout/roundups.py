"""Round-ups: reports of several happenings, which their headline or lead counts together.

"Four people were wounded in separate attacks Tuesday": what follows is told one after another, each
with its own hour ("shortly before 8:45 p.m."), its own number ("the second attack") or under a
heading of its own (a place, "in other news"). What the lead adds up is none of these.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse, Range, Sentence

_CLOCK = re.compile(
    r"\b\d{1,2}(?::\d\d)?\s?(?:a\.?\s?m\b|p\.?\s?m\b)|\b(?:[01]?\d|2[0-3]):[0-5]\d\b|\b(?:noon|midnight)\b",
    re.I,
)
_AS_OF = re.compile(r"\bas of\s+(?:about\s+|around\s+)?$", re.I)
"""Before an hour at which something was counted."""
_LEAD = 2
"""Sentences of the body in which a report says that it tells of several happenings."""
_LEAST = 2
"""So many parts make a round-up."""
_SOON = 6
"""Words before an hour with which a paragraph begins."""
_BEFORE = 1500
"""Code points before a list in which it is said what it is of."""
_HEADING = 6
"""Words of a heading, at most."""
_LABEL = re.compile(r"[A-Z][^\s:.!?]*(?:\s[^\s:.!?]+){0,3}:\s")
_BULLET = re.compile(r"[•·▪●◦*]|[-–—]\s")
_ENTRIES = 3
"""So many paragraphs with a label are a list of incidents."""
_SHARE = 0.6
"""At least this share of the paragraphs from the first label on has one."""
_ENDS = (".", "!", "?", ":", ",", ";", "”", '"', "…")


class _Words(msgspec.Struct, frozen=True):
    several: frozenset[str]
    counted: frozenset[str]
    apart: frozenset[str]
    headings: list[str]
    not_before: frozenset[str]
    recaps: list[str]


@cache
def _words() -> _Words:
    return knowledge.typed(__package__, "roundups.yaml", _Words)


def find_parts(parse: Parse, what: frozenset[str], triggers: set[int]) -> list[Range]:
    """Return the tokens of what a round-up adds up, then those of each part; empty for another report.

    `what` are the nouns of happenings, `triggers` the tokens of event words.
    """
    body = [s for s in parse.sentences if s.segment_kind == "paragraph"]
    told = {parse.tokens[t].sentence for t in triggers}
    if not body or not _says_several(parse, body, what):
        return []
    if len({s.segment for s in body}) == 1:
        return _in_one(parse, body, what, told)
    starts: list[int] = []
    bare = -1
    for k, sentence in enumerate(body):
        if not k or sentence.segment == body[k - 1].segment:
            continue
        by = _opens(parse, sentence, what, told)
        if by and not (by == "clock" and bare == body[k - 1].segment):
            if not starts and by == "noun" and _is_second(parse, sentence, what):
                starts += _before(parse, body[:k], told)
            starts.append(sentence.tokens[0])
        alone = k + 1 < len(body) and body[k + 1].segment != sentence.segment
        timed = _CLOCK.search(parse.text, *sentence.span)
        bare = sentence.segment if by and alone and not timed else -1
    if len(starts) < _LEAST:
        return []
    return list(pairwise([0, *starts, len(parse.tokens)]))


def _is_second(parse: Parse, sentence: Sentence, what: frozenset[str]) -> bool:
    """Return whether a sentence names the second of several happenings: "a second raid"."""
    named = (k for k in range(*sentence.tokens) if parse.tokens[k].lemma in what)
    return any(parse.tokens[c].text.lower() == "second" for k in named for c in parse.children[k])


def _before(parse: Parse, body: list[Sentence], told: set[int]) -> list[int]:
    """Return the first token of the paragraph before "a second attack" that tells of the first, if there is
    one behind the lead."""
    own = [s for s in body if s.segment == body[-1].segment and s.segment != body[0].segment]
    return [own[0].tokens[0]] if any(s.i in told for s in own) else []


def _in_one(
    parse: Parse, body: list[Sentence], what: frozenset[str], told: set[int]
) -> list[Range]:
    """Return the parts of a round-up in one paragraph, which begin "the first", "the second shooting"."""
    starts = [
        s.tokens[0]
        for s in body[1:]
        if _opens(parse, s, what, told) == "noun" and _at_front(parse, s, what)
    ]
    return list(pairwise([0, *starts, len(parse.tokens)])) if len(starts) >= _LEAST else []


def _at_front(parse: Parse, sentence: Sentence, what: frozenset[str]) -> bool:
    """Return whether a noun of a happening stands among the first words of a sentence."""
    first = sentence.tokens[0]
    return any(
        t.lemma in what for t in parse.tokens[first : min(first + _SOON, sentence.tokens[1])]
    )


def _says_several(parse: Parse, body: list[Sentence], what: frozenset[str]) -> bool:
    """Return whether headline or lead tell of several happenings that were not one attack."""
    heads = [s for s in parse.sentences if s.segment_kind == "headline"]
    for sentence in [*heads, *body[:_LEAD]]:
        for i in range(*sentence.tokens):
            token = parse.tokens[i]
            if token.lemma not in what or token.text.lower() == token.lemma:
                continue
            below = {parse.tokens[c].text.lower() for c in parse.children[i] if c < i}
            cases = {
                parse.tokens[c].lemma for c in parse.children[i] if parse.tokens[c].rel == "case"
            }
            if below & _words().not_before:
                continue
            counted = any(parse.tokens[c].rel == "nummod" for c in parse.children[i])
            if counted or below & _words().several:
                return True
            if cases & {"in", "during", "after"} and "the" not in below:
                return True
    return False


def _opens(parse: Parse, sentence: Sentence, what: frozenset[str], told: set[int]) -> str:
    """Return by what a paragraph begins with another happening: "clock", "noun", "word", "" for not."""
    if sentence.i not in told:
        follows = sentence.i + 1 in told and _at_front(parse, sentence, what)
        if not (follows and parse.sentences[sentence.i + 1].segment == sentence.segment):
            return ""  # "In the first incident, a convoy came to Velm. Soldiers shot nine men"
    for i in range(*sentence.tokens):
        token = parse.tokens[i]
        if token.lemma in what and token.text.lower() == token.lemma:
            near = [c for c in parse.children[i] if c < i]
            near += [g for c in near for g in parse.children[c]]
            if any(parse.tokens[c].text.lower() in _words().counted for c in near):
                return "noun"
    if sentence.i not in told:
        return ""
    low = [t.text.lower() for t in parse.tokens[slice(*sentence.tokens)][:4]]
    if set(low) & _words().apart:
        return "word"
    clock = _CLOCK.search(parse.text, *sentence.span)
    if clock is None or _AS_OF.search(parse.text, sentence.span[0], clock.start()):
        return ""
    at = parse.token_at(clock.start()) - sentence.tokens[0]
    return "clock" if at < _SOON or somebody_new(parse, *sentence.tokens) else ""


def somebody_new(parse: Parse, first: int, end: int) -> bool:
    """Return whether words tell of somebody by "a" or a number: "a farmer", "two men"."""
    return any(
        parse.tokens[parse.tokens[i].head].kind == "person"
        for i in range(first, end)
        if parse.tokens[i].text.lower() in ("a", "an") or parse.tokens[i].rel == "nummod"
    )


def find_sections(parse: Parse, triggers: set[int]) -> list[Range]:
    """Return the tokens under each heading that turns to other news or names a place.

    Places must head at least two sections; what stands before the first is no section.
    """
    told = {parse.tokens[t].sentence for t in triggers}
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in parse.sentences:
        if sentence.segment_kind == "paragraph":
            paragraphs.setdefault(sentence.segment, []).append(sentence)
    heads: list[tuple[int, bool]] = []
    places_named = {t.text for t in parse.tokens if t.name == "LOC" or _inside(parse, t.i)}
    for some in paragraphs.values():
        first, end = some[0].tokens[0], some[-1].tokens[1]
        kind = _heading(parse, (first, end), places_named) if len(some) == 1 else ""
        if kind:
            heads.append((first, kind == "news"))
    places = [h for h, news in heads if not news]
    kept = [h for h, news in heads if news or len(places) >= _LEAST]
    sections = list(pairwise([*kept, len(parse.tokens)]))
    return [r for r in sections if any(parse.sentences[k].tokens[0] in range(*r) for k in told)]


def _inside(parse: Parse, i: int) -> bool:
    """Return whether a name is where something is: "in Velm and Ostrel"."""
    tokens = parse.tokens
    if tokens[i].upos != "PROPN":
        return False
    at = tokens[i].head if tokens[i].rel == "conj" else i
    return any(
        tokens[c].rel == "case" and tokens[c].lemma in ("in", "near") for c in parse.children[at]
    )


def _heading(parse: Parse, tokens: Range, named: set[str]) -> str:
    """Return what a paragraph heads: "news", "place" or ""."""
    words = parse.tokens[tokens[0] : tokens[1]]
    if len(words) > _HEADING or words[-1].text.endswith(_ENDS):
        return ""
    text = " ".join(t.text for t in words).lower()
    if any(re.fullmatch(p, text) for p in _words().headings):
        return "news"
    place = all(t.text in named or t.text in (",", "-") for t in words)
    return "place" if place else ""


def find_items(
    parse: Parse, what: frozenset[str], furniture: frozenset[str], triggers: set[int]
) -> list[Range]:
    """Return the tokens of each entry of a list of incidents, a paragraph with bullet or label each.

    `furniture` are labels that are no titles. The first entry is left out, as the report's main one,
    where nothing but a title in the plural tells of a happening before it. Bullets below "what we
    know" are no entries.
    """
    told = {parse.tokens[t].sentence for t in triggers}
    paragraphs: dict[int, list[Sentence]] = {}
    for sentence in parse.sentences:
        if sentence.segment_kind == "paragraph":
            paragraphs.setdefault(sentence.segment, []).append(sentence)
    bullets, labels = [], []
    for sentences in paragraphs.values():
        start = sentences[0].span[0]
        if not any(s.i in told for s in sentences):
            continue
        if _BULLET.match(parse.text, start):
            bullets.append(sentences)
        elif (label := _LABEL.match(parse.text, start)) and _titles(
            parse, label, sentences[0], furniture
        ):
            labels.append(sentences)
    if bullets and _recaps(parse, bullets[0][0].span[0]):
        bullets = []
    after = [k for k in paragraphs if labels and k >= labels[0][0].segment]
    if len(labels) < _ENTRIES or len(labels) < _SHARE * len(after):
        labels = []
    if labels and _only_headed(parse, labels[0][0], what, told):
        labels = labels[1:]
    return [
        (sentences[0].tokens[0], sentences[-1].tokens[1])
        for sentences in [*labels, *(bullets if len(bullets) > 1 else ())]
    ]


def _recaps(parse: Parse, end: int) -> bool:
    """Return whether what stands before a list says that it is of one happening: "what we know"."""
    before = parse.text[max(0, end - _BEFORE) : end].lower().replace("’", "'")
    return any(phrase in before for phrase in _words().recaps)


def _titles(
    parse: Parse, label: re.Match[str], sentence: Sentence, furniture: frozenset[str]
) -> bool:
    """Return whether a label is the title of an entry, no speaker and no "Photo:"."""
    first = parse.tokens[sentence.tokens[0]]
    return first.name != "PER" and label[0].split()[0].strip(":").lower() not in furniture


def _only_headed(parse: Parse, first: Sentence, what: frozenset[str], told: set[int]) -> bool:
    """Return whether nothing before the first entry of a list tells of a happening but a title."""
    before = (parse.sentences[k] for k in told if k < first.i)
    return all(
        (s.segment_kind == "headline" or not parse.text[slice(*s.span)].rstrip().endswith(_ENDS))
        and any(
            t.lemma in what and t.text.lower() != t.lemma for t in parse.tokens[slice(*s.tokens)]
        )
        for s in before
    )
