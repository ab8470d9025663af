"""`saidso fetch`: pages from the web, politely, and their records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saidso.cli.read import DEFAULT_STORE
from saidso.errors import InputError

if TYPE_CHECKING:
    from saidso.capture import Capture
    from saidso.capture.fetching import Fetcher


@click.command("fetch")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--warc", metavar="FILE", help="Add all that was asked and answered to this .warc.gz."
)
@click.option("--delay", type=click.FloatRange(0), default=2.0, show_default=True, help="Seconds.")
@click.option(
    "--timeout", type=click.FloatRange(1), default=60.0, show_default=True, help="Seconds."
)
@click.option(
    "--allow", multiple=True, metavar="NETWORK", help="Ask this network, too (10.0.0.0/8)."
)
@click.option("--published", metavar="DATE", help="Day of publication, for pages that do not say.")
@click.option("--json", "as_json", is_flag=True, help="Print one record a line (JSON Lines).")
@click.option("--store", metavar="PATH", help="Keep records here [saidso.db; none with --json].")
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
@click.option(
    "--types",
    type=click.Path(path_type=Path),
    help="YAML file of more incident types, or a set that comes along: diplomacy.",
)
def command(
    urls: tuple[str, ...],
    warc: str | None,
    delay: float,
    timeout: float,
    allow: tuple[str, ...],
    published: str | None,
    as_json: bool,
    store: str | None,
    model: Path | None,
    types: Path | None,
) -> int:
    """Fetch pages from the web and read them into incident records.

    Asks the robots.txt of each host first, waits --delay seconds between two requests to one host, and
    follows up to five redirects. Addresses that are not public are not asked unless --allow names
    their network. The answer is kept in the store as it was sent, as a WARC record. A feed is taken
    apart into its items.

    A page that cannot be got or read is named on stderr, the others are read, and the exit code is 1.
    """
    from saidso.capture.addresses import networks
    from saidso.capture.fetching import Fetcher, Manners
    from saidso.cli.progress import Bar
    from saidso.cli.reading import day, read_all

    manners = Manners(delay=delay, total=timeout, read=min(timeout, Manners().read))
    fetcher = Fetcher(manners=manners, allowed=networks(allow))
    try:
        return read_all(
            _captures(fetcher, urls, warc),
            published=day(published),
            as_json=as_json,
            store=store or (None if as_json else DEFAULT_STORE),
            model=model,
            types=types,
            jobs=1,
            screen=Bar("fetching", None),
        )
    finally:
        fetcher.close()


def _captures(
    fetcher: Fetcher, urls: tuple[str, ...], warc: str | None
) -> Iterator[Capture | InputError]:
    """Yield what each page gives, and add the exchange to the WARC file."""
    from saidso.capture.responses import BadRecord, read_response
    from saidso.capture.warc import captures
    from saidso.exchange.warc import append

    for url in urls:
        try:
            got = fetcher.fetch(url)
        except InputError as error:
            yield error
            continue
        if warc:
            append(Path(warc), got.exchanges)
        try:
            response = read_response(got.record)
        except BadRecord as error:
            yield InputError(url, str(error))
            continue
        if response.kind is None:
            yield InputError(url, "no page in this answer")
            continue
        yield from captures(got.record, response, given=url)
