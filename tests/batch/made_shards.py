"""Shards of short made reports, and what a batch wrote of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyarrow
import pyarrow.parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from saidso.batch.columns import read_records
from saidso.batch.shards import Place
from saidso.record import Record, decode

TOWNS = ("Harun", "Tamra", "Darvo", "Sennar", "Belcane", "Orvidal", "Mahrez", "Tolvi")


def story(number: int) -> str:
    """Return a made report; each number has one of its own."""
    town = TOWNS[number % len(TOWNS)]
    return (
        f"Gunmen killed {number % 7 + 2} guards at a checkpoint near {town} on Monday, police said.\n\n"
        f"A doctor at the clinic of {town} said {number + 3} people had been wounded."
    )


def row(number: int) -> dict[str, str]:
    """Return a report as a line of JSON Lines has it."""
    return {"id": f"r{number}", "published": "2021-05-04", "text": story(number)}


def jsonl(path: Path, numbers: range, *, between: bytes = b"") -> Path:
    """Write a shard of JSON Lines, with `between` as one more line after the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [msgspec.json.encode(row(n)) for n in numbers]
    if between:
        lines.insert(1, between)
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def parquet(path: Path, numbers: range) -> Path:
    """Write a shard of Parquet with the same columns, and one that is not read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [{**row(n), "crawler": "made"} for n in numbers]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=3)
    return path


def warc(path: Path, numbers: range) -> Path:
    """Write a shard of WARC, one page for each number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=path.suffix == ".gz")
        for n in numbers:
            first, second = story(n).split("\n\n")
            body = f"<html><body><article><p>{first}</p><p>{second}</p></article></body></html>"
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"http://news.example/r{n}",
                    "response",
                    io.BytesIO(body.encode()),
                    http_headers=head,
                    warc_headers_dict={"WARC-Date": "2021-05-04T10:00:00Z"},
                )
            )
    return path


def records(out: Path) -> Iterator[Record]:
    """Yield all records of a batch, shard by shard."""
    for done in Place(out).all_done():
        for json in read_records(Place(out).records(done.shard)):
            yield decode(json)


def names(out: Path) -> list[str]:
    """Return the names of all records of a batch, sorted: one that is there twice stands twice."""
    return sorted(record.report.name for record in records(out))


def files(out: Path) -> set[str]:
    """Return all files below a folder."""
    return {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()}
