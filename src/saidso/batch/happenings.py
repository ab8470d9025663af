"""From edges to happenings: what hangs together in the whole batch, divided as a store would.

`incidents.linking.divide` raises the score at which incidents hang together until a piece is small. All
of its levels are found here in one walk over the edges, so that no part is ever held as a whole, however
large it is: what is held are numbers, and the traits of one piece.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from saidso.batch.columns import arrow
from saidso.batch.pairs import Desk
from saidso.batch.shards import coming_into_being
from saidso.incidents.linking.evidence import score
from saidso.incidents.linking.linking import LARGEST, divide, levels, linked
from saidso.incidents.linking.traits import Traits

_ROWS = 50_000


def find(desk: Desk, count: int, edges: Iterable[Path], *, threads: int) -> int:
    """Write the happening of each incident to the table `happening`; return how many there are.

    In memory are 32 bytes for each incident, and the traits of one piece.
    """
    pieces = desk.folder / "pieces.parquet"
    _write_pieces(_pieces(count, list(edges)), pieces)
    found = desk.folder / "happenings.parquet"
    number = 0
    pa = arrow()
    schema = pa.schema([("n", pa.int32()), ("happening", pa.string())])
    with (
        desk.connect(threads=threads) as connection,
        pa.parquet.ParquetWriter(found, schema, compression="zstd") as writer,
    ):
        rows: list[tuple[int, str]] = []
        for members in _members(connection, pieces):
            for group in _divided(members):
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


def _pieces(count: int, paths: Sequence[Path]) -> array[int]:
    """Return for each incident the number of its piece: the level at which it is one, and its first."""
    least = levels()
    tops = _tops(count, paths, least)
    out = array("q", tops[-1])
    last = (len(least) - 1) * count
    for n in range(count):
        out[n] += last
    open_ = bytearray(b"\1") * count  # 1 while what an incident hangs together with is too large
    for level, top in enumerate(tops[:-1]):
        size = array("i", bytes(4 * count))
        for n in top:
            size[n] += 1
        for n in range(count):
            if open_[n] and size[top[n]] <= LARGEST:
                out[n], open_[n] = level * count + top[n], 0
    return out


def _tops(count: int, paths: Iterable[Path], least: Sequence[int]) -> list[array[int]]:
    """Return for each level and incident the first of those that it hangs together with."""
    ups = [array("i", range(count)) for _ in least]
    for path in paths:
        for batch in arrow().parquet.ParquetFile(path).iter_batches():
            columns = [batch[name].to_pylist() for name in ("a", "b", "score")]
            for a, b, points in zip(*columns, strict=True):
                for up, enough in zip(ups, least, strict=True):
                    if points < enough:
                        break
                    one, other = _top(up, a), _top(up, b)
                    if one != other:
                        up[max(one, other)] = min(one, other)
    for up in ups:
        for n in range(count):
            up[n] = _top(up, n)
    return ups


def _top(up: array[int], n: int) -> int:
    while up[n] != n:
        up[n] = up[up[n]]
        n = up[n]
    return n


def _write_pieces(pieces: array[int], path: Path) -> None:
    pa = arrow()
    schema = pa.schema([("n", pa.int32()), ("piece", pa.int64())])
    with coming_into_being(path) as part, pa.parquet.ParquetWriter(part, schema) as writer:
        for low in range(0, len(pieces), 1_000_000):
            some = pieces[low : low + 1_000_000]
            numbers = pa.array(range(low, low + len(some)), pa.int32())
            writer.write_table(pa.table([numbers, pa.array(some, pa.int64())], schema=schema))


def _members(connection: Any, pieces: Path) -> Iterator[dict[int, Traits]]:
    """Yield each piece with the traits of its members."""
    connection.execute(
        "SELECT piece, n, traits FROM read_parquet(?) JOIN incident USING (n) ORDER BY piece, n",
        [str(pieces)],
    )
    for _, rows in groupby(_rows(connection), key=itemgetter(0)):
        yield {n: msgspec.msgpack.decode(data, type=Traits) for _, n, data in rows}


def _rows(connection: Any) -> Iterator[tuple[int, int, bytes]]:
    while lot := connection.fetchmany(2000):
        yield from lot


def _divided(members: dict[int, Traits]) -> list[list[int]]:
    nodes = sorted(members, key=lambda n: members[n].order)
    return divide(nodes, (), lambda a, b: score(members[a], members[b]), steps=0)
