"""Crews: the processes that read for the service; those that died are replaced.

Each request is read as a whole. Where a process dies, all that were being read by its crew are read
once more by a new one: the others are innocent. What kills a process twice is refused.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import TypeVar

from saidso.batch.processes import Crew, Outcome
from saidso.capture import Capture, capture
from saidso.errors import InputError, SaidsoError
from saidso.record import Record, Report

T = TypeVar("T")


class Crews:
    """One crew at a time; safe to use from several threads. At least two processes."""

    def __init__(self, jobs: int, *, model: Path | None = None, types: Path | None = None) -> None:
        self.jobs = max(2, jobs)
        self.ready = False
        self._model, self._types = model, types
        self._lock = threading.Lock()
        self._crew = self._new()

    def warm(self) -> None:
        """Load models and tables in all processes; raises SaidsoError where a model is not whole."""
        sample = resources.files("saidso") / "samples" / "bus-station-grenade.txt"
        found = capture("sample.txt", sample.read_bytes(), "text")
        self._crew.warm([found])
        list(self._crew.read([found]))
        self.ready = True

    def read(
        self, found: Sequence[Capture | InputError], published: str | None = None
    ) -> list[Outcome]:
        """Return what became of each report; raises SaidsoError where a process died over them twice."""
        return self._twice(lambda crew: list(crew.read(found, published=published)))

    def again(self, report: Report) -> Record | InputError:
        """Return the record of a report with segments as people marked them; raises as `read`."""
        return self._twice(lambda crew: crew.again(report))

    def _twice(self, work: Callable[[Crew], T]) -> T:
        crew = self._crew
        try:
            return work(crew)
        except InputError:
            raise
        except (SaidsoError, RuntimeError):  # the latter: closed after another's misfortune
            return work(self._after(crew))

    def close(self) -> None:
        """Let the processes end when they have read what they were given."""
        self._crew.__exit__(None, None, None)

    def _new(self) -> Crew:
        return Crew(self.jobs, model=self._model, types=self._types)

    def _after(self, broken: Crew) -> Crew:
        with self._lock:
            if self._crew is broken:
                broken.__exit__(None, None, None)
                self._crew = self._new()
            return self._crew
