"""Memory and time of `saidso release` and `saidso diff` as a store grows.

    python -m benchmarks.releasing [--reports 20000 60000] [--out DIR]

Makes a store of about so many made reports (`benchmarks.desk`), releases it, lets a person confirm an
incident, releases it again, and compares the first release with the store. Prints for each command the
CPU seconds and the most memory that it held.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.desk import make
from benchmarks.watching import watch
from saidso.store import open_store

_REPORTS_OF_ONE = 1.26
"""Reports that an incident of `benchmarks.desk` has."""


def measure(folder: Path, reports: int, seed: int) -> None:
    """Print one line for each command."""
    store = folder / f"{reports}.db"
    make(str(store), int(reports / _REPORTS_OF_ONE), 60, seed)
    for number in (1, 2):
        out = str(folder / f"{reports}-{number}")
        _say(reports, "release", "--store", str(store), "--out", out)
        with open_store(store) as kept:
            kept.decide.confirm(next(kept.ids()), by="anna")
    _say(reports, "diff", str(folder / f"{reports}-1"), str(store))


def _say(reports: int, *command: str) -> None:
    run = watch(*command)
    told = next((line for line in run.lines if b"claims" in line or b"incidents" in line), b"")
    print(
        f"{reports:,}: {command[0]}, exit code {run.code}, {run.cpu:.0f} s of CPU,"
        f" peak memory {run.peak:,.0f} MB; {told.decode().strip()}",
        flush=True,
    )


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[20_000, 60_000])
    parser.add_argument("--out", type=Path, help="write here and not where temporary files go")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.out) as folder:
        for reports in options.reports:
            measure(Path(folder), reports, options.seed)


if __name__ == "__main__":
    main()
