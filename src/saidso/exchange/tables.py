"""Tables of text: rows of cells as CSV or tab-separated values, and the explanation beside them."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

import msgspec

from saidso.exchange.case import Case
from saidso.exchange.cells import UNKNOWN, Cell, LeftOut, Row
from saidso.safe import guarded, one_cell


class Written(msgspec.Struct, frozen=True):
    """What an export wrote: its files, how many rows, and the incidents without one."""

    files: list[Path]
    rows: int
    left_out: list[LeftOut] = []


class Layout(msgspec.Struct, frozen=True):
    """How a table is written: its columns, what stands between cells, what stands for unknown."""

    columns: Sequence[str]
    id: str
    """The column that tells rows apart."""
    delimiter: str = ","
    header: bool = True
    unknown: str = ""


class _Explained(msgspec.Struct, frozen=True):
    """One line of the explanation: a row, or an incident without one."""

    incident: str
    id: str | None
    left_out: str | None
    cells: dict[str, Cell]


def explanation(out: Path) -> Path:
    """Return the path of the explanation beside `out`."""
    return out.with_name(out.name + ".explain.jsonl")


@contextmanager
def written(out: Path) -> Iterator[BinaryIO]:
    """Give a file that takes the place of `out` when all of it is there; nothing is left on errors."""
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as file:
            yield file
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def written_text(out: Path) -> Iterator[TextIO]:
    """Give a text file (UTF-8, lines as they are) that takes the place of `out`."""
    part = out.with_name(out.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)


def line(layout: Layout, row: Row) -> list[str]:
    """Return the cells of a row in the order of the columns, safe to write."""
    cells = (row.get(c, UNKNOWN).value for c in layout.columns)
    return [guarded(one_cell(cell)) or layout.unknown for cell in cells]


def writer(file: TextIO, layout: Layout) -> Callable[[Sequence[str]], object]:
    """Return what writes one row; a cell with a delimiter or a quotation mark is quoted."""
    return csv.writer(file, delimiter=layout.delimiter, lineterminator="\n").writerow


def export(
    cases: Iterable[Case],
    out: Path,
    *,
    layout: Layout,
    row: Callable[[Case], Row | LeftOut],
    explain: bool,
) -> Written:
    """Write one row for each case that has one, and with `explain` how each cell was made."""
    rows = 0
    left_out: list[LeftOut] = []
    files = [out, explanation(out)] if explain else [out]
    with ExitStack() as open_files:
        file = open_files.enter_context(written_text(out))
        notes = open_files.enter_context(written(explanation(out))) if explain else None
        write = writer(file, layout)
        if layout.header:
            write(layout.columns)
        for case in cases:
            made = row(case)
            note = _noted(case.incident.id, made, layout)
            if notes is not None:
                notes.write(msgspec.json.encode(note) + b"\n")
            if isinstance(made, LeftOut):
                left_out.append(made)
                continue
            write(line(layout, made))
            rows += 1
    return Written(files, rows, left_out)


def _noted(incident: str, made: Row | LeftOut, layout: Layout) -> _Explained:
    if isinstance(made, LeftOut):
        return _Explained(incident, None, made.reason, {})
    cells = {c: made[c] for c in layout.columns if c in made and made[c].rule}
    return _Explained(incident, made[layout.id].value, None, cells)
