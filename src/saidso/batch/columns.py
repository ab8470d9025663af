"""The Parquet of a shard: one row per record, with columns to choose by and the whole record as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from saidso.errors import UsageError
from saidso.record import Record, encode

_ROWS = 1000
"""Rows of a row group at most."""
_SIZE = 8_000_000
"""Bytes of JSON at which a row group is written, whatever its rows."""


def arrow() -> Any:
    """Return pyarrow with its Parquet; raises UsageError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise UsageError(
            "batches need pyarrow, which is not installed",
            help="pip install 'saidso[batch]'",
        ) from None
    return pyarrow


def schema() -> Any:
    """Return the Arrow schema: report, then its main incident, then the record.

    `id` is the SHA-256 of the captured bytes, `type` to `injured` are those of the main incident
    (`date` in EDTF, the numbers are the best ones), `json` is the record as `saidso read --json`
    prints it.
    """
    pa = arrow()
    text, number = pa.string(), pa.int64()
    return pa.schema(
        [
            pa.field("name", text, nullable=False),
            pa.field("id", text, nullable=False),
            ("url", text),
            ("outlet", text),
            ("title", text),
            ("published", text),
            pa.field("incidents", pa.int32(), nullable=False),
            ("type", text),
            ("date", text),
            ("place", text),
            ("country", text),
            ("lat", pa.float64()),
            ("lon", pa.float64()),
            ("killed", number),
            ("injured", number),
            pa.field("json", pa.large_string(), nullable=False),
        ]
    )


class RecordFile:
    """A Parquet file of records that is being written, row group by row group."""

    def __init__(self, path: Path) -> None:
        self._schema = schema()
        self._writer = arrow().parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def add(self, record: Record) -> None:
        """Add one record."""
        row = _row(record)
        self._rows.append(row)
        self._size += len(row["json"])
        if len(self._rows) == _ROWS or self._size > _SIZE:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(arrow().Table.from_pylist(self._rows, self._schema))
        self._rows, self._size = [], 0


def read_records(path: Path) -> Iterator[bytes]:
    """Yield the JSON of each record of a file, piece by piece."""
    file = arrow().parquet.ParquetFile(path)
    for batch in file.iter_batches(batch_size=100, columns=["json"], use_threads=False):
        for value in batch.column("json"):
            yield value.as_py().encode()


LARGEST = 2**63 - 1
"""The largest number that a column holds."""


def _row(record: Record) -> dict[str, Any]:
    report = record.report
    main = next((i for i in record.incidents if i.main), None)
    date, place = (main.date, main.place) if main else (None, None)
    killed, injured = (main.killed, main.injured) if main else (None, None)
    return {
        "name": report.name,
        "id": report.id,
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published.edtf if report.published else None,
        "incidents": len(record.incidents),
        "type": main.type if main else None,
        "date": date.edtf if date else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "killed": min(killed.best, LARGEST) if killed and killed.best is not None else None,
        "injured": min(injured.best, LARGEST) if injured and injured.best is not None else None,
        "json": encode(record).decode(),
    }
