"""Place cues: names that the words around them call a place, whatever kind of name they look like.

A town that is called like a person or a firm is told by where it stands: "Harlan police", "the Velm-based
firm", "Ana Ruiz, 30, of Nelson", "R-Marshall", "CROMWELL -" at the head of a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse
from saidso.record import Span
from saidso.resolving.countries import nationality
from saidso.resolving.places.gazetteer import named
from saidso.resolving.places.toponyms import COMMON, NO_NAMES, abbreviated, state_of
from saidso.resolving.spelling import fold

_WORD = r"[A-Z][\w’'.-]{0,40}[\w’']"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
_PARTY = re.compile(
    r"\b(?:D|R|I|DFL|Dem|Rep)-(?P<name>[A-Z]\. ?[A-Z][a-z]*\.|[A-Z][a-z]+\.|[A-Z][\w’']+(?: [A-Z][\w’']+)?)"
)
"""A member of a parliament by party and district: "R-Marshall", "D-W. Va."."""
_BASED = re.compile(rf"\b{_NAME}(?=-based\b)")
_FILED = re.compile(
    r"(?:^|(?<=[.!?\d] ))(?P<name>[A-Z][A-Z’'.-]+(?: [A-Z][A-Z’'.-]+){0,2})(?=,? ?(?:[—–]|--| - ))|"
    rf"^{_NAME.replace('name', 'town')}(?=: |,? \([A-Z]| ?[—–] )",
    re.M,
)
"""The head of a report: "CROMWELL -", "Muscat: The"."""
_OF = re.compile(rf"(?:(?<=\d),|(?<=\w),?) of (?:nearby )?{_NAME}(?! [A-Z])")
_IN = re.compile(
    rf"(?:\b(?:in|near|outside)|-old from|\b(?:wo)?m[ae]n from) (?:nearby |downtown )?{_NAME}(?! [A-Z])"
)
_JOINED = re.compile(rf" (?:and|or) {_NAME}(?![\w’'-]| [A-Z])")
"""What is joined to a place: "Orvel and Harlan"."""
_COUNTIES = re.compile(rf"\b{_NAME}(?=,? and [A-Z][\w’'. ]{{0,40}} [Cc]ounties\b)")
_INSIDE = re.compile(rf"\b{_NAME}(?=, (?P<state>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?:-based\b|[,.;: ]))")
"""What is said to lie in a state: "Harlan, Ky."."""
_SHORTEST = 4
_MOST = 400
"""Places by their surroundings, and names looked for again, that one report has at most."""


class _Words(msgspec.Struct, frozen=True):
    people: list[str]
    led: frozenset[str]
    others: frozenset[str]


@cache
def _words() -> _Words:
    return knowledge.typed(__package__, "place_cues.yaml", _Words)


@cache
def _served() -> re.Pattern[str]:
    """Return what finds a town before who it has: "Harlan police"."""
    return re.compile(rf"\b{_NAME} (?=(?i:{'|'.join(_words().people)})\b)")


def called_places(parse: Parse) -> list[Span]:
    """Return the spans of towns and divisions that the words about them call places, each once."""
    text = parse.text
    whole = [parse.span(n.tokens) for n in parse.names if n.kind in ("PER", "ORG")]
    placed = {text[slice(*parse.span(n.tokens))] for n in parse.names if n.kind == "LOC"}
    whole = [(a, b) for a, b in whole if " " in text[a:b] and text[a:b] not in placed]
    persons = [parse.span(n.tokens) for n in parse.names if n.kind == "PER"]
    persons = [(a, b) for a, b in persons if text[a:b] not in placed]
    people = {
        word
        for a, b in persons
        if " " in (full := text[a:b])
        for word in (full.split(" ")[0], full.split(" ")[-1])
    }
    ends = {b for _, b in persons}
    found: list[Span] = []

    def add(span: Span | None) -> None:
        if span and len(found) < _MOST and not any(a < span[1] and span[0] < b for a, b in found):
            found.append(span)

    for match in _PARTY.finditer(text):
        add(_known(text, match.span("name")))
    if "-based" in text:
        for match in _BASED.finditer(text):
            add(_known(text, match.span("name")))
    for match in _FILED.finditer(text):
        add(_known(text, match.span("name" if match["name"] else "town")))
    for pattern in (_served(), _OF, _IN):
        for match in pattern.finditer(text):
            if pattern is _OF and not (text[match.start() - 1].isdigit() or match.start() in ends):
                continue
            span = _known(text, match.span("name"))
            if span is None or (pattern is not _OF and text[slice(*span)] in people):
                continue
            if not any(a < span[0] and span[1] <= b for a, b in whole):
                add(span)
    for match in _COUNTIES.finditer(text):
        add(_known(text, match.span("name")))
    for match in _INSIDE.finditer(text):
        if state_of(match["state"]):
            add(_known(text, match.span("name")))
    for name in parse.names:
        joined = name.kind == "LOC" and _JOINED.match(text, parse.span(name.tokens)[1])
        if joined:
            span = _known(text, joined.span("name"))
            if span and text[slice(*span)] not in people:
                add(span)
    for span in _again(parse, people):
        if not any(a <= span[0] and span[1] <= b for a, b in whole):
            add(span)
    return found


def _again(parse: Parse, people: set[str]) -> Iterator[Span]:
    """Yield where a town that is tagged as a place stands without being tagged so."""
    text = parse.text
    places = {text[slice(*parse.span(n.tokens))] for n in parse.names if n.kind == "LOC"}
    for name in sorted(places - people)[:_MOST]:
        if len(name) >= _SHORTEST and name[0].isupper() and _known(text, (0, 0), name=name):
            for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-]| [A-Z])", text):
                yield match.span()
            for match in re.finditer(rf"(?<![\w-]){re.escape(name)}-{_NAME}", text):
                if span := _known(text, match.span("name")):
                    yield from ((match.start(), match.start() + len(name)), span)


def _known(text: str, span: Span, *, name: str | None = None) -> Span | None:
    """Return the span of the name, or of its last words, where a list knows it as a place's own name."""
    start, end = span
    words = text[start:end] if name is None else name
    if words.endswith(("'s", "’s")):
        return None
    if abbreviated(words):
        return span
    while words:
        key = fold(words)
        if key in _words().others or key in COMMON or key in NO_NAMES or nationality(words):
            return None
        if any(e.rank in "P12" and fold(e.name) in (key, f"{key} county") for e in named(key)):
            return start, end
        first, _, rest = words.partition(" ")
        if first not in _words().led:
            return None
        start, words = end - len(rest), rest
    return None
