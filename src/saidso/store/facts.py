"""Facts: values of claims, and type, date, place and counts of an incident as a person sets them."""

from __future__ import annotations

from saidso.decision import Fact, Value
from saidso.errors import UsageError
from saidso.incidents.values import span_of
from saidso.record import Claim, IncidentDate, Precision, Tally


def fact_value(fact: Fact, new: Value, by: str) -> Value:
    """Return the value of a fact with the field filled that belongs to it; raises UsageError."""
    if fact == "type":
        if not isinstance(new.value, str) or not new.value:
            raise UsageError("type: give the id of an incident type")
        return Value(value=new.value)
    if fact == "date":
        return Value(date=new.date or incident_date(str(new.value)))
    if fact == "place":
        if new.place is None:
            raise UsageError("place: give a place with a name")
        return Value(place=new.place)
    best = new.value if isinstance(new.value, int) else None
    low = new.low if new.low is not None else best
    high = new.high if new.high is not None else best
    if best is None or low is None or high is None or not 0 <= low <= best <= high:
        raise UsageError(f"{fact}: give whole numbers, low ≤ best ≤ high")
    return Value(tally=Tally(low=low, best=best, high=high, rule=f"set by {by}"))


def incident_date(edtf: str) -> IncidentDate:
    """Return the date of an incident from EDTF; raises UsageError where it is none."""
    span = span_of(edtf)
    if span is None:
        if not edtf.startswith("XXXX-"):
            raise UsageError(f"date {edtf}: give an EDTF date such as 2017-11-13, 2017-11 or 2017")
        return IncidentDate(edtf=edtf, earliest=None, latest=None, precision="day")
    days = (span[1] - span[0]).days + 1
    precision: Precision = "day"
    for least, name in ((2, "week"), (8, "month"), (32, "year"), (367, "none")):
        if days >= least:
            precision = name  # type: ignore[assignment]  # the names above are those of Precision
    return IncidentDate(
        edtf=edtf,
        earliest=span[0].isoformat(),
        latest=span[1].isoformat(),
        precision=precision,
    )


def value_of(claim: Claim) -> Value:
    """Return the value of a claim."""
    return Value(
        value=claim.value,
        low=claim.low,
        high=claim.high,
        modifier=claim.modifier,
        stance=claim.stance,
        status=claim.status,
    )
