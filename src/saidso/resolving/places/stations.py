"""Stations: the states that the call signs of American television stations in a report are at home in.

A local report seldom names its state, but often who prints it: "LEXINGTON (WKYT)", "tells WDBJ7".
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from saidso import knowledge

_SIGN = re.compile(r"(?<!\w)([KW][A-Z]{2,3})(?=\b|tv|TV|\d)")
_SHOWN = re.compile(r"-?TV\b|tv\b|\d| \d|\)|\.com\b")
_BRACKET = "("


class _Table(msgspec.Struct, frozen=True):
    stations: dict[str, list[str]]
    words: dict[str, list[str]]


@cache
def _homes() -> tuple[dict[str, list[str]], frozenset[str]]:
    """Return the codes of the states of each call sign, and those signs that are words as well."""
    table = knowledge.typed(__package__, "stations.yaml", _Table)
    out: dict[str, list[str]] = {}
    for states in (table.stations, table.words):
        for code, signs in states.items():
            for sign in signs:
                out.setdefault(sign, []).append(code)
    return out, frozenset(s for signs in table.words.values() for s in signs)


def station_states(text: str) -> set[str]:
    """Return the ISO 3166-2 codes of the states of the stations that a report names."""
    homes, words = _homes()
    out: set[str] = set()
    for match in _SIGN.finditer(text):
        sign = match[1]
        if sign not in homes:
            continue
        before = text[match.start() - 1 : match.start()]
        if sign in words and before != _BRACKET and not _SHOWN.match(text, match.end()):
            continue
        out.update(homes[sign])
    return out
