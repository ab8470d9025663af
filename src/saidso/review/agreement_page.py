"""The agreement page: how far two reviewers decide alike. For supervisors."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidso.review.desk import Desk
from saidso.review.lists import line
from saidso.review.people import person, supervisor


def agreement(request: Request) -> Response:
    """Show the agreement of the reviewers `a` and `b`, by default of the first two."""
    supervisor(request)
    desk: Desk = request.app.state.desk
    names = [one.name for one in desk.store.reviewers.all()]
    names += sorted(
        {e.decision.by for e in desk.store.log(newest_first=True, limit=2000)} - {*names}
    )
    a = _known(request.query_params.get("a"), names, 0)
    b = _known(request.query_params.get("b"), names, 1)
    drawn = [one.name for one in desk.store.samples()]
    sample = next((s for s in drawn if s == request.query_params.get("sample")), None)
    found = desk.store.agreement(a, b, sample=sample) if a and b and a != b else None
    context = {
        "reviewers": names,
        "a": a,
        "b": b,
        "found": found,
        "samples": drawn,
        "sample": sample,
    }
    return request.app.state.pages.show(request, "agreement.html", context)  # type: ignore[no-any-return]


def _known(name: str | None, names: list[str], place: int) -> str | None:
    if name in names:
        return name
    return names[place] if place < len(names) else None


def sample(request: Request) -> Response:
    """Show the incidents of a sample to those who code it; raises an HTTPException (404) for others."""
    desk: Desk = request.app.state.desk
    name = request.path_params["name"]
    who = person(request)
    found = next((s for s in desk.store.samples() if s.name == name), None)
    if found is None or not (who.supervises or who.name in (found.a, found.b)):
        raise HTTPException(404)
    lines = [line(desk.opened(id, who=who.name).incident) for id in found.incidents[:200]]
    return request.app.state.pages.show(request, "sample.html", {"sample": found, "lines": lines})  # type: ignore[no-any-return]


routes = [Route("/agreement", agreement), Route("/samples/{name}", sample)]
