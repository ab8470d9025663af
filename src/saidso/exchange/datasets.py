"""A dataset: the incidents of a store at one time, claim by claim, with ids that follow from content.

The id of a claim is made of the bytes it stands in, its words, its value and its speakers, and of nothing
else: it is the same in every release that has the claim, whichever incident it belongs to by then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from saidso.linked import Group, LinkedIncident, Saying
from saidso.record import Record, Slot, Span, Status

State = Literal["candidate", "vetted"]
"""Whether a person has confirmed an incident."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in one chain of those who said it."""

    id: str
    incident: str
    report: str
    """SHA-256 of the captured bytes."""
    name: str
    slot: Slot
    value: int | str | None
    low: int | None
    high: int | None
    modifier: str | None
    stance: str
    certainty: str
    said_by: list[str]
    chain: list[str]
    spans: list[Span]
    words: list[str]
    status: Status | None = None
    """How an act falls short of having happened; None in releases that did not say it."""

    @property
    def shown(self) -> str:
        """The value as a person reads it."""
        if self.value is not None:
            told = str(self.value)
        elif self.low is None and self.high is None:
            told = "unknown"
        else:
            told = f"{self.low or 0} to {'more' if self.high is None else self.high}"
        told += f" ({self.status})" if self.status else ""
        return told if self.stance == "asserts" else f"denied: {told}"


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """One incident in short; `content` is the SHA-256 of all that is told of it."""

    id: str
    state: State
    content: str
    type: str
    date: str | None
    place: str | None
    country: str | None
    killed: list[int | None] | None
    """Low, best, high."""
    injured: list[int | None] | None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One report, without its text; `id` is the SHA-256 of the captured bytes."""

    id: str
    name: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    reader: str
    model: str


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """Incidents, claims and reports, each sorted by id."""

    incidents: list[Summary]
    claims: list[Line]
    reports: list[Source]


def summary(incident: LinkedIncident) -> Summary:
    """Return an incident in short."""
    return Summary(
        id=incident.id,
        state="vetted" if incident.status == "confirmed" else "candidate",
        content=hashlib.sha256(msgspec.json.encode(incident, order="deterministic")).hexdigest(),
        type=incident.type,
        date=incident.date.edtf if incident.date else None,
        place=incident.place.name if incident.place else None,
        country=incident.place.country if incident.place else None,
        killed=_tally(incident, "killed"),
        injured=_tally(incident, "injured"),
    )


def _tally(incident: LinkedIncident, slot: Slot) -> list[int | None] | None:
    found = incident.slots.get(slot)
    if found is None or found.summary is None:
        return None
    return [found.summary.low, found.summary.best, found.summary.high]


def claims(incident: LinkedIncident, records: Mapping[str, Record]) -> Iterator[Line]:
    """Yield the claims of an incident; `records` are those of its reports, by name."""
    for slot, compared in incident.slots.items():
        for group in compared.groups:
            for saying in group.claims:
                yield _line(incident, slot, group, saying, records[saying.report])


def _line(
    incident: LinkedIncident, slot: Slot, group: Group, saying: Saying, record: Record
) -> Line:
    report = record.report
    own = next((claim for claim in record.claims if claim.id == saying.claim), None)
    told: dict[str, object] = {
        "report": report.id,
        "slot": slot,
        "value": own.value if own else group.value,
        "low": own.low if own else group.low,
        "high": own.high if own else group.high,
        "modifier": own.modifier if own else group.modifier,
        "stance": own.stance if own else group.stance,
        "certainty": saying.certainty,
        "said_by": saying.said_by,
        "chain": saying.chain,
        "spans": saying.spans,
    }
    if group.status:  # only then, so that all other claims keep the ids that they always had
        told["status"] = group.status
    digest = hashlib.sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()
    return msgspec.convert(
        told
        | {
            "id": f"c{digest[:24]}",
            "incident": incident.id,
            "name": report.name,
            "words": [report.text[start:end] for start, end in saying.spans],
        },
        Line,
    )


def source(record: Record) -> Source:
    """Return the report of a record, without its text."""
    report = record.report
    return Source(
        id=report.id,
        name=report.name,
        url=report.url,
        outlet=report.outlet,
        title=report.title,
        published=report.published.edtf if report.published else None,
        reader=record.reader.version,
        model=record.reader.model,
    )
