"""`saidso batch`: shards of reports into shards of records, over processes or a cluster."""

from __future__ import annotations

import os
from pathlib import Path

import click


class _Reads(click.Group):
    """A group that reads shards where its first word is not the name of a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in that was left out."""
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["read", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways to call it."""
        formatter.write_usage(ctx.command_path, "IN... --out DIR [OPTIONS]")
        formatter.write_usage(ctx.command_path, "link DIR [OPTIONS]")


@click.group("batch", cls=_Reads)
def command() -> None:
    """Read shards of reports into shards of records.

    `saidso batch IN... --out DIR` is short for `saidso batch read IN... --out DIR`.
    """


@command.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 4096), help="Processes [cores of this machine].")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True)
@click.option("--rank", type=click.IntRange(0), default=0, help="Which part of the shards, from 0.")
@click.option("--world-size", type=click.IntRange(1), default=1, help="Into how many parts.")
@click.option("--again", is_flag=True, help="Read shards again that are done.")
@click.option("--model", type=click.Path(path_type=Path), help="Folder of another model.")
@click.option(
    "--types",
    type=click.Path(path_type=Path),
    help="YAML file of more incident types, or a set that comes along: diplomacy.",
)
def read(
    inputs: tuple[str, ...],
    out: Path,
    jobs: int | None,
    engine: str,
    rank: int,
    world_size: int,
    again: bool,
    model: Path | None,
    types: Path | None,
) -> int:
    """Read shards of reports into Parquet shards of records.

    IN is a shard (.jsonl .parquet .warc .warc.gz) or a folder of them. Below DIR, `records` has one
    Parquet file for each shard, `failed` the reports that could not be read, with the reason, and `done`
    a marker for each shard, written last. Run it again after whatever stopped it: only what is missing
    is read. The exit code is 1 where a shard could not be read to its end.

    On a cluster of Slurm, run an array with --rank $SLURM_ARRAY_TASK_ID --world-size
    $SLURM_ARRAY_TASK_COUNT; on one of Ray, --engine ray with RAY_ADDRESS set.
    """
    from importlib import import_module

    from saidso.batch.columns import arrow
    from saidso.batch.shards import Done, Place, find_shards
    from saidso.batch.tasks import Lost, Plan, Step
    from saidso.cli.batch_progress import Screen
    from saidso.errors import UsageError

    if rank >= world_size:
        raise UsageError(f"--rank {rank}: ranks go from 0 to {world_size - 1}")
    arrow()
    place = Place(out)
    mine = find_shards(inputs, without=out)[rank::world_size]
    missing = [shard for shard in mine if again or place.done(shard) is None]
    plan = Plan(place, model.resolve() if model else None, types.resolve() if types else None)
    run = import_module(f"saidso.batch.{'cluster' if engine == 'ray' else 'local'}").run
    lost = 0
    with Screen(len(mine), len(mine) - len(missing)) as screen:
        for event in run(missing, plan, jobs=jobs or len(os.sched_getaffinity(0))):
            if isinstance(event, Step):
                screen.step(event.reports, event.failed)
            elif isinstance(event, Done):
                screen.done(event)
            elif isinstance(event, Lost):
                lost += not event.again
                screen.lost(event)
    kept = [done for shard in mine if (done := place.done(shard)) is not None]
    reports, failed = sum(d.reports for d in kept), sum(d.failed for d in kept)
    incidents = sum(d.incidents for d in kept)
    click.echo(
        f"{len(kept)} of {len(mine)} shards are done, {len(missing) - lost} of them now:"
        f" {reports:,} records with {incidents:,} incidents in {place.folder / 'records'}"
    )
    if failed:
        were = "report was" if failed == 1 else "reports were"
        click.echo(f"{failed:,} {were} set aside with the reason in {place.folder / 'failed'}")
    if len({(d.version, d.model) for d in kept}) > 1:
        click.echo("not all were read by one version and model; --again reads them anew")
    return 1 if lost else 0


@command.command("link")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(1, 4096), help="Processes [cores of this machine].")
@click.option(
    "--memory", type=click.FloatRange(0.2), default=2.0, show_default=True, help="GB for the joins."
)
@click.option("--members-only", is_flag=True, help="Only which reports tell of what, unread.")
def link_(folder: Path, jobs: int | None, memory: float, members_only: bool) -> None:
    """Link the incidents of a whole batch across its reports.

    DIR is the folder of a batch. Incidents in one block (days, place, names, rare words) are compared
    two by two, as a store does it report by report, with the same result. Below DIR, `linked` then has
    `members.parquet` (which incident of which report belongs to which happening) and
    `incidents-*.parquet` (one row per happening, with the incident as `saidso incidents --json` prints
    it). Traits of shards are kept in `traits` and made anew only where a shard was read anew.
    """
    from saidso.batch.columns import arrow
    from saidso.batch.linking import link
    from saidso.batch.shards import Place
    from saidso.cli.batch_progress import Steps

    arrow()
    with Steps() as steps:
        found = link(
            Place(folder),
            jobs=jobs or len(os.sched_getaffinity(0)),
            memory=int(memory * 1e9),
            compare=not members_only,
            say=steps.reached,
        )
    click.echo(
        f"{found.incidents:,} incidents in reports of {found.shards:,} shards, {found.pairs:,} pairs"
        f" compared: {found.happenings:,} happenings in {folder / 'linked'}"
    )
