"""Small records made by hand, and stores with some of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

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


def filled(path: Path, count: int = 3) -> Path:
    """Make a store with `count` reports."""
    with open_store(path) as store:
        for n in range(count):
            add(store, b"page %d" % n, name=f"page-{n}.html")
    return path


def whole(path: Path) -> int:
    """Assert that the store at `path` is whole; return how many reports it holds."""
    with open_store(path, create=False) as store:
        assert list(store.verify()) == []
        return len(list(store.records()))
