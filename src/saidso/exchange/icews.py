"""ICEWS: one row for each incident, in the 20 tab-separated columns of its coded event data.

Columns: ICEWS Coded Event Data, Harvard Dataverse doi:10.7910/DVN/28075; event codes and Goldstein
scores: CAMEO 1.1b3. Sentence numbers are not known to the store and stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from saidso.exchange import cameo, cells, moments, sides
from saidso.exchange.case import Case, refs
from saidso.exchange.cells import Cell, LeftOut, Row
from saidso.exchange.codebook import cameo as cameo_book
from saidso.exchange.codebook import icews, states
from saidso.exchange.sides import Side
from saidso.exchange.tables import Layout, Written, export


def layout() -> Layout:
    """Return the layout of an ICEWS file."""
    return Layout(columns=icews().columns, id="Event ID", delimiter="\t")


def write(cases: Iterable[Case], out: Path, *, explain: bool) -> Written:
    """Write an ICEWS file (tab-separated, with a header, UTF-8)."""
    return export(cases, out, layout=layout(), row=row, explain=explain)


def row(case: Case) -> Row | LeftOut:
    """Return the row of an incident."""
    incident = case.incident
    code, days, place = cameo.code(case), moments.days(case), incident.place
    uncoded = "CAMEO has no code for this type" if code is None else None
    left_out = moments.why_no_row(case, days, uncoded=uncoded)
    if left_out is not None:
        return left_out
    assert code is not None
    assert days is not None
    did = sides.actor(case)
    suffered = sides.sufferer(case, besides=did)
    happened = refs(case.acts())
    where = refs(g for g in case.standing("place") if not g.part)
    state = states().get((place.country if place else None) or "")
    report = case.first.report
    by_type = case.rule("type", f"first code of our incident type {incident.type}")
    out: Row = {
        "Event ID": Cell(str(case.number), "ours: the first 60 bits of our id as a number"),
        "Event Date": Cell(
            days.first.isoformat(), case.rule("date", "the day that is said"), days.claims
        ),
        "Event Text": cells.text(cameo_book().names.get(code), "name of CAMEO Code", happened),
        "CAMEO Code": Cell(code, by_type, happened),
        "Intensity": Cell(f"{cameo.score(code):.1f}", "Goldstein score of the code", happened),
        "Story ID": Cell(
            str(int(report.id[:15], 16)), "first 60 bits of the SHA-256 of the first report"
        ),
        "Publisher": cells.text(report.outlet or report.wire, "outlet of the first report"),
        "Country": cells.text(state.name if state else None, "country of the place", where),
    }
    if place is not None:
        out["City"] = Cell(place.name, case.rule("place", "name of the place"), where)
        out["Province"] = cells.text(place.admin1, "first division of the place", where)
        out["Latitude"] = cells.degrees(place.lat, "of the place, WGS84", where)
        out["Longitude"] = cells.degrees(place.lon, "of the place, WGS84", where)
    for end, side in (("Source", did), ("Target", suffered)):
        out.update(_side(end, side))
    return out


def _side(end: str, side: Side | None) -> Row:
    if side is None:
        return {}
    return {
        f"{end} Name": Cell(side.name, side.rule, side.claims),
        f"{end} Sectors": cells.text(
            icews().sectors.get(side.sector or ""), "of its PLOVER sector", side.claims
        ),
        f"{end} Country": cells.text(side.state_name, "country of its actor code", side.claims),
    }
