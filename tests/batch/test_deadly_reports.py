"""A report that ends the process that reads it is found and set aside; the others are read."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

from made_shards import files, jsonl, names

from saidso.batch.failures import read_failures
from saidso.batch.shard_reader import ShardReader
from saidso.batch.shards import Place, Shard, find_shards
from saidso.language.parse import Parse
from saidso.reader import Reader
from saidso.record import Record

_fork = multiprocessing.get_context("fork")


class Deadly(Reader):
    """A reader that dies of a word, as one with a fault below Python would."""

    def record(self, parse: Parse) -> Record:
        if "Darvo" in parse.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().record(parse)


def _read(shard: Shard, place: Place, careful: bool) -> None:
    reader = ShardReader()
    reader._reader = Deadly()
    reader.read(shard, place, careful=careful)


def _attempt(shard: Shard, place: Place, *, careful: bool) -> int | None:
    process = _fork.Process(target=_read, args=(shard, place, careful))
    process.start()
    process.join(60)
    return process.exitcode


def test_report_that_ends_its_process_is_set_aside(tmp_path: Path) -> None:
    """Reports 2 and 10 tell of Darvo: each costs two deaths once reports are read one by one."""
    (shard,) = find_shards([str(jsonl(tmp_path / "a.jsonl", range(12)))])
    place = Place(tmp_path / "out")
    codes = [_attempt(shard, place, careful=n > 0) for n in range(6)]
    assert codes == [-signal.SIGKILL] * 5 + [0]
    assert names(tmp_path / "out") == sorted(f"r{n}" for n in range(12) if n not in (2, 10))
    found = list(read_failures(place.failed("a.jsonl")))
    assert [f.where.rpartition("(")[2] for f in found] == ["r2)", "r10)"]
    assert all("again and again" in f.why for f in found)
    assert not [f for f in files(tmp_path / "out") if ".part" in f or "journal" in f]
