"""What must hold whatever comes in: bytes at the door, and words in the reader.

Each function takes the fuzzer's bytes and yields, in one line each, what does not hold. What is raised
is a finding as well.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from fuzz.pieces import PIECES
from saidso.capture import Capture, find, report
from saidso.capture.captures import Found, Origin
from saidso.capture.decoding import clean
from saidso.capture.inputs import reader_of
from saidso.errors import InputError, one_line
from saidso.exchange.webannotation import selectors
from saidso.language.language import drafts
from saidso.reader import Reader
from saidso.record import Published, Record, Report, Segment, Span, decode, encode
from saidso.spans import contains, covered, merge, overlap, partitions, size, strip
from saidso.store import anchors
from saidso.store.checks import problems, spans

KINDS = (
    "html",
    "txt",
    "jsonl",
    "warc",
    "warc.gz",
    "xml",
    "parquet",
    "-",
    "response",
    "packed response",
    "html in jsonl",
)
"""As what the bytes are taken: the first byte chooses, by its remainder. "-" is standard input."""
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LONGEST = 2_000
"""A message longer than this is none that a person reads."""


def capture_problems(data: bytes) -> Iterator[str]:
    """Yield what does not hold of the reports in `data`."""
    if not data:
        return
    kind, data = KINDS[data[0] % len(KINDS)], data[1:]
    number = 0
    for found in opened(kind, data):
        number += 1
        if isinstance(found, Capture):
            if found.sha256 != hashlib.sha256(found.data).hexdigest():
                yield "a capture is not the bytes that it is called by"
            try:
                taken = report(found)
            except InputError as error:
                found = error
            else:
                yield from _report_problems(taken)
        if isinstance(found, InputError):
            yield from _error_problems(found)
    if not number:
        yield "neither a report nor a reason why there is none"


def opened(kind: str, data: bytes) -> Iterator[Found]:
    """Yield what stands in bytes of one of KINDS."""
    if kind == "-":
        yield from find(["-"], stdin=io.BytesIO(data))
        return
    suffix = kind
    if kind == "response":
        suffix, data = "warc", record(data)
    elif kind == "packed response":
        suffix, data = "warc.gz", gzip.compress(record(data), 1)
    elif kind == "html in jsonl":
        line = {"id": "made", "html": data.decode("utf-8", "replace")}
        suffix, data = "jsonl", msgspec.json.encode(line)
    read = reader_of(f"made.{suffix}")
    assert read is not None  # all of KINDS are read
    yield from read(Origin(f"made.{suffix}", f"made.{suffix}"), io.BytesIO(data))


def record(response: bytes) -> bytes:
    """Return a WARC record that holds what a server answered, head and all."""
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://news.example/made\r\n"
        "WARC-Date: 2021-05-04T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


def _error_problems(error: InputError) -> Iterator[str]:
    said = str(error)
    if said != one_line(said) or not said.strip():
        yield "a message is empty, or not one line that can be printed"
    if len(said) > _LONGEST:
        yield "a message is too long to read"
    if not error.name:
        yield "a failure has no name"


def _report_problems(taken: Report) -> Iterator[str]:
    text = taken.text
    if not partitions([s.span for s in taken.segments], len(text)):
        yield "the segments do not partition the text"
    if clean(text) != text:
        yield "the text holds control characters"
    if not text.strip():
        yield "the text is empty"
    fields = (taken.name, taken.title, taken.outlet, taken.url, *taken.byline)
    for value in fields:
        if value is not None and ("\x00" in value or not value.strip()):
            yield "a field is empty or holds NUL"
    if taken.published and not _DAY.fullmatch(taken.published.edtf):
        yield f"the day of publication is no day: {taken.published.edtf!r}"
    if msgspec.json.decode(msgspec.json.encode(taken), type=Report) != taken:
        yield "the report is another one after JSON"


def words(data: bytes) -> str:
    """Return the text that bytes stand for: UTF-8, or, after an odd first byte, pieces of news."""
    if data[:1] and data[0] % 2:
        return "".join(PIECES[b % len(PIECES)] for b in data[1:])
    return data[1:].decode("utf-8", "replace")


def plain(text: str) -> Report:
    """Return a report of paragraphs only, of text as capture hands it on."""
    return paragraphs(clean(text))


def paragraphs(text: str, published: Published | None = None) -> Report:
    """Return a report of paragraphs only, without the capture room; empty lines stand between them."""
    segments: list[Segment] = []
    at = 0
    while at < len(text):
        end = text.find("\n\n", at)
        end = len(text) if end < 0 else end + 2
        segments.append(Segment(kind="paragraph", span=(at, end)))
        at = end
    return Report(
        id=hashlib.sha256(text.encode()).hexdigest(),
        name="made",
        text=text,
        segments=segments,
        published=published,
    )


def span_problems(reader: Reader, data: bytes) -> Iterator[str]:
    """Yield what does not hold of the record of the text that `data` stands for."""
    given = plain(words(data))
    yield from _token_problems(given)
    made = reader.read(given)
    yield from problems(made)
    if decode(encode(made)) != made:
        yield "the record is another one after JSON"
    yield from _anchor_problems(made)
    yield from _arithmetic_problems([span for _, span in spans(made)], given.text)


def _token_problems(given: Report) -> Iterator[str]:
    at = first = 0
    blocks = [s.span for s in given.segments]
    for draft in drafts(given):
        if draft.first != first or not draft.spans:
            yield "sentences do not follow one another"
        first += len(draft.spans)
        for word, (start, end) in zip(draft.words, draft.spans, strict=True):
            if start < at or end <= start or given.text[start:end] != word:
                yield "a token is not its words, or overlaps the one before"
            if word != word.strip() or not word:
                yield "a token has white space at an end"
            at = end
        if not covered((draft.spans[0][0], draft.spans[-1][1]), blocks):
            yield "a sentence lies in more than one segment"
    seen = sum(len(draft.words) for draft in drafts(given))
    if seen != first:
        yield "a second look gives other tokens"


def _anchor_problems(made: Record) -> Iterator[str]:
    text = made.report.text
    for claim in made.claims:
        for span in claim.spans:
            if anchors.find(anchors.quote(text, span), text) != span:
                yield "quoted words are not found where they stand"
            quote, position = selectors(text, span)
            if quote["exact"] != text[position["start"] : position["end"]]:
                yield "the selectors of a span are not the same words"
        found = anchors.find_claim(anchors.about_claim(made, claim), made)
        if found is None or not found.same:
            yield "a claim is not found again in its own record"


def _arithmetic_problems(some: list[Span], text: str) -> Iterator[str]:
    joined = merge(some)
    if any(a[1] >= b[0] for a, b in pairwise(joined)):
        yield "merged spans touch"
    if not all(covered(span, joined) for span in some):
        yield "merging loses words"
    if joined and size(joined) > len(text):
        yield "merged spans are larger than the text"
    for span in some[:50]:
        inner = strip(text, span)
        if not contains(span, inner) or overlap(span, inner) != inner[1] - inner[0]:
            yield "stripping a span leaves it"
