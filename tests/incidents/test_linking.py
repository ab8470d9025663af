"""Linking: incidents of different reports that are one happening."""

from __future__ import annotations

from saidso.incidents.linking import link
from saidso.record import Incident, IncidentDate, IncidentPlace, ReaderInfo, Record, Report


def told(
    name: str, day: str | None = "2021-05-04", place: str | None = "Velmora", type: str = "shooting"
) -> Record:
    """Return a record of one incident."""
    date = day and IncidentDate(edtf=day, earliest=day, latest=day, precision="day")
    where = place and IncidentPlace(
        name=place,
        country="PRT",
        admin1=None,
        lat=40.0,
        lon=-8.0,
        precision_km=5,
        gazetteer=f"made:{place}",
    )
    return Record(
        reader=ReaderInfo(version="0", model="m"),
        report=Report(id=name, name=name, text=""),
        incidents=[
            Incident(
                id="i1",
                type=type,
                main=True,
                status="happened",
                date=date or None,
                place=where or None,
            )
        ],
    )


def groups(*records: Record) -> list[tuple[str, ...]]:
    return [tuple(report for report, _ in found.members) for found in link(records)]


def test_same_day_place_and_type_are_one() -> None:
    assert groups(told("b"), told("a"), told("c", type="abduction")) == [("a", "b"), ("c",)]


def test_another_day_stays_apart() -> None:
    assert groups(told("a"), told("b", "2021-05-05")) == [("a",), ("b",)]


def test_missing_date_or_place_does_not_glue_strangers() -> None:
    assert groups(told("a", None), told("b", None)) == [("a",), ("b",)]
    assert groups(told("a", place=None), told("b", place=None)) == [("a",), ("b",)]
