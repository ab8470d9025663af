"""`saidso batch link`: the happenings of a whole batch, the same as a store finds report by report."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pyarrow.parquet
import pytest
from benchmarks.batch_linking import captured, data_of
from benchmarks.many import happening, told, towns
from made_shards import files, jsonl

from saidso.batch.columns import RecordFile
from saidso.batch.linking import link as link_batch
from saidso.batch.shards import Done, Place, coming_into_being, write
from saidso.casefile import CaseFile
from saidso.errors import SaidsoError, UsageError
from saidso.incidents.linking.linking import LARGEST, link
from saidso.linked import LinkedIncident, decode_incident
from saidso.record import Record
from saidso.store import open_store

SAMPLES = Path(__file__).parents[2] / "src/saidso/samples"


def batch_of(folder: Path, shards: Sequence[Sequence[Record]]) -> Place:
    """Write the record shards of a batch."""
    place = Place(folder)
    for n, some in enumerate(shards):
        name = f"{n}.jsonl"
        with coming_into_being(place.records(name)) as part, RecordFile(part) as file:
            for record in some:
                file.add(record)
        done = Done(name, n, len(some), 0, sum(len(r.incidents) for r in some), 0.0, "made", "m")
        write(place.marker(name), done)
    return place


def members(place: Place) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the members of each happening, as `Linked` has them."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in pyarrow.parquet.read_table(place.linked / "members.parquet").to_pylist():
        found[row["happening"]].append((row["report"], row["sha256"], row["incident"]))
    return {id: tuple((r, i) for r, _, i in sorted(some)) for id, some in found.items()}


def incidents(place: Place) -> dict[str, LinkedIncident]:
    """Return the incidents that were written, by id."""
    out = {}
    for path in place.linked.glob("incidents-*.parquet"):
        for row in pyarrow.parquet.read_table(path).to_pylist():
            assert row["id"] not in out
            out[row["id"]] = decode_incident(row["json"])
    return out


def crowded(count: int) -> list[Record]:
    """Return reports of one happening, more than are compared pair by pair, and of some others."""
    draw = random.Random(3)
    places, _ = towns()
    made = [happening(draw, n, places[300 + n % 2], 5) for n in range(4)]
    return [told(draw, made[0 if n % 5 else n % 4], n) for n in range(count)]


@pytest.mark.parametrize("size", [20_000, 37])
@pytest.mark.parametrize("jobs", [1, 2])
def test_same_happenings_as_in_memory_and_in_a_store(tmp_path: Path, size: int, jobs: int) -> None:
    """Whatever the shards, the slices and the processes."""
    found = list(captured(160, 4))
    random.Random(size).shuffle(found)
    place = batch_of(tmp_path / "batch", [found[:90], found[90:91], found[91:]])
    said = link_batch(place, jobs=jobs, size=size, compare=False)
    expected = {one.id: one.members for one in link(found)}
    assert members(place) == expected
    assert (said.happenings, said.incidents) == (len(expected), 160)
    if size == 37 and jobs == 1:
        with open_store(tmp_path / "s.db") as store:
            for record in found:
                store.add(record, data_of(record), media="text", name=record.report.name)
            assert {one.id: one.members for one in store.linked()} == expected


def test_parts_that_are_too_large_to_compare_all_pairs(tmp_path: Path) -> None:
    found = crowded(140)
    expected = {one.id: one.members for one in link(found)}
    assert max(len(some) for some in expected.values()) > LARGEST
    place = batch_of(tmp_path, [found[::2], found[1::2]])
    link_batch(place, size=50, compare=False)
    assert members(place) == expected


def test_report_that_two_shards_hold_is_taken_once(tmp_path: Path) -> None:
    found = list(captured(30, 4))
    place = batch_of(tmp_path, [found[:20], found[10:]])
    link_batch(place)
    assert members(place) == {one.id: one.members for one in link(found)}
    told = [name for one in incidents(place).values() for name in one.reports]
    assert len(told) == len(set(told)) == 30


def test_reports_of_one_name_in_two_shards_stay_apart(tmp_path: Path) -> None:
    """Their ids differ; where they tell of one happening, each is named with its id, as in a store."""
    name, ids = "index.html", ["0a" * 32, "0b" * 32]
    both = [
        msgspec.structs.replace(
            record, report=msgspec.structs.replace(record.report, name=name, id=id)
        )
        for record, id in zip(crowded(10)[1:3], ids, strict=True)
    ]
    place = batch_of(tmp_path / "batch", [[record] for record in both])
    link_batch(place)
    (found,) = incidents(place).values()
    assert sorted(found.reports) == [f"{name} ({id[:12]})" for id in ids]


def test_incidents_are_those_of_a_store(tmp_path: Path) -> None:
    """Read pages, each way: what is compared is the same, but for checks against a whole store."""
    saidso = [sys.executable, "-m", "saidso"]
    pages = [str(SAMPLES / "market-blast.jsonl"), str(SAMPLES / "ceasefire-line.jsonl")]
    batch, store = str(tmp_path / "batch"), str(tmp_path / "s.db")
    for arguments in (
        ["batch", *pages, "--out", batch, "--jobs", "1"],
        ["batch", "link", batch, "--jobs", "1"],
        ["read", *pages, "--store", store],
    ):
        done = subprocess.run([*saidso, *arguments], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    found = incidents(Place(tmp_path / "batch"))
    with open_store(store) as kept:
        expected = {
            one.id: msgspec.structs.replace(one, checks=[], alleged=[], provisions=[])
            for one in CaseFile(kept).incidents()
        }
    assert any(len(one.reports) > 1 for one in found.values())
    assert found == expected


def test_columns_stand_beside_the_incident(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", range(3))
    saidso = [sys.executable, "-m", "saidso", "batch"]
    subprocess.run([*saidso, str(tmp_path / "in"), "--out", str(tmp_path / "out")], check=True)
    done = subprocess.run(
        [*saidso, "link", str(tmp_path / "out")], capture_output=True, text=True, check=True
    )
    assert "happenings" in done.stdout
    rows = [
        row
        for path in (tmp_path / "out/linked").glob("incidents-*.parquet")
        for row in pyarrow.parquet.read_table(path).to_pylist()
    ]
    assert {(r["type"], r["reports"], r["origins"]) for r in rows} == {("killing", 1, 1)}
    assert sorted(r["killed_best"] for r in rows) == [2, 3, 4]
    assert not [f for f in files(tmp_path / "out") if ".work" in f or ".part" in f]


def test_traits_are_made_anew_only_for_shards_that_were_read_anew(tmp_path: Path) -> None:
    found = list(captured(40, 4))
    place = batch_of(tmp_path, [found[:20], found[20:30]])
    link_batch(place, compare=False)
    before = {p.name: p.stat().st_ino for p in (tmp_path / "traits").iterdir()}
    batch_of(tmp_path, [found[:20], found[20:30], found[30:]])
    write(place.marker("1.jsonl"), Done("1.jsonl", 9, 10, 0, 10, 0.0, "made", "another"))
    link_batch(place, compare=False)
    after = {p.name: p.stat().st_ino for p in (tmp_path / "traits").iterdir()}
    assert {name for name in before if before[name] == after[name]} == {"0.jsonl.parquet"}
    assert members(place) == {one.id: one.members for one in link(found)}


def test_folder_without_a_finished_shard_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no finished shard"):
        link_batch(Place(tmp_path))


def test_batch_without_an_incident_is_linked(tmp_path: Path) -> None:
    found = [msgspec.structs.replace(r, incidents=[]) for r in captured(3, 4)]
    said = link_batch(batch_of(tmp_path, [found]))
    assert (said.incidents, said.pairs, said.happenings) == (0, 0, 0)


def test_odd_names_of_folders_and_shards(tmp_path: Path) -> None:
    """What a shell or DuckDB takes for a pattern is a name here."""
    found = list(captured(12, 4))
    place = batch_of(tmp_path / "o[1]'*x", [found])
    for kind in (place.records, place.marker):
        kind("0.jsonl").rename(kind("a[2]*'.jsonl"))
    done = msgspec.structs.replace(next(place.all_done()), shard="a[2]*'.jsonl")
    write(place.marker(done.shard), done)
    link_batch(place, jobs=2)
    assert members(place) == {one.id: one.members for one in link(found)}
    assert set(incidents(place)) == set(members(place))


def test_damage_is_said_in_one_line(tmp_path: Path) -> None:
    place = batch_of(tmp_path, [list(captured(12, 4))])
    place.records("0.jsonl").write_bytes(b"PAR1 no more")
    with pytest.raises(SaidsoError, match="cannot be linked") as error:
        link_batch(place)
    assert "\n" not in str(error.value)
    assert not place.linked.joinpath(".work").exists()
