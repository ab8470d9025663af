"""Marks: text that a reviewer marked as body, or as none, is read so when its page is read once more."""

from __future__ import annotations

from typing import Protocol

from saidso.batch.processes import Outcome
from saidso.errors import InputError
from saidso.record import Record, Report


class Marked(Protocol):
    """A store: what people marked stands there."""

    def as_marked(self, report: Report) -> Report:
        """Return a report with its segments as people marked them, itself where nobody did."""


class Rereader(Protocol):
    """Processes that read."""

    def again(self, report: Report) -> Record | InputError:
        """Return the record of a report that was taken apart before."""


def with_marks(found: Outcome, store: Marked, crew: Rereader) -> Outcome:
    """Return what became of a page, read once more where people marked text of it in the store."""
    if isinstance(found, InputError):
        return found
    record, captured = found
    report = store.as_marked(record.report)
    if report is record.report:
        return found
    read = crew.again(report)
    return read if isinstance(read, InputError) else (read, captured)
