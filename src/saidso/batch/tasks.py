"""What a batch has to do, and what its engines tell of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

import msgspec

from saidso.batch.shards import Done, Place, Shard

TRIES = 12
"""Deaths of processes on one shard after which it is given up."""


class Plan(msgspec.Struct, frozen=True):
    """How shards are read: where to, and with which model and incident types."""

    place: Place
    model: Path | None = None
    types: Path | None = None


class Task(msgspec.Struct, frozen=True):
    """A shard to read; `deaths` of processes that tried."""

    shard: Shard
    deaths: int = 0

    @property
    def careful(self) -> bool:
        """Whether reports must be read one by one."""
        return self.deaths > 0


class Step(msgspec.Struct, frozen=True):
    """Reports were read, and reports were set aside, in a shard that is not yet done."""

    reports: int
    failed: int


class Lost(msgspec.Struct, frozen=True):
    """A shard was not read; `again` where another process will try."""

    shard: Shard
    why: str
    again: bool


Event: TypeAlias = Step | Done | Lost


class Tasks:
    """The shards that wait for a process."""

    def __init__(self, shards: Iterable[Shard]) -> None:
        self._waiting = deque(Task(shard) for shard in shards)

    def __len__(self) -> int:
        return len(self._waiting)

    def next(self) -> Task | None:
        """Return the next task, None where none waits."""
        return self._waiting.popleft() if self._waiting else None

    def died(self, task: Task, why: str) -> Lost:
        """Let a task whose process died wait for another, or give it up."""
        again = task.deaths + 1 < TRIES
        if again:
            self._waiting.append(Task(task.shard, task.deaths + 1))
        return Lost(task.shard, why, again)
