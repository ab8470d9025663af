"""One WARC record: what it is, where and when it was got, and the page inside it.

The header and the HTTP head are read by warcio; the body is put together here and unpacked by `codings`,
because its unpacking must be bounded and must not pass over damage.
"""

from __future__ import annotations

import codecs
import io
import logging
import re
from typing import Any, Literal
from urllib.parse import unquote

import msgspec

from saidso.capture.codings import BadCoding, unpacked

Kind = Literal["html", "text", "feed"]
"""What the payload of a record may be that is read."""

_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
}
_PAGES = ("200", "203")
"""HTTP states under which a server gives the page itself (RFC 9110, 15.3)."""
_TYPE = re.compile(rb"(?:^|\n)warc-type[ \t]*:[ \t]*([a-z]+)", re.I)


class BadRecord(ValueError):
    """A record that cannot be read; its message says why in words."""


class Response(msgspec.Struct, frozen=True):
    """A record that was read: `payload` is None where it holds no page (`kind` is then None too).

    `captured` is the WARC-Date. `media` and `name` are those of a record that saidso itself wrote for
    an archived item that was no response (`exchange.warc`).
    """

    type: str
    url: str | None
    captured: str | None
    kind: Kind | None
    payload: bytes | None
    charset: str | None = None
    truncated: bool = False
    digest: str | None = None
    media: str | None = None
    name: str | None = None


def record_type(header: bytes) -> str:
    """Return the WARC-Type of a record header, "" where it says none."""
    found = _TYPE.search(header)
    return found[1].decode("ascii").lower() if found else ""


def kind_of(content_type: str) -> Kind | None:
    """Return what a Content-Type means that is read, None for all others."""
    return _KINDS.get(_media(content_type)[0])


def read_response(data: bytes) -> Response:
    """Return what one whole WARC record holds; raises BadRecord."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what is wrong is told by us
    try:
        record = ArcWarcRecordLoader(arc2warc=False).parse_record_stream(
            io.BytesIO(data), known_format="warc"
        )
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError) as error:
        said = " ".join(str(error).split())[:120]
        raise BadRecord(f"its header cannot be read ({said or 'it ends too early'})") from None
    except (ValueError, AttributeError, IndexError, TypeError):
        # what warcio trips over where a line is missing says nothing to a person
        raise BadRecord("its header cannot be read (it lacks what a record must say)") from None
    head = record.rec_headers
    declared = record.content_type or ""
    status = "200"
    coding = chunked = None
    if record.http_headers is not None:
        status = record.http_headers.get_statuscode() or ""
        declared = record.http_headers.get_header("Content-Type") or ""
        coding = record.http_headers.get_header("Content-Encoding")
        chunked = record.http_headers.get_header("Transfer-Encoding")
    media, charset = _media(declared)
    kind = _KINDS.get(media) if media else None
    if record.rec_type not in ("response", "resource", "conversion") or status not in _PAGES:
        kind = None
    if record.rec_type == "response" and record.http_headers is None:
        kind = None  # dns: and the like
    own = head.get_header("Saidso-Media") if record.rec_type == "resource" else None
    if own:
        kind = kind or "text"
    cut = bool(head.get_header("WARC-Truncated"))
    payload = None
    if kind is not None or (not media and record.rec_type == "response" and status in _PAGES):
        body = record.raw_stream.read()
        try:
            payload = unpacked(_whole(body, chunked, cut), coding, cut=cut)
        except BadCoding as error:
            raise BadRecord(f"its body {error}") from None
        if kind is None and b"<html" in payload[:2000].lower():
            kind = "html"
    return Response(
        type=record.rec_type,
        url=_line(head.get_header("WARC-Target-URI")),
        captured=_line(head.get_header("WARC-Date")),
        kind=kind,
        payload=payload if kind else None,
        charset=charset,
        truncated=cut,
        digest=_line(head.get_header("WARC-Payload-Digest")),
        media=_line(own),
        name=unquote(head.get_header("Saidso-Name") or "") or None,
    )


def _line(value: Any) -> str | None:
    return " ".join(str(value).strip("<> ").split()) or None if value else None


def _media(content_type: str) -> tuple[str, str | None]:
    """Return media type and charset; a charset that Python does not know is left out."""
    media, _, rest = content_type.partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", rest, re.I)
    charset = None
    if found:
        try:
            charset = codecs.lookup(found[1]).name
        except LookupError:
            charset = None
    return media.strip().lower(), charset


def _whole(body: bytes, coding: str | None, cut: bool) -> bytes:
    """Return a body that was sent in chunks in one piece; one that was not stays as it is."""
    if not coding or coding.strip().lower() != "chunked":
        return body
    out: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 1000)
        size = re.fullmatch(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?", body[at : max(end, at)])
        if end < 0 or not size:
            if not out:
                return body  # many tools keep the header and store the body unchunked
            if cut:
                return b"".join(out)
            raise BadRecord("its chunks are damaged")
        length = int(size[1], 16)
        piece = body[end + 2 : end + 2 + length]
        if length == 0:
            return b"".join(out)
        out.append(piece)
        if len(piece) < length:
            if cut:
                return b"".join(out)
            raise BadRecord("its last chunk is cut off")
        at = end + 2 + length + 2
