"""How fast a desk works on a large store: the list, one incident, a decision, a new report.

    python -m benchmarks.desk STORE [--incidents 100000] [--reports 60] [--seed 1]

Makes a store of so many made incidents at STORE where there is none (the happenings of
`benchmarks.many`, each report with claims of two speakers; one incident has `--reports` reports), and
prints milliseconds. What links reports is given, not computed: `benchmarks.many` measures that. All
that the list holds is worked out as it is for any store. Nothing of a corpus is in it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from sqlalchemy import Connection, insert

from benchmarks.many import happening, told, towns
from saidso.casefile import CaseFile
from saidso.decision import Value
from saidso.incidents.linking.linking import digest
from saidso.incidents.ontology import load
from saidso.record import Attribution, Claim, Record, Segment, Slot, Source, Span, Words
from saidso.store import Query, Sort, Store, database_at, listing, open_store, rows
from saidso.store.tables import archive, happenings, incidents, records

LOT = 500
_SPEAKERS = ("police", "a hospital official", "witnesses", "the army", "a rescue worker")


def claimed(draw: random.Random, record: Record, more: int) -> Record:
    """Return a record with claims: counts of two speakers, and `more` further ones."""
    text = record.report.text
    incident = record.incidents[0]
    claims: list[Claim] = []
    said: list[Attribution] = []
    wanted: list[tuple[Slot, int | str]] = []
    for slot, tally in (("killed", incident.killed), ("injured", incident.injured)):
        if tally is not None and tally.best is not None:
            wanted.append((slot, tally.best))  # type: ignore[arg-type]  # both are slots
            if draw.random() < 0.2:
                wanted.append((slot, tally.best + 1))  # type: ignore[arg-type]  # as above
    wanted += [("wounds", f"wound {n}") for n in range(more)]
    for slot, value in wanted:
        speaker = draw.choice(_SPEAKERS)
        start = len(text) + 2
        text += f"\n\n{speaker} said {value} {slot}."
        at = start + len(speaker) + 6
        span: Span = (at, at + len(str(value)))
        said.append(_said(f"a{len(said)}", (start, start + len(speaker)), span))
        number = value if isinstance(value, int) else None
        claims.append(
            Claim(
                id=f"c{len(claims)}",
                incident=incident.id,
                slot=slot,
                value=value,
                low=number,
                high=number,
                spans=[span],
                attributions=[said[-1].id],
            )
        )
    report = msgspec.structs.replace(
        record.report,
        text=text,
        id=hashlib.sha256(text.encode()).hexdigest(),
        outlet=f"The {record.report.name} Post",
        segments=[Segment(kind="paragraph", span=(0, len(text)))],
    )
    ids = [c.id for c in claims]
    return msgspec.structs.replace(
        record,
        report=report,
        attributions=said,
        claims=claims,
        incidents=[msgspec.structs.replace(incident, claims=ids)],
    )


def _said(id: str, source: Span, content: Span) -> Attribution:
    return Attribution(
        id=id,
        source=Source(spans=[source], entity=None, kind="role"),
        cue=Words(spans=[]),
        content=Words(spans=[content]),
        quotation="indirect",
        stance="asserts",
        certainty="certain",
    )


def make(place: str, count: int, largest: int, seed: int) -> None:
    """Make a store of `count` incidents, the first with `largest` reports."""
    draw = random.Random(seed)
    where, weights = towns()
    types = load()
    with open_store(place):
        pass
    database = database_at(place)
    number = 0
    for begin in range(0, count, LOT):
        lot: list[tuple[Record, str]] = []
        for n in range(begin, min(begin + LOT, count)):
            one = happening(draw, n, draw.choices(where, weights)[0], 3650)
            times = largest if n == 0 else min(8, int(draw.expovariate(1.2)) + 1)
            group = []
            for _ in range(times):
                record = claimed(draw, told(draw, one, number), 6 if n == 0 else 1)
                kind = record.incidents[0].type
                codes = types.codes(kind) if kind in types.ids else {}
                coded = msgspec.structs.replace(record.incidents[0], codes=codes)
                group.append(msgspec.structs.replace(record, incidents=[coded]))
                number += 1
            first = min((r.report.name, r.report.id, "i1") for r in group)
            lot += [(record, digest(first)) for record in group]
        with database.writing() as connection:
            _keep(connection, lot)
        print(f"\r{begin + LOT:,} incidents, {number:,} reports", end="", flush=True)
    print()
    database.close()


def _keep(connection: Connection, lot: list[tuple[Record, str]]) -> None:
    pages, kept, found, nodes = [], [], [], []
    for record, label in lot:
        row = int(record.report.name[1:]) + 1
        data = record.report.text.encode()
        pages.append(rows.page(data, record.report.id, media="text/plain", name="made"))
        kept.append({"row": row, **rows.reading(record)})
        found.append(rows.incident(row, record.incidents[0]))
        nodes.append({"record": row, "incident": "i1", "part": label, "happening": label})
    connection.execute(insert(archive), pages)
    connection.execute(insert(records), kept)
    connection.execute(insert(incidents), found)
    connection.execute(insert(happenings), nodes)
    listing.refresh(connection, {(int(str(n["record"])), "i1") for n in nodes})


def timed(name: str, act: Callable[[], object], *, times: int = 7) -> None:
    """Print the median and the longest of several runs in milliseconds, the first apart."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        act()
        spent.append((time.perf_counter() - begin) * 1000)
    first, *rest = spent
    print(f"{name:58} {statistics.median(rest):8.1f} {max(rest):8.1f} {first:8.1f}")


