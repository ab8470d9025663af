"""What the language room returns: tokens, sentences, names and attribution frames of one report."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from saidso.record import Report, SegmentKind, Span

Range = tuple[int, int]
"""A half-open range of token indices."""


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token. Indices count over the whole report; `head` is the token's own index at a root."""

    i: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    rel: str
    head: int
    sentence: int
    name: str
    """Part of a name: "" or "PER", "ORG", "LOC"."""
    kind: str
    """Head of a mention of this kind, or "": person, organization, place, object, event, time, ..."""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence: its tokens, its span in the text, and the segment that it stands in."""

    i: int
    tokens: Range
    span: Span
    segment: int
    segment_kind: SegmentKind


class Name(msgspec.Struct, frozen=True):
    """A name found in the text: "PER", "ORG" or "LOC" and its tokens."""

    kind: str
    tokens: Range


class Frame(msgspec.Struct, frozen=True):
    """One attribution as the model sees it; each part a list of token ranges, in text order.

    `source` may be empty (implicit), `cue` and `content` never are.
    """

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    score: float


class Parse(msgspec.Struct, frozen=True, dict=True):
    """All that the language room says of one report. Residue is not parsed."""

    report: Report
    tokens: list[Token]
    sentences: list[Sentence]
    names: list[Name]
    frames: list[Frame]
    children: list[list[int]]
    """For each token the indices of its dependents, in text order."""
    starts: list[int]
    """For each token where it starts in the text."""

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    @property
    def published(self) -> date | None:
        """The day of publication; None where the report does not say it to the day."""
        found = self.report.published
        return date.fromisoformat(found.edtf) if found and len(found.edtf) == 10 else None

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """The tokens of each word in lower case, in text order."""
        return _numbered([token.text.lower() for token in self.tokens])

    @cached_property
    def by_lemma(self) -> dict[str, list[int]]:
        """The tokens of each lemma, in text order."""
        return _numbered([token.lemma for token in self.tokens])

    @cached_property
    def kept(self) -> defaultdict[Callable[..., Any], dict[tuple[Any, ...], Any]]:
        """What functions said of this parse, by function and what they were asked (`language.kept`)."""
        return defaultdict(dict)

    def spelled(self, words: Iterable[str]) -> list[int]:
        """Return the tokens that are one of the words (lower case), in text order."""
        known = self.by_word
        return sorted(i for word in known.keys() & words for i in known[word])

    def having(self, lemmas: Iterable[str]) -> list[int]:
        """Return the tokens with one of the lemmas, in text order."""
        known = self.by_lemma
        return sorted(i for lemma in known.keys() & lemmas for i in known[lemma])

    def span(self, tokens: Range) -> Span:
        """Return the span in the text that a range of tokens covers."""
        return (self.tokens[tokens[0]].start, self.tokens[tokens[1] - 1].end)

    def words(self, tokens: Range) -> str:
        """Return the words that a range of tokens covers."""
        start, end = self.span(tokens)
        return self.report.text[start:end]

    def sentence_of(self, token: int) -> Sentence:
        """Return the sentence that a token stands in."""
        return self.sentences[self.tokens[token].sentence]

    def token_at(self, at: int) -> int:
        """Return the token at an offset, the next one where none is; the last one at the end."""
        return min(bisect_left(self.starts, at), len(self.tokens) - 1)

    def inside(self, spans: Iterable[Span]) -> set[int]:
        """Return the tokens that stand in the spans."""
        out: set[int] = set()
        for start, end in spans:
            out.update(range(bisect_left(self.starts, start), bisect_left(self.starts, end)))
        return out

    def subtree(self, token: int) -> Range:
        """Return the smallest range of tokens that holds `token` and all that depend on it."""
        first = last = token
        stack, children = [token], self.children
        while stack:
            i = stack.pop()
            if i < first:
                first = i
            elif i > last:
                last = i
            stack += children[i]
        return (first, last + 1)


def _numbered(keys: Iterable[str]) -> dict[str, list[int]]:
    out: defaultdict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        out[key].append(i)
    return dict(out)
