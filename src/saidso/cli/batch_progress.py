"""How far a batch is: a bar with counters where a person watches, a line per shard elsewhere."""

from __future__ import annotations

import sys
import time

import click
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from saidso.batch.shards import Done
from saidso.batch.tasks import Lost
from saidso.cli.progress import Meter
from saidso.errors import one_line


class Screen(Meter):
    """The bar of a batch on stderr; `total` shards, of which `before` were done already."""

    def __init__(self, total: int, before: int) -> None:
        self._total = total
        self._shards = before
        self._reports = self._failed = 0
        self._begin = time.monotonic()
        super().__init__(
            TextColumn("shards"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            shown=sys.stderr.isatty(),
        )
        if self._progress is not None:
            self._task = self._progress.add_task("", total=total, completed=before)

    def step(self, reports: int, failed: int) -> None:
        """Count reports."""
        self._reports += reports
        self._failed += failed
        if self._progress is not None:
            self._progress.update(self._task, description=self._counters())

    def done(self, done: Done) -> None:
        """Count a shard as done."""
        self._shards += 1
        if self._progress is not None:
            self._progress.update(self._task, completed=self._shards)
            return
        aside = f", {done.failed:,} set aside" if done.failed else ""
        self.say(
            f"{self._shards}/{self._total} {one_line(done.shard)}: {done.reports:,} records{aside},"
            f" {done.seconds:.1f} s"
        )

    def lost(self, lost: Lost) -> None:
        """Say that a shard was not read."""
        what = "it is read again" if lost.again else "it is not done"
        self.say(one_line(f"{lost.shard.name}: {lost.why}; {what}"))

    def _counters(self) -> str:
        rate = self._reports / max(0.1, time.monotonic() - self._begin)
        aside = f", {self._failed:,} set aside" if self._failed else ""
        return f"{self._reports:,} records{aside}, {rate:.1f}/s"


class Steps(Meter):
    """The steps of linking on stderr: a bar each where a person watches, else a line each."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._tasks: dict[str, TaskID] = {}
        super().__init__(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            shown=sys.stderr.isatty(),
        )

    def reached(self, step: str, through: int, total: int) -> None:
        """Say how far a step is."""
        if self._progress is not None:
            if step not in self._tasks:
                self._tasks[step] = self._progress.add_task(step, total=total)
            self._progress.update(self._tasks[step], completed=through)
        elif through == total:
            seconds = time.monotonic() - self._begin
            click.echo(f"saidso: {step}: {total:,} after {seconds:.1f} s", err=True)
