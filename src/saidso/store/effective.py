"""The effective record: what a report says once what people decided of it is put over the reading.

The record of the machine is never changed. Decisions are applied in the order of the log; one whose
object the reading no longer has keeps its claim alive where a person stood behind it, and is
otherwise without effect until the object is there again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

import msgspec

from saidso.decision import AboutClaim, AboutIncident, Decision, Value
from saidso.linked import Decided, Standing
from saidso.record import (
    Attribution,
    Claim,
    Incident,
    Record,
    Report,
    Segment,
    Source,
    Span,
    Words,
)
from saidso.spans import contains, overlap
from saidso.store.anchors import find, find_claim, find_incident, find_speaker, places, same_status

_STANDING: Mapping[str, Standing] = {
    "accept": "accepted",
    "reject": "rejected",
    "edit": "edited",
    "add": "added",
    "attach": "attached",
    "detach": "detached",
}
ASIDE = frozenset({"rejected", "detached", "residue"})
"""Standings of claims that take no part in what is compared."""


class Effective(msgspec.Struct, frozen=True):
    """A record with decisions applied.

    `decided` is by claim id, `machine` the record as it was read. `lost` are the numbers of decisions
    whose object the reading no longer has, `changed` those whose claim it now reads otherwise, with
    the claim as it is read now.
    """

    record: Record
    machine: Record
    decided: dict[str, Decided]
    lost: tuple[int, ...] = ()
    changed: tuple[tuple[int, Claim], ...] = ()

    @property
    def aside(self) -> frozenset[str]:
        """Ids of the claims that are set aside."""
        return frozenset(id for id, one in self.decided.items() if one.standing in ASIDE)


def own_id(n: int) -> str:
    """Return the id of the claim or incident that decision number `n` made."""
    return f"d{n}"


def effective(record: Record, decisions: Iterable[Decision]) -> Effective:
    """Return a record with the decisions applied that are in force, in the order of the log."""
    wanted = (record.report.id, record.report.name)
    mine = [d for d in decisions if wanted in d.reports]
    if not mine:
        return Effective(record, record, {})
    work = _Work(record)
    for decision in mine:
        work.apply(decision)
    return work.done()


class _Work:
    """A record while decisions are applied to it."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._claims = {c.id: c for c in record.claims}
        self._incidents = {i.id: i for i in record.incidents}
        self._said = list(record.attributions)
        self._segments = list(record.report.segments)
        self._decided: dict[str, Decided] = {}
        self._lost: dict[int, None] = {}
        self._changed: dict[int, Claim] = {}
        self._means: dict[bytes, str | None] = {}
        self._marked = False

    def apply(self, decision: Decision) -> None:
        if decision.kind == "add":
            self._add(decision)
        elif decision.kind == "mark":
            self._mark(decision)
        elif decision.claim is not None:
            self._claim(decision, decision.claim)
        elif decision.kind in ("link", "confirm"):
            for about in (*decision.incidents, *decision.others):
                if decision.kind == "link" or not about.incident.startswith("d"):
                    self._incident(about)

    def _claim(self, decision: Decision, about: AboutClaim) -> None:
        id = self._meant(decision, about)
        if id is None:
            self._lost[decision.n] = None
            return
        if decision.kind == "reject" and decision.n in self._changed:
            return  # another value at the same words was not rejected: it is a new suggestion
        claim = self._claims[id]
        before = self._decided.get(id)
        was = before.was if before else None
        if decision.kind == "edit" and decision.new is not None:
            self._claims[id] = claim = edited(claim, decision.new)
            if was is None and about.added is None:
                was = about.value
        if decision.kind == "attach":
            home = self._home(decision)
            self._claims[id] = msgspec.structs.replace(claim, incident=home)
        self._decided[id] = _decided(decision, _STANDING[decision.kind], was)

    def _meant(self, decision: Decision, about: AboutClaim) -> str | None:
        """Return the claim that an anchor means; made from the anchor where a person stands behind it."""
        if about.added is not None:
            return own_id(about.added) if own_id(about.added) in self._claims else None
        key = msgspec.json.encode(about)
        if key not in self._means:
            taken = [id for id in self._means.values() if id is not None]
            found = find_claim(about, self._record, taken)
            self._means[key] = found.claim.id if found else None
        id = self._means[key]
        if id is not None:
            machine = next((c for c in self._record.claims if c.id == id), None)
            if machine is not None and not _reads(machine, about):
                self._changed[decision.n] = machine
                if decision.kind == "accept":  # what was accepted is the value that was seen
                    seen = Value(
                        value=about.value,
                        low=about.low,
                        high=about.high,
                        stance=about.stance,
                        status=about.status,
                    )
                    self._claims[id] = edited(self._claims[id], seen)
            return id
        if decision.kind not in ("accept", "edit", "attach"):
            return None
        spans = places(about.words, self._record.report.text)
        if not spans:
            return None
        self._lost[decision.n] = None
        id = own_id(decision.n)
        self._means[key] = id
        self._claims[id] = Claim(
            id=id,
            incident=self._incident(about.incident),
            slot=about.slot,
            value=about.value,
            low=about.low,
            high=about.high,
            spans=spans,
            attributions=[self._author()],
            stance=about.stance,
            status=about.status,
        )
        return id

    def _add(self, decision: Decision) -> None:
        text = self._record.report.text
        spans = places(decision.words, text)
        if not spans or decision.slot is None or decision.new is None or not decision.incidents:
            self._lost[decision.n] = None
            return
        id = own_id(decision.n)
        speaker = self._author()
        if decision.speaker is not None:
            known = find_speaker(decision.speaker, spans, self._record)
            at = find(decision.speaker, text)
            if known is not None:
                speaker = known.id
            elif at is not None:
                speaker = id
                self._said.append(_attribution(id, at, spans))
        self._claims[id] = edited(
            Claim(
                id=id,
                incident=self._incident(decision.incidents[0]),
                slot=decision.slot,
                value=None,
                spans=spans,
                attributions=[speaker],
            ),
            decision.new,
        )
        self._decided[id] = _decided(decision, "added", None)

    def _home(self, decision: Decision) -> str:
        """Return the incident of this report that a claim is attached to, made where it has none."""
        report = self._record.report
        for about in decision.incidents:
            if (about.report.id, about.report.name) == (report.id, report.name):
                return self._incident(about)
        id = own_id(decision.n)
        self._incidents[id] = Incident(
            id=id, type=decision.incidents[0].type, main=False, status="happened"
        )
        return id

    def _incident(self, about: AboutIncident) -> str:
        """Return the incident that an anchor means, made anew where the reading has none."""
        report = self._record.report
        if (about.report.id, about.report.name) != (report.id, report.name):
            return ""
        id = incident_of(about, self._record)
        if id not in self._incidents:
            self._incidents[id] = Incident(id=id, type=about.type, main=False, status="happened")
        return id

    def _author(self) -> str:
        """Return the attribution of what the outlet states in its own voice."""
        for said in self._said:
            if said.source is not None and said.source.kind == "author" and said.within is None:
                return said.id
        source = Source(spans=[], entity=None, kind="author")
        self._said.append(_said("d0", source, []))
        return "d0"

    def _mark(self, decision: Decision) -> None:
        spans = places(decision.words, self._record.report.text)
        if not spans or decision.segment is None:
            self._lost[decision.n] = None
            return
        self._marked = True
        self._segments = marked(self._segments, decision, spans)
        for id, claim in self._claims.items():
            out = all(_in_residue(s, self._segments) for s in claim.spans)
            before = self._decided.get(id)
            if out and (before is None or before.standing not in ASIDE):
                self._decided[id] = _decided(decision, "residue", None)
            elif not out and before is not None and before.standing == "residue":
                del self._decided[id]

    def done(self) -> Effective:
        claims = list(self._claims.values())
        by_incident: dict[str, list[str]] = {}
        for claim in claims:
            by_incident.setdefault(claim.incident, []).append(claim.id)
        incidents = [
            msgspec.structs.replace(i, claims=by_incident.get(i.id, []))
            for i in self._incidents.values()
        ]
        report = self._record.report
        if self._marked:
            report = msgspec.structs.replace(report, segments=self._segments)
        record = msgspec.structs.replace(
            self._record,
            report=report,
            claims=claims,
            incidents=incidents,
            attributions=self._said,
        )
        return Effective(
            record,
            self._record,
            self._decided,
            tuple(self._lost),
            tuple(self._changed.items()),
        )


