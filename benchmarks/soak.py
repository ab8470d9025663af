"""A soak: thousands of made reports, one in a hundred hostile or broken, through the real commands.

    python -m benchmarks.soak [--reports 20000] [--seed 1] [--out DIR] [--small]

Writes shards (JSON Lines, WARC, Parquet) and a folder of pages, and reads them with `saidso batch --jobs 1`
and `saidso read --store`; then hostile pages go to `saidso serve`. The exit code is 1 unless all of this
holds: every good report is read once; every hostile one is read once or set aside with a reason; nothing
else is set aside; no reason is a fault of ours; every record keeps its contract, and the store verifies;
no report takes longer than LIMIT (of CPU time, as other work on the machine is no hang; by the clock for the
service; a command without a word for a quarter of an hour is ended); memory stays below MOST and does not
rise; exit codes are what they should be. `--small` keeps floods and large inputs small, as the tests do.
Linux only.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import pyarrow.parquet

from benchmarks import hostile
from benchmarks.load import ask, served
from benchmarks.soaking import FLOOD, Given, Made, make
from benchmarks.watching import Watched, watch
from saidso.batch.columns import read_records
from saidso.batch.failures import Failed, read_failures
from saidso.batch.shards import Place
from saidso.record import Record, decode
from saidso.store.checks import problems

LIMIT = 30.0
"""Seconds that one report may take."""
MOST = 1_500
"""MB that all processes of a command may hold together."""
RISE = 0.1
"""Part by which memory may be higher in the last third of a run than in the middle one, for noise."""
_FAULTS = ("a fault of saidso", "again and again")
_BYTE = re.compile(r", record at byte (\d+)$")
_NUMBER = re.compile(r":(\d+)(?: \(.*\))?$|, (?:after row|rows) (\d+)", re.S)
_URL = re.compile(r" \((.*)\)$", re.S)


class Account(msgspec.Struct):
    """What came of the inputs: counts, and what is wrong in one line each."""

    read: int = 0
    aside: int = 0
    hostile: int = 0
    hostile_read: int = 0
    reasons: Counter[str] = Counter()
    wrong: list[str] = []


def account(given: Sequence[Given], names: Iterable[str], failures: Iterable[Failed]) -> Account:
    """Return what came of the inputs of one shard, by the names of its records and its failures."""
    out = Account(reasons=Counter())
    by_name = {one.name: one for one in given}
    times = Counter(names)
    out.read = times.total()
    out.wrong += [
        f"{name}: a record of nothing that was given" for name in times if name not in by_name
    ]
    named: dict[str, str] = {}
    for failure in failures:
        out.aside += 1
        one = _meant(failure.where, given, by_name)
        if one is None:
            out.wrong.append(
                f"{failure.where}: set aside, and nothing stands there ({failure.why})"
            )
            continue
        named[one.name] = failure.why
        if not failure.why or any(fault in failure.why for fault in _FAULTS):
            out.wrong.append(f"{failure.where}: {one.kind or 'good'}: {failure.why or 'no reason'}")
        out.reasons[re.sub(r"[\d,]*\d|'.*?'|\(.*\)", "#", failure.why)[:70]] += 1
    for one in given:
        out.hostile += bool(one.kind)
        out.hostile_read += bool(one.kind) and times[one.name] > 0
        if times[one.name] > 1:
            out.wrong.append(f"{one.name}: read {times[one.name]} times")
        elif not times[one.name] and one.name not in named:
            out.wrong.append(f"{one.name} ({one.kind or 'good'}): lost without a word")
        elif not one.kind and one.name in named:
            out.wrong.append(f"{one.name}: a good report, set aside ({named[one.name]})")
    return out


def _meant(where: str, given: Sequence[Given], by_name: dict[str, Given]) -> Given | None:
    """Return the input that a failure names, by its byte, its address, its line or its path."""
    if found := _BYTE.search(where):
        at = int(found[1])
        return next((one for one in given if one.at[0] <= at < one.at[1]), None)
    url = _URL.search(where)
    if url and url[1] in by_name:
        return by_name[url[1]]
    if found := _NUMBER.search(where):
        at = int(found[1] or found[2])
        return next((one for one in given if one.at[0] <= at < one.at[1]), None)
    if given and not given[0].shard:
        return by_name.get(where.rpartition("/")[2])
    return given[0] if len(given) == 1 else None


def broken(records: Iterable[Record]) -> Iterator[str]:
    """Yield what in records is against their contract."""
    for record in records:
        for problem in problems(record):
            yield f"{record.report.name}: {problem}"


def memory(run: Watched, *, judged: bool) -> Iterator[str]:
    """Yield what is wrong with the memory of a run; its course only where it is `judged`."""
    if run.peak > MOST:
        yield f"memory went up to {run.peak:,.0f} MB"
    middle, last = run.third(1), run.third(2)
    if judged and last > (1 + RISE) * middle:
        yield f"memory rose from {middle:,.0f} to {last:,.0f} MB"


def shards(made: Made, out: Path, *, judged: bool) -> list[str]:
    """Read the shards and print what came of them; return what is wrong."""
    place = Place(out / "batch")
    run = watch("batch", str(made.shards), "--out", str(place.folder), "--jobs", "1")
    wrong = list(memory(run, judged=judged))
    if run.code != 0:
        wrong.append(f"saidso batch ended with {run.code}: {run.said[-1:]}")
    total, longest = Account(reasons=Counter()), (0.0, 0.0)
    for done in place.all_done():
        given = [one for one in made.given if one.shard == done.shard]
        names = pyarrow.parquet.read_table(place.records(done.shard), columns=["name"])["name"]
        found = account(given, names.to_pylist(), read_failures(place.failed(done.shard)))
        if (done.reports, done.failed) != (found.read, found.aside):
            found.wrong.append(f"{done.shard}: its marker counts otherwise")
        if done.longest_cpu > LIMIT:
            found.wrong.append(f"{done.shard}: {done.longest_cpu:.1f} s of CPU without a report")
        found.wrong += broken(map(decode, read_records(place.records(done.shard))))
        longest = max(longest, (done.longest_cpu, done.longest))
        _add(total, found)
    missing = {one.shard for one in made.given if one.shard} - {d.shard for d in place.all_done()}
    wrong += [f"{name}: the shard is not done" for name in sorted(missing)]
    slowest = f"{longest[0]:.1f} s of CPU ({longest[1]:.1f} s by the clock)"
    _told("saidso batch", run, total, slowest)
    return wrong + total.wrong


def pages(made: Made, out: Path) -> list[str]:
    """Read the folder of pages into a store and print what came of it; return what is wrong."""
    store = str(out / "soak.db")
    given = [one for one in made.given if not one.shard]
    run = watch("read", str(made.folder), "--json", "--store", store)
    names = [decode(line).report.name for line in run.lines]
    failures = []
    for line in run.said:
        path = re.match(r"saidso: (.*?/\d{5}\.\w+)[:,] ?(.*)", line)
        if path:
            failures.append(Failed(path[1], path[2]))
        elif line.strip():
            failures.append(Failed(line, "said on stderr"))
    found = account(given, names, failures)
    wrong = [*memory(run, judged=False), *found.wrong, *broken(map(decode, run.lines))]
    if run.code != bool(failures):
        wrong.append(f"saidso read ended with {run.code}")
    if run.longest_cpu > LIMIT:
        wrong.append(f"{run.longest_cpu:.1f} s of CPU without a page")
    whole = watch("verify", "--store", store)
    if whole.code:
        wrong.append(f"saidso verify ended with {whole.code}: {whole.said[-1:]}")
    slowest = f"{run.longest_cpu:.1f} s of CPU ({run.longest:.1f} s by the clock)"
    _told("saidso read", run, found, slowest)
    return wrong


def service(out: Path, size: int, huge: int, seed: int) -> list[str]:
    """Send hostile pages and bodies to the service; return what is wrong with its answers."""
    wrong, states, longest = [], Counter[int](), 0.0
    draw = random.Random(seed)
    sent = list(hostile.pages(size, huge, draw).items())
    sent += [(k, t.encode("utf-8", "surrogatepass")) for k, t in hostile.texts(size).items()]
    with served(out / "service.db", "--jobs", "2") as address:
        for kind, data in sent:
            begin = time.monotonic()
            status, body = ask(address, "POST", "/read?keep=true", data)
            took = time.monotonic() - begin
            longest = max(longest, took)
            states[status] += 1
            if not 200 <= status < 500 or not body or took > LIMIT:
                wrong.append(f"{kind}: the service answers {status} after {took:.1f} s")
        if ask(address, "GET", "/readyz")[0] != 200:
            wrong.append("the service is not ready any more")
    told = ", ".join(f"{count} with {status}" for status, count in sorted(states.items()))
    print(f"saidso serve: {len(sent)} hostile pages: {told}; the longest took {longest:.1f} s")
    return wrong


def _add(total: Account, more: Account) -> None:
    total.read += more.read
    total.aside += more.aside
    total.hostile += more.hostile
    total.hostile_read += more.hostile_read
    total.reasons += more.reasons
    total.wrong += more.wrong


def _told(what: str, run: Watched, found: Account, longest: str) -> None:
    print(
        f"{what}: exit code {run.code}; {found.read:,} records, {found.aside:,} set aside;"
        f" of {found.hostile:,} hostile inputs {found.hostile_read:,} were read\n"
        f"  {run.seconds:,.0f} s ({found.read / run.seconds:.1f} a second, {run.cpu:,.0f} s of CPU),"
        f" at most {longest} without a report\n"
        f"  memory: {run.third(0):,.0f}, {run.third(1):,.0f}, {run.third(2):,.0f} MB in the middle of each"
        f" third, {run.slope:+.2f} MB for 1,000 s after the first third, peak {run.peak:,.0f} MB"
    )
    for reason, count in found.reasons.most_common():
        print(f"  {count:5,} × {reason}")
    sys.stdout.flush()


def soak(out: Path, reports: int, *, seed: int, full: bool) -> list[str]:
    """Run a soak in a folder; return what does not hold, in one line each."""
    out.mkdir(parents=True, exist_ok=True)
    begin = time.monotonic()
    made = make(out, reports, seed=seed, full=full)
    kinds = {one.kind for one in made.given if one.kind}
    print(
        f"{len(made.given):,} inputs made in {time.monotonic() - begin:.0f} s, hostile of {len(kinds)} kinds",
        flush=True,
    )
    wrong = pages(made, out) + shards(made, out, judged=full)
    size, huge = (FLOOD, 100_000_000) if full else (FLOOD // 10, 21_000_000)
    return wrong + service(out, size, huge, seed)


def main() -> int:
    """Print the figures and what does not hold; return 1 where that is anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="keep everything here")
    parser.add_argument("--small", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = soak(
            options.out or Path(folder), options.reports, seed=options.seed, full=not options.small
        )
    for line in wrong:
        print(f"WRONG {line[:400]}")
    print(f"{len(wrong)} things do not hold" if wrong else "all of it holds")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
