"""Learn the weights of `saidso.resolving.places.senses` from toponyms with gold points.

    python -m training.senses DATA [--train lgl|geowebnews|half] [--write]

`half` trains on every second article of both corpora and tells the score on the others. The
likelihood of the readings within 161 km of the gold point is maximised by gradient ascent (Adam),
with a pull towards the weights that stood there before; what depends on the other names is computed
anew from the current weights, a few times over. The corpora: see `benchmarks/places.py`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
import yaml
from benchmarks.places import CORPORA, articles
from numpy.typing import NDArray

from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.groups import name_groups
from saidso.resolving.places.places import country_shares
from saidso.resolving.places.scenes import JOINT, STATIC, Joint, Scene, scene
from saidso.resolving.places.senses import ROUNDS, likely, weights
from saidso.resolving.places.toponyms import read_toponym

Floats = NDArray[np.float64]
CLOSE_KM = 161
FIXED = (
    *("within", "within_near", "outside", "holds", "spelled", "other"),
    *("share", "named_country", "capital"),
    *("city_town", "city_other", "area_first", "area_other"),
)
"""Features whose weights are set by hand: what a text says of what a place is and where it lies is to be
believed, and the corpora hold too few of the others."""
TIMES = {"geowebnews": 2}
"""How often a corpus is read, so that both weigh alike: LGL has near twice the toponyms."""
OUT = Path(str(files("saidso.resolving.places"))) / "senses.yaml"


class Example(msgspec.Struct):
    """A report: its readings, and for each gold toponym its group and which readings are right."""

    scene: Scene
    golds: list[tuple[int, NDArray[np.bool_]]]
    unknown: int
    """Gold toponyms that no reading is given for."""


def examples(path: Path) -> list[Example | None]:
    """Return the articles of a corpus, None for one with no name that a list knows."""
    out: list[Example | None] = []
    for text, gold in articles(path):
        toponyms = [read_toponym(text, t.span) for t in gold]
        groups, members = name_groups(toponyms, given=True)
        one = scene(groups, country_shares(text, toponyms))
        if one is None:
            out.append(None)
            continue
        golds: list[tuple[int, NDArray[np.bool_]]] = []
        flat = [r for g in groups for r in g.readings]
        for number, inside in enumerate(members):
            for i in inside:
                right = np.array(
                    [
                        one.owner[k] == number
                        and r.place.lat is not None
                        and r.place.lon is not None
                        and kilometres(r.place.lat, r.place.lon, gold[i].lat, gold[i].lon)
                        <= CLOSE_KM
                        for k, r in enumerate(flat)
                    ]
                )
                golds.append((number, right))
        out.append(Example(one, golds, len(gold) - sum(map(len, members))))
    return out


def accuracy(data: Iterable[Example], alone: Floats, beside: Floats) -> float:
    """Return the percentage of gold toponyms whose likeliest reading is right."""
    right = total = 0
    for example in data:
        one = example.scene
        base = one.static @ alone
        share, joint = likely(one, base), Joint(one)
        for _ in range(ROUNDS):
            share = likely(one, base + joint(share) @ beside)
        total += len(example.golds) + example.unknown
        for number, good in example.golds:
            own = np.flatnonzero(one.owner == number)
            right += bool(len(own) and good[own[np.argmax(share[own])]])
    return 100 * right / max(1, total)


def learn(data: list[Example], alone: Floats, beside: Floats, *, pull: float = 0.003) -> Floats:
    """Return the learned weights, those of STATIC before those of JOINT."""
    start = np.concatenate([alone, beside])
    now = start.copy()
    free = np.array([name not in FIXED for name in (*STATIC, *JOINT)], float)
    for _ in range(6):
        rows, owner, golds = _stacked(data, now)
        m, v = np.zeros_like(now), np.zeros_like(now)
        for step in range(1, 151):
            slope = _slope(rows, owner, golds, now) - pull * len(golds) / 100 * (now - start)
            m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope**2
            now = now + 0.05 * free * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-9)
    return now


def _stacked(
    data: list[Example], now: Floats
) -> tuple[Floats, NDArray[np.int64], list[NDArray[np.int64]]]:
    """Return all features, the group of each row, and the right rows of each gold toponym."""
    size = len(STATIC)
    rows, owner, golds = [], [], []
    first = groups = 0
    for example in data:
        one = example.scene
        base = one.static @ now[:size]
        share, joint = likely(one, base), Joint(one)
        for _ in range(ROUNDS):
            features = joint(share)
            share = likely(one, base + features @ now[size:])
        rows.append(np.hstack([one.static, features]))
        owner.append(one.owner + groups)
        golds += [np.flatnonzero(right) + first for _, right in example.golds if right.any()]
        first += len(one.static)
        groups += int(one.owner[-1]) + 1
    return np.vstack(rows), np.concatenate(owner), golds


def _slope(
    rows: Floats, owner: NDArray[np.int64], golds: list[NDArray[np.int64]], now: Floats
) -> Floats:
    """Return the slope of the log likelihood: features of the right readings less those expected."""
    scores = rows @ now
    top = np.full(owner[-1] + 1, -np.inf)
    np.maximum.at(top, owner, scores)
    raised = np.exp(scores - top[owner])
    sums = np.zeros(len(top))
    np.add.at(sums, owner, raised)
    share = raised / np.maximum(sums[owner], 1e-300)
    wanted = np.zeros(len(rows))
    times = np.zeros(len(top))
    for right in golds:
        wanted[right] += share[right] / max(share[right].sum(), 1e-12)
        times[owner[right[0]]] += 1
    out: Floats = (wanted - share * times[owner]) @ rows
    return out


def main() -> None:
    """Learn, tell the scores, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--train", choices=[*CORPORA, "half"], default="half")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sets = {name: examples(options.data / "geo" / file) for name, file in CORPORA.items()}
    half = [e for name, d in sets.items() for e in d[::2] * TIMES.get(name, 1)]
    data = [e for e in sets.get(options.train, half) if e]
    alone, beside = weights()
    learned = learn(data, alone, beside)
    new = learned[: len(STATIC)], learned[len(STATIC) :]
    for name, corpus in sets.items():
        for part, part_ in (("all", corpus), ("read", corpus[::2]), ("unread", corpus[1::2])):
            rest = [e for e in part_ if e]
            before, after = accuracy(rest, alone, beside), accuracy(rest, *new)
            print(f"{name:12} {part:5} {before:.1f} -> {after:.1f}")
    text = OUT.read_text("utf-8")
    comment = "".join(line + "\n" for line in text.splitlines() if line.startswith("#"))
    table = {
        "static": {n: round(float(w), 2) for n, w in zip(STATIC, new[0], strict=True)},
        "joint": {n: round(float(w), 2) for n, w in zip(JOINT, new[1], strict=True)},
    }
    written = comment + yaml.safe_dump(table, sort_keys=False)
    print(written)
    if options.write:
        OUT.write_text(written, "utf-8")


if __name__ == "__main__":
    main()
