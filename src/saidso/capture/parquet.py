"""Parquet files: each row is a report, with the columns that a line of JSON Lines has as fields.

A row becomes such a line, and that line is what is captured: its SHA-256 is the id of the report, the
same whatever the row groups and the compression of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import msgspec

from saidso.capture.captures import Origin
from saidso.errors import InputError

COLUMNS = ("id", "url", "outlet", "title", "published", "text", "html")
"""Columns that are read, in the order in which they stand in the captured line."""
_ROWS = 32
"""Rows that are in memory at a time."""


def read_rows(origin: Origin, stream: BinaryIO) -> Iterator[tuple[Origin, bytes | InputError]]:
    """Yield each row as a line of JSON Lines, or why it is none; the file is read piece by piece."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        help = "pip install 'saidso[parquet]'"
        yield origin, InputError(origin.given, "reading Parquet needs pyarrow", help=help)
        return
    number = 0
    try:
        file = pyarrow.parquet.ParquetFile(stream)
        names = [name for name in COLUMNS if name in file.schema_arrow.names]
        if not {"text", "html"}.intersection(names):
            what = 'this Parquet file has neither a column "text" nor "html"'
            yield origin, InputError(origin.given, what)
            return
        for batch in file.iter_batches(batch_size=_ROWS, columns=names, use_threads=False):
            for row in range(batch.num_rows):
                number += 1
                where = origin.line(number)
                try:
                    fields = {name: _plain(batch.column(name)[row].as_py()) for name in names}
                    kept = {name: value for name, value in fields.items() if value is not None}
                    line = msgspec.json.encode(kept)
                except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
                    yield where, InputError(where.given, f"this row cannot be read ({error})")
                    continue
                yield where, line
    except pyarrow.ArrowException as error:
        said = " ".join(str(error).split())[:200]
        given = f"{origin.given}, after row {number}" if number else origin.given
        yield origin, InputError(given, f"this is no Parquet file that can be read ({said})")
        return
    if not number:
        yield origin, InputError(origin.given, "the file is empty", help="one row is one report")


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: bytes as text, a day or a time as its ISO day."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
