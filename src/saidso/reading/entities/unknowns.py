"""Explicit unknowns: what a report says is not known, not clear or not told of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from saidso.language.parse import Sentence
from saidso.reading.clauses.mentions import Mention
from saidso.reading.entities.persons import AttributeMention, Persons, attribute_words

_NOT = {"not", "n't", "n’t", "no", "never", "nor", "neither", "none", "without", "nobody"}
_NOT_CLEAR = re.compile(
    r"(?:\bnot|n['’]t)\s(?:\w+\s){0,4}?(?:clear|known|sure|certain|say|know|specify|disclose|reveal)\b"
    r"|\b(?:unclear|unknown|uncertain)\b"
)
_FATE = re.compile(
    r"\bwhat (?:has |had |have )?(?:become of|became of|happened to)\b|\b(?:fate|whereabouts) of\b"
    r"|\b(?:his|her|their) (?:fate|whereabouts)\b"
)
_CLEAR = frozenset(
    {"clear", "known", "sure", "certain", "say", "know", "specify", "disclose", "reveal"}
    | {"unclear", "unknown", "uncertain"}
)
_FATES = frozenset({"become", "became", "happened", "fate", "whereabouts"})
"""Words without which nothing is unclear, and no fate."""
_WHO_IS = re.compile(
    r"\bwho ((?:(?:the|those|these|his|her|its|their|he|she|they|\d+|[a-z-]+) ?){1,5}) "
    r"((?:was|were|is|are)\b(?=[.,;]|$| or\b| and\b| (?:is|was|remains?|remained|has not)\b))"
)
_UNNAMED = {"unnamed", "unidentified", "unknown", "nameless"}


def find_unknowns(persons: Persons) -> Iterator[AttributeMention]:
    """Yield attributes with value None and certainty "unknown"."""
    nouns = attribute_words().nouns
    for i in persons.parse.having(nouns):
        if persons.parse.tokens[i].upos == "NOUN":
            yield from _noun(persons, i, nouns[persons.parse.tokens[i].lemma])
    words = persons.parse.by_word
    unclear = not _CLEAR.isdisjoint(words) and _NOT_CLEAR.search(persons.lower)
    known = _FATES.isdisjoint(words) or _FATE.search(persons.lower) is None
    for sentence in persons.parse.sentences if unclear else ():
        yield from _question(persons, sentence)
        if not known:
            yield from _fate(persons, sentence)
    yield from _unnamed(persons)


def _unknown(
    persons: Persons, mention: Mention, name: str, first: int, end: int
) -> AttributeMention:
    return AttributeMention(
        entity=mention.entity,
        name=name,
        value=None,
        spans=[persons.parse.span((first, end))],
        certainty="unknown",
    )


def _noun(persons: Persons, i: int, name: str) -> Iterator[AttributeMention]:
    """Yield from "his age was not known", "the name of the victim was withheld"."""
    tokens = persons.parse.tokens
    owner = _owner(persons, i)
    if owner is None:
        return
    at = i
    for _ in range(4):
        above = tokens[at].head
        if above == at:
            return
        at = above
        cue = _cue(persons, at)
        if cue is not None:
            run = (i, owner.tokens[0], cue)
            first, last = min(run), max(i, cue, owner.tokens[1] - 1)
            if last - first < 25:
                yield _unknown(persons, owner, name, first, last + 1)
            return


def _cue(persons: Persons, at: int) -> int | None:
    """Return the last token of "was not known", "declined to give", "unclear" at `at`, or None."""
    table, tokens = attribute_words(), persons.parse.tokens
    if tokens[at].lemma in table.unknown or tokens[at].lemma in table.refuse:
        return at
    if tokens[at].lemma not in table.tell:
        return None
    for child in persons.parse.children[at]:
        if tokens[child].text.lower() in _NOT and abs(child - at) < 6:
            return at
    above = tokens[tokens[at].head]
    if above.lemma in table.refuse and tokens[at].rel == "xcomp":
        return at
    return None


def _owner(persons: Persons, i: int) -> Mention | None:
    """Return whose age, name or rank noun `i` is: "his name", "the soldier's", "of the victim"."""
    tokens = persons.parse.tokens
    for child in persons.parse.children[i]:
        if tokens[child].rel in ("nmod:poss", "nmod"):
            found = persons.head(child)
            if found is not None:
                return found
    return (
        persons.before(i) if i and tokens[i - 1].text.lower() in ("his", "her", "whose") else None
    )


def _question(persons: Persons, sentence: Sentence) -> Iterator[AttributeMention]:
    """Yield from "it is not clear how senior the man was", "not known how old she is"."""
    start, end = sentence.span
    cue = _NOT_CLEAR.search(persons.lower, start, min(end, start + 2000))
    if cue is None:
        return
    yield from _identity(persons, sentence, cue)
    for phrase, name in attribute_words().how.items():
        at = persons.lower.find(phrase, cue.end(), min(end, cue.end() + 60))
        if at < 0:
            continue
        i, first = persons.token_at(at), persons.token_at(cue.start())
        if i is None or first is None:
            continue
        if name == "service" and "serv" not in persons.lower[at : min(end, at + 80)]:
            continue
        for k in range(i, min(i + 14, sentence.tokens[1])):
            mention = persons.around(k)
            if mention is not None and persons.person(mention.entity):
                last = persons.token_at(at + len(phrase) - 1)
                stop = max(mention.tokens[1], last or 0)
                yield _unknown(persons, mention, name, first, stop)
                break
        return


def _identity(
    persons: Persons, sentence: Sentence, cue: re.Match[str]
) -> Iterator[AttributeMention]:
    """Yield from "it was not clear who the other three were", "who she was is not known"."""
    asked = _WHO_IS.search(persons.lower, *sentence.span)
    if asked is None or not -80 < asked.start() - cue.end() < 20:
        return
    at, stop = persons.token_at(asked.start()), persons.token_at(asked.start(2))
    first, after = persons.token_at(cue.start()), persons.token_at(cue.end())
    if at is None or stop is None or first is None or after is None:
        return
    mention = persons.around(stop - 1)
    if mention is not None and mention.tokens[1] == stop:
        yield _unknown(persons, mention, "name", min(first, at), max(after, stop + 1))


def _fate(persons: Persons, sentence: Sentence) -> Iterator[AttributeMention]:
    """Yield from "what became of the other two is not known", "his whereabouts are unclear"."""
    start, end = sentence.span
    asked = _FATE.search(persons.lower, start, end)
    cue = _NOT_CLEAR.search(persons.lower, start, min(end, start + 2000))
    if asked is None or cue is None:
        return
    at = persons.token_at(asked.start())
    owner = asked.group().split()[0] in ("his", "her", "their")
    first = at if owner else persons.token_at(asked.end())
    if at is None or first is None:
        return
    for k in range(first, min(first + 8, sentence.tokens[1])):
        mention = persons.around(k)
        if mention is None:
            continue
        tokens = (persons.token_at(cue.start()), persons.token_at(cue.end() - 1))
        said = [t for t in tokens if t is not None]
        last = max(mention.tokens[1] - 1, *said)
        if persons.parse.tokens[last].start >= cue.end() > asked.end():
            last -= 1
        yield _unknown(persons, mention, "condition", min(at, *said), last + 1)
        return


def _unnamed(persons: Persons) -> Iterator[AttributeMention]:
    """Yield from "an unidentified man", where no name follows in the report."""
    for mention in persons.mentions:
        if mention.form != "nominal" or persons.named(mention.entity):
            continue
        for i in range(*mention.tokens):
            if persons.parse.tokens[i].text.lower() in _UNNAMED:
                yield _unknown(persons, mention, "name", i, i + 1)
