"""The desk: what the pages show of a store, a page of it at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import msgspec

from saidso.casefile import Asked, CaseFile
from saidso.incidents.agreements import Agreement
from saidso.linked import Decided, LinkedIncident
from saidso.record import Record
from saidso.store import Account, Facet, Listed, Store

PAGE = 50
"""Incidents on one page of the list."""
_FRESH = 60.0
"""Seconds for which counts over other incidents are kept; all else is asked for each time."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the list; `more` where another follows."""

    lines: list[Listed]
    page: int
    more: bool


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """One incident as it stands, with the records of its reports by name.

    `blind`: what others decided of its claims is left out.
    """

    incident: LinkedIncident
    account: Account
    records: dict[str, Record]
    blind: bool = False

    def own(self, report: str) -> list[str]:
        """Return the ids that the incident has in a report."""
        return [id for name, id in self.account.members if name == report]

    def decided(self, report: str) -> dict[str, Decided]:
        """Return what people decided of the claims of a report, by claim id."""
        return self.account.effective[report].decided


class Desk:
    """An open store as the pages ask for it; safe to use from several threads."""

    def __init__(self, store: Store, *, agreements: Sequence[Agreement] = ()) -> None:
        self.store = store
        self.agreements = agreements
        self._lock = threading.Lock()
        self._file = CaseFile(store, agreements=agreements)
        self._since = time.monotonic()

    def listing(self, asked: Asked, page: int) -> Listing:
        """Return a page of the incidents that are asked for, the first being 1; raises UsageError."""
        found = self._case().listed(asked, limit=PAGE + 1, offset=(page - 1) * PAGE)
        return Listing(lines=found[:PAGE], page=page, more=len(found) > PAGE)

    def facets(self, asked: Asked) -> dict[Facet, dict[str, int]]:
        """Return how many incidents have each value of each facet."""
        return self.store.facets(self._case().query(asked))

    def opened(self, id: str, *, who: str | None = None) -> Opened:
        """Return one incident; raises StoreError where there is none.

        Where it is in a sample that `who` codes beside another, without what others decided of its
        claims.
        """
        with self._lock:
            file = self._case()
            account = self.store.account(id)
            blind = who is not None and self.blind(who, account.incident.id)
            if blind:
                account = self.store.account(id, eyes=who)
            incident = file.told(account)
        return Opened(incident=incident, account=account, records=account.records, blind=blind)

    def blind(self, who: str, incident: str) -> bool:
        """Return whether somebody codes an incident for a sample, without seeing the other's decisions."""
        return any(who in (s.a, s.b) and incident in s.incidents for s in self.store.samples())

    def _case(self) -> CaseFile:
        if time.monotonic() - self._since > _FRESH:
            self._file = CaseFile(self.store, agreements=self.agreements)
            self._since = time.monotonic()
        return self._file
