"""`saidso import`: rows of ACLED and UCDP GED files as incidents of a store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import click

from saidso.cli.read import DEFAULT_STORE

if TYPE_CHECKING:
    from saidso.capture.captures import Capture
    from saidso.errors import InputError
    from saidso.record import Dataset, Record


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option(
    "--from",
    "dataset",
    type=click.Choice(["acled", "ucdp"]),
    help="What the files are; told by their columns where it is not given.",
)
@click.option("--since", metavar="DAY", help="Only rows not before this day (2017-11-13).")
@click.option("--until", metavar="DAY", help="Only rows not after this day.")
@click.option("--country", metavar="NAME", help="Only rows of a country, by name or code (NGA).")
def command(
    files: tuple[str, ...],
    store: str,
    dataset: str | None,
    since: str | None,
    until: str | None,
    country: str | None,
) -> int:
    """Add the rows of your own ACLED or UCDP GED files to a store, each as an incident.

    FILE is a CSV or tab-separated file with its header, as ACLED or UCDP publish it or as `saidso
    export` writes it. Each row is kept as it came, with the dataset as its outlet and its sources as
    speakers; it takes part in linking, comparing and counts like a report. Two rows of one dataset
    are never one incident. A row that was imported before adds nothing; one that was changed since
    stands beside its first version. A row that cannot be read is named on stderr, the others are
    added, and the exit code is 1.
    """
    import msgspec

    from saidso.casefile import Asked, CaseFile
    from saidso.cli.progress import bar
    from saidso.errors import InputError
    from saidso.store import open_store

    failed = added = same = passed = 0
    screen = bar("importing", files)
    with open_store(store) as kept, screen:
        asked = CaseFile(kept).query(Asked(since=since, until=until, country=country))
        known = {entry.name: entry.id for entry in kept.entries()}
        for found in _records(files, cast("Dataset | None", dataset)):
            screen.step()
            if isinstance(found, InputError):
                failed += 1
                screen.say(found)
                continue
            capture, record = found
            incident = record.incidents[0]
            when, place = incident.date, incident.place
            if (
                (asked.since and (when is None or (when.latest or "") < asked.since))
                or (asked.until and (when is None or (when.earliest or "") > asked.until))
                or (asked.country and (place is None or place.country != asked.country))
            ):
                passed += 1
                continue
            name, id = record.report.name, record.report.id
            if known.get(name, id) != id:
                name = f"{name} ({id[:8]})"
                renamed = msgspec.structs.replace(record.report, name=name)
                record = msgspec.structs.replace(record, report=renamed)
            known.setdefault(name, id)
            if kept.add(record, capture.data, media=capture.media, name=name, given=capture.given):
                added += 1
            else:
                same += 1
    noun = "row" if added == 1 else "rows"
    click.echo(f"{added} {noun} added to {store}, {same} were there, {passed} not asked for")
    return 1 if failed else 0


def _records(
    files: tuple[str, ...], dataset: Dataset | None
) -> Iterator[tuple[Capture, Record] | InputError]:
    """Yield each row with its record, or the reason why there is none."""
    from pathlib import Path

    from saidso.capture.datasets import read_dataset, row_report
    from saidso.errors import InputError
    from saidso.exchange import from_acled, from_ucdp
    from saidso.incidents.ontology import load

    makers = {"acled": from_acled.record, "ucdp": from_ucdp.record}
    codes = load().codes
    for file in files:
        for found in read_dataset(Path(file), dataset=dataset):
            if isinstance(found, InputError):
                yield found
                continue
            kind = cast("Dataset", found.media)
            try:
                yield found, makers[kind](row_report(found, kind), codes)
            except InputError as error:
                what = error.what.removeprefix(f"{error.name}: ")
                yield InputError(found.given, what, help=error.help)
