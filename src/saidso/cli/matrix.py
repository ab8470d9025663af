"""The claims matrix: rows are slots, columns are origins; what agrees and what differs has a sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from saidso.cli.claims import ORDER
from saidso.cli.incident_list import SIGNS
from saidso.errors import one_line
from saidso.figures import figure, unnumbered
from saidso.incidents.comparing.standing import label
from saidso.linked import Compared, Group, LinkedIncident, Saying
from saidso.reading.attributions.chains import OWN_VOICE

_COLUMN = 26
"""Columns of a terminal that one origin needs."""
_FRONT = 26
"""Columns of a terminal for slot and verdict."""
_SPEAKERS = 3
"""Speakers of one value that are named in a cell."""
_PERSONAL = frozenset(("age", "role", "rank", "service", "condition", "wounds"))


def matrices(
    incident: LinkedIncident, outlets: Mapping[str, str], homes: Mapping[str, int], width: int
) -> list[Table]:
    """Return the matrix, in several tables where the origins do not fit side by side.

    `outlets` are what to call the pages by report name, `homes` the number of each report's origin.
    """
    count = len(incident.origins)
    fits = max(1, (width - _FRONT) // _COLUMN)
    return [
        _matrix(incident, range(at, min(at + fits, count)), outlets, homes, width)
        for at in range(0, count, fits)
    ]


def _matrix(
    incident: LinkedIncident,
    shown: Sequence[int],
    outlets: Mapping[str, str],
    homes: Mapping[str, int],
    width: int,
) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    grid.add_column("", style="cyan", no_wrap=True)
    grid.add_column("accounts", no_wrap=True)
    each = (width - _FRONT) // max(1, len(shown)) - 2
    for number in shown:
        origin = incident.origins[number]
        reports = origin.reports or [p.report for p in origin.parts]
        name = origin.wire or outlets[reports[0]]
        copies = f" +{len(reports) - 1}" if len(reports) > 1 else ""
        head = Text(f"{label(number)}  {one_line(name)}{copies}", style="bold")
        grid.add_column(head, overflow="fold", min_width=min(20, each), max_width=each)
    rank = {slot: k for k, slot in enumerate(ORDER)}
    for slot in sorted(incident.slots, key=lambda s: rank[s]):
        found = incident.slots[slot]
        cells = [_cell(slot, found, n, outlets, homes) for n in shown]
        if any(cells):
            grid.add_row(slot.replace("_", " "), verdict(found), *cells)
    return grid


def verdict(found: Compared) -> Text:
    """Return the verdict on a slot, sign and word."""
    sign, style = SIGNS[found.verdict]
    return Text(f"{sign} {found.verdict}", style=style)


def _cell(
    slot: str,
    found: Compared,
    number: int,
    outlets: Mapping[str, str],
    homes: Mapping[str, int],
) -> Text:
    """Return what one origin says of a slot: each value with its speakers."""
    lines: list[Text] = []
    events: list[str] = []
    for group in found.groups:
        claims = [c for c in group.claims if homes[c.report] == number]
        if not claims:
            continue
        said = _speakers(claims, outlets)
        if slot == "event" and group.stance == "asserts" and group.status is None:
            events.append(str(group.value).replace("_", " "))
            continue
        line = value(slot, group, claims)
        if said:
            line.append(f"  {said}", style="blue")
        lines.append(line)
    if events:
        lines.insert(0, Text(", ".join(events)))
    return Text("\n").join(lines)


def value(slot: str, group: Group, claims: Sequence[Saying] = ()) -> Text:
    """Return a value as people write it, with what must be known to read it."""
    out = Text()
    if group.stance == "denies":
        out.append("denied: ", style="red")
    if slot in _PERSONAL and group.subject:
        out.append(f"{one_line(group.subject)}: ", style="dim")
    if group.value is None and group.low is None and group.high is None:
        out.append("unknown", style="yellow")
        return out
    if isinstance(group.value, str):
        text, counted = one_line(group.value).replace("_", " "), False
    else:
        text = figure(group.value, group.low, group.high, group.modifier) or "unknown"
        counted = not unnumbered(group.value, group.low, group.high)
    out.append(text, style="strike dim" if group.superseded else "bold" if counted else "")
    if group.superseded:
        out.append(" updated since", style="dim")
    if group.part:
        other = slot in ("event", "date", "place")
        out.append(" also named" if other else " of them", style="dim")
    if group.status:
        out.append(f" ({group.status})", style="yellow")
    certainty = {c.certainty for c in claims}
    if certainty and certainty <= {"probable", "possible"}:
        out.append(f" ({max(certainty)})", style="yellow")
    for standing, by in sorted({(c.decided.standing, c.decided.by) for c in claims if c.decided}):
        out.append(f" ✓ {standing} by {one_line(by)}", style="green")
    return out


def _speakers(claims: Sequence[Saying], outlets: Mapping[str, str]) -> str:
    """Return who says a value: chains without the page's own name, the page where it says so itself."""
    names: dict[str, None] = {}
    for claim in claims:
        own = outlets[claim.report]
        chain = [*claim.chain[:-1], " and ".join(claim.said_by)]
        outer = chain[1:] if len(chain) > 1 and chain[0] == own else chain
        itself = outer in ([own], [OWN_VOICE])
        names["itself" if itself else one_line(" ← ".join(outer))] = None
    if len(names) > 1:
        names.pop("itself", None)
    listed = list(names)
    more = f" and {len(listed) - _SPEAKERS} more" if len(listed) > _SPEAKERS else ""
    return "; ".join(listed[:_SPEAKERS]) + more
