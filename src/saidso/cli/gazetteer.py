"""`saidso gazetteer`: places beside those that the package carries."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("gazetteer")
def command() -> None:
    """Add places beside those that the package carries."""


@command.command("import")
@click.argument("dump", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Where to write; else gazetteer.db in SAIDSO_DATA or in your data folder.",
)
def import_(dump: Path, target: Path | None) -> None:
    """Read a dump of GeoNames: allCountries or one country, .txt or .zip.

    Dumps are at download.geonames.org/export/dump (CC BY 4.0). Reports read from then on look their
    places up there too: villages, hills, rivers, camps and buildings that the package does not carry.
    A new import takes the place of the one before.
    """
    from rich.console import Console

    from saidso.resolving.places import imported

    where = target or imported.path()
    if not dump.is_file():
        raise click.BadParameter(f"there is no file {dump}", param_hint="FILE")
    console = Console(stderr=True)
    with console.status(f"reading {dump.name} ...") as status:
        count = imported.import_dump(
            dump, where, lambda n: status.update(f"reading {dump.name}: {n:,} places ...")
        )
    click.echo(f"{count:,} places of {dump.name} are in {where}")
