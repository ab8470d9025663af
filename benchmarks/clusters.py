"""Scores of clusterings, as the coreference field defines them.

MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005, phi 4), their mean (the score
of CoNLL-2012), and precision and recall over pairs. A clustering is a list of sets that share no
member; both clusterings have the same members.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

import numpy as np
import numpy.typing as npt

Clusters = Sequence[Set[str]]


def muc(gold: Clusters, found: Clusters) -> tuple[float, float]:
    """Return precision and recall of MUC, 0 to 1: links that are kept; 0 where there are none."""

    def share(of: Clusters, by: Clusters) -> float:
        home = _home(by)
        kept = links = 0
        for cluster in of:
            parts = len({home.get(m, -1 - k) for k, m in enumerate(sorted(cluster))})
            kept += len(cluster) - parts
            links += len(cluster) - 1
        return kept / links if links else 0.0

    return share(found, gold), share(gold, found)


def b_cubed(gold: Clusters, found: Clusters) -> tuple[float, float]:
    """Return precision and recall of B³, 0 to 1: the mean over members."""

    def share(of: Clusters, by: Clusters) -> float:
        home = _home(by)
        total = count = 0.0
        for cluster in of:
            sizes: dict[int, int] = defaultdict(int)
            for member in cluster:
                if member in home:
                    sizes[home[member]] += 1
            total += sum(n * n for n in sizes.values()) / len(cluster)
            count += len(cluster)
        return total / count if count else 0.0

    return share(found, gold), share(gold, found)


def ceaf_e(gold: Clusters, found: Clusters) -> tuple[float, float]:
    """Return precision and recall of CEAF-e, 0 to 1: the best one-to-one match by phi 4."""
    home = _home(found)
    overlaps: dict[int, dict[int, float]] = {}
    for g, cluster in enumerate(gold):
        counts: dict[int, int] = defaultdict(int)
        for member in cluster:
            if member in home:
                counts[home[member]] += 1
        overlaps[g] = {f: 2 * n / (len(cluster) + len(found[f])) for f, n in counts.items()}
    total = sum(_best(part, overlaps) for part in _parts(overlaps))
    return total / len(found) if found else 0.0, total / len(gold) if gold else 0.0


def pairs(gold: Clusters, found: Clusters) -> tuple[float, float]:
    """Return precision and recall over all pairs of members that are in one cluster, 0 to 1."""
    home = _home(gold)
    right = 0
    for cluster in found:
        sizes: dict[int, int] = defaultdict(int)
        for member in cluster:
            sizes[home[member]] += 1
        right += sum(n * (n - 1) // 2 for n in sizes.values())
    said, true = (sum(len(c) * (len(c) - 1) // 2 for c in side) for side in (found, gold))
    return right / said if said else 1.0, right / true if true else 1.0


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def scores(gold: Clusters, found: Clusters) -> dict[str, float]:
    """Return all scores of a clustering, 0 to 1, by name."""
    measured = {
        "muc": muc(gold, found),
        "b3": b_cubed(gold, found),
        "ceafe": ceaf_e(gold, found),
        "pairs": pairs(gold, found),
    }
    out = {f"{name}.f1": f1(*both) for name, both in measured.items()}
    out["conll"] = (out["muc.f1"] + out["b3.f1"] + out["ceafe.f1"]) / 3
    out["pairs.precision"], out["pairs.recall"] = measured["pairs"]
    return {name: round(value, 4) for name, value in out.items()}


def _home(clusters: Clusters) -> dict[str, int]:
    return {member: n for n, cluster in enumerate(clusters) for member in cluster}


def _parts(overlaps: dict[int, dict[int, float]]) -> list[list[int]]:
    """Return the rows in groups that share no column: each is matched by itself."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for g, row in overlaps.items():
        for f in row:
            by_column[f].append(g)
    seen: set[int] = set()
    out = []
    for start in overlaps:
        if start in seen:
            continue
        seen.add(start)
        part: list[int] = []
        todo = [start]
        while todo:
            at = todo.pop()
            part.append(at)
            for f in overlaps[at]:
                fresh = [other for other in by_column[f] if other not in seen]
                seen.update(fresh)
                todo += fresh
        out.append(part)
    return out


def _best(rows: list[int], overlaps: dict[int, dict[int, float]]) -> float:
    """Return the greatest sum of one-to-one overlaps of these rows."""
    columns = sorted({f for g in rows for f in overlaps[g]})
    if not columns:
        return 0.0
    at = {f: n for n, f in enumerate(columns)}
    size = max(len(rows), len(columns))
    gain = np.zeros((size, size))
    for n, g in enumerate(rows):
        for f, value in overlaps[g].items():
            gain[n, at[f]] = value
    chosen = assign(-gain)
    return float(sum(gain[n, f] for n, f in enumerate(chosen)))


def assign(cost: npt.NDArray[np.float64]) -> list[int]:
    """Return the column of each row in the cheapest one-to-one assignment of a square matrix.

    Kuhn and Munkres with potentials, in the form of Jonker and Volgenant (1987); cubic in the size.
    """
    size = len(cost)
    u, v = np.zeros(size + 1), np.zeros(size + 1)
    row_of = np.zeros(size + 1, dtype=int)
    for row in range(1, size + 1):
        way = np.zeros(size + 1, dtype=int)
        least = np.full(size + 1, np.inf)
        done = np.zeros(size + 1, dtype=bool)
        row_of[0], column = row, 0
        while True:
            done[column] = True
            here = row_of[column]
            open_ = np.flatnonzero(~done[1:]) + 1
            reduced = cost[here - 1, open_ - 1] - u[here] - v[open_]
            better = reduced < least[open_]
            least[open_[better]] = reduced[better]
            way[open_[better]] = column
            step_to = int(open_[np.argmin(least[open_])])
            delta = least[step_to]
            u[row_of[done]] += delta
            v[done] -= delta
            least[~done] -= delta
            column = step_to
            if row_of[column] == 0:
                break
        while column:
            row_of[column] = row_of[way[column]]
            column = int(way[column])
    out = [0] * size
    for column in range(1, size + 1):
        out[row_of[column] - 1] = column - 1
    return out
