"""The pages of one incident: the text with its claims, and the views beside it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidso.casefile import Asked
from saidso.incidents.ontology import load
from saidso.review import dossier, logbook, reading
from saidso.review.atlas import Spot, spots
from saidso.review.desk import Desk, Opened
from saidso.review.entries import MODIFIERS, STATUSES
from saidso.review.lists import line, listed
from saidso.review.matrix import matrix
from saidso.review.people import person
from saidso.review.sources import picture, trees
from saidso.review.timeline import timeline
from saidso.review.wording import ORDER

TABS = (
    ("read", "Read"),
    ("matrix", "Matrix"),
    ("sources", "Sources"),
    ("timeline", "Timeline"),
    ("map", "Map"),
    ("history", "History"),
    ("dossier", "Dossier"),
    ("change", "Change"),
)


def opened(request: Request) -> Opened:
    """Return the incident that the address names; raises StoreError where there is none."""
    desk: Desk = request.app.state.desk
    return desk.opened(request.path_params["id"], who=person(request).name)


def show(request: Request, tab: str, found: Opened, context: dict[str, Any]) -> Response:
    """Return a tab of an incident."""
    shared = {
        "tab": tab,
        "tabs": TABS,
        "line": line(found.incident),
        "incident": found.incident,
        "base": f"/incidents/{found.incident.id}",
        "blind": found.blind,
        "view": None,
    }
    name = f"{tab}.html"
    return request.app.state.pages.show(request, name, {**shared, **context})  # type: ignore[no-any-return]


def read(request: Request) -> Response:
    """Show a report with its highlights, and its claims as cards."""
    found = opened(request)
    asked = request.query_params
    view = reading.view(
        found, report=asked.get("report"), claim=asked.get("claim"), part=asked.get("part")
    )
    known = {"view": view, "modifiers": MODIFIERS, "statuses": STATUSES, "slots": ORDER}
    return show(request, "read", found, known)


def show_matrix(request: Request) -> Response:
    """Show slots by origins."""
    found = opened(request)
    return show(request, "matrix", found, {"matrix": matrix(found.incident, found.records)})


def sources(request: Request) -> Response:
    """Show the chains of those who said it, as a picture and as a list."""
    found = opened(request)
    roots = trees(found.incident, found.records)
    return show(request, "sources", found, {"trees": roots, "picture": picture(roots)})


def show_timeline(request: Request) -> Response:
    """Show when it happened and when it was said."""
    found = opened(request)
    return show(request, "timeline", found, {"timeline": timeline(found.incident, found.records)})


def show_map(request: Request) -> Response:
    """Show where it happened, as precisely as is known."""
    found = opened(request)
    told: list[Spot] = spots(found.incident, found.records)
    return show(request, "map", found, {"spots": told})


def history(request: Request) -> Response:
    """Show who decided what of the incident, and what a newer reading has otherwise."""
    found = opened(request)
    desk: Desk = request.app.state.desk
    context = {
        "log": logbook.log_of(desk, found.incident.id, who=person(request).name),
        "differences": logbook.differences_of(desk, found.incident.id),
    }
    return show(request, "history", found, context)


def change(request: Request) -> Response:
    """Show the forms that merge, split, link and set facts; `text` looks for incidents to merge."""
    found = opened(request)
    desk: Desk = request.app.state.desk
    text = request.query_params.get("text", "").strip()
    asked = Asked(text=text or None, main=True)
    if not text and found.incident.date is not None:
        days = found.incident.date
        asked = Asked(since=days.earliest, until=days.latest, main=True)
    others = [listed(row) for row in desk.listing(asked, 1).lines if row.id != found.incident.id]
    names = {
        part.record.report.name: part.record.report.outlet or part.record.report.name
        for part in found.account.parts
    }
    members = [
        (names[part.record.report.name], part.record.report.name, part.incident.type)
        for part in found.account.parts
    ]
    context = {"text": text, "others": others[:20], "members": members, "types": load().ids}
    return show(request, "change", found, context)


def accept(request: Request) -> Response:
    """Show what a bulk decision would accept."""
    found = opened(request)
    desk: Desk = request.app.state.desk
    return show(request, "accept", found, {"tasks": logbook.offered(desk, found)})


def show_dossier(request: Request) -> Response:
    """Show all that the incident rests on, to print."""
    found = opened(request)
    return show(request, "dossier", found, dossier.contents(found))


def dossier_file(request: Request) -> Response:
    """Give the dossier as one file that needs no other."""
    found = opened(request)
    context = {**dossier.contents(found), "base": "#", "style": dossier.style()}
    context["policy"] = dossier.FILE_POLICY
    answer = show(request, "dossier_file", found, context)
    name = f"saidso-{found.incident.id}.html"
    answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    return answer


routes = [
    Route("/incidents/{id}", read),
    Route("/incidents/{id}/matrix", show_matrix),
    Route("/incidents/{id}/sources", sources),
    Route("/incidents/{id}/timeline", show_timeline),
    Route("/incidents/{id}/map", show_map),
    Route("/incidents/{id}/history", history),
    Route("/incidents/{id}/change", change),
    Route("/incidents/{id}/accept", accept),
    Route("/incidents/{id}/dossier", show_dossier),
    Route("/incidents/{id}/dossier.html", dossier_file),
]
