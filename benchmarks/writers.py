"""How many reports a store takes a second from several writers at once.

    python -m benchmarks.writers STORE [--writers 4] [--reports 400]

STORE is a path or a URL of a store that is not there yet. The reports are those of `benchmarks.many`, spread
over some five months; reading them with the model is left out, what is timed is keeping them with links,
copies, search and logs. Prints reports a second, and the longest that one had to wait.
"""

from __future__ import annotations

import argparse
import time
from itertools import islice
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier

from benchmarks.batch_linking import captured, data_of
from saidso.record import Record
from saidso.store import open_store

SPREAD = 20_000
"""Reports among which those are that are kept: the days that they cover grow with it."""


def keep(place: str, share: list[Record], gate: Barrier) -> None:
    """Put reports into a store and print what that took."""
    with open_store(place) as store:
        gate.wait()
        longest, begin = 0.0, time.perf_counter()
        for record in share:
            before = time.perf_counter()
            store.add(record, data_of(record), media="text", name=record.report.name)
            longest = max(longest, time.perf_counter() - before)
        seconds = time.perf_counter() - begin
        print(f"  {len(share)} kept in {seconds:.1f} s, the longest {longest:.2f} s", flush=True)


def main() -> None:
    """Print one line for each writer and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--reports", type=int, default=400)
    options = parser.parse_args()
    open_store(options.store).close()
    found = list(islice(captured(SPREAD, 1), options.reports))
    context = get_context("spawn")
    gate = context.Barrier(options.writers + 1)
    writers = [
        context.Process(target=keep, args=(options.store, found[n :: options.writers], gate))
        for n in range(options.writers)
    ]
    for writer in writers:
        writer.start()
    gate.wait()
    begin = time.perf_counter()
    for writer in writers:
        writer.join()
    seconds = time.perf_counter() - begin
    print(f"{options.writers} writers: {len(found) / seconds:.0f} reports a second")


if __name__ == "__main__":
    main()
