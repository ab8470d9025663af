"""The door: files, folders and standard input become captures, one for each report.

A new kind of input is one entry in `READERS`: a suffix and a function that yields captures.
"""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from saidso.capture.captures import (
    MAX_BYTES,
    Capture,
    Found,
    Media,
    Opener,
    Origin,
    capture,
    too_large,
)
from saidso.capture.decoding import binary_kind, wide_charset
from saidso.capture.feeds import is_feed, read_feed
from saidso.capture.folders import reason, walk
from saidso.capture.parquet import read_rows
from saidso.capture.unread import unread_kind, unread_suffix
from saidso.capture.warc import read_warc
from saidso.errors import InputError, of_ours


def find(inputs: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """Yield a capture for each report in `inputs` (files, folders, "-"), in order.

    What cannot be read is yielded as an InputError, and the rest goes on.
    """
    for given in inputs:
        if given == "-":
            yield from _standard_input(stdin)
        else:
            yield from _path(given)


def _standard_input(stream: BinaryIO | None) -> Iterator[Found]:
    if stream is None and sys.stdin is None:
        yield InputError("-", "standard input is closed")
        return
    try:
        yield from _sniff(Origin("stdin", "stdin"), stream or sys.stdin.buffer)
    except OSError as error:
        yield InputError("-", f"cannot be read ({reason(error)})")
    except Exception as fault:  # what is given beside it is read
        yield of_ours("-", fault)


def _path(given: str) -> Iterator[Found]:
    path = Path(given)
    try:
        is_folder = bool(given) and path.is_dir()
        if not given or not path.exists():
            help = "check the spelling of the path"
            yield InputError(given or "''", "there is no such file or folder", help=help)
            return
    except (OSError, ValueError) as error:
        yield InputError(given, f"cannot be opened ({reason(error)})")
        return
    if is_folder:
        yield from _folder(given, path)
    else:
        yield from read_file(path, path.name, given=given)


def _folder(given: str, folder: Path) -> Iterator[Found]:
    found = 0
    for path in walk(folder):
        if isinstance(path, InputError):
            found += 1
            yield path
        elif reader_of(path.name) or unread_suffix(path.name):
            found += 1
            name = path.relative_to(folder).as_posix()
            yield from read_file(path, name, given=str(path))
    if not found:
        known = f"files that are read: {' '.join(READERS)}"
        yield InputError(given, "the folder holds no reports", help=known)


def reader_of(name: str) -> Opener | None:
    """Return the reader of a file name; of two suffixes that fit the longer one tells."""
    name = name.lower()
    fits = [suffix for suffix in READERS if name.endswith(suffix)]
    return READERS[max(fits, key=len)] if fits else None


def read_file(path: Path, name: str, *, given: str | None = None) -> Iterator[Found]:
    """Yield a capture for each report in a file; `name` is what the report is called.

    The last thing yielded has an OSError as its cause where the system stopped the reading half way.
    """
    given = given or str(path)
    if later := unread_suffix(path.name):
        yield InputError(given, later[0], help=later[1])
        return
    read = reader_of(path.name) or _sniff
    try:
        with path.open("rb") as stream:
            yield from read(Origin(given, name), stream)
    except OSError as error:
        stopped = InputError(given, f"cannot be read ({reason(error)})")
        stopped.__cause__ = error
        yield stopped
    except Exception as fault:  # one file never stops the others
        yield of_ours(given, fault)


def _bytes(origin: Origin, stream: BinaryIO) -> bytes | InputError:
    """Return all bytes of the stream, or why they are no report."""
    data = stream.read(MAX_BYTES + 1)
    return _problem(origin.given, data) or data


def _problem(given: str, data: bytes) -> InputError | None:
    if len(data) > MAX_BYTES:
        return too_large(given)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return InputError(given, "the file is empty")
    if later := unread_kind(data):
        return InputError(given, later[0], help=later[1])
    if kind := binary_kind(data):
        return InputError(given, f"this is {kind}, not text", help="save the page as HTML or text")
    return None


def _text(origin: Origin, stream: BinaryIO) -> Iterator[Found]:
    data = _bytes(origin, stream)
    if isinstance(data, InputError):
        yield data
    elif _is_warc(data):
        yield from read_warc(origin, io.BytesIO(data))
    elif is_feed(data):
        yield from read_feed(origin, io.BytesIO(data))
    else:
        yield _captured(origin, data, "html" if _is_page(data) else "text")


def _html(origin: Origin, stream: BinaryIO) -> Iterator[Found]:
    data = _bytes(origin, stream)
    yield data if isinstance(data, InputError) else _captured(origin, data, "html")


def _captured(origin: Origin, data: bytes, media: Media) -> Capture:
    return capture(origin.name, data, media, given=origin.given)


def _jsonl(origin: Origin, stream: BinaryIO) -> Iterator[Found]:
    number, reports = 0, 0
    first = True
    while line := stream.readline(MAX_BYTES + 2):
        number += 1
        where = origin.line(number)
        if first and (kind := binary_kind(line)):
            yield InputError(origin.given, f"this is {kind}, not JSON Lines")
            return
        if first:
            line = line.removeprefix(b"\xef\xbb\xbf")
            first = False
        size = len(line)
        while not line.endswith(b"\n") and size > MAX_BYTES:
            rest = stream.readline(MAX_BYTES)
            if not rest or rest.endswith(b"\n"):
                break
        line = line.rstrip(b"\r\n")
        if not line.strip():
            continue
        reports += 1
        yield _problem(where.given, line) or _line(where, line)
    if not reports:
        yield InputError(origin.given, "the file is empty", help="write one JSON object a line")


def _parquet(origin: Origin, stream: BinaryIO) -> Iterator[Found]:
    for where, line in read_rows(origin, stream):
        if isinstance(line, InputError):
            yield line
        else:
            yield _problem(where.given, line) or _line(where, line)


def _line(where: Origin, line: bytes) -> Found:
    """Return one line of JSON Lines as a capture named by its id."""
    try:
        value = msgspec.json.decode(line)
    except RecursionError:
        return InputError(
            where.given, "this line is nested too deep", help="write one flat object a line"
        )
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what = f"this line is not valid JSON ({error})"
        return InputError(where.given, what, help="write one JSON object a line")
    if not isinstance(value, dict):
        return InputError(where.given, "this line is not a JSON object")
    if not any(isinstance(value.get(key), str) and value[key].strip() for key in ("text", "html")):
        return InputError(where.given, 'this line has neither "text" nor "html"')
    name = value.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if not isinstance(name, str) or not name.strip():
        return _captured(where, line, "jsonl")
    return capture(name, line, "jsonl", given=f"{where.given} ({name})")


def _sniff(origin: Origin, stream: BinaryIO) -> Iterator[Found]:
    """Yield what stands in a stream whose name tells nothing."""
    head = stream.read(MAX_BYTES + 1)
    if _is_warc(head):
        yield from read_warc(origin, _Joined(head, stream))
        return
    if is_feed(head):
        yield from read_feed(origin, _Joined(head, stream))
        return
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"[") and (sort := _json_sort(head)):
        if sort == "lines":
            yield from _jsonl(origin, _Joined(head, stream))
        elif sort == "object":
            yield _line(origin, head.removeprefix(b"\xef\xbb\xbf"))
        else:
            help = "write JSON Lines: one JSON object a line"
            yield InputError(origin.given, "this is JSON, but not one object a line", help=help)
        return
    problem = _problem(origin.given, head)
    yield problem or _captured(origin, head, "html" if _is_page(head) else "text")


