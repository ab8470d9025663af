"""The queue: the incident that waits first, and the one after it; nothing is decided by moving on."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from saidso.review.desk import Desk
from saidso.store import Query

WAITING = Query(status="suggested", main=True, sort="queue")
"""Incidents that somebody is to look at: disputed first, single origins next."""


def queue(request: Request) -> Response:
    """Lead to the first incident that waits, or with `after` to the one behind that incident."""
    desk: Desk = request.app.state.desk
    after = request.query_params.get("after")
    if after:
        found = desk.store.after(after, WAITING)
    else:
        found = next(iter(desk.store.shelf(WAITING, limit=1)), None)
    if found is None:
        return request.app.state.pages.show(request, "queue_end.html", {"after": after})  # type: ignore[no-any-return]
    first = next(iter(desk.store.tasks(found.id)), None)
    asked = urlencode({"report": first.report, "claim": first.claim}) if first else ""
    return RedirectResponse(f"/incidents/{found.id}" + (f"?{asked}" if asked else ""))


routes = [Route("/queue", queue)]
