"""The incidents of a store as a person reads them, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from saidso.cli.claims import WIDE
from saidso.errors import one_line
from saidso.linked import Verdict
from saidso.record import Tally
from saidso.store import Listed

ID = 8
"""Digits of an id that are printed: enough to ask for it."""
SIGNS: dict[Verdict, tuple[str, str]] = {
    "agree": ("=", "green"),
    "differ": ("≠", "red"),
    "disputed": ("!", "bold red"),
    "single": ("·", "dim"),
}
"""Sign and colour of a verdict; the word stands beside it."""


def show_incidents(
    incidents: Sequence[Listed],
    place: str,
    *,
    filtered: bool = False,
    console: Console | None = None,
) -> None:
    """Print the list; narrow terminals get no reports, ranges and slots: the incident's page has them."""
    screen = console or Console(highlight=False)
    if not incidents:
        what = "No incident fits." if filtered else "No incident yet: `saidso read` finds them."
        screen.print(Text(what, style="yellow"))
        return
    wide = screen.width >= WIDE
    grid = Table(box=None, padding=(0, 2 if wide else 1, 0, 0), header_style="dim")
    grid.add_column("id", style="cyan", no_wrap=True)
    grid.add_column("incident", overflow="fold", min_width=10, max_width=None if wide else 12)
    grid.add_column("date", no_wrap=True)
    grid.add_column("place", overflow="fold", max_width=None if wide else 14)
    if wide:
        grid.add_column("reports", justify="right")
    grid.add_column("origins" if wide else "orig.", justify="right", no_wrap=True)
    grid.add_column("killed", justify="right", no_wrap=True)
    grid.add_column("injured" if wide else "inj.", justify="right", no_wrap=True)
    grid.add_column("accounts", overflow="fold", no_wrap=not wide)
    for one in incidents:
        where = ", ".join(p for p in (one.place, one.country) if p and one.place)
        cells = [
            Text(one.id[:ID]),
            Text(one.type.replace("_", " ")),
            Text(one.date or ""),
            Text(one_line(where if wide else one.place or "")),
            *([Text(str(one.reports))] if wide else []),
            Text(str(one.origins)),
            Text(_count(one.killed_low, one.killed, one.killed_high, short=not wide)),
            Text(_count(one.injured_low, one.injured, one.injured_high, short=not wide)),
            accounts(one, short=not wide) + _decided(one),
        ]
        grid.add_row(*cells)
    screen.print(grid)
    noun = "incident" if len(incidents) == 1 else "incidents"
    screen.print(Text(f"{len(incidents)} {noun} in {place}", style="dim"))


def accounts(incident: Listed, *, short: bool = False) -> Text:
    """Return in words where accounts stand against each other; short: without the slots."""
    out = Text()
    found: tuple[tuple[Verdict, tuple[str, ...]], ...] = (
        ("disputed", incident.disputed),
        ("differ", incident.differ),
    )
    for verdict, slots in found:
        if short and out:
            break
        if slots:
            sign, style = SIGNS[verdict]
            named = ", ".join(slot.replace("_", " ") for slot in slots)
            out.append("; " if out else "")
            out.append(f"{sign} {verdict}", style=style)
            out.append("" if short else f": {named}")
    if out:
        return out
    if incident.origins < 2 and incident.verdict == "single":
        return Text("· one origin", style="dim")
    return Text("= agree", style="green")


def _decided(incident: Listed) -> Text:
    """Return what people said of the incident as a whole, nothing where they did not."""
    out = Text()
    if incident.status != "suggested":
        style = "bold green" if incident.status == "confirmed" else "bold red"
        out.append(f" {incident.status}", style=style)
    if incident.flagged:
        out.append(" ⚑ flagged", style="yellow")
    return out


def _count(low: int | None, best: int | None, high: int | None, *, short: bool) -> str:
    if low is None and best is None and high is None:
        return ""
    told = Tally(low=low, best=best, high=high, rule="").shown
    return told.split(" ")[0] if short else told
