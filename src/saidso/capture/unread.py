"""Kinds of input that carry reports and are not read yet, and what to do with them instead."""

from __future__ import annotations

_MHTML = ("MHTML pages are not read yet", 'save the page again as "HTML only"')
_OFFICE = ("office documents are not read", "save the text as .txt")
_XML = ("this XML is neither a page nor a feed", "save the page as HTML or text")
_PDF = ("this is a PDF, not text", "save the page as HTML or text")

_SUFFIXES = {
    ".mhtml": _MHTML,
    ".mht": _MHTML,
    ".pdf": _PDF,
    ".doc": _OFFICE,
    ".docx": _OFFICE,
    ".odt": _OFFICE,
    ".rtf": _OFFICE,
}


def unread_suffix(name: str) -> tuple[str, str] | None:
    """Return what is wrong and what to do where a file name tells of a kind that is not read."""
    name = name.lower()
    return next((said for suffix, said in _SUFFIXES.items() if name.endswith(suffix)), None)


def unread_kind(data: bytes) -> tuple[str, str] | None:
    """Return the same where the bytes tell it, whatever the name ("-", .xml, .txt)."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    low = head.lower()
    if low.startswith(b"<?xml") and b"<html" not in low:
        return _XML
    if b"mime-version:" in low and b"multipart/related" in low and low.startswith(b"from:"):
        return _MHTML
    return None
