"""Lemmas, by part of speech, through LemmInflect's tables."""

from __future__ import annotations

from functools import lru_cache

_KNOWN = {"VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN"}


@lru_cache(maxsize=200_000)
def lemma(word: str, upos: str) -> str:
    """Return the lower-case lemma of `word` as a `upos` ("shot", VERB: "shoot")."""
    low = word.lower()
    if upos not in _KNOWN or not low.isalpha() or len(low) > 40:
        return low
    from lemminflect import getLemma

    if upos == "PROPN":
        return low
    found = getLemma(low, upos=upos, lemmatize_oov=upos != "AUX")
    return found[0] if found else low
