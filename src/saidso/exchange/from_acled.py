"""ACLED in: the record of a row of an ACLED file.

Codebook: ACLED, edition of October 2024; rows with the numbers of older editions in inter1 and inter2 are
read as well. Who acted: in battles both actors, in violence against civilians and remote violence actor1
against actor2, in protests and riots the demonstrators, and where force is used against them the other
actor. No fatalities and no information on them are both 0 in ACLED, so 0 claims nothing here.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from saidso.errors import InputError
from saidso.exchange.codebook import acled, states
from saidso.exchange.drafting import Codes, Draft, country_in, country_of
from saidso.record import IncidentDate, IncidentPlace, Precision, Record, Report, Role, Tally

RADIUS = {"1": 10.0, "2": 50.0, "3": 150.0}
"""Kilometres for a geo_precision; those that `acled.NEAR_KM` and `WIDE_KM` lead back to it."""
_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d-%b-%Y", "%d %b %Y")
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
"""Days between which an event of a dataset may lie; others are slips of the pen."""
RULE = "ACLED's count: the most conservative that is reported"


def record(report: Report, codes: Codes) -> Record:
    """Return the record of a row; raises InputError with what is wrong in it."""
    draft = Draft(report)
    sub = draft.needed("sub_event_type")
    type = acled().types.get(sub)
    if type is None:
        raise InputError(report.name, f"the sub-event type {sub[:40]} has no incident type here")
    draft.sources("source")
    draft.claim("event", type, ["sub_event_type"])
    when = _date(draft)
    draft.claim("date", when.edtf, ["event_date"])
    country = _country(draft)
    location = draft.entity("location", "place", {"country": country} if country else {})
    draft.claim("place", draft.cell("location"), ["location"], entity=location)
    _actors(draft, sub)
    count = draft.whole("fatalities")
    killed = None
    if count:
        draft.claim("killed", count, ["fatalities"], low=count, high=count)
        killed = Tally(low=count, best=count, high=count, rule=RULE)
    place = IncidentPlace(
        name=draft.cell("location"),
        country=country,
        admin1=draft.cell("admin1") or None,
        lat=draft.degrees("latitude", 90),
        lon=draft.degrees("longitude", 180),
        precision_km=RADIUS.get(draft.cell("geo_precision")),
        gazetteer=None,
    )
    return draft.record(
        type,
        codes={**codes(type), "acled": sub},
        date=when,
        dated=["event_date"],
        place=place,
        placed="location",
        place_entity=location,
        killed=killed,
        trigger="sub_event_type",
    )


def _date(draft: Draft) -> IncidentDate:
    """Return the days of a row: a day, the week round it, or its month, by time_precision."""
    text = draft.needed("event_date")
    day = next((d for f in _FORMATS if (d := _parsed(text, f)) is not None), None)
    if day is None or not EARLIEST <= day <= LATEST:
        raise InputError(
            draft.report.name,
            f"the cell event_date is no date: {text[:40]}",
            help="write 2017-11-13",
        )
    width = draft.cell("time_precision")
    first = last = day
    precision: Precision = "day"
    edtf = day.isoformat()
    if width == "2":
        first, last = day - timedelta(days=3), day + timedelta(days=3)
        precision, edtf = "week", f"{first}/{last}"
    elif width == "3":
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        precision, edtf = "month", f"{day:%Y-%m}"
    return IncidentDate(
        edtf=edtf, earliest=first.isoformat(), latest=last.isoformat(), precision=precision
    )


def _parsed(text: str, format: str) -> date | None:
    try:
        return datetime.strptime(text, format).date()
    except ValueError:
        return None


def _country(draft: Draft) -> str | None:
    """Return the country by ISO's number, else by its name."""
    number = draft.cell("iso").removesuffix(".0")
    by_number = (c for c, s in states().items() if number and str(s.numeric) == number)
    return next(by_number, None) or country_of(draft.needed("country"))


def _actors(draft: Draft, sub: str) -> None:
    event = next((e for e, some in acled().events.items() if sub in some), "")
    roles: tuple[Role, Role] = ("perpetrator", "perpetrator")
    second = _inter(draft, 2)
    if sub == "Excessive force against protesters":
        roles = ("victim", "perpetrator")
    elif event in ("Violence against civilians", "Explosions/Remote violence", "Riots", "Protests"):
        roles = ("perpetrator", "victim" if second == "Civilians" else "target")
    elif event == "Strategic developments":
        roles = ("perpetrator", "target")
    for number, role in enumerate(roles, 1):
        column = f"actor{number}"
        name = draft.cell(column)
        if not name:
            continue
        sector = _sector(name, _inter(draft, number))
        country = country_in(name)
        plover = " ".join(p for p in (country, sector) if p)
        found = {"country": country or "", "plover": plover}
        entity = draft.entity(column, "group", {k: v for k, v in found.items() if v})
        draft.part(role, entity, column)


def _inter(draft: Draft, number: int) -> str:
    """Return the actor type in words; numbers are those of editions before 2024."""
    cell = draft.cell(f"inter{number}").removesuffix(".0")
    kinds = acled().inter
    if cell.isdecimal():
        return kinds[int(cell) - 1] if 1 <= int(cell) <= len(kinds) else ""
    return cell


def _sector(name: str, inter: str) -> str | None:
    """Return the PLOVER sector of an actor type, finer where the name tells it."""
    if name.startswith("Police Forces"):
        return "COP"
    if name.startswith("Unidentified Armed Group"):
        return "UAF"
    return {
        "State forces": "MIL",
        "External/Other forces": "MIL",
        "Rebel group": "REB",
        "Political militia": "PRM",
        "Identity militia": "PRM",
        "Rioters": "CVL",
        "Protesters": "CVL",
        "Civilians": "CVL",
    }.get(inter)
