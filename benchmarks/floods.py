"""What floods cost: CPU seconds of reading each hostile text at one length and at four times that.

    python -m benchmarks.floods [--size 20000] [KIND...]

Reading costs what its words cost, so that four times the text costs four times as much; what grows by more
than GROWS is marked and makes the exit code 1. Kinds that are refused (no English, no running text) are
left out. KIND is a part of a name in `benchmarks/hostile.py`.
"""

from __future__ import annotations

import argparse
import sys
import time

import msgspec

from benchmarks.hostile import texts
from saidso.capture.captures import capture
from saidso.capture.reports import report
from saidso.errors import InputError
from saidso.reader import Reader

GROWS = 6.0
"""Times that four times the text may cost; noise is below two."""
_LEAST = 1.0
"""Seconds of CPU below which a text is too cheap to compare."""


def cost(reader: Reader, text: str) -> float:
    """Return the CPU seconds that reading a text takes; raises InputError where it is refused."""
    line = msgspec.json.encode({"id": "flood", "text": text, "published": "2024-05-14"})
    captured = report(capture("flood", line, "jsonl"))
    begin = time.process_time()
    for _ in reader.read_many([captured]):
        pass
    return time.process_time() - begin


def main(arguments: list[str]) -> int:
    """Print the table; return 1 where something grows faster than its text."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.floods",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--size", type=int, default=20_000, help="characters of the shorter text")
    parser.add_argument("kinds", nargs="*")
    options = parser.parse_args(arguments)
    reader = Reader(threads=1)
    cost(reader, "Gunmen killed two guards near Tamra on Monday, police said.")
    long, found = texts(4 * options.size), 0
    for kind, text in texts(options.size).items():
        if options.kinds and not any(k in kind for k in options.kinds):
            continue
        try:
            short, whole = cost(reader, text), cost(reader, long[kind])
        except (InputError, UnicodeEncodeError):
            continue
        grown = whole / max(short, 0.01)
        worse = whole > _LEAST and grown > GROWS
        found += worse
        mark = "  grows faster than its text" if worse else ""
        print(f"{kind:28s} {short:6.2f} {whole:6.2f} s {grown:5.1f}{mark}", flush=True)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
