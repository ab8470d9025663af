"""Claims: one row for each claim of each report in each chain of those who said it, as CSV.

The columns are ours (docs/formats/claims.md); nothing is summed up here, so nothing is explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from saidso.exchange.case import Case
from saidso.exchange.tables import Layout, Written, writer, written_text
from saidso.safe import guarded, one_cell

BETWEEN = " ← "
"""Stands between the speakers of a chain, outermost first."""


class ClaimRow(msgspec.Struct, frozen=True):
    """One claim in one chain. `start` and `end` are code points of the text of the report.

    A claim of several stretches of words has its first and last code point here; `words` joins the
    stretches with an ellipsis. `origins` counts the independent origins of the value. `standing` is what
    a person decided of the claim (accepted, edited, added, ...), `decided_by` who.
    """

    incident: str
    incident_type: str
    status: str
    slot: str
    verdict: str
    value: str | None
    low: int | None
    high: int | None
    modifier: str | None
    stance: str
    event_status: str | None
    certainty: str
    subject: str | None
    said_by: str
    chain: str
    origins: int
    agreeing: int
    part: bool
    superseded: bool
    as_of: str | None
    report: str
    claim: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    start: int
    end: int
    words: str
    dataset: str | None
    standing: str | None
    decided_by: str | None


COLUMNS = ClaimRow.__struct_fields__


def rows(case: Case) -> Iterator[ClaimRow]:
    """Yield the rows of one incident, slot by slot and value by value."""
    incident = case.incident
    for slot, compared in incident.slots.items():
        for group in compared.groups:
            for saying in group.claims:
                report = case.records[saying.report].report
                stretches = (report.text[slice(*span)] for span in saying.spans)
                yield ClaimRow(
                    incident=incident.id,
                    incident_type=incident.type,
                    status=incident.status,
                    slot=slot,
                    verdict=compared.verdict,
                    value=None if group.value is None else str(group.value),
                    low=group.low,
                    high=group.high,
                    modifier=group.modifier,
                    stance=group.stance,
                    event_status=group.status,
                    certainty=saying.certainty,
                    subject=group.subject,
                    said_by="; ".join(saying.said_by),
                    chain=BETWEEN.join(saying.chain),
                    origins=group.origins,
                    agreeing=group.agreeing,
                    part=group.part,
                    superseded=saying.superseded,
                    as_of=saying.as_of,
                    report=saying.report,
                    claim=saying.claim,
                    outlet=report.outlet,
                    title=report.title,
                    url=report.url,
                    published=report.published.edtf if report.published else None,
                    start=saying.spans[0][0],
                    end=saying.spans[-1][1],
                    words=" … ".join(stretches),
                    dataset=report.origin,
                    standing=saying.decided.standing if saying.decided else None,
                    decided_by=saying.decided.by if saying.decided else None,
                )


def write(cases: Iterable[Case], out: Path) -> Written:
    """Write the claims as CSV with a header (UTF-8); unknown cells are empty, truth is 0 or 1."""
    count = 0
    with written_text(out) as file:
        write_row = writer(file, Layout(columns=COLUMNS, id="claim"))
        write_row(COLUMNS)
        for case in cases:
            for row in rows(case):
                write_row([guarded(one_cell(_cell(v))) for v in msgspec.structs.astuple(row)])
                count += 1
    return Written([out], count)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)
