"""`saidso verify`: every span of every record against the archived bytes."""

from __future__ import annotations

from typing import cast

import click

from saidso.cli.read import DEFAULT_STORE
from saidso.errors import StoreError


@click.command("verify")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--known", multiple=True, metavar="SHA256", help="A log entry noted earlier.")
@click.option("--repair", is_flag=True, help="Make anew what follows from what is intact.")
def command(store: str, known: tuple[str, ...], repair: bool) -> int:
    """Check every record of a store against its archived bytes.

    Reads the archived pages again, compares their text with that of the records, checks that every
    claim has its words and its speakers, follows the custody log, and works out again all that is
    derived from the records. Prints what is wrong; the exit code is then 1.

    At the end stands the newest entry of the custody log. Note it elsewhere: with --known it shows
    later that nothing before it was taken away or written anew.

    --repair makes derived tables, indexes and the search index anew. Where the file is damaged too, it
    writes a new one from the originals and keeps the old one beside it. Archived bytes, records, the
    custody log and decisions are never mended: where one of them is damaged, nothing is done.
    """
    from saidso.capture import capture, report
    from saidso.capture.captures import Media
    from saidso.store import open_store

    def recapture(data: bytes, media: str, name: str) -> str:
        return report(capture(name, data, cast(Media, media))).text

    with open_store(store, create=False) as kept:
        problems = []
        for problem in kept.verify(recapture=recapture, known=known):
            problems.append(problem)
            where = f"{problem.report}: " if problem.report else ""
            click.echo(f"saidso: {where}{problem.what}", err=True)
        try:
            records = f"{sum(1 for _ in kept.entries())} records"
            head = kept.log_head()
        except StoreError:
            records = "the records"
        if problems and repair:
            click.echo(kept.repair(problems))
    if problems and repair:
        with open_store(store, create=False) as kept:
            left = list(kept.verify(recapture=recapture, known=known))
        click.echo(f"{len(problems)} problems before, {len(left)} now")
        return 1 if left else 0
    if problems:
        click.echo(f"{len(problems)} problems in {records} of {store}")
        click.echo("what is derived from damaged records was not checked")
        return 1
    click.echo(f"{records} of {store} are whole: every claim has its words and its speakers")
    click.echo(f"custody log: entry {head.number} is {head.digest}")
    return 0
