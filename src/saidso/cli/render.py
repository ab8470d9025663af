"""Records as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from saidso.reading.chains import Chains, printed
from saidso.record import Claim, Entity, Incident, Record, Report, Span, Tally
from saidso.store import Entry

ORDER = (
    "event", "date", "place", "perpetrator", "victim", "target", "instrument", "killed", "injured",
    "missing", "captured", "released", "displaced", "wounds", "rounds_fired", "condition", "name",
    "age", "role", "rank", "service", "motive", "responsibility", "ordinal", "tally", "breach",
)  # fmt: skip
"""Slots in the order in which a reader asks for them."""
LONGEST = 220
"""Code points of a claim's words that are printed; the record keeps them all."""
_MODIFIERS = {
    "at_least": "at least ",
    "at_most": "at most ",
    "about": "about ",
    "more_than": "more than ",
    "fewer_than": "fewer than ",
}


def show_record(record: Record, console: Console | None = None) -> None:
    """Print a record: its report, then each incident with its claims."""
    screen = console or Console(highlight=False)
    report = record.report
    screen.print(Rule(Text(report.name, style="bold"), align="left", style="dim"))
    screen.print(_report_line(report))
    if not record.incidents:
        screen.print(Text("No incident found in this report.", style="yellow"))
    chains = Chains(record)
    for incident in record.incidents:
        screen.print()
        screen.print(_incident(record, incident, chains))
    screen.print()


def _report_line(report: Report) -> Text:
    line = Text()
    if report.title:
        line.append(report.title + "\n", style="italic")
    published = report.published
    parts = [
        report.outlet,
        ", ".join(report.byline) or None,
        f"published {published.edtf} (from {published.from_})"
        if published
        else "publication day unknown",
        f"wire: {report.wire}" if report.wire else None,
    ]
    line.append(" · ".join(p for p in parts if p), style="dim")
    residue = sum(s.span[1] - s.span[0] for s in report.segments if s.kind == "residue")
    if residue:
        share = round(100 * residue / max(1, len(report.text)))
        line.append(f" · {share}% of the page set aside as residue", style="dim")
    return line


def _incident(record: Record, incident: Incident, chains: Chains) -> RenderableType:
    head = Text()
    head.append(
        incident.type.replace("_", " ").upper(), style="bold green" if incident.main else "bold"
    )
    head.append("  main incident" if incident.main else "  also reported", style="dim")
    if incident.status != "happened":
        head.append(f"  {incident.status}", style="yellow")
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
            facts.add_row(label, Text("; ".join(named)))
    facts.add_row("harm", _harm(incident))
    codes = ", ".join(
        f"{k} {', '.join(v) if isinstance(v, list) else v}" for k, v in incident.codes.items() if v
    )
    if codes:
        facts.add_row("codes", Text(codes, style="dim"))
    claims = [c for c in record.claims if c.incident == incident.id]
    return Group(
        head, Padding(facts, (0, 0, 0, 2)), Padding(_claims(record, claims, chains), (1, 0, 0, 2))
    )


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
    return f" [says {printed(said[0])}]"


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


def _place(incident: Incident) -> str:
    found = incident.place
    if found is None:
        return "not said"
    parts = dict.fromkeys(p for p in (found.name, found.admin1, found.country) if p)
    name = ", ".join(parts)
    if found.lat is None or found.lon is None:
        return name
    around = f" ± {found.precision_km:g} km" if found.precision_km else ""
    return f"{name}  ({found.lat:.3f}, {found.lon:.3f}{around})"


def _entity(entity: Entity) -> str:
    """Return the name of an entity with what is said of it: age, rank, role, service."""
    said: dict[str, None] = {}
    for attribute in entity.attributes:
        if attribute.name == "age" and attribute.value is not None:
            said[attribute.value] = None
        elif attribute.name in ("rank", "role", "service") and attribute.value != entity.name:
            said[attribute.value or f"{attribute.name} unknown"] = None
    return f"{entity.name} ({', '.join(said)})" if said else entity.name


def _harm(incident: Incident) -> str:
    parts = [
        f"{label} {_tally(tally)}"
        for label, tally in (("killed", incident.killed), ("injured", incident.injured))
    ]
    return ", ".join(parts)


def _tally(tally: Tally | None) -> str:
    if tally is None:
        return "not said"
    best = "?" if tally.best is None else str(tally.best)
    if tally.low == tally.high:
        return best
    low = "?" if tally.low is None else str(tally.low)
    high = "or more" if tally.high is None else f"to {tally.high}"
    return f"{best} ({low} {high})"


def _claims(record: Record, claims: Sequence[Claim], chains: Chains) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    table.add_column("claim", style="cyan", no_wrap=True)
    table.add_column("value", ratio=3, overflow="fold")
    table.add_column("in the words of the report", ratio=7, overflow="fold")
    table.add_column("said by", ratio=4, overflow="fold")
    rank = {slot: k for k, slot in enumerate(ORDER)}
    before = ""
    for claim in sorted(claims, key=lambda c: (rank[c.slot], c.spans[0])):
        said = Text("\n").join(
            Text(printed(chain), style="dim" if chain == [chains.speaker_of_page] else "magenta")
            for chain in chains.all(claim.attributions)
        )
        table.add_row(
            claim.slot.replace("_", " ") if claim.slot != before else "",
            _value(claim),
            words(record.report.text, claim.spans),
            said,
        )
        before = claim.slot
    return table


def _value(claim: Claim) -> Text:
    out = Text()
    if claim.stance == "denies":
        out.append("denied: ", style="bold red")
    if claim.value is None and claim.certainty == "unknown":
        out.append("unknown", style="yellow")
    elif claim.value is None:
        low = "?" if claim.low is None else str(claim.low)
        out.append(
            f"{_MODIFIERS.get(claim.modifier or '', '')}{low if claim.high is None else claim.high}"
        )
    else:
        modifier = _MODIFIERS.get(claim.modifier or "", "") if isinstance(claim.value, int) else ""
        out.append(modifier + str(claim.value).replace("_", " "))
    if claim.of:
        out.append(f" {claim.of}")
    if claim.period:
        out.append(f", {claim.period}")
    if claim.agreement and claim.agreement != claim.value:
        out.append(f" against {claim.agreement}")
    if claim.certainty in ("probable", "possible"):
        out.append(f" ({claim.certainty})", style="yellow")
    return out


def words(text: str, spans: Iterable[Span]) -> Text:
    """Return the words of a claim in quotation marks, long ones cut with an ellipsis."""
    joined = " … ".join(" ".join(text[start:end].split()) for start, end in spans)
    if len(joined) > LONGEST:
        joined = joined[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
    return Text(f"“{joined}”")


def show_entries(entries: Sequence[Entry], place: str, console: Console | None = None) -> None:
    """Print the list of a store, one line per report."""
    screen = console or Console(highlight=False)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("report", "outlet", "published", "incident", "date", "place"):
        table.add_column(name, overflow="fold")
    for name in ("killed", "injured"):
        table.add_column(name, justify="right")
    for entry in entries:
        table.add_row(
            entry.name,
            entry.outlet or "",
            entry.published or "",
            Text(
                (entry.type or "none found").replace("_", " "),
                style="green" if entry.type else "dim",
            ),
            entry.date or "",
            entry.place or "",
            "" if entry.killed is None else str(entry.killed),
            "" if entry.injured is None else str(entry.injured),
        )
    screen.print(table)
    screen.print(Text(f"{len(entries)} reports in {place}", style="dim"))


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
