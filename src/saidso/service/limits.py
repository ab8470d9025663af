"""Limits: how much, how long and how many at once, and the lines in which work waits for a thread."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import msgspec

from saidso.service.problems import Refusal, busy

T = TypeVar("T")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one service takes.

    `body`: bytes of a request; pages of news have 0.1 to 2 MB. `reports`: of one request. `seconds`:
    from the end of its head to the answer. `waiting`: requests that wait to be read. `asking`: requests
    for what is kept, those that wait included. Together they bound memory: at most `waiting` bodies
    and those being read are held. `head`: seconds for the head of a request. `connections`: open at once.
    """

    body: int = 5_000_000
    reports: int = 100
    seconds: float = 60.0
    waiting: int = 64
    asking: int = 128
    head: float = 10.0
    connections: int = 512


class Job:
    """Whether somebody still waits for a piece of work; decided once, by whoever comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False

    def claim(self) -> bool:
        """Return True to the first who asks, False to everybody after."""
        with self._lock:
            first, self._taken = not self._taken, True
            return first


class Line:
    """Threads with a line of bounded length in front of them.

    A thread cannot be stopped. Where the time of a request is over before its work began, it never
    begins; where it has begun, it keeps its place until it ends, so that the bound is the true one.
    """

    def __init__(self, name: str, *, threads: int, waiting: int) -> None:
        self.name = name
        self._most = threads + waiting
        self._threads = ThreadPoolExecutor(threads, name, initializer=_leave_signals)
        self._lock = threading.Lock()
        self._inside = 0

    @property
    def inside(self) -> int:
        """How many are being worked on, or wait."""
        return self._inside

    def enter(self) -> Place:
        """Return a place in the line; raises Refusal (503) where it is full."""
        with self._lock:
            if self._inside >= self._most:
                raise busy("the service is busy")
            self._inside += 1
        return Place(self)

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """Give work to the next free thread."""
        return self._threads.submit(work)

    def leave(self) -> None:
        """Give a place back."""
        with self._lock:
            self._inside -= 1

    def close(self) -> None:
        """Wait for the work that has begun; what has not is never done."""
        self._threads.shutdown(cancel_futures=True)


class Place:
    """A place in a line, held while the body comes in and until the work has ended. Use as a context."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._handed = False

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._handed:
            self._line.leave()

    async def run(self, work: Callable[[], T], *, until: float, job: Job | None = None) -> T:
        """Return what `work` returns; raises Refusal (504) where the loop's clock passes `until`.

        With a `job`, what `work` claimed in time is waited for, however long it takes.
        """
        self._handed = True
        future = self._line.submit(work)
        future.add_done_callback(lambda _: self._line.leave())
        waited = asyncio.wrap_future(future)
        try:
            async with asyncio.timeout_at(until):
                return await asyncio.shield(waited)
        except TimeoutError:
            if job is not None and not job.claim():
                return await waited
            waited.cancel()
            waited.add_done_callback(_heard)
            raise late() from None


def late() -> Refusal:
    """Return the refusal of a request that took too long."""
    return Refusal(
        504,
        "this took longer than one request may; nothing of it was kept",
        help="send less at once, or ask again when the service is less busy",
    )


def _heard(future: asyncio.Future[T]) -> None:
    """Take an error that nobody waits for any more."""
    if not future.cancelled():
        future.exception()


def _leave_signals() -> None:
    """Leave signals to the main thread; processes started from here inherit that.

    A terminal sends Ctrl-C to all processes at once, and those that read must finish first.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
