"""The records of a WARC file as bytes: plain or compressed, one after the other, damage and all.

What a record means is told by `responses`. Nothing is held but one record; a damaged one is named with
its offset, and reading goes on at the next that can be found (ISO 28500: each record should be a gzip
member of its own, which is what makes that possible).
"""

from __future__ import annotations

import io
import re
import tempfile
import zlib
from collections.abc import Callable, Generator, Iterator
from typing import BinaryIO, TypeAlias, cast

import msgspec

from saidso.capture.captures import MAX_BYTES

MAX_HEADER = 65_536
"""Bytes of the longest record header that is read."""
FAR = 64_000_000
"""A compressed record with more than this is not unpacked to its end: the next member is looked for."""
_STEP = 65_536
_SPOOL = 1_000_000
"""Bytes of a member that is looked through that stay in memory."""
_RATIO = 20
"""A member that is looked through may have so many times the bytes of its file: text packs to a tenth."""
_BETWEEN = 64
"""Line ends between two records, at most; the standard has four."""
_GZIP = b"\x1f\x8b\x08"
_OPENING = 1024
"""Bytes in which a gzip member that holds a record has shown so."""
_HEAD = re.compile(rb"\nWARC/1\.\d+[ \t]*\r?\n")
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


class _Headless(_Damaged):
    """No record begins where the one before it says that it ends."""


class _Cut(_Damaged):
    """The bytes end before the record does."""

    def __init__(self) -> None:
        super().__init__("the file ends inside this record")


class _Broken(_Damaged):
    """The compressed bytes themselves are damaged."""


def _plain(stream: BinaryIO, wanted: Wanted, at: int = 0) -> Iterator[Framed]:
    """Yield the records from a place on.

    No byte is looked at more than a few times, whatever lengths are told: where a record ends is
    checked before it is read, and after a damaged one reading goes on at the next head.
    """
    total = stream.seek(0, 2)

    def check(size: int) -> None:
        """Raise _Damaged where the record that begins here cannot be as long as it says."""
        begin = stream.tell()
        if begin + size > total:
            raise _Cut
        stream.seek(begin + size)
        after = stream.read(_BETWEEN).lstrip(b"\r\n")
        if after and not after.startswith(b"WARC/"):
            found = _next_record(stream, begin)
            if found is not None and found < begin + size:
                raise _Damaged("another record begins before the end that it tells of")
        stream.seek(begin)

    def skip(size: int) -> None:
        stream.seek(size, 1)

    while True:
        stream.seek(at)
        between = stream.read(_BETWEEN)
        at += len(between) - len(between.lstrip(b"\r\n"))
        stream.seek(at)
        try:
            framed = _record(stream, at, wanted, skip, check)
        except _Damaged as error:
            yield Framed(at, b"", 0, None, str(error))
            found = _next_record(stream, at + 1)
            if found is None:
                return
            at = found
            continue
        if framed is None:
            return
        at = stream.tell()
        yield framed


def _next_record(stream: BinaryIO, at: int) -> int | None:
    return _next(stream, at, b"WARC/1.", lambda at: _heads(stream, at))


def _heads(stream: BinaryIO, at: int) -> bool:
    """Return whether the first line of a record stands here."""
    stream.seek(at - 1)
    return _HEAD.match(stream.read(16)) is not None


def _members(stream: BinaryIO, wanted: Wanted) -> Iterator[Framed]:
    total = stream.seek(0, 2)
    at = 0
    while True:
        member = _Member(stream, at)
        reader = io.BufferedReader(member, _STEP)
        skip = _Skip(reader)
        last: Framed | None = None  # given on when what follows shows that it ended where it says
        here = begin = 0
        try:
            while not skip.left:
                here, begin = begin, reader.tell()
                framed = _record(reader, at, wanted, skip)
                if last is not None:
                    yield last
                last = framed
                if framed is None:
                    break
            if skip.left:
                there = yield from _unpacked(stream, at, wanted, begin, most=FAR)
                if there is None and last is not None:
                    yield last  # it may be as large as it says
            elif member.ended:
                there = member.end
            else:
                raise _Cut
        except _Damaged as error:
            if last is not None and not isinstance(error, _Headless):
                yield last
            there = None
            if isinstance(error, _Broken) or (isinstance(error, _Cut) and not member.ended):
                yield Framed(at, b"", 0, None, str(error))
            else:
                if last is None or not isinstance(error, _Headless):
                    here = begin
                most = FAR + _RATIO * total
                there = yield from _unpacked(stream, at, wanted, here, most=most, part=True)
        if there is not None:
            at = there
            if at == total:
                return
            if _opens(stream, at):
                continue
            what = "what follows the record before it is no gzip member"
            yield Framed(at, b"", 0, None, what)
        there = _next(stream, at + 1, _GZIP, lambda at: _opens(stream, at))
        if there is None:
            return
        at = there


