"""Datasets: each row of a user's own ACLED or UCDP GED file is a capture, and its cells a text.

The captured bytes of a row are the header and the row as they stand in the file. The text has a line
"column: value" for each cell that is not empty; cells that tell what happened are paragraphs, all else
is residue, so that two rows are never alike because they have the same columns.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from saidso.capture.captures import Capture, Found
from saidso.capture.folders import reason
from saidso.errors import InputError
from saidso.record import Dataset, Published, Report, Segment
from saidso.safe import one_cell, restored

OUTLETS: dict[Dataset, str] = {"acled": "ACLED", "ucdp": "UCDP GED"}
IDS: dict[Dataset, str] = {"acled": "event_id_cnty", "ucdp": "id"}
NEEDED: dict[Dataset, frozenset[str]] = {
    "acled": frozenset(
        {"event_id_cnty", "event_date", "sub_event_type", "actor1", "country", "location"}
        | {"latitude", "longitude", "fatalities"}
    ),
    "ucdp": frozenset(
        {"id", "type_of_violence", "side_a", "side_b", "country", "where_coordinates"}
        | {"latitude", "longitude", "date_start", "date_end", "best", "high", "low"}
    ),
}
"""Columns without which a file is none of the dataset."""
TOLD: dict[Dataset, frozenset[str]] = {
    "acled": frozenset(
        {"event_date", "sub_event_type", "actor1", "actor2", "location", "source", "notes"}
        | {"fatalities"}
    ),
    "ucdp": frozenset(
        {"date_start", "date_end", "type_of_violence", "side_a", "side_b", "where_coordinates"}
        | {"source_original", "best", "high", "low"}
    ),
}
"""Columns whose cells tell what happened."""
_ZIP = b"PK\x03\x04"
_DELIMITERS = (",", "\t", ";")


def read_dataset(path: Path, *, dataset: Dataset | None = None) -> Iterator[Found]:
    """Yield a capture for each row of a file; what cannot be read is yielded as an InputError.

    The dataset is told by the columns where it is not given.
    """
    given = str(path)
    try:
        with path.open("rb") as file:
            if file.read(4) == _ZIP:
                help = "save the sheet as CSV, or unpack the archive"
                yield InputError(given, "this is an Excel file or a zip archive", help=help)
                return
            file.seek(0)
            yield from _rows(given, file, dataset)
    except OSError as error:
        yield InputError(given, f"cannot be read ({reason(error)})")


def row_report(capture: Capture, dataset: Dataset) -> Report:
    """Return the report of a captured row; raises InputError where the bytes are none."""
    cells = _cells(capture, dataset)
    lines: list[str] = []
    segments: list[Segment] = []
    at = 0
    for column, value in cells.items():
        line = f"{column}: {value}\n"
        lines.append(line)
        start, end = at + len(column) + 2, at + len(line)
        if column in TOLD[dataset]:
            segments.append(Segment(kind="residue", span=(at, start), why="column"))
            segments.append(Segment(kind="paragraph", span=(start, end)))
        else:
            segments.append(Segment(kind="residue", span=(at, end), why="coded cell"))
        at = end
    return Report(
        id=capture.sha256,
        name=capture.name,
        outlet=OUTLETS[dataset],
        language="en",
        published=_published(cells.get("timestamp", "")),
        text="".join(lines),
        segments=segments,
        origin=dataset,
    )


class _Lines:
    """The lines of a file as text; `taken` are the bytes since it was last asked."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._taken: list[bytes] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._file:
            self._taken.append(line)
            yield _decoded(line)

    def taken(self) -> bytes:
        out = b"".join(self._taken)
        self._taken = []
        return out


def _rows(given: str, file: BinaryIO, dataset: Dataset | None) -> Iterator[Found]:
    first = _decoded(file.readline())
    file.seek(0)
    lines = _Lines(file)
    reader = csv.reader(iter(lines), delimiter=_delimiter(first))
    try:
        header = _header(next(reader, []))
    except csv.Error as error:
        yield InputError(given, f"its first line is no header ({error})")
        return
    head = lines.taken()
    kind = dataset or _kind(header)
    missing = sorted(NEEDED[kind] - set(header)) if kind else []
    if kind is None or missing:
        what = f"the column {missing[0]} is missing" if missing else "it has columns of neither"
        help = "give a file as ACLED or UCDP publish it, with its header"
        yield InputError(given, f"this is no file of ACLED or UCDP GED: {what}", help=help)
        return
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            lines.taken()
            yield InputError(f"{given}:{number}", f"this line is no row ({error})")
            continue
        if row is None:
            return
        data = lines.taken()
        if not row:
            continue
        if len(row) != len(header):
            what = f"{len(row)} cells where the header has {len(header)}"
            yield InputError(f"{given}:{number}", what)
            continue
        id = one_cell(restored(row[header.index(IDS[kind])]))
        if not id:
            yield InputError(f"{given}:{number}", f"the cell {IDS[kind]} is empty")
            continue
        whole = head + data
        digest = hashlib.sha256(whole).hexdigest()
        yield Capture(f"{kind}:{id}", whole, kind, digest, f"{given}:{number}")


def _cells(capture: Capture, dataset: Dataset) -> dict[str, str]:
    """Return the cells of a captured row that are not empty, by column."""
    text = [_decoded(line) for line in capture.data.splitlines(keepends=True)]
    try:
        rows = list(csv.reader(text, delimiter=_delimiter(text[0] if text else "")))
    except csv.Error as error:
        raise InputError(capture.given, f"the row cannot be read ({error})") from None
    if len(rows) < 2 or not set(rows[0]):
        raise InputError(capture.given, "there is no row")
    pairs = zip(_header(rows[0]), rows[1], strict=False)
    return {c: v for c, raw in pairs if (v := one_cell(restored(raw))) and c}


def _header(row: list[str]) -> list[str]:
    return [one_cell(cell).removeprefix("\ufeff").casefold() for cell in row]


def _kind(header: list[str]) -> Dataset | None:
    kinds: tuple[Dataset, ...] = ("acled", "ucdp")
    found = max(kinds, key=lambda k: len(NEEDED[k] & set(header)))
    return found if IDS[found] in header and len(NEEDED[found] & set(header)) > 2 else None


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _decoded(line: bytes) -> str:
    """Return a line as text: UTF-8, or where it is none the western charset of older files."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _published(timestamp: str) -> Published | None:
    """Return the day on which ACLED published a row: seconds since 1970."""
    try:
        day = datetime.fromtimestamp(int(timestamp), UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return Published(edtf=day.isoformat(), from_="metadata")
