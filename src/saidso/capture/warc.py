"""WARC files: each record with a page becomes a capture, whose bytes are the record itself.

So the archive keeps what the server said, head and all, as it was sent; address and time are read from
it again whenever the report is.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from typing import BinaryIO, cast, get_args

from saidso.capture.captures import Found, Media, Origin, capture
from saidso.capture.feeds import items
from saidso.capture.framing import Framed, frames
from saidso.capture.responses import BadRecord, Response, read_response, record_type
from saidso.errors import InputError

_WANTED = ("response", "resource", "conversion", "revisit")
_MANY = 1_000_000
"""Payload digests that are remembered, so that a revisit of a page in the same file is known as such."""


def read_warc(origin: Origin, stream: BinaryIO) -> Iterator[Found]:
    """Yield a capture for each record with a page (HTML, text, items of a feed).

    Pictures, requests, redirects and pages that were not found are passed over; a record that cannot be
    read, and a revisit whose page stands in another file, is named.
    """
    if not stream.seekable():
        with tempfile.TemporaryFile() as kept:
            shutil.copyfileobj(stream, kept)
            kept.seek(0)
            yield from _records(origin, cast(BinaryIO, kept))
        return
    yield from _records(origin, stream)


def _records(origin: Origin, stream: BinaryIO) -> Iterator[Found]:
    pages = 0
    seen: set[bytes] = set()
    for framed in frames(stream, lambda header: record_type(header) in _WANTED):
        where = f"{origin.given}, record at byte {framed.offset}"
        if framed.damage:
            pages += 1
            yield InputError(where, framed.damage, help="the rest of the archive is read")
            continue
        if framed.block is None:
            if not record_type(framed.header):
                pages += 1
                yield InputError(where, "the record does not say of which type it is")
            continue
        for found in _page(origin, where, framed, seen):
            pages += 1
            yield found
    if not pages:
        what = "no page in this archive"
        yield InputError(origin.given, what, help="it needs responses of text/html with status 200")


def _page(origin: Origin, where: str, framed: Framed, seen: set[bytes]) -> Iterator[Found]:
    data = framed.header + (framed.block or b"")
    try:
        response = read_response(data)
    except BadRecord as error:
        yield InputError(where, str(error))
        return
    mark = _mark(response)
    if response.type == "revisit":
        if mark not in seen:
            what = f"a revisit of a page that this archive does not hold ({response.url})"
            yield InputError(where, what, help="read the archive with its first capture, too")
        return
    if response.kind is None:
        return
    if mark and len(seen) < _MANY:
        seen.add(mark)
    yield from captures(data, response, given=f"{origin.given} ({response.url or where})")


def captures(data: bytes, response: Response, *, given: str) -> Iterator[Found]:
    """Yield the captures of one record that holds a page: one, or one for each item of a feed."""
    name = response.url or given
    if response.media in get_args(Media) and response.media != "warc" and response.payload:
        media = cast(Media, response.media)
        yield capture(response.name or name, response.payload, media, given=given)
    elif response.kind == "feed":
        yield from items(Origin(given, name), response.payload or b"")
    else:
        yield capture(name, data, "warc", given=given)


def _mark(response: Response) -> bytes | None:
    """Return a short mark of the payload that a record holds or refers to."""
    if not response.digest:
        return None
    return hashlib.blake2b(response.digest.encode(), digest_size=8).digest()
