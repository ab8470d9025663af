"""A capture becomes a report: its text, its segments, and what the page says of itself."""

from __future__ import annotations

import re

import msgspec

from saidso.capture import dates
from saidso.capture.captures import Capture
from saidso.capture.datasets import row_report
from saidso.capture.decoding import clean, declared_charset, decode
from saidso.capture.english import other_language
from saidso.capture.html import Page, UnwieldyPage, host, read_page
from saidso.capture.responses import BadRecord, read_response
from saidso.capture.segments import Layout, lay_out
from saidso.errors import InputError
from saidso.record import Published, PublishedFrom, Report

_MIN_WORDS = 5
"""A text of fewer words is no report."""
MAX_TEXT = 500_000
"""Code points of the longest text that is read: some 85,000 words."""
MAX_TOKENS = 120_000
"""Words and marks of the longest text that is read: what reading costs grows with these. A text of
MAX_TEXT has some 100,000; one of as many marks without words would take a minute."""
_TOKENS = re.compile(r"\w+|[^\w\s]")
_LETTERS = 0.3
"""A long text of which fewer of the visible characters are letters is a table or noise."""


class _Fields(msgspec.Struct, frozen=True):
    """What a line of JSON Lines gives beside the text."""

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    text: str | None = None
    html: str | None = None
    truncated: bool = False


def publication_day(value: str) -> str | None:
    """Return a day of publication that a person gives, as ISO, None where it is no date."""
    return dates.parse_date(value)


def report(capture: Capture, *, published: str | None = None) -> Report:
    """Return the report of a capture; `published` wins over its own date.

    The text depends on the captured bytes alone. Raises InputError where there is no article, too
    little text, a language other than English, or a date that is none.
    """
    given = _date(capture.given, published) if published else None
    if capture.media == "jsonl":
        return _from_line(capture, given)
    if capture.media == "warc":
        return _from_record(capture, given)
    if capture.media == "acled" or capture.media == "ucdp":
        return row_report(capture, capture.media)
    if capture.media == "html":
        return _from_page(capture, capture.data, _Fields(), given)
    return _from_text(capture, decode(capture.data), _Fields(), given)


def _date(name: str, value: str) -> str:
    iso = dates.parse_date(value)
    if iso is None:
        what = f"the publication date {value[:60]!r} is not a date"
        raise InputError(name, what, help="write it as YYYY-MM-DD")
    return iso


def _from_line(capture: Capture, given: str | None) -> Report:
    try:
        fields = msgspec.json.decode(capture.data.removeprefix(b"\xef\xbb\xbf"), type=_Fields)
    except msgspec.DecodeError as error:
        raise InputError(capture.given, f"a field has the wrong type ({error})") from None
    if fields.published and fields.published.strip():
        _date(capture.given, fields.published)
    if fields.text and fields.text.strip():
        return _from_text(capture, clean(fields.text), fields, given)
    return _from_page(capture, fields.html or "", fields, given)


def _from_record(capture: Capture, given: str | None) -> Report:
    """Return the report of a WARC record: the page inside it, with the record's address and time."""
    try:
        found = read_response(capture.data)
    except BadRecord as error:
        raise InputError(capture.given, str(error)) from None
    fields = _Fields(url=found.url, truncated=found.truncated)
    payload = found.payload or b""
    if found.kind == "text":
        out = _from_text(capture, _decoded(payload, found.charset, html=False), fields, given)
    elif found.kind == "html":
        out = _from_page(capture, _decoded(payload, found.charset, html=True), fields, given)
    else:
        raise InputError(capture.given, "this WARC record holds no page")
    return msgspec.structs.replace(out, captured=found.captured)


def _decoded(data: bytes, charset: str | None, *, html: bool) -> str:
    """Return a page as text; what the server says of the charset counts where the page says nothing."""
    if charset and charset != "utf-8" and not declared_charset(data):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return clean(data.decode(charset, errors="replace"))
    return decode(data, html=html)


