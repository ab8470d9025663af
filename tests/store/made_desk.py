"""A desk of made reports to decide on, and decisions drawn at random."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from saidso.decision import Decision, Value
from saidso.errors import UsageError
from saidso.linked import LinkedIncident
from saidso.record import (
    Attribution,
    Claim,
    Event,
    Incident,
    IncidentDate,
    IncidentPlace,
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

TOWNS = ("Harun", "Belqos", "Tirana Nova", "Mossel")
NUMBERS = {2: "Two", 3: "Three", 5: "Five", 7: "Seven"}
REVIEWERS = ("anna", "bo")


def report(n: int, *, town: int, dead: int, hurt: int, version: str = "1") -> Record:
    """Return the record of a made report of a shooting in a town."""
    who = ("police", "the mayor", "a bishop")[n % 3 if n % 3 != town else (n // 3) % 3]
    place, outlet = TOWNS[town], f"The {TOWNS[town]} Post {n}"
    lead = f"{NUMBERS[dead]} guards were killed in {place} on 2 April {2010 + town}, {who} said."
    tail = (
        f"Page {n} of {outlet} counted {hurt} people hurt in the market, a nurse named N{n} said."
    )
    text = f"{lead}\n\n{tail}\n\nMost read\n"
    first = len(lead) + 2
    day = f"{2010 + town}-04-02"
    said = lead.index(who)
    nurse = text.index("a nurse")
    number = text.index(str(hurt), first)
    return Record(
        reader=ReaderInfo(version=version, model="m"),
        report=Report(
            id=hashlib.sha256(text.encode()).hexdigest(),
            name=f"r{n}",
            title=f"Shooting in {place}",
            outlet=outlet,
            published=Published(edtf=day, from_="metadata"),
            text=text,
            segments=[
                Segment(kind="paragraph", span=(0, first)),
                Segment(kind="paragraph", span=(first, first + len(tail) + 2)),
                Segment(kind="residue", span=(first + len(tail) + 2, len(text)), why="marker"),
            ],
        ),
        attributions=[
            _said("a1", (said, said + len(who)), (0, said - 2)),
            _said("a2", (nurse, nurse + 7), (first, nurse - 2)),
        ],
        events=[Event(id="v1", type="shooting", trigger=_of(text, "killed"), status="happened")],
        claims=[
            _claim("c1", "killed", dead, (0, len(NUMBERS[dead])), "a1"),
            _claim("c2", "injured", hurt, (number, number + len(str(hurt))), "a2"),
            _claim("c3", "place", place, _of(text, place), "a1"),
        ],
        incidents=[
            Incident(
                id="i1",
                type="shooting",
                main=True,
                status="happened",
                date=IncidentDate(edtf=day, earliest=day, latest=day, precision="day"),
                place=IncidentPlace(
                    name=place,
                    country="NGA",
                    admin1=None,
                    lat=5.0 + town,
                    lon=7.0 + 4 * town,
                    precision_km=2.0,
                    gazetteer=f"made:{town}",
                ),
                events=["v1"],
                killed=Tally(low=dead, best=dead, high=dead, rule="stated once"),
                claims=["c1", "c2", "c3"],
            )
        ],
    )


def _of(text: str, words: str) -> tuple[int, int]:
    return (text.index(words), text.index(words) + len(words))


def _said(id: str, source: tuple[int, int], content: tuple[int, int]) -> Attribution:
    return Attribution(
        id=id,
        source=Source(spans=[source], entity=None, kind="role"),
        cue=Words(spans=[]),
        content=Words(spans=[content]),
        quotation="indirect",
        stance="asserts",
        certainty="certain",
    )


def _claim(id: str, slot: str, value: int | str, span: tuple[int, int], said: str) -> Claim:
    number = value if isinstance(value, int) else None
    return Claim(
        id=id,
        incident="i1",
        slot=slot,  # type: ignore[arg-type]  # the names above are slots
        value=value,
        low=number,
        high=number,
        spans=[span],
        attributions=[said],
    )


def keep(store: Store, record: Record) -> None:
    """Keep a record with the bytes it is of."""
    store.add(record, record.report.text.encode(), media="text/plain", name=record.report.name)


def desk(path: str | Path, count: int = 6) -> Store:
    """Return a store of so many reports of shootings in a few towns."""
    store = open_store(path)
    draw = random.Random(count)
    for n in range(count):
        keep(
            store,
            report(n, town=n % 3, dead=draw.choice((2, 3, 5)), hurt=draw.randint(8, 12)),
        )
    return store


def state(store: Store) -> list[LinkedIncident]:
    """Return all incidents as they stand, and hold the list against them."""
    found = []
    for line in store.shelf():
        one = store.account(line.id).incident
        assert (line.id, line.type, line.status) == (one.id, one.type, one.status)
        assert (line.reports, line.origins) == (len(one.reports), len(one.origins))
        assert line.flagged == (one.flagged is not None)
        verdicts = {c.verdict for c in one.slots.values()} or {"single"}
        assert line.verdict in verdicts
        assert set(line.disputed) == {s for s, c in one.slots.items() if c.verdict == "disputed"}
        found.append(one)
    return sorted(found, key=lambda one: one.id)


def act(store: Store, draw: random.Random, *, undo: bool = True) -> Decision | None:
    """Make a decision drawn at random; None where what was drawn cannot be done."""
    book, by = store.decide, draw.choice(REVIEWERS)
    ids = [line.id for line in store.shelf()]
    id = draw.choice(ids)
    told = store.account(id)
    name = draw.choice(sorted(told.records))
    claims = [c.id for c in told.records[name].claims]
    claim = draw.choice(claims) if claims else "c1"
    kind = draw.choice(KINDS if undo else KINDS[1:])
    length = len(told.records[name].report.text)
    start = draw.randrange(length - 8)
    span = (start, start + draw.randint(1, 8))
    try:
        if kind == "undo":
            log = store.log()
            return book.undo(draw.choice(log).decision.n, by=by) if log else None
        if kind in ("accept", "reject", "detach"):
            return getattr(book, kind)(name, claim, by=by, why="so it reads")  # type: ignore[no-any-return]
        if kind == "edit":
            return book.edit(name, claim, Value(value=draw.randint(1, 9)), by=by)
        if kind == "add":
            new = Value(value=draw.randint(1, 9))
            return book.add(name, id, draw.choice(("killed", "missing")), new, [span], by=by)
        if kind == "attach":
            return book.attach(name, claim, draw.choice(ids), by=by)
        if kind == "merge":
            return book.merge(id, [draw.choice(ids)], by=by)
        if kind == "split":
            members = told.members
            some = draw.sample(members, draw.randint(1, len(members)))
            return book.split(id, some, by=by)
        if kind == "link":
            return book.link(name, draw.choice(ids), by=by)
        if kind == "unlink":
            return book.unlink(name, id, by=by)
        if kind in ("confirm", "reject_incident"):
            return getattr(book, kind)(id, by=by)  # type: ignore[no-any-return]
        if kind == "flag":
            return book.flag(id, draw.random() < 0.7, by=by)
        if kind == "set":
            return book.set(id, "killed", Value(value=draw.randint(1, 9)), by=by)
        return book.mark(name, span, draw.random() < 0.7, by=by)
    except UsageError:
        return None


KINDS = (
    "undo", "accept", "reject", "detach", "edit", "add", "attach", "merge", "split", "link",
    "unlink", "confirm", "reject_incident", "flag", "set", "mark",
)  # fmt: skip
