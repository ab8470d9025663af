"""`saidso read`: saved pages in, incident records out."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saidso.errors import InputError, UsageError, of_ours

if TYPE_CHECKING:
    from saidso.capture import Capture
    from saidso.record import Report

DEFAULT_STORE = "saidso.db"


@click.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", metavar="DATE", help="Day of publication, for pages that do not say.")
@click.option("--json", "as_json", is_flag=True, help="Print one record a line (JSON Lines).")
@click.option(
    "--store",
    metavar="PATH",
    help="Keep records here, a file or postgresql://... [saidso.db; none with --json].",
)
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
@click.option("--types", type=click.Path(path_type=Path), help="YAML file of more incident types.")
@click.option("--jobs", type=click.IntRange(1, 256), default=1, help="Processes to read with.")
def command(
    inputs: tuple[str, ...],
    published: str | None,
    as_json: bool,
    store: str | None,
    model: Path | None,
    types: Path | None,
    jobs: int,
) -> int:
    """Read saved pages into incident records.

    INPUT is a file (.html .htm .txt .md .jsonl .parquet .warc .warc.gz, or .xml for RSS and Atom), a
    folder of them, or - for standard input. A line of a .jsonl file is one report: {"text": ...} or
    {"html": ...}, with id, url, outlet, title and published where they are known; so is a row of a
    .parquet file with such columns. Each page of a WARC file is one report, and so is each item of a
    feed that has a text.

    A report that cannot be read is named on stderr, the others are read, and the exit code is 1.
    """
    from saidso.batch.processes import read_many
    from saidso.capture.reports import publication_day
    from saidso.cli.progress import bar
    from saidso.record import encode

    if published and publication_day(published) is None:
        what = f"--published: {published[:60]!r} is not a date"
        raise UsageError(what, help="write it as YYYY-MM-DD")
    failed = 0
    captures: deque[Capture] = deque()
    screen = bar("reading", inputs if not as_json else ())

    def reports() -> Iterator[Report]:
        nonlocal failed
        for found in _reports(inputs, published):
            if isinstance(found, InputError):
                failed += 1
                screen.say(found)
                continue
            report, captured = found
            captures.append(captured)
            yield report

    kept = None
    if store or not as_json:
        from saidso.store import open_store

        kept = open_store(store or DEFAULT_STORE)
    with screen:
        for record in read_many(reports(), jobs=jobs, model=model, types=types):
            captured = captures.popleft()
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
    inputs: tuple[str, ...], published: str | None
) -> Iterator[tuple[Report, Capture] | InputError]:
    """Yield each report with its capture, or the reason why there is none."""
    from saidso.capture import find, report

    for found in find(inputs):
        if isinstance(found, InputError):
            yield found
            continue
        try:
            yield report(found, published=published), found
        except InputError as error:
            yield error
        except Exception as fault:  # one report never stops the others
            yield of_ours(found.given, fault)
