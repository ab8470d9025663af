"""RSS and Atom feeds: each item with content becomes a line of JSON Lines, by feedparser.

The line holds what the item says and nothing of the feed that changes from day to day, so that an item
read again tomorrow is the same report. Feeds that declare entities are refused before they are parsed:
no feed needs them, and they can be made to grow without end.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from saidso.capture import dates
from saidso.capture.captures import MAX_BYTES, Found, Origin, capture
from saidso.errors import InputError

MAX_ITEMS = 5_000
"""Items of the longest feed that is read."""
_FEW = 12
"""A summary of fewer words is a headline said twice, and no content."""
_ENTITY = re.compile(rb"<!\s*(?:ENTITY|ELEMENT|ATTLIST)", re.I)
_TAG = re.compile(r"<[^>]{1,2000}>")


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One item as a line of JSON Lines."""

    id: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    html: str = ""
    truncated: bool = False


def is_feed(head: bytes) -> bool:
    """Return whether a feed begins so: RSS, RDF or Atom, in whichever of the usual charsets."""
    low = head[:4000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if not low.startswith((b"<rss", b"<feed", b"<rdf:rdf", b"<?xml", b"<!--", b"<!doctype rss")):
        return False
    return b"<html" not in low and any(tag in low for tag in (b"<rss", b"<feed", b"<rdf:rdf"))


def read_feed(origin: Origin, stream: BinaryIO) -> Iterator[Found]:
    """Yield a capture for each item with content; an item with only a link is named."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        what = f"larger than {MAX_BYTES // 1_000_000} MB, which is no feed"
        yield InputError(origin.given, what)
        return
    yield from items(origin, data)


def items(origin: Origin, data: bytes) -> Iterator[Found]:
    """Yield the same for the bytes of a feed."""
    if _declares(data):
        what = "this feed declares XML entities, which no feed needs and which can be a trap"
        yield InputError(origin.given, what, help="take its DOCTYPE out if you trust it")
        return
    feed = _parsed(data)
    if feed is None or not (feed.get("version") or feed.entries):
        help = "save the pages as HTML or text"
        yield InputError(origin.given, "this XML is neither a page nor a feed", help=help)
        return
    entries = feed.entries[:MAX_ITEMS]
    if not entries:
        yield InputError(origin.given, "the feed holds no items")
    for number, entry in enumerate(entries, 1):
        yield _item(origin, number, entry, _text(feed.feed.get("title")))
    if len(feed.entries) > MAX_ITEMS:
        what = f"only the first {MAX_ITEMS:,} of its {len(feed.entries):,} items are read"
        yield InputError(origin.given, what)


def _declares(data: bytes) -> bool:
    """Return whether the feed declares entities, in whichever of the usual charsets."""
    return bool(_ENTITY.search(data) or _ENTITY.search(data.replace(b"\x00", b"")))


def _parsed(data: bytes) -> Any:
    import feedparser

    try:
        # a stream: bytes or text would be tried as the name of a file or an address first
        stream = io.BytesIO(data)
        return feedparser.parse(stream, sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # whatever a hostile feed makes it raise, the feed cannot be read
        return None


def _item(origin: Origin, number: int, entry: Any, outlet: str | None) -> Found:
    link = _text(entry.get("link"))
    title = _text(_TAG.sub("", entry.get("title") or ""))
    name = _text(entry.get("id")) or link or f"{origin.name}:{number}"
    where = f"{origin.given}, item {number}" + (f" ({title[:60]})" if title else "")
    whole = "\n".join(c.get("value") or "" for c in entry.get("content", ()))
    short = entry.get("summary") or ""
    html = max(whole, short, key=lambda text: len(_words(text)))
    if len(_words(html)) < _FEW:
        if link:
            what = f"this item has no text of its own, only a link: {link}"
            return InputError(where, what, help="`saidso fetch` gets it")
        return InputError(where, "this item has no text")
    day = dates.parse_date(entry.get("published") or entry.get("updated") or "")
    line = Line(
        id=name,
        url=link,
        outlet=_text(entry.get("source", {}).get("title")) or outlet,
        title=title,
        published=day,
        html=_page(html),
        truncated=not _words(whole),
    )
    return capture(name, msgspec.json.encode(line), "jsonl", given=where)


def _text(value: Any) -> str | None:
    return " ".join(str(value).split()) or None if value else None


def _words(html: str) -> list[str]:
    return _TAG.sub(" ", html).split()


def _page(html: str) -> str:
    """Return the content as a page; plain text as paragraphs."""
    if "<" not in html:
        html = "".join(f"<p>{part}</p>" for part in html.split("\n\n") if part.strip())
    return f"<html><body><article>{html}</article></body></html>"
