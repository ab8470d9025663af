"""`saidso agreement`: how far two reviewers agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from saidso.cli.read import DEFAULT_STORE

if TYPE_CHECKING:  # the command line starts without the store
    from saidso.store import Agreement


@click.command("agreement")
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option("--store", metavar="PATH", default=DEFAULT_STORE, show_default=True)
@click.option("--sample", metavar="NAME", help="Only on the incidents of this sample.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(a: str, b: str, store: str, sample: str | None, as_json: bool) -> None:
    """Say how far reviewers A and B agree on what both decided: Krippendorff's alpha, nominal.

    Slot by slot: a claim that both decided on, with the value that each gives it, or that it is
    rejected. 1 is full agreement, 0 what chance would give. Below ten units no alpha is given.
    """
    from saidso.store import open_store

    with open_store(store, create=False) as kept:
        found = kept.agreement(a, b, sample=sample)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(found).decode())
        return
    _show(found)


def _show(found: Agreement) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from saidso.errors import one_line

    screen = Console(highlight=False)
    a, b = one_line(found.a), one_line(found.b)
    if not found.overall.units:
        told = f"There is nothing that both {a} and {b} decided"
        told += f" ({a} alone: {found.only_a}, {b} alone: {found.only_b})."
        screen.print(Text(told, style="yellow"))
        return
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("slot")
    for title in ("both decided", "same", "alpha"):
        grid.add_column(title, justify="right")
    grid.add_column("", style="dim", overflow="fold")
    for one in (*found.slots, found.overall):
        whole = one is found.overall
        alpha = "–" if one.alpha is None else f"{one.alpha:.3f}"
        name = "all" if whole else one_line(one.slot.replace("_", " "))
        cells = (name, str(one.units), str(one.same), alpha, one.why)
        grid.add_row(*(Text(c) for c in cells), style="bold" if whole else "")
    screen.print(grid)
    alone = f"{a} alone decided on {found.only_a}, {b} alone on {found.only_b}"
    screen.print(Text(alone, style="dim"))
