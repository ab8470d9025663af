"""Quotations in running text, whatever marks are used, odd or open ones included.

A quotation never crosses a paragraph, except by the convention that each paragraph of a long quote
opens with a mark and only the last one closes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from saidso.record import Span

_MARK = re.compile("``|''|[“”„‟\"＂«»‹›「」『』‘’‚']")
_CLOSERS: dict[str, tuple[str, ...]] = {
    "“": ("”",), "‟": ("”",), "„": ("“", "”"), "‚": ("‘", "’"), "「": ("」",), "『": ("』",),
    "«": ("»",), "‹": ("›",), "»": ("«",), "›": ("‹",), '"': ('"',), "＂": ("＂",),
    "``": ("''",), "''": ("''",), "”": ("”",),
}  # fmt: skip
_STRAIGHT = ('"', "＂")
_POINTED = ("»", "›")
_LONGEST_WORDS = 60
"""Code points within which a single mark that follows no punctuation may close a quotation."""


class Quote(msgspec.Struct, frozen=True):
    """A quotation: its span, marks included, and whether it stays open at its paragraph's end."""

    span: Span
    open: bool


def find_quotes(text: str, paragraphs: Iterable[Span]) -> list[Quote]:
    """Return the quotations of the paragraphs, in order; linear in the text."""
    return list(_quotes(text, tuple(paragraphs)))


@lru_cache(maxsize=2)
def _quotes(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quote, ...]:
    """Return the quotations; pronouns and attributions of one report both ask."""
    return tuple(quote for span in paragraphs for quote in _in_paragraph(text, span))


def _in_paragraph(text: str, span: Span) -> list[Quote]:
    marks = [m.span() for m in _MARK.finditer(text, *span)]
    if not marks:
        return []
    singles = _Singles(text, span, marks)
    out: list[Quote] = []
    start: int | None = None
    closers: tuple[str, ...] = ()
    done = span[0]
    for number, (at, end) in enumerate(marks):
        if at < done:
            continue
        mark = text[at:end]
        if start is None:
            if mark in ("‘", "'"):
                closed = singles.end(at)
                if closed is not None:
                    out.append(Quote((at, closed), closed == span[1]))
                    done = closed
            elif mark in _CLOSERS and _opens(text, at, end, span):
                start, closers = at, _CLOSERS[mark]
        elif mark in closers or (
            mark == '"' and closers == ("”",) and _stands_in(text, marks, number, span)
        ):
            if mark not in _STRAIGHT or not _only_opens(text, at, span):
                out.append(Quote((start, end), False))
                start = None
        elif mark == "“" and closers == ("”",):  # a second opening mark: the first was never closed
            start = at
    if start is not None:
        out.append(Quote((start, span[1]), True))
    return out


def _opens(text: str, at: int, end: int, span: Span) -> bool:
    """Return whether a mark can open: a straight one before no white space, » and ” only before a word."""
    mark = text[at:end]
    if mark in _STRAIGHT or mark == "''":
        return end < span[1] and not text[end].isspace()
    if mark == "”" and text.find("”", end, span[1]) < 0:
        return False
    if mark in _POINTED or mark == "”":
        return _starts(text, at, span) and end < span[1] and text[end].isalnum()
    return True


def _starts(text: str, at: int, span: Span) -> bool:
    return at == span[0] or text[at - 1].isspace() or text[at - 1] in "([—–-:"


def _only_opens(text: str, at: int, span: Span) -> bool:
    """Return whether a straight mark looks like an opening one: space before, word after."""
    return _starts(text, at, span) and at + 1 < span[1] and text[at + 1].isalnum()


def _stands_in(text: str, marks: list[Span], number: int, span: Span) -> bool:
    """Return whether a straight mark closes a curly quotation: “...," with no ” before the next “."""
    if _starts(text, marks[number][0], span):
        return False
    following = (text[at] for at, _ in marks[number + 1 :] if text[at] in "“”")
    return next(following, "“") == "“"


class _Singles:
    """Single marks of one paragraph, which are apostrophes more often than quotation marks."""

    def __init__(self, text: str, span: Span, marks: list[Span]) -> None:
        self._text = text
        self._span = span
        ends = [
            at
            for at, end in marks
            if end == at + 1
            and text[at] in "’'"
            and at > span[0]
            and not text[at - 1].isspace()
            and (end == span[1] or not text[end].isalnum())
        ]
        self._sure = [at for at in ends if text[at - 1] in ',.!?…”"']
        self._all = ends

    def end(self, at: int) -> int | None:
        """Return where the quotation that opens at `at` ends, or None where none opens."""
        text, span = self._text, self._span
        after = text[at + 1 : at + 2]
        if not _starts(text, at, span) or not after or at + 1 >= span[1]:
            return None
        if not (after.isalpha() or after in '“"[…'):
            return None
        k = bisect_left(self._all, at + 3)
        near = self._all[k] if k < len(self._all) else None
        if near is not None and near - at <= _LONGEST_WORDS and not self._possessive(near):
            return near + 1
        k = bisect_left(self._sure, at + 3)
        if k < len(self._sure):
            return self._sure[k] + 1
        return span[1] if at == span[0] and text[at] == "‘" and near is None else None

    def _possessive(self, at: int) -> bool:
        """Return whether a mark after an s before a small word may be a genitive ("soldiers' boots")."""
        return self._text[at - 1] == "s" and self._text[at + 1 : at + 3].strip()[:1].islower()
