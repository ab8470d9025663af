"""The case file: the incidents of a store across its reports, compared when they are asked for.

What links the reports and which of them are copies is the store's; what they say, who says it and
how far they agree is worked out here from the current records, so that it is never out of date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import msgspec

from saidso.errors import StoreError, UsageError
from saidso.incidents import copies, counting, provisions, standing
from saidso.incidents.agreeing import Comparison
from saidso.incidents.agreements import Agreement
from saidso.incidents.comparing import compare, of_incident
from saidso.incidents.counting import Known
from saidso.incidents.linking import Linked
from saidso.incidents.ontology import Ontology, load
from saidso.incidents.sayings import Said, parts_of, sayings
from saidso.incidents.speakers import bare
from saidso.incidents.subjects import Part
from saidso.incidents.values import Bounds
from saidso.linked import LinkedIncident, Origin, Quoted, SetAside
from saidso.record import Incident, Record
from saidso.resolving.countries import countries, country_named
from saidso.store import Store

SHORTEST = 3
"""Characters of an incident's id that are enough to ask for it."""


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

    @cached_property
    def _records(self) -> dict[str, Record]:
        return {record.report.name: record for record in self._store.records()}

    @cached_property
    def _linked(self) -> dict[str, Linked]:
        return {one.id: one for one in self._store.linked()}

    def incidents(self, asked: Asked | None = None) -> Iterator[LinkedIncident]:
        """Yield the incidents that are asked for, the latest first; raises UsageError."""
        for id in self._chosen(asked or Asked()):
            yield self._compared(self._linked[id])

    def incident(self, id: str, *, without: Sequence[str] = ()) -> LinkedIncident:
        """Return one incident by its id or its beginning, as it stands without those named.

        Raises StoreError where no incident or several begin so, UsageError for an unknown name.
        """
        return self._compared(self._linked[self._full(id)], without=without)

    def records_of(self, incident: LinkedIncident) -> dict[str, Record]:
        """Return the records of the reports of an incident."""
        return {name: self._records[name] for name in incident.reports}

    def _full(self, id: str) -> str:
        if id in self._linked:
            return id
        fits = [known for known in self._linked if known.startswith(id)]
        if len(fits) == 1 and len(id) >= SHORTEST:
            return fits[0]
        by_report = [
            one.id
            for one in self._linked.values()
            for name, own in one.members
            if name == id and self._incident(name, own).main
        ]
        if len(by_report) == 1:
            return by_report[0]
        what = f"{len(fits)} incidents begin with {id}" if fits else f"there is no incident {id}"
        raise StoreError(
            f"store {self._store.place}: {what}",
            help="`saidso incidents` lists them with their ids",
        )

    def _incident(self, name: str, id: str) -> Incident:
        return next(i for i in self._records[name].incidents if i.id == id)

    def _chosen(self, asked: Asked) -> list[str]:
        """Return the ids of the incidents that are asked for, the latest first."""
        since, until = (_day(d, n) for d, n in ((asked.since, "--since"), (asked.until, "--until")))
        country = _country(asked.country)
        if asked.type is not None and asked.type not in self._types.ids:
            raise UsageError(
                f"there is no incident type {asked.type}",
                help=f"types are {', '.join(self._types.ids)}",
            )
        named = None
        if asked.text is not None:
            named = {name for _, name in self._store.search(asked.text)}
        found = []
        for one in self._linked.values():
            members = [self._incident(name, id) for name, id in one.members]
            known = _known(one, members, self._records)
            if asked.main and not any(i.main for i in members):
                continue
            if named is not None and named.isdisjoint(name for name, _ in one.members):
                continue
            if asked.type is not None and asked.type not in known.types:
                continue
            if country is not None and known.country != country:
                continue
            if since is not None and (known.latest is None or known.latest < since):
                continue
            if until is not None and (known.earliest is None or known.earliest > until):
                continue
            main = any(i.main for i in members)
            found.append((known.latest or "", main, len(one.members), one.id))
        found.sort(key=lambda row: row[3])
        return [id for *_, id in sorted(found, key=lambda row: row[:3], reverse=True)]

    @cached_property
    def _all_known(self) -> list[Known]:
        out = []
        for one in self._linked.values():
            members = [self._incident(name, id) for name, id in one.members]
            out.append(_known(one, members, self._records))
        return out

    def _compared(self, one: Linked, *, without: Sequence[str] = ()) -> LinkedIncident:
        names = sorted({name for name, _ in one.members})
        reports = [self._records[name].report for name in names]
        pairs = copies.find_pairs(reports) if len(reports) > 1 else []
        origins = of_incident([_origin(c) for c in copies.origins(reports, pairs)], set(names))
        parts = parts_of(one.members, self._records, origins)
        said = sayings(parts, origins)
        kept = self._standing(said, without, parts, origins) if without else None
        found = compare(
            one.id, one.members, self._records, origins, ontology=self._types, keep=kept
        )
        told = said if kept is None else kept
        killed = found.slots["killed"].summary if "killed" in found.slots else None
        bounds: Bounds | None = None
        if killed is not None and killed.low is not None:
            bounds = (killed.low, float("inf") if killed.high is None else killed.high)
        counts = any(s.claim.slot in ("ordinal", "tally") for s in told)
        checks = []
        if counts:
            checks = counting.check(
                told, found, self._all_known, ontology=self._types, killed=bounds
            )
        aside = None
        if without:
            slots = {s.claim.slot for s in said} - set(found.slots)
            fallen = len({(s.part.record.report.name, s.claim.id) for s in said}) - len(
                {(s.part.record.report.name, s.claim.id) for s in told}
            )
            aside = SetAside(names=list(without), claims=fallen, fallen=sorted(slots))
        return msgspec.structs.replace(
            found,
            checks=checks,
            alleged=provisions.alleged(told, found, self._agreements),
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


def _origin(copy: copies.Origin) -> Origin:
    parts = [Quoted(report=p.report, spans=list(p.spans)) for p in copy.parts]
    return Origin(reports=list(copy.reports), wire=copy.wire, parts=parts)


def _known(one: Linked, members: Iterable[Incident], records: Mapping[str, Record]) -> Known:
    """Return an incident as counts need it: types, days, country, who takes part."""
    found = list(members)
    days = [d for i in found if (d := i.date) is not None and d.earliest and d.latest]
    places = [i.place for i in found if i.place is not None]
    killed = [i.killed for i in found if i.killed is not None and i.killed.low is not None]
    words: set[str] = set()
    codes = {p.country for p in places if p.country}
    for (name, _), incident in zip(one.members, found, strict=True):
        ids = {*incident.perpetrators, *incident.victims, *incident.targets, *incident.instruments}
        words.update(bare(incident.type.replace("_", " ")))
        for entity in records[name].entities:
            if entity.id in ids:
                words.update(bare(entity.name))
                codes.update(c for c in (entity.codes.get("country"),) if c)
    for place in places:
        words.update(w for text in (place.name, place.admin1) if text for w in bare(text))
    finest = min(days, key=lambda d: (d.earliest != d.latest, d.earliest), default=None)
    bounds = None
    if killed:
        tops = [float("inf") if t.high is None else float(t.high) for t in killed]
        bounds = (min(float(t.low or 0) for t in killed), max(tops))
    return Known(
        id=one.id,
        types=tuple(sorted({i.type for i in found})),
        earliest=finest.earliest if finest else None,
        latest=finest.latest if finest else None,
        country=min((p.country for p in places if p.country), default=None),
        killed=bounds,
        words=frozenset(words),
        countries=frozenset(codes),
        places=frozenset(p.gazetteer or p.name for p in places),
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
