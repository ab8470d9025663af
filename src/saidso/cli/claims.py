"""The claims of an incident as a table: slot, value, words, speakers; rival values are marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec
from rich.table import Table
from rich.text import Text

from saidso.errors import one_line
from saidso.figures import figure
from saidso.incidents.linking.namings import counts_others
from saidso.reading.attributions.chains import Chains, printed
from saidso.record import Claim, Incident, Record, Span

ORDER = (
    "event", "date", "place", "perpetrator", "victim", "target", "instrument", "killed", "injured",
    "missing", "captured", "released", "displaced", "wounds", "rounds_fired", "condition", "name",
    "age", "role", "rank", "service", "motive", "responsibility", "ordinal", "tally", "breach",
)  # fmt: skip
"""Slots in the order in which a reader asks for them."""
LONGEST = 120
"""Code points of a claim's words that are printed; the record keeps them all."""
WIDE = 110
"""Columns from which on the speakers stand in a column of their own."""
_OF_PERSONS = frozenset(("age", "name", "role", "rank", "service", "condition", "wounds"))


class Row(msgspec.Struct):
    """One value of one slot with all claims that give it."""

    slot: str
    value: Text
    claims: list[Claim]


def rows(record: Record, incident: Incident) -> list[Row]:
    """Return the claims of an incident by slot and value, each value where it is said first."""
    names = {e.id: e.name for e in record.entities}
    rank = {slot: k for k, slot in enumerate(ORDER)}
    found: dict[tuple[str, str], Row] = {}
    own = (c for c in record.claims if c.incident == incident.id)
    for claim in sorted(own, key=lambda c: (rank[c.slot], c.spans[0])):
        shown = value(claim, names.get(claim.entity or ""))
        row = found.setdefault((claim.slot, shown.plain), Row(claim.slot, shown, []))
        row.claims.append(claim)
    return list(found.values())


def rivals(
    incident: Incident, claims: Iterable[Claim], chains: Chains, names: Mapping[str, str]
) -> list[Claim]:
    """Return the claims that stand against each other, in their order; `names`: those of entities by id.

    These are denials, and counts of dead and injured that rule each other out, said by different
    speakers, of which each is a bound of the incident's tally or says that there were none.
    """
    claims = list(claims)
    found = [c for c in claims if c.stance == "denies"]
    for slot, tally in (("killed", incident.killed), ("injured", incident.injured)):
        if tally is None:
            continue
        bounds = {tally.low, tally.best, tally.high, 0} - {None}
        counts = [
            c for c in claims if c.slot == slot and c.stance == "asserts" and c.value in bounds
        ]
        against = {
            c.id
            for a, b in combinations(counts, 2)
            if _apart(a, b, names) and _speakers(a, chains) != _speakers(b, chains)
            for c in (a, b)
        }
        found += [c for c in counts if c.id in against]
    return [c for c in claims if c.id in {f.id for f in found}]


def _apart(a: Claim, b: Claim, names: Mapping[str, str]) -> bool:
    """Return whether two counts rule each other out; "no civilians" leaves open how many soldiers."""
    none, some = sorted((a, b), key=lambda c: c.value != 0)
    whom, others = (names.get(c.entity or "", "people") for c in (none, some))
    if none.value == 0 and counts_others(whom, others):
        return False
    low = max(a.low or 0, b.low or 0)
    highs = [c.high for c in (a, b) if c.high is not None]
    return bool(highs) and low > min(highs)


def _speakers(claim: Claim, chains: Chains) -> set[str]:
    return {chain[-1] for chain in chains.all(claim.attributions)}


def table(
    record: Record, listed: Sequence[Row], against: Iterable[str], chains: Chains, *, wide: bool
) -> Table:
    """Return the table; claims whose ids are in `against` are marked with ≠."""
    marked = set(against)
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", expand=False)
    grid.add_column("claim", style="cyan", no_wrap=True)
    grid.add_column("value", min_width=16, max_width=28 if wide else 20, overflow="fold")
    grid.add_column("in the words of the report", overflow="fold")
    if wide:
        grid.add_column("said by", max_width=30, overflow="fold")
    before = ""
    for row in listed:
        head = row.slot.replace("_", " ") if row.slot != before else ""
        before = row.slot
        mark = "≠ " if any(c.id in marked for c in row.claims) else ""
        shown = Text(mark, style="red") + row.value
        lines = [
            (words(record.report.text, claim.spans), _said(claim, chains)) for claim in row.claims
        ]
        for quoted, said in dict.fromkeys((w.plain, s.plain) for w, s in lines):
            quote, speaker = Text(quoted), _coloured(said, chains)
            if wide:
                grid.add_row(head, shown, quote, speaker)
            else:
                grid.add_row(head, shown, quote + Text(" — ", style="dim") + speaker)
            head, shown = "", Text()
    return grid


def _said(claim: Claim, chains: Chains) -> Text:
    """Return the chains of a claim, one after the other."""
    found = dict.fromkeys(printed(c) for c in chains.all(claim.attributions, roles=True))
    return Text(one_line("; ".join(found)))


def _coloured(said: str, chains: Chains) -> Text:
    return Text(said, style="dim" if said == one_line(chains.speaker_of_page) else "blue")


def value(claim: Claim, entity: str | None = None) -> Text:
    """Return the value of a claim as people write it; `entity` is the name of whom it is about."""
    out = Text()
    if claim.stance == "denies":
        out.append("denied: ", style="red")
    if claim.slot in _OF_PERSONS and entity and entity != claim.value:
        out.append(f"{one_line(entity)}: ", style="dim")
    if claim.value is None and claim.certainty == "unknown":
        out.append("unknown", style="yellow")
    elif isinstance(claim.value, str):
        out.append(one_line(claim.value).replace("_", " "))
    else:
        out.append(figure(claim.value, claim.low, claim.high, claim.modifier) or "?")
    if claim.of:
        out.append(f" {one_line(claim.of)}")
    if claim.period:
        out.append(f", {one_line(claim.period)}")
    if claim.agreement and claim.agreement != claim.value:
        out.append(f" against {one_line(claim.agreement)}")
    if claim.short:
        out.append(f" ({claim.short})", style="yellow")
    if claim.certainty in ("probable", "possible"):
        out.append(f" ({claim.certainty})", style="yellow")
    return out


def words(text: str, spans: Iterable[Span]) -> Text:
    """Return the words of a claim in quotation marks, long ones cut with an ellipsis."""
    joined = " … ".join(" ".join(text[start:end].split()) for start, end in spans)
    if len(joined) > LONGEST:
        joined = joined[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
    return Text(f"“{one_line(joined)}”")
