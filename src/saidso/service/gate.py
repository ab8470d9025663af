"""The gate before every address: who may ask at all, and the figures of what was answered."""

from __future__ import annotations

import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saidso.errors import SaidsoError
from saidso.hosts import foreign_name, foreign_page
from saidso.service.door import BY, Door
from saidso.service.metrics import Metrics
from saidso.service.problems import Clerk, answer, problem

OPERATION = "saidso.operation"
"""Where in a scope the name of its operation stands."""


class Gate:
    """Middleware: refuses foreign names and pages of other sites, counts answers.

    `hosts` are the names under which the service may be asked, None for any; with a `door` everybody
    says who they are. There is no CORS: a page
    in a browser can neither read answers nor send a body here.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: frozenset[str] | None,
        metrics: Metrics,
        door: Door | None,
        clerk: Clerk,
    ) -> None:
        self._app = app
        self._door = door
        self._clerk = clerk
        self._hosts = hosts
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def counted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers.setdefault("cache-control", "no-store")
                headers.setdefault("x-content-type-options", "nosniff")
            await send(message)

        start = time.perf_counter()
        self._metrics.in_flight.inc()
        try:
            headers = Headers(scope=scope)
            refusal = self._refusal(headers)
            if refusal:
                await answer(problem(403, refusal))(scope, receive, counted)
                return
            if self._door is not None:
                try:
                    scope[BY] = await self._door.who(scope["path"], headers.get("authorization"))
                except SaidsoError as error:
                    told = await self._clerk.refused(Request(scope), error)
                    await told(scope, receive, counted)
                    return
            await self._app(scope, receive, counted)
        finally:
            self._metrics.in_flight.dec()
            name = scope.get(OPERATION, "other")
            self._metrics.requests.labels(name, str(status)).inc()
            self._metrics.seconds.labels(name).observe(time.perf_counter() - start)

    def _refusal(self, headers: Headers) -> str | None:
        host = headers.get("host", "")
        strange = foreign_name(host, self._hosts)
        if strange is not None:
            nameless = strange == "none"
            what = "the name under which this was asked is none"
            return what if nameless else "saidso answers this computer only"
        if foreign_page(host, headers.get("origin"), headers.get("sec-fetch-site")):
            return "this came from another site"
        return None
