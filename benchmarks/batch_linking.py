"""How linking a batch grows: made reports in record shards, linked over Parquet, each step timed.

    python -m benchmarks.batch_linking [--reports 30000] [--steps 1] [--jobs 1] [--compare] [--check --store]

The reports are those of `benchmarks.many`. With `--check` the happenings are compared with those that
`incidents.linking` finds in memory, with `--store` also with those of a store into which the reports are
put one by one, in an order drawn by chance; all must be the same. With `--compare` the reports of each
happening are compared and written as well, and with `--store` each incident must be as the store has it.
Prints one line for each size, and with `--store` what a report cost the store as it grew.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import msgspec
import pyarrow.parquet

from benchmarks.many import PER_DAY, made
from saidso.batch.columns import RecordFile
from saidso.batch.linking import link
from saidso.batch.shards import Done, Place, coming_into_being, write
from saidso.incidents.linking.linking import link as link_in_memory
from saidso.linked import LinkedIncident, decode_incident
from saidso.record import Record
from saidso.store import open_store

SHARD = 10_000
"""Reports of a shard."""
LOT = 2_500
"""Reports after which the cost in a store is noted."""


def data_of(record: Record) -> bytes:
    """Return the bytes that a made report was captured from."""
    return record.report.name.encode()


def captured(count: int, seed: int, *, per_day: int = PER_DAY) -> Iterator[Record]:
    """Yield made reports under the SHA-256 of their bytes, as a store asks for it."""
    for record, _ in made(count, seed, per_day=per_day):
        id = hashlib.sha256(data_of(record)).hexdigest()
        report = msgspec.structs.replace(record.report, id=id)
        yield msgspec.structs.replace(record, report=report)


def write_shards(place: Place, count: int, seed: int, *, per_day: int = PER_DAY) -> None:
    """Write record shards of made reports, as a batch would; reports of one happening lie apart."""
    found = captured(count, seed, per_day=per_day)
    shards = max(1, count // SHARD)
    draw = random.Random(seed)
    while lot := list(islice(found, 50_000)):
        draw.shuffle(lot)
        files = max(1, len(lot) * shards // count)
        base = sum(1 for _ in (place.folder / "done").glob("*.json"))
        for n in range(files):
            name = f"{base + n:05d}.jsonl"
            some = lot[n::files]
            with coming_into_being(place.records(name)) as part, RecordFile(part) as file:
                for record in some:
                    file.add(record)
            done = Done(
                shard=name,
                size=0,
                reports=len(some),
                failed=0,
                incidents=sum(len(r.incidents) for r in some),
                seconds=0,
                version="made",
                model="made",
            )
            write(place.marker(name), done)


def members(place: Place) -> dict[str, list[tuple[str, str]]]:
    """Return the members of each happening of a linked batch."""
    out: dict[str, list[tuple[str, str]]] = {}
    for row in pyarrow.parquet.read_table(place.linked / "members.parquet").to_pylist():
        out.setdefault(row["happening"], []).append((row["report"], row["incident"]))
    return out


def told(place: Place) -> Iterator[LinkedIncident]:
    """Yield the incidents of a linked batch, as they were compared."""
    for path in sorted(place.linked.glob("incidents-*.parquet")):
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches(500, columns=["json"]):
            yield from (decode_incident(json) for json in batch["json"].to_pylist())


def checked(place: Place, records: list[Record], *, store: bool, seed: int) -> str:
    """Compare a linked batch with the other two ways to link; return what was found, in words."""
    ours = {id: tuple(sorted(some)) for id, some in members(place).items()}
    begin = time.perf_counter()
    found = link_in_memory(records)
    same = {one.id: tuple(sorted(one.members)) for one in found} == ours
    said = f"in memory {'the same' if same else 'OTHERWISE'} ({time.perf_counter() - begin:.0f} s)"
    if not store:
        return said
    random.Random(seed).shuffle(records)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "s.db") as kept:
        begin, costs = time.process_time(), []
        for n, record in enumerate(records, 1):
            kept.add(record, data_of(record), media="text", name=record.report.name)
            if n % LOT == 0:
                costs.append(1000 * (time.process_time() - begin) / LOT)
                begin = time.process_time()
        linked = {one.id: tuple(sorted(one.members)) for one in kept.linked()}
        word = "the same" if linked == ours else "OTHERWISE"
        each = ", ".join(f"{cost:.1f}" for cost in costs)
        said += f"; in a store {word} (ms of CPU for a report, by {LOT:,}: {each})"
        number = other = 0
        for one in told(place):
            number += 1
            other += kept.account(one.id).incident != one
        if number:
            said += f"; of {number:,} incidents compared {other} otherwise"
    return said


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=30_000)
    parser.add_argument("--steps", type=int, default=1, help="halve the number so often")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--memory", type=float, default=2.0, help="GB")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-day", type=int, default=PER_DAY, help="reports a day")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--store", action="store_true")
    parser.add_argument("--folder", type=Path, help="keep the batch here and use it again")
    options = parser.parse_args()
    for step in reversed(range(options.steps)):
        count = options.reports >> step
        with tempfile.TemporaryDirectory() as temporary:
            place = Place((options.folder or Path(temporary)) / str(count))
            if not place.folder.exists():
                # in a process of its own, so that the peak of memory is that of linking
                writing = get_context("spawn").Process(
                    target=write_shards,
                    args=(place, count, options.seed),
                    kwargs={"per_day": options.per_day},
                )
                writing.start()
                writing.join()
            begin = last = time.perf_counter()
            cpu = time.process_time()
            times: list[str] = []

            def say(name: str, through: int, total: int) -> None:
                nonlocal last
                if through == total:
                    now = time.perf_counter()
                    times.append(f"{name} {now - last:.0f} s")  # noqa: B023  # called inside
                    last = now

            found = link(
                place,
                jobs=options.jobs,
                memory=int(options.memory * 1e9),
                compare=options.compare,
                say=say,
            )
            seconds, used = time.perf_counter() - begin, time.process_time() - cpu
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            size = sum(p.stat().st_size for p in (place.folder / "traits").rglob("*.parquet"))
            print(
                f"{count:9,} reports: {seconds:.0f} s, {used:.0f} s of CPU ({', '.join(times)}),"
                f" {found.pairs:,} pairs ({found.pairs / count:.1f} each),"
                f" {found.happenings:,} happenings, peak memory {peak:,.0f} MB,"
                f" {size / count:,.0f} bytes of traits each",
                flush=True,
            )
            if options.check or options.store:
                records = list(captured(count, options.seed, per_day=options.per_day))
                said = checked(place, records, store=options.store, seed=options.seed)
                print(f"  {said}", flush=True)


if __name__ == "__main__":
    main()
