"""Acts: what people send from the pages, turned into decisions and kept before they are answered.

Every act is a plain form. Where it was sent by htmx the answer is the page that follows, of which
the browser takes the parts that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from saidso.errors import UsageError
from saidso.record import Record, Slot, Span
from saidso.review import entries
from saidso.review.cards import cards_of
from saidso.review.desk import Desk, Opened
from saidso.review.people import Person, person
from saidso.review.selection import selected, typed
from saidso.review.wording import ORDER
from saidso.store import Book


class Sent:
    """A form that somebody sent, with the desk that it is for."""

    def __init__(self, desk: Desk, form: FormData, who: Person) -> None:
        self.desk = desk
        self.who = who
        self._form = form

    def get(self, name: str) -> str:
        """Return a field without space around it, "" where it is not there."""
        value = self._form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def all(self, name: str) -> list[str]:
        """Return every value of a field."""
        return [v for v in self._form.getlist(name) if isinstance(v, str)]

    @property
    def book(self) -> Book:
        """The book of decisions."""
        return self.desk.store.decide

    @property
    def incident(self) -> str:
        """The incident that the form is about."""
        return self.get("incident")

    @property
    def by(self) -> str:
        """Who decides."""
        return self.who.name

    @property
    def why(self) -> str:
        """The reason that is given."""
        return self.get("why")[:1000]

    def opened(self) -> Opened:
        """Return the incident; raises StoreError where there is none."""
        return self.desk.opened(self.incident, who=self.by)

    def record(self) -> Record:
        """Return the record of the report that the form is about; raises UsageError."""
        found = self.opened().records.get(self.get("report"))
        if found is None:
            raise UsageError("the incident has no such report", help="open it again")
        return found

    def span(self) -> Span:
        """Return the words that were selected, or else typed; raises UsageError."""
        report = self.record().report
        if self.get("from") and self.get("to"):
            return selected(report, self.get("from"), self.get("to"))
        return typed(report, self.get("words"))


LOG = 2000
"""Entries of the log, the latest ones, among which one's own last decision is looked for."""
Act = Callable[[Sent], str]
"""Does what was sent and returns the address of the page that follows."""


def page(sent: Sent, **asked: str) -> str:
    """Return the address of an incident."""
    known = {k: v for k, v in asked.items() if v}
    return f"/incidents/{sent.incident}" + (f"?{urlencode(known)}" if known else "")


def _at_claim(sent: Sent) -> str:
    return page(sent, report=sent.get("report"), claim=sent.get("claim"))


def following(sent: Sent) -> str:
    """Return the page of the next claim that nobody decided on: in this report, else in another."""
    opened = sent.opened()
    report, claim = sent.get("report"), sent.get("claim")
    names = opened.incident.reports
    start = names.index(report) if report in names else 0
    for name in [*names[start:], *names[:start]]:
        cards = cards_of(opened.records[name], opened.own(name))
        ids = [c.id for c in cards]
        at = ids.index(claim) if name == report and claim in ids else -1
        decided = opened.decided(name)
        for id in [*ids[at + 1 :], *ids[: at + 1]]:
            if id not in decided:
                return page(sent, report=name, claim=id)
    return page(sent, report=report, claim=claim)


def accept(sent: Sent) -> str:
    """Accept a claim."""
    sent.book.accept(sent.get("report"), sent.get("claim"), by=sent.by, why=sent.why)
    return following(sent)


def reject(sent: Sent) -> str:
    """Reject a claim."""
    sent.book.reject(sent.get("report"), sent.get("claim"), by=sent.by, why=sent.why)
    return following(sent)


def edit(sent: Sent) -> str:
    """Give a claim another value."""
    claims = {c.id: c for c in sent.record().claims}
    claim = claims.get(sent.get("claim"))
    if claim is None:
        raise UsageError("there is no such claim any more", help="open the incident again")
    new = entries.value_of(claim.slot, sent.get)
    sent.book.edit(sent.get("report"), claim.id, new, by=sent.by, why=sent.why)
    return _at_claim(sent)


def add(sent: Sent) -> str:
    """Add a claim from selected or typed words."""
    slot = _slot(sent)
    span = sent.span()
    report = sent.record().report
    given = sent.get("value") or report.text[slice(*span)]
    new = entries.value_of(slot, lambda name: given if name == "value" else sent.get(name))
    speaker = sent.get("speaker")
    found = typed(report, speaker, near=span[0]) if speaker else None
    made = sent.book.add(
        sent.get("report"),
        sent.incident,
        slot,
        new,
        [span],
        by=sent.by,
        why=sent.why,
        speaker=found,
    )
    return page(sent, report=sent.get("report"), claim=f"d{made.n}")


def _slot(sent: Sent) -> Slot:
    for slot in ORDER:
        if slot == sent.get("slot"):
            return slot
    raise UsageError("choose what the words tell of")


