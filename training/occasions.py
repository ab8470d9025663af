"""Learn the weights of `saidso.incidents.occasions` from reports of incidents with known days.

    python -m training.occasions DATA [--write]

DATA holds `gva` (see `benchmarks/gva.py`), of which the half for development is read, one report an
incident. The likelihood of the archive's day, summed over the expressions that name it, is maximised by
gradient ascent (Adam) with a pull towards 0; where the report does not say the day, a day beside it
that it names, else NONE, is right. Told is the share right of the reports that say it, each fifth of them
by weights learned on the others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
from benchmarks.gva import readable, sample
from benchmarks.gva_said import says_day
from numpy.typing import NDArray

from saidso.incidents import occasions
from saidso.incidents.occasions import NONE, Candidate, Marks, day_shares
from saidso.language.parse import Parse
from saidso.reader import Reader
from saidso.resolving.times import Time

Floats = NDArray[np.float64]
OUT = Path(str(files("saidso.incidents"))) / "occasions.yaml"
FOLDS = 5
_SEEN = 8
"""Expressions that have a feature which is learned."""
_HEAD = """\
# Weights of the features in `occasions.py`, learned by `training/occasions.py` on the development half of the
# reports of shootings in `benchmarks/gva.py`: the larger, the likelier is the day that of the incident.
"""


class Example(msgspec.Struct):
    """The expressions of a day in one report, and the right one; None where it says none."""

    candidates: list[Candidate]
    gold: str | None
    said: bool


def examples(data: Path) -> list[Example]:
    """Return the reports of the development half whose right day, or lack of it, is known."""
    pairs = sample(data, 1_000_000, 7)
    found: list[list[Candidate]] = []
    original = occasions.find_candidates

    def noting(parse: Parse, times: Iterable[Time], marks: Marks) -> list[Candidate]:
        found.append(original(parse, times, marks))
        return found[-1]

    occasions.find_candidates = noting
    out = []
    records = Reader(threads=2).read_many(readable([p for _, p in pairs]))
    for (gold, page), _ in zip(pairs, records, strict=True):
        candidates = found.pop() if found else []
        found.clear()
        said = says_day(page.whole, page.published, gold.day) is not None
        right = _right(gold.day, {c.time.earliest for c in candidates}, said=said)
        if candidates and right != "":
            out.append(Example(candidates, right, said))
    occasions.find_candidates = original
    return out


def _right(day: date, named: set[str | None], *, said: bool) -> str | None:
    """Return the day to be chosen, None for none, "" where it is said in words that are not read."""
    if said:
        return day.isoformat() if day.isoformat() in named else ""
    near = [(day + timedelta(days=n)).isoformat() for n in (-1, 1)]
    return next((d for d in near if d in named), None)


class Rows(msgspec.Struct):
    """All alternatives of all examples: features, the number of the example, and which are right."""

    features: Floats
    owner: NDArray[np.int64]
    good: NDArray[np.bool_]


def rows(data: list[Example], names: list[str]) -> Rows:
    """Return the alternatives as rows; that of no day has the feature NONE alone."""
    at = {name: i for i, name in enumerate(names)}
    features, owner, good = [], [], []
    for number, one in enumerate(data):
        for candidate in (None, *one.candidates):
            row = np.zeros(len(names))
            for name in candidate.features if candidate else (NONE,):
                if name in at:
                    row[at[name]] += 1
            features.append(row)
            owner.append(number)
            day = candidate.time.earliest if candidate else None
            good.append(day == one.gold)
    return Rows(np.array(features), np.array(owner), np.array(good))


def learn(table: Rows, *, pull: float, steps: int = 400) -> Floats:
    """Return the weights."""
    begins = np.flatnonzero(np.diff(table.owner, prepend=-1))
    now = np.zeros(table.features.shape[1])
    m, v = np.zeros_like(now), np.zeros_like(now)
    for step in range(1, steps + 1):
        scores = table.features @ now
        raised = np.exp(scores - np.maximum.reduceat(scores, begins)[table.owner])
        share = raised / np.bincount(table.owner, raised)[table.owner]
        right = raised * table.good
        target = right / (np.bincount(table.owner, right)[table.owner] + 1e-300)
        slope = table.features.T @ (target - share) - pull * now
        m, v = 0.9 * m + 0.1 * slope, 0.99 * v + 0.01 * slope**2
        now = now + 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-9)
    return now


def chosen(candidates: list[Candidate], table: dict[str, float]) -> str | None:
    """Return the day that a table of weights chooses, None for none."""
    shares, _ = day_shares(candidates, table)
    best = max(shares, key=lambda d: (shares[d], d))
    return next((c.time.earliest for c in candidates if c.time.edtf == best), None)


def main() -> None:
    """Print the share right, and write the weights where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pull", type=float, default=8.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = examples(options.data)
    seen = Counter(f for one in data for c in one.candidates for f in c.features)
    names = [NONE, *sorted(f for f, n in seen.items() if n >= _SEEN)]
    right = total = 0
    for fold in range(FOLDS):
        others = [one for i, one in enumerate(data) if i % FOLDS != fold]
        weights = learn(rows(others, names), pull=options.pull)
        table = dict(zip(names, weights.tolist(), strict=True))
        for one in data[fold::FOLDS]:
            total += one.said
            right += one.said and chosen(one.candidates, table) == one.gold
    print(f"{right} of {total} right: {right / max(1, total):.3f}")
    weights = learn(rows(data, names), pull=options.pull)
    if options.write:
        lines = [f"{n}: {w:.2f}" for n, w in zip(names, weights.tolist(), strict=True)]
        OUT.write_text(_HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
