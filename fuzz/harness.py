"""One run of atheris: python -m fuzz.harness capture|spans FOUND [options of libFuzzer] CORPUS...

An input on which something does not hold is kept in the folder FOUND, with what was wrong in a `.txt`
beside it, and the run goes on; of inputs with one fault the shortest is kept. An input that takes longer
than SECONDS of CPU is one, too. What ends the process (a fault below Python, libFuzzer's own time limit)
is kept by libFuzzer.
"""

from __future__ import annotations

import hashlib
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["saidso", "trafilatura", "htmldate", "feedparser", "warcio"],
    enable_loader_override=False,
):
    import feedparser  # noqa: F401  # imported here so that it is instrumented, as the next ones are
    import htmldate  # noqa: F401
    import trafilatura  # noqa: F401
    import warcio  # noqa: F401

    from fuzz.invariants import capture_problems, span_problems
    from saidso.reader import Reader

SECONDS = 5.0
"""CPU seconds that an input of some kilobytes may take, instrumented as it runs here."""


class Finder:
    """Runs inputs and keeps those on which something does not hold."""

    def __init__(self, problems: Callable[[bytes], Iterator[str]], folder: Path) -> None:
        self._problems = problems
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, data: bytes) -> None:
        """Run one input."""
        begin = time.process_time()
        try:
            wrong = sorted(set(self._problems(data)))
            told = "\n".join(wrong)
            where = re.sub(r"\W+", "-", re.sub(r"\d+|'.*?'", "", wrong[0]))[:60] if wrong else ""
        except Exception as fault:
            told = traceback.format_exc()
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            where = f"{type(fault).__name__}-{Path(frame.filename).stem}-{frame.name}"
        took = time.process_time() - begin
        if took > SECONDS and not where:
            where, told = "slow", f"{took:.1f} s"
        if where:
            self._keep(where.strip("<>-"), data, told)

    def _keep(self, where: str, data: bytes, told: str) -> None:
        slug = f"{where}-{hashlib.sha256(where.encode()).hexdigest()[:6]}"
        path = self._folder / slug
        if path.exists() and path.stat().st_size <= len(data):
            return
        path.write_bytes(data)
        path.with_name(f"{slug}.txt").write_text(told)
        print(f"FOUND {slug}: {told.splitlines()[-1][:200]} ({len(data)} bytes)", flush=True)


def main() -> None:
    """Fuzz until libFuzzer's options say that it is enough."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    if name == "capture":
        problems = capture_problems
    else:
        reader = Reader()

        def problems(data: bytes) -> Iterator[str]:
            return span_problems(reader, data)

    finder = Finder(problems, folder)
    atheris.Setup([sys.argv[0], *sys.argv[3:]], finder.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
