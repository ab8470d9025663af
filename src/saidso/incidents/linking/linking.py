"""Linking: incidents of different reports that are one happening.

Incidents that share a block (`blocks`) are compared two by two (`evidence`); pairs that score at least
the table's `link` are edges, and each connected part of them is divided by average linkage, so that one
doubtful edge does not glue two happenings (`divide`). What a part gives is decided by its members and
their pair scores alone, in an order of their own: reading all reports at once, or one after the other
in any order, gives the same result.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import msgspec

from saidso.incidents.linking.blocks import Index
from saidso.incidents.linking.evidence import score, weights
from saidso.incidents.linking.traits import Traits, traits
from saidso.record import Record

LARGEST = 60
"""Members of a part up to which all its pairs are compared; a larger part must first fall apart at a
higher score, or it is taken as it is at that score: cost stays linear in its edges."""
STEP = 100
STEPS = 3
"""How far the score is raised for large parts: hundredths, and how often."""

Node = TypeVar("Node", bound=Hashable)
Edge = tuple[Node, Node, int]
"""Two members and their score in hundredths."""


class Linked(msgspec.Struct, frozen=True):
    """One happening: (report name, incident id) of all incidents that tell of it, sorted."""

    id: str
    members: tuple[tuple[str, str], ...]


def link(records: Iterable[Record]) -> list[Linked]:
    """Return the happenings of all incidents of `records`, each incident in exactly one."""
    return link_traits([t for record in records for t in traits(record)])


def link_traits(found: Iterable[Traits]) -> list[Linked]:
    """Return the happenings of incidents that are known by these traits."""
    known = sorted(found, key=lambda one: one.order)
    index = Index()
    edges: list[Edge[int]] = []
    least = weights().link
    for n, one in enumerate(known):
        for other in index.add(n, one):
            points = score(known[other], one)
            if points >= least:
                edges.append((other, n, points))
    groups = [
        group
        for part, inside in parts(range(len(known)), edges)
        for group in divide(part, inside, lambda a, b: score(known[a], known[b]))
    ]
    out = [linked(known[n] for n in group) for group in groups]
    return sorted(out, key=lambda happening: happening.members)


def linked(found: Iterable[Traits]) -> Linked:
    """Return the happening of these incidents; its id follows from the first of them."""
    ordered = sorted(one.order for one in found)
    return Linked(digest(ordered[0]), tuple((report, incident) for report, _, incident in ordered))


def digest(order: tuple[str, str, str]) -> str:
    """Return the id of a happening whose first incident has this order (`Traits.order`)."""
    first = "\0".join(order)
    return f"h{hashlib.sha256(first.encode()).hexdigest()[:16]}"


def parts(
    nodes: Iterable[Node], edges: Iterable[Edge[Node]]
) -> list[tuple[list[Node], list[Edge[Node]]]]:
    """Return the connected parts of a graph, each with its edges; members in the order of `nodes`."""
    up: dict[Node, Node] = {node: node for node in nodes}

    def top(node: Node) -> Node:
        while up[node] != node:
            up[node] = up[up[node]]
            node = up[node]
        return node

    kept = list(edges)
    for a, b, _ in kept:
        up[top(a)] = top(b)
    members: dict[Node, list[Node]] = defaultdict(list)
    for node in up:
        members[top(node)].append(node)
    inside: dict[Node, list[Edge[Node]]] = defaultdict(list)
    for edge in kept:
        inside[top(edge[0])].append(edge)
    return [(group, inside[root]) for root, group in members.items()]


def levels() -> tuple[int, ...]:
    """Return the scores at which a part that is too large has to fall apart, the lowest first."""
    return tuple(weights().link + step * STEP for step in range(STEPS + 1))


def divide(
    nodes: Sequence[Node],
    edges: Sequence[Edge[Node]],
    score: Callable[[Node, Node], int],
    *,
    steps: int = STEPS,
) -> list[list[Node]]:
    """Return the happenings of one connected part.

    `nodes` must be in an order that does not depend on when they were added. Two groups are joined
    while the mean score of their pairs is at least the table's `strangers`, the best two first.
    """
    if len(nodes) <= 2 or (len(nodes) > LARGEST and steps == 0):
        return [list(nodes)]
    if len(nodes) > LARGEST:
        least = levels()[STEPS - steps + 1]
        strong = [edge for edge in edges if edge[2] >= least]
        return [
            group
            for part, inside in parts(nodes, strong)
            for group in divide(part, inside, score, steps=steps - 1)
        ]
    return _joined(nodes, score)


def _joined(nodes: Sequence[Node], score: Callable[[Node, Node], int]) -> list[list[Node]]:
    """Join groups of a small part by average linkage; sums are whole numbers, so exact."""
    groups: dict[int, list[Node]] = {n: [node] for n, node in enumerate(nodes)}
    sums = {
        (p, q): score(nodes[p], nodes[q])
        for p in range(len(nodes))
        for q in range(p + 1, len(nodes))
    }
    least = weights().strangers
    while sums:
        best, at = max(
            (total / (len(groups[p]) * len(groups[q])), (-p, -q)) for (p, q), total in sums.items()
        )
        if best < least:
            break
        p, q = -at[0], -at[1]
        groups[p] += groups.pop(q)
        del sums[p, q]
        for r in groups:
            if r != p:
                more = sums.pop((min(q, r), max(q, r)))
                sums[min(p, r), max(p, r)] += more
    return list(groups.values())
