"""The types of one incident across reports: what `saidso incidents` prints.

The names follow the output contract ("saidso/incident/1", see docs/data-model.md). They stand on
those of `record`; spans refer to the text of the report that a claim names.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from saidso.decision import Fact
from saidso.record import (
    Base,
    Certainty,
    IncidentDate,
    IncidentPlace,
    Modifier,
    Slot,
    Span,
    Status,
    Tally,
)

Verdict = Literal["agree", "differ", "disputed", "single"]
Review = Literal["suggested", "confirmed", "rejected"]
Checked = Literal["supported", "contradicted", "not enough known"]

Standing = Literal[
    "accepted", "rejected", "edited", "added", "attached", "detached", "residue", "set"
]

INCIDENT_SCHEMA = "saidso/incident/1"


class Decided(Base, frozen=True, kw_only=True):
    """What a person decided of a claim, a fact or an incident; `decision` is the number in the log.

    `was` is the machine's value where the person gave another.
    """

    decision: int
    standing: Standing | Review
    by: str
    at: str
    why: str = ""
    was: int | str | None = None


class Quoted(Base, frozen=True, kw_only=True):
    """Passages of a report that are an origin's words, inside a story of the report's own."""

    report: str
    spans: list[Span]


class Origin(Base, frozen=True, kw_only=True):
    """Reports that print the same text; `wire` is the agency that they credit.

    `reports` is empty where only passages of a text are known, each inside another story.
    """

    reports: list[str]
    wire: str | None = None
    parts: list[Quoted] = []


class Saying(Base, frozen=True, kw_only=True):
    """A claim of one report in one chain of those who said it, outermost speaker first.

    `said_by` are the first speakers, the last link of the chain. `as_of` is when it was said, as far
    as is known: the day of publication. `superseded`: the same speaker gave another value later.
    """

    report: str
    claim: str
    spans: list[Span]
    said_by: list[str]
    chain: list[str]
    certainty: Certainty = "certain"
    as_of: str | None = None
    superseded: bool = False
    decided: Decided | None = None


class Group(Base, frozen=True, kw_only=True):
    """Claims that give one value. `origins` counts the independent ones among those who say it.

    `agreeing` counts those whose values agree with this one, its own among them. `subject` is whom
    the value describes. `part`: it counts some of those whom another value counts together, or is a
    day or place of something else than the incident as its report tells it, or an act that was not
    done beside one that was; it is not compared.
    `superseded`: all who said it have said otherwise since. `value` None is an explicit unknown
    where `low` and `high` are None too. `status`: of an event, how it falls short of having happened
    (attempted, threatened, planned); None where nothing says that it does.
    """

    low: int | None
    high: int | None
    value: int | str | None
    stance: Literal["asserts", "denies"]
    claims: list[Saying]
    origins: int
    agreeing: int = 0
    modifier: Modifier | None = None
    subject: str | None = None
    status: Status | None = None
    part: bool = False
    superseded: bool = False


class Step(Base, frozen=True, kw_only=True):
    """What a speaker said at one time; a step updates the one before it."""

    as_of: str | None
    low: int | None
    high: int | None
    value: int | str | None
    report: str
    claim: str


class History(Base, frozen=True, kw_only=True):
    """How one speaker's value moved, oldest first."""

    said_by: str
    subject: str | None = None
    steps: list[Step]


class Compared(Base, frozen=True, kw_only=True):
    """One slot over all reports. `summary` is there for counts and names the rule that made it."""

    verdict: Verdict
    groups: list[Group]
    history: list[History] = []
    summary: Tally | None = None


class Check(Base, frozen=True, kw_only=True):
    """A claim that counts other incidents, beside what the store holds: a check, never the truth.

    `counted` are the ids of the incidents of the store that the claim's words cover.
    """

    report: str
    claim: str
    said_by: list[str]
    words: str
    result: Checked
    counted: list[str]
    why: str


class Alleged(Base, frozen=True, kw_only=True):
    """A claim that an agreement was breached. `agreement` is the id of ours that it names, if any."""

    report: str
    claim: str
    said_by: list[str]
    chain: list[str]
    stance: Literal["asserts", "denies"]
    certainty: Certainty
    named: str
    act: str | None
    agreement: str | None


class Matching(Base, frozen=True, kw_only=True):
    """A provision that covers what is told: a suggestion of saidso, nobody's claim."""

    agreement: str
    provision: str
    text: str
    source: str
    because: str
    suggested_by: Literal["saidso"] = "saidso"


class SetAside(Base, frozen=True, kw_only=True):
    """What was left out because somebody is not believed, and the slots that nothing is left of."""

    names: list[str]
    claims: int
    fallen: list[Slot]


class Aside(Base, frozen=True, kw_only=True):
    """A claim that a person took out: it is shown, and takes no part in what is compared."""

    report: str
    claim: str
    slot: Slot
    value: int | str | None
    spans: list[Span]
    decided: Decided


class LinkedIncident(Base, frozen=True, kw_only=True):
    """One happening across reports, with all claims of all of them."""

    schema: str = INCIDENT_SCHEMA
    id: str
    type: str
    codes: dict[str, str | list[str] | None] = {}
    date: IncidentDate | None = None
    place: IncidentPlace | None = None
    reports: list[str] = []
    origins: list[Origin] = []
    slots: dict[Slot, Compared] = {}
    status: Review = "suggested"
    checks: list[Check] = []
    alleged: list[Alleged] = []
    provisions: list[Matching] = []
    without: SetAside | None = None
    decided: Decided | None = None
    """Who confirmed or rejected the incident."""
    flagged: Decided | None = None
    facts: dict[Fact, Decided] = {}
    """Facts of the incident that a person set."""
    aside: list[Aside] = []


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(LinkedIncident)


def encode_incident(incident: LinkedIncident) -> bytes:
    """Return the incident as one line of UTF-8 JSON without a newline."""
    return _encoder.encode(incident)


def decode_incident(data: bytes | str) -> LinkedIncident:
    """Return the incident in `data`; raises msgspec.ValidationError when it breaks the contract."""
    return _decoder.decode(data)
