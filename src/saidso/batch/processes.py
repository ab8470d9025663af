"""Reading over local processes: each has a model of its own, takes pages apart and reads them.

What travels are captured bytes one way and records as JSON the other, which costs a tenth of what
pickled records would.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from saidso.capture.captures import Capture, Found
from saidso.capture.reports import report
from saidso.errors import InputError, SaidsoError, of_ours
from saidso.reader import Reader
from saidso.record import Record, Report, decode, encode

SHARE, SHARE_BYTES = 16, 4_000_000
"""Captures, and bytes of them, that a process takes at a time: worth a call, few enough to share
evenly, and what bounds memory."""

Outcome = tuple[Record, Capture] | InputError
"""The record of a capture with the capture, or why there is none."""
_Answer = tuple[bytes, int] | InputError
"""A record as JSON and the number of its capture in a share."""

_STOPPED = "a process that reads was stopped from outside, perhaps for want of memory"

_reader: Reader | SaidsoError | None = None


def read_captures(
    reader: Reader, found: Iterable[Found], published: str | None
) -> Iterator[Outcome]:
    """Yield the record of each capture, in order; what cannot be read comes as it turns up."""
    waiting: deque[Capture] = deque()
    errors: deque[InputError] = deque()

    def reports() -> Iterator[Report]:
        for one in found:
            if isinstance(one, InputError):
                errors.append(one)
                continue
            try:
                taken = report(one, published=published)
            except InputError as error:
                errors.append(error)
            except Exception as fault:  # one report never stops the others
                errors.append(of_ours(one.given, fault))
            else:
                waiting.append(one)
                yield taken

    for record in reader.read_many(reports()):
        while errors:
            yield errors.popleft()
        capture = waiting.popleft()
        yield record if isinstance(record, InputError) else (record, capture)
    yield from errors


class Crew:
    """Processes that read captures; with one job it is this process. Use it as a context.

    Raises SaidsoError where the model cannot be loaded, or where a process dies.
    """

    def __init__(self, jobs: int, *, model: Path | None = None, types: Path | None = None) -> None:
        self.jobs = jobs
        self._reader = Reader(model, types=types) if jobs <= 1 else None
        self._pool = (
            ProcessPoolExecutor(
                jobs,
                mp_context=get_context("spawn"),
                initializer=_start,
                initargs=(model, types),
            )
            if jobs > 1
            else None
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=error is not None)

    def warm(self, found: Sequence[Found]) -> None:
        """Have every process read some captures, so that all have their tables loaded."""
        if self._pool is None:
            list(self.read(found))
            return
        wait([self._pool.submit(_read, list(found), None) for _ in range(2 * self.jobs)])

    def again(self, report: Report) -> Record | InputError:
        """Return the record of a report that was taken apart before, with segments as people marked them."""
        if self._reader is not None:
            return next(self._reader.read_many([report]))
        assert self._pool is not None  # either a reader or a pool
        try:
            answer = self._pool.submit(_again, msgspec.json.encode(report)).result()
        except BrokenProcessPool:
            raise SaidsoError(_STOPPED, help="try fewer --jobs") from None
        return answer if isinstance(answer, InputError) else decode(answer)

    def read(self, found: Iterable[Found], *, published: str | None = None) -> Iterator[Outcome]:
        """Yield the record of each capture, in order; what cannot be read comes as it turns up."""
        if self._reader is not None:
            yield from read_captures(self._reader, found, published)
            return
        assert self._pool is not None  # either a reader or a pool
        shares = _shares(found)
        waiting: deque[tuple[list[Found], Future[list[_Answer]]]] = deque()
        while True:
            while len(waiting) < 2 * self.jobs and (share := next(shares, None)):
                waiting.append((share, self._pool.submit(_read, share, published)))
            if not waiting:
                return
            share, answer = waiting.popleft()
            try:
                answers = answer.result()
            except BrokenProcessPool:
                raise SaidsoError(_STOPPED, help="try fewer --jobs") from None
            for one in answers:
                if isinstance(one, InputError):
                    yield one
                    continue
                json, number = one
                capture = share[number]
                assert isinstance(capture, Capture)  # it was read
                yield decode(json), capture


def _shares(found: Iterable[Found]) -> Iterator[list[Found]]:
    share: list[Found] = []
    size = 0
    for one in found:
        share.append(one)
        size += 0 if isinstance(one, InputError) else len(one.data)
        if len(share) >= SHARE or size >= SHARE_BYTES:
            yield share
            share, size = [], 0
    if share:
        yield share


def _start(model: Path | None, types: Path | None) -> None:
    """Load the model; what is wrong with it is kept, as an error here would only break the pool."""
    global _reader
    try:
        _reader = Reader(model, types=types)
    except SaidsoError as error:
        _reader = error


def _own() -> Reader:
    assert _reader is not None  # the initialiser ran
    if isinstance(_reader, SaidsoError):
        raise _reader
    return _reader


def _again(report: bytes) -> bytes | InputError:
    record = next(_own().read_many([msgspec.json.decode(report, type=Report)]))
    return record if isinstance(record, InputError) else encode(record)


def _read(share: list[Found], published: str | None) -> list[_Answer]:
    reader = _own()
    numbers = {id(one): number for number, one in enumerate(share)}
    return [
        one if isinstance(one, InputError) else (encode(one[0]), numbers[id(one[1])])
        for one in read_captures(reader, share, published)
    ]
