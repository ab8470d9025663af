"""Linking a whole batch: which incidents of all its reports are one happening, as a store links them.

Four steps: traits and keys of each shard; pairs that share a block, scored slice by slice; connected
parts, divided; the reports of each happening, compared. What goes through memory is bounded in each, but
for 4 bytes per incident in the third. `linked/` below the folder of the batch has the result.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeAlias

import msgspec

from saidso.batch import happenings, incident_shards, pairs, trait_shards
from saidso.batch.columns import arrow
from saidso.batch.pairs import SLICE, Desk, duck
from saidso.batch.shards import Place
from saidso.errors import SaidsoError, UsageError

Say: TypeAlias = Callable[[str, int, int], object]
"""Is told the step, how far it is and how far it goes."""


class Linking(msgspec.Struct, frozen=True):
    """What was linked: shards, incidents of single reports, pairs compared, edges' happenings."""

    shards: int
    incidents: int
    pairs: int
    happenings: int


def link(
    place: Place,
    *,
    jobs: int = 1,
    memory: int = 2_000_000_000,
    compare: bool = True,
    size: int = SLICE,
    say: Say = lambda *_: None,
) -> Linking:
    """Link the batch in a folder with `jobs` processes that share `memory` bytes for their joins.

    `size` is that of a slice, in incidents. Without `compare` only `members.parquet` is written. Raises
    UsageError where nothing is done yet.
    """
    shards = [done.shard for done in place.all_done()]
    if not shards:
        raise UsageError(
            f"{place.folder}: there is no finished shard in it",
            help="`saidso batch IN --out DIR` makes them",
        )
    desk = Desk(place.linked / ".work", memory)
    shutil.rmtree(desk.folder, ignore_errors=True)
    desk.folder.mkdir(parents=True)
    try:
        with _translated(place):
            return _link(place, desk, shards, jobs=jobs, compare=compare, size=size, say=say)
    finally:
        shutil.rmtree(desk.folder, ignore_errors=True)


def _link(
    place: Place,
    desk: Desk,
    shards: list[str],
    *,
    jobs: int,
    compare: bool,
    size: int,
    say: Say,
) -> Linking:
    for n, _ in enumerate(trait_shards.make(place, shards, jobs=jobs), 1):
        say("traits", n, len(shards))
    traits = [str(place.traits(shard)) for shard in shards]
    count = pairs.build(desk, traits, threads=jobs)
    edges, through, number = [], 0, 0
    for some, found, path in pairs.scored(desk, count, jobs=jobs, size=size):
        through += some
        number += found
        edges.append(path)
        say("pairs", through, count)
    total = happenings.find(desk, count, edges, threads=jobs)
    say("happenings", total, total)
    shares = incident_shards.gather(desk, place, jobs=jobs, records=compare)
    through = 0
    for some in incident_shards.compared(desk, place, shares, jobs=jobs):
        through += some
        say("incidents", through, total)
    return Linking(shards=len(shards), incidents=count, pairs=number, happenings=total)


@contextmanager
def _translated(place: Place) -> Iterator[None]:
    """Turn errors of the libraries below into ours: one line that says what to do."""
    duckdb = duck()
    try:
        yield
    except duckdb.OutOfMemoryException:
        what = f"{place.folder}: the joins need more memory than they may have"
        raise SaidsoError(what, help="give more with --memory, or fewer --jobs") from None
    except (duckdb.Error, arrow().ArrowException) as error:
        what = f"{place.folder}: it cannot be linked ({' '.join(str(error).split())[:300]})"
        raise SaidsoError(what, help="check the disk; read damaged shards --again") from error
    except BrokenProcessPool:
        what = "a process was stopped from outside, perhaps for want of memory"
        raise SaidsoError(what, help="try fewer --jobs") from None
