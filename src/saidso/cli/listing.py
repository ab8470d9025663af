"""The list of a store as a person reads it, one line per report."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from saidso.cli.claims import WIDE
from saidso.errors import one_line
from saidso.store import Entry


def show_entries(entries: Sequence[Entry], place: str, console: Console | None = None) -> None:
    """Print the list of a store; narrow terminals get no column for outlet and publication day."""
    screen = console or Console(highlight=False)
    wide = screen.width >= WIDE
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    grid.add_column("report", overflow="fold", max_width=None if wide else 22)
    if wide:
        grid.add_column("outlet", overflow="fold")
        grid.add_column("published", no_wrap=True)
    grid.add_column("incident", overflow="fold", max_width=None if wide else 12)
    grid.add_column("date", no_wrap=True)
    grid.add_column("place", overflow="fold")
    grid.add_column("killed", justify="right", no_wrap=True)
    grid.add_column("injured", justify="right", no_wrap=True)
    for entry in entries:
        kind = (entry.type or "none found").replace("_", " ")
        cells = [Text(one_line(entry.name))]
        if wide:
            cells += [Text(one_line(entry.outlet or "")), Text(entry.published or "")]
        cells += [
            Text(kind, style="" if entry.type else "dim"),
            Text(entry.date or ""),
            Text(one_line(entry.place or "")),
            Text("" if entry.killed is None else str(entry.killed)),
            Text("" if entry.injured is None else str(entry.injured)),
        ]
        grid.add_row(*cells)
    screen.print(grid)
    screen.print(Text(f"{len(entries)} reports in {place}", style="dim"))
