"""The records of a WARC file as bytes: plain or compressed, one after the other, damage and all.

What a record means is told by `responses`. Nothing is held but one record; a damaged one is named with
its offset, and reading goes on at the next that can be found (ISO 28500: each record should be a gzip
member of its own, which is what makes that possible).
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

import msgspec

from saidso.capture.captures import MAX_BYTES

MAX_HEADER = 65_536
"""Bytes of the longest record header that is read."""
FAR = 64_000_000
"""A compressed record with more than this is not unpacked to its end: the next member is looked for."""
_STEP = 65_536
_GZIP = b"\x1f\x8b\x08"
_LENGTH = re.compile(rb"(?:^|\n)content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?\n", re.I)


class Framed(msgspec.Struct, frozen=True):
    """One record as it stands in the file: where, its header, its block where that was asked for.

    `block` is None where the caller does not want it. `damage` says in words what is wrong with the
    record; its header may then be empty.
    """

    offset: int
    header: bytes
    size: int
    block: bytes | None
    damage: str | None = None


Wanted: TypeAlias = Callable[[bytes], bool]
"""Takes the header of a record and tells whether its block is wanted."""


def frames(stream: BinaryIO, wanted: Wanted) -> Iterator[Framed]:
    """Yield the records of a seekable stream, with the blocks of those that are wanted.

    Offsets are those of the file; of a compressed one those of the gzip member. A block larger than
    MAX_BYTES is named as damage and not held.
    """
    packed = stream.read(3) == _GZIP
    stream.seek(0)
    if packed:
        yield from _members(stream, wanted)
    else:
        yield from _plain(stream, wanted)


class _Damaged(Exception):
    """What is wrong with a record, in words."""


def _plain(stream: BinaryIO, wanted: Wanted) -> Iterator[Framed]:
    at = 0
    total = stream.seek(0, 2)

    def skip(size: int) -> None:
        stream.seek(min(stream.tell() + size, total + 1))  # no system goes to any number

    while True:
        stream.seek(at)
        between = stream.read(64)
        at += len(between) - len(between.lstrip(b"\r\n"))
        stream.seek(at)
        try:
            framed = _record(stream, at, wanted, skip)
        except _Damaged as error:
            yield Framed(at, b"", 0, None, str(error))
            found = _next_record(stream, at + 1)
            if found is None:
                return
            at = found
            continue
        if framed is None:
            return
        yield framed
        end = stream.tell()
        if framed.block is None and end > total:
            if framed.damage is None:
                what = "the file ends inside this record"
                yield Framed(at, framed.header, framed.size, None, what)
            found = _next_record(stream, at + 1)  # what it says of its length may be wrong
            if found is None:
                return
            end = found
        at = end


def _next_record(stream: BinaryIO, at: int) -> int | None:
    return _next(stream, at, b"WARC/1.", lambda at: _after_line(stream, at))


def _after_line(stream: BinaryIO, at: int) -> bool:
    stream.seek(at - 1)
    return stream.read(1) == b"\n"


def _members(stream: BinaryIO, wanted: Wanted) -> Iterator[Framed]:
    at = 0
    while True:
        member = _Member(stream, at)
        reader = io.BufferedReader(member, _STEP)
        skip = _Skip(reader)
        try:
            while not skip.left and (framed := _record(reader, at, wanted, skip)):
                yield framed
            if not skip.left:
                if not member.ended:
                    raise _Damaged("the file ends inside this record")
                at = member.end
                stream.seek(at)
                if not stream.read(1):
                    return
                if _opens(stream, at):
                    continue
                raise _Damaged("what follows the record before it is no gzip member")
        except _Damaged as error:
            yield Framed(at, b"", 0, None, str(error))
        found = _next(stream, at + 1, _GZIP, lambda at: _opens(stream, at))
        if found is None:
            return
        at = found


def _record(
    reader: BinaryIO | io.BufferedReader[_Member],
    at: int,
    wanted: Wanted,
    skip: Callable[[int], object],
) -> Framed | None:
    """Return the record that begins here, None at the end; raises _Damaged."""
    header = _header(reader)
    if header is None:
        return None
    length = _LENGTH.search(header)
    if not length:
        raise _Damaged("the record does not say how long it is")
    size = int(length[1])
    block = None
    damage = None
    if not wanted(header):
        skip(size)
    elif size > MAX_BYTES:
        damage = f"larger than {MAX_BYTES // 1_000_000} MB"
        skip(size)
    else:
        block = reader.read(size)
        if len(block) < size:
            raise _Damaged("the file ends inside this record")
    return Framed(at, header, size, block, damage)


def _header(reader: BinaryIO | io.BufferedReader[_Member]) -> bytes | None:
    """Return the header with its empty line; None where only empty lines are left."""
    lines: list[bytes] = []
    size = 0
    while True:
        line = reader.readline(MAX_HEADER)
        if not line:
            if lines:
                raise _Damaged("the file ends inside this record")
            return None
        if not lines and not line.strip(b"\r\n"):
            continue  # the empty lines between records
        if not lines and not line.startswith(b"WARC/"):
            raise _Damaged("no WARC record begins here")
        lines.append(line)
        size += len(line)
        if size > MAX_HEADER:
            raise _Damaged("its header is too long")
        if not line.strip(b"\r\n"):
            return b"".join(lines)


class _Skip:
    """Reads over a block of a gzip member; `left` where it is too large to be worth that."""

    def __init__(self, reader: io.BufferedReader[_Member]) -> None:
        self._reader = reader
        self.left = False

    def __call__(self, size: int) -> None:
        self.left = size > FAR
        while size and not self.left:
            got = len(self._reader.read(min(size, _STEP)))
            if not got:
                raise _Damaged("the file ends inside this record")
            size -= got


class _Member(io.RawIOBase):
    """The bytes of one gzip member, unpacked a piece at a time; raises _Damaged."""

    def __init__(self, stream: BinaryIO, at: int) -> None:
        self._stream = stream
        self._unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._waiting = b""
        self._read = at
        self.ended = False
        self.end = at
        """Where the next member begins, once this one has ended."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # raw bytes only
        while not self.ended:
            if not self._waiting:
                self._stream.seek(self._read)
                self._waiting = self._stream.read(_STEP)
                self._read += len(self._waiting)
            if not self._waiting:
                return 0
            try:
                data = self._unpack.decompress(self._waiting, len(buffer))
            except zlib.error:
                raise _Damaged("its compressed bytes are damaged") from None
            self._waiting = self._unpack.unconsumed_tail
            if self._unpack.eof:
                self.ended = True
                self.end = self._read - len(self._unpack.unused_data)
            if data:
                buffer[: len(data)] = data
                return len(data)
        return 0


def _opens(stream: BinaryIO, at: int) -> bool:
    """Return whether a gzip member begins here that holds a WARC record."""
    stream.seek(at)
    try:
        start = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(stream.read(_STEP), 64)
    except zlib.error:
        return False
    return start.lstrip(b"\r\n").startswith(b"WARC/")


def _next(stream: BinaryIO, at: int, mark: bytes, fits: Callable[[int], bool]) -> int | None:
    """Return where the next `mark` stands that fits, from `at` on."""
    while True:
        stream.seek(at)
        piece = stream.read(_STEP)
        if len(piece) < len(mark):
            return None
        found = piece.find(mark)
        while found >= 0:
            if fits(at + found):
                return at + found
            found = piece.find(mark, found + 1)
        at += len(piece) - len(mark) + 1
