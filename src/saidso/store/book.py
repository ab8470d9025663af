"""The book of decisions: what people do to claims, incidents and reports, one method each.

Every method takes effect in one transaction and returns the entry that was added; when it returns,
the entry is on disk. It raises UsageError where its object is not there and adds nothing then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from saidso.decision import (
    AboutIncident,
    Decision,
    Fact,
    Kind,
    Value,
)
from saidso.errors import UsageError
from saidso.record import Slot, Span
from saidso.store.anchors import about_incident, about_report, quote
from saidso.store.database import Database
from saidso.store.desk import Desk
from saidso.store.effective import own_id
from saidso.store.facts import fact_value, value_of
from saidso.store.tasks import Task

Act = Callable[[Desk], Decision]


class Book:
    """The decisions of an open store. `by` is who decides, `why` the reason, in their own words.

    Claims are given by the name of their report and their id in the effective record, incidents by
    their id across reports.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # claims

    def accept(self, report: str, claim: str, *, by: str, why: str = "") -> Decision:
        """Say that a claim is what its words say."""
        return self._on_claim("accept", report, claim, by, why)

    def reject(self, report: str, claim: str, *, by: str, why: str = "") -> Decision:
        """Say that a claim is not what its words say; it takes no part in what is compared."""
        return self._on_claim("reject", report, claim, by, why)

    def edit(self, report: str, claim: str, new: Value, *, by: str, why: str = "") -> Decision:
        """Give a claim another value; the machine's stays in the log."""
        return self._on_claim("edit", report, claim, by, why, new=new)

    def add(
        self,
        report: str,
        incident: str,
        slot: Slot,
        new: Value,
        spans: Sequence[Span],
        *,
        by: str,
        why: str = "",
        speaker: Span | None = None,
    ) -> Decision:
        """Add a claim from selected words; without `speaker` the page says it in its own voice."""

        def act(desk: Desk) -> Decision:
            one = desk.record(report)
            text = one.record.report.text
            if not spans or not all(0 <= a < b <= len(text) for a, b in spans):
                raise UsageError("a claim needs words: give spans within the text of its report")
            home = desk.home(incident, report)
            return Decision(
                n=0,
                at="",
                kind="add",
                by=by,
                why=why,
                report=about_report(one.machine, desk.reading(report)),
                incidents=[home],
                words=[quote(text, span) for span in spans],
                speaker=quote(text, speaker) if speaker else None,
                slot=slot,
                new=new,
            )

        return self._do(act)

    def attach(self, report: str, claim: str, to: str, *, by: str, why: str = "") -> Decision:
        """Put a claim under another incident."""

        def act(desk: Desk) -> Decision:
            about = desk.about(report, claim)
            about_key = (about.incident.report.id, about.incident.report.name)
            target = desk.anchors(to)
            at_home = [a for a in target if (a.report.id, a.report.name) == about_key]
            made = AboutIncident(
                report=about.incident.report,
                incident=own_id(desk.next),
                type=desk.type(to),
                main=False,
                words=about.words,
            )
            return Decision(
                n=0,
                at="",
                kind="attach",
                by=by,
                why=why,
                claim=about,
                incidents=target,
                others=[] if at_home else [made],
            )

        return self._do(act)

    def detach(self, report: str, claim: str, *, by: str, why: str = "") -> Decision:
        """Take a claim out of its incident; it stays in its report."""
        return self._on_claim("detach", report, claim, by, why)

    # incidents

    def merge(self, into: str, others: Iterable[str], *, by: str, why: str = "") -> Decision:
        """Say that incidents are one happening."""

        def act(desk: Desk) -> Decision:
            kept = desk.anchors(into)
            group = desk.group(into).id
            rest = [o for o in dict.fromkeys(others) if desk.group(o).id != group]
            joined = [a for other in rest for a in desk.anchors(other)]
            if not joined:
                raise UsageError(f"merge: there is no other incident to join with {into}")
            return Decision(n=0, at="", kind="merge", by=by, why=why, incidents=kept, others=joined)

        return self._do(act)

    def split(
        self, incident: str, members: Iterable[tuple[str, str]], *, by: str, why: str = ""
    ) -> Decision:
        """Take incidents of reports, (report name, incident id) each, out into an incident of their own."""
        return self._part("split", incident, members, by, why)

    def unlink(self, report: str, incident: str, *, by: str, why: str = "") -> Decision:
        """Take a report out of an incident; what it tells is an incident of its own."""
        return self._part("unlink", incident, None, by, why, report=report)

    def link(self, report: str, to: str, *, by: str, why: str = "") -> Decision:
        """Put a report under an incident: its main incident joins it, or an empty one made for it."""

        def act(desk: Desk) -> Decision:
            target = desk.anchors(to)
            one = desk.record(report)
            main = next((i for i in one.record.incidents if i.main), None)
            if main is not None and desk.in_group(to, report, main.id):
                raise UsageError(f"link: {report} is in incident {to} already")
            about = about_report(one.machine, desk.reading(report))
            if main is not None:
                moved = about_incident(one.record, main, about.reading)
            else:
                moved = AboutIncident(
                    report=about,
                    incident=own_id(desk.next),
                    type=desk.type(to),
                    main=False,
                    words=[],
                )
            return Decision(
                n=0,
                at="",
                kind="link",
                by=by,
                why=why,
                report=about,
                incidents=target,
                others=[moved],
            )

        return self._do(act)

    def confirm(self, incident: str, *, by: str, why: str = "") -> Decision:
        """Confirm an incident as it stands."""
        return self._on_incident("confirm", incident, by, why)

    def reject_incident(self, incident: str, *, by: str, why: str = "") -> Decision:
        """Say that this is no incident."""
        return self._on_incident("reject_incident", incident, by, why)

    def flag(self, incident: str, on: bool = True, *, by: str, why: str = "") -> Decision:
        """Mark an incident for another look, or take the mark away."""
        return self._on_incident("flag", incident, by, why, on=on)

    def set(self, incident: str, fact: Fact, new: Value, *, by: str, why: str = "") -> Decision:
        """Set type, date, place, killed or injured of an incident as a whole.

        `new` has the value: an incident type, an EDTF date, a `place`, or low, best (`value`) and high.
        """

        def act(desk: Desk) -> Decision:
            return Decision(
                n=0,
                at="",
                kind="edit",
                by=by,
                why=why,
                incidents=desk.anchors(incident),
                fact=fact,
                old=desk.fact(incident, fact),
                new=fact_value(fact, new, by),
            )

        return self._do(act)

    # reports

    def mark(self, report: str, span: Span, residue: bool, *, by: str, why: str = "") -> Decision:
        """Mark text as residue or as body. Claims in residue take no part; body is read the next time."""

        def act(desk: Desk) -> Decision:
            one = desk.record(report)
            text = one.record.report.text
            if not 0 <= span[0] < span[1] <= len(text):
                raise UsageError(f"mark: [{span[0]}, {span[1]}] is no part of the text of {report}")
            return Decision(
                n=0,
                at="",
                kind="mark",
                by=by,
                why=why,
                report=about_report(one.machine, desk.reading(report)),
                words=[quote(text, span)],
                segment="residue" if residue else "paragraph",
            )

        return self._do(act)

    # the log

    def undo(self, n: int, *, by: str, why: str = "") -> Decision:
        """Take back an entry; an undo can be undone. Nothing is deleted."""

        def act(desk: Desk) -> Decision:
            entry = desk.entry(n)
            if not desk.in_force(n):
                raise UsageError(f"decision {n} is undone already")
            about = entry.report or (entry.claim.incident.report if entry.claim else None)
            return Decision(
                n=0,
                at="",
                kind="undo",
                by=by,
                why=why,
                undoes=n,
                report=about,
                incidents=entry.incidents,
                others=entry.others,
            )

        return self._do(act)

    def accept_all(
        self, seen: Iterable[Task], *, by: str, why: str = ""
    ) -> tuple[list[Decision], list[Task]]:
        """Accept the claims of a preview in one transaction; return the entries, and what was left out.

        Left out is what has another value than was seen, or was decided on meanwhile.
        """
        drafts: list[Decision] = []
        left: list[Task] = []
        with self._database.writing() as connection:
            desk = Desk(connection, self._database.place)
            for one in seen:
                try:
                    now = desk.claim(one.report, one.claim)
                except UsageError:
                    left.append(one)
                    continue
                decided = desk.record(one.report).decided
                if value_of(now) != one.seen or one.claim in decided:
                    left.append(one)
                    continue
                about = desk.about(one.report, one.claim)
                drafts.append(
                    Decision(
                        n=0,
                        at="",
                        kind="accept",
                        by=by,
                        why=why,
                        claim=about,
                        slot=now.slot,
                        old=value_of(now),
                    )
                )
            return desk.write_all(drafts), left

    def _part(
        self,
        kind: Kind,
        incident: str,
        members: Iterable[tuple[str, str]] | None,
        by: str,
        why: str,
        *,
        report: str | None = None,
    ) -> Decision:
        def act(desk: Desk) -> Decision:
            named = desk.members(incident)
            leave = [m for m in named if m[0] == report] if members is None else list(members)
            unknown = [m for m in leave if m not in named]
            if unknown:
                raise UsageError(f"{kind}: {unknown[0][0]} {unknown[0][1]} is not in {incident}")
            if not leave or len(leave) == len(named):
                raise UsageError(f"{kind}: name some of the reports of {incident}, not all or none")
            anchors = dict(zip(named, desk.anchors(incident), strict=True))
            return Decision(
                n=0,
                at="",
                kind=kind,
                by=by,
                why=why,
                incidents=[anchors[m] for m in named if m not in leave],
                others=[anchors[m] for m in leave],
            )

        return self._do(act)

    def _on_claim(
        self, kind: Kind, report: str, claim: str, by: str, why: str, *, new: Value | None = None
    ) -> Decision:
        def act(desk: Desk) -> Decision:
            now = desk.claim(report, claim)
            return Decision(
                n=0,
                at="",
                kind=kind,
                by=by,
                why=why,
                claim=desk.about(report, claim),
                slot=now.slot,
                old=value_of(now),
                new=new,
            )

        return self._do(act)

    def _on_incident(
        self, kind: Kind, incident: str, by: str, why: str, *, on: bool = True
    ) -> Decision:
        def act(desk: Desk) -> Decision:
            return Decision(
                n=0, at="", kind=kind, by=by, why=why, incidents=desk.anchors(incident), on=on
            )

        return self._do(act)

    def _do(self, act: Act) -> Decision:
        with self._database.writing() as connection:
            desk = Desk(connection, self._database.place)
            return desk.write(act(desk))
