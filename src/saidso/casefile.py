"""The case file: the incidents of a store across its reports, as they stand when they are asked for.

What links the reports, which of them are copies, what is told and what people decided of it is the
store's; checks of counts, agreements and what stands without a speaker are put to it here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

import msgspec

from saidso.errors import UsageError
from saidso.incidents.agreements import Agreement
from saidso.incidents.comparing import counting, provisions, standing
from saidso.incidents.comparing.agreeing import Comparison
from saidso.incidents.comparing.counting import Known
from saidso.incidents.comparing.sayings import Said
from saidso.incidents.comparing.subjects import Part
from saidso.incidents.ontology import Ontology, load
from saidso.incidents.values import Bounds
from saidso.linked import LinkedIncident, Origin, Review, SetAside, Verdict
from saidso.record import Record
from saidso.resolving.countries import countries, country_named
from saidso.store import Account, Listed, Query, Sort, Store


class Asked(msgspec.Struct, frozen=True):
    """Which incidents are asked for; what is left empty asks for all.

    `since` and `until` are ISO dates, `country` a code of three letters or a name, `type` the id of
    an incident type, `text` words of the reports. `main`: only incidents that some report is about.
    """

    since: str | None = None
    until: str | None = None
    country: str | None = None
    type: str | None = None
    text: str | None = None
    main: bool = False
    status: Review | None = None
    verdict: Verdict | None = None
    sort: Sort = "latest"


class CaseFile:
    """The linked incidents of an open store."""

    def __init__(
        self,
        store: Store,
        *,
        types: Ontology | None = None,
        agreements: Sequence[Agreement] = (),
    ) -> None:
        self._store = store
        self._types = types or load()
        self._agreements = agreements
        self._told: dict[str, dict[str, Record]] = {}

    def listed(
        self, asked: Asked | None = None, *, limit: int | None = None, offset: int = 0
    ) -> list[Listed]:
        """Return one line for each incident that is asked for, in its order; raises UsageError."""
        return self._store.shelf(self.query(asked or Asked()), limit=limit, offset=offset)

    def incidents(self, asked: Asked | None = None) -> Iterator[LinkedIncident]:
        """Yield the incidents that are asked for, the latest first; raises UsageError."""
        for one in self.listed(asked):
            yield self.incident(one.id)

    def every(self) -> Iterator[tuple[LinkedIncident, dict[str, Record]]]:
        """Yield all incidents with the records of their reports; one of them is held at a time."""
        for id in self._store.ids():
            incident = self.incident(id)
            yield incident, self.records_of(incident)

    def incident(self, id: str, *, without: Sequence[str] = ()) -> LinkedIncident:
        """Return one incident by its id or its beginning, as it stands without those named.

        Raises StoreError where no incident or several begin so, UsageError for an unknown name.
        """
        return self._compared(self._store.account(id), without=without)

    def told(self, account: Account) -> LinkedIncident:
        """Return the incident of an account, with its counts and agreements checked."""
        return self._compared(account)

    def records_of(self, incident: LinkedIncident) -> dict[str, Record]:
        """Return the records of the reports of an incident, with what people decided of them."""
        if incident.id not in self._told:
            self._told[incident.id] = self._store.account(incident.id).records
        return self._told[incident.id]

    def query(self, asked: Asked) -> Query:
        """Return what to ask the list of the store for; raises UsageError."""
        since, until = (_day(d, n) for d, n in ((asked.since, "--since"), (asked.until, "--until")))
        if asked.type is not None and asked.type not in self._types.ids:
            raise UsageError(
                f"there is no incident type {asked.type}",
                help=f"types are {', '.join(self._types.ids)}",
            )
        return Query(
            since=since,
            until=until,
            country=_country(asked.country),
            type=asked.type,
            main=asked.main,
            text=asked.text,
            status=asked.status,
            verdict=asked.verdict,
            sort=asked.sort,
        )

    @cached_property
    def _all_known(self) -> list[Known]:
        return self._store.known()

    def _compared(self, told: Account, *, without: Sequence[str] = ()) -> LinkedIncident:
        found, said, parts, origins = told.incident, told.said, told.parts, told.origins
        self._told = {found.id: told.records}
        kept = self._standing(said, without, parts, origins) if without else said
        if without:
            found = told.without(kept, self._types)
        killed = found.slots["killed"].summary if "killed" in found.slots else None
        bounds: Bounds | None = None
        if killed is not None and killed.low is not None:
            bounds = (killed.low, float("inf") if killed.high is None else killed.high)
        counts = any(s.claim.slot in ("ordinal", "tally") for s in kept)
        checks = []
        if counts:
            checks = counting.check(
                kept, found, self._all_known, ontology=self._types, killed=bounds
            )
        aside = None
        if without:
            slots = {s.claim.slot for s in said} - set(found.slots)
            fallen = len({(s.part.record.report.name, s.claim.id) for s in said}) - len(
                {(s.part.record.report.name, s.claim.id) for s in kept}
            )
            aside = SetAside(names=list(without), claims=fallen, fallen=sorted(slots))
        return msgspec.structs.replace(
            found,
            checks=checks,
            alleged=provisions.alleged(kept, found, self._agreements),
            provisions=provisions.matching(found, parts, self._agreements),
            without=aside,
        )

    def _standing(
        self,
        said: Sequence[Said],
        without: Sequence[str],
        parts: Sequence[Part],
        origins: Sequence[Origin],
    ) -> list[Said]:
        comparison = Comparison(parts, said, self._types)
        return standing.believed(
            said, without, origins, value=lambda s: comparison.key(s.claim.slot, s)
        )


def _day(text: str | None, option: str) -> str | None:
    """Return an ISO date; raises UsageError where it is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"{option} {text}: give a day like 2017-11-13") from error


def _country(text: str | None) -> str | None:
    """Return the alpha-3 code of a country given by code or name; raises UsageError."""
    if text is None:
        return None
    code = text.upper() if text.upper() in countries() else country_named(text.title())
    if code is None:
        raise UsageError(
            f"--country {text}: there is no such country", help="give a name, or a code like NGA"
        )
    return code
