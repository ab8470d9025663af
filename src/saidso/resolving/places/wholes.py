"""Wholes: names that are one place's though their parts look like those of several."""

from __future__ import annotations

import re
from itertools import pairwise

from saidso.language.parse import Parse
from saidso.record import Span
from saidso.resolving.countries import country_named
from saidso.resolving.places.gazetteer import named
from saidso.resolving.places.readings import region, supplement
from saidso.resolving.spelling import fold

_OWNED = re.compile(r"['’]s (?:County|Parish)\b")
"""What belongs to the name of a division before it: "Prince George's County"."""


def wholes(parse: Parse) -> list[Span]:
    """Return the spans of such names: "the Gulf of Guinea", "Jammu and Kashmir"."""
    text = parse.text
    spans = [parse.span(n.tokens) for n in parse.names if n.kind == "LOC"]
    linked = [
        (a, d)
        for (a, b), (c, d) in pairwise(spans)
        if text[b:c] == " and " and _is_listed(text[a:d])
    ]
    linked += [
        (a, d)
        for (a, b), (c, d) in pairwise(spans)
        if text[b:c] in ("'s ", "’s ") and named(fold(text[a:d]))
    ]  # "Cox's Bazar"
    linked += [
        (a, m.end())
        for a, b in spans
        if (m := _OWNED.match(text, b)) and named(fold(text[a : m.end()]))
    ]
    of = [(a, b) for a, b in spans if " of " in text[a:b] and _is_listed(text[a:b])]
    return linked + [(_begins(text, a, b), b) for a, b in of]


_BEFORE = re.compile(r"(?:[A-Z][\w'’]{1,12} ){1,2}\Z")


def _begins(text: str, start: int, end: int) -> int:
    """Return where the name of a country begins whose first words are taken for none of it: "[Democratic]
    Republic of the Congo"."""
    before = _BEFORE.search(text, max(0, start - 24), start)
    while before is not None:
        if country_named(text[before.start() : end]):
            return before.start()
        before = _BEFORE.search(text, before.start() + 1, start)
    return start


def _is_listed(words: str) -> bool:
    """Return whether words are the name of a country, a sea, a region or a first-order division."""
    key = fold(words)
    known = country_named(words) or region(key) or key in supplement()
    return bool(known) or any(e.rank == "1" for e in named(key))
