"""Small records made by hand, and stores with some of them."""

from __future__ import annotations

import hashlib
import random
import re
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from benchmarks.many import happening, told, towns

from saidso import __version__
from saidso.record import (
    Attribution,
    Claim,
    Event,
    Incident,
    Published,
    ReaderInfo,
    Record,
    Report,
    Segment,
    Source,
    Tally,
    Words,
)
from saidso.store import Store, open_store

TEXT = "Two guards were killed in Harun, police said.\n\nMost read\n"
DATA = b"<p>Two guards were killed in Harun, police said.</p>"


def made(
    data: bytes = DATA,
    *,
    name: str = "page.html",
    killed: int | None = 2,
    model: str = "m1",
    text: str = TEXT,
) -> Record:
    """Return a record of one incident with one claim."""
    return Record(
        reader=ReaderInfo(version=__version__, model=model),
        report=Report(
            id=hashlib.sha256(data).hexdigest(),
            name=name,
            title="Two guards killed",
            outlet="The Harun Post",
            published=Published(edtf="2019-04-02", from_="metadata"),
            text=text,
            segments=[
                Segment(kind="paragraph", span=(0, 47)),
                Segment(kind="residue", span=(47, len(text)), why="marker"),
            ],
        ),
        attributions=[
            Attribution(
                id="a1",
                source=Source(spans=[(33, 39)], entity=None, kind="organisation"),
                cue=Words(spans=[(40, 44)]),
                content=Words(spans=[(0, 31)]),
                quotation="indirect",
                stance="asserts",
                certainty="certain",
            )
        ],
        events=[
            Event(
                id="v1", type="shooting", trigger=(16, 22), status="happened", attributions=["a1"]
            )
        ],
        claims=[
            Claim(
                id="c1",
                incident="i1",
                slot="killed",
                value=2,
                low=2,
                high=2,
                spans=[(0, 22)],
                attributions=["a1"],
            )
        ],
        incidents=[
            Incident(
                id="i1",
                type="shooting",
                main=True,
                status="happened",
                events=["v1"],
                killed=Tally(low=killed, best=killed, high=killed, rule="stated once"),
                claims=["c1"],
            )
        ],
    )


def add(store: Store, data: bytes = DATA, **how: object) -> bool:
    """Add a made record with its bytes."""
    record = made(data, **how)  # type: ignore[arg-type]  # the caller's keywords are those of made
    return store.add(record, data, media="text/html", name=record.report.name)


def filled(place: str, count: int = 3) -> str:
    """Make a store with `count` reports."""
    with open_store(place) as store:
        for n in range(count):
            add(store, b"page %d" % n, name=f"page-{n}.html")
    return place


def whole(place: str | Path) -> int:
    """Assert that the store at `place` is whole; return how many reports it holds."""
    with open_store(place, create=False) as store:
        assert list(store.verify()) == []
        return len(list(store.records()))


def rows(place: str, statement: str) -> list[tuple[Any, ...]]:
    """Return the rows that a statement gives, past the store."""
    if "://" not in place:
        with sqlite3.connect(place) as raw:
            return raw.execute(statement).fetchall()
    with psycopg.connect(place) as connection:
        return connection.execute(statement.encode()).fetchall()


def change(place: str, statement: str, **values: object) -> int:
    """Change a store behind its back, references unchecked; return how many rows that touched.

    Values stand in the statement as `:name`.
    """
    if "://" not in place:
        with sqlite3.connect(place) as raw:
            return raw.execute(statement, values).rowcount
    with psycopg.connect(place) as connection:
        connection.execute("SET session_replication_role = replica")
        named = re.sub(r":([a-z]+)\b", r"%(\1)s", statement.replace("%", "%%"))
        return connection.execute(named.encode(), values).rowcount


def made_happenings(count: int = 24) -> list[Record]:
    """Return made reports of a few happenings, two of them with one text."""
    draw = random.Random(5)
    places, _ = towns()
    made = [happening(draw, n, places[400 + n % 3], 20) for n in range(6)]
    found = [told(draw, made[n % 6], n) for n in range(count)]
    twin = msgspec.structs.replace(found[0].report, name="twin")
    found.append(msgspec.structs.replace(found[0], report=twin))
    return [_with_bytes(record) for record in found]


def add_told(store: Store, record: Record) -> bool:
    """Add a report of `made_happenings`."""
    return store.add(record, _bytes(record), media="text/plain", name=record.report.name)


def _with_bytes(record: Record) -> Record:
    id = hashlib.sha256(_bytes(record)).hexdigest()
    return msgspec.structs.replace(record, report=msgspec.structs.replace(record.report, id=id))


def _bytes(record: Record) -> bytes:
    return (record.report.name + record.report.text).encode()
