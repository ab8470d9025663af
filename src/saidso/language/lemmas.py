"""Lemmas, by part of speech, through LemmInflect's tables."""

from __future__ import annotations

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
    found = _forms().get(low, {}).get(upos)
    if found is None and upos != "AUX":
        from lemminflect import getAllLemmasOOV

        found = getAllLemmasOOV(low, upos).get(upos)
    return found[0].lower() if found else low


def is_word(low: str) -> bool:
    """Return whether a lower-case word is in LemmInflect's lexicon."""
    return low in _forms()


@cache
def _forms() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the lemmas of each word by part of speech.

    LemmInflect's `getLemma` looks here too, but copies what it finds for each call.
    """
    from lemminflect import config
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
    from lemminflect.codecs.OverridesCodec import OverridesCodec

    forms: dict[str, dict[str, tuple[str, ...]]] = LemmaLUCodec.load(config.lemma_lu_fn)
    for word, more in OverridesCodec.load(config.lemma_overrides_fn).items():
        forms.setdefault(word, {}).update(more)
    return forms
