"""UCDP GED in: the record of a row of a GED or Candidate file.

Codebook: UCDP GED, version 24.1. In state-based and non-state violence both sides act; in one-sided
violence side a acts against civilians.
"""

from __future__ import annotations

from datetime import date

from saidso.errors import InputError
from saidso.exchange.codebook import states, ucdp
from saidso.exchange.drafting import Codes, Draft, country_in, country_of
from saidso.record import IncidentDate, IncidentPlace, Precision, Record, Report, Tally

RADIUS = {"1": 5.0, "2": 25.0, "3": 100.0, "4": 300.0, "5": 300.0, "6": 700.0, "7": 500.0}
"""Kilometres for a where_prec."""
TYPES = {1: "armed_clash", 2: "armed_clash", 3: "killing"}
"""Our incident type for each type of violence; GED does not say how people were killed."""
CODES = {1: "state-based", 2: "non-state", 3: "one-sided"}
RULE = "UCDP's low, best and high estimates"


def record(report: Report, codes: Codes) -> Record:
    """Return the record of a row; raises InputError with what is wrong in it."""
    draft = Draft(report)
    violence = draft.whole("type_of_violence")
    if violence not in ucdp().type_of_violence:
        raise InputError(report.name, f"the cell type_of_violence is no type: {violence}")
    type = TYPES[violence]
    draft.sources("source_original")
    draft.claim("event", type, ["type_of_violence"])
    when = _date(draft)
    dated = ["date_start", "date_end"]
    draft.claim("date", when.edtf, dated if when.precision != "day" else dated[:1])
    country = _country(draft)
    location = draft.entity("where_coordinates", "place", {"country": country} if country else {})
    draft.claim("place", draft.cell("where_coordinates"), ["where_coordinates"], entity=location)
    for column, one_sided in (("side_a", "perpetrator"), ("side_b", "victim")):
        name = draft.needed(column)
        own = country_in(name) if name.startswith("Government of") else None
        sector = "MIL" if own else "CVL" if name == "Civilians" else "REB"
        found = {"country": own or "", "plover": " ".join(p for p in (own, sector) if p)}
        entity = draft.entity(column, "group", {k: v for k, v in found.items() if v})
        victim = violence == 3 and one_sided == "victim"
        draft.part("victim" if victim else "perpetrator", entity, column)
    best, low, high = (draft.whole(c) for c in ("best", "low", "high"))
    low, high = min(low, best), max(high, best)
    draft.claim("killed", best, ["best", "low", "high"], low=low, high=high)
    place = IncidentPlace(
        name=draft.cell("where_coordinates"),
        country=country,
        admin1=draft.cell("adm_1") or None,
        lat=draft.degrees("latitude", 90),
        lon=draft.degrees("longitude", 180),
        precision_km=RADIUS.get(draft.cell("where_prec")),
        gazetteer=None,
    )
    return draft.record(
        type,
        codes={**codes(type), "ucdp": CODES[violence]},
        date=when,
        dated=dated,
        place=place,
        placed="where_coordinates",
        place_entity=location,
        killed=Tally(low=low, best=best, high=high, rule=RULE),
        trigger="type_of_violence",
    )


def _date(draft: Draft) -> IncidentDate:
    first, last = (_day(draft, column) for column in ("date_start", "date_end"))
    if last < first:
        raise InputError(draft.report.name, "date_end lies before date_start")
    days = (last - first).days + 1
    precision: Precision = (
        "day" if days == 1 else "week" if days <= 7 else "month" if days <= 31 else "year"
    )
    edtf = first.isoformat() if days == 1 else f"{first}/{last}"
    return IncidentDate(
        edtf=edtf, earliest=first.isoformat(), latest=last.isoformat(), precision=precision
    )


def _day(draft: Draft, column: str) -> date:
    text = draft.needed(column)
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise InputError(
            draft.report.name, f"the cell {column} is no date: {text[:40]}", help="write 2017-11-13"
        ) from None


def _country(draft: Draft) -> str | None:
    number = draft.cell("country_id").removesuffix(".0")
    by_number = (c for c, s in states().items() if number and str(s.gw) == number)
    return next(by_number, None) or country_of(draft.needed("country"))
