"""The engine for many machines: the same shard function on actors of Ray, one model each.

All machines must see the shards and the folder of the batch under the same paths. Ray is asked for the
cluster that RAY_ADDRESS names; without it a local one is started for the time of the batch.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from typing import Any

from saidso.batch.shard_reader import ShardReader
from saidso.batch.shards import Done, Shard
from saidso.batch.tasks import Event, Lost, Plan, Step, Task, Tasks
from saidso.errors import SaidsoError, UsageError


def run(shards: Iterable[Shard], plan: Plan, *, jobs: int) -> Iterator[Event]:
    """Read shards with `jobs` actors; yield what happens, every shard as Done or Lost at the end.

    An actor that dies, alone or with its machine, is replaced, and its shard is read again. Raises
    SaidsoError where an actor cannot load the model, UsageError where Ray is not installed.
    """
    try:
        import ray
    except ImportError:
        raise UsageError("Ray is not installed", help="pip install 'saidso[ray]'") from None
    ours = not ray.is_initialized()
    if ours:
        alone = "RAY_ADDRESS" not in os.environ
        ray.init(
            num_cpus=jobs if alone else None,
            include_dashboard=False if alone else None,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    try:
        yield from _read(ray, Tasks(shards), plan, jobs)
    finally:
        if ours:
            ray.shutdown()


def _read(ray: Any, tasks: Tasks, plan: Plan, jobs: int) -> Iterator[Event]:
    start = ray.remote(num_cpus=1, max_restarts=0)(_Hand).remote
    idle = [start(plan) for _ in range(min(jobs, len(tasks)))]
    busy: dict[Any, tuple[Any, Task]] = {}
    try:
        while True:
            while idle and (task := tasks.next()) is not None:
                hand = idle.pop()
                busy[hand.read.remote(task)] = (hand, task)
            if not busy:
                return
            (ready,), _ = ray.wait(list(busy), num_returns=1)
            hand, task = busy.pop(ready)
            try:
                said = ray.get(ready)
            except ray.exceptions.RayTaskError as fault:
                said = Lost(task.shard, f"a fault of saidso stopped it ({fault.cause})", False)
            except ray.exceptions.RayError as error:
                hand = start(plan)
                said = tasks.died(task, f"its actor died ({type(error).__name__})")
            if isinstance(said, SaidsoError):
                raise said
            idle.append(hand)
            if isinstance(said, Done):
                yield Step(said.reports, said.failed)
            yield said
    finally:
        for hand in [*idle, *(hand for hand, _ in busy.values())]:
            ray.kill(hand)


class _Hand:
    """What runs in an actor."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._reader: ShardReader | SaidsoError
        try:
            self._reader = ShardReader(plan.model, types=plan.types)
        except SaidsoError as error:
            self._reader = error

    def read(self, task: Task) -> Done | Lost | SaidsoError:
        """Read a shard; a model that cannot be loaded is returned as the error."""
        if isinstance(self._reader, SaidsoError):
            return self._reader
        try:
            return self._reader.read(task.shard, self._plan.place, careful=task.careful)
        except SaidsoError as error:
            return Lost(task.shard, str(error), again=False)
