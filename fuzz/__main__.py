"""Fuzz both: python -m fuzz [--minutes 30] [--work DIR] [capture] [spans]

Each harness runs for so many minutes, one after the other, in one process. DIR keeps the corpus, the log
and what was found (`found`); a second run goes on from there. The exit code is 1 where something was
found. Needs atheris (`requirements-fuzz.lock`).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from fuzz import seeds

NAMES = ("capture", "spans")
LENGTH = {"capture": 16_384, "spans": 200}
"""Bytes of the longest input."""
HANGS = 60
"""Seconds after which libFuzzer ends a run on one input."""
MEMORY = 3_000
"""MB that the process may take."""


def fuzz(name: str, work: Path, seconds: float) -> list[Path]:
    """Run a harness for so long, again after each input that ended it; return what was found."""
    corpus, found = work / f"corpus-{name}", work / "found" / name
    if not corpus.exists():
        seeds.write(corpus, name)
    found.mkdir(parents=True, exist_ok=True)
    seeds.dictionary(work / "words.dict")
    end = time.monotonic() + seconds
    with (work / f"{name}.log").open("ab") as log:
        while (left := int(end - time.monotonic())) > 0:
            options = [
                f"-max_total_time={left}",
                f"-max_len={LENGTH[name]}",
                f"-timeout={HANGS}",
                f"-report_slow_units={HANGS}",  # by the clock, which other work on the machine stretches
                f"-rss_limit_mb={MEMORY}",
                f"-artifact_prefix={found}/",
                "-print_final_stats=1",
                "-verbosity=1",
                *([f"-dict={work / 'words.dict'}"] if name == "capture" else []),
            ]
            command = [
                sys.executable,
                "-m",
                "fuzz.harness",
                name,
                str(found),
                *options,
                str(corpus),
            ]
            begun = time.monotonic()
            code = subprocess.run(command, stdout=log, stderr=log).returncode
            if code and time.monotonic() - begun < 5:
                raise SystemExit(f"{name}: the harness does not run, see {log.name}")
    return sorted(p for p in found.iterdir() if p.suffix != ".txt")


def main() -> int:
    """Run what is asked for; return 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--work", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args()
    total = 0
    for name in options.names:
        found = fuzz(name, options.work.resolve(), 60 * options.minutes)
        total += len(found)
        print(f"{name}: {options.minutes:g} minutes, {len(found)} found")
        for path in found:
            print(f"  {path}")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
