"""What one process of a batch costs: reports a second and peak memory for shards of growing size.

    python -m benchmarks.shards FOLDER [--reports 250] [--steps 3]

FOLDER holds pages or shards of your own (`src/saidso/samples` serves); their reports are repeated, each
under a name of its own, until a shard has as many as it should. Each shard is read in a process of its
own, so that the peak is its own. Prints one line per size: what should stay the same is the memory.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

import msgspec

from saidso.batch.shard_reader import ShardReader
from saidso.batch.shards import Place, find_shards
from saidso.capture import find, report
from saidso.errors import InputError


def lines(folder: str) -> list[dict[str, str]]:
    """Return the reports of a folder as lines of JSON Lines have them."""
    found = (c for c in find([folder]) if not isinstance(c, InputError))
    reports = (report(capture) for capture in found)
    return [
        {"text": r.text, "published": r.published.edtf}
        if r.published and len(r.published.edtf) == 10
        else {"text": r.text}
        for r in reports
    ]


def measure(shard: Path, out: Path) -> None:
    """Read a shard and print what that took."""
    reader = ShardReader()
    (one,) = find_shards([str(shard)])
    begin, cpu = time.perf_counter(), time.process_time()
    done = reader.read(one, Place(out))
    seconds, used = time.perf_counter() - begin, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    written = Place(out).records(one.name).stat().st_size
    print(
        f"{done.reports:8,} reports, {one.size / 1e6:.1f} MB: {seconds:.0f} s,"
        f" {done.reports / used:.1f} a second of CPU, peak memory {peak:,.0f} MB,"
        f" {written / done.reports:,.0f} bytes of Parquet each",
        flush=True,
    )


def main() -> None:
    """Print one line for each size of shard."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--reports", type=int, default=250)
    parser.add_argument("--steps", type=int, default=3, help="double the number so often")
    options = parser.parse_args()
    kept = lines(options.folder)
    context = get_context("spawn")
    for step in range(options.steps):
        with tempfile.TemporaryDirectory() as folder:
            shard = Path(folder) / "shard.jsonl"
            with shard.open("wb") as file:
                for n, line in enumerate(islice(cycle(kept), options.reports << step)):
                    file.write(msgspec.json.encode({"id": f"r{n}", **line}) + b"\n")
            process = context.Process(target=measure, args=(shard, Path(folder) / "out"))
            process.start()
            process.join()


if __name__ == "__main__":
    main()
