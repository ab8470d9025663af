"""The log of decisions as a person reads it, one line each."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from saidso.cli.claims import WIDE
from saidso.decision import AboutIncident, Decision, Kind, Value
from saidso.errors import one_line
from saidso.figures import figure
from saidso.record import falls_short
from saidso.store import Difference, Logged

_WORDS: dict[Kind, str] = {
    "accept": "accepted",
    "reject": "rejected",
    "edit": "edited",
    "add": "added",
    "attach": "attached",
    "detach": "detached",
    "merge": "merged",
    "split": "split",
    "mark": "marked",
    "link": "linked",
    "unlink": "unlinked",
    "confirm": "confirmed",
    "reject_incident": "rejected incident",
    "flag": "flagged",
    "undo": "undid",
}
_DIFFERENCES = {
    "value": "reads another value",
    "gone": "is no longer read",
    "new": "was not there before",
    "joined": "came to a decided incident",
}


def show_log(log: Sequence[Logged], place: str, *, console: Console | None = None) -> None:
    """Print entries of the log, the newest first; those not in force are dimmed and say so."""
    screen = console or Console(highlight=False)
    if not log:
        screen.print(Text("Nobody decided anything yet.", style="yellow"))
        return
    wide = screen.width >= WIDE
    grid = Table(box=None, padding=(0, 2 if wide else 1, 0, 0), header_style="dim")
    grid.add_column("no.", justify="right", style="cyan")
    grid.add_column("when (UTC)", no_wrap=True)
    grid.add_column("who", overflow="fold")
    grid.add_column("what", overflow="fold", min_width=20)
    grid.add_column("why", overflow="fold")
    for one in log:
        entry = one.decision
        style = "" if one.in_force else "dim"
        what = Text(_WORDS[entry.kind], style="bold")
        what.append(f" {_about(entry)}", style="not bold")
        if not one.in_force:
            what.append(" · undone", style="not bold italic")
        when = entry.at[:16].replace("T", " ")
        cells = (Text(when), Text(one_line(entry.by)), what, Text(one_line(entry.why)))
        grid.add_row(str(entry.n), *cells, style=style)
    screen.print(grid)
    noun = "decision" if len(log) == 1 else "decisions"
    screen.print(Text(f"{len(log)} {noun} in {place}", style="dim"))


def show_differences(found: Sequence[Difference], *, console: Console | None = None) -> None:
    """Print what the newest readings have otherwise."""
    screen = console or Console(highlight=False)
    if not found:
        screen.print(Text("Nothing is read otherwise than people decided.", style="green"))
        return
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("report", "slot", "what", "seen", "read now", "decision"):
        grid.add_column(title, overflow="fold")
    for one in found:
        cells = (
            one_line(one.report),
            (one.slot or "").replace("_", " "),
            _DIFFERENCES[one.what],
            _plain(one.was),
            _plain(one.now),
            str(one.decision or ""),
        )
        grid.add_row(*(Text(cell) for cell in cells))
    screen.print(grid)


def _plain(value: int | str | None) -> str:
    return "" if value is None else one_line(str(value))


def _about(entry: Decision) -> str:
    """Return in words what an entry is about."""
    slot = (entry.slot or "").replace("_", " ")
    if entry.undoes is not None:
        return str(entry.undoes)
    if entry.claim is not None:
        name = one_line(entry.claim.incident.report.name)
        value = f"{slot or entry.claim.slot.replace('_', ' ')} {_value(entry)}"
        to = f" to {_names(entry.incidents)}" if entry.kind == "attach" else ""
        return f"{value.strip()} in {name}{to}"
    if entry.kind == "add" and entry.report is not None:
        return f"{slot} {_shown(entry.new)} in {one_line(entry.report.name)}".strip()
    if entry.kind == "mark" and entry.report is not None:
        words = " … ".join(" ".join(q.exact.split()) for q in entry.words)
        short = words if len(words) <= 40 else f"{words[:39]}…"
        what = "residue" if entry.segment == "residue" else "body"
        return f"“{one_line(short)}” in {one_line(entry.report.name)} as {what}"
    if entry.fact is not None:
        return f"{entry.fact} {_value(entry)} of {_names(entry.incidents)}"
    if entry.kind in ("merge", "link"):
        return f"{_names(entry.others)} with {_names(entry.incidents)}"
    if entry.kind in ("split", "unlink"):
        return f"{_names(entry.others)} from {_names(entry.incidents)}"
    off = " off" if entry.kind == "flag" and not entry.on else ""
    return f"{_names(entry.incidents)}{off}"


def _value(entry: Decision) -> str:
    if entry.new is not None:
        return f"{_shown(entry.old)} → {_shown(entry.new)}"
    return _shown(entry.old)


def _shown(value: Value | None) -> str:
    if value is None:
        return ""
    if value.tally is not None:
        return f"{value.tally.best} ({value.tally.low}–{value.tally.high})"
    if value.date is not None:
        return value.date.edtf
    if value.place is not None:
        return one_line(value.place.name)
    if isinstance(value.value, str):
        text = one_line(value.value)
    else:
        text = figure(value.value, value.low, value.high, value.modifier) or "unknown"
    short = falls_short(value.status)
    denied = "denied: " if value.stance == "denies" else ""
    return f"{denied}{text}" + (f" ({short})" if short else "")


def _names(about: Sequence[AboutIncident]) -> str:
    names = list(dict.fromkeys(one_line(one.report.name) for one in about))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
