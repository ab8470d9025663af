"""Records as a person reads them in a terminal: what happened, where, when, who, and who says so."""

from __future__ import annotations

from datetime import date

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from saidso.cli import claims
from saidso.errors import one_line
from saidso.reading.attributions.chains import Chains, printed
from saidso.record import Claim, Entity, Incident, Record, Report, Tally


def show_record(record: Record, console: Console | None = None) -> None:
    """Print a record: its report, then each incident with its claims."""
    screen = console or Console(highlight=False)
    report = record.report
    screen.print(Rule(Text(one_line(report.name), style="dim"), align="left", style="dim"))
    screen.print(_report_lines(report))
    if not record.incidents:
        screen.print(Text("No incident found in this report.", style="yellow"))
    chains = Chains(record)
    for incident in record.incidents:
        screen.print()
        screen.print(_incident(record, incident, chains, screen.width))
    screen.print()


def _report_lines(report: Report) -> Text:
    """Return the title of a page, and in a second line what is known of it."""
    lines = Text()
    if report.title:
        lines.append(one_line(report.title) + "\n", style="bold")
    published = report.published
    parts = [
        report.outlet,
        "by " + ", ".join(report.byline) if report.byline else None,
        f"published {published.edtf} (from {published.from_})"
        if published
        else "publication day unknown",
        f"wire: {report.wire}" if report.wire else None,
        "the page breaks off" if report.truncated else None,
    ]
    lines.append(one_line(" · ".join(p for p in parts if p)), style="dim")
    residue = sum(s.span[1] - s.span[0] for s in report.segments if s.kind == "residue")
    if residue:
        share = round(100 * residue / max(1, len(report.text)))
        lines.append(f" · {share or 1}% of the page set aside as residue", style="dim")
    return lines


def _incident(record: Record, incident: Incident, chains: Chains, width: int) -> RenderableType:
    head = Text(incident.type.replace("_", " ").upper(), style="bold")
    head.append("  main incident" if incident.main else "  also reported", style="dim")
    if incident.status != "happened":
        head.append(f"  {incident.status}", style="yellow")
    listed = claims.rows(record, incident)
    names = {e.id: e.name for e in record.entities}
    against = claims.rivals(incident, (c for row in listed for c in row.claims), chains, names)
    facts = _facts(record, incident, chains)
    if against:
        facts.add_row("differ", _differences(record, against, chains))
    codes = ", ".join(
        f"{k} {', '.join(v) if isinstance(v, list) else v}" for k, v in incident.codes.items() if v
    )
    if codes:
        facts.add_row("codes", Text(codes, style="dim"))
    below = claims.table(record, listed, (c.id for c in against), chains, wide=width >= claims.WIDE)
    return Group(head, Padding(facts, (0, 0, 0, 2)), Padding(below, (1, 0, 0, 2)))


def _facts(record: Record, incident: Incident, chains: Chains) -> Table:
    """Return when, where, who and harm of an incident."""
    entities = {e.id: e for e in record.entities}
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="cyan", no_wrap=True)
    facts.add_column(overflow="fold")
    facts.add_row("date", _date(incident))
    facts.add_row("place", _place(incident))
    for label, ids in (
        ("by", incident.perpetrators),
        ("to", incident.victims),
        ("at", incident.targets),
        ("with", incident.instruments),
    ):
        if ids:
            named = (_entity(entities[i]) + _told(record, chains, i, label) for i in ids)
            facts.add_row(label, Text(one_line("; ".join(named))))
    facts.add_row("harm", _harm(incident))
    return facts


def _differences(record: Record, against: list[Claim], chains: Chains) -> Text:
    """Return in short where accounts stand against each other: value and who says so, by slot."""
    names = {e.id: e.name for e in record.entities}
    out: dict[str, dict[str, list[str]]] = {}
    for claim in against:
        shown = claims.value(claim, names.get(claim.entity or "")).plain
        said = out.setdefault(claim.slot, {}).setdefault(shown, [])
        said += [c for c in (printed(x) for x in chains.all(claim.attributions)) if c not in said]
    parts = []
    for slot, each in out.items():
        accounts = [f"{shown} ({', '.join(said)})" for shown, said in each.items()]
        named = "" if slot == "event" else f"{slot.replace('_', ' ')} "
        parts.append(named + " ≠ ".join(accounts))
    return Text(one_line("; ".join(parts)), style="red")


def _told(record: Record, chains: Chains, entity: str, label: str) -> str:
    """Return who says that somebody did it, where the page does not say so itself."""
    if label != "by":
        return ""
    said = [
        chain
        for claim in record.claims
        if claim.slot == "perpetrator" and claim.entity == entity
        for chain in chains.all(claim.attributions)
    ]
    if not said or [chains.speaker_of_page] in said:
        return ""
    return f" (says {printed(said[0])})"


def _date(incident: Incident) -> str:
    found = incident.date
    if found is None:
        return "not said"
    if found.precision == "day" and found.earliest:
        day = date.fromisoformat(found.earliest)
        return f"{day.day} {day:%B %Y}"
    if found.earliest is None:
        return f"{found.edtf} (year unknown)" if found.edtf.startswith("XXXX") else found.edtf
    return f"{found.edtf} ({found.precision})"


def _place(incident: Incident) -> Text:
    found = incident.place
    if found is None:
        return Text("not said")
    parts = dict.fromkeys(p for p in (found.name, found.within, found.admin1, found.country) if p)
    out = Text(", ".join(parts))
    if found.lat is not None and found.lon is not None:
        around = f" ± {found.precision_km:g} km" if found.precision_km else ""
        out.append(f"  ({found.lat:.3f}, {found.lon:.3f}{around})", style="dim")
    return out


def _entity(entity: Entity) -> str:
    """Return the name of an entity with what is said of it: age, rank, role, service."""
    said: dict[str, None] = {}
    for attribute in entity.attributes:
        if attribute.name == "age" and attribute.value is not None:
            said[attribute.value] = None
        elif attribute.name in ("rank", "role", "service") and attribute.value != entity.name:
            said[attribute.value or f"{attribute.name} unknown"] = None
    return f"{entity.name} ({', '.join(said)})" if said else entity.name


def _harm(incident: Incident) -> Text:
    out = Text()
    for label, tally in (("killed", incident.killed), ("injured", incident.injured)):
        out.append(", " if out else "")
        out.append(f"{label} ")
        out.append(_tally(tally), style="dim" if tally is None else "bold")
    return out


def _tally(tally: Tally | None) -> str:
    if tally is None:
        return "not said"
    best = "?" if tally.best is None else str(tally.best)
    if tally.low == tally.high:
        return best
    low = "?" if tally.low is None else str(tally.low)
    if tally.high is None:
        return f"{best} or more" if low == best else f"{best} ({low} or more)"
    return f"{best} ({low} to {tally.high})"


def show_text(report: Report, console: Console | None = None) -> None:
    """Print the text of a report; what is not read for claims stands dimmed with its reason."""
    screen = console or Console(highlight=False)
    for segment in report.segments:
        body = report.text[segment.span[0] : segment.span[1]].strip()
        if not body:
            continue
        if segment.kind == "residue":
            screen.print(Text(f"[{segment.why}] {body}", style="dim strike"))
        elif segment.kind in ("headline", "caption"):
            screen.print(Text(body, style="bold" if segment.kind == "headline" else "italic"))
        else:
            screen.print(Text(body))
