"""What stands on the networks: which targets are one incident, and which templates are wanted.

    python -m benchmarks.muc4.learning DATA DIR

DIR holds what networks say of the development messages that they were not trained on (`fold-K.pkl`,
written by `training.slots`). Writes `learned/incidents.json`, `fits.json` and a file for each slot that
cues tell: weights of logistic models over named features, none of which is a word of the texts.
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

from benchmarks.muc4 import cues, relevance
from benchmarks.muc4.adapter import Candidate, candidates, incidents
from benchmarks.muc4.clustering import pair
from benchmarks.muc4.fitting import fit
from benchmarks.muc4.habits import from_dev
from benchmarks.muc4.incident import Incident
from benchmarks.muc4.judging import judge_strings
from benchmarks.muc4.knowledge import Knowledge
from benchmarks.muc4.lists import HEADS, HUMAN, NONE, ORGANISATION, SLOTS, THING
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

_LEAST = 0.1
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


_STRINGS = (
    ("perp-ind-id",),
    ("perp-org-id",),
    ("phys-tgt-id",),
    ("hum-tgt-name", "hum-tgt-desc"),
    ("inc-instr-id",),
)
"""The slots of a key that hold what fills each of `lists.SLOTS`."""


def learn_fits(
    read: Iterable[Read], gold: dict[str, Message], known: Knowledge
) -> dict[str, Relevance]:
    """Return the models of what fits an incident, learned where a template is mapped to a key."""
    pairs: dict[str, list[tuple[Features, bool]]] = {slot: [] for slot in SLOTS}
    for one, said in read:
        name = one.record.report.name
        found = list(incidents(one, said, known))
        mapped = score_message(gold[name], Message(name, [t for _, t in found]))
        keys_of = {s.response.number: s.key for s in mapped if s.response and s.key}
        for incident, template in found:
            key = keys_of.get(template.number)
            if key is None:
                continue
            for slot, fillers, strings in zip(SLOTS, incident.found_by, _STRINGS, strict=True):
                gold_words = [v for s in strings for f in key.fills(s) for v in f.values]
                pairs[slot] += [(fit(incident, f), _holds(f, gold_words)) for f in fillers]
    return {slot: relevance.learn(some, steps=1000) for slot, some in pairs.items()}


def learn_cues(
    read: Iterable[Read], gold: dict[str, Message], known: Knowledge
) -> dict[str, dict[str, Relevance]]:
    """Return the models of the values that cues tell apart, learned where a key has the phrase."""
    rows: dict[str, list[tuple[Features, str]]] = {slot: [] for slot in cues.CUED.values()}
    for one, said in read:
        templates = gold[one.record.report.name].templates
        done: set[tuple[int, int]] = set()
        for incident, _ in incidents(one, said, known) if templates else ():
            for filler in [*incident.organisations, *incident.found_by[THING]]:
                value = _value(templates, incident, filler)
                if value and (filler.slot, filler.best.row) not in done:
                    done.add((filler.slot, filler.best.row))
                    rows[cues.CUED[filler.slot]].append((cues.seen(one.parse, filler), value))
    return {
        slot: {
            value: relevance.learn([(f, v == value) for f, v in some], steps=1000)
            for value in HEADS[slot]
        }
        for slot, some in rows.items()
    }


def _value(templates: list[Template], incident: Incident, filler: Filler) -> str | None:
    """Return what the first template of a key that has a phrase says beside it, NONE for nothing."""
    strings, slot = SLOTS[filler.slot], cues.CUED[filler.slot]
    words = incident.organisation(filler) if filler.slot == ORGANISATION else filler.best.text
    for template in templates:
        for fill in template.fills(strings):
            if any(judge_strings(v, words) == 2 for v in fill.values):
                beside = (s for s in template.fills(slot) if set(s.refers) & set(fill.values))
                return next((s.values[0] for s in beside), NONE)
    return None


def _holds(filler: Filler, words: list[str]) -> bool:
    """Return whether a filler is one of the strings of a key."""
    own = {w for m in filler.mentions for w in (m.text, m.named) if w}
    return any(judge_strings(v, w) == 2 for v in words for w in own)


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


def save(models: dict[str, Relevance], name: str) -> None:
    """Write models into `learned/`."""
    rounded = {
        k: Relevance({f: round(v, 4) for f, v in m.weights.items()}, round(m.bias, 4))
        for k, m in models.items()
    }
    text = msgspec.json.format(msgspec.json.encode(rounded), indent=1)
    (LEARNED / f"{name}.json").write_bytes(text + b"\n")


def load(name: str) -> dict[str, Relevance]:
    """Return models of `learned/`."""
    return msgspec.json.decode((LEARNED / f"{name}.json").read_bytes(), type=dict[str, Relevance])


def load_cues() -> dict[str, dict[str, Relevance]]:
    """Return the models of the slots that cues tell."""
    return {slot: load(slot) for slot in cues.CUED.values()}


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
    """Learn and write the models, each on those before it."""
    known = Knowledge(from_tasks(data), from_dev(data), muc_types(), Relevance({}, 0.0), {}, {})
    pairs = learn_pairs(read, gold, known)
    known = msgspec.structs.replace(known, pairs=pairs)
    fits = learn_fits(read, gold, known)
    known = msgspec.structs.replace(known, fits=fits)
    cued = learn_cues(read, gold, known)
    known = msgspec.structs.replace(known, cues=cued)
    found = {one.record.report.name: candidates(one, said, known) for one, said in read}
    save({"pairs": pairs, "wanted": learn_wanted(found, gold)}, "incidents")
    save(fits, "fits")
    for slot, models in cued.items():
        save(models, slot)
    print(f"{sum(map(len, found.values()))} templates from {len(read)} messages")


if __name__ == "__main__":
    main()
