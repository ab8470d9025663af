"""What the door hands on: the captured bytes of one report, and where they were found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, TypeAlias

import msgspec

from saidso.errors import InputError

Media = Literal["text", "html", "jsonl", "warc", "acled", "ucdp"]
"""How captured bytes are read: "warc" is one WARC record, "jsonl" one line of JSON Lines, "acled" and
"ucdp" the header and one row of a file of that dataset."""

MAX_BYTES = 20_000_000
"""No report may be larger than this."""


class Capture(msgspec.Struct, frozen=True):
    """The captured bytes of one report; `sha256` is theirs and becomes the report's id."""

    name: str
    data: bytes
    media: Media
    sha256: str
    given: str
    """Where it stands, as the user gave it: what errors name, and what the custody log keeps."""


class Origin(msgspec.Struct, frozen=True):
    """An input as the user gave it, and the name of the report where there is only one in it."""

    given: str
    name: str

    def line(self, number: int) -> Origin:
        """Return the origin of one line."""
        return Origin(f"{self.given}:{number}", f"{self.name}:{number}")


Found: TypeAlias = Capture | InputError
Opener: TypeAlias = Callable[[Origin, BinaryIO], Iterator[Found]]
"""Takes where a stream comes from and the stream, and yields what stands in it."""


def capture(name: str, data: bytes, media: Media, *, given: str | None = None) -> Capture:
    """Return `data` as a capture; bytes of a name that are no UTF-8, or NUL, become "\\xff".

    `given` is what errors call it, where that is not the name of the report.
    """
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    name = name.replace("\x00", "\\x00")
    return Capture(name, data, media, hashlib.sha256(data).hexdigest(), given or name)


def too_large(given: str) -> InputError:
    """Return what is said of bytes beyond MAX_BYTES."""
    return InputError(
        given,
        f"larger than {MAX_BYTES // 1_000_000} MB",
        help="split it, or save it as .jsonl with one report a line",
    )
