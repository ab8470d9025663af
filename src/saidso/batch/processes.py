"""Reading over local processes: each holds a model of its own and gets reports in shares."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from saidso.errors import InputError, SaidsoError
from saidso.reader import Reader
from saidso.record import Record, Report

SHARE = 16
"""Reports that a process takes at a time; enough to be worth a call, few enough to share evenly."""

_reader: Reader | SaidsoError | None = None


def read_many(
    reports: Iterable[Report], *, jobs: int, model: Path | None = None, types: Path | None = None
) -> Iterator[Record | InputError]:
    """Yield the records of `reports` in order, read by `jobs` processes (1: in this one).

    As with Reader.read_many, an InputError may take the place of a record. Raises SaidsoError where
    a process cannot start or dies.
    """
    if jobs <= 1:
        yield from Reader(model, types=types).read_many(reports)
        return
    given = iter(reports)
    waiting: deque[Future[list[Record | InputError]]] = deque()
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(model, types)
    ) as pool:
        while True:
            while len(waiting) < 2 * jobs and (share := list(islice(given, SHARE))):
                waiting.append(pool.submit(_read, share))
            if not waiting:
                return
            try:
                found = waiting.popleft().result()
            except BrokenProcessPool:
                what = "a process that reads was stopped from outside, perhaps for want of memory"
                raise SaidsoError(what, help="try fewer --jobs") from None
            yield from found


def _start(model: Path | None, types: Path | None) -> None:
    """Load the model; what is wrong with it is kept, as an error here would only break the pool."""
    global _reader
    try:
        _reader = Reader(model, types=types)
    except SaidsoError as error:
        _reader = error


def _read(share: list[Report]) -> list[Record | InputError]:
    assert _reader is not None  # the initialiser ran
    if isinstance(_reader, SaidsoError):
        raise _reader
    return list(_reader.read_many(share))
