"""The types of a person's decision: what the log of a store holds, one entry each.

An entry names what it is about by words and values in the archived page and never by the machine's
numbers alone (`Quote`, `AboutIncident`, `AboutClaim`), so that it still finds its object after a report
was read again. Entries form a chain: each carries the SHA-256 of the one before.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from saidso.record import (
    Base,
    IncidentDate,
    IncidentPlace,
    Modifier,
    Slot,
    Span,
    Stance,
    Status,
    Tally,
)

Kind = Literal[
    "accept", "reject", "edit", "add", "attach", "detach", "merge", "split", "mark", "link",
    "unlink", "confirm", "reject_incident", "flag", "undo",
]  # fmt: skip
Fact = Literal["type", "date", "place", "killed", "injured"]
"""What of an incident as a whole a person may set."""

SCHEMA = "saidso/decision/1"
FIRST = "0" * 64
"""What the first entry carries for the one before it."""


class Quote(Base, frozen=True, kw_only=True):
    """Words of a report: where they stood, what they are, and what stands around them."""

    span: Span
    exact: str
    before: str = ""
    after: str = ""


class AboutReport(Base, frozen=True, kw_only=True):
    """A report: SHA-256 of its bytes, its name, and the SHA-256 of the reading that was seen."""

    id: str
    name: str
    reading: str | None = None


class AboutIncident(Base, frozen=True, kw_only=True):
    """An incident of one report, by the words that tell of it; `incident` is what it was called."""

    report: AboutReport
    incident: str
    type: str
    main: bool
    words: list[Quote]


class AboutClaim(Base, frozen=True, kw_only=True):
    """A claim as the machine made it: slot, words, value, who says it.

    `added` is the number of the decision that added it, where a person did; `incident` is then that
    of the entry that added it. `status` is None of other slots than event, and in entries that were
    made before claims had one.
    """

    incident: AboutIncident
    slot: Slot
    words: list[Quote]
    value: int | str | None
    low: int | None = None
    high: int | None = None
    stance: Stance = "asserts"
    said_by: str = ""
    status: Status | None = None
    added: int | None = None


class Value(Base, frozen=True, kw_only=True):
    """A value before or after a decision; the field that fits the slot is filled."""

    value: int | str | None = None
    low: int | None = None
    high: int | None = None
    modifier: Modifier | None = None
    stance: Stance = "asserts"
    status: Status | None = None
    date: IncidentDate | None = None
    place: IncidentPlace | None = None
    tally: Tally | None = None


class Decision(Base, frozen=True, kw_only=True):
    """One entry of the log.

    `incidents` are the incidents of reports that it is about (of a merge those that are kept, of a
    split those that stay), `others` those that join them or leave. `old` and `new` are the value
    before and after; `undoes` is the number of the entry that an undo takes back. `previous` is the
    SHA-256 of the entry before.
    """

    schema: str = SCHEMA
    n: int
    at: str
    by: str
    kind: Kind
    why: str = ""
    report: AboutReport | None = None
    claim: AboutClaim | None = None
    incidents: list[AboutIncident] = []
    others: list[AboutIncident] = []
    words: list[Quote] = []
    speaker: Quote | None = None
    slot: Slot | None = None
    fact: Fact | None = None
    old: Value | None = None
    new: Value | None = None
    segment: Literal["residue", "paragraph"] | None = None
    on: bool = True
    undoes: int | None = None
    previous: str = FIRST

    @property
    def reports(self) -> set[tuple[str, str]]:
        """Id and name of all reports that the entry is about."""
        about = [one.report for one in (*self.incidents, *self.others)]
        about += [self.report] if self.report else []
        about += [self.claim.incident.report] if self.claim else []
        return {(one.id, one.name) for one in about}

    @property
    def regroups(self) -> bool:
        """Whether the entry says which incidents of reports are one happening."""
        return self.kind in ("merge", "split", "link", "unlink", "attach")


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Decision)


def encode_decision(decision: Decision) -> bytes:
    """Return the entry as one line of UTF-8 JSON without a newline: what is hashed and kept."""
    return _encoder.encode(decision)


def decode_decision(data: bytes | str) -> Decision:
    """Return the entry in `data`; raises msgspec.ValidationError when it breaks the contract."""
    return _decoder.decode(data)


def hash_of(entry: bytes) -> str:
    """Return the SHA-256 of an encoded entry, as the next one carries it."""
    return hashlib.sha256(entry).hexdigest()
