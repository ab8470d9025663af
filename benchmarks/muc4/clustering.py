"""Which targets belong to one incident: chances for pairs, then average linkage.

The chance of a pair comes from how far apart the two are told, whether another place or day is named
between them, and the network's link. Learned by `learning` from the development set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

import msgspec
import numpy as np

from benchmarks.muc4.lists import THING
from benchmarks.muc4.mentions import Filler
from benchmarks.muc4.relevance import Features, Relevance
from benchmarks.muc4.whereabouts import Whereabouts

APART = 0.55
"""Mean chance of the pairs of two groups below which they stay apart; chosen on TST1 and TST2."""
_PARAGRAPH = re.compile(r"\n\s*\n")
_MOST = 40
"""Targets of a text that are looked at, the likeliest first; bounds the cost."""


class Cluster(msgspec.Struct, eq=False):
    """The targets of one incident, and how likely it has each type."""

    fillers: list[Filler]
    types: list[float]


def cluster(
    fillers: Sequence[Filler], where: Whereabouts, model: Relevance, *, apart: float = APART
) -> list[Cluster]:
    """Return targets grouped into incidents."""
    some = sorted(fillers, key=lambda f: -f.chance)[:_MOST]
    chances = np.zeros((len(some), len(some)))
    for i, j in combinations(range(len(some)), 2):
        chances[i, j] = chances[j, i] = model.of(pair(some[i], some[j], where))
    groups = [[i] for i in range(len(some))]
    while len(groups) > 1:
        best, a, b = max(
            (float(chances[np.ix_(groups[a], groups[b])].mean()), -a, -b)
            for a, b in combinations(range(len(groups)), 2)
        )
        if best < apart:
            break
        groups[-a] += groups.pop(-b)
    return [_cluster([some[i] for i in group]) for group in groups]


def _cluster(fillers: list[Filler]) -> Cluster:
    weights = np.array([f.chance for f in fillers])
    types = np.stack([f.values("inc-type") for f in fillers])
    return Cluster(fillers, ((types * weights[:, None]).sum(0) / weights.sum()).tolist())


def pair(one: Filler, other: Filler, where: Whereabouts) -> Features:
    """Return what is seen of two targets of a text."""
    a, b = one.best, other.best
    at, to = a.token.sentence, b.token.sentence
    apart = abs(at - to)
    nearest = min(abs(x - y) for x in one.sentences() for y in other.sentences())
    types = one.values("inc-type"), other.values("inc-type")
    links = one.reading.links[
        np.ix_([m.row for m in one.mentions], [m.row for m in other.mentions])
    ]
    values = {f"apart {k}": float(apart == k) for k in range(3)}
    values |= {f"nearest {k}": float(nearest == k) for k in range(2)}
    values |= {
        "apart 3 to 5": float(3 <= apart <= 5),
        "apart far": float(apart > 8),
        "type": float(np.minimum(*types).sum()),
        "same type": float(types[0].argmax() == types[1].argmax()),
        "links": float(links.mean()) / 3,
        "link": float(one.reading.links[a.row, b.row]) / 3,
        "same slot": float(one.slot == other.slot),
        "both things": float(one.slot == other.slot == THING),
    }
    for name, told in (("place", where.names), ("day", where.days)):
        here, there = told(at), told(to)
        later = there if to > at else here
        values |= {
            f"other {name}": float(bool(here and there) and not here & there),
            f"same {name}": float(bool(here & there)),
            f"new {name}": float(apart > 0 and bool(later) and not here & there),
        }
    first, last = sorted((a.token.start, b.token.start))
    values["paragraphs"] = min(len(_PARAGRAPH.findall(where.parse.text[first:last])), 6) / 6
    return Features(values)
