"""What stands on the networks: which targets are one incident, and which templates are wanted.

    python -m benchmarks.muc4.learning DATA DIR

DIR holds what networks say of the development messages that they were not trained on (`fold-K.pkl`,
written by `training.slots`). Writes `learned/pairs.json` and `learned/wanted.json`: weights of two
logistic models over named features, none of which is a word of the texts.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from benchmarks.muc4 import relevance
from benchmarks.muc4.adapter import Candidate, Knowledge, candidates
from benchmarks.muc4.clustering import pair
from benchmarks.muc4.habits import from_dev
from benchmarks.muc4.judging import judge_strings
from benchmarks.muc4.lists import HEADS, HUMAN, THING
from benchmarks.muc4.mentions import Filler, find_fillers, find_mentions
from benchmarks.muc4.network import LEARNED, Reading, reading
from benchmarks.muc4.relevance import Features, Relevance
from benchmarks.muc4.scoring import score_message
from benchmarks.muc4.setlist import from_tasks
from benchmarks.muc4.states import Seen, seen
from benchmarks.muc4.templates import Message, Template
from benchmarks.muc4.texts import keys, muc_types, reports
from benchmarks.muc4.whereabouts import Whereabouts
from benchmarks.muc4.words import candidates as heads

_LEAST = 0.15
"""Chance from which a target is learned from."""
_NEVER = -20.0
Read = tuple[Seen, Reading]


def outside(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what networks say of the messages outside their folds, by message."""
    out: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("fold-*.pkl")):
        out |= pickle.loads(path.read_bytes())
    return out


def whole(said: dict[str, Any], count: int) -> Reading:
    """Return the reading of all of a text's candidates; those left out fill nothing."""
    kept = said["kept"].astype(int)
    scores: dict[str, Any] = {"text": said["text"]}
    for name in ("slot", *HEADS):
        scores[name] = np.full((count, said[name].shape[1]), _NEVER if name == "slot" else 0.0)
        scores[name][kept] = said[name]
    scores["link"] = np.zeros((count, count), np.float32)
    scores["link"][np.ix_(kept, kept)] = said["link"]
    return reading({k: v.astype(np.float32) for k, v in scores.items()})


def learn_pairs(read: Iterable[Read], gold: dict[str, Message], known: Knowledge) -> Relevance:
    """Return the model of which two targets are of one incident."""
    pairs: list[tuple[Features, bool]] = []
    for one, said in read:
        templates = gold[one.record.report.name].templates
        if not templates:
            continue
        where = Whereabouts(one.parse, one.record, known.places)
        mentions = find_mentions(one, said)
        found = [
            (f, own)
            for slot in (HUMAN, THING)
            for f in find_fillers(mentions, said, slot, least=_LEAST)
            if (own := _templates_of(f, templates))
        ]
        pairs += [(pair(a, b, where), bool(x & y)) for (a, x), (b, y) in combinations(found, 2)]
    return relevance.learn(pairs, steps=1000)


def _templates_of(filler: Filler, templates: list[Template]) -> set[int]:
    """Return which templates of a key have a target."""
    slots = ("hum-tgt-name", "hum-tgt-desc") if filler.slot == HUMAN else ("phys-tgt-id",)
    words = [m.named or m.text for m in filler.mentions]
    return {
        number
        for number, template in enumerate(templates)
        for slot in slots
        for fill in template.fills(slot)
        if any(judge_strings(v, w) == 2 for v in fill.values for w in words)
    }


def learn_wanted(found: dict[str, list[Candidate]], gold: dict[str, Message]) -> Relevance:
    """Return the model of which templates are wanted: those that the scorer maps to a key."""
    pairs = []
    for name, some in found.items():
        ours = Message(name, [c.template for c in some])
        mapped = {
            s.response.number for s in score_message(gold[name], ours) if s.key and s.response
        }
        pairs += [(c.features, c.template.number in mapped) for c in some]
    return relevance.learn(pairs, steps=1000)


def save(model: Relevance, name: str) -> None:
    """Write a model into `learned/`."""
    rounded = Relevance({k: round(v, 4) for k, v in model.weights.items()}, round(model.bias, 4))
    text = msgspec.json.format(msgspec.json.encode(rounded), indent=1)
    (LEARNED / f"{name}.json").write_bytes(text + b"\n")


def load(name: str) -> Relevance:
    """Return a model of `learned/`."""
    return msgspec.json.decode((LEARNED / f"{name}.json").read_bytes(), type=Relevance)


def main() -> None:
    """Learn both from the development set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("folds", type=Path)
    options = parser.parse_args()
    data = options.data / "muc4"
    gold, said = keys(data, "dev"), outside(options.folds)
    read = [
        (one, whole(said[name], len(heads(one.parse))))
        for one in seen(reports(data, "dev"))
        if (name := one.record.report.name) in said
    ]
    learn(read, gold, data)


def learn(read: list[Read], gold: dict[str, Message], data: Path) -> None:
    """Learn and write both models."""
    known = Knowledge(from_tasks(data), from_dev(data), muc_types(), Relevance({}, 0.0))
    pairs = learn_pairs(read, gold, known)
    save(pairs, "pairs")
    known = msgspec.structs.replace(known, pairs=pairs)
    found = {one.record.report.name: candidates(one, said, known) for one, said in read}
    save(learn_wanted(found, gold), "wanted")
    print(f"{sum(map(len, found.values()))} templates from {len(read)} messages")


if __name__ == "__main__":
    main()
