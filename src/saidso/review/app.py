"""The app: its routes, its guard, and what happens when something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from saidso import __version__
from saidso.errors import SaidsoError, StoreError, UsageError
from saidso.hosts import LOOPBACK
from saidso.review import acts, agreement_page, incident_pages, lists, people, queue
from saidso.review.characters import plain, visible
from saidso.review.desk import Desk
from saidso.review.families import families
from saidso.review.guard import REPORTS, Breaches, Guard
from saidso.review.wording import slot_name

THEMES = ("light", "dark")


class Pages:
    """Makes answers of templates; one for an app."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("saidso.review"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"visible": visible, "plain": plain, "named": slot_name}
        self._templates.globals |= {"version": __version__, "families": families()}

    def show(
        self, request: Request, name: str, context: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:
        """Return a page made of the template `name`."""
        theme = request.cookies.get("theme")
        shared = {
            "path": request.url.path,
            "theme": theme if theme in THEMES else None,
            "person": getattr(request.state, "person", None),
            "auth": request.app.state.auth,
        }
        text = self._templates.get_template(name).render({**shared, **context})
        return HTMLResponse(text, status_code=status)


def create_app(
    desk: Desk,
    *,
    auth: bool = False,
    name: str = "reviewer",
    hosts: frozenset[str] | None = LOOPBACK,
    tell: Callable[[str], None] | None = None,
) -> Starlette:
    """Return the web app on a desk.

    With `auth` people sign in; without, whoever asks decides as `name`. `hosts` are the names it
    answers to, `tell` hears of breaches of the policy.
    """
    door = people.Door(desk.store, auth=auth, name=name)
    breaches = Breaches(tell)
    app = Starlette(
        routes=[
            Route("/", lambda _: RedirectResponse("/incidents")),
            *lists.routes,
            *incident_pages.routes,
            *acts.routes,
            *queue.routes,
            *agreement_page.routes,
            *people.routes,
            Route(REPORTS, breaches.endpoint, methods=["POST"]),
            Mount("/static", StaticFiles(directory=_static())),
        ],
        middleware=[Middleware(Guard, hosts=hosts), Middleware(BaseHTTPMiddleware, dispatch=door)],
        exception_handlers={SaidsoError: _told, HTTPException: _refused},
    )
    app.state.desk = desk
    app.state.auth = auth
    app.state.pages = Pages()
    app.state.breaches = breaches.reports
    return app


def _static() -> Path:
    return Path(str(resources.files("saidso.review").joinpath("static")))


def _told(request: Request, error: Exception) -> Response:
    """Say what is wrong in one sentence, as everywhere in saidso."""
    assert isinstance(error, SaidsoError)
    status = 404 if isinstance(error, StoreError) else 400 if isinstance(error, UsageError) else 500
    return _page(request, error.what, error.help, status)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what = "There is no such page." if error.status_code == 404 else error.detail
    return _page(request, what, "", error.status_code)


def _page(request: Request, what: str, help: str, status: int) -> Response:
    pages: Pages = request.app.state.pages
    what = what[:1].upper() + what[1:]
    return pages.show(request, "error.html", {"what": what, "help": help}, status)
