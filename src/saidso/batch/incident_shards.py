"""The incidents of a batch across its reports, compared and written: Parquet, one row per incident.

The records of one happening stand in many shards. One join brings them together, sorted into as many
files as there are shares of the work; each share is then compared on its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from saidso.batch.columns import LARGEST, arrow
from saidso.batch.pairs import Desk
from saidso.batch.shards import Place, coming_into_being
from saidso.incidents.comparing.comparing import compare, of_incident
from saidso.incidents.comparing.report_names import told_apart
from saidso.incidents.origins import copies
from saidso.linked import LinkedIncident, Origin, Quoted, encode_incident
from saidso.record import Record, decode

SHARE = 200_000_000
"""Bytes of records, packed, in one share of the work."""

_MEMBERS = """
CREATE TABLE members AS
    SELECT happening, name AS report, id AS sha256, incident, shard
    FROM slim JOIN read_parquet(?) USING (n)
"""
_TOLD = """
COPY (
    SELECT happening, json, list(incident) AS incidents, hash(happening) % {shares} AS share
    FROM read_parquet(?, filename = true) AS r JOIN members
    ON r.name = report AND r.id = sha256 AND r.filename = ? || shard || '.parquet'
    GROUP BY happening, json
) TO '{folder}' (FORMAT parquet, PARTITION_BY (share), COMPRESSION zstd)
"""


def gather(desk: Desk, place: Place, *, jobs: int, records: bool = True) -> list[Path]:
    """Write `linked/members.parquet` and bring the records of each happening together.

    Returns the shares of the work; none without `records`.
    """
    files = sorted((place.folder / "records").rglob("*.parquet"))
    size = sum(path.stat().st_size for path in files)
    shares = max(jobs, size // SHARE + 1)
    folder = desk.folder / "told"
    place.linked.mkdir(parents=True, exist_ok=True)
    with desk.connect(threads=jobs, write=True) as connection:
        connection.execute(_MEMBERS, [str(desk.folder / "happenings.parquet")])
        with coming_into_being(place.linked / "members.parquet") as part:
            connection.execute(
                "COPY (FROM members ORDER BY happening, report, sha256, incident)"
                f" TO '{_quoted(part)}' (FORMAT parquet, COMPRESSION zstd)"
            )
        if not records:
            return []
        connection.execute(
            _TOLD.format(shares=shares, folder=_quoted(folder)),
            [[str(path) for path in files], f"{place.folder / 'records'}/"],
        )
    return sorted(folder.glob("share=*"))


def compared(desk: Desk, place: Place, shares: list[Path], *, jobs: int) -> Iterator[int]:
    """Compare the reports of each incident, share by share; yield how many incidents were written."""
    for old in place.linked.glob("incidents-*.parquet"):
        old.unlink()
    targets = [place.linked / f"incidents-{n:05d}.parquet" for n in range(len(shares))]
    if jobs == 1 or len(shares) < 2:
        for share, target in zip(shares, targets, strict=True):
            yield _compare(desk, 1, share, target)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        given = [desk] * len(shares), [jobs] * len(shares), shares, targets
        yield from pool.map(_compare, *given)


def _compare(desk: Desk, processes: int, share: Path, target: Path) -> int:
    pa = arrow()
    number = 0
    rows: list[dict[str, Any]] = []
    with (
        desk.connect(processes=processes) as connection,
        coming_into_being(target) as part,
        pa.parquet.ParquetWriter(part, schema(), compression="zstd") as writer,
    ):
        connection.execute(
            "SELECT happening, json, incidents FROM read_parquet(?) ORDER BY happening",
            [[str(path) for path in share.glob("*.parquet")]],
        )
        for id, told in groupby(_rows(connection), key=itemgetter(0)):
            rows.append(_row(_incident(id, [(json, own) for _, json, own in told])))
            number += 1
            if len(rows) >= 500:
                writer.write_table(pa.Table.from_pylist(rows, schema()))
                rows = []
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, schema()))
    return number


def _rows(connection: Any) -> Iterator[tuple[str, str, list[str]]]:
    while lot := connection.fetchmany(200):
        yield from lot


def _incident(id: str, told: list[tuple[str, list[str]]]) -> LinkedIncident:
    """Return one incident, compared as a store compares it before people decided anything."""
    records: dict[str, Record] = {}
    members: list[tuple[str, str]] = []
    found = [(decode(json), own) for json, own in told]
    names = told_apart(_order(one) for one in found)
    for record, own in sorted(found, key=_order):
        name = names[record.report.name, record.report.id]
        report = msgspec.structs.replace(record.report, name=name)
        records[name] = msgspec.structs.replace(record, report=report)
        members += [(name, incident) for incident in sorted(own)]
    reports = [records[name].report for name in sorted(records)]
    pairs = copies.find_pairs(reports) if len(reports) > 1 else []
    origins = of_incident([_origin(c) for c in copies.origins(reports, pairs)], set(records))
    return compare(id, members, records, origins)


def _order(one: tuple[Record, list[str]]) -> tuple[str, str]:
    return one[0].report.name, one[0].report.id


def _origin(copy: copies.Origin) -> Origin:
    parts = [Quoted(report=p.report, spans=list(p.spans)) for p in copy.parts]
    return Origin(reports=list(copy.reports), wire=copy.wire, parts=parts)


def schema() -> Any:
    """Return the Arrow schema: what to choose by, then the incident as `saidso incidents --json` has it."""
    pa = arrow()
    text, number = pa.string(), pa.int64()
    return pa.schema(
        [
            pa.field("id", text, nullable=False),
            pa.field("type", text, nullable=False),
            *((name, text) for name in ("date", "earliest", "latest", "place", "country")),
            *((name, pa.float64()) for name in ("lat", "lon")),
            pa.field("reports", pa.int32(), nullable=False),
            pa.field("origins", pa.int32(), nullable=False),
            *(
                (f"{slot}_{bound}", number)
                for slot in ("killed", "injured")
                for bound in ("low", "best", "high")
            ),
            pa.field("json", pa.large_string(), nullable=False),
        ]
    )


def _row(found: LinkedIncident) -> dict[str, Any]:
    date, place = found.date, found.place
    row: dict[str, Any] = {
        "id": found.id,
        "type": found.type,
        "date": date.edtf if date else None,
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "reports": len(found.reports),
        "origins": len(found.origins),
        "json": encode_incident(found).decode(),
    }
    for slot in ("killed", "injured"):
        summary = found.slots[slot].summary if slot in found.slots else None
        for bound in ("low", "best", "high"):
            value = getattr(summary, bound, None)
            row[f"{slot}_{bound}"] = None if value is None else min(value, LARGEST)
    return row


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
