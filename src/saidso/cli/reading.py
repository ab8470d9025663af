"""What `saidso read` and `saidso fetch` have in common: captures are read, printed and kept."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from saidso.batch.processes import read_many
from saidso.capture import Capture, report
from saidso.capture.reports import publication_day
from saidso.cli.progress import Bar
from saidso.errors import InputError, UsageError, of_ours
from saidso.record import Report, encode


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
    waiting: deque[Capture] = deque()

    def reports() -> Iterator[Report]:
        nonlocal failed
        for found in _reports(captures, published):
            if isinstance(found, InputError):
                failed += 1
                screen.say(found)
                continue
            one, captured = found
            waiting.append(captured)
            yield one

    kept = None
    if store:
        from saidso.store import open_store

        kept = open_store(store)
    with screen:
        for record in read_many(reports(), jobs=jobs, model=model, types=types):
            captured = waiting.popleft()
            screen.step()
            if isinstance(record, InputError):
                failed += 1
                screen.say(record)
                continue
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


def _reports(
    captures: Iterable[Capture | InputError], published: str | None
) -> Iterator[tuple[Report, Capture] | InputError]:
    """Yield each report with its capture, or the reason why there is none."""
    for found in captures:
        if isinstance(found, InputError):
            yield found
            continue
        try:
            yield report(found, published=published), found
        except InputError as error:
            yield error
        except Exception as fault:  # one report never stops the others
            yield of_ours(found.given, fault)
