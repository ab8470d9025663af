"""`saidso review`: the reading room, a local web app in which people check and decide."""

from __future__ import annotations

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("review")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8017, show_default=True)
@click.option(
    "--agreements", multiple=True, type=click.Path(), metavar="FILE", help="More of them."
)
def command(store: str, port: int, agreements: tuple[str, ...]) -> None:
    """Open the reading room on a store: read, decide, see who decided what.

    It answers this computer only.
    """
    from pathlib import Path

    from saidso.incidents.agreements import load
    from saidso.review.desk import Desk
    from saidso.review.server import serve
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        serve(Desk(kept, agreements=load(Path(a) for a in agreements)), port=port)
