"""ACLED: one row for each incident, in the 31 columns of ACLED's files.

Columns, event types, actor types and precision codes: ACLED Codebook, edition of October 2024. What
only ACLED's coders decide (ids, source scale, tags, the second and third division) is left empty or
marked as ours. An incident of a type that ACLED does not code, or without a month or coordinates,
has no row.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from saidso.exchange import cells, moments, notes, sides
from saidso.exchange.case import Case, refs
from saidso.exchange.cells import UNKNOWN, Cell, LeftOut, Row
from saidso.exchange.codebook import State, acled, states
from saidso.exchange.imported import cells_of
from saidso.exchange.sides import Side
from saidso.exchange.tables import Layout, Written, export

MOST_DAYS = 31
"""An event whose month is not known is no ACLED event (time precision 3 is a month)."""
NEAR_KM = 25.0
WIDE_KM = 100.0
"""Up to NEAR_KM round a point the place itself is named (precision 1), up to WIDE_KM a part of a region
(2), beyond that a larger region (3). The codebook gives no distances; these are ours."""
_MOBS = frozenset(
    {"mob", "crowd", "villagers", "residents", "locals", "youths", "rioters", "onlookers"}
)
"""Who is a mob where no demonstration is told of."""
_CROWD = {"Protests": "Protesters", "Riots": "Rioters"}


def layout() -> Layout:
    """Return the layout of an ACLED file."""
    return Layout(columns=acled().columns, id="event_id_cnty")


def write(cases: Iterable[Case], out: Path, *, explain: bool) -> Written:
    """Write an ACLED file (CSV with a header, UTF-8)."""
    return export(cases, out, layout=layout(), row=row, explain=explain)


def row(case: Case) -> Row | LeftOut:
    """Return the row of an incident; that of an imported row alone is the row as it came."""
    kept = cells_of(case, "acled")
    if kept is not None:
        rule = "as in the imported row"
        return {c: Cell(v, rule) if v else UNKNOWN for c, v in kept.items()}
    incident = case.incident
    sub = incident.codes.get("acled")
    events = {s: event for event, some in acled().events.items() for s in some}
    place, days = incident.place, moments.days(case)
    reason = None
    if not isinstance(sub, str) or sub not in events:
        reason = "ACLED does not code this type"
    elif not case.happened:
        reason = "no report says that it happened"
    elif days is None or days.days > MOST_DAYS:
        reason = "its month is not known"
    elif place is None or place.lat is None or place.lon is None or place.country not in states():
        reason = "its place is not known"
    if reason:
        return LeftOut(incident.id, incident.type, reason)
    assert isinstance(sub, str)
    assert days is not None
    assert place is not None
    state = states()[place.country or ""]
    did = sides.actor(case)
    suffered = sides.sufferer(case, besides=did)
    sub, sub_rule = _sub_event(sub, did, suffered, case)
    event = events[sub]
    told = case.acts()
    happened = refs([g for g in told if g.value == incident.type] or told)
    where = refs(g for g in case.standing("place") if not g.part)
    killed = case.tally("killed")
    out: Row = {
        "event_id_cnty": Cell(
            f"{place.country}{case.number % 2**53}",
            "ours, not ACLED's: country code and the last 53 bits of the number in our id",
        ),
        "event_date": Cell(
            days.middle.isoformat(),
            case.rule("date", "the day, or the middle of the days that are said"),
            days.claims,
        ),
        "year": Cell(str(days.middle.year), "of event_date", days.claims),
        "time_precision": Cell(
            "1" if days.days == 1 else "2" if days.days <= 7 else "3",
            "1 a day, 2 a week, 3 a month",
            days.claims,
        ),
        "disorder_type": Cell(
            acled().disorder.get(sub) or acled().disorder[event], "by event_type", happened
        ),
        "event_type": Cell(event, "by sub_event_type", happened),
        "sub_event_type": Cell(sub, sub_rule, happened),
        "iso": cells.number(state.numeric, "ISO 3166-1 numeric code of country", where),
        "region": cells.text(state.region, "ACLED's region of country", where),
        "country": Cell(state.name, "country of the place", where),
        "admin1": cells.text(place.admin1, "first division of the place (GeoNames)", where),
        "location": Cell(place.name, case.rule("place", "name of the place"), where),
        "latitude": cells.degrees(place.lat, "of the place, WGS84", where),
        "longitude": cells.degrees(place.lon, "of the place, WGS84", where),
        "geo_precision": Cell(
            _precision(place.precision_km),
            f"1 up to {NEAR_KM:.0f} km round the place, 2 up to {WIDE_KM:.0f} km, 3 beyond",
            where,
        ),
        "source": cells.text(
            "; ".join(case.outlets()), "outlets of the reports, or the agency they credit"
        ),
        "notes": Cell(notes.sentence(case), "what is claimed, with those who say it", _told(case)),
        "fatalities": Cell(
            str(killed.low if killed is not None and killed.low is not None else 0),
            case.rule("killed", f"the lowest count that stands (most conservative); {killed.rule}")
            if killed is not None
            else "0: ACLED's value where no count is reported",
            refs(case.groups("killed")),
        ),
    }
    out.update(_actors(event, sub, did, suffered, state, place.country or ""))
    return out


def _told(case: Case) -> tuple[str, ...]:
    return refs(g for slot in notes.TOLD for g in case.groups(slot))


def _precision(km: float | None) -> str:
    if km is None or km <= NEAR_KM:
        return "1"
    return "2" if km <= WIDE_KM else "3"


def _sub_event(sub: str, did: Side | None, suffered: Side | None, case: Case) -> tuple[str, str]:
    """Return the sub-event type, refined by what the sides are, and the rule."""
    rule = case.rule("type", f"of our incident type {case.incident.type}")
    if case.incident.type == "assault" and any(
        _MOBS & set(str(g.value).lower().split()) for g in case.standing("perpetrator")
    ):
        return "Mob violence", f"{rule}; a crowd that beats or lynches is a mob in ACLED"
    if sub == "Attack" and suffered is not None and _armed(suffered):
        return "Armed clash", f"{rule}; an attack on those who bear arms is a battle in ACLED"
    if sub == "Remote explosive/landmine/IED" and any(
        "grenade" in str(g.value).lower() for g in case.standing("instrument")
    ):
        return "Grenade", f"{rule}; a grenade is named as its instrument"
    return sub, rule


def _armed(side: Side) -> bool:
    return side.sector in {"MIL", "COP", "SPY", "REB", "PRM", "UAF", "CRM"}


def _actors(
    event: str, sub: str, did: Side | None, suffered: Side | None, state: State, home: str
) -> Row:
    """Return the cells of both actors."""
    first = _actor(did, state, home)
    second = _actor(suffered, state, home)
    if event in _CROWD and sub != "Mob violence":
        crowd = _CROWD[event]
        first = (Cell(f"{crowd} ({state.name})", f"{event} are by {crowd.lower()}"), crowd, UNKNOWN)
        second = (
            _actor(did, state, home) if did is not None and _armed(did) else (UNKNOWN, "", UNKNOWN)
        )
    elif not first[0].value and event != "Strategic developments":
        unknown = f"Unidentified Armed Group ({state.name})"
        first = (
            Cell(unknown, "nobody is named; ACLED's name for that"),
            "Political militia",
            UNKNOWN,
        )
    if event == "Strategic developments" and first[0].value == second[0].value:
        second = (UNKNOWN, "", UNKNOWN)
    types = [t for t in (first[1], second[1]) if t]
    inter = "-".join(types) if len(types) == 2 else f"{types[0]} only" if types else ""
    by_type = "actor type by PLOVER sector; forces of another country are external"
    civilians = "Civilians" in types
    targeted = event == "Violence against civilians" or sub == "Excessive force against protesters"
    if civilians and event in ("Explosions/Remote violence", "Riots"):
        targeted = True
    return {
        "actor1": first[0],
        "assoc_actor_1": first[2],
        "inter1": cells.text(first[1], by_type, first[0].claims),
        "actor2": second[0],
        "assoc_actor_2": second[2],
        "inter2": cells.text(second[1], by_type, second[0].claims),
        "interaction": cells.text(
            _ordered(inter, types), "inter1 and inter2, the lower code first", first[0].claims
        ),
        "civilian_targeting": Cell(
            "Civilian targeting", "civilians are the main target", second[0].claims
        )
        if targeted
        else UNKNOWN,
    }


def _ordered(inter: str, types: list[str]) -> str:
    """Return the interaction with its types in the order of their codes, as ACLED lists them."""
    if len(types) != 2:
        return inter
    return "-".join(sorted(types, key=acled().inter.index))


def _actor(side: Side | None, state: State, home: str) -> tuple[Cell, str, Cell]:
    """Return name, type and associated actor of a side."""
    if side is None:
        return UNKNOWN, "", UNKNOWN
    kind = next((t for t, some in acled().sectors.items() if side.sector in some), "")
    country = side.state_name or state.name
    name, rule = side.name, f"{side.rule}; the name as it is printed"
    foreign = side.country is not None and side.country != home
    if kind == "Civilians":
        name, rule = f"Civilians ({state.name})", f"{side.rule}; ACLED's name for civilians"
    elif side.sector == "UAF":
        name = f"Unidentified Armed Group ({state.name})"
        rule = f"{side.rule}; ACLED's name for those nobody has identified"
    elif side.sector in ("MIL", "COP"):
        force = "Military" if side.sector == "MIL" else "Police"
        name = f"{force} Forces of {country}"
        rule = f"{side.rule}; ACLED adds the years of the government, which are not known here"
    if kind == "State forces" and foreign:
        kind = "External/Other forces"
    group = acled().associated.get(side.sector or "")
    other = f"{group} ({state.name})" if group and kind == "Civilians" else None
    return (
        Cell(name, rule, side.claims),
        kind,
        cells.text(other, "what the civilians are, by their sector", side.claims),
    )
