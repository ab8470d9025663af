"""People: who sits at the desk, by a session where names are asked for, else the owner of the computer."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from saidso.errors import UsageError
from saidso.review.desk import Desk
from saidso.store import Store

COOKIE = "saidso-session"
OPEN = ("/login", "/static/", "/csp-report")
"""What may be asked for without a session: paths, or beginnings that end in a slash."""


class Person:
    """Who decides: name, role, and the token that every form of theirs carries."""

    def __init__(self, name: str, *, supervises: bool, csrf: str) -> None:
        self.name = name
        self.supervises = supervises
        self.csrf = csrf

    def check(self, token: object) -> None:
        """Raise UsageError where a form does not carry the token."""
        if not isinstance(token, str) or not hmac.compare_digest(token, self.csrf):
            raise UsageError("the form was not sent from this page", help="open the page again")


class Door:
    """Who may come in. Without `auth` everybody is the one person whose computer it is."""

    def __init__(self, store: Store, *, auth: bool, name: str) -> None:
        self._store = store
        self.auth = auth
        self._owner = Person(name, supervises=True, csrf=secrets.token_urlsafe(32))

    def of(self, request: Request) -> Person | None:
        """Return who asks, None where nobody is signed in."""
        if not self.auth:
            return self._owner
        token = request.cookies.get(COOKIE)
        session = self._store.reviewers.session(token) if token else None
        if session is None or not session.reviewer.active:
            return None
        return Person(
            session.reviewer.name,
            supervises=session.reviewer.role == "supervisor",
            csrf=session.csrf,
        )

    async def __call__(
        self, request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        """Let a request in with its person, or send it to the sign-in page."""
        path = request.url.path
        request.state.person = await run_in_threadpool(self.of, request)
        if request.state.person is None and not any(
            path == known or (known.endswith("/") and path.startswith(known)) for known in OPEN
        ):
            if request.method != "GET":
                return Response("Sign in again.", status_code=403)
            return RedirectResponse(f"/login?next={quote(path)}", status_code=303)
        return await call_next(request)


def person(request: Request) -> Person:
    """Return who asks; raises an HTTPException (403) where nobody is signed in."""
    found: Person | None = request.state.person
    if found is None:
        raise HTTPException(403, "Sign in first.")
    return found


def supervisor(request: Request) -> Person:
    """Return who asks, a supervisor; raises an HTTPException (403) for others."""
    found = person(request)
    if not found.supervises:
        raise HTTPException(403, "Only supervisors see this.")
    return found


def sign_in_page(request: Request) -> Response:
    """Show the form to sign in."""
    return _sign_in(request, request.query_params.get("next", ""), "")


def _sign_in(request: Request, then: str, wrong: str) -> Response:
    context = {"next": _inside(then), "wrong": wrong}
    status = 401 if wrong else 200
    return request.app.state.pages.show(request, "login.html", context, status)  # type: ignore[no-any-return]


async def sign_in(request: Request) -> Response:
    """Begin a session (POST name, password); the same answer for whatever is wrong."""
    form = await request.form()
    name, password = form.get("name"), form.get("password")
    then = str(form.get("next") or "")
    desk: Desk = request.app.state.desk
    reviewers = desk.store.reviewers
    found = None
    if isinstance(name, str) and isinstance(password, str):
        found = await run_in_threadpool(reviewers.check, name.strip(), password)
    if found is None:
        wrong = "Name and password do not fit, or too many tries: wait a minute."
        return _sign_in(request, then, wrong)
    session = await run_in_threadpool(reviewers.begin, found)
    answer = RedirectResponse(_inside(then), status_code=303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, session.token, httponly=True, samesite="strict", secure=secure)
    return answer


async def sign_out(request: Request) -> Response:
    """End the session (POST)."""
    form = await request.form()
    person(request).check(form.get("csrf"))
    desk: Desk = request.app.state.desk
    token = request.cookies.get(COOKIE)
    if token:
        await run_in_threadpool(desk.store.reviewers.end, token)
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


def _inside(address: str) -> str:
    """Return an address of this app, else its first page."""
    return (
        address
        if address.startswith("/") and not address.startswith(("//", "/\\"))
        else "/incidents"
    )


routes = [
    Route("/login", sign_in_page),
    Route("/login", sign_in, methods=["POST"]),
    Route("/logout", sign_out, methods=["POST"]),
]
