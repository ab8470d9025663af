"""Captives: whom "took three drivers hostage" and "had taken 12 prisoners" tell of."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.harm.sufferers import Sufferers
from saidso.reading.harm.victims import Victims

_TAKES = frozenset({"take", "seize", "capture", "hold", "keep", "grab"})


def taken(parse: Parse, victims: Victims, who: Sufferers, i: int) -> list[int]:
    """Return the head tokens of those taken by the noun at `i`; hostages alone are persons."""
    tokens = parse.tokens
    above = tokens[i].head
    if tokens[above].lemma not in _TAKES:
        return []
    others = [h for h in who.patients(above) if h != i and victims.is_person(h)]
    if others:
        return others
    own = tokens[i].rel in ("obj", "nsubj:pass") or (tokens[i].rel == "nsubj" and i < above)
    return [i] if own else []
