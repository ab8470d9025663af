"""SQLite: incidents, claims and reports as tables for Datasette, in a file that is not written to.

The file is made whole, with foreign keys, indexes and full-text search over the words of the claims, in
rollback mode (no -wal file beside it), so that it can be served as immutable: `datasette -i FILE`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec

from saidso.exchange import claims
from saidso.exchange.case import Case
from saidso.exchange.parquet import IncidentRow, incident_row
from saidso.exchange.tables import Written
from saidso.safe import storable

_OF_REPORT = ("outlet", "title", "url", "published", "dataset")
_OF_INCIDENT = ("incident_type", "status")
_CLAIM = tuple(c for c in claims.COLUMNS if c not in (*_OF_REPORT, *_OF_INCIDENT))
_INCIDENT = tuple(c for c in IncidentRow.__struct_fields__ if c != "reports")
_NUMBERS = {
    "low", "high", "origins", "agreeing", "part", "superseded", "start", "end", "killed_low",
    "killed_best", "killed_high", "injured_low", "injured_best", "injured_high",
}  # fmt: skip
_REALS = {"lat", "lon", "precision_km"}


def _columns(names: Iterable[str]) -> str:
    return ", ".join(
        f'"{n}" {"INTEGER" if n in _NUMBERS else "REAL" if n in _REALS else "TEXT"}' for n in names
    )


_SCHEMA = f"""
CREATE TABLE reports (report TEXT PRIMARY KEY, sha256 TEXT, outlet TEXT, title TEXT, url TEXT,
  published TEXT, wire TEXT, dataset TEXT, text TEXT);
CREATE TABLE incidents ({_columns(_INCIDENT).replace('"incident" TEXT', '"incident" TEXT PRIMARY KEY')});
CREATE TABLE claims (row INTEGER PRIMARY KEY, {_columns(_CLAIM)},
  FOREIGN KEY (incident) REFERENCES incidents(incident), FOREIGN KEY (report) REFERENCES reports(report));
CREATE TABLE incident_reports (incident TEXT REFERENCES incidents(incident),
  report TEXT REFERENCES reports(report), PRIMARY KEY (incident, report));
CREATE INDEX claims_by_incident ON claims (incident, slot);
CREATE INDEX claims_by_report ON claims (report);
CREATE VIRTUAL TABLE claims_fts USING fts5(value, words, said_by, content="claims", content_rowid="row",
  tokenize='porter unicode61 remove_diacritics 2');
"""


def write(cases: Iterable[Case], out: Path) -> Written:
    """Write the database; its rows are those of the claims."""
    part = out.with_name(out.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.executescript(_SCHEMA)
            count = _fill(base, cases)
            base.execute("INSERT INTO claims_fts(claims_fts) VALUES ('rebuild')")
            base.execute("ANALYZE")
            base.commit()
            base.execute("PRAGMA journal_mode = DELETE")
            base.execute("VACUUM")
        part.chmod(0o444)
        os.replace(part, out)
    finally:
        part.unlink(missing_ok=True)
    return Written([out], count)


def _fill(base: sqlite3.Connection, cases: Iterable[Case]) -> int:
    count = 0
    for case in cases:
        incident = msgspec.structs.asdict(incident_row(case))
        _insert(base, "incidents", _INCIDENT, [incident[c] for c in _INCIDENT])
        for name, record in case.records.items():
            report = record.report
            published = report.published.edtf if report.published else None
            values = (
                name, report.id, report.outlet, report.title, report.url, published, report.wire,
                report.origin, report.text,
            )  # fmt: skip
            marks = ", ".join("?" for _ in values)
            base.execute(
                f"INSERT OR IGNORE INTO reports VALUES ({marks})", [storable(v) for v in values]
            )
            base.execute(
                "INSERT INTO incident_reports VALUES (?, ?)",
                [storable(v) for v in (case.incident.id, name)],
            )
        for row in claims.rows(case):
            said = msgspec.structs.asdict(row)
            _insert(base, "claims", _CLAIM, [said[c] for c in _CLAIM])
            count += 1
    return count


def _insert(
    base: sqlite3.Connection, table: str, columns: Iterable[str], values: Iterable[object]
) -> None:
    names = ", ".join(f'"{c}"' for c in columns)
    plain = [storable(v) for v in values]
    base.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' for _ in plain)})", plain)
