"""Entries: the incidents of a list, each with the label that tells its day or place.

Which paragraphs have a label is found when the page is laid out (`capture.entries`). Below a label on a
line of its own, all up to the next one belongs to it; below one before a text, that paragraph does, and
what follows up to the next label. A bullet or an hour begins another incident of the same label.
"""

from __future__ import annotations

import re

import msgspec

from saidso.language.parse import Parse, Range
from saidso.record import ENTRY, Span

_AGAIN = re.compile(
    r"(?:[•·▪●◦*]|[-–—]\s)|(?:At (?:approximately|about|around) )?(?:[01]?\d|2[0-3])[:.][0-5]\d\b"
)
"""What opens another incident under the same label: a bullet, an hour."""


class Entry(msgspec.Struct, frozen=True):
    """One incident of a list: its tokens, and the span of the label that it stands under."""

    tokens: Range
    label: Span


def label_spans(parse: Parse) -> list[Span]:
    """Return the spans of the labels of a list, in text order; empty for another report."""
    return [s.span for s in parse.report.segments if s.why == ENTRY]


def find_entries(parse: Parse) -> list[Entry]:
    """Return the entries of a list in text order; empty for another report."""
    labels = label_spans(parse)
    if not labels:
        return []
    tokens: dict[int, Range] = {}
    for sentence in parse.sentences:
        first, _ = tokens.get(sentence.segment, sentence.tokens)
        tokens[sentence.segment] = (first, sentence.tokens[1])
    out: list[Entry] = []
    label: Span | None = None
    fresh = False
    for number, segment in enumerate(parse.report.segments):
        if segment.why == ENTRY:
            label, fresh = segment.span, True
        if label is None or segment.kind != "paragraph" or number not in tokens:
            continue
        alone = parse.text[label[1] - 1 : label[1]] == "\n"
        ended = label == labels[-1] and not alone and not _again(parse, segment.span)
        if not fresh and ended and not _is_short(parse, out[-1].tokens):
            label = None  # what comes after the last entry is none
            continue
        if fresh or (_again(parse, segment.span) and not _is_short(parse, out[-1].tokens)):
            out.append(Entry(tokens[number], label))
        else:
            out[-1] = Entry((out[-1].tokens[0], tokens[number][1]), label)
        fresh = False
    return out


def _again(parse: Parse, span: Span) -> bool:
    return _AGAIN.match(parse.text, *span) is not None


_FEW = 6


def _is_short(parse: Parse, tokens: Range) -> bool:
    """Return whether an entry holds no more yet than another line of its heading."""
    return tokens[1] - tokens[0] <= _FEW


_WEEKLY = re.compile(
    r"\b(?:weekly|daily|monthly)\b.{0,40}\b(?:report|update|bulletin|summary|round-?up|brief(?:ing)?)\b",
    re.I,
)
"""Titles of lists whose lines each tell of something else."""
_SUMMARY = re.compile(
    r"(?:(?:executive )?summary"
    r"|(?:key |main |latest )?(?:highlights|points|issues|developments|events|incidents)"
    r"(?: (?:from|of|in|during) the (?:reporting )?(?:period|week|month))?(?: \([^()\n]{1,60}\))?"
    r"|at a glance)\W{0,3}",
    re.I,
)
_TITLE = 150
"""Code points of a title."""
_LINES = 3
"""So many lines of one sentence below "Summary" are a list."""


def find_summary(parse: Parse, told: set[int]) -> list[Range]:
    """Return the lines below "Summary" that tell of something, where each tells of another place.

    Below the title of a weekly report each line of one sentence does.

    `told` are the sentences with an event; the key points of one story are no list.
    """
    paragraphs: dict[int, list[Range]] = {}
    for sentence in parse.sentences:
        if sentence.segment_kind in ("paragraph", "headline"):
            paragraphs.setdefault(sentence.segment, []).append(sentence.tokens)
    lines: list[Range] = []
    below = weekly = False
    for number, sentences in paragraphs.items():
        start, end = parse.report.segments[number].span
        if not (below or lines) and _WEEKLY.search(parse.text, start, min(end, start + _TITLE)):
            below = weekly = True
        elif _SUMMARY.fullmatch(parse.text[start:end].strip()):
            below, weekly = True, False
            lines = [r for r in lines if _is_dated(parse, r)]
        elif below and len(sentences) == 1:
            lines.append(sentences[0])
        elif below:
            break
    lines = [r for r in lines if parse.tokens[r[0]].sentence in told]
    if weekly:
        return lines if len(lines) > _LINES else []
    names = [
        {
            parse.tokens[n.tokens[1] - 1].text
            for n in parse.names
            if n.kind == "LOC" and r[0] <= n.tokens[0] < r[1]
        }
        for r in lines
    ]
    own = [n - set().union(*names[:k], *names[k + 1 :]) for k, n in enumerate(names)]
    dated = len(lines) > 1 and all(_is_dated(parse, r) for r in lines)
    return lines if (len(lines) >= _LINES or dated) and all(own) else []


def _is_dated(parse: Parse, line: Range) -> bool:
    """Return whether a line opens with its day: "On 24 August, ..."."""
    words = [t.text for t in parse.tokens[line[0] : min(line[0] + 4, line[1])]]
    return words[:1] == ["On"] and any(w.isdigit() for w in words[1:3])
