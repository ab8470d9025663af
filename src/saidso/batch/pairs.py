"""Which incidents of a batch are compared, and what they score: joins in DuckDB, slice by slice in time.

The incidents stand in a DuckDB file in the order of their days. A slice is a run of them; its pairs are
those with the earlier incident in the slice, so that no pair is in two slices, the traits that a slice
needs lie close together, and slices can be scored by processes that know nothing of each other. The
blocks are those of `incidents.blocks`, so the pairs are exactly those that a store would compare.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from saidso.batch.columns import arrow
from saidso.errors import UsageError
from saidso.incidents.linking.blocks import TWICE
from saidso.incidents.linking.evidence import score, weights
from saidso.incidents.linking.traits import Traits

SLICE = 20_000
"""Incidents of a slice."""
_CACHE = 30_000
"""Traits that a process keeps decoded, some 10 KB each."""
_LOT = 50_000
"""Pairs that are scored at a time."""

_BUILD = """
CREATE TABLE given AS
    SELECT name, id, incident, shard, day FROM read_parquet(?);
CREATE TABLE slim AS
    SELECT (row_number() OVER (ORDER BY day NULLS LAST, name, id, incident) - 1)::INTEGER AS n, *
    FROM given SEMI JOIN (SELECT name, id, min(shard) AS shard FROM given GROUP BY name, id)
    USING (name, id, shard);
DROP TABLE given;
CREATE TABLE incident AS
    SELECT n, traits FROM read_parquet(?) JOIN slim USING (name, id, incident, shard) ORDER BY n;
CREATE TABLE strong AS
    SELECT n, unnest(strong) AS key FROM read_parquet(?)
    JOIN slim USING (name, id, incident, shard);
CREATE TABLE weak AS
    SELECT n, unnest(weak) AS key FROM read_parquet(?)
    JOIN slim USING (name, id, incident, shard);
CREATE TABLE near AS
    SELECT n, unnest(near) AS key FROM read_parquet(?)
    JOIN slim USING (name, id, incident, shard);
"""
_PAIRS = f"""
SELECT a.n AS a, b.n AS b FROM strong a JOIN strong b USING (key)
    WHERE a.n >= $low AND a.n < $high AND b.n > a.n
UNION
SELECT a.n AS a, b.n AS b FROM weak a JOIN near b USING (key)
    WHERE a.n >= $low AND a.n < $high AND b.n > a.n
    GROUP BY a.n, b.n HAVING count(*) >= {TWICE}
"""


class Desk(msgspec.Struct, frozen=True):
    """Where the joins work: the DuckDB file, and the bytes of memory of all processes together."""

    folder: Path
    memory: int

    @property
    def file(self) -> Path:
        """The DuckDB file."""
        return self.folder / "link.duckdb"

    def connect(self, *, processes: int = 1, threads: int = 1, write: bool = False) -> Any:
        """Return a connection of one of so many processes."""
        duckdb = duck()
        connection = duckdb.connect(str(self.file), read_only=not write)
        share = max(64, self.memory // processes // 1_000_000)
        connection.execute(f"SET memory_limit = '{share}MB'")
        connection.execute(f"SET threads = {threads}")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SET temp_directory = ?", [str(self.folder / "spilled")])
        return connection


def duck() -> Any:
    """Return duckdb; raises UsageError where it is not installed."""
    try:
        import duckdb
    except ImportError:
        raise UsageError(
            "linking a batch needs duckdb, which is not installed",
            help="pip install 'saidso[batch]'",
        ) from None
    return duckdb


def build(desk: Desk, traits: list[str], *, threads: int) -> int:
    """Put the traits of all shards into the DuckDB file; return how many incidents there are.

    A report that stands in several shards under one name is taken once, from the first of them.
    """
    with desk.connect(threads=threads, write=True) as connection:
        for statement in _BUILD.split(";")[:-1]:
            connection.execute(statement, [traits] * statement.count("?"))
        (count,) = connection.execute("SELECT count(*) FROM slim").fetchone()
    return int(count)


def scored(
    desk: Desk, count: int, *, jobs: int, size: int = SLICE
) -> Iterator[tuple[int, int, Path]]:
    """Score the pairs of all slices; yield incidents, pairs and the file of edges of each slice."""
    slices = [(low, min(low + size, count)) for low in range(0, count, size)]
    if jobs == 1 or len(slices) < 2:
        for low, high in slices:
            yield high - low, *_score(desk, 1, low, high)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        lows, highs = zip(*slices, strict=True)
        found = pool.map(_score, [desk] * len(slices), [jobs] * len(slices), lows, highs)
        for (low, high), (pairs, path) in zip(slices, found, strict=True):
            yield high - low, pairs, path


def _score(desk: Desk, processes: int, low: int, high: int) -> tuple[int, Path]:
    """Score the pairs of one slice; write those that reach the threshold."""
    pa = arrow()
    path = desk.folder / "edges" / f"{low}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([("a", pa.int32()), ("b", pa.int32()), ("score", pa.int32())])
    least = weights().link
    compared = 0
    with (
        desk.connect(processes=processes) as connection,
        desk.connect(processes=processes) as looking,
        pa.parquet.ParquetWriter(path, schema, compression="zstd") as writer,
    ):
        known = _Known(looking)
        connection.execute(f"{_PAIRS} ORDER BY a, b", {"low": low, "high": high})
        while True:
            lot = connection.fetchmany(_LOT)
            if not lot:
                break
            compared += len(lot)
            known.look_up({n for pair in lot for n in pair})
            edges = [(a, b, score(known[a], known[b])) for a, b in lot]
            kept = [edge for edge in edges if edge[2] >= least]
            if kept:
                columns = [list(column) for column in zip(*kept, strict=True)]
                writer.write_table(pa.table(columns, schema=schema))
    return compared, path


class _Known:
    """Traits by number, the ones that were asked for last."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._kept: dict[int, Traits] = {}

    def __getitem__(self, number: int) -> Traits:
        return self._kept[number]

    def look_up(self, wanted: set[int]) -> None:
        """Let all that are wanted be there."""
        missing = wanted - self._kept.keys()
        if len(self._kept) + len(missing) > _CACHE:
            self._kept = {n: self._kept[n] for n in wanted - missing}
        if not missing:
            return
        table = arrow().table({"n": sorted(missing)})
        self._connection.register("wanted", table)
        asked = "SELECT n, traits FROM incident JOIN wanted USING (n)"
        for n, data in self._connection.execute(asked).fetchall():
            self._kept[n] = msgspec.msgpack.decode(data, type=Traits)
        self._connection.unregister("wanted")
