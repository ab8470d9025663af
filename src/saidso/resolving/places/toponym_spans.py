"""Toponym spans: all words of a report that name a place in some way, for those who look for places.

The record asks only where an incident was. Who looks for all toponyms of a text also wants words of
origin ("European airlines"), seas, seats of power ("the White House") and places inside or in the stead
of an organisation ("Louisville won").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from saidso.language.parse import Parse
from saidso.record import Span
from saidso.resolving.countries import country_mentions
from saidso.resolving.places.embedded import is_own_name
from saidso.resolving.places.gazetteer import division, named
from saidso.resolving.places.place_cues import called_places
from saidso.resolving.places.places import embedded_spans
from saidso.resolving.places.readings import is_wide_word, short_for
from saidso.resolving.places.toponyms import COMMON, NO_NAMES, abbreviated
from saidso.resolving.spelling import fold

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
_MARKS = ' .,;:()"“”?!'
_LEFT = re.compile(r" (?:and|or|of|the)\Z")
_LED = re.compile(r"(?:[Tt]he |(?:R|D|DFL)-(?=[A-Z][a-z]))(?=\S)")


def toponym_spans(parse: Parse) -> list[Span]:
    """Return the spans of all toponyms of a report in their order: names of places, places inside or in the
    stead of organisations, towns that the words around call so, words of countries and of wider regions."""
    text = parse.text
    names = [(n.kind, parse.span(n.tokens)) for n in parse.names]
    persons = [span for kind, span in names if kind == "PER"]
    known = [s for s in _words(text) if not any(_is_named_so(text, s, p) for p in persons)]
    spans = []
    taken = bytearray(len(text))
    for _, (start, end) in names:
        taken[start:end] = b"\1" * (end - start)
    surnames = {full.rsplit(" ", 1)[1] for a, b in persons if " " in (full := text[a:b])}
    called = [s for kind, s in names if kind == "LOC" and not _is_surname(text, s, surnames)]
    for span in _joined(text, called):
        spans += [_whole(text, part, taken) for part in _bounded(text, span, known)]
    spans += [s for s in embedded_spans(parse) if not any(_is_inside(s, k) for k in known)]
    spans += [span for kind, span in names if kind == "ORG" and _is_town(text, span)]
    towns = {t for a, b in spans if is_own_name(t := text[a:b])}
    for span in (s for kind, s in names if kind == "ORG"):
        if not any(span[0] <= a and b <= span[1] for a, b in spans):
            inside = _last_town(text, span) or _first(text, span, towns) or _state(text, span)
            spans += [inside] if inside else []
    for span in (*known, *called_places(parse)):
        if not any(a < span[1] and span[0] < b for a, b in spans):
            spans.append(span)
    return sorted(set(spans))


_THERE = re.compile(r"\b(?:in|at|to|from|near|of|outside|around|into) \Z", re.IGNORECASE)


def _is_surname(text: str, span: Span, surnames: Collection[str]) -> bool:
    """Return whether a name is a person's surname elsewhere, and stands where no place need be."""
    start, end = span
    return text[start:end] in surnames and not _THERE.search(text, max(0, start - 8), start)


def _is_inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and span != other


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
    if (both := _BOTH.fullmatch(text, start, end)) and not named(fold(both[0])):
        return [both.span(1), both.span(2)]  # "Hale and Orvel counties"
    return [(start, end)] if start < end else []


_BOTH = re.compile(r"([A-Z][\w’'. ]*) and ([A-Z][\w’'. ]*)")
_BEFORE = re.compile(r"\b(?!The )[A-Z][\w’'.]* \Z")
_AFTER = re.compile(r" [A-Z][\w’']*")


def _whole(text: str, span: Span, taken: bytearray) -> Span:
    """Return a span with the capitalised word before or after it where both are a place's own name and the
    word is no part of another name: "Port" of "Port Said". `taken`: 1 for each character of a name."""
    start, end = span
    before = _BEFORE.search(text, max(0, start - 24), start)
    after = _AFTER.match(text, end)
    for first, last in ((start, after and after.end()), (before and before.start(), end)):
        if first is None or last is None or any(taken[first:start]) or any(taken[end:last]):
            continue
        key = fold(text[first:last])
        if any(e.rank in "P12" and fold(e.name) == key for e in named(key)):
            return first, last
    return span


def _bare(text: str, span: Span) -> Span:
    """Return a span without "the", and the marks and possessive "s" at its end; "U.S." keeps its stop."""
    start, end = span
    if led := _LED.match(text, start, end):
        start = led.end()
    if (owner := _POSSESSIVE.search(text, start, end)) and owner.start() > start:
        end = owner.start()
    if left := _LEFT.search(text, start, end):
        end = left.start()
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
    words = text[slice(*span)]
    if "." in words:
        return False  # "U.S. Sens. Ada Brill"
    if span == person and (words.endswith("s") or abbreviated(words)):
        return False  # "Americans", "Mich."
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
    mentions = list(country_mentions(text))
    named = (_bare(text, m[:2]) for m in mentions)
    countries = {iso3 for _, _, iso3 in mentions}
    short = (m.span() for m in _SHORT.finditer(text) if countries & short_for(m[0]))
    found = (*named, *_wide(text), *west, *states, *short)
    out: list[Span] = []
    for start, end in sorted(found, key=lambda s: (s[0] - s[1], s)):
        if not any(a < end and start < b for a, b in out):
            out.append((start, end))
    return sorted(out)


_STATE = re.compile(
    r"\b(?:[A-Z]\. ?[A-Z][a-z]*\.|(?<=, )[A-Z][a-z]{2,4}\.|[A-Z][a-z]{2,4}\.(?= [a-z]))"
)
"""What looks like a printed state: "W. Va.", "N.Y.", "Tex." after a comma or in a sentence."""


_SHORT = re.compile(r"\b[A-Z]{2,3}\b(?!-)")
"""What may be the short name of a country that the text names in full: "SA" for South Africa."""
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


def _first(text: str, span: Span, towns: Collection[str]) -> Span | None:
    """Return the place that an organisation's name begins with where the text names it elsewhere:
    "the Harlan Veterans Centre"."""
    words = list(_PART.finditer(text, *_bare(text, span)))
    for size in range(min(_LONGEST_STATE, len(words) - 1), 0, -1):
        start, end = words[0].start(), words[size - 1].end()
        if text[start:end] in towns:
            return start, end
    return None


_STATES = ("US", "CA", "AU")
"""Countries whose states organisations are called after in the middle of their names."""
_LONGEST_STATE = 3


def _state(text: str, span: Span) -> Span | None:
    """Return the state in an organisation's name: "Northeast Texas College", "Orvel of Georgia Teachers"."""
    words = [(span[0] + m.start(), span[0] + m.end()) for m in _PART.finditer(text[slice(*span)])]
    for size in range(_LONGEST_STATE, 0, -1):
        for first in range(len(words) - size + 1):
            part = (words[first][0], words[first + size - 1][1])
            key = fold(text[slice(*part)])
            if key in COMMON or key in NO_NAMES:
                continue
            if any(
                e.rank == "1" and e.country in _STATES and fold(e.name) == key for e in named(key)
            ):
                return part
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
