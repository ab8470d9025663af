"""The Ray engine on a real local cluster of several workers, one of them killed midway."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import ray
from made_shards import files, jsonl, names, records

from saidso.batch import cluster, local
from saidso.batch.shards import Done, Place, find_shards
from saidso.batch.tasks import Lost, Plan
from saidso.errors import ModelError


@pytest.fixture(scope="module")
def three_workers() -> Iterator[None]:
    """A local cluster that gives three processes a place, with little memory set aside."""
    ray.init(
        num_cpus=3,
        object_store_memory=80_000_000,
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
    )
    yield
    ray.shutdown()


def _actors() -> list[int]:
    """Return the processes in which our actors run: children of a child of ours."""
    parents: dict[int, int] = {}
    actors = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int(
                    (folder / "stat").read_text().rpartition(")")[2].split()[1]
                )
                if (folder / "cmdline").read_bytes().startswith(b"ray::_Hand"):
                    actors.append(int(folder.name))
            except OSError:  # it has ended meanwhile
                continue

    def ours(pid: int) -> bool:
        while pid > 1:
            if pid == os.getpid():
                return True
            pid = parents.get(pid, 0)
        return False

    return [pid for pid in actors if ours(pid)]


def test_actor_that_is_killed_midway_loses_nothing(three_workers: None, tmp_path: Path) -> None:
    for n in range(6):
        jsonl(tmp_path / f"in/{n}.jsonl", range(n * 25, n * 25 + 25))
    shards = find_shards([str(tmp_path / "in")])
    place = Place(tmp_path / "out")
    events = []
    killed = False
    for event in cluster.run(shards, Plan(place), jobs=3):
        events.append(event)
        if isinstance(event, Done) and not killed:
            os.kill(_actors()[0], signal.SIGKILL)
            killed = True
    lost = [e for e in events if isinstance(e, Lost)]
    assert [e.again for e in lost] == [True]
    assert sorted(e.shard for e in events if isinstance(e, Done)) == [s.name for s in shards]
    assert names(tmp_path / "out") == sorted(f"r{n}" for n in range(150))
    assert not [f for f in files(tmp_path / "out") if ".part" in f or "journal" in f]


def test_both_engines_give_the_same(three_workers: None, tmp_path: Path) -> None:
    shards = find_shards([str(jsonl(tmp_path / "in/a.jsonl", range(9), between=b"{"))])
    for engine, folder in ((cluster, "ray"), (local, "local")):
        events = list(engine.run(shards, Plan(Place(tmp_path / folder)), jobs=1))
        (done,) = [e for e in events if isinstance(e, Done)]
        assert (done.reports, done.failed) == (9, 1)
    assert list(records(tmp_path / "ray")) == list(records(tmp_path / "local"))


def test_model_that_cannot_be_loaded(three_workers: None, tmp_path: Path) -> None:
    shards = find_shards([str(jsonl(tmp_path / "in/a.jsonl", range(2)))])
    (tmp_path / "model").mkdir()
    plan = Plan(Place(tmp_path / "out"), model=tmp_path / "model")
    with pytest.raises(ModelError):
        list(cluster.run(shards, plan, jobs=2))
