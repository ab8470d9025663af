"""The incidents of a store as a person reads them, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from saidso.cli.claims import WIDE
from saidso.errors import one_line
from saidso.linked import LinkedIncident, Verdict
from saidso.record import Slot, Tally

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
    incidents: Sequence[LinkedIncident],
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
        found = one.place
        where = ", ".join(p for p in (found.name, found.country) if p) if found else ""
        cells = [
            Text(one.id[:ID]),
            Text(one.type.replace("_", " ")),
            Text(one.date.edtf if one.date else ""),
            Text(one_line(where if wide or not found else found.name)),
            *([Text(str(len(one.reports)))] if wide else []),
            Text(str(len(one.origins))),
            Text(_count(one, "killed", short=not wide)),
            Text(_count(one, "injured", short=not wide)),
            accounts(one, short=not wide),
        ]
        grid.add_row(*cells)
    screen.print(grid)
    noun = "incident" if len(incidents) == 1 else "incidents"
    screen.print(Text(f"{len(incidents)} {noun} in {place}", style="dim"))


def accounts(incident: LinkedIncident, *, short: bool = False) -> Text:
    """Return in words where accounts stand against each other; short: without the slots."""
    out = Text()
    for verdict in ("disputed", "differ"):
        if short and out:
            break
        slots = [s.replace("_", " ") for s, c in incident.slots.items() if c.verdict == verdict]
        if slots:
            sign, style = SIGNS[verdict]
            out.append("; " if out else "")
            out.append(f"{sign} {verdict}", style=style)
            out.append("" if short else f": {', '.join(slots)}")
    if out:
        return out
    if len(incident.origins) < 2 and all(c.verdict == "single" for c in incident.slots.values()):
        return Text("· one origin", style="dim")
    return Text("= agree", style="green")


def _count(incident: LinkedIncident, slot: Slot, *, short: bool) -> str:
    found = incident.slots.get(slot)
    if found is None or found.summary is None:
        return ""
    told = count(found.summary)
    return told.split(" ")[0] if short else told


def count(tally: Tally) -> str:
    """Return best with low and high where they differ: "17 (14–23)"."""
    best = "?" if tally.best is None else str(tally.best)
    if tally.low == tally.high:
        return best
    low = "?" if tally.low is None else str(tally.low)
    high = f"{low}+" if tally.high is None else f"{low}–{tally.high}"
    return f"{best} ({high})" if high != f"{best}+" else f"{best}+"
