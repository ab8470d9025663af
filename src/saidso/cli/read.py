"""`saidso read`: saved pages in, incident records out."""

from __future__ import annotations

from pathlib import Path

import click

DEFAULT_STORE = "saidso.db"


@click.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--published", metavar="DATE", help="Day of publication, for pages that do not say.")
@click.option("--json", "as_json", is_flag=True, help="Print one record a line (JSON Lines).")
@click.option(
    "--store",
    metavar="PATH",
    help="Keep records here, a file or postgresql://... [saidso.db; none with --json].",
)
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
@click.option(
    "--types",
    type=click.Path(path_type=Path),
    help="YAML file of more incident types, or a set that comes along: diplomacy.",
)
@click.option("--jobs", type=click.IntRange(1, 256), default=1, help="Processes to read with.")
def command(
    inputs: tuple[str, ...],
    published: str | None,
    as_json: bool,
    store: str | None,
    model: Path | None,
    types: Path | None,
    jobs: int,
) -> int:
    """Read saved pages into incident records.

    INPUT is a file (.html .htm .txt .md .jsonl .parquet .warc .warc.gz, or .xml for RSS and Atom), a
    folder of them, or - for standard input. A line of a .jsonl file is one report: {"text": ...} or
    {"html": ...}, with id, url, outlet, title and published where they are known; so is a row of a
    .parquet file with such columns. Each page of a WARC file is one report, and so is each item of a
    feed that has a text.

    A report that cannot be read is named on stderr, the others are read, and the exit code is 1.
    """
    from saidso.capture import find
    from saidso.cli.progress import bar
    from saidso.cli.reading import day, read_all

    return read_all(
        find(inputs),
        published=day(published),
        as_json=as_json,
        store=store or (None if as_json else DEFAULT_STORE),
        model=model,
        types=types,
        jobs=jobs,
        screen=bar("reading", inputs if not as_json else ()),
    )
