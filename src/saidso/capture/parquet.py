"""Parquet files: each row is a report, with the columns that a line of JSON Lines has as fields.

A row becomes such a line, and that line is what is captured: its SHA-256 is the id of the report, the
same whatever the row groups and the compression of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import msgspec

from saidso.capture.captures import MAX_BYTES, Origin, too_large
from saidso.errors import InputError

COLUMNS = ("id", "url", "outlet", "title", "published", "text", "html")
"""Columns that are read, in the order in which they stand in the captured line."""
_BUFFER = 1_000_000
"""Bytes of a column that are read from the file at a time."""
_BOMB, _TIGHT = 256_000_000, 100
"""A column of more bytes than this that is packed tighter than so many times holds no reports: text
packs some ten times, and a page of a column is unpacked in one piece."""


def read_rows(origin: Origin, stream: BinaryIO) -> Iterator[tuple[Origin, bytes | InputError]]:
    """Yield each row as a line of JSON Lines, or why it is none; one row is in memory at a time."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        help = "pip install 'saidso[parquet]'"
        yield origin, InputError(origin.given, "reading Parquet needs pyarrow", help=help)
        return
    number = 0
    try:
        file = pyarrow.parquet.ParquetFile(stream, buffer_size=_BUFFER)
        there = file.schema_arrow.names
        names = [name for name in COLUMNS if name in there]
        if wrong := _wrong(names, there):
            yield origin, InputError(origin.given, wrong)
            return
        for group in range(file.num_row_groups):
            shape = file.metadata.row_group(group)
            if _is_bomb(shape, names):
                where = f"{origin.given}, rows {number + 1} to {number + shape.num_rows}"
                what = "they unpack to far more than reports do"
                yield origin, InputError(where, what, help="the other rows are read")
                number += shape.num_rows
                continue
            for batch in file.iter_batches(
                batch_size=1, row_groups=[group], columns=names, use_threads=False
            ):
                for row in range(batch.num_rows):
                    number += 1
                    where_row = origin.line(number)
                    yield where_row, _line(where_row, [(n, batch.column(n)[row]) for n in names])
    except Exception as error:  # whatever a damaged file makes pyarrow raise, it cannot be read
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, not the file: what pyarrow itself says of damage has no number
        said = " ".join(str(error).split())[:200]
        given = f"{origin.given}, after row {number}" if number else origin.given
        yield origin, InputError(given, f"this is no Parquet file that can be read ({said})")
        return
    if not number:
        yield origin, InputError(origin.given, "the file is empty", help="one row is one report")


def _wrong(names: list[str], there: list[str]) -> str | None:
    """Return what is wrong with the columns of a file, None where nothing is."""
    if not {"text", "html"}.intersection(names):
        return 'this Parquet file has neither a column "text" nor "html"'
    twice = [name for name in names if there.count(name) > 1]
    return f'this Parquet file has more than one column "{twice[0]}"' if twice else None


def _is_bomb(shape: Any, names: list[str]) -> bool:
    columns = (shape.column(n) for n in range(shape.num_columns))
    return any(
        c.total_uncompressed_size > max(_BOMB, _TIGHT * c.total_compressed_size)
        for c in columns
        if c.path_in_schema.partition(".")[0] in names
    )


def _line(where: Origin, cells: list[tuple[str, Any]]) -> bytes | InputError:
    """Return the cells of a row as a line of JSON Lines."""
    try:
        if any(
            hasattr(c, "as_buffer") and c.is_valid and len(c.as_buffer()) > MAX_BYTES
            for _, c in cells
        ):
            return too_large(where.given)  # before it is copied
        fields = {name: _plain(cell.as_py()) for name, cell in cells}
        kept = {name: value for name, value in fields.items() if value is not None}
        return msgspec.json.encode(kept)
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
        return InputError(where.given, f"this row cannot be read ({error})")


def _plain(value: Any) -> Any:
    """Return a value as JSON has it: bytes as text, a day or a time as its ISO day."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
