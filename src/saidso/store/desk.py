"""The desk: one transaction in which a decision is made: what it is about is looked up, then it is added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from saidso.decision import AboutClaim, AboutIncident, Decision, Fact, Value
from saidso.errors import UsageError
from saidso.incidents.comparing.report_names import called
from saidso.incidents.ontology import load
from saidso.linked import LinkedIncident
from saidso.record import Claim
from saidso.store import decisions, listing, lookup, reviewers
from saidso.store.accounts import account
from saidso.store.anchors import about_claim, about_incident, about_report
from saidso.store.effective import Effective
from saidso.store.scenes import Group, Node, Scene, effective_of, scene
from saidso.store.tables import records


class Desk:
    """What stands in the store at the beginning of a transaction."""

    def __init__(self, connection: Connection, place: str) -> None:
        self._connection = connection
        self._place = place
        self._scenes: dict[str, Scene] = {}
        self._alone: dict[str, tuple[int, Effective, str]] = {}

    @property
    def next(self) -> int:
        """The number that the entry will have."""
        return decisions.head(self._connection)[0] + 1

    # incidents

    def group(self, id: str) -> Group:
        """Return an incident across reports; raises UsageError where there is none or several."""
        found = sorted(listing.ids_like(self._connection, id))
        if len(found) != 1:
            what = (
                f"{len(found)} incidents begin with {id}" if found else f"there is no incident {id}"
            )
            raise UsageError(f"store {self._place}: {what}", help="`saidso incidents` lists them")
        (full,) = found
        if full not in self._scenes:
            nodes = listing.members(self._connection, full)
            self._scenes[full] = scene(self._connection, nodes)
        return next(g for g in self._scenes[full].groups if g.id == full)

    def _scene(self, id: str) -> Scene:
        return self._scenes[self.group(id).id]

    def members(self, id: str) -> list[tuple[str, str]]:
        """Return (report name, incident id) of the incidents of reports in an incident."""
        group = self.group(id)
        called = self._scene(id).called(group)
        return [(called[row], i) for row, i in group.nodes]

    def in_group(self, id: str, report: str, incident: str) -> bool:
        """Return whether an incident of a report is in an incident across reports."""
        return (report, incident) in self.members(id)

    def anchors(self, id: str) -> list[AboutIncident]:
        """Return the anchors of the incidents of reports in an incident, in the order of `members`."""
        found = self._scene(id)
        return [self._anchor(found.records[row], node, row) for row, node in self.group(id).nodes]

    def home(self, id: str, report: str) -> AboutIncident:
        """Return the incident of a report in an incident across reports; raises UsageError."""
        anchors = dict(zip(self.members(id), self.anchors(id), strict=True))
        found = [a for (name, _), a in anchors.items() if name == report]
        if not found:
            raise UsageError(
                f"report {report} is not in incident {id}", help="link the report to it first"
            )
        return next((a for a in found if a.main), found[0])

    def _anchor(self, one: Effective, id: str, row: int) -> AboutIncident:
        reading = self._digest(row)
        machine = next((i for i in one.machine.incidents if i.id == id), None)
        if machine is not None:
            return about_incident(one.machine, machine, reading)
        made = next(i for i in one.record.incidents if i.id == id)
        about = about_report(one.machine, reading)
        return AboutIncident(report=about, incident=id, type=made.type, main=False, words=[])

    def type(self, id: str) -> str:
        """Return the type of an incident as it stands."""
        return self.told(id).type

    def told(self, id: str) -> LinkedIncident:
        """Return an incident across reports as it stands."""
        group, found = self.group(id), self._scene(id)
        return account(self._connection, group, found, load()).incident

    def fact(self, id: str, fact: Fact) -> Value:
        """Return a fact of an incident as it stands."""
        one = self.told(id)
        if fact == "type":
            return Value(value=one.type)
        if fact == "date":
            return Value(date=one.date)
        if fact == "place":
            return Value(place=one.place)
        slot = one.slots.get(fact)
        return Value(tally=slot.summary if slot else None)

    # reports

    def _report(self, name: str) -> tuple[int, Effective, str]:
        if name not in self._alone:
            found = lookup.newest(self._connection, name)
            if not found:
                raise UsageError(f"store {self._place}: there is no report {name}")
            if len(found) > 1:
                names = ", ".join(called(name, id) for id in sorted(found)[:5])
                raise UsageError(
                    f"store {self._place}: {len(found)} reports are called {name}",
                    help=f"say which: {names}",
                )
            (row,) = found.values()
            self._alone[name] = (row, effective_of(self._connection, row), self._digest(row))
        return self._alone[name]

    def _digest(self, row: int) -> str:
        found: str | None = self._connection.scalar(
            select(records.c.digest).where(records.c.row == row)
        )
        return found or ""

    def record(self, report: str) -> Effective:
        """Return a report as it stands, by its name; raises UsageError where there is none."""
        return self._report(report)[1]

    def reading(self, report: str) -> str:
        """Return the SHA-256 of the current reading of a report."""
        return self._report(report)[2]

    def claim(self, report: str, id: str) -> Claim:
        """Return a claim of a report as it stands; raises UsageError where there is none."""
        for claim in self.record(report).record.claims:
            if claim.id == id:
                return claim
        raise UsageError(f"store {self._place}: report {report} has no claim {id}")

    def about(self, report: str, id: str) -> AboutClaim:
        """Return the anchor of a claim: of the machine's, or of what a decision made."""
        claim = self.claim(report, id)
        one = self.record(report)
        machine = next((c for c in one.machine.claims if c.id == id), None)
        if machine is not None:
            return about_claim(one.machine, machine, self.reading(report))
        entry = self.entry(int(id.removeprefix("d")))
        if entry.claim is not None:
            return entry.claim
        return AboutClaim(
            incident=entry.incidents[0],
            slot=claim.slot,
            words=entry.words,
            value=claim.value,
            low=claim.low,
            high=claim.high,
            stance=claim.stance,
            status=claim.status,
            added=entry.n,
        )

    # the log

    def entry(self, n: int) -> Decision:
        """Return an entry of the log; raises UsageError where there is none."""
        return decisions.entry(self._connection, n, self._place)

    def in_force(self, n: int) -> bool:
        """Return whether an entry is not undone."""
        return decisions.in_force(self._connection, n)

    def write(self, draft: Decision) -> Decision:
        """Add the entry, and bring the list of incidents up to date with it."""
        return self.write_all([draft])[0]

    def write_all(self, drafts: Sequence[Decision]) -> list[Decision]:
        """Add entries one after the other, and bring the list of incidents up to date with them."""
        touched: set[Node] = set()
        made: list[Decision] = []
        for draft in drafts:
            if not draft.by.strip():
                raise UsageError("a decision needs the name of who decides")
            if not reviewers.may_decide(self._connection, draft.by):
                raise UsageError(f"reviewer {draft.by} was deactivated and decides no more")
        reports = {report for draft in drafts for report in draft.reports}
        touched |= self._touched(reports)
        made = [decisions.append(self._connection, draft) for draft in drafts]
        touched |= self._touched(reports)
        listing.refresh(self._connection, touched)
        return made

    def _touched(self, reports: Iterable[tuple[str, str]]) -> set[Node]:
        """Return the incidents of reports (id, name) as they stand."""
        out: set[Node] = set()
        for id, name in reports:
            newest = select(func.max(records.c.row)).where(
                records.c.report == id, records.c.name == name
            )
            row = self._connection.scalar(newest)
            if row is not None:
                one = effective_of(self._connection, row)
                out |= {(row, i.id) for i in one.record.incidents}
        return out
