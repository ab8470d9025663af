"""Phrases: words as they are compared over reports, and names that mean one organisation."""

from __future__ import annotations

from functools import cache, lru_cache

from saidso import knowledge
from saidso.resolving.spelling import fold

Words = tuple[str, ...]


@lru_cache(maxsize=50_000)
def bare(text: str) -> Words:
    """Return the words of a text as they are compared: folded, without a possessive or plural s."""
    words = fold(text.replace("'s", "").replace("’s", "")).split()
    out = (w.strip('.,;:()"“”‘’') for w in words)
    return tuple(_one(w) for w in out if w)


def _one(word: str) -> str:
    """Return a word without the ending of a plural."""
    if len(word) < 4 or word[-1] != "s" or word[-2] == "s":
        return word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"  # "authorities", "ministries"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


@lru_cache(maxsize=50_000)
def called(name: str) -> Words:
    """Return the words of a name, of an organisation that goes by several always the same ones.

    "ISIS", "the Islamic State group" and "Daesh" are one (`aliases.yaml`).
    """
    first = organisation(name)
    return bare(name if first is None else first)


@lru_cache(maxsize=50_000)
def organisation(name: str) -> str | None:
    """Return the first name of an organisation that goes by several, None for all others."""
    names, behind, before = _aliases()
    words = bare(name)
    words = words[1:] if len(words) > 1 and words[0] in before else words
    while len(words) > 1 and words not in names and words[-1] in behind:
        words = words[:-1]
    return names.get(words)


@cache
def _aliases() -> tuple[dict[Words, str], frozenset[str], frozenset[str]]:
    data = knowledge.table(__package__, "aliases.yaml")
    names = {bare(name): line[0] for line in data["organisations"] for name in line}
    return names, frozenset(data["behind"]), frozenset(data["before"])