def incident_of(about: AboutIncident, record: Record) -> str:
    """Return the id of the incident that an anchor means in an effective record.

    It is that of the reading where it still tells of it, else one that follows from the anchor.
    """
    if about.incident.startswith("d"):
        return about.incident
    found = find_incident(about, record)
    if found is not None:
        return found.id
    told = "\0".join([about.type, *(one.exact for one in about.words)])
    return f"d-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def edited(claim: Claim, new: Value) -> Claim:
    """Return a claim with another value; of a number low and high are the number where not given.

    A value that does not say how far an act came leaves that as it was.
    """
    low, high = new.low, new.high
    if isinstance(new.value, int) and low is None and high is None:
        low = high = new.value
    known = claim.certainty
    if new.value is None and low is None and high is None:
        known = "unknown"
    elif known == "unknown":
        known = "certain"
    return msgspec.structs.replace(
        claim,
        value=new.value,
        low=low,
        high=high,
        modifier=new.modifier,
        stance=new.stance,
        status=new.status or claim.status,
        certainty=known,
    )


def with_marks(report: Report, decisions: Iterable[Decision]) -> Report:
    """Return a report with its segments as people marked them; the report itself where nobody did."""
    segments = list(report.segments)
    for decision in decisions:
        if decision.kind == "mark" and decision.segment is not None:
            segments = marked(segments, decision, places(decision.words, report.text))
    if segments == report.segments:
        return report
    return msgspec.structs.replace(report, segments=segments)


