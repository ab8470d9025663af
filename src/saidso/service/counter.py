"""The counter: what is asked of a store and handed to it; every method runs in a worker thread."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TypeVar

from saidso.batch.marks import with_marks
from saidso.capture import Capture
from saidso.capture.reports import publication_day
from saidso.casefile import CaseFile
from saidso.errors import InputError, UsageError
from saidso.incidents.agreements import Agreement
from saidso.incidents.ontology import load
from saidso.linked import LinkedIncident
from saidso.record import Record
from saidso.service.crews import Crews
from saidso.service.limits import Job, late
from saidso.service.problems import problem_of
from saidso.service.shapes import (
    Claims,
    ClaimsQuestion,
    Copies,
    CopiesQuestion,
    Incidents,
    IncidentsQuestion,
    Read,
    ReadQuestion,
    ReportRead,
    Reports,
    ReportsQuestion,
    Stated,
)
from saidso.store import Store

T = TypeVar("T")


class Counter:
    """An open store and the crew that reads for it; safe to use from several threads."""

    def __init__(self, store: Store, crews: Crews, *, agreements: Sequence[Agreement] = ()) -> None:
        self.store = store
        self._crews = crews
        self._types = load()
        self._agreements = agreements
        self._keeping = threading.Lock()

    def read(
        self,
        found: Sequence[Capture | InputError],
        asked: ReadQuestion,
        job: Job,
        *,
        by: str | None = None,
    ) -> Read:
        """Return what became of the reports of a body; kept, where it was asked for, all together.

        `by` is who sent them, for the custody log. A single report that cannot be read raises its InputError.
        """
        if asked.published is not None and publication_day(asked.published) is None:
            raise UsageError("published is not a date", help="write it as YYYY-MM-DD")
        outcomes = [
            with_marks(one, self.store, self._crews)
            for one in self._crews.read(found, asked.published)
        ]
        if len(outcomes) == 1 and isinstance(outcomes[0], InputError):
            raise outcomes[0]
        if asked.keep and not job.claim():
            raise late()
        reports = []
        for one in outcomes:
            if isinstance(one, InputError):
                reports.append(ReportRead(name=one.name, problem=problem_of(one)))
                continue
            record, capture = one
            new = self._keep(record, capture, by) if asked.keep else False
            name = record.report.name
            reports.append(ReportRead(name=name, kept=asked.keep, new=new, record=record))
        return Read(reports=reports, failed=sum(r.record is None for r in reports))

    def reports(self, asked: ReportsQuestion) -> Reports:
        """Return a part of the list of reports."""
        after = int(asked.cursor or 0)
        found, more = _part(self.store.entries_after(after, limit=asked.limit + 1), asked.limit)
        return Reports(
            reports=[entry for _, entry in found], next=str(found[-1][0]) if more else None
        )

    def record(self, id: str) -> Record:
        """Return the record of a report by its name or the first digits of its id."""
        return self.store.record(id)

    def record_claims(self, id: str, asked: ClaimsQuestion) -> Claims:
        """Return the claims of one report."""
        return Claims(claims=_claims(self.store.record(id), asked))

    def incidents(self, asked: IncidentsQuestion) -> Incidents:
        """Return a part of the list of incidents."""
        file = self._file()
        listed = file.listed(asked.asked(), limit=asked.limit + 1, offset=asked.offset)
        found, more = _part(listed, asked.limit)
        return Incidents(incidents=found, more=more)

    def incident(self, id: str) -> LinkedIncident:
        """Return one incident as it stands."""
        return self._file().incident(id)

    def incident_claims(self, id: str, asked: ClaimsQuestion) -> Claims:
        """Return the claims of all reports of one incident, with what people decided of them."""
        account = self.store.account(id)
        found: list[Stated] = []
        for name, own in account.members:
            found += _claims(account.records[name], asked, own)
        return Claims(claims=found)

    def copies(self, asked: CopiesQuestion) -> Copies:
        """Return a part of the pairs of reports that print the same words."""
        a, _, b = (asked.cursor or "0-0").partition("-")
        asking = self.store.copies_after(
            (int(a), int(b)), limit=asked.limit + 1, report=asked.report
        )
        found, more = _part(asking, asked.limit)
        last = "-".join(map(str, found[-1][0])) if more else None
        return Copies(copies=[copy for _, copy in found], next=last)

    def check(self) -> None:
        """Raise StoreError where the store cannot be read."""
        self.store.log_head()

    def _keep(self, record: Record, capture: Capture, by: str | None) -> bool:
        request = "request" if by is None else f"request of {by}"
        with self._keeping:  # in the order in which they come; the database would let them race
            return self.store.add(
                record,
                capture.data,
                media=capture.media,
                name=record.report.name,
                given=f"{request}: {capture.given}",
            )

    def _file(self) -> CaseFile:
        return CaseFile(self.store, types=self._types, agreements=self._agreements)


def _part(found: list[T], limit: int) -> tuple[list[T], bool]:
    return found[:limit], len(found) > limit


def _claims(record: Record, asked: ClaimsQuestion, incident: str | None = None) -> list[Stated]:
    report = record.report
    return [
        Stated(report=report.name, id=report.id, claim=claim)
        for claim in record.claims
        if (incident is None or claim.incident == incident)
        and (asked.slot is None or claim.slot == asked.slot)
    ]
