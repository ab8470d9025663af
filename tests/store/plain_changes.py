"""What changed between two datasets, worked out in memory: what the one on disk must give as well."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TypeAlias

from saidso.exchange.changes import Changed, Changes, Merged, Moved, Split, Told, Value
from saidso.exchange.datasets import Dataset, Line, Summary
from saidso.record import Span

Anchor: TypeAlias = tuple[str, str, tuple[Span, ...]]
"""Report, slot and words of a claim: what stays when its value or its incident changes."""


def compare(old: Dataset, new: Dataset) -> Changes:
    """Return what changed from `old` to `new`, all lists in the order of ids."""
    before = {one.id: one for one in old.incidents}
    now = {one.id: one for one in new.incidents}
    targets = _targets(old, new, now)
    origins: dict[str, list[str]] = defaultdict(list)
    for id, found in targets.items():
        for target in found:
            origins[target].append(id)
    claims_before, claims_now = _by_incident(old.claims), _by_incident(new.claims)
    changed = []
    for id, found in targets.items():
        if len(found) == 1 and len(origins[found[0]]) == 1:
            one = _changed(before[id], now[found[0]], claims_before, claims_now)
            if one is not None:
                changed.append(one)
    reports_before = {f"{r.name} {r.id[:12]}" for r in old.reports}
    reports_now = {f"{r.name} {r.id[:12]}" for r in new.reports}
    return Changes(
        added=[
            Told(one, list(claims_now.get(one.id, {}).values()))
            for one in new.incidents
            if one.id not in origins
        ],
        removed=[
            Told(before[id], list(claims_before.get(id, {}).values()))
            for id, found in targets.items()
            if not found
        ],
        changed=changed,
        merged=[
            Merged(sorted(olds), id, *_between(claims_before, olds, claims_now, [id]))
            for id, olds in sorted(origins.items())
            if len(olds) > 1
        ],
        split=[
            Split(id, found, *_between(claims_before, [id], claims_now, found))
            for id, found in targets.items()
            if len(found) > 1
        ],
        moved=_moved(old.claims, new.claims, targets),
        reports_added=sorted(reports_now - reports_before),
        reports_removed=sorted(reports_before - reports_now),
        redirects={id: found for id, found in targets.items() if id not in now and found},
    )


def _targets(old: Dataset, new: Dataset, now: dict[str, Summary]) -> dict[str, list[str]]:
    """Return for each old incident the new ones that its reports' accounts went to."""
    homes: dict[Anchor, list[str]] = defaultdict(list)
    for claim in new.claims:
        homes[_anchor(claim)].append(claim.incident)
    accounts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for claim in old.claims:
        found = accounts[claim.incident, claim.report]
        for home in set(homes.get(_anchor(claim), ())):
            found[home] += 1
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for (incident, _), counted in accounts.items():
        if counted:
            # of two homes with as many claims, the one that keeps the id
            best = max(sorted(counted), key=lambda home: (counted[home], home == incident))
            weights[incident][best] += counted[best]
    out = {}
    for one in old.incidents:
        weighed = weights.get(one.id)
        if weighed:
            out[one.id] = sorted(weighed, key=lambda home: (-weighed[home], home))
        else:  # nothing of it is read as before; an id that is still there means the same reports
            out[one.id] = [one.id] if one.id in now else []
    return out


def _anchor(claim: Line) -> Anchor:
    return claim.report, claim.slot, tuple(claim.spans)


def _by_incident(claims: list[Line]) -> dict[str, dict[str, Line]]:
    out: dict[str, dict[str, Line]] = defaultdict(dict)
    for claim in claims:
        out[claim.incident][claim.id] = claim
    return out


def _changed(
    old: Summary,
    new: Summary,
    before: dict[str, dict[str, Line]],
    now: dict[str, dict[str, Line]],
) -> Changed | None:
    if old == new:
        return None
    facts = []
    for fact in ("state", "type", "date", "place", "country", "killed", "injured"):
        was, is_ = getattr(old, fact), getattr(new, fact)
        if was != is_:
            facts.append(Value(fact, _shown(was), _shown(is_)))
    return Changed(old.id, new.id, facts, *_between(before, [old.id], now, [new.id]))


def _between(
    before: dict[str, dict[str, Line]],
    old: list[str],
    now: dict[str, dict[str, Line]],
    new: list[str],
) -> tuple[list[Line], list[Line]]:
    """Return the claims that only the old incidents had, and those that only the new ones have."""
    had = {id: claim for one in old for id, claim in before.get(one, {}).items()}
    has = {id: claim for one in new for id, claim in now.get(one, {}).items()}
    gone = [claim for id, claim in had.items() if id not in has]
    return gone, [claim for id, claim in has.items() if id not in had]


def _shown(value: object) -> str | None:
    if isinstance(value, list):
        return " / ".join("?" if part is None else str(part) for part in value)
    return None if value is None else str(value)


def _moved(old: list[Line], new: list[Line], targets: dict[str, list[str]]) -> list[Moved]:
    """Return the claims that went elsewhere than where their incident went."""
    homes = {claim.id: claim for claim in new}
    out = []
    for claim in old:
        found = homes.get(claim.id)
        if found is not None and found.incident != claim.incident:
            if targets.get(claim.incident) != [found.incident]:
                out.append(Moved(found, claim.incident, found.incident))
    return out
