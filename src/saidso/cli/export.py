"""`saidso export`: the incidents of a store in the formats of the field."""

from __future__ import annotations

from pathlib import Path

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("export")
@click.option("--to", "format", metavar="FORMAT", required=True, help="One of those named above.")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--out", metavar="PATH", required=True, help="The file to write.")
@click.option("--since", metavar="DAY", help="Not before this day (2017-11-13).")
@click.option("--until", metavar="DAY", help="Not after this day.")
@click.option("--country", metavar="NAME", help="Country, by its name or code (NGA).")
@click.option("--type", "kind", metavar="TYPE", help="Incident type (docs/ontology.md).")
@click.option("--main", is_flag=True, help="Only incidents that a report is about.")
@click.option("--confirmed", is_flag=True, help="Only incidents that a person has confirmed.")
@click.option(
    "--explain", is_flag=True, help="Write beside it by which rule and claims each cell was made."
)
def command(
    format: str,
    store: str,
    out: str,
    since: str | None,
    until: str | None,
    country: str | None,
    kind: str | None,
    main: bool,
    confirmed: bool,
    explain: bool,
) -> None:
    """Write the incidents of a store in a format that others read.

    FORMAT is one of acled, ucdp, polecat, gdelt, icews, ftm, geojson, webannotation, claims,
    parquet, sqlite, schemaorg; docs/formats has a page for each. What people rejected is never
    written. Incidents that a format has no place for are counted with the reason. A cell that a
    spreadsheet would run gets an apostrophe before it (docs/formats/README.md).
    """
    from saidso.casefile import Asked, CaseFile
    from saidso.exchange.case import Case
    from saidso.exchange.formats import export
    from saidso.store import open_store

    path = Path(out)
    _check(path)
    asked = Asked(
        since=since,
        until=until,
        country=country,
        type=kind,
        main=main,
        status="confirmed" if confirmed else None,
    )
    with open_store(store, create=False) as kept:
        file = CaseFile(kept)
        found = (
            Case(incident, file.records_of(incident))
            for incident in file.incidents(asked)
            if incident.status != "rejected"
        )
        done = export(format, found, path, explain=explain)
    noun = "row" if done.rows == 1 else "rows"
    click.echo(f"{done.rows} {noun} in {', '.join(str(f) for f in done.files)}")
    reasons: dict[str, dict[str, int]] = {}
    for one in done.left_out:
        types = reasons.setdefault(one.reason, {})
        types[one.type] = types.get(one.type, 0) + 1
    for reason, types in sorted(reasons.items()):
        count = sum(types.values())
        listed = ", ".join(f"{t.replace('_', ' ')} {n}" for t, n in sorted(types.items()))
        click.echo(f"left out {count}: {reason} ({listed})", err=True)


def _check(out: Path) -> None:
    """Raise UsageError where `out` is no place for a file, or is a store."""
    from saidso.errors import UsageError

    if out.is_dir():
        raise UsageError(f"--out {out}: it is a folder", help="give a file in it")
    if not out.parent.is_dir():
        raise UsageError(f"--out {out}: there is no folder {out.parent}", help="make it first")
    if out.exists():
        with out.open("rb") as file:
            head = file.read(72)
        if head[:15] == b"SQLite format 3" and head[68:72] == b"SAID":
            raise UsageError(f"--out {out}: it is a store of saidso", help="give another file")
