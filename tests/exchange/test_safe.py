"""Cells break no row, run in no spreadsheet, and come back as they were."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from saidso.exchange.cells import Cell
from saidso.exchange.tables import Layout, line, writer
from saidso.safe import guarded, one_cell, restored, storable

TEXTS = st.text(alphabet=st.characters(codec=None), max_size=30) | st.text(
    alphabet="'=+-@\t\r\n\0\",;12a \u2028\ud800", max_size=12
)


@given(TEXTS)
@example("=1+1")
@example("'=1")
@example("''@x")
@example("-12")
@example("-12 dead")
def test_what_is_guarded_comes_back(text: str) -> None:
    cell = one_cell(text)
    assert restored(guarded(cell)) == cell


@given(TEXTS)
def test_no_cell_is_run_by_a_spreadsheet(text: str) -> None:
    cell = guarded(one_cell(text))
    if cell[:1] in tuple("=+-@\t\r"):
        float(cell)  # a plain number, which is no formula


@pytest.mark.parametrize("number", ["-12", "+3", "-3.5", "-1e5", "-99", ".5", "-.5"])
def test_numbers_stay_numbers(number: str) -> None:
    assert guarded(number) == number


@given(st.lists(TEXTS, min_size=3, max_size=3), st.sampled_from([",", "\t"]))
def test_a_row_is_one_line_for_every_reader(texts: list[str], delimiter: str) -> None:
    """With or without quoting: a reader of lines and a reader of quotes see as many rows."""
    layout = Layout(columns=["a", "b", "c"], id="a", delimiter=delimiter)
    cells = line(layout, dict(zip("abc", map(Cell, texts), strict=True)))
    file = io.StringIO(newline="")
    write = writer(file, layout)
    write(cells)
    write(["next", "row", "here"])
    written = file.getvalue()
    assert written.encode()
    assert len(written.split("\n")) == 3
    assert "\0" not in written
    assert list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter)) == [
        cells,
        ["next", "row", "here"],
    ]
    if delimiter == "\t":
        assert [len(row.split("\t")) for row in written.splitlines() if row] == [3, 3]


@given(TEXTS | st.integers())
def test_what_is_stored_fits_a_database(value: object) -> None:
    kept = storable(value)
    if isinstance(kept, str):
        kept.encode()
        assert "\0" not in kept
    elif isinstance(kept, int):
        assert -(2**63) <= kept < 2**63
