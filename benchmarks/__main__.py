"""All benchmarks in one table, compared with their floors.

    python -m benchmarks DATA [NAME...]

Each runs in a process of its own, two at a time where there are two cores. A score below its floor in
`floors.toml` is printed in red and makes the exit code 1. Lowering a floor is a deliberate change of
that file, with its reason.
"""

from __future__ import annotations

import os
import sys
import tomllib
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.measuring import measured

SETS = {
    "pages": ("pages", "main text: 4-gram F1"),
    "polnear": ("polnear", "attribution on dev: F1"),
    "factuality": ("factuality", "did it happen, on UW and MEANTIME dev: F1, r"),
    "timex": ("timex", "dates: F1"),
    "places": ("geo", "toponyms within 161 km, in percent"),
    "geoparsing": ("geo", "toponyms found and within 161 km, in percent"),
    "gva": ("gva", "shooting reports: share right"),
    "muc4": ("muc4", "incident templates on TST1 and TST2: P&R, recall, precision"),
    "plover": ("plover", "class of events, half that is only measured: F1"),
    "tidings": ("geo", "whether articles tell of an incident, and of which type, in percent"),
    "participants": ("args", "who did it and to whom: F1 of the fillers, in percent"),
    "linking": ("gva", "reports of one happening, second half of the incidents"),
}
"""Benchmark by name: the folder of its gold data, and what is measured."""


_MOST_AT_ONCE = 2
"""Benchmarks that run side by side; each holds a model and its data."""


def floors() -> dict[str, dict[str, float]]:
    """Return the floor of each score, by benchmark."""
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text())


def _at_once() -> int:
    return min(_MOST_AT_ONCE, len(os.sched_getaffinity(0)))


def main(arguments: list[str]) -> int:
    """Run the benchmarks whose data is there; return 1 where a score is below its floor."""
    if not arguments or not Path(arguments[0]).is_dir():
        print(__doc__)
        return 2
    data, names = Path(arguments[0]), arguments[1:] or list(SETS)
    console = Console(highlight=False)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("benchmark", "score", "value", "floor", ""):
        table.add_column(name, justify="right" if name in ("value", "floor") else "left")
    pinned, below = floors(), 0
    there = [name for name in names if (data / SETS[name][0]).is_dir()]
    ended: dict[str, tuple[dict[str, float], float]] = {}
    context = get_context("spawn")
    with ProcessPoolExecutor(_at_once(), context, max_tasks_per_child=1) as pool:
        running = {pool.submit(measured, name, data): name for name in there}
        for done in as_completed(running):
            name = running[done]
            ended[name] = done.result()
            console.print(f"{name}: {ended[name][1]:.0f} s", style="dim")
    for name in names:
        if name not in ended:
            table.add_row(name, "no data", "", "", "")
            continue
        scores, seconds = ended[name]
        for number, (score, value) in enumerate(scores.items()):
            floor = pinned.get(name, {}).get(score)
            low = floor is not None and value < floor
            below += low
            table.add_row(
                Text(f"{name}: {SETS[name][1]} ({seconds:.0f} s)") if number == 0 else "",
                score,
                f"{value:.3f}" if value <= 1 else f"{value:.1f}",
                "" if floor is None else f"{floor:g}",
                Text("below its floor", style="red") if low else "",
            )
    console.print(table)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
