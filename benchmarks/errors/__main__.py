"""The worst mistakes of a benchmark: text, gold and ours side by side.

    python -m benchmarks.errors DATA NAME [--n 20] [--kind KIND] [--case CASE] [--kinds]

NAME is one of the benchmarks that have `mistakes(data)`; --kinds counts the mistakes by class
instead. DATA is read and nothing of it is written anywhere.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from benchmarks.errors.mistakes import Mistake

NAMES = (
    *(
        "coreference",
        "gva",
        "muc4",
        "pages",
        "participants",
        "places",
        "plover",
        "polnear",
        "tidings",
    ),
    "timex",
)
"""The benchmarks that show their mistakes."""


def show(mistakes: Iterable[Mistake], console: Console) -> None:
    """Print mistakes: the text, and below it gold and ours in two columns."""
    for number, mistake in enumerate(mistakes, 1):
        head = Text(f"{number}. {mistake.case}", style="bold")
        console.print(head.append(f"  {mistake.kind}", style="dim"))
        if mistake.text:
            console.print(Text(mistake.text))
        sides = Table(box=None, padding=(0, 3, 0, 0), expand=True, show_header=False)
        sides.add_column("gold", ratio=1)
        sides.add_column("ours", ratio=1)
        sides.add_row(Text(f"gold: {mistake.gold}", "green"), Text(f"ours: {mistake.ours}", "red"))
        console.print(sides)
        console.print()


def main(arguments: list[str]) -> int:
    """Print the mistakes; return 2 where the benchmark or its data is not there."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.errors",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("name", choices=NAMES)
    parser.add_argument("--n", type=int, default=20)
    parser.add_argument("--kind", help="only this class (or a part of its name)")
    parser.add_argument("--case", help="only this article, page or message (or a part of its name)")
    parser.add_argument("--kinds", action="store_true", help="count the mistakes by class")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        print(f"{options.data} is no folder", file=sys.stderr)
        return 2
    find: Callable[[Path], Iterator[Mistake]] = import_module(f"benchmarks.{options.name}").mistakes
    chosen = [
        m
        for m in find(options.data)
        if (options.kind or "") in m.kind and (options.case or "") in m.case
    ]
    if options.kinds:
        for kind, number in Counter(m.kind for m in chosen).most_common():
            print(f"{number:6} {kind}")
    else:
        show(sorted(chosen, key=lambda m: -m.weight)[: options.n], Console(highlight=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