def _unpacked(
    stream: BinaryIO, at: int, wanted: Wanted, here: int, *, most: int, part: bool = False
) -> Generator[Framed, None, int | None]:
    """Yield the records of one gzip member from a place in it on, and return where it ends.

    The member is unpacked into a file for that, so that each of its records can be looked for. Where it
    has more than `most` bytes or is broken, None is returned and, but for `part`, nothing was yielded.
    """
    with tempfile.SpooledTemporaryFile(_SPOOL) as kept:
        member = _Member(stream, at)
        size = 0
        try:
            while size <= most and (piece := member.read(_STEP)):
                size += kept.write(piece)
        except _Broken:
            member.ended = False
        if not (member.ended or part):
            return None
        for framed in _plain(cast(BinaryIO, kept), wanted, here):
            yield msgspec.structs.replace(framed, offset=at)
    return member.end if member.ended else None


def _record(
    reader: BinaryIO | io.BufferedReader[_Member],
    at: int,
    wanted: Wanted,
    skip: Callable[[int], object],
    check: Callable[[int], object] = lambda _: None,
) -> Framed | None:
    """Return the record that begins here, None at the end; raises _Damaged, also by `check` of its size."""
    header = _header(reader)
    if header is None:
        return None
    length = _LENGTH.search(header)
    if not length:
        raise _Damaged("the record does not say how long it is")
    size = int(length[1])
    block = None
    damage = None
    check(size)
    if not wanted(header):
        skip(size)
    elif size > MAX_BYTES:
        damage = f"larger than {MAX_BYTES // 1_000_000} MB"
        skip(size)
    else:
        block = reader.read(size)
        if len(block) < size:
            raise _Cut
    return Framed(at, header, size, block, damage)


def _header(reader: BinaryIO | io.BufferedReader[_Member]) -> bytes | None:
    """Return the header with its empty line; None where only empty lines are left."""
    lines: list[bytes] = []
    size = 0
    while True:
        line = reader.readline(MAX_HEADER)
        if not line:
            if lines:
                raise _Cut
            return None
        if not lines and not line.strip(b"\r\n"):
            continue  # the empty lines between records
        if not lines and not line.startswith(b"WARC/"):
            raise _Headless("no WARC record begins here")
        if lines and _HEAD.match(b"\n" + line):
            raise _Damaged("another record begins inside its header")
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
                raise _Cut
            size -= got


class _Member(io.RawIOBase):
    """The bytes of one gzip member, unpacked a piece at a time; raises _Damaged."""

    def __init__(self, stream: BinaryIO, at: int) -> None:
        self._stream = stream
        self._unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self._waiting = b""
        self._read = at
        self._given = 0
        self.ended = False
        self.end = at
        """Where the next member begins, once this one has ended."""

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        """Return how many bytes were unpacked."""
        return self._given

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
                raise _Broken("its compressed bytes are damaged") from None
            self._waiting = self._unpack.unconsumed_tail
            if self._unpack.eof:
                self.ended = True
                self.end = self._read - len(self._unpack.unused_data)
            if data:
                buffer[: len(data)] = data
                self._given += len(data)
                return len(data)
        return 0


def _opens(stream: BinaryIO, at: int) -> bool:
    """Return whether a gzip member begins here that holds a WARC record."""
    stream.seek(at)
    try:
        start = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(stream.read(_OPENING), 64)
    except zlib.error:
        return False
    return start.lstrip(b"\r\n").startswith(b"WARC/")


def _next(stream: BinaryIO, at: int, mark: bytes, fits: Callable[[int], bool]) -> int | None:
    """Return where the next `mark` stands that fits, from `at` on."""
    step = _OPENING
    while True:
        stream.seek(at)
        piece = stream.read(step)
        step = min(2 * step, _STEP)  # what is looked for mostly stands near
        if len(piece) < len(mark):
            return None
        found = piece.find(mark)
        while found >= 0:
            if fits(at + found):
                return at + found
            found = piece.find(mark, found + 1)
        at += len(piece) - len(mark) + 1
