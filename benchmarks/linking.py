"""Which reports tell of one happening: the Gun Violence Archive, and stories of Giveme5W1H.

    python -m benchmarks.linking DATA [--set gva|link] [--records FILE] [--errors N] [--odds]

Protocol, `gva`: all reports of the development incidents (see benchmarks.gva) with at least 100
characters; two reports belong together when the archive has them under one incident. The incidents are
halved by SHA-256: the weights of incidents/linking.yaml were chosen on the first half, `run` gives the
scores of the second, among reports of that half; `all` are both halves together. `link`: 383 reports
of 69 stories, none of which anything was chosen on; many stories are no incident, so that much of it
cannot be found by happenings. A report is where its main incident is; one without stands alone.
`--records FILE` keeps what was read, since reading takes minutes. Scores: benchmarks.clusters.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np

from benchmarks.clusters import scores
from benchmarks.gva import Gold, Page, dev, readable
from saidso.incidents.linking.blocks import Index
from saidso.incidents.linking.evidence import observations, score
from saidso.incidents.linking.linking import link_traits
from saidso.incidents.linking.traits import Traits, traits
from saidso.record import Record, Report, decode, encode

SHORTEST = 100
"""Characters below which a page holds no report."""


class Task(msgspec.Struct, frozen=True):
    """Reports with the name of the happening that each tells of."""

    reports: list[Report]
    gold: dict[str, str]


def second(happening: str) -> bool:
    """Return whether a happening is in the half that nothing was chosen on."""
    return hashlib.sha256(b"half" + happening.encode()).digest()[0] % 2 == 1


def gva(data: Path) -> Task:
    """Return the reports of the development incidents; one under two incidents counts for the first."""
    folder = data / "gva"
    golds = msgspec.json.Decoder(Gold).decode_lines((folder / "incidents.jsonl").read_bytes())
    pages = msgspec.json.Decoder(Page).decode_lines((folder / "reports.jsonl").read_bytes())
    text = {p.id: p for p in pages if len(p.text) >= SHORTEST}
    gold: dict[str, str] = {}
    for one in golds:
        for name in one.reports if dev(one.incident) else ():
            if name in text:
                gold.setdefault(name, one.incident)
    return Task(list(readable([text[name] for name in gold])), gold)


def stories(data: Path) -> Task:
    """Return the reports of the stories of Giveme5W1H."""
    reports: list[Report] = []
    gold: dict[str, str] = {}
    for path in sorted((data / "link" / "news_cluster" / "data").glob("*.json")):
        found = json.loads(path.read_text())
        page = Page(
            id=found["dId"],
            title=found["title"] or "",
            published=(found["date_publish"] or "")[:10] or None,
            text=found["text"] or "",
        )
        reports += readable([page])
        gold[page.id] = found["newsCluster"]["Event"]
    return Task(reports, gold)


def read(task: Task, kept: Path | None = None) -> list[Record]:
    """Return the records of the reports; `kept` is a file of records that is used and added to."""
    known: dict[str, Record] = {}
    if kept and kept.exists():
        known = {r.report.name: r for r in map(decode, kept.read_bytes().splitlines())}
    missing = [r for r in task.reports if r.name not in known]
    for record in _read(missing):
        known[record.report.name] = record
        if kept:
            with kept.open("ab") as file:
                file.write(encode(record) + b"\n")
    return [known[r.name] for r in task.reports if r.name in known]


def _read(reports: list[Report]) -> Iterator[Record]:
    from saidso.reader import Reader

    if reports:
        for record in Reader(threads=2).read_many(reports):
            if isinstance(record, Record):
                yield record


def measure(found: Iterable[Traits], gold: dict[str, str]) -> dict[str, float]:
    """Return the scores of linking these incidents, over the reports of `gold`."""
    by_gold: dict[str, set[str]] = defaultdict(set)
    for name, happening in gold.items():
        by_gold[happening].add(name)
    return scores(list(by_gold.values()), _clusters(list(found), gold))


def _clusters(found: list[Traits], gold: dict[str, str]) -> list[set[str]]:
    """Return reports by the happening of their main incidents; those without one alone."""
    main = {(t.report, t.incident) for t in found if t.main}
    clusters = [
        {name for name, incident in one.members if (name, incident) in main}
        for one in link_traits(found)
    ]
    placed = {name for cluster in clusters for name in cluster}
    return [c for c in clusters if c] + [{name} for name in gold if name not in placed]


def run(data: Path, kept: Path | None = None) -> dict[str, float]:
    """Return the scores of the second half of `gva`, 0 to 1."""
    task = gva(data)
    gold = {name: happening for name, happening in task.gold.items() if second(happening)}
    half = Task([r for r in task.reports if r.name in gold], gold)
    found = [t for record in read(half, kept) for t in traits(record)]
    return measure(found, gold)


def odds(found: list[Traits], gold: dict[str, str]) -> Iterator[tuple[str, int, int, float]]:
    """Yield each observation of compared pairs, how often of one and of two happenings, log odds.

    Log odds are those of a logistic regression over all observations (ridge 0.5).
    """
    index = Index()
    pairs = [(found[o], one) for n, one in enumerate(found) for o in index.add(n, one)]
    seen = [list(observations(a, b)) for a, b in pairs]
    same = np.array([gold[a.report] == gold[b.report] for a, b in pairs], float)
    names = sorted({name for some in seen for name in some})
    at = {name: n for n, name in enumerate(names)}
    table = np.ones((len(seen), len(names) + 1))
    table[:, :-1] = 0
    for n, some in enumerate(seen):
        table[n, [at[name] for name in some]] = 1
    weights = np.zeros(len(names) + 1)
    ridge = np.diag([0.5] * len(names) + [1e-6])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - same) + ridge @ weights
        weights -= np.linalg.solve((table.T * (likely * (1 - likely))) @ table + ridge, slope)
    for n, name in enumerate(names):
        yield name, int(table[:, n] @ same), int(table[:, n] @ (1 - same)), float(weights[n])


def errors(found: list[Traits], gold: dict[str, str], count: int) -> Iterator[str]:
    """Yield wrong merges and missed links of main incidents, those that cost most pairs first."""
    title = {t.report: t for t in found if t.main}
    clusters = _clusters(found, gold)
    home = {name: n for n, cluster in enumerate(clusters) for name in cluster}
    wrong = [c for c in clusters if len({gold[name] for name in c}) > 1]
    for cluster in sorted(wrong, key=len, reverse=True)[:count]:
        yield f"== one cluster, {len({gold[n] for n in cluster})} happenings"
        for name in sorted(cluster, key=lambda n: gold[n]):
            yield f"   {gold[name]}  {_shown(title.get(name))}"
    names = sorted(gold, key=lambda n: gold[n])
    missed = [(a, b) for a, b in pairwise(names) if gold[a] == gold[b] and home[a] != home[b]]
    for a, b in missed[:: max(1, len(missed) // count)]:
        points = score(title[a], title[b]) if a in title and b in title else 0
        yield f"== apart ({points}), one happening {gold[a]}"
        yield from (f"   {_shown(title.get(name))}" for name in (a, b))
        if a in title and b in title:
            yield f"   {' '.join(observations(title[a], title[b]))}"


def _shown(one: Traits | None) -> str:
    if one is None:
        return "no main incident"
    people = ", ".join(" ".join(p.name) for p in one.people[:4])
    return f"{one.report[:8]} {' '.join(one.heading)[:70]} | {one.type} {one.first} {one.place} | {people}"


def main() -> None:
    """Print the scores of both halves and of all, the errors, or the odds of observations."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", choices=("gva", "link"), default="gva")
    parser.add_argument("--records", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--odds", action="store_true", help="of the first half")
    options = parser.parse_args()
    task = gva(options.data) if options.set == "gva" else stories(options.data)
    found = [t for record in read(task, options.records) for t in traits(record)]
    parts = {"all": task.gold}
    if options.set == "gva":
        for name, of in (("first half", False), ("second half", True)):
            parts[name] = {r: g for r, g in task.gold.items() if second(g) == of}
    first = parts.get("first half", task.gold)
    of_first = [t for t in found if t.report in first]
    if options.odds:
        for name, same, other, value in odds([t for t in of_first if t.main], first):
            print(f"{name:16}{same:6}{other:7}{value:8.2f}")
        return
    for line in errors(of_first, first, options.errors) if options.errors else ():
        print(line)
    for part, gold in parts.items():
        print(f"{part}: {len(gold)} reports, {len(set(gold.values()))} happenings")
        for name, value in measure([t for t in found if t.report in gold], gold).items():
            print(f"  {name:18}{value:7.3f}")


if __name__ == "__main__":
    main()
