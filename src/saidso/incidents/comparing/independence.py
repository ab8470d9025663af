"""Independence: how many of those who say a value are voices that can be told apart.

The count is a lower bound. Whoever may be one of the others adds nothing: a page beside those whom it
has its value from, officials who are not named beside a ministry, reports that nobody signed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from saidso import knowledge
from saidso.figures import open_ended
from saidso.incidents.comparing.sayings import Said
from saidso.incidents.linking.phrases import bare
from saidso.incidents.linking.speakers import VAGUE, Voice, paper

Lent = dict[int, tuple[Voice, ...]]
"""By the id of a saying of this process: the voices that it has from others of its page."""


class _Table(msgspec.Struct, frozen=True):
    press: frozenset[str]
    offices: frozenset[str]


@cache
def _table() -> _Table:
    data = knowledge.table("saidso.incidents.linking", "speakers.yaml")
    return _Table(
        frozenset(w for line in data["press"] for w in bare(line)),
        frozenset(w for line in data["offices"] for w in bare(line)),
    )


def independent(said: Iterable[Said], lent: Lent | None = None) -> set[Voice]:
    """Return the voices behind the sayings of one value that can be told apart, those `lent` among them.

    A page that has it from somebody is no voice of its own beside them, neither where it says so itself
    nor where another page cites it. Nor is the press as such beside anybody, nor are officials who are
    not named beside one whose office is told.
    """
    said = list(said)
    told = {s.origin for s in said if not s.own}
    relays = {s.page for s in said if not s.own}
    who = lent or {}
    voices = {v for s in said if not (s.own and s.origin in told) for v in who.get(id(s), s.voices)}
    first = {v for v in voices if v.outlet not in relays or not v.outlet}
    kept = {v for v in first or voices if not _anybody(v)}
    offices = {v.country for v in kept if _office(v)}
    nobody = {
        v
        for v in kept
        if _vague(v) and any(v.country is None or c in (None, v.country) for c in offices)
    }
    return kept - nobody or first or voices


def lent(said: Iterable[Said]) -> Lent:
    """Return the voices behind the counts that a page says itself and has from somebody as well.

    "20 killed in blast", "at least 20 people were killed, officials said": the headline is the officials'.
    """
    said = list(said)
    told: dict[tuple[str, int], list[Said]] = {}
    for one in said:
        if not one.own and _numbered(one):
            told.setdefault((one.part.record.report.name, one.origin), []).append(one)
    out: Lent = {}
    for one in said:
        if one.own and _numbered(one):
            page = told.get((one.part.record.report.name, one.origin), [])
            voices = dict.fromkeys(
                v for t in page if t.claim.value == one.claim.value for v in t.voices
            )
            if voices:
                out[id(one)] = tuple(voices)
    return out


def _numbered(said: Said) -> bool:
    """Return whether a count is asserted and has a number: no plural, no "dozens"."""
    claim = said.claim
    return (
        claim.stance == "asserts"
        and isinstance(claim.value, int)
        and claim.value > 0
        and not open_ended(claim.low, claim.high, claim.modifier)
    )


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
