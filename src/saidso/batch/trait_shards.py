"""Traits of the incidents of each shard, with the keys of the blocks that they fall into, as Parquet.

This is the part of linking that looks at one report at a time, so it is done shard by shard, over
processes, and kept: `traits/NAME.parquet` is made anew only where the shard was read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import msgspec

from saidso import __version__
from saidso.batch.columns import arrow, read_records
from saidso.batch.shards import Place, coming_into_being
from saidso.errors import SaidsoError
from saidso.incidents.linking.blocks import keys_of
from saidso.incidents.linking.traits import Traits, traits
from saidso.record import decode

_ROWS = 2000
_MADE_OF = b"saidso.made_of"


def schema() -> Any:
    """Return the Arrow schema: one row per incident.

    `day` is the ordinal of the first day at which it may have happened, else that of the report; `traits`
    is `Traits` in MessagePack; `strong`, `weak` and `near` are its keys (`incidents.blocks`).
    """
    pa = arrow()
    keys = pa.list_(pa.int64())
    return pa.schema(
        [
            ("name", pa.string()),
            ("id", pa.string()),
            ("incident", pa.string()),
            ("shard", pa.string()),
            ("day", pa.int32()),
            ("traits", pa.binary()),
            ("strong", keys),
            ("weak", keys),
            ("near", keys),
        ]
    )


def make(place: Place, shards: Iterable[str], *, jobs: int) -> Iterator[int]:
    """Make the traits that are missing; yield the incidents of each shard as it is ready."""
    pa = arrow()
    missing = []
    for shard in shards:
        path = place.traits(shard)
        if path.exists():
            meta = pa.parquet.read_metadata(path)
            if (meta.metadata or {}).get(_MADE_OF) == _made_of(place, shard):
                yield meta.num_rows
                continue
        missing.append(shard)
    if jobs == 1 or len(missing) < 2:
        for shard in missing:
            yield _make(place, shard)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_make, [place] * len(missing), missing)


def _make(place: Place, shard: str) -> int:
    """Write the traits of one shard; return how many incidents it has."""
    pa = arrow()
    kept = schema().with_metadata({_MADE_OF: _made_of(place, shard)})
    number = 0
    rows: list[dict[str, Any]] = []
    with (
        coming_into_being(place.traits(shard)) as part,
        pa.parquet.ParquetWriter(part, kept, compression="zstd") as writer,
    ):
        for json in read_records(place.records(shard)):
            for one in traits(decode(json)):
                rows.append(_row(one, shard))
                number += 1
            if len(rows) >= _ROWS:
                writer.write_table(pa.Table.from_pylist(rows, kept))
                rows = []
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, kept))
    return number


def _row(one: Traits, shard: str) -> dict[str, Any]:
    keys = keys_of(one)
    return {
        "name": one.report,
        "id": one.bytes,
        "incident": one.incident,
        "shard": shard,
        "day": one.first if one.first is not None else one.published,
        "traits": msgspec.msgpack.encode(one),
        "strong": keys.strong,
        "weak": keys.weak,
        "near": keys.near,
    }


def _made_of(place: Place, shard: str) -> bytes:
    """Return what the traits of a shard depend on: its marker, and the version that makes them."""
    try:
        marker = place.marker(shard).read_bytes()
    except OSError as error:
        raise SaidsoError(f"{error.filename}: {(error.strerror or '').lower()}") from error
    return hashlib.sha256(marker + __version__.encode()).hexdigest().encode()
