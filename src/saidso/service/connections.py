"""Connections: how many there may be, and how slow who holds one may be.

The server that we stand on waits for the head of a request, and for an answer to be taken, as long as it
takes: a few hundred clients that send a byte now and then would hold all connections (slowloris). Here a
head must be there within seconds, counted from its first moment and not from its last byte; the body has
the time of its request (`bodies.received`), and an answer is cut off where nobody takes it.
"""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from saidso.service.limits import Limits
from saidso.service.problems import AGAIN, MEDIA, problem

_GRACE = 2.0
"""Seconds in which a client that is refused may still read why."""


class Connection(H11Protocol):
    """One connection, with its limits. Made by `limited`, which says what they are."""

    limits: ClassVar[Limits]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._timer: asyncio.TimerHandle | None = None
        self._ended = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as there
        """Take a connection, or refuse it where there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.limits.connections:
            self._end(503, "too many connections are open")
        else:
            self._wait(self.limits.head)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; once a request is being answered it has the time of a request."""
        if self._ended:
            return
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before:
            self._wait(self.limits.seconds)

    def on_response_complete(self) -> None:
        """Wait for the next request, or until the answer was taken."""
        super().on_response_complete()
        busy = self._answering() or self.transport.get_write_buffer_size()
        self._wait(self.limits.seconds if busy else self.limits.head)

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._timer = self.loop.call_later(seconds, self._over)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _over(self) -> None:
        """End a connection whose time is over: in a word where a head has begun, else without one."""
        if self.transport.is_closing() or self.transport.get_write_buffer_size():
            self.transport.abort()  # what was answered is not taken
        elif self._answering():
            self._wait(self.limits.seconds)
        elif self.conn.trailing_data[0]:
            self._end(408, "the head of the request did not come in time")
        else:
            self.transport.close()

    def _end(self, status: int, what: str) -> None:
        """Say why, and close; what the client still sends is thrown away, or it would not read the answer."""
        self._ended = True
        told = problem(status, what)
        body = msgspec.json.encode(told)
        lines = [
            f"HTTP/1.1 {status} {told.title}",
            f"content-type: {MEDIA}",
            f"content-length: {len(body)}",
            *([f"retry-after: {AGAIN}"] if status == 503 else []),
            "connection: close",
        ]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._stop()
        self._timer = self.loop.call_later(_GRACE, self.transport.abort)


def limited(limits: Limits) -> type[Connection]:
    """Return the class of connections with these limits, as the server makes them."""
    return type("Connection", (Connection,), {"limits": limits})
