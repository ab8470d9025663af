"""Which groups the task wants: a small logistic model of a template's own features.

The task leaves out clashes between armies and guerrillas, old and general events, and more that no
single word shows (template-doc-part1, section 1). The weights are learned from the development set
at run time, by the templates that the scorer maps to a key, and kept nowhere.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from benchmarks.muc4.templates import Template

_LEAST = 4
"""Templates that must show a feature before it has a weight."""
_STEPS = 400
_RATE = 0.5
_RIDGE = 0.003


class Features(msgspec.Struct, frozen=True):
    """What is seen of a template: names of features that hold, with their values."""

    values: dict[str, float]


class Relevance(msgspec.Struct, frozen=True):
    """Weights by feature; `of` gives the probability that a template is wanted."""

    weights: dict[str, float]
    bias: float

    def of(self, features: Features) -> float:
        """Return the probability, 0 to 1."""
        score = self.bias + sum(self.weights.get(k, 0.0) * v for k, v in features.values.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def learn(pairs: Sequence[tuple[Features, bool]]) -> Relevance:
    """Return the weights that tell wanted templates from others (ridge, plain gradient descent)."""
    seen = Counter(k for f, _ in pairs for k in f.values)
    names = sorted(k for k, number in seen.items() if number >= _LEAST)
    x = np.zeros((len(pairs), len(names)))
    at = {name: k for k, name in enumerate(names)}
    for row, (features, _) in enumerate(pairs):
        for name, value in features.values.items():
            if name in at:
                x[row, at[name]] = value
    y = np.array([float(wanted) for _, wanted in pairs])
    weights, bias = np.zeros(len(names)), 0.0
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-(x @ weights + bias)))
        gap = guess - y
        weights -= _RATE * (x.T @ gap / len(y) + _RIDGE * weights)
        bias -= _RATE * float(gap.mean())
    return Relevance(dict(zip(names, weights.tolist(), strict=True)), bias)


def features(template: Template, extra: Iterable[tuple[str, float]] = ()) -> Features:
    """Return the features of a template: its type, stage, which slots are filled and how often."""
    values: dict[str, float] = dict(extra)
    for slot in (
        "inc-type",
        "inc-stage",
        "perp-inc-cat",
        "inc-instr-type",
        "hum-tgt-type",
        "phys-tgt-type",
    ):
        for fill in template.fills(slot):
            values[f"{slot}={fill.values[0]}"] = 1.0
    for slot, fills in template.slots.items():
        values[f"has {slot}"] = 1.0
        values[f"count {slot}"] = min(len(fills), 4) / 4
    for fill in template.fills("hum-tgt-effect"):
        values[f"effect={fill.values[0]}"] = 1.0
    place = next((f.values[0] for f in template.fills("inc-loc")), "")
    values["place parts"] = place.count(":") / 2
    values[f"country={place.split(':')[0]}"] = 1.0
    when = next((f.values[0] for f in template.fills("inc-date")), "")
    values["day known"] = float(bool(when) and not when.startswith("-"))
    for fill in (
        *template.fills("hum-tgt-desc"),
        *template.fills("phys-tgt-id"),
        *template.fills("perp-ind-id"),
    ):
        for word in fill.values[0].split():
            values[f"word={word}"] = 1.0
    return Features(values)
