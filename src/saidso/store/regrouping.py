"""Regrouping: which incidents of reports are one happening, once people merged and split.

The machine's happenings come first; the decisions in force are applied to them in the order of the
log. A decision names the incidents that were there when it was made. Those that the machine links to
them later follow: to where most of the incidents went that the machine has them with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from saidso.decision import AboutIncident, Decision
from saidso.store.effective import own_id

Node = TypeVar("Node", bound=tuple[object, str])
"""An incident of a report: a key of its record, and its id."""


def regroup(
    machine: Mapping[Node, str],
    decisions: Iterable[Decision],
    find: Callable[[AboutIncident], Node | None],
) -> list[list[Node]]:
    """Return the happenings: groups of incidents, in the order of their first in `machine`.

    `machine` has the machine's happening of each incident; incidents that a person made are each
    their own there.
    """
    group = dict(machine)
    for decision in decisions:
        if not decision.regroups:
            continue
        named = _found(decision.incidents, find, group)
        others = _found(decision.others, find, group)
        if decision.kind in ("split", "unlink"):
            _part(group, machine, named, others, own_id(decision.n))
        else:
            _join(group, named, others)
    out: dict[str, list[Node]] = {}
    for node, label in group.items():
        out.setdefault(label, []).append(node)
    return list(out.values())


def _found(
    about: Sequence[AboutIncident],
    find: Callable[[AboutIncident], Node | None],
    group: Mapping[Node, str],
) -> list[Node]:
    nodes = (find(one) for one in about)
    return list(dict.fromkeys(node for node in nodes if node is not None and node in group))


def home(nodes: Sequence[Node], group: Mapping[Node, str]) -> str | None:
    """Return the group that holds most of some incidents, of equals that of the first of them."""
    votes = Counter(group[node] for node in nodes)
    return max(votes, key=lambda label: votes[label]) if votes else None


def _join(group: dict[Node, str], named: Sequence[Node], others: Sequence[Node]) -> None:
    """Put all named incidents into one group, with what stands beside most of them."""
    into, from_ = home(named, group), home(others, group)
    if into is None or from_ is None:
        return
    for node, label in group.items():
        if label == from_:
            group[node] = into
    for node in (*named, *others):
        group[node] = into


def _part(
    group: dict[Node, str],
    machine: Mapping[Node, str],
    stay: Sequence[Node],
    leave: Sequence[Node],
    label: str,
) -> None:
    """Take those that leave out of the groups in which others stay."""
    staying = {group[node] for node in stay}
    with_stay = Counter(machine[node] for node in stay)
    with_leave = Counter(machine[node] for node in leave)
    named = {*stay, *leave}
    torn = {group[node] for node in leave} & staying
    for node in leave:
        if group[node] in torn:
            group[node] = label
    for node, now in group.items():
        follows = with_leave[machine[node]] > with_stay[machine[node]]
        if now in torn and node not in named and follows:
            group[node] = label
