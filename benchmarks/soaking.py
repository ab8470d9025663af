"""What a soak reads: made reports in shards and a folder, hostile ones among them, and where each stands."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import TypeVar

import msgspec

from benchmarks import hostile
from benchmarks.load import page
from saidso.capture import find, report
from saidso.cli import made_pages
from saidso.errors import InputError

T = TypeVar("T")

SHARD = 100
"""Reports of a shard."""
MAX_FLOOD, FLOOD = 499_000, 20_000
"""Characters of a flood: the first of each kind, in a full soak, and all others."""


class Given(msgspec.Struct, frozen=True):
    """One input: its shard, by what a record of it is called and a failure names it, and its kind.

    `kind` is empty where the input is a good report, which must be read. `at` is the number of the line
    or row, or the half-open range of bytes of a WARC record.
    """

    shard: str
    name: str
    at: tuple[int, int]
    kind: str = ""


class Made(msgspec.Struct):
    """The folders of shards and pages that were written, and all that stands in them."""

    shards: Path
    folder: Path
    given: list[Given] = []


def pool() -> list[list[str]]:
    """Return the sentences of the shipped samples, story by story."""
    samples = Path(made_pages.__file__).parent.parent / "samples"
    found = [report(one) for one in find([str(samples)]) if not isinstance(one, InputError)]
    return made_pages.stories(found)


def make(out: Path, reports: int, *, seed: int, full: bool) -> Made:
    """Write so many reports, one in a hundred hostile: lines, WARC, Parquet, and a folder of pages.

    `full` has the floods and the lines that are too large in full size (hundreds of MB on the disk).
    """
    made = Made(out / "in", out / "folder")
    draw = random.Random(seed)
    huge = 100_000_000 if full else 21_000_000
    wanted = reports // 100
    kinds = cycle(("jsonl", "warc.gz", "jsonl", "parquet", "warc", "jsonl", "parquet", "warc.gz"))
    bad = _Bad(draw, huge, MAX_FLOOD if full else FLOOD)
    stories = pool()
    pages = reports // 10
    numbers = iter(range(reports))
    shards = -(-(reports - pages) // SHARD)
    for n in range(shards):
        kind = next(kinds)
        path = made.shards / f"{n:04d}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        count = min(SHARD, reports - pages - n * SHARD)
        few = max(1, wanted * count // reports) if wanted else 0
        made.given += _WRITERS[kind](path, stories, numbers, count - few, few, bad)
    made.given += _broken_parquet(made.shards, stories)
    made.folder.mkdir(parents=True, exist_ok=True)
    made.given += _folder(made.folder, stories, numbers, pages, max(12, pages // 75), bad)
    return made


class _Bad:
    """Deals hostile inputs, each kind in turn."""

    def __init__(self, draw: random.Random, huge: int, flood: int) -> None:
        self.draw, self.huge = draw, huge
        self._first = flood
        self._dealt: dict[str, int] = {}

    def text(self) -> tuple[str, str]:
        return self._deal("text", lambda size: hostile.texts(size))

    def page(self) -> tuple[str, bytes]:
        return self._deal("page", lambda size: hostile.pages(size, self.huge, self.draw))

    def line(self) -> tuple[str, Iterator[bytes]]:
        kind, line = self._deal("line", lambda _: hostile.lines(self.huge))
        return kind, line()

    def body(self, good: bytes) -> tuple[str, tuple[str, bytes]]:
        return self._deal("body", lambda _: hostile.bodies(good, self.huge))

    def record(self, url: str, good: bytes) -> tuple[str, bytes]:
        return self._deal("record", lambda _: hostile.records(url, good))

    def file(self) -> tuple[str, tuple[str, bytes]]:
        return self._deal("file", lambda _: hostile.files(self.huge))

    def turn(self, *ways: str) -> str:
        """Return whose turn it is."""
        self._dealt["/".join(ways)] = number = self._dealt.get("/".join(ways), -1) + 1
        return ways[number % len(ways)]

    def _deal(self, sort: str, made: Callable[[int], dict[str, T]]) -> tuple[str, T]:
        number = self._dealt.get(sort, 0)
        self._dealt[sort] = number + 1
        some = made(FLOOD)
        kind = list(some)[number % len(some)]
        if number < len(some) and self._first != FLOOD:
            some = made(self._first)
        return kind, some[kind]


def words(draw: random.Random) -> int:
    """Return how many words a report has: some 80 in the middle, few of more than 300."""
    return min(2_000, max(30, int(draw.lognormvariate(4.4, 0.6))))


def _line(stories: Sequence[Sequence[str]], number: int, draw: random.Random) -> dict[str, str]:
    return {
        "id": f"r{number}",
        "published": f"20{number % 20:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "text": f"{made_pages.text(stories, words(draw), seed=number)}\n\nMade report {number}.",
    }


def _order(good: int, few: int, draw: random.Random) -> list[bool]:
    """Return where the hostile ones stand; the first one is good, as it tells what a file is."""
    order = [False] * (good - 1) + [True] * few
    draw.shuffle(order)
    return [False, *order]


def _jsonl(
    path: Path, stories: list[list[str]], numbers: Iterator[int], good: int, few: int, bad: _Bad
) -> Iterator[Given]:
    with path.open("wb") as file:
        for at, wrong in enumerate(_order(good, few, bad.draw), 1):
            kind, name = "", f"{path.name}:{at}"
            if not wrong:
                row = _line(stories, next(numbers), bad.draw)
                name = row["id"]
                file.write(msgspec.json.encode(row))
            elif bad.turn("line", "text", "line", "page") == "line":
                kind, pieces = bad.line()
                file.writelines(pieces)
            else:
                kind, row = _row(bad)
                file.write(msgspec.json.encode({"id": f"bad-{name}", **row}))
                name = f"bad-{name}"
            file.write(b"\n")
            yield Given(path.name, name, (at, at + 1), kind)


def _row(bad: _Bad) -> tuple[str, dict[str, str]]:
    if bad.turn("a text", "a page") == "a text":
        kind, text = bad.text()
        return kind, {"text": text.encode("utf-8", "replace").decode()}
    kind, data = bad.page()
    return kind, {"html": data.decode("utf-8", "replace")}


def _parquet(
    path: Path, stories: list[list[str]], numbers: Iterator[int], good: int, few: int, bad: _Bad
) -> Iterator[Given]:
    import pyarrow
    import pyarrow.parquet

    rows: list[dict[str, str | None]] = []
    for at, wrong in enumerate(_order(good, few, bad.draw), 1):
        kind = ""
        row: dict[str, str | None] = {"id": f"bad-{path.name}:{at}", "text": None, "html": None}
        if wrong:
            kind, more = _row(bad)
            row |= more
        else:
            row |= _line(stories, next(numbers), bad.draw)
        rows.append(row)
        yield Given(path.name, str(row["id"]), (at, at + 1), kind)
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=40)


def _broken_parquet(folder: Path, stories: list[list[str]]) -> Iterator[Given]:
    import pyarrow
    import pyarrow.parquet

    whole = folder / "whole.parquet"
    text = made_pages.text(stories, 100, seed=1)
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"text": text}] * 50), whole)
    data = whole.read_bytes()
    whole.unlink()
    bomb = pyarrow.Table.from_pylist([{"text": "word " * 5_000_000}] * 12)
    pyarrow.parquet.write_table(
        bomb, folder / "z-bomb.parquet", use_dictionary=False, compression="zstd"
    )
    yield Given("z-bomb.parquet", "z-bomb.parquet:1", (0, 13), "Parquet bomb")
    for kind, broken in (
        ("cut", data[: len(data) // 2]),
        ("no-footer", data[:-8] + b"\x00" * 8),
        ("damaged", data[:60] + b"\xff" * 60 + data[120:]),
        ("noise", b"PAR1" + bytes(range(256)) + b"PAR1"),
        ("no-text", _table({"url": ["http://a.example/"]})),
    ):
        (folder / f"z-{kind}.parquet").write_bytes(broken)
        yield Given(f"z-{kind}.parquet", f"z-{kind}.parquet:1", (0, 51), f"Parquet {kind}")


def _table(columns: dict[str, list[str]]) -> bytes:
    import io

    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


def _warc(
    path: Path, stories: list[list[str]], numbers: Iterator[int], good: int, few: int, bad: _Bad
) -> Iterator[Given]:
    packed = path.suffix == ".gz"
    at, after = 0, ""
    with path.open("wb") as file:
        for wrong in _order(good, few, bad.draw):
            kind, after = after, ""
            if not wrong:
                number = next(numbers)
                url = f"http://news.example/r{number}"
                data = hostile.answer(url, _page(stories, number, bad.draw))
            else:
                url = f"http://hostile.example/{path.name}/{at}"
                kind, data = _hostile_record(url, bad)
                if kind == "length too long" and not packed:
                    after = "it follows a record that says that it is longer"
            if packed:
                data = gzip.compress(data, 6)
                if wrong and bad.turn("whole", "whole", "cut") == "cut":
                    kind, data = f"{kind}, its member cut", data[: max(30, len(data) // 2)]
            file.write(data)
            yield Given(path.name, url, (at, at + len(data)), kind)
            at += len(data)


def _hostile_record(url: str, bad: _Bad) -> tuple[str, bytes]:
    good = page(bad.draw, 100).encode()
    way = bad.turn("body", "record", "page", "body", "text")
    if way == "body":
        kind, (more, body) = bad.body(good)
        return kind, hostile.answer(url, body, more)
    if way == "record":
        return bad.record(url, good)
    if way == "page":
        kind, data = bad.page()
        return kind, hostile.answer(url, data)
    kind, text = bad.text()
    return kind, hostile.answer(url, text.encode("utf-8", "surrogatepass"), kind="plain")


def _page(stories: list[list[str]], number: int, draw: random.Random) -> bytes:
    """Return a made page; each tenth has the menus and scripts of a usual one."""
    whole = number % 10 == 0
    return made_pages.page(stories, number, words=words(draw), whole=whole).encode()


def _folder(
    folder: Path, stories: list[list[str]], numbers: Iterator[int], count: int, few: int, bad: _Bad
) -> Iterator[Given]:
    few = min(few, count // 2)
    for at, wrong in enumerate(_order(count - few, few, bad.draw)):
        kind, suffix = "", ".html"
        if not wrong:
            data = _page(stories, next(numbers), bad.draw)
        elif (way := bad.turn("file", "page", "file", "text")) == "page":
            kind, data = bad.page()
        elif way == "file":
            kind, (suffix, data) = bad.file()
        else:
            kind, text = bad.text()
            suffix, data = ".txt", text.encode("utf-8", "surrogatepass")
        name = f"{at:05d}{suffix}"
        (folder / name).write_bytes(data)
        yield Given("", name, (0, 1), kind)


_WRITERS = {"jsonl": _jsonl, "parquet": _parquet, "warc": _warc, "warc.gz": _warc}
