"""The learned reading of a text: a small network over the shipped encoder's states, in numpy.

Two layers of attention over all words of content of the text, on states that stay as they are; then,
for each candidate, what it may fill and what is filled in beside it (`lists`), for each pair of
candidates whether they belong to one incident, and for the text which types it has. Trained by
`training.slots` on the development set of MUC-4; `learned/` holds the weights of a few networks that
were trained from different seeds, whose answers are averaged.

Shapes: N words, C candidates, D the width.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from benchmarks.muc4.lists import HEADS
from benchmarks.muc4.states import Floats, Integers
from benchmarks.muc4.words import Sequence

LEARNED = Path(__file__).parent / "learned"
ATTENTION_HEADS = 4
LONGEST = 40
"""Sentences that are told apart by their number."""
_EPSILON = 1e-5


class Reading(msgspec.Struct, frozen=True):
    """What the network says of a text's C candidates."""

    slots: Floats
    """C,5: the probability of filling each of `lists.SLOTS`."""
    fills: dict[str, Floats]
    """For each slot of `lists.HEADS`: C and the values, probabilities of each."""
    links: Floats
    """C,C scores of belonging to one incident."""
    types: Floats
    """The probability that the text has an incident of each of `lists.TYPES`."""


class Network:
    """One trained network: its weights by name, as `training.slots` saves them."""

    def __init__(self, weights: Mapping[str, npt.NDArray[Any]]) -> None:
        self._w = {name: array.astype(np.float32) for name, array in weights.items()}

    @cached_property
    def _layers(self) -> int:
        return 1 + max(int(n.split(".")[1]) for n in self._w if n.startswith("blocks."))

    def _linear(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return out

    def _norm(self, name: str, x: Floats) -> Floats:
        mean, spread = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        out: Floats = (x - mean) / np.sqrt(spread + _EPSILON)
        return out * self._w[f"{name}.weight"] + self._w[f"{name}.bias"]

    def _embedded(self, name: str, numbers: Integers) -> Floats:
        out: Floats = self._w[f"{name}.weight"][numbers]
        return out

    def scores(self, s: Sequence) -> dict[str, Floats]:
        """Return the scores of each head: `slot`, those of `lists.HEADS`, `link` and `text`."""
        states = s.states * self._w["scale"]
        x = self._linear("own", states) + self._linear("above", states[s.head])
        for name in ("upos", "rel", "kind", "name", "case", "trigger"):
            x = x + self._embedded(name, getattr(s, name))
        x = x + self._embedded("sentence", np.minimum(s.sentence, LONGEST - 1))
        x = self._norm("norm", x + self._linear("roles", s.roles))
        apart = bucket(s.sentence[:, None] - s.sentence[None])
        for k in range(self._layers):
            x = self._block(f"blocks.{k}", x, apart)
        x = self._norm("out", x)
        at = s.candidates
        both = np.concatenate([x[at], x[s.head[at]]], -1)
        words = self._embedded("word", s.word)
        beside = np.concatenate([both, words[at], words[s.head[at]]], -1)
        told = _gelu(self._linear("meaning.1", both))
        worded = _gelu(self._linear("wording.1", beside))
        out = {name: self._linear(f"heads.{name}", worded) for name in HEADS}
        out["slot"] = self._linear("slot", np.concatenate([told, worded], -1))
        link = self._linear("link", told)
        near = self._embedded("near", apart[np.ix_(at, at)])[..., 0]
        out["link"] = (link @ link.T / 8 + near + self._w["link_bias"]).astype(np.float32)
        types = self._linear("types", x)
        top = types.max(0) if len(types) else np.zeros(types.shape[1], np.float32)
        out["text"] = np.log(np.exp(types - top).sum(0) + 1e-9).astype(np.float32) + top - 3
        return out

    def _block(self, name: str, x: Floats, apart: Integers) -> Floats:
        n, width = x.shape
        each = width // ATTENTION_HEADS
        qkv = self._linear(f"{name}.qkv", self._norm(f"{name}.n1", x))
        q, k, v = (
            part.reshape(n, ATTENTION_HEADS, each).transpose(1, 0, 2)
            for part in np.split(qkv, 3, -1)
        )
        bias = self._embedded(f"{name}.apart", apart).transpose(2, 0, 1)
        mixed = _softmax(q @ k.transpose(0, 2, 1) * np.float32(each**-0.5) + bias) @ v
        x = x + self._linear(f"{name}.o", mixed.transpose(1, 0, 2).reshape(n, width))
        inner = _gelu(self._linear(f"{name}.f1", self._norm(f"{name}.n2", x)))
        return x + self._linear(f"{name}.f2", inner)


class Networks:
    """Some networks whose scores are averaged."""

    def __init__(self, folder: Path = LEARNED) -> None:
        paths = sorted(folder.glob("network-*.npz"))
        if not paths:
            raise FileNotFoundError(f"no networks in {folder}: train them with training.slots")
        self._all = [Network(dict(np.load(path))) for path in paths]

    def read(self, s: Sequence) -> Reading:
        """Return what they say of a text."""
        every = [one.scores(s) for one in self._all]
        return reading({k: np.mean([e[k] for e in every], 0) for k in every[0]})


def reading(scores: Mapping[str, Floats]) -> Reading:
    """Return scores as probabilities."""
    return Reading(
        _chances(scores["slot"]),
        {name: _softmax(scores[name]) for name in HEADS},
        scores["link"],
        _chances(scores["text"]),
    )


def bucket(apart: Integers) -> Integers:
    """Return the class of a distance in sentences: 0 to 3 as it is, then up to 7, 13 and more."""
    far = np.abs(apart)
    return np.where(far < 4, far, np.where(far < 8, 4, np.where(far < 14, 5, 6)))


def _chances(x: Floats) -> Floats:
    out: Floats = np.float32(1) / (np.float32(1) + np.exp(-x))
    return out


def _softmax(x: Floats) -> Floats:
    powers = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = powers / powers.sum(-1, keepdims=True)
    return out


def _gelu(x: Floats) -> Floats:
    out: Floats = 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))
    return out
