"""`saidso verify`: every span of every record against the archived bytes."""

from __future__ import annotations

from typing import cast

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("verify")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
def command(store: str) -> int:
    """Check every record of a store against its archived bytes.

    Reads the archived pages again, compares their text with that of the records, and checks that
    every claim has its words and its speakers. Prints what is wrong; the exit code is then 1.
    """
    from saidso.capture import capture, report
    from saidso.capture.captures import Media
    from saidso.store import open_store

    def recapture(data: bytes, media: str, name: str) -> str:
        return report(capture(name, data, cast(Media, media))).text

    with open_store(store, create=False) as kept:
        problems = 0
        for problem in kept.verify(recapture=recapture):
            problems += 1
            where = f"{problem.report}: " if problem.report else ""
            click.echo(f"saidso: {where}{problem.what}", err=True)
        records = sum(1 for _ in kept.entries())
    if problems:
        click.echo(f"{problems} problems in {records} records of {store}")
        return 1
    click.echo(
        f"{records} records of {store} are whole: every claim has its words and its speakers"
    )
    return 0
