"""The guard before every page: headers that let nothing foreign run, and who may ask at all.

The policy is that of CSP level 3 without any inline script or style. A report of a breach is kept, so
that tests have a witness and whoever runs the app sees a line about it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saidso.hosts import foreign_name, foreign_page

REPORTS = "/csp-report"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        f"report-uri {REPORTS}",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
MOST = 4 * 1024 * 1024
"""Bytes of a request that are read."""
_KEPT = 100


class Guard:
    """Middleware: refuses foreign hosts and origins, adds the headers to every answer.

    `hosts` are the names under which the app may be asked, None for any: a page elsewhere that makes
    its name point here (DNS rebinding) is refused.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str] | None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers, scope["path"])
        if refusal:
            await PlainTextResponse(refusal, status_code=403)(scope, receive, guarded)
        elif int(headers.get("content-length") or 0) > MOST:
            await PlainTextResponse("That is too much.", 413)(scope, receive, guarded)
        elif "transfer-encoding" in headers:  # a body of unknown length could go on for ever
            await PlainTextResponse("Say how long it is.", 411)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers, path: str) -> str | None:
        host = headers.get("host", "")
        if foreign_name(host, self._hosts):
            return "saidso answers this computer only."
        if method in ("GET", "HEAD") or path == REPORTS:
            return None
        if foreign_page(host, headers.get("origin"), headers.get("sec-fetch-site")):
            return "This came from another site."
        return None


class Breaches:
    """What browsers reported as breaches of the policy, the latest hundred."""

    def __init__(self, tell: Callable[[str], None] | None = None) -> None:
        self.reports: deque[dict[str, object]] = deque(maxlen=_KEPT)
        self._tell = tell

    async def endpoint(self, request: Request) -> Response:
        """Keep a report (POST); a body that is none is left alone."""
        try:
            body = msgspec.json.decode(await request.body(), type=dict[str, object])
        except msgspec.MsgspecError:
            return Response(status_code=400)
        self.reports.append(body)
        if self._tell is not None:
            told = body.get("csp-report")
            what = told.get("violated-directive") if isinstance(told, dict) else None
            self._tell(f"a page tried something that the policy forbids ({what})")
        return Response(status_code=204)
