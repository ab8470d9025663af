"""Segments: which part of a text is headline, byline, dateline, story, caption or residue."""

from __future__ import annotations

import msgspec

from saidso.capture import dates
from saidso.capture.blocks import split
from saidso.capture.datelines import Dateline, find_dateline
from saidso.capture.entries import find_labels
from saidso.capture.heads import Head, find_head
from saidso.capture.residue import find_residue, is_truncated
from saidso.capture.stories import Mark
from saidso.record import ENTRY, Segment

_NAME = 6
"""Words of a heading above entries: "Democratic Republic of the Congo (DRC)"."""


class Layout(msgspec.Struct, frozen=True):
    """The segments of a text, which partition it, and what its head and dateline say."""

    segments: list[Segment]
    head: Head
    dateline: Dateline | None
    published: str | None
    """ISO date that the text labels as its own, or that stands alone in its head."""
    truncated: bool


def lay_out(text: str, *, title: str | None = None, tagged: bool = False) -> Layout:
    """Return the layout of `text`; see `find_head` for `title` and `tagged`."""
    spans = split(text)
    texts = [text[a:b].strip() for a, b in spans]
    labels = find_labels(texts)
    head = find_head(texts, title=title, tagged=tagged, labels=labels)
    marks = _marks(texts, head, tagged=tagged)
    published = head.published
    segments: list[Segment] = []
    dateline: Dateline | None = None
    paragraphs = 0
    for i, (start, end) in enumerate(spans):
        kind = head.kinds.get(i)
        mark = kind if isinstance(kind, Mark) else marks[i]
        if i in labels and (mark is None or labels[i] == len(texts[i])):
            at = text.index(texts[i], start, end) + labels[i]
            at = end if labels[i] == len(texts[i]) else at
            segments.append(Segment(kind="dateline", span=(start, at), why=ENTRY))
            if at < end:
                segments.append(Segment(kind="paragraph", span=(at, end)))
            paragraphs += 1
        elif isinstance(kind, str):
            segments.append(Segment(kind=kind, span=(start, end)))
        elif mark is not None and i + 1 in labels and _is_heading(texts[i]):
            segments.append(Segment(kind="headline", span=(start, end)))
        elif mark is not None:
            segments.append(Segment(kind=mark.kind, span=(start, end), why=mark.why))
        elif stamp := dates.labelled(texts[i]) if i > 2 and _is_stamp(texts[i]) else None:
            published = published or stamp[1]
            segments.append(Segment(kind="byline", span=(start, end)))
        else:
            paragraphs += 1
            found = find_dateline(texts[i]) if dateline is None and paragraphs <= 3 else None
            if found is not None and not _is_turn(texts[i][: found.end].strip(), texts):
                dateline = found
                at = text.index(texts[i], start, end) + found.end
                segments.append(Segment(kind="dateline", span=(start, at)))
                start = at
            if start < end:
                segments.append(Segment(kind="paragraph", span=(start, end)))
    story = [t for i, t in enumerate(texts) if i not in head.kinds]
    return Layout(segments, head, dateline, published, is_truncated(story[-12:]))


def _is_turn(label: str, texts: list[str]) -> bool:
    """Return whether "DOE:" stands before several blocks: a speaker whose turn it is, and no town."""
    return label.endswith(":") and sum(text.startswith(label) for text in texts) > 1


def _is_heading(text: str) -> bool:
    """Return whether a line before an entry of a list may be the name of what its entries are of."""
    words = text.split()
    return (
        len(words) <= _NAME and words[0][:1].isupper() and (text[-1].isalpha() or text[-1] == ")")
    )


def _is_stamp(text: str) -> bool:
    return len(text) <= 90 and not text.lower().startswith("date")


def _marks(texts: list[str], head: Head, *, tagged: bool) -> list[Mark | None]:
    """Return the marks of all blocks; those of the head are left out of the count of prose."""
    body = [i for i in range(len(texts)) if i not in head.kinds]
    marks: list[Mark | None] = [None] * len(texts)
    for i, mark in zip(body, find_residue([texts[i] for i in body], tagged=tagged), strict=True):
        marks[i] = mark
    return marks
