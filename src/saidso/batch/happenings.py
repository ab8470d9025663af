"""From edges to happenings: connected parts of the whole batch, each divided as a store would."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from saidso.batch.columns import arrow
from saidso.batch.pairs import Desk
from saidso.batch.shards import coming_into_being
from saidso.incidents.evidence import score
from saidso.incidents.linking import LARGEST, Edge, divide, linked
from saidso.incidents.traits import Traits

_ROWS = 50_000


def find(desk: Desk, count: int, edges: Iterable[Path], *, threads: int) -> int:
    """Write the happening of each incident to the table `happening`; return how many there are.

    In memory are 4 bytes for each incident, and the traits of one part.
    """
    paths = list(edges)
    parts = desk.folder / "parts.parquet"
    _write_parts(_tops(count, paths), parts)
    large = _edges_of_large(desk, parts, paths, threads=threads)
    found = desk.folder / "happenings.parquet"
    number = 0
    pa = arrow()
    schema = pa.schema([("n", pa.int32()), ("happening", pa.string())])
    with (
        desk.connect(threads=threads) as connection,
        pa.parquet.ParquetWriter(found, schema, compression="zstd") as writer,
    ):
        rows: list[tuple[int, str]] = []
        for part, members in _members(connection, parts):
            for group in _divided(members, large.get(part, [])):
                number += 1
                id = linked(members[n] for n in group).id
                rows += [(n, id) for n in group]
            if len(rows) > _ROWS:
                writer.write_table(_table(rows, schema))
                rows = []
        if rows:
            writer.write_table(_table(rows, schema))
    return number


def _table(rows: list[tuple[int, str]], schema: Any) -> Any:
    return arrow().table([list(column) for column in zip(*rows, strict=True)], schema=schema)


def _tops(count: int, paths: Iterable[Path]) -> array[int]:
    """Return for each incident the first of the connected part that it is in."""
    up = array("i", range(count))

    def top(n: int) -> int:
        while up[n] != n:
            up[n] = up[up[n]]
            n = up[n]
        return n

    for path in paths:
        for batch in arrow().parquet.ParquetFile(path).iter_batches(columns=["a", "b"]):
            for a, b in zip(batch["a"].to_pylist(), batch["b"].to_pylist(), strict=True):
                one, other = top(a), top(b)
                if one != other:
                    up[max(one, other)] = min(one, other)
    for n in range(count):
        up[n] = top(n)
    return up


def _write_parts(tops: array[int], path: Path) -> None:
    pa = arrow()
    schema = pa.schema([("n", pa.int32()), ("part", pa.int32())])
    with coming_into_being(path) as part, pa.parquet.ParquetWriter(part, schema) as writer:
        for low in range(0, len(tops), 1_000_000):
            some = tops[low : low + 1_000_000]
            numbers = pa.array(range(low, low + len(some)), pa.int32())
            writer.write_table(pa.table([numbers, pa.array(some, pa.int32())], schema=schema))


def _edges_of_large(
    desk: Desk, parts: Path, paths: list[Path], *, threads: int
) -> dict[int, list[Edge[int]]]:
    """Return the edges of parts that are divided by raising the threshold, by part."""
    out: dict[int, list[Edge[int]]] = defaultdict(list)
    if not paths:
        return out
    with desk.connect(threads=threads) as connection:
        asked = (
            "SELECT part, a, b, score FROM read_parquet(?) JOIN read_parquet(?) ON n = a"
            " SEMI JOIN (SELECT part FROM read_parquet(?) GROUP BY part HAVING count(*) > ?)"
            " USING (part)"
        )
        given = [[str(path) for path in paths], str(parts), str(parts), LARGEST]
        for part, a, b, points in connection.execute(asked, given).fetchall():
            out[part].append((a, b, points))
    return out


def _members(connection: Any, parts: Path) -> Iterator[tuple[int, dict[int, Traits]]]:
    """Yield each part with the traits of its members."""
    connection.execute(
        "SELECT part, n, traits FROM read_parquet(?) JOIN incident USING (n) ORDER BY part, n",
        [str(parts)],
    )
    for part, rows in groupby(_rows(connection), key=itemgetter(0)):
        yield part, {n: msgspec.msgpack.decode(data, type=Traits) for _, n, data in rows}


def _rows(connection: Any) -> Iterator[tuple[int, int, bytes]]:
    while lot := connection.fetchmany(2000):
        yield from lot


def _divided(members: dict[int, Traits], edges: list[Edge[int]]) -> list[list[int]]:
    nodes = sorted(members, key=lambda n: members[n].order)
    return divide(nodes, edges, lambda a, b: score(members[a], members[b]))