def mark(sent: Sent) -> str:
    """Mark selected words as residue, or with "unmark" as text."""
    residue = sent.get("act") != "unmark"
    sent.book.mark(sent.get("report"), sent.span(), residue, by=sent.by, why=sent.why)
    return page(sent, report=sent.get("report"))


def attach(sent: Sent) -> str:
    """Put a claim under another incident."""
    to = sent.desk.opened(sent.get("to")).incident.id
    sent.book.attach(sent.get("report"), sent.get("claim"), to, by=sent.by, why=sent.why)
    return following(sent)


def detach(sent: Sent) -> str:
    """Take a claim out of its incident."""
    sent.book.detach(sent.get("report"), sent.get("claim"), by=sent.by, why=sent.why)
    return following(sent)


def confirm(sent: Sent) -> str:
    """Confirm an incident."""
    sent.book.confirm(sent.incident, by=sent.by, why=sent.why)
    return _at_claim(sent)


def reject_incident(sent: Sent) -> str:
    """Say that this is no incident."""
    sent.book.reject_incident(sent.incident, by=sent.by, why=sent.why)
    return _at_claim(sent)


def flag(sent: Sent) -> str:
    """Flag an incident, or take the flag away."""
    on = sent.opened().incident.flagged is None
    sent.book.flag(sent.incident, on, by=sent.by, why=sent.why)
    return _at_claim(sent)


def merge(sent: Sent) -> str:
    """Join other incidents with this one."""
    others = [o for o in sent.all("other") if o] or [o for o in sent.get("others").split() if o]
    found = [sent.desk.opened(o).incident.id for o in others]
    sent.book.merge(sent.incident, found, by=sent.by, why=sent.why)
    return page(sent) + "/history"


def split(sent: Sent) -> str:
    """Take reports out into an incident of their own."""
    members = sent.opened().account.members
    chosen = [
        members[int(k)] for k in sent.all("member") if k.isdecimal() and int(k) < len(members)
    ]
    sent.book.split(sent.incident, chosen, by=sent.by, why=sent.why)
    return page(sent) + "/history"


def link(sent: Sent) -> str:
    """Put a report under this incident."""
    sent.book.link(sent.get("linked"), sent.incident, by=sent.by, why=sent.why)
    return page(sent, report=sent.get("linked"))


def set_fact(sent: Sent) -> str:
    """Set type, day or counts of the incident as a whole."""
    fact, new = entries.fact_of(sent.get)
    sent.book.set(sent.incident, fact, new, by=sent.by, why=sent.why)
    return page(sent)


def accept_all(sent: Sent) -> str:
    """Accept the claims that a preview showed, as they were shown."""
    shown = set(sent.all("seen"))
    seen = [t for t in entries.previewed(sent.desk, sent.incident) if entries.token(t) in shown]
    if not seen:
        raise UsageError(
            "nothing of what was shown waits any more", help="look at the preview again"
        )
    sent.book.accept_all(seen, by=sent.by, why=sent.why)
    return page(sent) + "/history"


def undo(sent: Sent) -> str:
    """Take back an entry of the log, by default one's own latest one that is in force."""
    number = sent.get("n")
    log = sent.desk.store.log(newest_first=True, limit=LOG)
    if number.isdecimal():
        theirs = next((e.decision.by for e in log if e.decision.n == int(number)), None)
        if theirs != sent.by and not sent.who.supervises:
            raise UsageError(f"decision {number} is not yours", help="ask a supervisor to undo it")
        sent.book.undo(int(number), by=sent.by, why=sent.why)
        return page(sent) + "/history"
    own = (e.decision for e in log if e.in_force and e.decision.by == sent.by)
    last = next((d for d in own if d.kind != "undo"), None)
    if last is None:
        raise UsageError("there is no decision of yours to undo")
    sent.book.undo(last.n, by=sent.by, why=sent.why)
    return entries.place_of(sent.desk, last, sent.incident)


ACTS: Mapping[str, Act] = {
    "accept": accept,
    "reject": reject,
    "edit": edit,
    "add": add,
    "mark": mark,
    "unmark": mark,
    "attach": attach,
    "detach": detach,
    "confirm": confirm,
    "reject_incident": reject_incident,
    "flag": flag,
    "merge": merge,
    "split": split,
    "link": link,
    "set": set_fact,
    "accept_all": accept_all,
    "undo": undo,
}


async def decide(request: Request) -> Response:
    """Do what a form asks for (POST) and lead on; nothing is done without the session's token."""
    form = await request.form(max_fields=5000)
    who = person(request)
    who.check(form.get("csrf"))
    sent = Sent(request.app.state.desk, form, who)
    act = ACTS.get(sent.get("act"))
    if act is None:
        raise UsageError("there is no such act")
    return RedirectResponse(await run_in_threadpool(act, sent), status_code=303)


routes = [Route("/decide", decide, methods=["POST"])]
