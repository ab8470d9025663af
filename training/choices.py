"""Log-linear choices: learning the weights of features by which one of several alternatives is chosen."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from benchmarks.gva import Gold, Page, readable, sample
from numpy.typing import NDArray

from saidso.incidents.weighed import Choice as Kind
from saidso.incidents.weighed import listening
from saidso.reader import Reader

T = TypeVar("T")
Floats = NDArray[np.float64]
NONE = "none"
"""The one feature of the alternative that nothing is chosen."""
FOLDS = 5
_SEEN = 8
"""Alternatives that have a feature which is learned."""


class Choice(msgspec.Struct):
    """The alternatives of one report by their features, and which are right; none where NONE is.

    `counts`: whether the report is one of those that the score is told over.
    """

    features: list[tuple[str, ...]]
    right: list[bool]
    counts: bool


class Table(msgspec.Struct, frozen=True):
    """The table of the package that weights are written into, its comment, and how they are learned."""

    path: Path
    head: str
    pull: float
    fixed: dict[str, float] = {}


class Rows(msgspec.Struct):
    """All alternatives of all choices: features, the number of the choice, and which are right."""

    features: Floats
    owner: NDArray[np.int64]
    good: NDArray[np.bool_]


def feature_names(data: Sequence[Choice]) -> list[str]:
    """Return NONE and the features that are frequent enough."""
    seen = Counter(f for one in data for features in one.features for f in features)
    return [NONE, *sorted(f for f, n in seen.items() if n >= _SEEN)]


def rows(data: Sequence[Choice], names: list[str]) -> Rows:
    """Return the alternatives as rows; that of none has the feature NONE alone."""
    at = {name: i for i, name in enumerate(names)}
    features, owner, good = [], [], []
    for number, one in enumerate(data):
        alternatives = [((NONE,), not any(one.right)), *zip(one.features, one.right, strict=True)]
        for seen, right in alternatives:
            row = np.zeros(len(names))
            for name in seen:
                if name in at:
                    row[at[name]] += 1
            features.append(row)
            owner.append(number)
            good.append(right)
    return Rows(np.array(features), np.array(owner), np.array(good))


def learn(table: Rows, *, pull: float, steps: int = 400) -> Floats:
    """Return the weights that make the right alternatives of each choice likeliest together (Adam).

    `pull` draws them towards 0.
    """
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


def held_out(
    data: Sequence[T], choices: Sequence[Choice], *, pull: float
) -> Iterator[tuple[dict[str, float], Sequence[T]]]:
    """Yield each fifth of the data with the weights that the choices of the other four fifths give.

    A choice without alternatives, or of which none is right though one should be, teaches nothing.
    """
    names = feature_names([one for one in choices if teaches(one)])
    for fold in range(FOLDS):
        others = [one for i, one in enumerate(choices) if i % FOLDS != fold and teaches(one)]
        weights = learn(rows(others, names), pull=pull)
        yield dict(zip(names, weights.tolist(), strict=True)), data[fold::FOLDS]


def teaches(one: Choice) -> bool:
    """Return whether weights can be learned from a choice."""
    return bool(one.features) and (any(one.right) or not one.counts)


def weighed(data: Path, kind: Kind) -> Iterator[tuple[Gold, Page, list[Any]]]:
    """Yield the reports of the development half of `gva`, with what the reader chose among in each."""
    pairs = sample(data, 1_000_000, 7)
    with listening(kind) as heard:
        records = Reader(threads=2).read_many(readable([page for _, page in pairs]))
        for (gold, page), _ in zip(pairs, records, strict=True):
            yield gold, page, list(heard[-1]) if heard else []
            heard.clear()


def lesson(
    about: str | None,
    examples: Callable[[Path], list[tuple[T, Choice]]],
    told: Callable[[Iterator[tuple[dict[str, float], Sequence[tuple[T, Choice]]]]], str],
    table: Table,
) -> None:
    """Print what `told` says of examples with weights learned on others; write the weights where asked."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("data", type=Path)
    parser.add_argument("--pull", type=float, default=table.pull)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = examples(options.data)
    choices = [choice for _, choice in data]
    print(told(held_out(data, choices, pull=options.pull)))
    if options.write:
        known = [choice for choice in choices if teaches(choice)]
        write(table.path, table.head, known, pull=options.pull, fixed=table.fixed)


def write(
    path: Path,
    head: str,
    data: Sequence[Choice],
    *,
    pull: float,
    fixed: Mapping[str, float] | None = None,
) -> None:
    """Write the weights that all of the data give as a table in YAML under a comment.

    `fixed` are set by hand, whatever the data say.
    """
    names = feature_names(data)
    weights = learn(rows(data, names), pull=pull)
    table = dict(zip(names, weights.tolist(), strict=True)) | dict(fixed or {})
    lines = [f"{n}: {w:.2f}" for n, w in table.items()]
    path.write_text(head + "\n".join(lines) + "\n")
