"""`saidso show`: what a store holds."""

from __future__ import annotations

import sys

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("show")
@click.argument("name", required=False, metavar="[NAME_OR_ID]")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print records as JSON Lines.")
@click.option("--text", "whole", is_flag=True, help="Also print the text, residue marked.")
def command(name: str | None, store: str, as_json: bool, whole: bool) -> None:
    """Show what a store holds: a list of reports, or the record of one.

    A report is asked for by its name, or by the first digits of its id.
    """
    from saidso.record import encode
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        if as_json:
            for record in [kept.record(name)] if name else kept.records():
                sys.stdout.buffer.write(encode(record) + b"\n")
            return
        from saidso.cli.listing import show_entries
        from saidso.cli.render import show_record, show_text

        if name is None:
            show_entries(list(kept.entries()), kept.place)
            return
        record = kept.record(name)
        show_record(record)
        if whole:
            show_text(record.report)
