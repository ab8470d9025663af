"""Toponym spans: all words of a report that name a place in some way, for those who look for places.

The record asks only where an incident was. Who looks for all toponyms of a text also wants words of
origin ("European airlines"), seas, seats of power ("the White House") and places inside or in the stead
of an organisation ("Louisville won").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from saidso.language.parse import Parse
from saidso.record import Span
from saidso.resolving.countries import country_mentions
from saidso.resolving.gazetteer import named
from saidso.resolving.places import embedded_spans
from saidso.resolving.readings import is_wide_word
from saidso.resolving.spelling import fold
from saidso.resolving.toponyms import COMMON, NO_NAMES

_WORDS = re.compile(r"\b[A-Z][\w’'-]*(?:\.[A-Z]\.?)*(?: (?:of |the |and )?[A-Z][\w’'-]*){0,3}")
_WEST = re.compile(
    r"\bWestern(?= (?:countries|nations|powers|states|governments|leaders|allies|diplomats|officials|"
    r"capitals|troops|forces|sanctions|media|support|intelligence|companies))|"
    r"(?<=\bthe )West\b(?! [A-Z])"
)
"""Words by which the Western world is meant, not the west of a country."""
_LARGE = 100_000
"""People of a town that an organisation of that very name is called after: a team, a council."""


def toponym_spans(parse: Parse) -> list[Span]:
    """Return the spans of all toponyms of a report in their order: names of places, places inside or in the
    stead of organisations, words of countries and of wider regions."""
    names = [(n.kind, parse.span(n.tokens)) for n in parse.names]
    spans = [span for kind, span in names if kind == "LOC"]
    spans += embedded_spans(parse)
    spans += [span for kind, span in names if kind == "ORG" and _is_town(parse.text, span)]
    taken = [span for kind, span in names if kind != "ORG"] + spans
    west = (m.span() for m in _WEST.finditer(parse.text))
    for start, end in (*_countries(parse.text), *_wide(parse.text), *west):
        if not any(a < end and start < b for a, b in taken):
            spans.append((start, end))
            taken.append((start, end))
    return sorted(set(spans))


def _countries(text: str) -> Iterator[Span]:
    for start, end, _ in country_mentions(text):
        yield start, end


def _wide(text: str) -> Iterator[Span]:
    """Yield the words of regions, seas and origins; the longest wins."""
    for match in _WORDS.finditer(text):
        words = [m.span() for m in re.finditer(r"\S+", match[0])]
        first = 0
        while first < len(words):
            for last in range(len(words) - 1, first - 1, -1):
                start, end = words[first][0], words[last][1]
                if is_wide_word(match[0][start:end]):
                    yield match.start() + start, match.start() + end
                    first = last
                    break
            first += 1


def _is_town(text: str, span: Span) -> bool:
    """Return whether a name is that of a division or a large town, and nothing else."""
    name = fold(text[span[0] : span[1]])
    if name in COMMON or name in NO_NAMES:
        return False
    return any(
        e.rank == "1" or (e.rank == "P" and e.people >= _LARGE)
        for e in named(name)
        if fold(e.name) == name
    )
