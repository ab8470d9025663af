"""`saidso archive`: the archived bytes of a store as a WARC file."""

from __future__ import annotations

from pathlib import Path

import click

from saidso.cli.read import DEFAULT_STORE
from saidso.errors import UsageError


@click.command("archive")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--out", metavar="FILE", required=True, help="The .warc.gz file to write.")
def command(store: str, out: str) -> None:
    """Write all archived bytes of a store into a WARC file.

    What came in as a WARC record goes out as it was; anything else becomes a resource record from which
    `saidso read` makes the same report again. The same archive gives the same file.
    """
    from saidso.exchange.warc import Item, write
    from saidso.store import open_store

    path = Path(out)
    if path.exists():
        raise UsageError(f"--out {out}: there is something already", help="give a new file")
    with open_store(store, create=False) as kept:
        items = (
            Item(i.sha256, i.data, i.media, i.name, i.url, i.captured_at)
            for i in kept.vault.items()
        )
        count = write(path, items)
    click.echo(f"{count} items of {store} in {out}")
