"""`saidso review`: the reading room, a local web app in which people check and decide."""

from __future__ import annotations

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("review")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8017, show_default=True)
@click.option("--auth", is_flag=True, help="Reviewers sign in by name and password.")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="With --auth: listen there.")
@click.option("--as", "name", metavar="NAME", help="Without --auth: who decides (you).")
@click.option(
    "--agreements", multiple=True, type=click.Path(), metavar="FILE", help="More of them."
)
def command(
    store: str, port: int, auth: bool, host: str, name: str | None, agreements: tuple[str, ...]
) -> None:
    """Open the reading room on a store: read, decide, see who decided what.

    Without --auth it answers this computer only. With --auth, `saidso reviewer` says who may sign in.
    """
    import getpass
    from pathlib import Path

    from saidso.errors import UsageError
    from saidso.incidents.agreements import load
    from saidso.review.desk import Desk
    from saidso.review.server import ADDRESS, serve
    from saidso.store import open_store

    if host != ADDRESS and not auth:
        raise UsageError(
            f"--host {host}: without --auth the reading room answers this computer only",
            help="add --auth, and reviewers with a password",
        )
    with open_store(store, create=False) as kept:
        desk = Desk(kept, agreements=load(Path(a) for a in agreements))
        who = name or getpass.getuser()
        serve(desk, port=port, auth=auth, name=who, host=host)
