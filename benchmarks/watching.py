"""A command that is watched: what it prints and when, and the memory of all its processes over time."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

STUCK = 900.0
"""Seconds without a word after which a command is ended."""


class Watched(msgspec.Struct):
    """What a command did. `memory` are pairs of seconds and MB.

    `longest` are seconds without a line, `longest_cpu` those in which the command itself worked.
    """

    code: int
    seconds: float
    cpu: float
    longest: float
    longest_cpu: float
    lines: list[bytes]
    said: list[str]
    memory: list[tuple[float, float]]

    @property
    def peak(self) -> float:
        """The most MB."""
        return max((mb for _, mb in self.memory), default=0.0)

    def third(self, number: int) -> float:
        """Return the MB in the middle of a third of the time (0 to 2)."""
        first, last = number * self.seconds / 3, (number + 1) * self.seconds / 3
        return statistics.median([mb for at, mb in self.memory if first <= at <= last] or [0.0])

    @property
    def slope(self) -> float:
        """MB by which memory rose in 1,000 seconds after the first third, by least squares."""
        late = [(at, mb) for at, mb in self.memory if at > self.seconds / 3]
        if len(late) < 3:
            return 0.0
        return 1000 * statistics.linear_regression(*zip(*late, strict=True)).slope


def watch(*arguments: str) -> Watched:
    """Run `saidso` with these arguments to its end, with one thread; what it prints is kept."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "saidso", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None  # pipes were asked for
    assert process.stderr is not None
    pace = _Pace(process.pid)
    printed: list[bytes] = []
    said: list[bytes] = []
    threads = [
        threading.Thread(target=pace.take, args=(stream, lines))
        for stream, lines in ((process.stdout, printed), (process.stderr, said))
    ]
    for thread in threads:
        thread.start()
    memory: list[tuple[float, float]] = []
    while process.poll() is None:
        memory.append((time.monotonic() - begin, _held(process.pid)))
        if time.monotonic() - pace.last > STUCK:
            process.kill()
        time.sleep(0.25)
    for thread in threads:
        thread.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said_lines = b"".join(said).decode("utf-8", "replace").splitlines()
    seconds = time.monotonic() - begin
    return Watched(
        code=process.returncode,
        seconds=seconds,
        cpu=cpu,
        longest=pace.longest,
        longest_cpu=pace.longest_cpu,
        lines=printed,
        said=said_lines,
        memory=memory,
    )


class _Pace:
    """Takes lines from the streams of a process and keeps the longest time between two."""

    def __init__(self, pid: int) -> None:
        self.last = time.monotonic()
        self.longest = self.longest_cpu = 0.0
        self._pid = pid
        self._last_cpu = 0.0

    def take(self, stream: IO[bytes], lines: list[bytes]) -> None:
        """Take all lines."""
        for line in stream:
            now, cpu = time.monotonic(), max(self._last_cpu, _used(self._pid))
            self.longest = max(self.longest, now - self.last)
            self.longest_cpu = max(self.longest_cpu, cpu - self._last_cpu)
            self.last, self._last_cpu = now, cpu
            lines.append(line)


def _used(pid: int) -> float:
    """Return the seconds of CPU that a process has used, 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _held(pid: int) -> float:
    """Return the MB that a process and those below it hold in memory."""
    total = 0.0
    with suppress(OSError, ValueError):  # it has ended
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        total = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            total += _held(int(child))
    return total
