"""The numbered steps that make a store of this version out of an empty or an older one.

A step is never edited once it is released: it declares the tables as they were then. A change of
`tables` is one more step at the end of STEPS; a test holds both against each other. Every step runs on
SQLite and on PostgreSQL: docs/contributing.md says what it must keep to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    column,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)

from saidso.errors import StoreError
from saidso.record import decode
from saidso.store import custody, links, listing, search, tables


class Step(msgspec.Struct, frozen=True):
    """One step: what it is called and what it does to the store that it is given."""

    name: str
    apply: Callable[[Connection], None]


_RECORDS = table("records", column("row"), column("report"), column("name"), column("json"))
"""What steps read of the records; columns that every version has."""
_ROW, _JSON = _RECORDS.c.row, _RECORDS.c.json


def _archive_and_records(connection: Connection) -> None:
    then = MetaData()
    Table(
        "archive",
        then,
        Column("sha256", String(64), primary_key=True),
        Column("codec", String, nullable=False),
        Column("bytes", LargeBinary, nullable=False),
        Column("size", Integer, nullable=False),
        Column("media", String, nullable=False),
        Column("name", String, nullable=False),
        Column("captured_at", String, nullable=False),
        Column("tool", String, nullable=False),
    )
    Table(
        "records",
        then,
        Column("row", Integer, primary_key=True),
        Column("report", String(64), ForeignKey("archive.sha256"), nullable=False),
        Column("name", String, nullable=False),
        Column("version", String, nullable=False),
        Column("model", String, nullable=False),
        Column("digest", String(64), nullable=False),
        Column("read_at", String, nullable=False),
        Column("title", String),
        Column("outlet", String),
        Column("published", String),
        Column("json", Text, nullable=False),
        Index("records_by_report", "report", "row"),
        Index("records_by_name", "name", "row"),
    )
    Table(
        "incidents",
        then,
        Column("record", Integer, ForeignKey("records.row"), primary_key=True),
        Column("id", String, primary_key=True),
        Column("type", String, nullable=False),
        Column("main", Integer, nullable=False),
        Column("status", String, nullable=False),
        Column("date", String),
        Column("earliest", String),
        Column("latest", String),
        Column("place", String),
        Column("country", String),
        Column("lat", Float),
        Column("lon", Float),
        Column("killed", tables.Whole),
        Column("injured", tables.Whole),
        Index("incidents_by_type", "type", "earliest"),
    )
    then.create_all(connection)


def _search(connection: Connection) -> None:
    search.create(connection)
    kept = connection.execute(select(_ROW, _JSON)).fetchall()
    for row, json in kept:
        search.add(connection, row, decode(json).report)


def _links(connection: Connection) -> None:
    then = MetaData()
    Table("records", then, Column("row", Integer, primary_key=True))
    Table(
        "traits",
        then,
        Column("record", Integer, ForeignKey("records.row"), primary_key=True),
        Column("incident", String, primary_key=True),
        Column("json", Text, nullable=False),
    )
    Table(
        "link_keys",
        then,
        Column("key", BigInteger, primary_key=True, autoincrement=False),
        Column("record", Integer, ForeignKey("records.row"), primary_key=True),
        Column("incident", String, primary_key=True),
        Column("weak", Integer, nullable=False),
        Index("link_keys_by_record", "record"),
    )
    Table(
        "links",
        then,
        Column("a", Integer, ForeignKey("records.row"), primary_key=True),
        Column("a_incident", String, primary_key=True),
        Column("b", Integer, ForeignKey("records.row"), primary_key=True),
        Column("b_incident", String, primary_key=True),
        Column("score", Integer, nullable=False),
        Index("links_by_b", "b"),
    )
    Table(
        "happenings",
        then,
        Column("record", Integer, ForeignKey("records.row"), primary_key=True),
        Column("incident", String, primary_key=True),
        Column("part", String, nullable=False),
        Column("happening", String, nullable=False),
        Index("happenings_by_part", "part"),
        Index("happenings_by_happening", "happening"),
    )
    Table(
        "copy_keys",
        then,
        Column("key", BigInteger, primary_key=True, autoincrement=False),
        Column("record", Integer, ForeignKey("records.row"), primary_key=True),
        Index("copy_keys_by_record", "record"),
    )
    Table(
        "copies",
        then,
        Column("a", Integer, ForeignKey("records.row"), primary_key=True),
        Column("b", Integer, ForeignKey("records.row"), primary_key=True),
        Column("json", Text, nullable=False),
        Index("copies_by_b", "b"),
    )
    then.create_all(connection, tables=[t for t in then.sorted_tables if t.name != "records"])
    links.clear(connection)
    newest = select(func.max(_ROW)).group_by(_RECORDS.c.report, _RECORDS.c.name)
    for row in connection.scalars(newest.order_by(func.min(_ROW))).all():
        json = connection.scalar(select(_JSON).where(row == _ROW))
        links.add(connection, row, decode(json or ""))


def _decisions(connection: Connection) -> None:
    then = MetaData()
    Table(
        "decisions",
        then,
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("at", String, nullable=False),
        Column("reviewer", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("undoes", Integer),
        Column("hash", String(64), nullable=False),
        Column("json", Text, nullable=False),
        Index("decisions_by_reviewer", "reviewer", "n"),
        Index("decisions_by_undoes", "undoes"),
    )
    Table(
        "decision_reports",
        then,
        Column("n", Integer, ForeignKey("decisions.n"), primary_key=True),
        Column("report", String(64), primary_key=True),
        Column("name", String, primary_key=True),
        Index("decision_reports_by_name", "name", "report", "n"),
    )
    Table(
        "decisions_undone",
        then,
        Column("n", Integer, ForeignKey("decisions.n"), primary_key=True, autoincrement=False),
    )
    then.create_all(connection)


def _reviewers(connection: Connection) -> None:
    then = MetaData()
    Table(
        "reviewers",
        then,
        Column("name", String, primary_key=True),
        Column("role", String, nullable=False),
        Column("password", String),
        Column("added_at", String, nullable=False),
        Column("deactivated_at", String),
        Column("failures", Integer, nullable=False),
        Column("locked_until", String),
    )
    Table(
        "sessions",
        then,
        Column("token", String(64), primary_key=True),
        Column("reviewer", String, ForeignKey("reviewers.name"), nullable=False),
        Column("csrf", String, nullable=False),
        Column("begun_at", String, nullable=False),
        Column("expires_at", String, nullable=False),
        Index("sessions_by_reviewer", "reviewer"),
    )
    then.create_all(connection)


def _samples(connection: Connection) -> None:
    then = MetaData()
    Table(
        "samples",
        then,
        Column("name", String, primary_key=True),
        Column("seed", Integer, nullable=False),
        Column("a", String, nullable=False),
        Column("b", String, nullable=False),
        Column("drawn_at", String, nullable=False),
        Column("drawn_from", Integer, nullable=False),
    )
    Table(
        "sample_members",
        then,
        Column("sample", String, ForeignKey("samples.name"), primary_key=True),
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("incident", String, nullable=False),
    )
    then.create_all(connection)


def _listing(connection: Connection) -> None:
    listing.create(connection)
    listing.fill(connection)


def _custody(connection: Connection) -> None:
    """Make the custody log, and begin it with what the store already holds."""
    then = MetaData()
    made = Table(
        "custody",
        then,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("item", String(64)),
        Column("digest", String(64), nullable=False),
        Column("json", Text, nullable=False),
        Index("custody_by_item", "item"),
    )
    made.create(connection, checkfirst=True)
    if custody.head(connection).number:
        return
    note = {"from": "kept before this store had a custody log"}
    facts = ("sha256", "codec", "size", "media", "name", "captured_at", "tool")
    pages = table("archive", *(column(name) for name in facts))
    for page in connection.execute(select(pages).order_by(pages.c.captured_at)).fetchall():
        details = custody.captured(page._mapping, note)
        custody.append(connection, "captured", item=page.sha256, details=details)
    more = ("row", "report", "digest", "version", "model", "read_at")
    kept = table("records", *(column(name) for name in more))
    for record in connection.execute(select(kept).order_by(kept.c.row)).fetchall():
        details = custody.reading(record.row, record._mapping)
        custody.append(connection, "read", item=record.report, details=details)


def _releases(connection: Connection) -> None:
    then = MetaData()
    Table(
        "releases",
        then,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("id", String(64), nullable=False),
        Column("at", String, nullable=False),
        Column("state", String, nullable=False),
        Column("digest", String(64), nullable=False),
        Column("data", LargeBinary, nullable=False),
    )
    then.create_all(connection)


def _release_parts(connection: Connection) -> None:
    then = MetaData()
    Table("releases", then, Column("number", Integer, primary_key=True, autoincrement=False))
    parts = Table(
        "release_parts",
        then,
        Column("number", Integer, ForeignKey("releases.number"), primary_key=True),
        Column("part", Integer, primary_key=True, autoincrement=False),
        Column("data", LargeBinary, nullable=False),
    )
    parts.create(connection, checkfirst=True)


STEPS: tuple[Step, ...] = (
    Step("archive, records, incidents", _archive_and_records),
    Step("full-text search", _search),
    Step("copies and links", _links),
    Step("decisions", _decisions),
    Step("list of incidents", _listing),
    Step("reviewers", _reviewers),
    Step("custody log", _custody),
    Step("list of incidents, with what it is sorted by", _listing),
    Step("releases", _releases),
    Step("samples for two reviewers", _samples),
    Step("parts of happenings no larger than is walked", links.divide_large),
    Step("releases in parts", _release_parts),
)


def version(connection: Connection) -> int:
    """Return the version of the store, 0 for an empty database."""
    if not inspect(connection).has_table("migrations"):
        return 0
    found: int | None = connection.scalar(select(func.max(tables.migrations.c.version)))
    return found or 0


def migrate(connection: Connection, place: str, *, steps: Sequence[Step] = STEPS) -> int:
    """Apply the steps that are missing, in the caller's transaction; return how many that were.

    `place` names the store in errors. Raises StoreError where the store is newer than `steps`.
    """
    have = version(connection)
    if have > len(steps):
        raise StoreError(
            f"store {place} has version {have}, this saidso knows versions up to {len(steps)}",
            help="upgrade saidso to open it",
        )
    if have < len(steps):
        tables.migrations.create(connection, checkfirst=True)
    for number, step in enumerate(steps[have:], have + 1):
        step.apply(connection)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"version": number, "name": step.name, "applied_at": now}
        connection.execute(insert(tables.migrations), row)
    if have < len(steps) and inspect(connection).has_table("custody"):
        custody.append(connection, "migrated", item=None, details=state(connection))
    return len(steps) - have


def state(connection: Connection) -> dict[str, custody.Detail]:
    """Return what the custody log says of a store that was made or changed: steps and schema."""
    return {"steps": applied(connection), "schema": schema(connection)}


def schema(connection: Connection) -> str | None:
    """Return the SHA-256 of the definitions of all tables, None where they are no text."""
    if connection.dialect.name != "sqlite":
        return None
    found = connection.execute(
        text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name, tbl_name")
    )
    lines = ["\x1f".join(str(value) for value in row) for row in found]
    return hashlib.sha256("\x1e".join(lines).encode("utf-8", "backslashreplace")).hexdigest()


def applied(connection: Connection) -> list[str]:
    """Return the steps that were applied, one line each: version, time, name."""
    found = connection.execute(select(tables.migrations).order_by(tables.migrations.c.version))
    return [f"{row.version} {row.applied_at} {row.name}" for row in found]
