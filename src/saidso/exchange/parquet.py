"""Parquet: the claims, and beside them the incidents, as typed columns (needs pyarrow).

`out` has a row for each claim with the columns of the CSV of claims, `out` with ".incidents" before
its suffix a row for each incident. Lists and truth values keep their types.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from saidso.errors import UsageError
from saidso.exchange import claims
from saidso.exchange.case import Case
from saidso.exchange.claims import ClaimRow
from saidso.exchange.tables import Written, written
from saidso.record import Tally
from saidso.safe import storable

_LOT = 20_000
"""Rows of a row group: some 10 MB in memory."""


class IncidentRow(msgspec.Struct, frozen=True):
    """One incident in one row. Degrees are WGS84, `precision_km` a radius.

    A rule says how the three numbers before it were made of the claims of that slot.
    """

    incident: str
    type: str
    status: str
    date: str | None
    earliest: str | None
    latest: str | None
    place: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision_km: float | None
    gazetteer: str | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    killed_rule: str | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    injured_rule: str | None
    origins: int
    reports: list[str]


def incident_row(case: Case) -> IncidentRow:
    """Return the row of an incident."""
    one = case.incident
    none = Tally(low=None, best=None, high=None, rule="")
    killed, injured = case.tally("killed") or none, case.tally("injured") or none
    when, place = one.date, one.place
    return IncidentRow(
        incident=one.id,
        type=one.type,
        status=one.status,
        date=when.edtf if when else None,
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        place=place.name if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision_km=place.precision_km if place else None,
        gazetteer=place.gazetteer if place else None,
        killed_low=killed.low,
        killed_best=killed.best,
        killed_high=killed.high,
        killed_rule=killed.rule or None,
        injured_low=injured.low,
        injured_best=injured.best,
        injured_high=injured.high,
        injured_rule=injured.rule or None,
        origins=len(one.origins),
        reports=one.reports,
    )


def incidents_path(out: Path) -> Path:
    """Return the path of the incidents beside that of the claims."""
    return out.with_name(f"{out.stem}.incidents{out.suffix}")


def write(cases: Iterable[Case], out: Path) -> Written:
    """Write both files; raises UsageError where pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed", help="pip install 'saidso[parquet]'"
        ) from error
    beside = incidents_path(out)
    count = 0
    with written(out) as file, written(beside) as other:
        said = _Table(pyarrow, file, ClaimRow)
        happened = _Table(pyarrow, other, IncidentRow)
        for case in cases:
            for row in claims.rows(case):
                said.add(row)
                count += 1
            happened.add(incident_row(case))
        said.close()
        happened.close()
    return Written([out, beside], count)


class _Table:
    """Rows of one type on their way into a Parquet file, in lots."""

    def __init__(self, arrow: Any, file: Any, kind: type[msgspec.Struct]) -> None:
        self._schema = arrow.schema([_field(arrow, f) for f in msgspec.structs.fields(kind)])
        self._batch = arrow.RecordBatch
        self._writer = arrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []

    def add(self, row: msgspec.Struct) -> None:
        self._rows.append({k: storable(v) for k, v in msgspec.structs.asdict(row).items()})
        if len(self._rows) >= _LOT:
            self._flush()

    def close(self) -> None:
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        self._writer.write_batch(self._batch.from_pylist(self._rows, schema=self._schema))
        self._rows = []


def _field(arrow: Any, field: msgspec.structs.FieldInfo) -> Any:
    kinds = {
        str: arrow.string(),
        str | None: arrow.string(),
        int: arrow.int64(),
        int | None: arrow.int64(),
        float | None: arrow.float64(),
        bool: arrow.bool_(),
        list[str]: arrow.list_(arrow.string()),
    }
    return arrow.field(field.name, kinds[field.type])
