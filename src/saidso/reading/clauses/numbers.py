"""Number words: from words in a row to bounds. No grammar here, only the words themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

from saidso import knowledge
from saidso.record import Modifier

Kind = Literal["count", "vague", "none", "ordinal", "times"]


class Table(msgspec.Struct, frozen=True):
    """The table `numbers.yaml`."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    plurals: dict[str, int]
    vague: dict[str, int]
    nouns: dict[str, int]
    none: frozenset[str]
    times: dict[str, int]
    ordinals: dict[str, int]
    before: dict[Modifier, list[str]]
    after: dict[Modifier, list[str]]
    not_counts: frozenset[str]
    currency: frozenset[str]
    months: frozenset[str]
    streets: frozenset[str]
    aged: frozenset[str]


class Value(msgspec.Struct, frozen=True):
    """A number that ends before word `end`: bounds (None: open) and how it is said."""

    low: int
    high: int | None
    end: int
    kind: Kind
    whole: bool = True
    """False for a decimal that no scale word makes whole ("3.5"); bounds are then its floor, ceiling."""


@cache
def table() -> Table:
    """Return the number table; raises msgspec.ValidationError when the file is damaged."""
    return knowledge.typed(__package__, "numbers.yaml", Table)


@cache
def openers() -> frozenset[str]:
    """Return the words, in lower case, with which a number may start."""
    t = table()
    words = (t.none, t.times, t.plurals, t.vague, t.nouns, t.units, t.tens, t.ordinals)
    return frozenset(("a", "an", "another", "the", "half")).union(*words)


def may_open(word: str) -> bool:
    """Return whether a number may start with `word`; all but a few words cannot."""
    return word[0].isdigit() or word.lower() in openers()


_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})\Z")
_DECIMAL = re.compile(r"\d{1,9}\.\d{1,6}\Z")
_ORDINAL = re.compile(r"(\d{1,6})(?:st|nd|rd|th)\Z", re.I)
_SCALED = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)(k|m|bn)\Z", re.I)
_HYPHENS = frozenset("-‐‑")


def number_at(words: Sequence[str], i: int) -> Value | None:
    """Return the number that starts at word `i` of `words`, or None. Letter case does not matter."""
    t = table()
    word = words[i].lower()
    if word in t.none:
        end = (
            i + 2
            if word == "no" and i + 1 < len(words) and words[i + 1].lower() == "one"
            else i + 1
        )
        return Value(0, 0, end, "none")
    if word in t.times:
        return Value(t.times[word], t.times[word], i + 1, "times")
    if word in t.plurals:
        return _open(words, i, t)
    if word in t.vague:
        scale, end = _scale(words, i + 1, t)
        return Value(t.vague[word] * scale, None, end, "vague")
    if word in ("a", "an", "another", "the", "half"):
        return _with_article(words, i, t)
    if word in t.nouns:
        n = t.nouns[word]
        return Value(n, None if word == "handful" else n, i + 1, "count")
    return _digits(words, i, t) or _spelled(words, i, t)


def _open(words: Sequence[str], i: int, t: Table) -> Value:
    """Return "dozens", "hundreds of thousands": the product of the lower bounds."""
    low, end = t.plurals[words[i].lower()], i + 1
    while end + 1 < len(words) and words[end].lower() == "of":
        more = t.plurals.get(words[end + 1].lower())
        if more is None:
            break
        low, end = low * more, end + 2
    return Value(low, None, end, "vague")


def _with_article(words: Sequence[str], i: int, t: Table) -> Value | None:
    """Return "a dozen", "half a million", "a few hundred", "a couple", or None for a bare article."""
    word = words[i].lower()
    following = words[i + 1].lower() if i + 1 < len(words) else ""
    if word == "half":
        j = i + 2 if following in ("a", "-") else i + 1
        scale = t.scales.get(words[j].lower(), 0) if j < len(words) else 0
        return Value(scale // 2, scale // 2, j + 1, "count") if scale >= 12 else None
    if following == "half":
        return _with_article(words, i + 1, t)
    if following in t.nouns or (following == "few" and word != "the"):
        return number_at(words, i + 1)
    scale = t.scales.get(following, 0)
    if scale < 12 or len(following) < 4 or following == "score":
        return None
    more, end = _scale(words, i + 2, t)
    return Value(scale * more, scale * more, end, "count")


def _scale(words: Sequence[str], i: int, t: Table) -> tuple[int, int]:
    """Return the product of the scale words from `i` on, and where they end."""
    product = 1
    while i < len(words) and (scale := t.scales.get(words[i].lower(), 0)) and len(words[i]) > 2:
        product, i = product * scale, i + 1
    return product, i


def _digits(words: Sequence[str], i: int, t: Table) -> Value | None:
    """Return a number in digits, with its scale words."""
    word = words[i]
    if not word[0].isdigit():
        return None
    if match := _ORDINAL.match(word):
        return Value(int(match[1]), int(match[1]), i + 1, "ordinal")
    if match := _SCALED.match(word):
        value = round(float(match[1]) * t.scales[match[2].lower()])
        return Value(value, value, i + 1, "count")
    if _DIGITS.match(word):
        scale, end = _scale(words, i + 1, t)
        value = int(word.replace(",", "")) * scale
        return Value(value, value, end, "count")
    if _DECIMAL.match(word):
        scale, end = _scale(words, i + 1, t)
        if scale > 1:
            value = round(float(word) * scale)
            return Value(value, value, end, "count")
        return Value(int(float(word)), int(float(word)) + 1, end, "count", whole=False)
    return None


def _spelled(words: Sequence[str], i: int, t: Table) -> Value | None:
    """Return a spelled number: "twenty-one", "three hundred and five", "forty-second"."""
    total = current = 0
    end, found = i, False
    n = len(words)
    while end < n:
        word = words[end].lower()
        if word in t.units and (
            not found or (current % 10 == 0 and not (current % 100 and current < 20))
        ):
            if found and current and current % 100 == 0 and words[end - 1].lower() != "and":
                break
            current += t.units[word]
        elif word in t.tens and current % 100 == 0:
            current += t.tens[word]
        elif found and word in t.scales and len(word) > 2 and word != "score":
            scale = t.scales[word]
            if scale >= 1000:
                total, current = total + max(1, current) * scale, 0
            else:
                current = max(1, current) * scale
        elif word in t.ordinals and (not found or (current >= 20 and current % 10 == 0)):
            value = total + current + t.ordinals[word]
            return Value(value, value, end + 1, "ordinal")
        elif (
            found
            and end + 1 < n
            and (
                (word in _HYPHENS and current % 100 in t.tens.values())
                or (word == "and" and words[end - 1].lower() in ("hundred", "thousand"))
            )
            and (
                words[end + 1].lower() in t.units
                or words[end + 1].lower() in t.tens
                or words[end + 1].lower() in t.ordinals
            )
        ):
            end += 1
            continue
        else:
            break
        found = True
        end += 1
    if not found:
        return None
    return Value(total + current, total + current, end, "count")
