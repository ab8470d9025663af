"""The app: its addresses, made from the operations, with the limits around them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from saidso.errors import InputError, SaidsoError, UsageError
from saidso.hosts import LOOPBACK
from saidso.service import bodies, problems, shapes
from saidso.service.counter import Counter
from saidso.service.crews import Crews
from saidso.service.door import BY, Door
from saidso.service.gate import OPERATION, Gate
from saidso.service.limits import Job, Limits, Line
from saidso.service.metrics import MEDIA, Metrics
from saidso.service.openapi import document
from saidso.service.operations import OPERATIONS, Operation

Q = TypeVar("Q", bound=shapes.Question)
_ASKERS = 4
"""Threads that ask the store; each holds a connection, of which the store has fifteen."""
_encode = msgspec.json.Encoder().encode


class Service:
    """What the addresses stand on: a counter, two lines in front of it, figures, and with `auth` a door.

    `note` hears what the log of the server should say.
    """

    def __init__(
        self,
        counter: Counter,
        crews: Crews,
        limits: Limits,
        *,
        note: Callable[[str], None],
        auth: bool = False,
    ) -> None:
        self.counter = counter
        self.crews = crews
        self.limits = limits
        self.clerk = problems.Clerk(counter.store.place, note)
        self.reading = Line("read", threads=2 * crews.jobs, waiting=limits.waiting)
        self.asking = Line("ask", threads=_ASKERS, waiting=max(0, limits.asking - _ASKERS))
        self.metrics = Metrics((self.reading, self.asking))
        self.door = Door(counter.store.reviewers, self._look) if auth else None
        self._document = _encode(document(auth=auth))

    def close(self) -> None:
        """Wait for the work that has begun."""
        self.reading.close()
        self.asking.close()

    def until(self) -> float:
        """Return when on the loop's clock a request that comes now must be answered."""
        return asyncio.get_running_loop().time() + self.limits.seconds

    async def _look(self, work: Callable[[], str | None]) -> str | None:
        with self.asking.enter() as place:
            return await place.run(work, until=self.until())

    async def read(self, request: Request) -> Response:
        """Read the reports of a body (POST)."""
        request.scope[OPERATION] = "readReports"
        until = self.until()
        asked = question(request, shapes.ReadQuestion)
        kind = bodies.kind_of(request)
        job = Job()
        by = request.scope.get(BY)
        with self.reading.enter() as place:
            data = await bodies.received(request, self.limits, until=until)

            def work() -> tuple[bytes, shapes.Read]:
                found = bodies.captures(data, kind, asked.name, self.limits)
                done = self.counter.read(found, asked, job, by=by)
                return _encode(done), done

            try:
                body, done = await place.run(work, until=until, job=job)
            except InputError:
                self.metrics.reports.labels("failed").inc()
                raise
        self.metrics.reports.labels("failed").inc(done.failed)
        self.metrics.reports.labels("read").inc(len(done.reports) - done.failed)
        self.metrics.reports.labels("kept").inc(sum(r.kept for r in done.reports))
        return Response(body, media_type="application/json")

    async def ask(self, operation: Operation, request: Request) -> Response:
        """Answer one operation (GET)."""
        request.scope[OPERATION] = operation.id
        asked = question(request, operation.question)
        id = request.path_params.get("id", "")
        if "\x00" in id:
            raise UsageError("the id holds a NUL character")
        with self.asking.enter() as place:
            work = partial(operation.ask, self.counter, id, asked)
            body = await place.run(lambda: _encode(work()), until=self.until())
        return Response(body, media_type="application/json")

    async def alive(self, request: Request) -> Response:
        """Say that the process answers (GET)."""
        request.scope[OPERATION] = "isAlive"
        return Response(_encode(shapes.Health(status="ok")), media_type="application/json")

    async def ready(self, request: Request) -> Response:
        """Say whether pages can be read and the store asked (GET)."""
        request.scope[OPERATION] = "isReady"
        if not self.crews.ready:
            raise problems.busy("the models are still being loaded")
        with self.asking.enter() as place:
            await place.run(self.counter.check, until=self.until())
        return Response(_encode(shapes.Health(status="ready")), media_type="application/json")

    async def figures(self, request: Request) -> Response:
        """Return the metrics (GET)."""
        request.scope[OPERATION] = "getMetrics"
        return Response(self.metrics.text(), headers={"content-type": MEDIA})

    async def openapi(self, request: Request) -> Response:
        """Return the OpenAPI document (GET)."""
        request.scope[OPERATION] = "getDocument"
        return Response(self._document, media_type="application/json")


def create_app(service: Service, *, hosts: frozenset[str] | None = LOOPBACK) -> Starlette:
    """Return the web app of a service; `hosts` are the names it answers to, None for any."""
    fixed: Mapping[str, Callable[[Request], Awaitable[Response]]] = {
        "/healthz": service.alive,
        "/readyz": service.ready,
        "/metrics": service.figures,
        "/openapi.json": service.openapi,
    }
    return Starlette(
        routes=[
            Route("/read", service.read, methods=["POST"]),
            *(Route(path, endpoint) for path, endpoint in fixed.items()),
            *(Route(o.path, partial(service.ask, o), methods=["GET"]) for o in OPERATIONS),
        ],
        middleware=[
            Middleware(
                Gate,
                hosts=hosts,
                metrics=service.metrics,
                door=service.door,
                clerk=service.clerk,
            )
        ],
        exception_handlers={
            SaidsoError: service.clerk.refused,
            HTTPException: problems.unknown,
            Exception: problems.broken,
        },
    )


def question(request: Request, kind: type[Q]) -> Q:
    """Return what stands behind the "?"; raises UsageError where it is not what `kind` allows."""
    given = request.query_params.multi_items()
    if len(dict(given)) < len(given):
        raise UsageError("one thing is asked twice", help="give each parameter once")
    if any("\x00" in value for _, value in given):
        raise UsageError("the question holds a NUL character")
    try:
        return msgspec.convert(dict(given), kind, strict=False)
    except msgspec.ValidationError as error:
        help = "/openapi.json says what can be asked"
        raise UsageError(f"the question is wrong: {error}", help=help) from error
