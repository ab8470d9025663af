"""The rows of a store: what is kept of captured bytes, of a record and of its incidents."""

from __future__ import annotations

import hashlib
import zlib
from datetime import UTC, datetime
from typing import TypeAlias

from saidso import __version__
from saidso.record import Incident, Record, Tally, encode

Row: TypeAlias = dict[str, "str | int | float | bytes | None"]
"""Values by column name, as SQLAlchemy takes them."""


LARGEST = 2**63 - 1
"""The largest integer that a column holds (SQLite, PostgreSQL bigint)."""


def now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def page(data: bytes, sha256: str, *, media: str, name: str) -> Row:
    """Return the row of `archive` for captured bytes, compressed where that makes them smaller."""
    packed = zlib.compress(data)
    small = len(packed) < len(data)
    return {
        "sha256": sha256,
        "codec": "zlib" if small else "raw",
        "bytes": packed if small else data,
        "size": len(data),
        "media": media,
        "name": name,
        "captured_at": now(),
        "tool": __version__,
    }


def unpacked(codec: str, data: bytes) -> bytes:
    """Return the captured bytes of a row of `archive`; raises ValueError where it is damaged."""
    if codec == "raw":
        return data
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise ValueError(str(error)) from error


def reading(record: Record) -> Row:
    """Return the row of `records` for a record."""
    json = encode(record)
    report = record.report
    return {
        "report": report.id,
        "name": report.name,
        "version": record.reader.version,
        "model": record.reader.model,
        "digest": hashlib.sha256(json).hexdigest(),
        "read_at": now(),
        "title": report.title,
        "outlet": report.outlet,
        "published": report.published.edtf if report.published else None,
        "json": json.decode(),
    }


def incident(record: int, found: Incident) -> Row:
    """Return the row of `incidents` for an incident of the record in row `record`."""
    date, place = found.date, found.place
    return {
        "record": record,
        "id": found.id,
        "type": found.type,
        "main": int(found.main),
        "status": found.status,
        "date": date.edtf if date else None,
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "killed": _best(found.killed),
        "injured": _best(found.injured),
    }


def _best(tally: Tally | None) -> int | None:
    return None if tally is None or tally.best is None else min(tally.best, LARGEST)
