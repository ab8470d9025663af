"""Reading one shard: the function that every engine runs, in a process with a model of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from saidso.batch.columns import RecordFile
from saidso.batch.failures import Aside
from saidso.batch.journal import Journal
from saidso.batch.shards import Done, Place, Shard, coming_into_being, sweep, write
from saidso.capture.inputs import read_file
from saidso.capture.reports import report
from saidso.errors import InputError, SaidsoError, of_ours
from saidso.reader import Reader
from saidso.record import Record, Report

Step = Callable[[int, int], object]
"""Is told how many more reports were read, and how many more were set aside."""


class ShardReader:
    """Reads shards, one after the other, with one model; raises ModelError where that is damaged."""

    def __init__(self, model: Path | None = None, *, types: Path | None = None) -> None:
        self._reader = Reader(model, types=types)

    def read(
        self, shard: Shard, place: Place, *, careful: bool = False, step: Step = lambda *_: None
    ) -> Done:
        """Read a shard and write what comes of it, the marker last; return the marker.

        `careful` after a process died on this shard: reports are then read one by one, and one that
        ends a process again and again is set aside. Raises SaidsoError where the shard cannot be read
        to its end or the folder cannot be written; nothing of it is kept then.
        """
        try:
            return self._read(shard, place, Journal(place.journal(shard.name), careful), step)
        except OSError as error:
            where = error.filename or place.records(shard.name)
            raise SaidsoError(f"{where}: {(error.strerror or str(error)).lower()}") from error

    def _read(self, shard: Shard, place: Place, journal: Journal, step: Step) -> Done:
        pace = _Pace(step)
        reports = incidents = 0
        with (
            coming_into_being(place.records(shard.name)) as part,
            Aside(place.failed(shard.name), lambda: pace(0, 1)) as aside,
            RecordFile(part) as file,
        ):
            for found in self._records(_reports(shard, aside, journal), journal):
                if isinstance(found, InputError):
                    aside.add(found)
                    continue
                file.add(found)
                reports += 1
                incidents += len(found.incidents)
                pace(1, 0)
        done = Done(
            shard=shard.name,
            size=shard.size,
            reports=reports,
            failed=aside.count,
            incidents=incidents,
            seconds=round(pace.seconds, 2),
            version=self._reader.info.version,
            model=self._reader.info.model,
            longest=round(pace.longest, 2),
            longest_cpu=round(pace.longest_cpu, 2),
        )
        write(place.marker(shard.name), done)
        journal.remove()
        for path in (place.records(shard.name), place.failed(shard.name)):
            sweep(path)
        return done

    def _records(
        self, reports: Iterator[Report], journal: Journal
    ) -> Iterator[Record | InputError]:
        if not journal.kept:
            yield from self._reader.read_many(reports)
            return
        for one in reports:  # no report is begun before the one before it is through
            yield from self._reader.read_many([one])


class _Pace:
    """Tells each step on, and keeps the longest time between two of them."""

    def __init__(self, step: Step) -> None:
        self.longest = self.longest_cpu = 0.0
        self._step = step
        self._begin = self._last = time.monotonic()
        self._last_cpu = time.process_time()

    @property
    def seconds(self) -> float:
        """The seconds since the first step was waited for."""
        return time.monotonic() - self._begin

    def __call__(self, reports: int, failed: int) -> None:
        """Count."""
        now, cpu = time.monotonic(), time.process_time()
        self.longest = max(self.longest, now - self._last)
        self.longest_cpu = max(self.longest_cpu, cpu - self._last_cpu)
        self._last, self._last_cpu = now, cpu
        self._step(reports, failed)


def _reports(shard: Shard, aside: Aside, journal: Journal) -> Iterator[Report]:
    """Yield the reports of a shard; what is none is set aside."""
    captures = read_file(Path(shard.path), shard.name)
    number = 0
    while True:
        journal.at(number)
        found = next(captures, None)
        if found is None:
            return
        if isinstance(found, InputError):
            if isinstance(found.__cause__, OSError):
                raise SaidsoError(str(found))
            aside.add(found)
        elif number in journal.deadly:
            what = "reading it ended the process again and again"
            aside.add(InputError(found.given, what, help="please report it with the page"))
        else:
            try:
                yield report(found)
            except InputError as error:
                aside.add(error)
            except Exception as fault:  # one report never stops the others
                aside.add(of_ours(found.given, fault))
        number += 1
