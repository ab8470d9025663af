"""Rows of datasets that were imported: finding their cells again in the text of their record.

The text of an imported row has a line "column: value" for each cell (see `capture.rows`).
"""

from __future__ import annotations

from saidso.exchange.case import Case
from saidso.record import Dataset, Report, Span


def cells_of(case: Case, dataset: Dataset) -> dict[str, str] | None:
    """Return the cells of an incident that only one imported row of this dataset tells of."""
    if len(case.records) != 1:
        return None
    (record,) = case.records.values()
    if record.report.origin != dataset or len(record.incidents) != 1:
        return None
    return {c: record.report.text[slice(*s)] for c, s in spans_of(record.report).items()}


def spans_of(report: Report) -> dict[str, Span]:
    """Return where each cell of an imported row stands in the text of its report."""
    out: dict[str, Span] = {}
    at = 0
    for line in report.text.split("\n"):
        column, mark, value = line.partition(": ")
        if mark:
            start = at + len(column) + len(mark)
            out[column] = (start, start + len(value))
        at += len(line) + 1
    return out
