"""Is a text English? A count of function words, and the script of its letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from saidso import knowledge

_WORD = re.compile(r"[^\W\d_]+")
_WIDE = re.compile("[^\0-\u024f]")
"""What stands behind the Latin letters."""
_SAMPLE = 20_000
_SCRIPTS = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


@cache
def _table() -> dict[str, frozenset[str]]:
    data = knowledge.table(__package__, "languages.yaml")
    return {name: frozenset(words.split()) for name, words in data.items()}


@cache
def _languages() -> dict[str, list[str]]:
    """Return the languages of each function word."""
    out: dict[str, list[str]] = {}
    for name, words in _table().items():
        for word in words:
            out.setdefault(word, []).append(name)
    return out


def function_words() -> frozenset[str]:
    """Return the English function words, lower case."""
    return _table()["English"]


def other_language(text: str) -> str | None:
    """Return the language or script that `text` is written in where it is not English, else None.

    Running English holds 30 to 50% function words, other languages in Latin letters under 10% of
    the English ones. Fewer than 8 words are never judged by words, only by script.
    """
    sample = text[:_SAMPLE]
    if script := _script(sample):
        return script
    words = _WORD.findall(sample.lower())
    counts = dict.fromkeys(_table(), 0)
    for word in words:
        for name in _languages().get(word, ()):
            counts[name] += 1
    english = counts.pop("English")
    best = max(counts, key=lambda name: counts[name])
    if len(words) < 8 or english >= 0.2 * len(words):
        return best if counts[best] > 2 * english + 3 else None
    if counts[best] > english and counts[best] >= 0.08 * len(words):
        return best
    return "another language" if len(words) >= 40 and english < 0.06 * len(words) else None


def _script(text: str) -> str | None:
    wide = _WIDE.findall(text)
    foreign = [c for c in wide if c.isalpha() and unicodedata.category(c) != "Lm"]
    if len(foreign) < 5 or len(foreign) <= 0.4 * sum(map(str.isalpha, text)):
        return None
    names = Counter(unicodedata.name(c, "UNKNOWN").split()[0] for c in foreign[:2000])
    if names["HIRAGANA"] + names["KATAKANA"] > 0.1 * sum(names.values()):
        return "Japanese"
    if "LATIN" in names and names["LATIN"] > 0.5 * sum(names.values()):
        return None
    name = names.most_common(1)[0][0]
    return _SCRIPTS.get(name, f"{name.capitalize()} script")
