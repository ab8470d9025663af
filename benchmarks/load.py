"""How the service stands a load: clients that send pages to be kept and ask for what is there.

    python -m benchmarks.load [--clients 50] [--seconds 20] [--words 300] [--jobs 2] [--seed 1]
                              [--store URL] [--services 1]

Starts `saidso serve` on loopback with a new store, or with an empty one in PostgreSQL (`--store
postgresql://...`), which several services can share. Every client sends one page after the other, asks for
its record and for the incidents, until the time is over; then the store is opened and every page that
was answered must be there, word for word. Prints answers per second and the latency of each operation in
milliseconds. The pages are made; nothing of a corpus is in them. Clients and service share the machine.
"""

from __future__ import annotations

import argparse
import http.client
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from saidso.service.shapes import Read
from saidso.store import open_store

START = 60.0
"""Seconds in which the service must be ready."""
_TOWNS = ("Harun", "Tamra", "Darvo", "Sennar", "Belcane", "Orvidal", "Mahrez", "Tolvi", "Karesh")
_PLACES = ("market", "checkpoint", "bridge", "school", "bus station", "clinic", "mill", "mine")
_MONTHS = ("January", "March", "April", "June", "August", "October", "December")
_WHO = ("police", "a hospital official", "witnesses", "the army", "a rescue worker", "the mayor")
_SAID = (
    "The road to the {place} stayed closed for {n} hours, {who} said.",
    "A resident of {town}, who heard {n} shots, said that nobody had been warned.",
    "Nobody has claimed responsibility, and {who} gave no names.",
    "{n} families left {town} in the evening, according to {who}.",
    "Repairs at the {place} of {town} will take {n} weeks, {who} said.",
    "It was the attack number {n} near {town} this year, {who} told reporters.",
)


class Answer(msgspec.Struct, frozen=True):
    """One answer: what was asked, its status (0 where none came), and after how many seconds."""

    operation: str
    status: int
    seconds: float


class Load(msgspec.Struct, frozen=True):
    """What a load gave: the answers, and the pages that were answered but are not in the store."""

    answers: list[Answer]
    kept: int
    lost: list[str]
    seconds: float

    @property
    def errors(self) -> list[Answer]:
        """The answers that are none."""
        return [a for a in self.answers if a.status != 200]


def page(draw: random.Random, words: int) -> str:
    """Return a made page of about so many words."""
    town, place = draw.choice(_TOWNS), draw.choice(_PLACES)
    day = f"{draw.randint(1, 28)} {draw.choice(_MONTHS)} {draw.randint(1990, 2020)}"
    text = [
        f"Gunmen killed {draw.randint(2, 60)} guards at the {place} of {town} on {day}, "
        f"{draw.choice(_WHO)} said."
    ]
    while sum(len(t.split()) for t in text) < words:
        said = draw.choice(_SAID)
        text.append(
            said.format(place=place, town=town, n=draw.randint(2, 900), who=draw.choice(_WHO))
        )
    paragraphs = "".join(f"<p>{t}</p>\n" for t in text)
    title = f"Attack at the {place} of {town}"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>\n{paragraphs}</body></html>"


@contextmanager
def served(store: Path | str, *options: str) -> Iterator[str]:
    """Run `saidso serve` on a free port of loopback for as long as the block lasts; give its address."""
    command = [sys.executable, "-m", "saidso", "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None  # a pipe was asked for
    address = process.stderr.readline().split()[2]
    told = threading.Thread(target=process.stderr.read, daemon=True)
    told.start()
    try:
        end = time.monotonic() + START
        while ask(address, "GET", "/readyz")[0] != 200:
            if time.monotonic() > end or process.poll() is not None:
                raise TimeoutError("the service does not get ready")
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(120)


def ask(
    address: str, method: str, path: str, body: bytes | None = None, kind: str = "text/html"
) -> tuple[int, bytes]:
    """Return status and body of an answer; 0 where none came."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    try:
        connection.request(method, path, body, {"content-type": kind} if body else {})
        found = connection.getresponse()
        return found.status, found.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


class Client:
    """One client: sends pages and asks for them until its time is over."""

    def __init__(self, address: str, name: str, *, seed: int, words: int, seconds: float) -> None:
        self.answers: list[Answer] = []
        self.kept: dict[str, str] = {}
        self._address = address
        self._name = name
        self._draw = random.Random(seed)
        self._words = words
        self._seconds = seconds

    def work(self) -> None:
        """Do it; called in a thread of its own."""
        end = time.monotonic() + self._seconds
        while time.monotonic() < end:
            name = f"{self._name}-{len(self.kept)}"
            data = page(self._draw, self._words).encode()
            body = self._ask("read", "POST", f"/read?keep=true&name={name}", data)
            if body is None:
                continue
            (read,) = msgspec.json.decode(body, type=Read).reports
            if read.record is not None and read.kept:
                self.kept[name] = read.record.report.text
            self._ask("record", "GET", f"/records/{name}")
            self._ask("incidents", "GET", "/incidents?limit=20")

    def _ask(
        self, operation: str, method: str, path: str, body: bytes | None = None
    ) -> bytes | None:
        start = time.perf_counter()
        status, found = ask(self._address, method, path, body)
        self.answers.append(Answer(operation, status, time.perf_counter() - start))
        return found if status == 200 else None


def load(
    store: Path | str,
    *,
    clients: int,
    seconds: float,
    words: int,
    jobs: int = 2,
    seed: int = 1,
    services: int = 1,
) -> Load:
    """Return what a load of so many clients on a new store gave; they ask the services by turns."""
    with ExitStack() as running:
        addresses = [
            running.enter_context(served(store, "--jobs", str(jobs))) for _ in range(services)
        ]
        start = time.perf_counter()
        crowd = [
            Client(
                addresses[n % services],
                f"c{n}",
                seed=seed * 1000 + n,
                words=words,
                seconds=seconds,
            )
            for n in range(clients)
        ]
        threads = [threading.Thread(target=c.work) for c in crowd]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - start
    kept = {name: text for c in crowd for name, text in c.kept.items()}
    with open_store(store, create=False) as opened:
        there = {r.report.name: r.report.text for r in opened.records()}
    lost = [name for name, text in kept.items() if there.get(name) != text]
    return Load([a for c in crowd for a in c.answers], len(kept), lost, took)


def share(values: list[float], part: float) -> float:
    """Return the value under which this part of all lies, in milliseconds."""
    return 1000 * sorted(values)[min(len(values) - 1, int(part * len(values)))]


def main() -> int:
    """Print the figures; return 1 where an answer failed or a record is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--services", type=int, default=1)
    parser.add_argument("--store", metavar="URL", help="an empty store; else a new file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options = {**vars(given), "store": given.store or Path(folder) / "load.db"}
        if given.store is not None:
            with open_store(given.store) as opened:
                if next(opened.records(), None) is not None:
                    parser.error("the store is not empty")
        found = load(**options)
    print(
        f"{given.clients} clients, {found.seconds:.1f} s: {len(found.answers)} answers "
        f"({len(found.errors)} errors), {found.kept} pages of {given.words} words kept "
        f"({found.kept / found.seconds:.1f} a second, {len(found.lost)} lost)"
    )
    for operation in dict.fromkeys(a.operation for a in found.answers):
        times = [a.seconds for a in found.answers if a.operation == operation]
        shown = ", ".join(
            f"{name} {share(times, part):.0f}"
            for name, part in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("most", 1))
        )
        print(f"{operation}: {len(times)} answers, ms: {shown}")
    return 1 if found.errors or found.lost else 0


if __name__ == "__main__":
    sys.exit(main())
