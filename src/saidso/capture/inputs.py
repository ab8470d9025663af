"""The door: files, folders and standard input become captures, one for each report.

A new kind of input is one entry in `READERS`: a suffix and a function that yields captures.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from saidso.capture.decoding import binary_kind
from saidso.errors import InputError

Media = Literal["text", "html", "jsonl"]

MAX_BYTES = 20_000_000
"""No report may be larger than this."""


class Capture(msgspec.Struct, frozen=True):
    """The captured bytes of one report; `sha256` is theirs and becomes the report's id."""

    name: str
    data: bytes
    media: Media
    sha256: str


Found = Capture | InputError
Opener = Callable[[str, BinaryIO], Iterator[Found]]
"""Takes a name and an open stream and yields what stands in it."""


def find(inputs: Iterable[str], *, stdin: BinaryIO | None = None) -> Iterator[Found]:
    """Yield a capture for each report in `inputs` (files, folders, "-"), in order.

    What cannot be read is yielded as an InputError, and the rest goes on.
    """
    for given in inputs:
        if given == "-":
            yield from _sniff("stdin", stdin if stdin is not None else sys.stdin.buffer)
        else:
            yield from _path(given)


def capture(name: str, data: bytes, media: Media) -> Capture:
    """Return `data` as a capture."""
    return Capture(name, data, media, hashlib.sha256(data).hexdigest())


def _path(given: str) -> Iterator[Found]:
    path = Path(given)
    try:
        is_folder = bool(given) and path.is_dir()
        if not given or not path.exists():
            help = "check the spelling of the path"
            yield InputError(given or "''", "there is no such file or folder", help=help)
            return
    except (OSError, ValueError) as error:
        yield InputError(given, f"cannot be opened ({_reason(error)})")
        return
    if is_folder:
        yield from _folder(given, path)
    else:
        yield from _file(given, path.name, path)


def _folder(given: str, folder: Path) -> Iterator[Found]:
    found = 0
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in READERS and path.is_file() and not _hidden(path, folder):
            found += 1
            name = path.relative_to(folder).as_posix()
            yield from _file(str(path), name, path)
    if not found:
        known = " ".join(READERS)
        yield InputError(given, "the folder holds no reports", help=f"files that are read: {known}")


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _file(given: str, name: str, path: Path) -> Iterator[Found]:
    read = READERS.get(path.suffix.lower(), _sniff)
    try:
        with path.open("rb") as stream:
            yield from read(name, stream)
    except OSError as error:
        yield InputError(given, f"cannot be read ({_reason(error)})")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def _bytes(name: str, stream: BinaryIO) -> bytes | InputError:
    """Return all bytes of the stream, or why they are no report."""
    data = stream.read(MAX_BYTES + 1)
    return _problem(name, data) or data


def _problem(name: str, data: bytes) -> InputError | None:
    if len(data) > MAX_BYTES:
        return InputError(
            name,
            f"larger than {MAX_BYTES // 1_000_000} MB",
            help="split it, or save it as .jsonl with one report a line",
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return InputError(name, "the file is empty")
    if kind := binary_kind(data):
        return InputError(name, f"this is {kind}, not text", help="save the page as HTML or text")
    return None


def _text(name: str, stream: BinaryIO) -> Iterator[Found]:
    data = _bytes(name, stream)
    if isinstance(data, InputError):
        yield data
    else:
        yield capture(name, data, "html" if _is_page(data) else "text")


def _html(name: str, stream: BinaryIO) -> Iterator[Found]:
    data = _bytes(name, stream)
    yield data if isinstance(data, InputError) else capture(name, data, "html")


def _jsonl(name: str, stream: BinaryIO) -> Iterator[Found]:
    number, reports = 0, 0
    first = True
    while line := stream.readline(MAX_BYTES + 2):
        number += 1
        where = f"{name}:{number}"
        if first and (kind := binary_kind(line)):
            yield InputError(name, f"this is {kind}, not JSON Lines")
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
        yield _problem(where, line) or _line(where, line)
    if not reports:
        yield InputError(name, "the file is empty", help="write one JSON object a line")


def _line(where: str, line: bytes) -> Found:
    """Return one line of JSON Lines as a capture named by its id."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        what = f"this line is not valid JSON ({error})"
        return InputError(where, what, help="write one JSON object a line")
    if not isinstance(value, dict):
        return InputError(where, "this line is not a JSON object")
    if not any(isinstance(value.get(key), str) and value[key].strip() for key in ("text", "html")):
        return InputError(where, 'this line has neither "text" nor "html"')
    name = value.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    return capture(name if isinstance(name, str) and name.strip() else where, line, "jsonl")


def _sniff(name: str, stream: BinaryIO) -> Iterator[Found]:
    """Yield what stands in a stream whose name tells nothing."""
    head = stream.read(MAX_BYTES + 1)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"[") and (sort := _json_sort(head)):
        if sort == "lines":
            yield from _jsonl(name, _Joined(head, stream))
        elif sort == "object":
            yield _line(name, head.removeprefix(b"\xef\xbb\xbf"))
        else:
            help = "write JSON Lines: one JSON object a line"
            yield InputError(name, "this is JSON, but not one object a line", help=help)
        return
    problem = _problem(name, head)
    yield problem or capture(name, head, "html" if _is_page(head) else "text")


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


_TAGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"</p>", b"</div>")


def _is_page(data: bytes) -> bool:
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\x00", b"")
    head = head.lower()
    return any(tag in head for tag in _TAGS)


READERS: dict[str, Opener] = {
    ".html": _html,
    ".htm": _html,
    ".txt": _text,
    ".md": _text,
    ".jsonl": _jsonl,
}
"""Which reader opens which suffix; anything else is looked at."""
