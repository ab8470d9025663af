"""What is seen of a phrase that may fill a slot of an incident: does it fit?

The network says how likely a phrase fills a slot of some incident. Which incident, and beside what else,
says a small logistic model for each slot (`learning`), by what stands here.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from benchmarks.muc4.lists import HEADS, HUMAN, SLOTS, THING, TYPES
from benchmarks.muc4.mentions import Filler
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
    for k, name in enumerate(SLOTS):
        if k != slot:
            values[f"as {name}"] = float(reading.slots[rows, k].max())
    if slot in _NO_EFFECT:
        values["no effect"] = float(filler.values(_NO_EFFECT[slot])[0])
    if slot == HUMAN:
        values["armed"] = float(filler.values("hum-tgt-type")[_ARMED].sum())
        values["death"] = float(filler.values("hum-tgt-effect")[1])
    return Features(values)


def odds(chance: float) -> float:
    """Return a third of the logarithm of the odds."""
    return float(np.log((chance + 1e-6) / (1 - chance + 1e-6))) / 3
