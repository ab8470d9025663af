"""One benchmark, run in a process of its own."""

from __future__ import annotations

import time
from importlib import import_module
from pathlib import Path


def measured(name: str, data: Path) -> tuple[dict[str, float], float]:
    """Run one benchmark; return its scores, and the seconds that it took."""
    begin = time.perf_counter()
    scores: dict[str, float] = import_module(f"benchmarks.{name}").run(data)
    return scores, time.perf_counter() - begin
