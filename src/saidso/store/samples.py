"""Samples: incidents drawn by a seed for two reviewers, who code them without seeing each other.

The draw depends on the seed and on the ids of the incidents alone: a store with the same incidents
gives the same sample. It is kept, so that later reports do not change it.
"""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import Column, Connection, ForeignKey, Integer, String, Table, insert, select

from saidso.errors import UsageError
from saidso.store import listing, rows, shelf
from saidso.store.shelf import Query
from saidso.store.tables import metadata

samples = Table(
    "samples",
    metadata,
    Column("name", String, primary_key=True),
    Column("seed", Integer, nullable=False),
    Column("a", String, nullable=False),  # the two reviewers
    Column("b", String, nullable=False),
    Column("drawn_at", String, nullable=False),
    Column("drawn_from", Integer, nullable=False),  # incidents that it was drawn from
)
"""Samples for coding by two."""

sample_members = Table(
    "sample_members",
    metadata,
    Column("sample", String, ForeignKey("samples.name"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("incident", String, nullable=False),  # the id that it had when it was drawn
)
"""The incidents of a sample, in the order in which they are to be coded."""


class Sample(msgspec.Struct, frozen=True):
    """A sample: ids are those that its incidents have now, each once."""

    name: str
    seed: int
    a: str
    b: str
    drawn_at: str
    drawn_from: int
    incidents: tuple[str, ...]


def draw(
    connection: Connection, name: str, a: str, b: str, *, count: int, seed: int, query: Query
) -> Sample:
    """Draw a sample of incidents that fit a query, and keep it; raises UsageError."""
    if a == b:
        raise UsageError("a sample is for two reviewers", help="name two")
    if not name.strip():
        raise UsageError("a sample needs a name")
    if connection.scalar(select(samples.c.name).where(samples.c.name == name)) is not None:
        raise UsageError(f"there is a sample {name} already", help="give another name")
    ids = [one.id for one in shelf.page(connection, query)]
    if not ids:
        raise UsageError("no incident fits, so there is nothing to draw from")
    chosen = sorted(ids, key=lambda id: hashlib.sha256(f"{seed} {id}".encode()).digest())[:count]
    kept: rows.Row = {
        "name": name,
        "seed": seed,
        "a": a,
        "b": b,
        "drawn_at": rows.now(),
        "drawn_from": len(ids),
    }
    connection.execute(insert(samples), kept)
    members = [{"sample": name, "n": n, "incident": id} for n, id in enumerate(chosen, 1)]
    connection.execute(insert(sample_members), members)
    return sample(connection, name)


def sample(connection: Connection, name: str) -> Sample:
    """Return a sample by its name; raises UsageError where there is none."""
    row = connection.execute(select(samples).where(samples.c.name == name)).one_or_none()
    if row is None:
        raise UsageError(f"there is no sample {name}", help="`saidso sample` lists them")
    asked = select(sample_members.c.incident).where(sample_members.c.sample == name)
    drawn = list(connection.scalars(asked.order_by(sample_members.c.n)))
    now = [id for old in drawn for id in sorted(listing.ids_like(connection, old))]
    return Sample(
        row.name, row.seed, row.a, row.b, row.drawn_at, row.drawn_from, tuple(dict.fromkeys(now))
    )


def all_samples(connection: Connection) -> list[Sample]:
    """Return all samples by name."""
    names = list(connection.scalars(select(samples.c.name)))
    return [sample(connection, name) for name in sorted(names)]
