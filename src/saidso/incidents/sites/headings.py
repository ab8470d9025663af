"""Headings: the country under whose name a bulletin tells what comes next.

"Velmia (VLM)" on a line of its own, or "Velmia." before a paragraph, holds until the next such heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from saidso.language.parse import Parse
from saidso.resolving.countries import country_named

_BRACKETS = re.compile(r"\s*\([^()]*\)")
_OPENS = re.compile(r"[A-Z][^.:\n]{2,40}(?=\.\s|:\s|\Z)")
_LEAST = 2
"""So many countries head a bulletin; one alone may only be a word of the text."""


class Headings:
    """The country that each token of one report stands under."""

    def __init__(self, parse: Parse) -> None:
        found: dict[int, str] = {}
        for sentence in parse.sentences:
            start = parse.report.segments[sentence.segment].span[0]
            if sentence.span[0] != start or sentence.segment_kind not in ("paragraph", "headline"):
                continue
            end = parse.report.segments[sentence.segment].span[1]
            opened = _OPENS.match(_BRACKETS.sub("", parse.text[start:end]).strip())
            country = country_named(opened[0]) if opened else None
            if country is not None:
                found[sentence.tokens[0]] = country
        several = len(set(found.values())) >= _LEAST
        self._starts = sorted(found) if several else []
        self._countries = [found[k] for k in self._starts]

    def country(self, token: int) -> str | None:
        """Return the alpha-3 of the country under whose name a token stands; None for none."""
        at = bisect_right(self._starts, token)
        return self._countries[at - 1] if at else None
