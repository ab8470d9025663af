"""`saidso incidents`: the incidents of a store across its reports."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from saidso.cli.read import DEFAULT_STORE

if TYPE_CHECKING:  # the command line starts without the store
    from saidso.linked import Review
    from saidso.store import Sort


@click.command("incidents")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--since", metavar="DAY", help="Not before this day (2017-11-13).")
@click.option("--until", metavar="DAY", help="Not after this day.")
@click.option("--country", metavar="NAME", help="Country, by its name or code (NGA).")
@click.option("--type", "kind", metavar="TYPE", help="Incident type (docs/ontology.md).")
@click.option("--text", metavar="WORDS", help="Words that a report of it holds; * ends a stem.")
@click.option("--main", is_flag=True, help="Only incidents that a report is about.")
@click.option(
    "--status",
    type=click.Choice(["suggested", "confirmed", "rejected"]),
    help="Only what the machine suggests, or people confirmed or rejected.",
)
@click.option(
    "--sort",
    type=click.Choice(["latest", "queue", "killed", "reports"]),
    default="latest",
    show_default=True,
    help="queue: disputed first, single origin next.",
)
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
@click.option(
    "--agreements", multiple=True, type=click.Path(), metavar="FILE", help="More of them."
)
@click.option("--json", "as_json", is_flag=True, help="Print one incident a line (JSON Lines).")
def command(
    store: str,
    since: str | None,
    until: str | None,
    country: str | None,
    kind: str | None,
    text: str | None,
    main: bool,
    status: Review | None,
    sort: Sort,
    limit: int | None,
    agreements: tuple[str, ...],
    as_json: bool,
) -> None:
    """List the incidents of a store across its reports as they stand, the latest first.

    Reports that tell of one happening are one incident; reports that print the same text are one
    origin. The days of an incident that nobody dates lie in no range.
    """
    from pathlib import Path

    from saidso.casefile import Asked, CaseFile
    from saidso.incidents.agreements import load
    from saidso.linked import encode_incident
    from saidso.store import open_store

    asked = Asked(
        since=since,
        until=until,
        country=country,
        type=kind,
        text=text,
        main=main,
        status=status,
        sort=sort,
    )
    with open_store(store, create=False) as kept:
        file = CaseFile(kept, agreements=load(Path(a) for a in agreements))
        found = file.listed(asked, limit=limit)
        if as_json:
            for one in found:
                sys.stdout.buffer.write(encode_incident(file.incident(one.id)) + b"\n")
            return
        from saidso.cli.incident_list import show_incidents

        plain = Asked(sort=sort)
        show_incidents(found, kept.place, filtered=asked != plain)
