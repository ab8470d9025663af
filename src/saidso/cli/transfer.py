"""`saidso transfer`: a whole store into another place or database, checked."""

from __future__ import annotations

import sys

import click


@click.command("transfer")
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
def command(source: str, target: str) -> None:
    """Carry a whole store into another place or database.

    SOURCE and TARGET are files or URLs (postgresql://user@host/database); TARGET must not hold a store
    yet, or an empty one. All rows are read back from TARGET and compared by count and digest before
    they are kept there. SOURCE stays as it is.
    """
    from rich.console import Console
    from rich.table import Table

    from saidso.cli.progress import MANY, Bar
    from saidso.store import open_store

    with open_store(source, create=False) as old, open_store(target) as new:
        total = old.size()
        watched = sys.stderr.isatty() and total >= MANY
        with Bar("carrying over", total if watched else None) as screen:
            moved = old.transfer(new, step=screen.step)
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("table")
    grid.add_column("rows", justify="right")
    grid.add_column("digest of both")
    for one in moved:
        grid.add_row(one.table, f"{one.rows:,}", one.digest[:16])
    Console(highlight=False).print(grid)
    rows = sum(one.rows for one in moved)
    click.echo(f"{rows} rows of {old.place} are in {new.place} as they were")
