"""`saidso batch`: shards in, shards of records out, whatever stands in them and whatever stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pyarrow.parquet
import pytest
from made_shards import files, jsonl, names, parquet, records, row, warc

from saidso.batch import local
from saidso.batch.failures import read_failures
from saidso.batch.shards import Done, Place, Shard, find_shards
from saidso.batch.tasks import Lost, Plan, Step
from saidso.capture.captures import capture
from saidso.capture.reports import report
from saidso.errors import UsageError
from saidso.reader import Reader

COMMAND = [sys.executable, "-m", "saidso", "batch"]


def batch(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a batch over one shard of each kind, with bad reports in them."""
    folder = tmp_path_factory.mktemp("batch")
    jsonl(folder / "in/2021/a.jsonl", range(4), between=b'{"id": "odd", "text": 7}')
    parquet(folder / "in/2021/b.parquet", range(4, 11))
    warc(folder / "in/c.warc.gz", range(11, 14))
    (folder / "in/d.parquet").write_bytes(b"PAR1 this is none")
    (folder / "in/notes.md").write_text("no shard")
    done = batch(folder / "in", "--out", folder / "out", "--jobs", 2)
    assert done.returncode == 0, done.stderr
    assert "4 of 4 shards are done, 4 of them now: 14 records" in done.stdout
    assert "2 reports were set aside" in done.stdout
    return folder / "out"


def test_every_report_is_read_once(finished: Path) -> None:
    pages = [f"http://news.example/r{n}" for n in range(11, 14)]
    assert names(finished) == sorted([*(f"r{n}" for n in range(11)), *pages])


def test_records_are_those_of_the_reader(finished: Path) -> None:
    reader = Reader()
    found = {record.report.name: record for record in records(finished)}
    for n in (0, 5):
        line = msgspec.json.encode(row(n))
        assert found[f"r{n}"] == reader.read(report(capture(f"r{n}", line, "jsonl")))


def test_columns_stand_beside_the_record(finished: Path) -> None:
    table = pyarrow.parquet.read_table(finished / "records/2021/a.jsonl.parquet").to_pylist()
    assert [r["name"] for r in table] == ["r0", "r1", "r2", "r3"]
    assert table[0]["published"] == "2021-05-04"
    assert table[0]["killed"] == 2
    assert {r["type"] for r in table} == {"killing"}


def test_bad_report_is_set_aside_with_its_place_and_reason(finished: Path) -> None:
    (one,) = read_failures(finished / "failed/2021/a.jsonl.jsonl")
    assert one.where.endswith("2021/a.jsonl:2")
    assert 'neither "text" nor "html"' in one.why
    (other,) = read_failures(finished / "failed/d.parquet.jsonl")
    assert "no Parquet file" in other.why
    assert sorted(p.name for p in (finished / "failed").rglob("*.jsonl")) == [
        "a.jsonl.jsonl",
        "d.parquet.jsonl",
    ]


def test_marker_says_what_was_read_and_by_whom(finished: Path) -> None:
    done = {d.shard: d for d in Place(finished).all_done()}
    assert set(done) == {"2021/a.jsonl", "2021/b.parquet", "c.warc.gz", "d.parquet"}
    one = done["2021/a.jsonl"]
    assert (one.reports, one.failed) == (4, 1)
    assert (one.version, one.model) == (Reader().info.version, Reader().info.model)


def test_nothing_else_is_left_in_the_folder(finished: Path) -> None:
    kinds = ("records/{}.parquet", "done/{}.json")
    shards = [d.shard for d in Place(finished).all_done()]
    expected = {kind.format(shard) for shard in shards for kind in kinds}
    assert files(finished) == expected | {"failed/2021/a.jsonl.jsonl", "failed/d.parquet.jsonl"}


def test_second_run_reads_what_is_missing_only(tmp_path: Path) -> None:
    for n in range(3):
        jsonl(tmp_path / f"in/{n}.jsonl", range(n * 2, n * 2 + 2))
    out = tmp_path / "out"
    assert batch(tmp_path / "in", "--out", out).returncode == 0
    (out / "done/1.jsonl.json").unlink()
    jsonl(tmp_path / "in/2.jsonl", range(4, 7))  # a shard that has grown is another shard
    jsonl(tmp_path / "in/3.jsonl", range(7, 9))
    before = {p.name: p.stat().st_ino for p in (out / "records").iterdir()}
    done = batch(tmp_path / "in", "--out", out)
    assert "4 of 4 shards are done, 3 of them now: 9 records" in done.stdout
    after = {p.name: p.stat().st_ino for p in (out / "records").iterdir()}
    assert {name for name in before if after[name] == before[name]} == {"0.jsonl.parquet"}
    assert names(out) == [f"r{n}" for n in range(9)]
    assert "4 of them now" in batch(tmp_path / "in", "--out", out, "--again").stdout


