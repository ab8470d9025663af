"""The pages of one incident: the text with its claims, and the views beside it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidso.review import dossier, reading
from saidso.review.atlas import Spot, spots
from saidso.review.desk import Desk, Opened
from saidso.review.lists import line
from saidso.review.matrix import matrix
from saidso.review.sources import picture, trees
from saidso.review.timeline import timeline

TABS = (
    ("read", "Read"),
    ("matrix", "Matrix"),
    ("sources", "Sources"),
    ("timeline", "Timeline"),
    ("map", "Map"),
    ("history", "History"),
    ("dossier", "Dossier"),
)


def opened(request: Request) -> Opened:
    """Return the incident that the address names; raises StoreError where there is none."""
    desk: Desk = request.app.state.desk
    return desk.opened(request.path_params["id"])


def show(request: Request, tab: str, found: Opened, context: dict[str, Any]) -> Response:
    """Return a tab of an incident."""
    shared = {
        "tab": tab,
        "tabs": TABS,
        "line": line(found.incident),
        "incident": found.incident,
        "base": f"/incidents/{found.incident.id}",
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
    return show(request, "read", found, {"view": view})


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
    """Show who decided what of the incident."""
    return show(request, "history", opened(request), {})


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
    Route("/incidents/{id}/dossier", show_dossier),
    Route("/incidents/{id}/dossier.html", dossier_file),
]
