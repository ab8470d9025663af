"""One incident across reports as a person reads it: what happened, the matrix, and what is behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from saidso.cli.incident_list import ID
from saidso.cli.matrix import matrices
from saidso.errors import one_line
from saidso.incidents.comparing.standing import label
from saidso.incidents.origins.changes import KINDS
from saidso.incidents.origins.copies import compare, text_of
from saidso.linked import Alleged, Checked, LinkedIncident
from saidso.record import Record, Slot, Span

PROVISIONS = "Provisions that cover what is told — a suggestion of saidso, nobody's claim"
CHECKS = "Counts over other incidents — checked against this store, which may not hold all"
_RESULTS: dict[Checked, tuple[str, str]] = {
    "supported": ("=", "green"),
    "contradicted": ("≠", "red"),
    "not enough known": ("?", "yellow"),
}
_COUNTS: tuple[Slot, ...] = ("killed", "injured", "missing", "captured", "released", "displaced")


def show_incident(
    incident: LinkedIncident,
    records: Mapping[str, Record],
    agreements: Mapping[str, str],
    console: Console | None = None,
) -> None:
    """Print an incident; `records` by report name, `agreements` are names by id."""
    screen = console or Console(highlight=False)
    outlets = {n: one_line(r.report.outlet or n) for n, r in records.items()}
    screen.print(Rule(Text(incident.id[:ID], style="dim"), align="left", style="dim"))
    screen.print(Text(incident.type.replace("_", " ").upper(), style="bold") + _status(incident))
    screen.print(Padding(_facts(incident), (0, 0, 0, 2)))
    if incident.without:
        screen.print()
        screen.print(_without(incident))
    homes = {name: k for k, o in enumerate(incident.origins) for name in o.reports}
    for table in matrices(incident, outlets, homes, screen.width - 2):
        screen.print()
        screen.print(Padding(table, (0, 0, 0, 2)))
    below = (
        ("Set aside by people", _aside(incident)),
        ("Origins", _origins(incident, records, outlets)),
        ("What copies changed", _changes(incident, records)),
        ("How figures moved", _history(incident)),
        ("Said to breach agreements", _alleged(incident, agreements)),
        (PROVISIONS, _provisions(incident)),
        (CHECKS, _checks(incident)),
    )
    for title, body in below:
        if body is not None:
            screen.print()
            screen.print(Text(title, style="bold"))
            screen.print(Padding(body, (0, 0, 0, 2)))
    screen.print()


def _status(incident: LinkedIncident) -> Text:
    reports, origins = len(incident.reports), len(incident.origins)
    told = f"  {reports} report{'s' * (reports != 1)}, {origins} origin{'s' * (origins != 1)}"
    return Text(f"{told} · {_stands(incident)}", style="dim")


def _stands(incident: LinkedIncident) -> str:
    """Return the status in words, with who said so."""
    said = incident.decided
    out = f"{incident.status} by {one_line(said.by)}" if said else incident.status
    marked = sum(
        c.decided is not None for s in incident.slots.values() for g in s.groups for c in g.claims
    )
    if marked or incident.aside:
        out += f" · claims decided: {marked}, set aside: {len(incident.aside)}"
    if incident.flagged:
        out += f" · flagged by {one_line(incident.flagged.by)}"
    return out


def _facts(incident: LinkedIncident) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    day = incident.date
    when = "not said"
    if day is not None:
        when = day.edtf
        if day.precision == "day" and day.earliest:
            parsed = date.fromisoformat(day.earliest)
            when = f"{parsed.day} {parsed:%B %Y}"
        elif day.edtf.startswith("XXXX"):
            when += " (year unknown)"
    grid.add_row("date", when)
    place = incident.place
    named = (place.name, place.within, place.admin1, place.country) if place else ()
    grid.add_row("place", one_line(", ".join(dict.fromkeys(p for p in named if p))) or "not said")
    rules: dict[str, list[str]] = {}
    for slot in _COUNTS:
        found = incident.slots.get(slot)
        if found is None:
            continue
        if found.summary is not None:
            grid.add_row(slot, found.summary.shown)
            rules.setdefault(found.summary.rule, []).append(slot)
    for rule in rules:
        grid.add_row("", Text(rule, style="dim"))
    return grid


def _without(incident: LinkedIncident) -> Text:
    aside = incident.without
    assert aside is not None
    out = Text(f"Without {', '.join(aside.names)}: ", style="bold yellow")
    out.append(f"{aside.claims} claim{'s' * (aside.claims != 1)} set aside")
    if aside.fallen:
        out.append("; nothing is left of ")
        out.append(", ".join(s.replace("_", " ") for s in aside.fallen), style="bold")
    return out


def _aside(incident: LinkedIncident) -> RenderableType | None:
    """Return the claims that people took out; they take no part above."""
    if not incident.aside:
        return None
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold", style="dim")
    for one in incident.aside:
        value = "unknown" if one.value is None else one_line(str(one.value))
        why = f": {one_line(one.decided.why)}" if one.decided.why else ""
        grid.add_row(
            one.slot.replace("_", " "),
            f"{value.replace('_', ' ')} in {one_line(one.report)}",
            f"{one.decided.standing} by {one_line(one.decided.by)}{why}",
        )
    return grid


def _origins(
    incident: LinkedIncident, records: Mapping[str, Record], outlets: Mapping[str, str]
) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for number, origin in enumerate(incident.origins):
        lines = [_report(name, records, outlets) for name in origin.reports]
        quoted = [f"quoted by {_report(q.report, records, outlets)}" for q in origin.parts]
        wire = [f"text of {one_line(origin.wire)}"] if origin.wire else []
        text = Text("\n".join([*lines, *quoted]))
        if wire:
            text.append(f"\n{wire[0]}", style="dim")
        if len(origin.reports) > 1:
            text.append("\nthe same text: one origin", style="dim")
        grid.add_row(label(number), text)
    return grid


def _changes(incident: LinkedIncident, records: Mapping[str, Record]) -> RenderableType | None:
    """Return what later prints of a text changed against the first: numbers, hedges, verbs, words."""
    grid = Table.grid(padding=(0, 2))
    for style in ("bold", "cyan", ""):
        grid.add_column(style=style, overflow="fold")
    for number, origin in enumerate(incident.origins):
        prints = [text_of(records[name].report) for name in origin.reports]
        prints.sort(
            key=lambda t: (str(t.report.published and t.report.published.edtf), t.report.name)
        )
        for other in prints[1:]:
            copy = compare(prints[0], other)
            if copy is None:
                continue
            for change in sorted(copy.changes, key=lambda c: KINDS.index(c.kind)):
                grid.add_row(
                    label(number),
                    f"{change.kind}, {change.direction}" if change.direction else change.kind,
                    f"{_words(records[copy.a], change.a)} → {_words(records[copy.b], change.b)}"
                    f"  ({one_line(copy.b)} against {one_line(copy.a)})",
                )
    return grid if grid.row_count else None


def _words(record: Record, span: Span) -> str:
    return f"“{one_line(record.report.text[slice(*span)])}”" if span[0] < span[1] else "nothing"


def _report(name: str, records: Mapping[str, Record], outlets: Mapping[str, str]) -> str:
    report = records[name].report
    day = report.published.edtf if report.published else "day of publication unknown"
    outlet = f", {outlets[name]}" if report.outlet else ""
    return one_line(f"{name}{outlet}, {day}")


def _history(incident: LinkedIncident) -> RenderableType | None:
    lines = []
    for slot, found in incident.slots.items():
        for one in found.history:
            steps = [
                f"{'?' if s.value is None else s.value} ({s.as_of or 'day unknown'})"
                for s in one.steps
            ]
            line = Text(f"{slot.replace('_', ' ')}  ", style="cyan")
            line.append(one_line(one.said_by), style="blue")
            line.append(f"  {' → '.join(steps)}")
            lines.append(line)
    return Group(*lines) if lines else None


def _alleged(incident: LinkedIncident, agreements: Mapping[str, str]) -> RenderableType | None:
    lines = []
    for one in incident.alleged:
        line = _claimed(one)
        if one.agreement:
            line.append(f"  = {agreements.get(one.agreement, one.agreement)}", style="dim")
        lines.append(line)
    return Group(*lines) if lines else None


def _claimed(one: Alleged) -> Text:
    line = Text(one_line(" ← ".join(one.chain)), style="blue")
    line.append(" denies: " if one.stance == "denies" else ": ", style="")
    act = f"“{one_line(one.act)}” against " if one.act else "breach of "
    line.append(f"{act}{one_line(one.named)}", style="default")
    if one.certainty != "certain":
        line.append(f" ({one.certainty})", style="yellow")
    return line


def _provisions(incident: LinkedIncident) -> RenderableType | None:
    lines = []
    for one in incident.provisions:
        line = Text(f"{one_line(one.source)}. ", style="bold")
        line.append(one_line(one.text), style="not bold")
        line.append(f"\n  {one_line(one.because)}", style="not bold dim")
        lines.append(line)
    return Group(*lines) if lines else None


def _checks(incident: LinkedIncident) -> RenderableType | None:
    lines = []
    for one in incident.checks:
        sign, style = _RESULTS[one.result]
        line = Text(f"{sign} {one.result}", style=style)
        line.append(f"  “{one_line(one.words)}” ", style="default")
        line.append(one_line(" and ".join(one.said_by)), style="blue")
        line.append(f"\n  {one.why}", style="dim")
        if one.counted:
            line.append(f"; counted: {', '.join(c[:ID] for c in one.counted[:12])}", style="dim")
        lines.append(line)
    return Group(*lines) if lines else None
