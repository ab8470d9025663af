"""Differences: what the newest reading would suggest otherwise than people decided, or saw.

Nothing here changes a decision. It is listed for a person to look at again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Literal

import msgspec
from sqlalchemy import Connection, func, select

from saidso.decision import AboutClaim, Decision
from saidso.record import Record, Slot, Span, Status, falls_short
from saidso.store import decisions, listing
from saidso.store.anchors import about_claim, find_claim
from saidso.store.effective import Effective, own_id
from saidso.store.scenes import decoded, effective_of, scene
from saidso.store.tables import records

What = Literal["value", "gone", "new", "joined"]


class Difference(msgspec.Struct, frozen=True):
    """One thing that a reading has otherwise.

    value: the claim that was decided on now reads `now`. gone: nothing in the reading is what was decided on.
    new: a claim that the reading which people saw did not have. joined: a report that came to an
    incident after it was confirmed or rejected. `was` is the value that the person saw.
    """

    what: What
    report: str
    decision: int | None = None
    claim: str | None = None
    slot: Slot | None = None
    was: int | str | None = None
    now: int | str | None = None
    spans: tuple[Span, ...] = ()
    incident: str | None = None


def differences(
    connection: Connection, reports: Collection[tuple[str, str]] | None = None
) -> Iterator[Difference]:
    """Yield what is read otherwise in the reports (id, name) that something was decided of."""
    for id, name in decisions.decided_reports(connection):
        if reports is not None and (id, name) not in reports:
            continue
        newest = select(func.max(records.c.row)).where(
            records.c.report == id, records.c.name == name
        )
        row = connection.scalar(newest)
        if row is None:
            continue
        one = effective_of(connection, row)
        log = decisions.standing(connection, [(id, name)])
        yield from _decided(one, log, name)
        yield from _new(connection, row, one, log)
    yield from _joined(connection, reports)


def _decided(one: Effective, log: list[Decision], name: str) -> Iterator[Difference]:
    by_number = {d.n: d for d in log}
    for n, claim in one.changed:
        about = by_number[n].claim
        if about is not None:
            yield Difference(
                what="value",
                report=name,
                decision=n,
                claim=claim.id,
                slot=about.slot,
                was=_worded(about.value, falls_short(about.status)),
                now=_worded(claim.value, claim.short),
                spans=tuple(claim.spans),
            )
    for n in one.lost:
        about = by_number[n].claim
        yield Difference(
            what="gone",
            report=name,
            decision=n,
            claim=own_id(n) if own_id(n) in one.decided else None,
            slot=about.slot if about else by_number[n].slot,
            was=_worded(about.value, falls_short(about.status)) if about else None,
        )


def _new(
    connection: Connection, row: int, one: Effective, log: list[Decision]
) -> Iterator[Difference]:
    """Yield the claims that the reading which people saw last did not have."""
    digest = connection.scalar(select(records.c.digest).where(records.c.row == row))
    seen = [r for d in log if (r := _reading(d, one.record)) is not None]
    if not seen or seen[-1] == digest:
        return
    old = connection.execute(
        select(records.c.row, records.c.json).where(records.c.digest == seen[-1])
    ).first()
    if old is None:
        return
    before = decoded(old.row, old.json)
    for claim in one.machine.claims:
        about: AboutClaim = about_claim(one.machine, claim)
        if claim.id not in one.decided and find_claim(about, before) is None:
            yield Difference(
                what="new",
                report=one.record.report.name,
                claim=claim.id,
                slot=claim.slot,
                now=_worded(claim.value, claim.short),
                spans=tuple(claim.spans),
            )


def _worded(value: int | str | None, short: Status | None) -> int | str | None:
    """Return a value, of an act with how it falls short: "attack (planned)"."""
    return f"{value} ({short})" if short else value


def _reading(decision: Decision, record: Record) -> str | None:
    """Return the reading of a report that a decision was made on."""
    key = (record.report.id, record.report.name)
    about = [a.report for a in (*decision.incidents, *decision.others)]
    about += [decision.report] if decision.report else []
    about += [decision.claim.incident.report] if decision.claim else []
    return next((r.reading for r in about if (r.id, r.name) == key and r.reading), None)


def _joined(
    connection: Connection, reports: Collection[tuple[str, str]] | None
) -> Iterator[Difference]:
    asked = select(listing.listing.c.id).where(listing.listing.c.status != "suggested")
    for id in connection.scalars(asked.order_by(listing.listing.c.id)).all():
        found = scene(connection, listing.members(connection, id))
        group = next((g for g in found.groups if g.id == id), None)
        if group is None or group.review is None:
            continue
        named = {found.find(about) for about in group.review.incidents}
        held = [found.records[row].record.report for row, _ in group.nodes]
        if reports is not None and not any((r.id, r.name) in reports for r in held):
            continue
        for node, report in zip(group.nodes, held, strict=True):
            if node not in named:
                yield Difference(
                    what="joined", report=report.name, decision=group.review.n, incident=id
                )
