"""`saidso bench speed`: how fast reading is here, beside the bare encoder."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from importlib import resources
from pathlib import Path

import click
import msgspec

from saidso.errors import InputError, UsageError
from saidso.record import Report

TURNS = 4
"""Parts of the reports over which path and encoder take turns."""


class Speed(msgspec.Struct, frozen=True):
    """One measurement: seconds over all reports, and what follows from it."""

    threads: int
    reports: int
    words: int
    seconds: float
    bare_seconds: float
    """The forward pass of the encoder alone over the same words, tokenising not counted."""
    cpu_seconds: float
    bare_cpu_seconds: float

    @property
    def ratio(self) -> float:
        """How many times the bare forward pass the whole path costs."""
        return self.seconds / self.bare_seconds

    @property
    def cpu_ratio(self) -> float:
        """The same in CPU time, on which other work on the machine weighs less."""
        return self.cpu_seconds / self.bare_cpu_seconds


@click.group("bench")
def command() -> None:
    """Measure speed on your own reports."""


@command.command("speed")
@click.argument("inputs", nargs=-1, metavar="[INPUT...]")
@click.option(
    "--copies", type=click.IntRange(1), default=1, help="Read the inputs so many times over."
)
@click.option("--threads", default="1,2", show_default=True, help="Threads to measure with.")
@click.option(
    "--articles",
    type=click.IntRange(0, 10_000),
    default=48,
    show_default=True,
    help="Pages to take into a store; 0 leaves that and the lengths out.",
)
@click.option("--json", "as_json", is_flag=True)
def speed(inputs: tuple[str, ...], copies: int, threads: str, articles: int, as_json: bool) -> None:
    """Measure reports and words per second, memory and start-up time.

    Without INPUT the sample reports that ship with saidso are read, twenty times over. Then pages go
    from HTML into a store with one and with two processes of one thread each: those of INPUT, or pages
    of 600 words made of the samples' sentences. Last, texts of growing length are read.
    """
    from saidso.capture import find
    from saidso.cli import made_pages, throughput

    numbers = threads.split(",")
    if not all(n.isdecimal() and 0 < int(n) <= 256 for n in numbers):
        raise UsageError(f"--threads: {threads!r} are no numbers of threads", help="write 1,2,4")
    texts = reports(inputs, copies)
    rows = [measure(texts, int(t)) for t in numbers]
    start = {
        "saidso --version": _seconds(["--version"]),
        "saidso read (one short report)": _seconds(["read", "-", "--json"]),
    }
    peak = throughput.peak_memory()
    pool = made_pages.stories(texts) if articles else []
    given = [found for found in find(inputs) if not isinstance(found, InputError)]
    made = given[:articles] or (list(made_pages.pages(pool, articles)) if pool else [])
    runs = [throughput.through(made, jobs) for jobs in (1, 2)] if made else []
    lengths = throughput.by_length(pool) if pool else []
    if as_json:
        found = {
            "speed": [
                {**msgspec.to_builtins(r), "ratio": r.ratio, "cpu_ratio": r.cpu_ratio} for r in rows
            ]
        }
        more = {"articles": msgspec.to_builtins(runs), "lengths": msgspec.to_builtins(lengths)}
        click.echo(json.dumps({**found, **more, "start_up_seconds": start, "peak_mb": peak}))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in (
        "threads",
        "reports/s",
        "words/s",
        "whole path",
        "bare forward pass",
        "ratio",
        "in CPU",
    ):
        table.add_column(name, justify="right")
    for r in rows:
        table.add_row(
            str(r.threads),
            f"{r.reports / r.seconds:.1f}",
            f"{r.words / r.seconds:,.0f}",
            f"{r.seconds:.2f} s",
            f"{r.bare_seconds:.2f} s",
            f"{r.ratio:.2f}",
            f"{r.cpu_ratio:.2f}",
        )
    console = Console(highlight=False)
    console.print(f"{rows[0].reports} reports, {rows[0].words:,} words")
    console.print(table)
    for name, seconds in start.items():
        console.print(f"start-up of {name}: {seconds:.2f} s")
    console.print(f"peak memory: {peak:.0f} MB")
    for run in runs:
        console.print(
            f"from HTML to stored record, {run.jobs} process{'es' * (run.jobs > 1)}: "
            f"{run.rate:.1f} articles of {throughput.ARTICLE} words a second"
            + (f" ({run.cpu_rate:.1f} by CPU)" if run.jobs == 1 else "")
            + f", peak memory {run.peak_mb:.0f} MB"
        )
    for one in lengths:
        console.print(
            f"a text of {one.words:,} words: {one.cpu_seconds:.2f} s of CPU, "
            f"{1e3 * one.cpu_seconds / one.words:.3f} ms a word"
        )


def reports(inputs: tuple[str, ...], copies: int) -> list[Report]:
    """Return the reports of `inputs`, or the shipped samples twenty times over."""
    from saidso.capture import find, report

    if not inputs:
        inputs, copies = (str(samples()),), max(copies, 20)
    out = []
    for found in find(inputs):
        with contextlib.suppress(InputError):  # `saidso read` says what is wrong with it
            if not isinstance(found, InputError):
                out.append(report(found))
    if not out:
        raise UsageError("no report to measure with", help="give files that `saidso read` can read")
    return out * copies


def samples() -> Path:
    """Return the folder of sample reports inside the package."""
    return Path(str(resources.files("saidso") / "samples"))


def measure(texts: list[Report], threads: int) -> Speed:
    """Return the speed of the whole path on parsed-in reports, capture not counted.

    Path and encoder take turns over parts of the reports: what else the machine does weighs on both.
    """
    from saidso.language import bare_forward
    from saidso.reader import Reader

    reader = Reader(threads=threads)
    reader.read(texts[0])  # tables are loaded on first use; that is start-up, not speed
    read = ["".join(_read(r)) for r in texts]
    seconds = bare = cpu = bare_cpu = 0.0
    for part in range(TURNS):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        for _ in reader.read_many(texts[part::TURNS]):
            pass
        seconds += time.perf_counter() - begin
        cpu += time.process_time() - begin_cpu
        alone, alone_cpu = bare_forward(read[part::TURNS], threads=threads)
        bare, bare_cpu = bare + alone, bare_cpu + alone_cpu
    words = sum(len(t.split()) for t in read)
    return Speed(threads, len(texts), words, seconds, bare, cpu, bare_cpu)


def _read(report: Report) -> list[str]:
    """Return the parts of a report that are read: all but residue."""
    return [report.text[s.span[0] : s.span[1]] for s in report.segments if s.kind != "residue"]


def _seconds(arguments: list[str]) -> float:
    """Return the best wall time of three fresh processes."""
    text = b"Soldiers shelled the town on Monday, killing two people, the ministry said."
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "saidso", *arguments],
            input=text,
            capture_output=True,
            check=True,
        )
        times.append(time.perf_counter() - begin)
    return min(times)
