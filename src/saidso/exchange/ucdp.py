"""UCDP GED: one row for each lethal incident, in the 49 columns of UCDP's Georeferenced Event Dataset.

Columns and codes: UCDP GED codebook, version 24.1. Ids and names of conflicts, dyads and actors are
UCDP's own and left empty, as is code_status, which its coders set. GED has only events in which at least
one person dies and an organised actor acts; others have no row.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from pathlib import Path

import msgspec

from saidso.exchange import cells, moments, sides
from saidso.exchange.case import Case, refs
from saidso.exchange.cells import UNKNOWN, Cell, LeftOut, Row
from saidso.exchange.codebook import State, states, ucdp
from saidso.exchange.imported import cells_of
from saidso.exchange.sides import Side
from saidso.exchange.tables import Layout, Written, export
from saidso.record import IncidentPlace, Report

NEAR_KM = 25.0
"""Radius of where_prec 2 in the codebook."""
DAY = " 00:00:00.000"
"""What follows the day in date_start and date_end."""


class Sides(msgspec.Struct, frozen=True):
    """Type of violence (1, 2, 3) and the two sides, in the order that UCDP gives them."""

    violence: int
    a: Side
    b: Side
    a_name: str
    b_name: str
    rule: str


def layout() -> Layout:
    """Return the layout of a GED file."""
    return Layout(columns=ucdp().columns, id="id")


def write(cases: Iterable[Case], out: Path, *, explain: bool) -> Written:
    """Write a GED file (CSV with a header, UTF-8)."""
    return export(cases, out, layout=layout(), row=row, explain=explain)


def row(case: Case) -> Row | LeftOut:
    """Return the row of an incident; that of an imported row alone is the row as it came."""
    kept = cells_of(case, "ucdp")
    if kept is not None:
        rule = "as in the imported row"
        return {c: Cell(v, rule) if v else UNKNOWN for c, v in kept.items()}
    incident = case.incident
    place, days, killed = incident.place, moments.days(case), case.tally("killed")
    both = of_violence(case)
    reason = None
    if killed is None or killed.high == 0:
        reason = "no death is reported"
    elif not case.happened:
        reason = "no report says that it happened"
    elif days is None:
        reason = "its year is not known"
    elif place is None or place.lat is None or place.lon is None or place.country not in states():
        reason = "its place is not known"
    elif both is None:
        reason = "no organised actor is named on one side, or nobody on the other"
    if reason:
        return LeftOut(incident.id, incident.type, reason)
    assert days is not None
    assert place is not None
    assert killed is not None
    assert both is not None
    state = states()[place.country or ""]
    where = refs(g for g in case.standing("place") if not g.part)
    counted = refs(case.groups("killed"))
    out: Row = {
        "id": Cell(str(case.number), "ours, not UCDP's: the first 60 bits of our id as a number"),
        "relid": Cell(incident.id, "ours, not UCDP's: our id"),
        "year": Cell(str(days.first.year), "of date_start", days.claims),
        "type_of_violence": Cell(str(both.violence), both.rule, both.a.claims + both.b.claims),
        "dyad_name": Cell(
            f"{both.a_name} - {both.b_name}", "side_a - side_b", both.a.claims + both.b.claims
        ),
        "side_a": Cell(both.a_name, both.a.rule, both.a.claims),
        "side_b": Cell(both.b_name, both.b.rule, both.b.claims),
        "where_prec": Cell(
            _where_prec(place),
            "1 the place itself, 2 up to 25 km round it, 4 a division, 6 the country",
            where,
        ),
        "where_coordinates": Cell(place.pointed, case.rule("place", "name of the place"), where),
        "where_description": Cell(
            ", ".join(dict.fromkeys(p for p in (place.name, place.within, place.admin1) if p)),
            "place and division",
            where,
        ),
        "adm_1": cells.text(place.admin1, "first division of the place (GeoNames)", where),
        "latitude": cells.degrees(place.lat, "of the place, WGS84", where),
        "longitude": cells.degrees(place.lon, "of the place, WGS84", where),
        "geom_wkt": Cell(
            f"POINT ({place.lon:.4f} {place.lat:.4f})", "longitude and latitude", where
        ),
        "priogrid_gid": Cell(
            str(cell_of(place.lat or 0.0, place.lon or 0.0)), "PRIO-GRID 2 cell of the point", where
        ),
        "country": Cell(state.ucdp_name or state.name, "UCDP's name of the country", where),
        "country_id": cells.number(state.gw, "Gleditsch and Ward's number of country", where),
        "region": cells.text(state.ucdp_region, "UCDP's region of country", where),
        "event_clarity": Cell(
            "1" if days.days == 1 else "2", "1 where the day is known, else 2", days.claims
        ),
        "date_prec": Cell(_date_prec(days.days), "by how many days it may have been", days.claims),
        "date_start": Cell(
            days.first.isoformat() + DAY,
            case.rule("date", "first day it may have been"),
            days.claims,
        ),
        "date_end": Cell(
            days.last.isoformat() + DAY, case.rule("date", "last day it may have been"), days.claims
        ),
    }
    out.update(_sources(case))
    out.update(_deaths(case, both, counted))
    for column, side in (("gwnoa", both.a), ("gwnob", both.b)):
        if side.sector in ucdp().state and side.country in states():
            own: State = states()[side.country or ""]
            out[column] = cells.number(
                own.gw, "Gleditsch and Ward's number of the side", side.claims
            )
    return out


def of_violence(case: Case) -> Sides | None:
    """Return type of violence and sides, None where a side is not known well enough.

    State-based: one side is a state's, the other an armed group or another state. Non-state: two armed
    groups. One-sided: an organised actor against civilians.
    """
    did = sides.actor(case)
    blamed = sides.accused(case)
    if blamed is not None and _kind(blamed) and (did is None or _kind(did) is None):
        did = blamed  # "gunmen" are no organised actor; who is said to have sent them may be one
    suffered = sides.sufferer(case, besides=did)
    if did is None or suffered is None:
        return None
    kinds = (_kind(did), _kind(suffered))
    if kinds[0] == "civilian" or None in kinds:
        return None
    a, b = (suffered, did) if kinds == ("organised", "state") else (did, suffered)
    if _kind(b) == "civilian":
        name = "Civilians"
        return Sides(3, a, b, _name(a), name, "an organised actor against civilians")
    if _kind(a) == "state":
        rule = "a state's forces on one side, another state's or an armed group on the other"
        same = _kind(b) == "state" and a.country == b.country
        return None if same else Sides(1, a, b, _name(a), _name(b), rule)
    return Sides(2, a, b, _name(a), _name(b), "armed groups on both sides, neither a state's")


def _kind(side: Side) -> str | None:
    if side.sector in ucdp().state:
        return "state"
    if side.sector in ucdp().organised:
        return "organised"
    return "civilian" if side.sector in ucdp().civilian else None


def _name(side: Side) -> str:
    if _kind(side) == "state" and side.country in states():
        state = states()[side.country or ""]
        return f"Government of {state.ucdp_name or state.name}"
    return side.name


def cell_of(lat: float, lon: float) -> int:
    """Return the number of the half-degree cell of PRIO-GRID (codebook 2.0): rows from the south."""
    across = min(floor((lon + 180) * 2), 719)
    return min(floor((lat + 90) * 2), 359) * 720 + across + 1


def _where_prec(place: IncidentPlace) -> str:
    if place.pointed == place.admin1 and (place.precision_km or 0.0) > NEAR_KM:
        return "4"
    if place.country in states() and place.pointed == states()[place.country].name:
        return "6"
    km = place.precision_km or 0.0
    if km <= 5:
        return "1"
    return "2" if km <= NEAR_KM else "3" if km <= 100 else "4" if km <= 400 else "6"


def _date_prec(days: int) -> str:
    return next(
        str(code) for code, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 10**9)) if days <= most
    )


def _sources(case: Case) -> Row:
    reports = [record.report for _, record in sorted(case.records.items())]
    articles = [_citation(r) for r in reports]
    first = dict.fromkeys(
        name for g in case.groups("killed") for s in g.claims for name in s.said_by
    )
    rule = "of the reports, in the order of their names"
    days = [r.published.edtf if r.published else "" for r in reports]
    return {
        "number_of_sources": Cell(str(len(reports)), "reports that tell of it; copies among them"),
        "source_article": cells.text("; ".join(a for a in articles if a), rule),
        "source_office": cells.text("; ".join(r.outlet or "" for r in reports).strip("; "), rule),
        "source_date": cells.text("; ".join(days).strip("; "), rule),
        "source_headline": cells.text("; ".join(r.title or "" for r in reports).strip("; "), rule),
        "source_original": cells.text(
            "; ".join(first), "who says how many died, first speakers", refs(case.groups("killed"))
        ),
    }


def _citation(report: Report) -> str:
    """Return outlet, day and title of a report, each in quotation marks, as GED cites articles."""
    day = report.published.edtf if report.published else None
    return ",".join(f'"{part}"' for part in (report.outlet, day, report.title) if part)


def _deaths(case: Case, both: Sides, counted: tuple[str, ...]) -> Row:
    """Return best, high and low, and the deaths by side, which sum up to best."""
    killed = case.tally("killed")
    assert killed is not None
    best = killed.best or 0
    stands = case.rule("killed", killed.rule)
    told = [n for g in case.standing("killed") for n in (g.low, g.high) if n is not None]
    high = killed.high if killed.high is not None else max([best, *told])
    open_above = "; open above, so the highest count that is told" if killed.high is None else ""
    groups = [g for g in case.standing("victim") if not g.part]
    sectors = sides.known_sectors(case, groups)
    column = "deaths_unknown"
    rule = "who died is not told by side"
    if sectors and sectors <= set(ucdp().civilian):
        column, rule = "deaths_civilians", "all victims whose sector is known are civilians"
    elif len(sectors) == 1 and both.violence != 3 and both.b.sector in sectors:
        column, rule = "deaths_b", "all victims whose sector is known are of side b"
    elif len(sectors) == 1 and both.violence != 3 and both.a.sector in sectors:
        column, rule = "deaths_a", "all victims whose sector is known are of side a"
    out: Row = {
        c: Cell("0", "best stands in another column")
        for c in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    }
    out[column] = Cell(str(best), f"best; {rule}", counted + refs(groups))
    return {
        **out,
        "best": Cell(str(best), stands, counted),
        "high": Cell(str(high), stands + open_above, counted),
        "low": Cell(str(killed.low or 0), stands, counted),
    }
