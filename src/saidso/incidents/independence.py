"""Independence: how many of those who say a value are voices that can be told apart.

The count is a lower bound. Whoever may be one of the others adds nothing: a page beside those whom it
has its value from, officials who are not named beside a ministry, reports that nobody signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from saidso import knowledge
from saidso.incidents.phrases import bare
from saidso.incidents.sayings import Said
from saidso.incidents.speakers import VAGUE, Voice, paper


class _Table(msgspec.Struct, frozen=True):
    press: frozenset[str]
    offices: frozenset[str]


@cache
def _table() -> _Table:
    data = knowledge.table(__package__, "speakers.yaml")
    return _Table(
        frozenset(w for line in data["press"] for w in bare(line)),
        frozenset(w for line in data["offices"] for w in bare(line)),
    )


def independent(said: Iterable[Said]) -> set[Voice]:
    """Return the voices behind the sayings of one value that can be told apart.

    A page that has it from somebody is no voice of its own beside them, neither where it says so itself
    nor where another page cites it. Nor is the press as such beside anybody, nor are officials who are
    not named beside one whose office is told.
    """
    said = list(said)
    told = {s.origin for s in said if not s.own}
    relays = {s.page for s in said if not s.own}
    voices = {v for s in said if not (s.own and s.origin in told) for v in s.voices}
    first = {v for v in voices if v.outlet not in relays or not v.outlet}
    kept = {v for v in first or voices if not _anybody(v)}
    offices = {v.country for v in kept if _office(v)}
    nobody = {
        v
        for v in kept
        if _vague(v) and any(v.country is None or c in (None, v.country) for c in offices)
    }
    return kept - nobody or first or voices


def _anybody(voice: Voice) -> bool:
    """Return whether a source is the press as such, or a paper of which nobody knows who wrote it."""
    if voice.outlet or voice.name or voice.body:
        return False
    press = _table().press
    return paper(voice) or any(label and set(label) <= press for label in voice.labels)


def _vague(voice: Voice) -> bool:
    """Return whether a source is officials or authorities without a name."""
    return voice.body == VAGUE and not voice.name


def _office(voice: Voice) -> bool:
    """Return whether a source is a certain body, or somebody whose office is told."""
    if voice.body:
        return voice.body != VAGUE or bool(voice.name)
    words = {w for label in voice.labels for w in label}
    return bool(voice.name) and not _table().offices.isdisjoint(words)
