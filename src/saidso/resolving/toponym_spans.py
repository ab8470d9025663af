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
from saidso.resolving.gazetteer import division, named
from saidso.resolving.place_cues import called_places
from saidso.resolving.places import embedded_spans
from saidso.resolving.readings import is_wide_word
from saidso.resolving.spelling import fold
from saidso.resolving.toponyms import COMMON, NO_NAMES, abbreviated

_WORDS = re.compile(r"\b[A-Z][\w’'-]*(?:\.[A-Z]\.?)*(?: (?:of |the |and )?[A-Z][\w’'-]*){0,3}")
_WEST = re.compile(
    r"\bWestern(?= (?:countries|nations|powers|states|governments|leaders|allies|diplomats|officials|"
    r"capitals|troops|forces|sanctions|media|support|intelligence|companies))|"
    r"(?<=\bthe )West\b(?! [A-Z])"
)
"""Words by which the Western world is meant, not the west of a country."""
_LARGE = 100_000
"""People of a town that an organisation of that very name is called after: a team, a council."""


_POSSESSIVE = re.compile(r"[’']s?(?=[.,;:!?\"”)]*\Z)")
_MARKS = ' .,;:()"“”'


def toponym_spans(parse: Parse) -> list[Span]:
    """Return the spans of all toponyms of a report in their order: names of places, places inside or in the
    stead of organisations, towns that the words around call so, words of countries and of wider regions."""
    text = parse.text
    names = [(n.kind, parse.span(n.tokens)) for n in parse.names]
    persons = [span for kind, span in names if kind == "PER"]
    known = [s for s in _words(text) if not any(_is_named_so(text, s, p) for p in persons)]
    spans = []
    for span in _joined(text, [s for kind, s in names if kind == "LOC"]):
        spans += _bounded(text, span, known)
    spans += embedded_spans(parse)
    spans += [span for kind, span in names if kind == "ORG" and _is_town(text, span)]
    spans += [last for kind, span in names if kind == "ORG" and (last := _last_town(text, span))]
    for span in (*known, *called_places(parse)):
        if not any(a < span[1] and span[0] < b for a, b in spans):
            spans.append(span)
    return sorted(set(spans))


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Return spans in their order, two that make one name taken together: "NEW" and "YORK"."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and out[-1][1] + 1 == start and named(fold(text[out[-1][0] : end])):
            start = out.pop()[0]
        out.append((start, end))
    return out


def _bounded(text: str, span: Span, known: list[Span]) -> list[Span]:
    """Return a name's span without marks at its ends; the words of a country or a region that it shares
    characters with say where it begins and ends: "States" of "the United States"."""
    start, end = _bare(text, span)
    over = [(a, b) for a, b in known if a < end and start < b]
    if any(a < start or end < b for a, b in over):
        return over
    if len(over) > 1 and not re.search(r"\b(?:and|of|the)\b", text[start:end]):
        return over  # "Greece Italy"
    return [(start, end)] if start < end else []


def _bare(text: str, span: Span) -> Span:
    """Return a span without "the", and the marks and possessive "s" at its end; "U.S." keeps its stop."""
    start, end = span
    if text.startswith(("The ", "the "), start):
        start += 4
    if (owner := _POSSESSIVE.search(text, start, end)) and owner.start() > start:
        end = owner.start()
    while end > start and text[end - 1] in _MARKS:
        last = text[start:end].rsplit(" ", 1)[-1]
        if last.endswith(".") and ("." in last[:-1] or abbreviated(text[start:end])):
            break
        end -= 1
    return start, end


def _is_named_so(text: str, span: Span, person: Span) -> bool:
    """Return whether a country's word is a part of a person's name: "Ireland", but not "Russian Minister"."""
    if not (person[0] <= span[0] and span[1] <= person[1]):
        return False
    if span == person and text[slice(*span)].endswith("s"):
        return False  # "Americans"
    after = text[span[1] : person[1]].split()
    return not (span[0] == person[0] and after and after[0] in _TITLES)


_TITLES = frozenset(
    ["Minister", "President", "Prime", "Foreign", "Defence", "Defense", "Ambassador", "Army"]
)


def _words(text: str) -> list[Span]:
    """Return the spans of words of countries, wider regions and printed states, the longest of those that
    share characters."""
    west = (m.span() for m in _WEST.finditer(text))
    states = (m.span() for m in _STATE.finditer(text) if abbreviated(m[0]))
    named = (_bare(text, m[:2]) for m in country_mentions(text))
    found = (*named, *_wide(text), *west, *states)
    out: list[Span] = []
    for start, end in sorted(found, key=lambda s: (s[0] - s[1], s)):
        if not any(a < end and start < b for a, b in out):
            out.append((start, end))
    return sorted(out)


_STATE = re.compile(r"\b(?:[A-Z]\. ?[A-Z][a-z]*\.|(?<=, )(?:[A-Z][a-z]{2,4}\.))")
"""What looks like a printed state: "W. Va.", "N.Y.", "Tex." after a comma."""


_PART = re.compile(r"[^\s-]+")


def _wide(text: str) -> Iterator[Span]:
    """Yield the words of regions, seas and origins; the longest wins."""
    for match in _WORDS.finditer(text):
        words = [m.span() for m in _PART.finditer(match[0])]
        first = 0
        while first < len(words):
            for last in range(len(words) - 1, first - 1, -1):
                start, end = words[first][0], words[last][1]
                start, end = _bare(match[0], (start, end))
                if is_wide_word(match[0][start:end]):
                    yield match.start() + start, match.start() + end
                    first = last
                    break
            first += 1


def _last_town(text: str, span: Span) -> Span | None:
    """Return the city or division that ends an organisation's name: "the Orvel Bank Toronto"."""
    words = text[slice(*span)].split(" ")
    for size in (2, 1):
        if len(words) > size:
            name = " ".join(words[-size:])
            last = (span[1] - len(name), span[1])
            state = abbreviated(name) if name.isupper() else None
            if state and (found := division(state)) and found.name in text:
                return last  # "Orvel BC" where British Columbia is named
            if name[:1].isupper() and _is_town(text, last):
                return last
    return None


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