def measure(store: Store) -> None:
    """Print what the steps of a desk take."""
    print(f"{'milliseconds':58} {'median':>8} {'longest':>8} {'first':>8}")

    def opened(query: Query, offset: int = 0) -> Callable[[], object]:
        return lambda: (
            store.shelf(query, limit=50, offset=offset),
            store.counted(query),
        )

    sorts: tuple[Sort, ...] = ("latest", "queue", "killed", "reports")
    for sort in sorts:
        timed(f"list, first page and counts by facet, {sort}", opened(Query(sort=sort)))
    timed("queue, suggested and main", opened(Query(sort="queue", status="suggested", main=True)))
    timed("list of one type and country", opened(Query(type="bombing", country="IN", main=True)))
    timed("list of ten months", opened(Query(since="2017-01-01", until="2017-10-31")))
    timed("list, page 1,000", opened(Query(), offset=49_950))
    file = CaseFile(store)
    largest = store.shelf(Query(sort="reports"), limit=1)[0]
    timed(f"an incident with {largest.reports} reports", lambda: file.incident(largest.id))
    few = store.shelf(Query(sort="queue"), limit=1)[0]
    timed(f"an incident with {few.reports} report(s)", lambda: file.incident(few.id))
    small, name = few.id, few_report(store, few.id)
    timed("a decision on a claim of it", lambda: store.decide.accept(name, "c0", by="anna"))
    name = few_report(store, largest.id)
    timed(
        f"a decision on a claim of that with {largest.reports}",
        lambda: store.decide.edit(name, "c0", Value(value=3), by="anna"),
    )
    timed("a decision on an incident", lambda: store.decide.confirm(small, by="anna"))


def few_report(store: Store, id: str) -> str:
    """Return the name of a report of an incident."""
    return sorted(store.account(id).records)[0]


def main() -> None:
    """Make the store where it is missing, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not Path(options.store).exists():
        begin = time.perf_counter()
        make(options.store, options.incidents, options.reports, options.seed)
        print(f"made in {time.perf_counter() - begin:.0f} s")
    with open_store(options.store, create=False) as store:
        measure(store)


if __name__ == "__main__":
    main()
