"""Streets: names of places that are only a street's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from operator import itemgetter

from saidso.record import Span
from saidso.spans import contains, merge

_ON = re.compile(r"\b(?:on|along|off) \Z", re.IGNORECASE)
_KIND = r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane|Highway|Parkway|Place|Terrace|Court)"
_STREET = re.compile(rf"(?P<name>[A-Z][\w'’.-]*) {_KIND}\b")
_NAME = r"(?:(?:North|South|East|West|[NSEW]\.) )?(?:\d{1,3}(?:st|nd|rd|th)|[A-Z][\w'’-]*)(?: [A-Z][\w'’-]*)?"
_CORNER = re.compile(
    rf"(?P<first>{_NAME}) (?i:and|&|at) (?P<second>{_NAME}) "
    rf"(?:{_KIND}|Streets|Avenues|Roads|Drives|Sts|Aves)\b"
)
"""Two streets, of which only the last is called one: "between Velm and Keld Avenues"."""
_CROSSING = re.compile(
    r"(?:\b(?:home|house|apartments?|complex|(?:night)?club|bar|store|shop|restaurant|building|hotel|motel|"
    r"station|lot|lounge|tavern|market|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|morning|afternoon|"
    r"evening|night|[ap]\.?m\.|happened|occurred|walking|driving|standing) "
    rf"on |\b(?:corner|intersection) of )(?P<first>{_NAME}) (?:near|at|and|&) "
    rf"(?P<second>{_NAME})(?=[\s.,;])"
)
"""A house or an hour on a street at another one, neither called so: "a bar on Velm near Keld"."""


def streets_in(text: str) -> set[str]:
    """Return the last words before "Street" and its like."""
    return {m["name"] for m in _STREET.finditer(text)}


def corners_in(text: str) -> list[Span]:
    """Return the spans of the names of streets that meet, in text order and joined where they overlap: "on
    Velm near Keld", "Velm and Keld Streets"."""
    return merge(
        m.span(name)
        for pattern in (_CORNER, _CROSSING)
        for m in pattern.finditer(text)
        for name in ("first", "second")
    )


def is_street(
    text: str, span: Span, streets: Collection[str], corners: Sequence[Span] = ()
) -> bool:
    """Return whether a name is a street's that the text names in full: "on Peoria", "South Peoria Street".

    `streets`, `corners`: see `streets_in`, `corners_in`.
    """
    near = bisect_right(corners, span[0], key=itemgetter(0))
    if near and contains(corners[near - 1], span):
        return True
    return text[slice(*span)].split()[-1:][0] in streets and bool(
        _ON.search(text, max(0, span[0] - 8), span[0])
    )
