"""Blasts: several of them that a report tells of as one attack.

"Two bombs hit a church. A second blast followed in the car park": the second is no other happening.
"""

from __future__ import annotations

from functools import cache

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse

_LEAD = 2
"""Sentences of the body in which a report tells what happened."""


class _Words(msgspec.Struct, frozen=True):
    blasts: frozenset[str]
    several: frozenset[str]


@cache
def _words() -> _Words:
    return knowledge.typed(__package__, "blasts.yaml", _Words)


def blasts() -> frozenset[str]:
    """Return the nouns of blasts, by lemma."""
    return _words().blasts


def several_blasts(parse: Parse) -> bool:
    """Return whether headline or lead tell of several blasts as of one thing: "twin blasts hit a church"."""
    tokens = parse.tokens
    heads = [s for s in parse.sentences if s.segment_kind == "headline"]
    body = [s for s in parse.sentences if s.segment_kind == "paragraph"][:_LEAD]
    return any(
        tokens[i].lemma in _words().blasts
        and any(
            tokens[c].lemma in _words().several and c < i
            for c in (*parse.children[i], max(i - 1, 0))
        )
        for sentence in (*heads, *body)
        for i in range(*sentence.tokens)
    )
