"""The list of incidents, filtered."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidso.casefile import Asked
from saidso.incidents.ontology import load
from saidso.linked import LinkedIncident, Review, Verdict
from saidso.record import Tally
from saidso.review.characters import plain
from saidso.review.desk import Desk
from saidso.review.wording import SIGNS, day_of, slot_name, standing, title, when, where
from saidso.store import Listed, Sort

SORTS: dict[Sort, str] = {
    "latest": "latest first",
    "queue": "disputed first",
    "killed": "most killed first",
    "reports": "most reports first",
}
STATUSES: tuple[Review, ...] = ("suggested", "confirmed", "rejected")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An incident in one line. `slots` are those on which accounts stand against each other."""

    id: str
    type: str
    title: str
    when: str
    where: str
    killed: str
    injured: str
    reports: int
    origins: int
    verdict: Verdict
    sign: str
    word: str
    slots: list[str]
    status: Review
    flagged: bool
    claims: int = 0
    decided: int = 0


def line(incident: LinkedIncident) -> Line:
    """Return an incident in one line."""
    verdict, slots = standing(incident.slots)
    killed, injured = incident.slots.get("killed"), incident.slots.get("injured")
    return Line(
        id=incident.id,
        type=incident.type,
        title=title(incident),
        when=when(incident.date),
        where=where(incident.place),
        killed=killed.summary.shown if killed and killed.summary else "",
        injured=injured.summary.shown if injured and injured.summary else "",
        reports=len(incident.reports),
        origins=len(incident.origins),
        verdict=verdict,
        sign=SIGNS[verdict][0],
        word=SIGNS[verdict][1],
        slots=slots,
        status=incident.status,
        flagged=incident.flagged is not None,
    )


def listed(row: Listed) -> Line:
    """Return a row of the store's list in one line."""
    places = dict.fromkeys(p for p in (row.place, row.admin1, row.country) if p)
    at = plain(row.place) if row.place else ""
    front = slot_name(row.type).capitalize() + (f" in {at}" if at else "")
    day = day_of(row.date, row.earliest, row.latest)
    return Line(
        id=row.id,
        type=row.type,
        title=f"{front}, {day}" if row.date else front,
        when=day,
        where=plain(", ".join(places)) or "place not said",
        killed=_count(row.killed_low, row.killed, row.killed_high),
        injured=_count(row.injured_low, row.injured, row.injured_high),
        reports=row.reports,
        origins=row.origins,
        verdict=row.verdict,
        sign=SIGNS[row.verdict][0],
        word=SIGNS[row.verdict][1],
        slots=[slot_name(s) for s in (row.disputed or row.differ)],
        status=row.status,
        flagged=row.flagged,
        claims=row.claims,
        decided=row.decided,
    )


def _count(low: int | None, best: int | None, high: int | None) -> str:
    return "" if best is None else Tally(low=low, best=best, high=high, rule="").shown


def asked_for(given: dict[str, str]) -> Asked:
    """Return what the fields of the filter ask for."""
    return Asked(
        since=given.get("since"),
        until=given.get("until"),
        country=given.get("country"),
        type=given.get("type"),
        text=given.get("text"),
        main="all" not in given,
        status=next((s for s in STATUSES if s == given.get("status")), None),
        verdict=next((v for v in SIGNS if v == given.get("verdict")), None),
        sort=next((s for s in SORTS if s == given.get("sort")), "latest"),
    )


def incidents(request: Request) -> Response:
    """Show the incidents that are asked for (GET)."""
    desk: Desk = request.app.state.desk
    given = {k: v.strip() for k, v in request.query_params.items() if v.strip()}
    page = max(1, int(given["page"])) if given.get("page", "").isdecimal() else 1
    found = desk.listing(asked_for(given), min(page, 10**6))
    context = {
        "lines": [listed(row) for row in found.lines],
        "page": found.page,
        "more": found.more,
        "given": given,
        "filters": {k: v for k, v in given.items() if k != "page"},
        "types": load().ids,
        "sorts": SORTS,
        "statuses": STATUSES,
        "signs": SIGNS,
    }
    name = "incidents_list.html" if request.headers.get("hx-request") else "incidents.html"
    return request.app.state.pages.show(request, name, context)  # type: ignore[no-any-return]


routes = [Route("/incidents", incidents)]
