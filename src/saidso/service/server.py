"""The server: uvicorn on a socket of ours; told to stop, it answers what was asked and then ends."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from saidso.errors import SaidsoError
from saidso.hosts import LOOPBACK
from saidso.incidents.agreements import Agreement
from saidso.service.app import Service, create_app
from saidso.service.connections import limited
from saidso.service.counter import Counter
from saidso.service.crews import Crews
from saidso.service.limits import Limits
from saidso.store import Store

_SPARE = 5
"""Seconds beyond the time of a request after which a stop no longer waits for it."""


def serve(
    store: Store,
    listening: socket.socket,
    *,
    limits: Limits,
    jobs: int,
    tell: Callable[[str], None],
    auth: bool = False,
    agreements: Sequence[Agreement] = (),
    model: Path | None = None,
    types: Path | None = None,
) -> None:
    """Serve a store until SIGTERM or SIGINT; `tell` hears what a person should know.

    With `auth` programs say who they are with a token. Requests that have come in are answered first, and
    what they keep is kept. Raises ModelError where the model is not whole.
    """
    address = listening.getsockname()[0]
    crews = Crews(jobs, model=model, types=types)
    counter = Counter(store, crews, agreements=agreements)
    service = Service(counter, crews, limits, note=tell, auth=auth)
    loopback = address in LOOPBACK
    app = create_app(service, hosts=LOOPBACK if loopback else None)
    config = uvicorn.Config(
        app,
        http=limited(limits),
        log_level="warning",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=int(limits.seconds) + _SPARE,
    )
    server = uvicorn.Server(config)
    failed: list[SaidsoError] = []

    def warm() -> None:
        try:
            crews.warm()
        except SaidsoError as error:
            failed.append(error)
            server.should_exit = True

    # uvicorn passes a signal on to whoever had it before: to these, when all is answered
    before = {s: signal.signal(s, lambda *_: None) for s in (signal.SIGTERM, signal.SIGINT)}
    service.reading.submit(warm)
    try:
        server.run(sockets=[listening])
    finally:
        tell("finishing what is being read")
        service.close()
        crews.close()
        for number, handler in before.items():
            signal.signal(number, handler)
    if failed:
        raise failed[0]
    tell("stopped")
