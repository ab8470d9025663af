"""Progress on long work: a bar on stderr where a person watches, nothing where nobody does."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

MANY = 20
"""Inputs from which on a bar is worth its line."""


class Meter:
    """What moves on stderr while work is done, if `shown`; messages go above it. Use it as a context."""

    def __init__(self, *columns: ProgressColumn, shown: bool) -> None:
        self._progress: Progress | None = None
        if shown:
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)

    def __enter__(self) -> Self:
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def say(self, message: object) -> None:
        """Write a message to stderr without spoiling what moves there."""
        if self._progress is not None:
            self._progress.console.print(f"saidso: {message}", markup=False, highlight=False)
        else:
            click.echo(f"saidso: {message}", err=True)


class Bar(Meter):
    """A progress bar, absent where `total` is None."""

    def __init__(self, label: str, total: int | None) -> None:
        super().__init__(
            TextColumn(label),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            shown=total is not None,
        )
        if self._progress is not None:
            self._task = self._progress.add_task(label, total=total)

    def step(self) -> None:
        """Count one report as done."""
        if self._progress is not None:
            self._progress.advance(self._task)


def bar(label: str, inputs: Iterable[str]) -> Bar:
    """Return a bar for reading `inputs`; absent where they are few or nobody watches."""
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        return Bar(label, None)
    total = 0
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            total += sum(1 for p in path.rglob("*") if p.is_file())
        elif path.suffix in (".jsonl", ".csv", ".tsv") and path.is_file():
            with path.open("rb") as lines:
                total += sum(1 for _ in lines)
        else:
            total += 1
    return Bar(label, total if total >= MANY else None)
