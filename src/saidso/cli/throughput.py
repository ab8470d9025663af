"""Throughput: articles a second from HTML to stored record, and seconds by length of text."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec

from saidso.capture import Capture

ARTICLE = 600
"""Words of a news article, as throughput is counted."""
LENGTHS = (1_000, 4_000, 16_000)
"""Words of the texts whose times are set side by side."""


class Throughput(msgspec.Struct, frozen=True):
    """Pages from HTML to stored record with `jobs` processes of one thread.

    `seconds` by the clock; `cpu_seconds` of this process alone, which with one job is all that works.
    """

    jobs: int
    articles: int
    words: int
    """Words of the texts that were read."""
    seconds: float
    cpu_seconds: float
    peak_mb: float
    """Most memory of this process and, together, of those beside it."""

    @property
    def rate(self) -> float:
        """Articles of ARTICLE words a second."""
        return self.words / ARTICLE / self.seconds

    @property
    def cpu_rate(self) -> float:
        """The same by the CPU time of this process."""
        return self.words / ARTICLE / self.cpu_seconds


class Length(msgspec.Struct, frozen=True):
    """The time that one text of so many words takes, in CPU seconds."""

    words: int
    cpu_seconds: float


def through(captures: Sequence[Capture], jobs: int) -> Throughput:
    """Return how long pages take from HTML to the record in a store of their own, start-up left out.

    Measured in a fresh process, whose memory nothing else has filled.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_through, captures, jobs).result()


def _through(captures: Sequence[Capture], jobs: int) -> Throughput:
    from saidso.batch.processes import Crew
    from saidso.errors import InputError
    from saidso.store import open_store

    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(str(Path(folder) / "bench.db")) as store,
        Crew(jobs) as crew,
    ):
        crew.warm(captures[:2])
        words = 0
        begin, begin_cpu = time.perf_counter(), time.process_time()
        for found in crew.read(captures):
            if not isinstance(found, InputError):
                record, page = found
                words += len(record.report.text.split())
                store.add(record, page.data, media=page.media, name=page.name)
        seconds = time.perf_counter() - begin
        cpu = time.process_time() - begin_cpu
    peak = peak_memory() + (jobs * peak_memory(children=True) if jobs > 1 else 0)
    return Throughput(jobs, len(captures), words, seconds, cpu, peak)


def by_length(pool: Sequence[Sequence[str]]) -> list[Length]:
    """Return the time of one text of each of LENGTHS, from text to record."""
    from saidso.capture.captures import capture
    from saidso.capture.reports import report
    from saidso.cli.made_pages import text
    from saidso.reader import Reader

    reader = Reader()
    made = [report(capture("made", text(pool, n, seed=0).encode(), "text")) for n in LENGTHS]
    reader.read(made[0])  # tables are loaded on first use
    out = []
    for one in made:
        begin = time.process_time()
        reader.read(one)
        out.append(Length(len(one.text.split()), time.process_time() - begin))
    return out


def peak_memory(*, children: bool = False) -> float:
    """Return the most memory that this process, or the largest that it ended, held, in MB.

    0 where the system does not say.
    """
    try:
        import resource
    except ImportError:
        return 0.0
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    used = resource.getrusage(who).ru_maxrss
    return used / (1_000_000 if sys.platform == "darwin" else 1_000)
