"""Bylines as pages give them in their metadata: names of people, without what stands round them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import unescape

from saidso import knowledge

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_LEAD = re.compile(
    r"\A(?:\W|(?:(?:this (?:post|article|story) was )?(?:written|posted|published|reported)? ?by"
    r"|author|reviewed by|story by|words by)\b[\s:]*)+",
    re.I,
)
_REST = re.compile(
    rf"\s*(?:[•|·/(<]|\s[-–—]\s|\b(?:last )?(?:updated|published|posted|modified)\b"
    rf"|\b{_MONTHS}\b\.?\s\d|\d).*\Z",
    re.I | re.S,
)

_DATED = re.compile(rf"\s{_MONTHS}\.?\Z", re.I)


@cache
def _nobody() -> frozenset[str]:
    """Return what stands where a name should and names nobody, lower case."""
    table = knowledge.table(__package__, "bylines.yaml")
    return frozenset(str(word) for word in table["nobody"])


def people(given: Iterable[str]) -> list[str]:
    """Return the names in `given`, each once; desks, roles and words of forms are left out."""
    out: dict[str, None] = {}
    for name in given:
        plain = " ".join(_REST.sub("", _LEAD.sub("", unescape(name), count=1)).split())
        if _DATED.search(plain) and len(plain.split()) > 2:  # "Ana Brod December", not "Tom May"
            plain = plain.rsplit(None, 1)[0]
        plain = plain.strip(" ,;:'\"“”")
        if not 2 <= len(plain) <= 80 or "@" in plain or "http" in plain or "www." in plain:
            continue
        if plain.lower() in _nobody() or re.fullmatch(_MONTHS, plain, re.I):
            continue
        out[plain] = None
    return list(out)[:20]