class _Joined(io.BufferedReader):
    """A stream with the bytes that were already read put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__(_Chain(head, rest))


class _Chain(io.RawIOBase):
    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # raw bytes only
        data = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _json_sort(head: bytes) -> Literal["lines", "object", "other"] | None:
    """Return how `head`, which opens with a brace or bracket, holds JSON; None where it does not."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    first = head.lstrip().split(b"\n", 1)[0]
    try:
        value = msgspec.json.decode(first)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    else:
        return "lines" if isinstance(value, dict) else "other"
    try:
        value = msgspec.json.decode(head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "lines" if first.startswith((b'{"', b'{ "')) else None
    return "object" if isinstance(value, dict) else "other"


def _is_warc(head: bytes) -> bool:
    """Return whether a WARC file begins so, plain or compressed."""
    if head.startswith(b"\x1f\x8b\x08"):
        try:
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head[:65_536], 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


_TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"</p>", b"</div>")


def _is_page(data: bytes) -> bool:
    head = data[:4096]
    if wide_charset(head):
        head = head.replace(b"\x00", b"")
    head = head.lower()
    return any(tag in head for tag in _TAGS)


READERS: dict[str, Opener] = {
    ".html": _html,
    ".htm": _html,
    ".txt": _text,
    ".md": _text,
    ".jsonl": _jsonl,
    ".parquet": _parquet,
    ".xml": _sniff,
    ".rss": _sniff,
    ".atom": _sniff,
    ".warc": read_warc,
    ".warc.gz": read_warc,
}
"""Which reader opens which suffix; anything else is looked at."""
