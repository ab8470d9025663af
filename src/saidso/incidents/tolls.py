"""Tolls: low, best and high of an incident, rival counts by different speakers kept as bounds."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from saidso.incidents.voices import AUTHOR
from saidso.language.parse import Parse
from saidso.reading.casualties import COUNTED, Harm, summarise
from saidso.record import Tally

_PARTS = frozenset({"child", "woman", "man", "boy", "girl", "baby", "pupil", "student"})
"""Victims that are counted inside a toll more often than against it."""


class Told(msgspec.Struct, frozen=True):
    """A harm with the one who states it: the name of the innermost speaker, AUTHOR for the outlet."""

    harm: Harm
    speaker: str
    denied: bool = False


def tolls(parse: Parse, told: Sequence[Told]) -> dict[str, Tally]:
    """Return low, best and high by slot; a slot that nothing is said of is absent.

    Best is what the outlet and the first speaker who counts say. Counts by others bound it: a lower
    one is the low, a higher one the high.
    """
    out: dict[str, Tally] = {}
    kept = [t for t in told if not t.denied]
    for slot in COUNTED:
        counts = [t for t in kept if t.harm.slot == slot and _counts(t.harm)]
        first = next((t.speaker for t in counts if t.speaker != AUTHOR), AUTHOR)
        rivals = [t for t in counts if t.speaker not in (AUTHOR, first)]
        excluded = {id(t.harm) for t in rivals}
        tally = summarise([t.harm for t in kept if id(t.harm) not in excluded]).get(slot)
        for rival in rivals:
            tally = _bounded(parse, tally, rival.harm)
        if tally is not None:
            out[slot] = tally
    return out


def _counts(harm: Harm) -> bool:
    """Return whether a statement gives a number of people that is not one of single persons."""
    if harm.status != "happened" or harm.background or harm.generic or harm.negated:
        return False
    return isinstance(harm.value, int) and not (harm.people and harm.value == len(harm.people))


def _bounded(parse: Parse, tally: Tally | None, rival: Harm) -> Tally | None:
    """Return the tally with the bounds that a rival count gives."""
    assert isinstance(rival.value, int)
    if tally is None or tally.best is None:
        return Tally(low=rival.low, best=rival.value, high=rival.high, rule="only count stated")
    if rival.value == tally.best or _part(parse, rival, tally.best):
        return tally
    low, high = tally.low, tally.high
    if rival.value < tally.best:
        low = rival.value if low is None else min(low, rival.value)
    else:
        top = rival.value if rival.high is None else max(rival.high, rival.value)
        high = top if high is None else max(high, top)
    rule = "the first count told, rival counts by other speakers as low and high"
    return Tally(low=low, best=tally.best, high=high, rule=rule)


def _part(parse: Parse, rival: Harm, best: int) -> bool:
    """Return whether a smaller count tells a part of the toll, not another toll."""
    if rival.value is None or isinstance(rival.value, str) or rival.value > best:
        return False
    if rival.value == 0 or rival.others or rival.victim is None:
        return rival.value == 0
    return parse.tokens[rival.victim].lemma in _PARTS
