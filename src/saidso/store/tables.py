"""The tables of a store as they are now; `migrations` holds the steps that lead here.

`archive`, `records`, `custody`, `releases` and `release_parts` are never updated and never deleted from.
All others are derived from the records and can be rebuilt at any time.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

Whole = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of 64 bits; SQLite's integers are that anyway, PostgreSQL's have 32."""

migrations = Table(
    "migrations",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("applied_at", String, nullable=False),
)
"""The steps that were applied; the highest version is the version of the store."""

archive = Table(
    "archive",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("codec", String, nullable=False),  # "zlib" or "raw"
    Column("bytes", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),  # of the captured bytes, before the codec
    Column("media", String, nullable=False),
    Column("name", String, nullable=False),
    Column("captured_at", String, nullable=False),  # UTC, ISO 8601
    Column("tool", String, nullable=False),  # version of saidso that captured
)
"""Captured bytes by the SHA-256 of what was captured."""

records = Table(
    "records",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("report", String(64), ForeignKey("archive.sha256"), nullable=False),
    Column("name", String, nullable=False),
    Column("version", String, nullable=False),
    Column("model", String, nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of `json`
    Column("read_at", String, nullable=False),
    Column("title", String),
    Column("outlet", String),
    Column("published", String),
    Column("json", Text, nullable=False),
    Index("records_by_report", "report", "row"),
    Index("records_by_name", "name", "row"),
)
"""Records as they were read; of one report under one name the newest row is the current one."""

custody = Table(
    "custody",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("item", String(64)),  # SHA-256 of an archive item
    Column("digest", String(64), nullable=False),  # SHA-256 of `json`
    Column("json", Text, nullable=False),
    Index("custody_by_item", "item"),
)
"""The custody log (`store.custody`): each entry holds the digest of the one before it."""

releases = Table(
    "releases",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(64), nullable=False),
    Column("at", String, nullable=False),
    Column("state", String, nullable=False),  # "candidate" or "vetted"
    Column("digest", String(64), nullable=False),  # SHA-256 of `data` and what follows it
    Column("data", LargeBinary, nullable=False),  # zlib, of the dataset as JSON: its beginning
)
"""Releases that were made (`store.vault`); the next one is compared with the newest."""

release_parts = Table(
    "release_parts",
    metadata,
    Column("number", Integer, ForeignKey("releases.number"), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),  # from 1
    Column("data", LargeBinary, nullable=False),
)
"""What follows the `data` of a release, in parts that fit into memory."""

incidents = Table(
    "incidents",
    metadata,
    Column("record", Integer, ForeignKey("records.row"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("type", String, nullable=False),
    Column("main", Integer, nullable=False),  # 0 or 1
    Column("status", String, nullable=False),
    Column("date", String),  # EDTF
    Column("earliest", String),
    Column("latest", String),
    Column("place", String),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("killed", Whole),  # best
    Column("injured", Whole),  # best
    Index("incidents_by_type", "type", "earliest"),
)
"""One narrow row per incident of each record, for lists and queries."""

traits = Table(
    "traits",
    metadata,
    Column("record", Integer, ForeignKey("records.row"), primary_key=True),
    Column("incident", String, primary_key=True),
    Column("json", Text, nullable=False),
)
"""What each incident of a current record is known by (`incidents.traits`)."""

link_keys = Table(
    "link_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("record", Integer, ForeignKey("records.row"), primary_key=True),
    Column("incident", String, primary_key=True),
    Column("weak", Integer, nullable=False),  # 0 or 1
    Index("link_keys_by_record", "record"),
)
"""Keys by which incidents are compared (`incidents.blocks`)."""

links = Table(
    "links",
    metadata,
    Column("a", Integer, ForeignKey("records.row"), primary_key=True),
    Column("a_incident", String, primary_key=True),
    Column("b", Integer, ForeignKey("records.row"), primary_key=True),
    Column("b_incident", String, primary_key=True),
    Column("score", Integer, nullable=False),  # hundredths
    Index("links_by_b", "b"),
)
"""Pairs of incidents whose evidence reaches the threshold; `b` was added after `a`."""

happenings = Table(
    "happenings",
    metadata,
    Column("record", Integer, ForeignKey("records.row"), primary_key=True),
    Column("incident", String, primary_key=True),
    Column("part", String, nullable=False),  # piece of the links (`store.divisions`)
    Column("happening", String, nullable=False),  # what the part was divided into
    Index("happenings_by_part", "part"),
    Index("happenings_by_happening", "happening"),
)
"""The happening that each incident of a current record belongs to."""

copy_keys = Table(
    "copy_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("record", Integer, ForeignKey("records.row"), primary_key=True),
    Index("copy_keys_by_record", "record"),
)
"""Band keys of paragraphs, by which copied text is found (`incidents.shingles`)."""

copies = Table(
    "copies",
    metadata,
    Column("a", Integer, ForeignKey("records.row"), primary_key=True),
    Column("b", Integer, ForeignKey("records.row"), primary_key=True),
    Column("json", Text, nullable=False),
    Index("copies_by_b", "b"),
)
"""Pairs of current records that print the same words, with the passages (`incidents.copies`)."""
