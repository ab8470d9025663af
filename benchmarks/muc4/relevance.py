"""Which templates the task wants: a small logistic model of what a template shows.

The task leaves out clashes between armies and guerrillas, old and general events, and more that no
single word shows (template-doc-part1, section 1). `learning` learns the weights from the development
set, by the templates that the scorer maps to a key.
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


def learn(pairs: Sequence[tuple[Features, bool]], *, steps: int) -> Relevance:
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
    for _ in range(steps):
        guess = 1 / (1 + np.exp(-(x @ weights + bias)))
        gap = guess - y
        weights -= _RATE * (x.T @ gap / len(y) + _RIDGE * weights)
        bias -= _RATE * float(gap.mean())
    return Relevance(dict(zip(names, weights.tolist(), strict=True)), bias)


def features(template: Template, extra: Iterable[tuple[str, float]] = ()) -> Features:
    """Return the features of a template: type, how much is filled, and what `extra` says."""
    values: dict[str, float] = dict(extra)
    for fill in template.fills("inc-type"):
        values[f"inc-type={fill.values[0]}"] = 1.0
    for slot in ("hum-tgt-type", "phys-tgt-id", "perp-org-id", "perp-ind-id", "inc-instr-id"):
        values[f"has {slot}"] = float(bool(template.fills(slot)))
    place = next((f.values[0] for f in template.fills("inc-loc")), "")
    values["place parts"] = place.count(":") / 2
    when = next((f.values[0] for f in template.fills("inc-date")), "")
    values["day known"] = float(bool(when) and not when.startswith("-"))
    return Features(values)
