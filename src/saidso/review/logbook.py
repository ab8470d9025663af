"""The log of decisions, the differences to a newer reading, and the preview of a bulk decision, in words."""

from __future__ import annotations

import msgspec

from saidso.decision import Decision, Kind, Value
from saidso.figures import figure
from saidso.record import falls_short
from saidso.review.characters import plain
from saidso.review.desk import Desk, Opened
from saidso.review.entries import previewed, token
from saidso.review.wording import edtf, quoted, slot_name
from saidso.store import Logged

KINDS: dict[Kind, str] = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "add": "added", "attach": "moved here",
    "detach": "taken out", "merge": "merged", "split": "split off", "mark": "marked", "link": "linked",
    "unlink": "unlinked", "confirm": "confirmed", "reject_incident": "rejected", "flag": "flagged",
    "undo": "undid",
}  # fmt: skip
DIFFERENCES = {
    "value": "reads another value",
    "gone": "no longer reads it",
    "new": "reads something more",
    "joined": "came to the incident later",
}
LONGEST = 500
"""Entries of a log on one page."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log in words."""

    n: int
    at: str
    by: str
    kind: str
    what: str
    words: str
    change: str
    why: str
    in_force: bool


class Otherwise(msgspec.Struct, frozen=True, kw_only=True):
    """What a newer reading has otherwise, in words."""

    what_words: str
    report: str
    claim: str | None
    slot: str | None
    was: int | str | None
    now: int | str | None


class Offered(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of a preview, with the token of what was shown."""

    token: str
    slot: str
    value: str
    words: str
    chain: str
    report: str
    claim: str
    agreeing: int


def log_of(desk: Desk, incident: str, *, who: str) -> list[Row]:
    """Return the log of an incident, the latest first; only one's own part while one codes it blind."""
    log = desk.store.log(incident=incident, newest_first=True, limit=LONGEST)
    own = desk.blind(who, incident)
    return [_row(e) for e in log if not own or e.decision.by == who]


def _row(entry: Logged) -> Row:
    one = entry.decision
    words = one.claim.words if one.claim else one.words
    return Row(
        n=one.n,
        at=one.at[:16].replace("T", " "),
        by=one.by,
        kind=KINDS[one.kind] if one.on else "took the flag from",
        what=_what(one),
        words=plain(" … ".join(w.exact[:160] for w in words)),
        change=_change(one),
        why=one.why,
        in_force=entry.in_force,
    )


def _what(one: Decision) -> str:
    if one.kind == "undo":
        return f"decision {one.undoes}"
    if one.claim is not None:
        return slot_name(one.claim.slot)
    if one.fact is not None:
        return one.fact
    if one.slot is not None:
        return slot_name(one.slot)
    if one.kind == "mark":
        return "as no text of it" if one.segment == "residue" else "as text"
    if one.others:
        return ", ".join(dict.fromkeys(plain(o.report.name) for o in one.others))
    return "the incident"


def _change(one: Decision) -> str:
    if one.kind in ("accept", "reject", "attach", "detach") and one.old is not None:
        return told(one.old)
    if one.kind == "edit" and one.new is not None:
        return f"{told(one.old)} → {told(one.new)}" if one.old else told(one.new)
    return told(one.new) if one.new is not None else ""


def told(value: Value) -> str:
    """Return a value of the log in words."""
    denied = "denied: " if value.stance == "denies" else ""
    if value.date is not None:
        return edtf(value.date.edtf)
    if value.place is not None:
        return value.place.name
    if value.tally is not None:
        return f"{value.tally.best} ({value.tally.low}–{value.tally.high})"
    short = falls_short(value.status)
    if isinstance(value.value, str):
        shown = slot_name(value.value)
    else:
        shown = figure(value.value, value.low, value.high, value.modifier) or "not known"
    return denied + shown + (f" ({short})" if short else "")


def differences_of(desk: Desk, incident: str) -> list[Otherwise]:
    """Return what a newer reading has otherwise in an incident."""
    return [
        Otherwise(
            what_words=DIFFERENCES[d.what],
            report=d.report,
            claim=d.claim,
            slot=d.slot,
            was=d.was,
            now=d.now,
        )
        for d in desk.store.differences(incident)
    ]


def offered(desk: Desk, found: Opened) -> list[Offered]:
    """Return what a bulk decision would accept, as the page shows it."""
    return [
        Offered(
            token=token(task),
            slot=slot_name(task.slot),
            value=told(task.seen),
            words=quoted(found.records[task.report].report.text, task.spans, most=100),
            chain=plain(" ← ".join(task.chain)),
            report=task.report,
            claim=task.claim,
            agreeing=max(task.origins, task.agreeing),
        )
        for task in previewed(desk, found.incident.id)
    ]
