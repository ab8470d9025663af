"""How sure a text is who did it, and what became of a thing: the network's answer weighed with cue words.

One logistic model for each value of a slot, over the network's shares and the classes of cues
(`cues.yaml`) in the sentences that name the organisation or the thing, beside them, and in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from benchmarks.muc4.habits import singular
from benchmarks.muc4.lists import HEADS, ORGANISATION, THING
from benchmarks.muc4.mentions import Filler
from benchmarks.muc4.relevance import Features, Relevance
from saidso.language.parse import Parse

CUED = {ORGANISATION: "perp-org-conf", THING: "phys-tgt-effect"}
"""The slot whose values are told apart by cues, by what a phrase fills."""
_LEAST = 1e-3


@cache
def _cues() -> dict[str, dict[str, frozenset[str]]]:
    tables = yaml.safe_load((Path(__file__).parent / "cues.yaml").read_text())
    return {
        slot: {name: frozenset(words.split()) for name, words in table.items()}
        for slot, table in tables.items()
    }


def fighters(words: str) -> bool:
    """Return whether the words of a target say that it is one of those who fight, and no former one."""
    said = [singular(word).lower() for word in words.upper().split()]
    return "former" not in said and not _cues()["hum-tgt"]["fighters"].isdisjoint(said)


def seen(parse: Parse, filler: Filler) -> Features:
    """Return what is seen of how an organisation or a thing is spoken of."""
    slot = CUED[filler.slot]
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
    shares = filler.values(slot)
    values = {
        f"{name} {where}": 1.0
        for where, some in lemmas.items()
        for name, words in _cues()[slot].items()
        if words & some
    }
    return Features(
        values
        | {
            value: float(np.log(share + _LEAST)) / 3
            for value, share in zip(HEADS[slot], shares, strict=True)
        }
    )


def likeliest(
    models: dict[str, dict[str, Relevance]], parse: Parse, filler: Filler, never: Sequence[str] = ()
) -> str:
    """Return the likeliest value of the slot that goes with what a phrase fills."""
    features, some = seen(parse, filler), models[CUED[filler.slot]]
    return max((v for v in some if v not in never), key=lambda v: some[v].of(features))
