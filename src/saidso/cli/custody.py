"""`saidso custody`: the custody log of a store."""

from __future__ import annotations

import sys

import click

from saidso.cli.read import DEFAULT_STORE
from saidso.errors import one_line


@click.command("custody")
@click.argument("report", required=False)
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the lines as they are hashed.")
def command(report: str | None, store: str, as_json: bool) -> None:
    """Print the custody log: what came in, when and from where, what was read of it, what left.

    With REPORT (a name, or the first digits of an id) only what is told of it. The lines of --json are
    those of the chain: the SHA-256 of each stands in the next.
    """
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        item = kept.record(report).report.id if report else None
        for one in kept.vault.log():
            about = one.entry.details.get("items")
            if item and one.entry.item != item and not (isinstance(about, list) and item in about):
                continue
            if as_json:
                sys.stdout.buffer.write(one.line + b"\n")
                continue
            told = one.entry.details
            known = ("name", "from", "url", "record", "package", "state", "done")
            facts = [f"{key} {told[key]}" for key in known if told.get(key) is not None]
            about_item = f" {one.entry.item[:12]}" if one.entry.item else ""
            click.echo(
                one_line(
                    f"{one.entry.number:>5}  {one.entry.at[:19]}  {one.entry.action}{about_item}"
                    f"  {', '.join(facts)}".rstrip()
                )
            )
