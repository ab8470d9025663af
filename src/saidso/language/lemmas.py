"""Lemmas, by part of speech, through LemmInflect's tables."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

_KNOWN = {"VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN"}


_NO_COMPARATIVES = frozenset({"other", "another"})
"""Words that the guess for unknown adjectives would cut an ending off."""


@lru_cache(maxsize=200_000)
def lemma(word: str, upos: str) -> str:
    """Return the lower-case lemma of `word` as a `upos` ("shot", VERB: "shoot")."""
    low = word.lower()
    if upos not in _KNOWN or upos == "PROPN" or not low.isalpha() or len(low) > 40:
        return low
    if low in _NO_COMPARATIVES:
        return low
    found = _listed(low, upos)
    if found is None and upos != "AUX":
        from lemminflect import getAllLemmasOOV

        guessed = getAllLemmasOOV(low, upos).get(upos)
        found = guessed[0] if guessed else None
    return found.lower() if found else low


def is_word(low: str) -> bool:
    """Return whether a lower-case word is in LemmInflect's lexicon."""
    return low in _overrides() or any(True for _ in _entries(low))


def _listed(low: str, upos: str) -> str | None:
    """Return the lemma that LemmInflect lists for a lower-case word."""
    if (ours := _overrides().get(low, {}).get(upos)) is not None:
        return ours
    found = [lemmas for category, lemmas in _entries(low) if category.upper() == upos]
    return found[-1].split("/")[0] if found else None


def _entries(low: str) -> Iterator[tuple[str, str]]:
    """Yield the categories of a word, with its lemmas in each ("verb", "lie/lay")."""
    rows = _rows()
    for k in range(bisect_left(rows, f"{low},"), len(rows)):
        word, category, lemmas = rows[k].split(",")
        if word != low:
            return
        yield category, lemmas


@cache
def _rows() -> list[str]:
    """Return the sorted rows of LemmInflect's table ("shot,verb,shoot").

    LemmInflect makes mappings of all 80,000 when it starts, which costs a third of a second, and copies
    what it finds in them for each call.
    """
    from lemminflect import config

    with gzip.open(config.lemma_lu_fn, "rt", encoding="utf-8") as file:
        return sorted(file.read().splitlines())


@cache
def _overrides() -> dict[str, dict[str, str]]:
    """Return the lemmas by part of speech of the few words that LemmInflect lists apart."""
    from lemminflect import config
    from lemminflect.codecs.OverridesCodec import OverridesCodec

    found = OverridesCodec.load(config.lemma_overrides_fn)
    return {word: {upos: lemmas[0] for upos, lemmas in by.items()} for word, by in found.items()}