def marked(segments: Iterable[Segment], decision: Decision, spans: Iterable[Span]) -> list[Segment]:
    """Return segments with a mark laid over them at these spans."""
    assert decision.segment is not None  # a mark names its kind
    why = f"marked by {decision.by}" if decision.segment == "residue" else None
    out = list(segments)
    for span in spans:
        out = remarked(out, Segment(kind=decision.segment, span=span, why=why))
    return out


def remarked(segments: Iterable[Segment], new: Segment) -> list[Segment]:
    """Return segments with one laid over them; they partition the text as before."""
    out: list[Segment] = []
    placed = False
    for one in segments:
        if not overlap(one.span, new.span):
            out.append(one)
            continue
        if one.span[0] < new.span[0]:
            out.append(msgspec.structs.replace(one, span=(one.span[0], new.span[0])))
        if not placed:
            out.append(new)
            placed = True
        if one.span[1] > new.span[1]:
            out.append(msgspec.structs.replace(one, span=(new.span[1], one.span[1])))
    return out


def _in_residue(span: Span, segments: Iterable[Segment]) -> bool:
    return any(s.kind == "residue" and contains(s.span, span) for s in segments)


def _reads(claim: Claim, about: AboutClaim) -> bool:
    """Return whether a claim still has the value that was decided on."""
    seen = (about.value, about.low, about.high, about.stance)
    return (claim.value, claim.low, claim.high, claim.stance) == seen and same_status(about, claim)


def _decided(decision: Decision, standing: Standing, was: int | str | None) -> Decided:
    return Decided(
        decision=decision.n,
        standing=standing,
        by=decision.by,
        at=decision.at,
        why=decision.why,
        was=was,
    )


def _attribution(id: str, at: Span, spans: list[Span]) -> Attribution:
    return _said(id, Source(spans=[at], entity=None, kind="named"), spans)


def _said(id: str, source: Source, content: list[Span]) -> Attribution:
    return Attribution(
        id=id,
        source=source,
        cue=Words(spans=[]),
        content=Words(spans=content),
        quotation="indirect",
        stance="asserts",
        certainty="certain",
    )
