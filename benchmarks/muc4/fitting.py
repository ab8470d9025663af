"""What is seen of a phrase that may fill a slot of an incident: does it fit?

The network says how likely a phrase fills a slot of some incident. Which incident, and beside what else,
says a small logistic model for each slot (`learning`), by what stands here.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from benchmarks.muc4.lists import HEADS, HUMAN, SLOTS, THING, TYPES
from benchmarks.muc4.mentions import Filler, new, number
from benchmarks.muc4.network import Reading
from benchmarks.muc4.relevance import Features

_ARMED = [HEADS["hum-tgt-type"].index(t) for t in ("ACTIVE MILITARY", "LAW ENFORCEMENT")]
_NO_EFFECT = {HUMAN: "hum-tgt-effect", THING: "phys-tgt-effect"}


class Told(Protocol):
    """What is needed of an incident."""

    type: str
    first: Filler
    told: set[int]
    found_by: list[list[Filler]]


def fit(incident: Told, filler: Filler) -> Features:
    """Return what is seen of a filler beside an incident."""
    slot, first, some = filler.slot, incident.first, incident.found_by[filler.slot]
    reading: Reading = filler.reading
    rows = [m.row for m in filler.mentions]
    apart = min(abs(a - b) for a in filler.sentences() for b in incident.told)
    chance = filler.chance
    values = {
        "chance": odds(chance),
        "best": odds(first.chance),
        "first": float(filler is first),
        "apart 0": float(apart == 0),
        "apart 1": float(apart == 1),
        "apart": min(apart, 8) / 8,
        "same sentence": float(filler.best.token.sentence == first.best.token.sentence),
        "link": float(reading.links[np.ix_(rows, [m.row for m in first.mentions])].mean()) / 3,
        "type": float(filler.values("inc-type")[TYPES.index(incident.type)]),
        "kidnapping": float(incident.type == "KIDNAPPING"),
        "mentions": min(len(rows), 5) / 5,
        "mean": odds(float(filler.weights.mean())),
        "named": float(filler.person),
        "pronoun": float(filler.best.token.upos == "PRON"),
        "higher": min(sum(f.chance > chance for f in some), 6) / 5,
        "number": min(len(some), 6) / 6,
        "late": min(min(filler.sentences()), 15) / 15,
    }
    values |= worded(filler)
    values["beside"] = odds(max((f.chance for f in some if _listed(filler, f)), default=0.1))
    values["inside"] = float(any(_inside(filler, f) for f in some))
    values["around"] = float(any(_inside(f, filler) for f in some))
    for k, name in enumerate(SLOTS):
        if k != slot:
            values[f"as {name}"] = float(reading.slots[rows, k].max())
    if slot in _NO_EFFECT:
        values["no effect"] = float(filler.values(_NO_EFFECT[slot])[0])
    if slot == HUMAN:
        values["armed"] = float(filler.values("hum-tgt-type")[_ARMED].sum())
        values["death"] = float(filler.values("hum-tgt-effect")[1])
    return Features(values)


def worded(filler: Filler) -> dict[str, float]:
    """Return what the words of a filler show: of how many it is, brought up or known, of which kind."""
    best = filler.best
    said = number(best.parse, best)
    return {
        "counted": float(said not in ("1", "PLURAL")),
        "not counted": float(said == "PLURAL"),
        "new": float(any(new(m) for m in filler.mentions)),
        f"kind {best.token.kind}": 1.0,
    }


def _listed(one: Filler, other: Filler) -> bool:
    """Return whether two stand in one list: "a teacher and two pupils"."""
    homes = [
        {t.head if t.rel == "conj" else t.i for t in (m.token for m in f.mentions)}
        for f in (one, other)
    ]
    return one is not other and bool(homes[0] & homes[1])


def _inside(one: Filler, other: Filler) -> bool:
    """Return whether the words of one are part of the other's: "the bank" in "a branch of the bank"."""
    a, b = one.best, other.best
    return a.token.sentence == b.token.sentence and a.text != b.text and a.text in b.text


def odds(chance: float) -> float:
    """Return a third of the logarithm of the odds."""
    return float(np.log((chance + 1e-6) / (1 - chance + 1e-6))) / 3
