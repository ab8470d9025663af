"""How sure a text is that an organisation did it: the network's answer weighed with cue words.

One logistic model for each value of the slot, over the network's shares and the classes of cues
(`confidence.yaml`) in the sentences that name the organisation, beside them, and in the text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import yaml

from benchmarks.muc4.lists import HEADS
from benchmarks.muc4.mentions import Filler
from benchmarks.muc4.relevance import Features, Relevance
from saidso.language.parse import Parse

VALUES = HEADS["perp-org-conf"]
_LEAST = 1e-3


@cache
def _cues() -> dict[str, frozenset[str]]:
    table = yaml.safe_load((Path(__file__).parent / "confidence.yaml").read_text())
    return {name: frozenset(words.split()) for name, words in table.items()}


def seen(parse: Parse, filler: Filler) -> Features:
    """Return what is seen of how an organisation is spoken of."""
    told = filler.sentences()
    near = {s + k for s in told for k in (-1, 0, 1)}
    lemmas: dict[str, set[str]] = {"told": set(), "near": set(), "text": set()}
    for token in parse.tokens:
        lemma = token.lemma.lower()
        lemmas["text"].add(lemma)
        if token.sentence in near:
            lemmas["near"].add(lemma)
            if token.sentence in told:
                lemmas["told"].add(lemma)
    shares = filler.values("perp-org-conf")
    values = {
        f"{name} {where}": 1.0
        for where, some in lemmas.items()
        for name, words in _cues().items()
        if words & some
    }
    return Features(
        values
        | {
            value: float(np.log(share + _LEAST)) / 3
            for value, share in zip(VALUES, shares, strict=True)
        }
    )


def confidence(models: dict[str, Relevance], features: Features) -> str:
    """Return the likeliest value."""
    return max(VALUES, key=lambda v: models[v].of(features) if v in models else 0.0)
