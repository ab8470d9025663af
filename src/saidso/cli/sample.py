"""`saidso sample`: incidents drawn for two reviewers."""

from __future__ import annotations

import click

from saidso.cli.read import DEFAULT_STORE


@click.command("sample")
@click.argument("name", required=False)
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--for", "reviewers", nargs=2, metavar="A B", help="Draw it for these two reviewers.")
@click.option("--count", type=click.IntRange(1), default=50, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another draws others.")
@click.option("--json", "as_json", is_flag=True, help="Print one sample a line (JSON Lines).")
def command(
    name: str | None,
    store: str,
    reviewers: tuple[str, str] | None,
    count: int,
    seed: int,
    as_json: bool,
) -> None:
    """Draw a sample of incidents for two reviewers to code, or list the samples.

    With --for a sample NAME is drawn from the incidents that some report is about. The same seed on the
    same incidents draws the same ones; what was drawn is kept and later reports do not change it.
    """
    from saidso.errors import UsageError
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        if reviewers:
            if name is None:
                raise UsageError("a sample needs a name", help="`saidso sample NAME --for A B`")
            found = [kept.draw(name, *reviewers, count=count, seed=seed)]
        else:
            found = [one for one in kept.samples() if name in (None, one.name)]
            if name is not None and not found:
                raise UsageError(f"there is no sample {name}", help="`saidso sample` lists them")
    for one in found:
        if as_json:
            import msgspec

            click.echo(msgspec.json.encode(one).decode())
            continue
        told = f"{one.name}: {len(one.incidents)} of {one.drawn_from} incidents"
        click.echo(f"{told} for {one.a} and {one.b}, seed {one.seed}, {one.drawn_at[:10]}")
        if name is not None:
            for id in one.incidents:
                click.echo(f"  {id}")
    if not found:
        click.echo("no sample yet: `saidso sample NAME --for A B` draws one")
