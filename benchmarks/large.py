"""Memory for very large input: a web archive and a column of gigabytes, a hundred thousand lines, long texts.

    python -m benchmarks.large [--gigabytes 2] [--lines 100000] [--out DIR]

Writes each, reads it with `saidso batch --jobs 1`, and prints the most memory that all its processes held.
Most of what is read is cheap to read (pictures in the archive, lines in another language), since what is
asked is the memory. The exit code is 1 where it went beyond MOST.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from benchmarks.hostile import answer
from benchmarks.soak import MOST
from benchmarks.soaking import pool
from benchmarks.watching import watch
from saidso.cli import made_pages

_GERMAN = "Die Soldaten wurden am Montag in der Nähe der Grenze beschossen, sagte das Ministerium. "
_MB = 1_000_000


def archive(path: Path, size: int) -> None:
    """Write a WARC of so many bytes: pictures of 15 MB, and a page after each."""
    stories = pool()
    with path.open("wb") as file:
        number = 0
        while file.tell() < size:
            url = f"http://news.example/{number}"
            file.write(
                answer(url + ".jpg", b"\xff\xd8" * (15 * _MB // 2)).replace(
                    b"text/html", b"image/jpg"
                )
            )
            file.write(answer(url, made_pages.page(stories, number, words=200).encode()))
            number += 1


def lines(path: Path, count: int) -> None:
    """Write so many lines, of which one in a thousand is English."""
    stories = pool()
    with path.open("wb") as file:
        for number in range(count):
            text = _GERMAN * 5 if number % 1000 else made_pages.text(stories, 100, seed=number)
            file.write(msgspec.json.encode({"id": f"r{number}", "text": text}) + b"\n")


def column(path: Path, size: int) -> None:
    """Write a Parquet file with one row group of so many bytes."""
    import pyarrow
    import pyarrow.parquet

    draw = random.Random(1)
    words = [f"wort{draw.randrange(10**6)}" for _ in range(20_000)]
    schema = pyarrow.schema([("text", pyarrow.string())])
    rows = size // (4 * _MB)
    with pyarrow.parquet.ParquetWriter(path, schema, use_dictionary=False) as file:
        texts = [_GERMAN + " ".join(draw.choices(words, k=400_000)) for _ in range(rows)]
        file.write_table(pyarrow.table({"text": texts}, schema), row_group_size=rows)


def long_report(path: Path) -> None:
    """Write one report of 200 pages: 70,000 words."""
    text = made_pages.text(pool(), 70_000, seed=1)
    path.write_bytes(msgspec.json.encode({"id": "long", "text": text}) + b"\n")


def long_page(path: Path) -> None:
    """Write one HTML page of nearly 20 MB, most of it markup, as an archive."""
    page = made_pages.page(pool(), 1, words=2_000).encode()
    filler = b"<div class=a>" + b"<i>x</i>" * 40 + b"</div>"
    body = page.replace(
        b"</article>", b"</article>" + filler * ((19 * _MB - len(page)) // len(filler))
    )
    path.write_bytes(answer("http://news.example/long", body))


def main() -> int:
    """Print one line for each; return 1 where one is beyond MOST."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=2.0)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--out", type=Path, help="write here and not where temporary files go")
    options = parser.parse_args()
    size = int(options.gigabytes * 1e9)
    kinds: dict[str, Callable[[Path], None]] = {
        "long.jsonl": long_report,
        "page.warc": long_page,
        "column.parquet": lambda path: column(path, size // 4),
        "archive.warc": lambda path: archive(path, size),
        "lines.jsonl": lambda path: lines(path, options.lines),
    }
    worst = 0.0
    for name, write in kinds.items():
        with tempfile.TemporaryDirectory(dir=options.out) as folder:
            path = Path(folder) / name
            write(path)
            run = watch("batch", str(path), "--out", f"{folder}/out", "--jobs", "1")
            worst = max(worst, run.peak)
            print(
                f"{name}: {path.stat().st_size / 1e6:,.0f} MB, exit code {run.code}, {run.cpu:.0f} s of CPU,"
                f" peak memory {run.peak:,.0f} MB; {b' '.join(run.lines).decode()[:160].strip()!r}",
                flush=True,
            )
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
