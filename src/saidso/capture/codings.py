"""Content codings: a body as it was before it was packed for the wire, never more than MAX_BYTES of it.

gzip, deflate, br (RFC 7932) and zstd (RFC 8878), as RFC 9110, 8.4.1, and the registry name them. Each is
unpacked with a bound, so that a bomb costs what a page costs; a body that is cut off counts as damaged
unless the capture itself says that it was cut.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

import brotli
import zstandard

from saidso.capture.captures import MAX_BYTES

_WINDOW = 8 * 1024 * 1024
"""Bytes that a zstd body may look back; more is not allowed on the wire (RFC 9659)."""
_PIECE = 1_000_000
"""Bytes that are unpacked at a time."""
_SIP = 1024
"""Bytes that are given to zstd at a time."""


class BadCoding(ValueError):
    """A body that cannot be unpacked; `str` says why, after "its body"."""


def unpacked(body: bytes, coding: str | None, *, cut: bool) -> bytes:
    """Return a body without its content coding; `cut` says that its end is missing.

    Raises BadCoding beyond MAX_BYTES, for damage and for other codings.
    """
    name = (coding or "identity").strip().lower()
    if name in ("identity", ""):
        return body
    unpack = _CODINGS.get(name)
    if unpack is None:
        raise BadCoding(f"is compressed with {name[:20]!r}, which is not read")
    data, whole = unpack(body)
    if len(data) > MAX_BYTES:
        raise BadCoding(f"unpacks to more than {MAX_BYTES // 1_000_000} MB")
    if not whole and not cut:
        raise BadCoding("is compressed and cut off")
    return data


def _gzip(body: bytes) -> tuple[bytes, bool]:
    if not body.startswith(b"\x1f\x8b"):
        return body, True  # stored unpacked with its header kept, as some browsers' archives are
    return _zlib(body, 31)


def _deflate(body: bytes) -> tuple[bytes, bool]:
    """Unpack a zlib stream; some servers send a bare one."""
    try:
        return _zlib(body, zlib.MAX_WBITS)
    except BadCoding:
        return _zlib(body, -zlib.MAX_WBITS)


def _zlib(body: bytes, window: int) -> tuple[bytes, bool]:
    unpack = zlib.decompressobj(window)
    try:
        data = unpack.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        raise _damaged() from None
    return data, unpack.eof


def _brotli(body: bytes) -> tuple[bytes, bool]:
    unpack = brotli.Decompressor()
    out: list[bytes] = []
    size, given = 0, body
    try:
        while size <= MAX_BYTES and not unpack.is_finished():
            piece = unpack.process(given, output_buffer_limit=_PIECE)
            given = b""
            out.append(piece)
            size += len(piece)
            if not piece and unpack.can_accept_more_data():
                break
    except brotli.error:
        raise _damaged() from None
    return b"".join(out), unpack.is_finished()


def _zstd(body: bytes) -> tuple[bytes, bool]:
    """Unpack frame after frame, from little input at a time: a block of four bytes may give 128 KB."""
    frames = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    out = bytearray()
    frame = frames.decompressobj()
    try:
        for at in range(0, len(body), _SIP):
            rest = body[at : at + _SIP]
            while rest and len(out) <= MAX_BYTES:
                if frame.eof:
                    frame = frames.decompressobj()
                out += frame.decompress(rest)
                rest = frame.unused_data if frame.eof else b""
    except zstandard.ZstdError:
        raise _damaged() from None
    return bytes(out), frame.eof


def _damaged() -> BadCoding:
    return BadCoding("is compressed and damaged")


_CODINGS: Mapping[str, Callable[[bytes], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
