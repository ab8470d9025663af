"""Reading over local processes: each holds a model of its own and gets reports in shares."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from saidso.errors import InputError
from saidso.reader import Reader
from saidso.record import Record, Report

SHARE = 16
"""Reports that a process takes at a time; enough to fill its batches, few enough to share evenly."""

_reader: Reader | None = None


def read_many(
    reports: Iterable[Report], *, jobs: int, model: Path | None = None, types: Path | None = None
) -> Iterator[Record | InputError]:
    """Yield the records of `reports` in order, read by `jobs` processes (1: in this one).

    As with Reader.read_many, an InputError may take the place of a record.
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
            yield from waiting.popleft().result()


def _start(model: Path | None, types: Path | None) -> None:
    global _reader
    _reader = Reader(model, types=types)


def _read(share: list[Report]) -> list[Record | InputError]:
    assert _reader is not None  # the initialiser ran
    return list(_reader.read_many(share))
