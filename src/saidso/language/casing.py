"""Ordinary case for text in capitals and for headlines with a Capital on Every Word.

The encoder is told the shape of each word, and rules ask whether a word has a capital; text in
capitals says neither. Here each such text gets a likely case, letter for letter, so that every span
stays where it is. Small letters for the words of the language (LemmInflect's lexicon and a table of
closed-class words), capitals for what is no such word, for sentence openings, for titles before
names, for abbreviations and for the words that an abbreviation stands for ("NATIONAL RELIEF FUND
[NRF]"). Where the report has other text in ordinary case, that decides first. In a headline where
every word has a capital, "Guards Fire" looks like a name: its words of the language get small
letters too, and whatever is more than a first capital stays as it is. Cost is linear.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import msgspec

from saidso import knowledge
from saidso.language.lemmas import is_word
from saidso.record import Report, Span

SHARE = 0.9
"""A segment shouts when so much of its letters are capitals."""
_LEAST = 24
"""Letters that a segment must have to be told apart from a line of abbreviations."""
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\b)*(?:['’][^\W\d_]+)?")
_OPENS = re.compile(r"(?:[.!?]['\"”’)\]]{0,2}\s+[\"“'(\[]{0,2}|:\s?[\"“]|\A[\s\"“'(\[]*)\Z")
_LABELLED = re.compile(r"\A\s*\[[^\]\n]{1,60}\]\s*")
"""What kind of text it is, in front of it: "[Interview]"."""
_BRACKETED = re.compile(r"[(\[]\s*([A-Z][A-Z-]{1,9})\s*[)\]]")
_VOWEL = re.compile(r"[AEIOUY]")


class _Words(msgspec.Struct, frozen=True):
    small: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    companions: frozenset[str]
    months: frozenset[str]
    openers: frozenset[str]


@cache
def _words() -> _Words:
    table: dict[str, str] = knowledge.table(__package__, "casing.yaml")
    return _Words(**{name: frozenset(words.split()) for name, words in table.items()})


_FRONT = 400
"""Code points at the front of a segment that show whether it shouts; bounds the cost."""


def shouts(text: str) -> bool:
    """Return whether a text is in capitals."""
    text = text[:_FRONT]
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper + lower >= _LEAST and upper >= SHARE * (upper + lower)


_TITLED = 4
"""Words that a headline must have to be told apart from a name."""
_SHORT = 3
"""Letters of the words that may stay small where every word has a capital; so may "with", "from"."""


def titled(text: str) -> bool:
    """Return whether a headline has a capital on every word but the short and closed-class ones."""
    words = [m[0] for m in _WORD.finditer(text[:_FRONT])]
    full = [w for w in words[1:] if len(w) > _SHORT and w.lower() not in _words().small]
    return len(words) >= _TITLED and len(full) > 1 and all(w[0].isupper() for w in full)


def calm(report: Report) -> Report:
    """Return the report with its shouting segments and titled headlines in ordinary case.

    It is the report itself where there are none.
    """
    text = report.text
    loud: dict[Span, bool] = {}
    for segment in report.segments:
        words = text[segment.span[0] : segment.span[1]]
        shouting = shouts(words)
        if shouting or (segment.kind == "headline" and titled(words)):
            loud[segment.span] = shouting
    if not loud:
        return report
    known = _habits(text, list(loud))
    parts, position = [], 0
    for (start, end), shouting in loud.items():
        likely = ordinary(text[start:end], known=known)
        parts += [text[position:start], likely if shouting else _small(text[start:end], likely)]
        position = end
    text = "".join([*parts, report.text[position:]])
    return msgspec.structs.replace(report, text=text) if len(text) == len(report.text) else report


def _small(text: str, likely: str) -> str:
    """Return a titled headline with the words small that are so in its `likely` case."""
    out = list(text)
    for match in _WORD.finditer(text):
        word = likely[match.start() : match.end()]
        if word.islower() and match[0][1:] == word[1:]:
            out[match.start()] = word[0]
    return "".join(out)


def _habits(text: str, loud: list[Span]) -> dict[str, str]:
    """Return how the rest of a report writes its words inside sentences, by lower-case word."""
    seen: dict[str, Counter[str]] = {}
    position = 0
    for start, end in [*loud, (len(text), len(text))]:
        quiet = text[position:start]
        for match in _WORD.finditer(quiet):
            if not _OPENS.search(quiet, max(0, match.start() - 8), match.start()):
                seen.setdefault(match[0].lower(), Counter())[match[0]] += 1
        position = end
    return {low: forms.most_common(1)[0][0] for low, forms in seen.items()}


def ordinary(text: str, *, known: dict[str, str] | None = None) -> str:
    """Return a text in capitals in its likely ordinary case, of the same length.

    `known` says how words are written elsewhere in the report.
    """
    matches = list(_WORD.finditer(text))
    short = {m[1] for m in _BRACKETED.finditer(text)}
    short = {s for s in short if not _is_word(s.lower()) or not _VOWEL.search(s)}
    full = _spelled_out(text, matches, short)
    out = list(text)
    capital = [False] * len(matches)
    for k in range(len(matches) - 1, -1, -1):  # a title looks at the word after it
        match = matches[k]
        word = _cased(match[0], text, matches, k, known or {}, short, full, capital)
        capital[k] = word[0].isupper()
        if len(word) == len(match[0]):
            out[match.start() : match.end()] = word
    _particles(matches, capital, out)
    label = _LABELLED.match(text)
    for match in matches:
        if match.start() == (label.end() if label else -1) or _OPENS.search(
            text, max(0, match.start() - 8), match.start()
        ):
            out[match.start()] = text[match.start()].upper()
    return "".join(out)


def _cased(
    word: str,
    text: str,
    matches: list[re.Match[str]],
    k: int,
    known: dict[str, str],
    short: set[str],
    full: set[str],
    capital: list[bool],
) -> str:
    low = word.lower()
    before = text[matches[k].start() - 1 : matches[k].start()]
    if before.isdigit() or before in ("'", "’"):
        return low  # "1980's", "3rd"
    base = re.sub(r"['’]\w+$", "", low)
    tail = low[len(base) :]
    if base in known:
        return known[base] + tail
    if base.upper() in short or "." in base or (len(base) > 1 and not _VOWEL.search(base.upper())):
        if base not in _words().titles and base not in _words().small:
            return base.upper() + tail
    if base in _words().months and _dated(text, matches, k):
        return base.capitalize() + tail
    if base == "i" or (len(base) == 1 and base not in ("a", "o")):
        return base.upper() + tail
    beside = k + 1 < len(matches) and capital[k + 1] and _adjacent(text, matches, k)
    name = base in full or not _is_word(base)
    name = name or (beside and base in _words().titles)
    if not name and base in _words().companions and k and _adjacent(text, matches, k - 1):
        name = not _is_word(matches[k - 1][0].lower())
    return (base.capitalize() if name else base) + tail


def _dated(text: str, matches: list[re.Match[str]], k: int) -> bool:
    """Return whether a word that may be a month stands in a date: "6 MARCH", "IN MAY", "MAY 1990"."""
    start, end = matches[k].span()
    if (
        text[max(0, start - 2) : start].strip().isdigit()
        or text[end : end + 3].strip()[:1].isdigit()
    ):
        return True
    return k > 0 and matches[k - 1][0].lower() in _words().openers


def _adjacent(text: str, matches: list[re.Match[str]], k: int) -> bool:
    """Return whether only a blank or a stop stands between a word and the next."""
    return text[matches[k].end() : matches[k + 1].start()].strip() in ("", ".")


def _particles(matches: list[re.Match[str]], capital: list[bool], out: list[str]) -> None:
    """Write "de la" and "y" small between the words of a name."""
    after = False
    for k, match in enumerate(matches):
        low = match[0].lower()
        article = after and low in ("la", "las", "los", "el", "der", "den")
        named = k > 0 and capital[k - 1] and k + 1 < len(matches) and capital[k + 1]
        after = article or (named and low in _words().particles)
        if after:
            out[match.start() : match.end()] = low


def _spelled_out(text: str, matches: list[re.Match[str]], short: set[str]) -> set[str]:
    """Return the words that the abbreviations behind them stand for: "RELIEF FUND [RF]"."""
    at = {m.start(): k for k, m in enumerate(matches)}
    out: set[str] = set()
    for match in _BRACKETED.finditer(text):
        k = at.get(match.start(1))
        letters = match[1].replace("-", "")
        if match[1] not in short or k is None:
            continue
        words, left = [], len(letters)
        for j in range(k - 1, max(-1, k - 13), -1):
            low = matches[j][0].lower()
            if left and low[0].upper() == letters[left - 1]:
                left -= 1
                words.append(low)
            elif low not in _words().small and low not in _words().particles:
                break
            if not left:
                break
        if len(words) >= 2 and left <= len(letters) // 2:
            out |= set(words) - _words().small
    return out


def _is_word(low: str) -> bool:
    """Return whether a lower-case word is one of the language rather than a name."""
    return low in _words().small or is_word(low)
