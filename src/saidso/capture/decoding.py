"""Bytes to text: byte order marks, declared charsets, guesses, and what is no text at all."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "a Rich Text document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio or video file"),
    (b"\x1aE\xdf\xa3", "a video file"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.-]{2,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([A-Za-z0-9_:.-]{2,40})""",
    re.I,
)
_CONTROL = bytes(sorted({*range(32), 127} - {9, 10, 11, 12, 13, 27}))
_DROPPED = (
    "\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\xad\\u200b-\\u200f\\u202a-\\u202e\\u2060"
    "\\u2066-\\u2069\\ud800-\\udfff\\ufeff"
)
"""Control, soft-hyphen, zero-width, bidirectional and surrogate code points."""
_BREAKS = "\\x0b\\x0c\\x1c-\\x1e\\x85\\u2028\\u2029"
_NEWLINES = re.compile(f"\r\n?|[{_BREAKS}]")
_DROP = re.compile(f"[{_DROPPED}]+")
_ODD = re.compile(f"[\r{_BREAKS}{_DROPPED}]")
"""All that `clean` changes."""
_MOJIBAKE = re.compile("â€[\x80-\xbf™œ\x9d˜“”¦]|Ã[\x80-\xbf©¨¡±¶¼¤³­]|Â[\xa0£«»°·]")
_SAMPLE = 8192


def binary_kind(data: bytes) -> str | None:
    """Return what `data` is where it is no text ("a PDF", "binary data"), else None."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data[4:8] == b"ftyp":
        return "a video or image file"
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "an image, audio or video file"
    if wide_charset(data):
        return None
    head = data[:_SAMPLE]
    odd = len(head) - len(head.translate(None, _CONTROL))
    if odd > 0.05 * len(head) or head.count(0) > 3:
        return "binary data"
    return None


def wide_charset(data: bytes) -> str | None:
    """Return the charset of a byte order mark, or UTF-16 where western text shows it, else None.

    In UTF-16 without a mark every second byte of western text is zero.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    head = data[:_SAMPLE]
    half = len(head) // 2
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if half < 8 or max(even, odd) < 0.7 * half or min(even, odd) > 0.01 * half:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def declared_charset(data: bytes) -> str | None:
    """Return the charset that an HTML or XML head declares, where Python knows it."""
    match = _DECLARED.search(data[:_SAMPLE])
    if not match:
        return None
    name = (match[1] or match[2]).decode("ascii")
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return None
    # A head that could be read as ASCII cannot be UTF-16; browsers read Latin-1 as Windows-1252.
    if name.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def decode(data: bytes, *, html: bool = False) -> str:
    """Return `data` as clean text: mark, declared charset, UTF-8, then the likeliest guess.

    Newlines become "\\n"; control, zero-width and bidirectional format characters are dropped.
    Never raises: a byte that no charset explains becomes U+FFFD.
    """
    return clean(repair(_decode(data, html=html)))


def _decode(data: bytes, *, html: bool) -> str:
    if wide := wide_charset(data):
        return data.decode(wide, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = declared_charset(data) if html else None
    if declared and declared not in ("utf-8", "cp1252"):
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    lines = data.split(b"\n")
    broken = [line for line in lines if not _is_utf8(line)]
    mixed = any(_is_utf8(line) and not line.isascii() for line in lines)
    if not mixed and declared != "cp1252" and not _western(b"\n".join(broken)):
        guess = _guess(data)
        if guess is not None:
            return guess
    return "\n".join(
        line.decode("utf-8") if _is_utf8(line) else line.decode("cp1252", errors="replace")
        for line in lines
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _western(data: bytes) -> bool:
    """Return whether the high bytes of `data` are few, as accents and quotes in western text are."""
    high = sum(len(run) for run in re.findall(rb"[\x80-\xff]+", data))
    return high < 0.15 * max(1, len(data))


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    if best is None:
        return None
    return data.decode(best.encoding, errors="replace")


def repair(text: str) -> str:
    """Return `text` with UTF-8 that was read as Windows-1252 put right, line by line.

    Only a line that shows the typical pairs and that can be turned back as a whole is changed.
    """
    if not _MOJIBAKE.search(text):
        return text
    return "\n".join(_repaired(line) if _MOJIBAKE.search(line) else line for line in _lines(text))


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _repaired(line: str) -> str:
    try:
        return _as_cp1252(line).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return line


def _as_cp1252(line: str) -> bytes:
    """Return the bytes of `line`; the five bytes that cp1252 leaves open map to themselves."""
    try:
        return line.encode("cp1252")
    except UnicodeEncodeError:
        return b"".join(
            c.encode("latin-1") if c in "\x81\x8d\x8f\x90\x9d" else c.encode("cp1252") for c in line
        )


def clean(text: str) -> str:
    """Return `text` with plain newlines and without control and zero-width characters."""
    if not _ODD.search(text):
        return text
    return _DROP.sub("", _NEWLINES.sub("\n", text))
