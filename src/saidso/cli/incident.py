"""`saidso incident`: one incident across reports, as a matrix of who says what."""

from __future__ import annotations

import sys

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("incident")
@click.argument("id", metavar="ID")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option(
    "--without",
    multiple=True,
    metavar="NAME",
    help="Do not believe this speaker, outlet, agency, report or origin; may be given again.",
)
@click.option(
    "--agreements", multiple=True, type=click.Path(), metavar="FILE", help="More of them."
)
@click.option("--json", "as_json", is_flag=True, help="Print the incident as one JSON object.")
def command(
    id: str, store: str, without: tuple[str, ...], agreements: tuple[str, ...], as_json: bool
) -> None:
    """Show one incident across reports: who says what, and where accounts differ.

    ID is the id that `saidso incidents` lists, its first digits, or the name of a report that is
    about it. Below the matrix stand the origins with their copies, how figures moved, alleged
    breaches of agreements, and counts over other incidents checked against this store.
    """
    from pathlib import Path

    from saidso.casefile import CaseFile
    from saidso.incidents.agreements import load
    from saidso.linked import encode_incident
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        known = load(Path(a) for a in agreements)
        file = CaseFile(kept, agreements=known)
        incident = file.incident(id, without=without)
        if as_json:
            sys.stdout.buffer.write(encode_incident(incident) + b"\n")
            return
        from saidso.cli.incident_page import show_incident

        names = {a.id: a.name for a in known}
        show_incident(incident, file.records_of(incident), names)
