"""What `saidso read` and `saidso fetch` have in common: captures are read, printed and kept."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from saidso.batch.marks import with_marks
from saidso.batch.processes import Crew
from saidso.capture import Capture
from saidso.capture.reports import publication_day
from saidso.cli.progress import Bar
from saidso.errors import InputError, UsageError
from saidso.record import encode


def day(published: str | None) -> str | None:
    """Return a day of publication as it was given; raises UsageError where it is no date."""
    if published and publication_day(published) is None:
        what = f"--published: {published[:60]!r} is not a date"
        raise UsageError(what, help="write it as YYYY-MM-DD")
    return published


def read_all(
    captures: Iterable[Capture | InputError],
    *,
    published: str | None,
    as_json: bool,
    store: str | None,
    model: Path | None,
    types: Path | None,
    jobs: int,
    screen: Bar,
) -> int:
    """Read captures, print their records, keep them in `store` if one is given; return the exit code."""
    failed = 0
    kept = None
    if store:
        from saidso.store import open_store

        kept = open_store(store)
    with screen, Crew(jobs, model=model, types=types) as crew:
        for found in crew.read(captures, published=published):
            screen.step()
            if kept is not None:
                found = with_marks(found, kept, crew)
            if isinstance(found, InputError):
                failed += 1
                screen.say(found)
                continue
            record, captured = found
            if kept is not None:
                kept.add(
                    record,
                    captured.data,
                    media=captured.media,
                    name=record.report.name,
                    given=captured.given,
                )
            if as_json:
                sys.stdout.buffer.write(encode(record) + b"\n")
                sys.stdout.buffer.flush()
            else:
                from saidso.cli.render import show_record

                show_record(record)
    if kept is not None:
        kept.close()
    return 1 if failed else 0
