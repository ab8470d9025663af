"""The pages of a SQLite file: which table each belongs to, and which of its bytes are in use.

SQLite leaves bytes unused: room between the cells of a page, the rest of the last page of a long value,
whole pages on the free list. They carry nothing, and nothing reads them. Layout: SQLite's "Database File
Format", sections 1.3 (header), 1.5 (free list), 1.6 (b-tree pages) and 1.7 (overflow pages).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

_LEAVES = (10, 13)
_TABLE = (5, 13)
_KINDS = (2, 5, 10, 13)
HEADER = 100
"""Bytes of the header of the file."""


class Page(msgspec.Struct, frozen=True):
    """A page that a table or index uses; `used` are half-open ranges of offsets in the page."""

    number: int
    owner: str
    used: list[tuple[int, int]]


class Damage(ValueError):
    """Where the pages do not hang together."""


def pages(path: Path, roots: Mapping[int, str]) -> Iterator[Page]:
    """Yield the pages of the trees with these root pages, named by what the tree is.

    The file must hold all that was written (no write-ahead log beside it). Raises Damage.
    """
    with path.open("rb") as file:
        walk = _Walk(file)
        for root, owner in roots.items():
            yield from walk.tree(root, owner)


_FIXED = (
    (20, 21, b"\x00"),  # nothing reserved at the end of pages
    (44, 48, b"\x00\x00\x00\x04"),  # schema format
    (48, 52, bytes(4)),  # suggested cache size
    (52, 56, bytes(4)),  # no auto-vacuum
    (56, 60, b"\x00\x00\x00\x01"),  # UTF-8
    (60, 64, bytes(4)),  # user version
    (64, 68, bytes(4)),  # no incremental vacuum
    (72, 92, bytes(20)),  # reserved
)
"""Fields of the header that are the same in every store (section 1.3)."""


def header_problems(path: Path) -> Iterator[str]:
    """Yield which fields of the header are not those of a store.

    Not checked are the schema cookie, which counts changes of the tables, and the version of SQLite
    that wrote last: nothing could say what they should be. SQLite checks the others itself.
    """
    with path.open("rb") as file:
        head = file.read(HEADER)
    for start, end, expected in _FIXED:
        if head[start:end] != expected:
            yield f"the header of the file is damaged (byte {start})"
    if head[18] != head[19]:
        yield "the header of the file is damaged (its two format versions differ)"
    if head[24:28] != head[92:96]:
        yield "the header of the file is damaged (its two change counters differ)"


class _Walk:
    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        head = file.read(HEADER)
        if len(head) < HEADER:
            raise Damage("the file is too short")
        (size,) = struct.unpack(">H", head[16:18])
        self._size = 65536 if size == 1 else size
        if self._size < 512 or self._size & (self._size - 1):
            raise Damage("the size of its pages is none")
        self._usable = self._size - head[20]
        self._last = file.seek(0, 2) // self._size
        self._seen: set[int] = set()

    def tree(self, root: int, owner: str) -> Iterator[Page]:
        """Yield the pages of one tree, those of long values too."""
        waiting = [root]
        while waiting:
            number = waiting.pop()
            data = self._read(number, owner)
            start = HEADER if number == 1 else 0
            kind = data[start]
            if kind not in _KINDS:
                raise Damage(f"page {number} ({owner}) is no page of a table")
            width = 8 if kind in _LEAVES else 12
            (count,) = struct.unpack_from(">H", data, start + 3)
            end = start + width + 2 * count
            if end > self._usable:
                raise Damage(f"page {number} ({owner}) counts more cells than it has room for")
            used = [(0, end)]
            if kind not in _LEAVES:
                waiting.append(self._child(data, start + 8))
            for (at,) in struct.iter_unpack(">H", data[start + width : end]):
                stop, child, spill, rest = self._cell(data, at, kind, number, owner)
                used.append((at, stop))
                if child:
                    waiting.append(child)
                if spill:
                    yield from self._overflow(spill, rest, owner)
            yield Page(number, owner, _joined(used))

    def _cell(
        self, data: bytes, at: int, kind: int, number: int, owner: str
    ) -> tuple[int, int, int, int]:
        """Return where a cell ends, its child, its first overflow page, and how much lies there."""
        try:
            child = 0
            if kind not in _LEAVES:
                child = self._child(data, at)
                at += 4
            if kind == 5:
                return _varint(data, at)[1], child, 0, 0
            payload, at = _varint(data, at)
            if kind == 13:
                _, at = _varint(data, at)
        except IndexError:
            raise Damage(f"page {number} ({owner}): a cell lies outside of it") from None
        local = self._local(payload, kind)
        stop = at + local
        if stop + 4 * (local < payload) > self._usable:
            raise Damage(f"page {number} ({owner}): a cell lies outside of it")
        if local == payload:
            return stop, child, 0, 0
        return stop + 4, child, self._child(data, stop), payload - local

    def _local(self, payload: int, kind: int) -> int:
        """Return how many bytes of a value stand in the page itself (section 1.6)."""
        u = self._usable
        most = u - 35 if kind in _TABLE else (u - 12) * 64 // 255 - 23
        if payload <= most:
            return payload
        least = (u - 12) * 32 // 255 - 23
        kept = least + (payload - least) % (u - 4)
        return kept if kept <= most else least

    def _overflow(self, number: int, rest: int, owner: str) -> Iterator[Page]:
        while rest > 0:
            data = self._read(number, owner)
            here = min(rest, self._usable - 4)
            yield Page(number, owner, [(0, 4 + here)])
            rest -= here
            number = self._child(data, 0)

    def _read(self, number: int, owner: str) -> bytes:
        if not 1 <= number <= self._last or number in self._seen:
            raise Damage(f"a page of {owner} leads to page {number}, which is not its own")
        self._seen.add(number)
        self._file.seek((number - 1) * self._size)
        return self._file.read(self._size)

    def _child(self, data: bytes, at: int) -> int:
        (number,) = struct.unpack_from(">I", data, at)
        return int(number)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes and where it ends; raises IndexError."""
    value = 0
    for n in range(8):
        byte = data[at + n]
        value = value << 7 | byte & 127
        if byte < 128:
            return value, at + n + 1
    return value << 8 | data[at + 8], at + 9


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
