"""The local engine: shards over processes of this machine, each with a model of its own."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from saidso.batch.shard_reader import ShardReader
from saidso.batch.shards import Done, Shard
from saidso.batch.tasks import Event, Lost, Plan, Step, Task, Tasks
from saidso.errors import SaidsoError

_SECONDS = 0.5
"""How often a process tells how far it is."""


def run(shards: Iterable[Shard], plan: Plan, *, jobs: int) -> Iterator[Event]:
    """Read shards with `jobs` processes; yield what happens, every shard as Done or Lost at the end.

    A process that dies is replaced, and its shard is read again. Raises SaidsoError where a process
    cannot load the model.
    """
    tasks = Tasks(shards)
    workers = [_Worker(plan) for _ in range(min(jobs, len(tasks)))]
    try:
        for worker in workers:
            worker.take(tasks)
        while any(worker.task for worker in workers):
            ready = wait([worker.pipe for worker in workers if worker.task])
            for n, worker in enumerate(workers):
                if worker.pipe not in ready or worker.task is None:
                    continue
                event = worker.event()
                if event is None:
                    yield tasks.died(worker.task, worker.end())
                    workers[n] = _Worker(plan)
                else:
                    yield event
                    if isinstance(event, Step):
                        continue
                    worker.task = None
                for free in workers:
                    free.take(tasks)
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """A process and the task that it has."""

    def __init__(self, plan: Plan) -> None:
        context = get_context("spawn")
        self.task: Task | None = None
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, plan), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, tasks: Tasks) -> None:
        """Give the process a task where it has none and one waits."""
        if self.task is None and (task := tasks.next()) is not None:
            self.task = task
            with suppress(OSError):  # it has died: its pipe says so when it is read
                self.pipe.send(task)

    def event(self) -> Event | None:
        """Return what the process says, None where it has died."""
        try:
            said = self.pipe.recv()
        except (EOFError, OSError):
            return None
        if isinstance(said, SaidsoError):
            raise said
        assert isinstance(said, Step | Done | Lost)
        return said

    def end(self) -> str:
        """Stop the process; return how it ended, for a person."""
        self.pipe.close()
        self._process.join(1)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        code = self._process.exitcode or 0
        return f"its process was ended by signal {-code}" if code < 0 else "its process ended"


def _work(pipe: Connection, plan: Plan) -> None:
    """Read the shards that come through the pipe until it is closed."""
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        try:
            reader = ShardReader(plan.model, types=plan.types)
        except SaidsoError as error:
            pipe.send(error)
            return
        while True:
            task = pipe.recv()
            progress = _Progress(pipe)
            try:
                done: Event = reader.read(
                    task.shard, plan.place, careful=task.careful, step=progress.step
                )
            except SaidsoError as error:
                done = Lost(task.shard, str(error), again=False)
            progress.tell()
            pipe.send(done)


class _Progress:
    """Counts what a process reads, and tells it from time to time."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._reports = self._failed = 0
        self._last = time.monotonic()

    def step(self, reports: int, failed: int) -> None:
        """Count."""
        self._reports += reports
        self._failed += failed
        if time.monotonic() - self._last > _SECONDS:
            self.tell()

    def tell(self) -> None:
        """Tell what was counted since it was last told."""
        if self._reports or self._failed:
            self._pipe.send(Step(self._reports, self._failed))
        self._reports = self._failed = 0
        self._last = time.monotonic()
