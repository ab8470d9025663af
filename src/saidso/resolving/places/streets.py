"""Streets: names of places that are only a street's."""

from __future__ import annotations

import re
from collections.abc import Collection

from saidso.record import Span

_ON = re.compile(r"\b(?:on|along|off) \Z", re.IGNORECASE)
_STREET = re.compile(
    r"(?P<name>[A-Z][\w'’.-]*) (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Lane|Highway|Parkway)\b"
)


def streets_in(text: str) -> set[str]:
    """Return the last words before "Street" and its like."""
    return {m["name"] for m in _STREET.finditer(text)}


def is_street(text: str, span: Span, streets: Collection[str]) -> bool:
    """Return whether a name is a street's that the text names in full: "on Peoria", "South Peoria Street".

    `streets`: see `streets_in`.
    """
    return text[slice(*span)].split()[-1:][0] in streets and bool(
        _ON.search(text, max(0, span[0] - 8), span[0])
    )
