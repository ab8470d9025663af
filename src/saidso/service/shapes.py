"""Shapes: what may be asked and what is answered, beside the records themselves.

The OpenAPI document is made from these types: a limit that stands here is checked and documented.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from saidso.casefile import Asked
from saidso.incidents.origins.copies import Copy
from saidso.linked import Review, Verdict
from saidso.record import Claim, Record, Slot
from saidso.service.problems import Problem
from saidso.store import Entry, Listed, Sort

Words = Annotated[str, Meta(min_length=1, max_length=300)]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Most = Annotated[int, Meta(ge=1, le=1000)]
Place = Annotated[str, Meta(pattern=r"^[0-9]{1,9}$")]
PlaceOfPair = Annotated[str, Meta(pattern=r"^[0-9]{1,9}-[0-9]{1,9}$")]
Start = Annotated[int, Meta(ge=0, le=1_000_000)]


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of what stands behind the "?" of an address."""


class Nothing(Question, frozen=True, kw_only=True):
    """Nothing can be asked."""


class ReadQuestion(Question, frozen=True, kw_only=True):
    """How a body is read: kept or not, with its name and its day of publication where known."""

    keep: bool = False
    name: Words | None = None
    published: Words | None = None


class ReportsQuestion(Question, frozen=True, kw_only=True):
    """Which part of the list of reports: `cursor` is what stood in `next` of the part before."""

    limit: Most = 100
    cursor: Place | None = None


class CopiesQuestion(Question, frozen=True, kw_only=True):
    """Copies: all, or those of one report, by its name; `cursor` is the `next` of the part before."""

    limit: Most = 100
    cursor: PlaceOfPair | None = None
    report: Words | None = None


class ClaimsQuestion(Question, frozen=True, kw_only=True):
    """Claims: all, or those for one slot."""

    slot: Slot | None = None


class IncidentsQuestion(Question, frozen=True, kw_only=True):
    """Which incidents, as `saidso incidents` asks, and which part of their list."""

    limit: Most = 100
    offset: Start = 0
    since: Day | None = None
    until: Day | None = None
    country: Words | None = None
    type: Words | None = None
    text: Words | None = None
    main: bool = False
    status: Review | None = None
    verdict: Verdict | None = None
    sort: Sort = "latest"

    def asked(self) -> Asked:
        """Return what to ask a case file for."""
        names = Asked.__struct_fields__
        return Asked(**{name: getattr(self, name) for name in names})


class ReportRead(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report: its record, or why there is none.

    `kept`: it is in the store; `new` is False where the store had this very reading.
    """

    name: str
    kept: bool = False
    new: bool = False
    record: Record | None = None
    problem: Problem | None = None


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the reports of a body, in their order."""

    reports: list[ReportRead]
    failed: int


class Reports(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list of reports; `next` is the cursor of what follows, null at the end."""

    reports: list[Entry]
    next: str | None


class Incidents(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the list of incidents; `more` where others follow."""

    incidents: list[Listed]
    more: bool


class Copies(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs of reports that print the same words; `next` is the cursor of what follows, null at the end."""

    copies: list[Copy]
    next: str | None


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, and the report that makes it, by name and id."""

    report: str
    id: str
    claim: Claim


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """Claims, in the order of their reports."""

    claims: list[Stated]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the service is alive, or ready to read."""

    status: Literal["ok", "ready"]
