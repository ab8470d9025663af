"""Spelling: the forms under which the names of places are looked up."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FOLDED = str.maketrans(
    dict.fromkeys("'’‘ʼʻ`´ʹ", "")
    | dict.fromkeys("-–—_/", " ")
    | {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae"}
)
_SHORT = {
    **{"st": "saint", "st.": "saint", "mt": "mount", "mt.": "mount", "ft": "fort", "ft.": "fort"},
    **{"sta.": "santa", "sto.": "santo"},
}
_ARTICLES = frozenset(
    {"al", "el", "ad", "ed", "an", "ar", "as", "es", "ash", "at", "az", "ez", "ul"}
)
_ROMANISED = (
    ("ee", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("q", "k"),
    ("dh", "d"),
    ("kh", "h"),
    ("y", "i"),
)
_LONGEST = 80
"""Names longer than this (characters) are not looked up."""


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Return `name` as it is looked up: no case, marks, hyphens, apostrophes, leading "the"."""
    plain = name[:_LONGEST].translate(_FOLDED)
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in parts if not unicodedata.combining(c))
    words = [_SHORT.get(w, w) for w in plain.casefold().split()]
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words).strip(" ,;:")


def loose(name: str) -> str:
    """Return a key of a folded name without articles, doubled letters and a last "h"."""
    words = [w for w in name.split() if w not in _ARTICLES] or name.split()
    plain = "".join(words)
    for old, new in _ROMANISED:
        plain = plain.replace(old, new)
    once = "".join(c for i, c in enumerate(plain) if i == 0 or c != plain[i - 1])
    return once[:-1] if once.endswith("h") and len(once) > 4 else once


_VOWELS = frozenset("aeiouwyh")
_ALIKE = str.maketrans({"p": "b", "c": "k", "v": "f"})
_FEWEST_BONES = 3


def bones(name: str) -> str:
    """Return the consonants of a folded name, by which it is found however its vowels are romanised.

    "tuz khurmatu" and "tuz khormato" are "tzrmt"; empty for names of fewer than three consonants.
    """
    plain = loose(name).replace("ph", "f").translate(_ALIKE)
    if not plain:
        return ""
    first = "a" if plain[0] in "aeiouy" else plain[0]
    out = first + "".join(c for c in plain[1:] if c not in _VOWELS)
    out = "".join(c for i, c in enumerate(out) if i == 0 or c != out[i - 1])
    return out if len(out) >= _FEWEST_BONES else ""
