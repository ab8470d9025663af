"""POLECAT: one row for each incident, in the 40 tab-separated columns of its yearly files.

Columns: POLECAT, Harvard Dataverse doi:10.7910/DVN/AJGVIT; event types, modes and scores: PLOVER
manual, draft of 17 September 2021. Unknown cells are "None", as in POLECAT's own files; contexts and
Wikipedia pages are not known to the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from saidso import __version__
from saidso.exchange import cells, moments, sides
from saidso.exchange.case import Case, refs
from saidso.exchange.cells import Cell, LeftOut, Row
from saidso.exchange.codebook import plover, states
from saidso.exchange.sides import Side
from saidso.exchange.tables import Layout, Written, export
from saidso.record import EntityKind


def layout() -> Layout:
    """Return the layout of a POLECAT file."""
    return Layout(columns=plover().columns, id="Event ID", delimiter="\t", unknown="None")


def write(cases: Iterable[Case], out: Path, *, explain: bool) -> Written:
    """Write a POLECAT file (tab-separated, with a header, UTF-8)."""
    return export(cases, out, layout=layout(), row=row, explain=explain)


def row(case: Case) -> Row | LeftOut:
    """Return the row of an incident."""
    incident = case.incident
    coded, days, place = event(case), moments.days(case), incident.place
    uncoded = "PLOVER has no event type for this type" if coded is None else None
    left_out = moments.why_no_row(case, days, uncoded=uncoded)
    if left_out is not None:
        return left_out
    assert coded is not None
    assert days is not None
    kind, mode = coded
    scores = plover().events[kind]
    value = scores.get(mode)
    happened = refs(case.acts())
    where = refs(g for g in case.standing("place") if not g.part)
    report = case.first.report
    did = sides.actor(case)
    suffered = sides.sufferer(case, besides=did)
    by_type = case.rule("type", f"first code of our incident type {incident.type}")
    out: Row = {
        "Event ID": Cell(incident.id, "ours"),
        "Event Date": Cell(
            days.first.isoformat(), case.rule("date", "the day that is said"), days.claims
        ),
        "Event Type": Cell(kind, by_type, happened),
        "Event Mode": cells.text(mode, by_type, happened),
        "Event Intensity": Cell(
            f"{scores[''] if value is None else value:.1f}",
            "PLOVER score of type and mode",
            happened,
        ),
        "Quad Code": Cell(
            next(q for q, kinds in plover().quad.items() if kind in kinds),
            "PLOVER's quad category of the type",
            happened,
        ),
        "Source": cells.text(report.outlet or report.wire, "outlet of the first report"),
        "Publication Date": cells.text(
            report.published.edtf if report.published else None, "of the first report"
        ),
        "Story People": _names(case, "person"),
        "Story Organizations": _names(case, "organisation"),
        "Story Locations": _names(case, "place"),
        "Language": cells.text(report.language, "of the first report (ISO 639-1)"),
        "Version": Cell(f"saidso {__version__}", "the program that coded it"),
    }
    if place is not None:
        geonames = (place.gazetteer or "").removeprefix("geonames:")
        said = case.standing("place")
        out["Placename"] = Cell(place.name, case.rule("place", "name of the place"), where)
        out["City"] = Cell(place.name, case.rule("place", "name of the place"), where)
        out["Province"] = cells.text(place.admin1, "first division of the place", where)
        out["Country"] = cells.text(place.country, "ISO 3166-1 alpha-3", where)
        out["Latitude"] = cells.degrees(place.lat, "of the place, WGS84", where)
        out["Longitude"] = cells.degrees(place.lon, "of the place, WGS84", where)
        if geonames.isdecimal():
            out["GeoNames ID"] = Cell(geonames, "of the place", where)
        if said:
            out["Raw Placename"] = Cell(str(said[0].value), "the place as it is said", where)
    for end, side in (("Actor", did), ("Recipient", suffered)):
        out.update(_side(end, side))
    return out


def event(case: Case) -> tuple[str, str] | None:
    """Return event type and mode ("" where there is none) of an incident, if PLOVER has its type."""
    codes = case.incident.codes.get("plover")
    for code in codes if isinstance(codes, list) else ():
        kind, _, mode = code.partition(" ")
        if mode in plover().events.get(kind, ()):
            return kind, mode
    return None


def _side(end: str, side: Side | None) -> Row:
    if side is None:
        return {}
    state = states().get(side.country or "")
    by_code = "of its actor code"
    return {
        f"{end} Name": Cell(side.name, side.rule, side.claims),
        f"{end} Country": cells.text(side.country, by_code, side.claims),
        f"{end} COW": cells.number(state.cow if state else None, by_code, side.claims),
        f"Primary {end} Sector": cells.text(side.sector, "PLOVER sector", side.claims),
        f"{end} Sectors": cells.text(side.sector, "PLOVER sector", side.claims),
        f"{end} Name Raw": Cell(side.raw, "the words that name it first in a report", side.claims),
    }


def _names(case: Case, kind: EntityKind) -> Cell:
    found = [e.name for e in case.first.entities if e.kind == kind]
    return cells.text("; ".join(dict.fromkeys(found)), "named in the first report")