def test_ranks_share_the_shards_without_overlap(tmp_path: Path) -> None:
    for n in range(5):
        jsonl(tmp_path / f"in/{n}.jsonl", range(n, n + 1))
    counts = []
    for rank in range(2):
        done = batch(tmp_path / "in", "--out", tmp_path / "out", "--rank", rank, "--world-size", 2)
        counts.append(done.stdout.split(" shards")[0])
    assert counts == ["3 of 3", "2 of 2"]
    assert names(tmp_path / "out") == [f"r{n}" for n in range(5)]
    done = batch(tmp_path / "in", "--out", tmp_path / "out", "--rank", 2, "--world-size", 2)
    assert done.returncode == 2
    assert "ranks go from 0 to 1" in done.stderr


def test_folder_of_the_batch_may_lie_among_the_shards(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", range(1))
    for _ in range(2):
        done = batch(tmp_path, "--out", tmp_path / "out", "--again")
        assert "1 of 1 shards are done" in done.stdout


def test_shards_that_cannot_be_told_apart_or_are_none(tmp_path: Path) -> None:
    one, other = jsonl(tmp_path / "x/a.jsonl", range(1)), jsonl(tmp_path / "y/a.jsonl", range(1))
    with pytest.raises(UsageError, match="have one name"):
        find_shards([str(one), str(other)])
    assert [s.name for s in find_shards([str(tmp_path)])] == ["x/a.jsonl", "y/a.jsonl"]
    with pytest.raises(UsageError, match="no such file"):
        find_shards([str(tmp_path / "z")])
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no shards"):
        find_shards([str(tmp_path / "empty")])


def test_shard_that_the_system_does_not_give_is_not_done(tmp_path: Path) -> None:
    """A disk that fails half way is no end of a shard; the next run tries again."""
    gone = Shard(str(tmp_path / "gone.jsonl"), "gone.jsonl", 10)
    there = find_shards([str(jsonl(tmp_path / "there.jsonl", range(2)))])
    place = Place(tmp_path / "out")
    events = list(local.run([gone, *there], Plan(place), jobs=1))
    (lost,) = [e for e in events if isinstance(e, Lost)]
    assert lost.shard == gone
    assert not lost.again
    assert "no such file" in lost.why
    assert [e.shard for e in events if isinstance(e, Done)] == ["there.jsonl"]
    assert not place.marker("gone.jsonl").exists()
    assert not place.records("gone.jsonl").exists()


def test_process_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    """Its shard is read again by another process, and is there once."""
    import multiprocessing

    for n in range(4):
        jsonl(tmp_path / f"in/{n}.jsonl", range(n * 40, n * 40 + 40))
    place = Place(tmp_path / "out")
    shards = find_shards([str(tmp_path / "in")])
    killed = []
    events = []
    for event in local.run(shards, Plan(place), jobs=2):
        events.append(event)
        if isinstance(event, Step) and not killed:
            victim = multiprocessing.active_children()[0]
            killed.append(victim.pid)
            victim.kill()
    (lost,) = [e for e in events if isinstance(e, Lost)]
    assert lost.again
    assert "signal 9" in lost.why
    assert sorted(e.shard for e in events if isinstance(e, Done)) == [s.name for s in shards]
    assert names(tmp_path / "out") == sorted(f"r{n}" for n in range(160))
    assert not [f for f in files(tmp_path / "out") if ".part" in f or "journal" in f]


def test_batch_that_is_killed_is_finished_by_the_next_run(tmp_path: Path) -> None:
    for n in range(3):
        jsonl(tmp_path / f"in/{n}.jsonl", range(n * 30, n * 30 + 30))
    out = tmp_path / "out"
    arguments = [*COMMAND, str(tmp_path / "in"), "--out", str(out), "--jobs", "1"]
    process = subprocess.Popen(arguments, stderr=subprocess.PIPE, start_new_session=True)
    while not list(out.glob("done/*.json")) and process.poll() is None:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    finished = set(os.listdir(out / "done"))
    assert 1 <= len(finished) < 3
    done = batch(tmp_path / "in", "--out", out, "--jobs", 1)
    assert f"3 of 3 shards are done, {3 - len(finished)} of them now: 90 records" in done.stdout
    assert names(out) == sorted(f"r{n}" for n in range(90))
    assert not [f for f in files(out) if ".part" in f]


def test_model_that_cannot_be_loaded_is_said_once(tmp_path: Path) -> None:
    jsonl(tmp_path / "a.jsonl", range(2))
    (tmp_path / "model").mkdir()
    done = batch(
        tmp_path / "a.jsonl", "--out", tmp_path / "out", "--model", tmp_path / "model", "--jobs", 2
    )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "model" in done.stderr