def _from_page(capture: Capture, data: bytes | str, fields: _Fields, given: str | None) -> Report:
    try:
        page = read_page(data)
    except UnwieldyPage as error:
        what = f"this page cannot be taken apart: {error}"
        raise InputError(capture.given, what, help="copy its text into a .txt file") from None
    if page is None:
        text = decode(data) if isinstance(data, bytes) else clean(data)
        if "<" not in text:
            return _from_text(capture, text, fields, given)
        help = "save the page after it has loaded, or copy its text into a .txt file"
        raise InputError(capture.given, "no article found in this page", help=help)
    _measure(capture.given, page.text)
    layout = lay_out(page.text, title=fields.title or page.title, tagged=True)
    return _report(capture, page.text, layout, fields, given, page)


def _from_text(capture: Capture, text: str, fields: _Fields, given: str | None) -> Report:
    _measure(capture.given, text)
    layout = lay_out(text, title=fields.title)
    return _report(capture, text, layout, fields, given, None)


def _report(
    capture: Capture,
    text: str,
    layout: Layout,
    fields: _Fields,
    given: str | None,
    page: Page | None,
) -> Report:
    _check(capture.given, text, layout)
    head = layout.head
    url = _plain(fields.url) or (page.url if page else None)
    return Report(
        id=capture.sha256,
        name=capture.name,
        url=url,
        outlet=_plain(fields.outlet) or (page.outlet if page else None) or head.outlet or host(url),
        title=_plain(fields.title) or (page.title if page else None) or head.title,
        byline=(page.byline if page else []) or head.byline,
        language="en",
        published=_published(layout, fields, url, page, given),
        text=text,
        segments=layout.segments,
        wire=layout.dateline.wire if layout.dateline else None,
        truncated=fields.truncated
        or layout.truncated
        or bool(page and page.paywalled and len(text.split()) < 150),
    )


def _plain(value: str | None) -> str | None:
    """Return a given value in one clean line, None where nothing is in it."""
    return " ".join(clean(value).split()) or None if value else None


def _published(
    layout: Layout, fields: _Fields, url: str | None, page: Page | None, given: str | None
) -> Published | None:
    """Return the first date of: argument, metadata, address, dateline, text."""
    found: list[tuple[str | None, PublishedFrom]] = [(given, "argument")]
    if fields.published:
        found.append((dates.parse_date(fields.published), "metadata"))
    if page and page.published:
        found.append(page.published)
    if url:
        found.append((dates.in_address(url), "url"))
    if layout.dateline:
        found.append((dates.in_dateline(layout.dateline.words), "dateline"))
    found.append((layout.published, "text"))
    for edtf, source in found:
        if edtf:
            return Published(edtf=edtf, from_=source)
    return None


def _measure(name: str, text: str) -> None:
    if len(text) > MAX_TEXT:
        what = f"its text is longer than {MAX_TEXT:,} characters, which is no news report"
        raise InputError(name, what, help="split it into reports")
    if len(text) > MAX_TOKENS and sum(1 for _ in _TOKENS.finditer(text)) > MAX_TOKENS:
        what = f"it has more than {MAX_TOKENS:,} words and marks, which is no news report"
        raise InputError(name, what, help="split it into reports")


def _check(name: str, text: str, layout: Layout) -> None:
    """Raise InputError where the story is too short to be read or not English."""
    story = " ".join(
        text[s.span[0] : s.span[1]]
        for s in layout.segments
        if s.kind in ("headline", "dateline", "paragraph", "caption")
    )
    if language := other_language(story or text):
        what = f"the text is not English (it looks like {language})"
        raise InputError(name, what, help="only English reports are read")
    visible = "".join(story.split()) if len(story) > 10_000 else ""
    if sum(map(str.isalpha, visible)) < _LETTERS * len(visible):
        help = "check that the file holds the text of a report"
        raise InputError(
            name, "this is no running text, most of it are signs and numbers", help=help
        )
    if len(story[:1000].split()) < _MIN_WORDS:
        help = "check that the file holds the text of a report"
        raise InputError(name, "too little text to be a report", help=help)
