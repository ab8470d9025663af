"""WARC files out: what was fetched, and the archive of a store (ISO 28500).

What came in as a WARC record goes out as it is. Any other item becomes a `resource` record that also
says, in two headers of our own, what `saidso read` must know to make the same report of it again.
"""

from __future__ import annotations

import gzip
import io
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from saidso import __version__

_TYPES = {
    "html": "text/html",
    "text": "text/plain",
    "jsonl": "application/x-ndjson",
}


class Item(msgspec.Struct, frozen=True):
    """One archive item: its bytes, what they are, and what is known of how they came in."""

    sha256: str
    data: bytes
    media: str
    name: str
    url: str | None
    captured_at: str


def append(path: Path, records: Iterable[bytes]) -> None:
    """Add records to a file, each a gzip member of its own; a new file begins with a warcinfo."""
    new = not path.exists() or not path.stat().st_size
    with path.open("ab") as stream:
        if new:
            _write(stream, about())
        for record in records:
            _write(stream, record)


def write(path: Path, items: Iterable[Item]) -> int:
    """Write the archive of a store; return how many items. The same items give the same bytes."""
    count = 0
    with path.open("wb") as stream:
        _write(stream, about())
        for item in items:
            _write(stream, item.data if item.media == "warc" else resource(item))
            count += 1
    return count


def _write(stream: BinaryIO, record: bytes) -> None:
    stream.write(gzip.compress(record + b"\r\n\r\n", mtime=0))


def about() -> bytes:
    """Return the record that says who wrote a file; not when, so that it is the same each time."""
    fields = f"software: saidso/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    return _record("warcinfo", fields, {}, "application/warc-fields")


def resource(item: Item) -> bytes:
    """Return the record of an item that was no WARC record."""
    headers = {
        "WARC-Target-URI": item.url or f"urn:sha256:{item.sha256}",
        "WARC-Date": item.captured_at.replace("+00:00", "Z"),
        "WARC-Block-Digest": f"sha256:{item.sha256}",
        "Saidso-Media": item.media,
        "Saidso-Name": quote(item.name),
    }
    return _record(
        "resource", item.data, headers, _TYPES.get(item.media, "application/octet-stream")
    )


def _record(kind: str, block: bytes, headers: dict[str, str], content_type: str) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders

    named = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join([kind, *headers.values()]))
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{named}>"),
        *({"WARC-Date": "1970-01-01T00:00:00Z"} | headers).items(),
        ("Content-Type", content_type),
        ("Content-Length", str(len(block))),
    ]
    out = io.BytesIO()
    head = [(name, " ".join(value.split())) for name, value in lines]
    out.write(StatusAndHeaders("", head, protocol="WARC/1.1").to_bytes(encoding="utf-8"))
    out.write(block)
    return out.getvalue()
