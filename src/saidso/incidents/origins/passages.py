"""Shared passages: where two texts print the same words, exactly, and what differs between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise

import msgspec

from saidso.record import Report, Span
from saidso.spans import merge

SEED = 5
"""Words in a row that must be the same for a match to begin."""
GAP = 12
"""Words that an editor may have put, left out or replaced between two matches of one passage."""
EDGE = 5
"""Words that may differ where the paragraphs of a passage begin or end."""
_REPEATS = 4
"""Places at which one seed is tried; text that repeats itself more often is furniture."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_QUOTED = re.compile(r"“[^”\n]{1,2000}”|\"[^\"\n]{1,2000}\"")


class Words(msgspec.Struct, frozen=True):
    """The words of a text that can be copied: folded, with offsets; residue is left out.

    `own` is False for words inside quotation marks: two reporters who heard one speaker write the
    same words down without copying each other.
    """

    folded: list[str]
    spans: list[Span]
    own: list[bool]
    starts: list[int]
    """Indices of words with which a paragraph begins."""

    @property
    def weight(self) -> int:
        """How many words are the writer's own."""
        return sum(self.own)


class Gap(msgspec.Struct, frozen=True):
    """Words of one text that stand where the other has other words, or none."""

    a: Span
    b: Span


class Passage(msgspec.Struct, frozen=True):
    """A passage that both texts print: where it stands in each, and where the two differ.

    `words` counts the writer's own words that are the same, those in quotation marks left out.
    """

    a: Span
    b: Span
    words: int
    gaps: tuple[Gap, ...] = ()


def words_of(report: Report) -> Words:
    """Return the words of a report that can be copied."""
    return words(report.text, [s.span for s in report.segments if s.kind != "residue"])


def words(text: str, parts: list[Span] | None = None) -> Words:
    """Return the words of `text` inside `parts` (all of it where None)."""
    folded: list[str] = []
    spans: list[Span] = []
    own: list[bool] = []
    starts: list[int] = []
    for start, end in parts or [(0, len(text))]:
        part = text[start:end]
        quoted = [m.span() for m in _QUOTED.finditer(part)]
        at = 0
        fresh = True
        last = 0
        for match in _WORD.finditer(part):
            if fresh or "\n" in part[last : match.start()]:
                starts.append(len(folded))
                fresh = False
            last = match.end()
            while at < len(quoted) and quoted[at][1] <= match.start():
                at += 1
            folded.append(match.group().replace("’", "'").casefold())
            spans.append((start + match.start(), start + match.end()))
            own.append(not (at < len(quoted) and quoted[at][0] <= match.start()))
    return Words(folded, spans, own, starts)


def shared(a: Words, b: Words, *, least: int) -> list[Passage]:
    """Return the passages that both texts print, in the order of `a`.

    A passage has at least `least` of the writer's own words in common; matches that lie at most GAP
    words apart in both texts are one passage. Every word of `a` and of `b` is in one passage at most.
    """
    chains = _chains(_matches(a, b))
    out = []
    for chain in chains:
        count = sum(sum(a.own[i : i + n]) for i, _, n in chain)
        if count < least:
            continue
        (i, j, _), (k, m, n) = chain[0], chain[-1]
        first = (_paragraph(a, i)[0], _paragraph(b, j)[0])
        if i - first[0] > EDGE or j - first[1] > EDGE:
            first = (i, j)
        last = (_paragraph(a, k + n - 1)[1], _paragraph(b, m + n - 1)[1])
        if last[0] - k - n > EDGE or last[1] - m - n > EDGE:
            last = (k + n, m + n)
        edged = [(*first, 0), *chain, (*last, 0)]
        out.append(
            Passage(
                a=(a.spans[first[0]][0], a.spans[last[0] - 1][1]),
                b=(b.spans[first[1]][0], b.spans[last[1] - 1][1]),
                words=count,
                gaps=tuple(_gaps(a, b, edged)),
            )
        )
    return out


def covered_share(found: Words, spans: list[Span]) -> float:
    """Return the share, 0 to 1, of a text's words that lie in `spans`."""
    if not found.spans:
        return 0.0
    inside, at = 0, 0
    joined = merge(spans)
    for start, end in found.spans:
        while at < len(joined) and joined[at][1] <= start:
            at += 1
        inside += at < len(joined) and joined[at][0] <= start and end <= joined[at][1]
    return inside / len(found.spans)


_Match = tuple[int, int, int]
"""First word in a, first word in b, number of words that are the same from there on."""


def _matches(a: Words, b: Words) -> list[_Match]:
    """Return the longest matches of at least SEED words, longest first, that do not overlap."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in range(len(b.folded) - SEED + 1):
        places[tuple(b.folded[j : j + SEED])].append(j)
    found: list[_Match] = []
    ends: dict[int, int] = {}
    for i in range(len(a.folded) - SEED + 1):
        at = places.get(tuple(a.folded[i : i + SEED]))
        if at is None or len(at) > _REPEATS:
            continue
        for j in at:
            if ends.get(j - i, -1) > i:
                continue
            n = SEED
            while (
                i + n < len(a.folded)
                and j + n < len(b.folded)
                and a.folded[i + n] == b.folded[j + n]
            ):
                n += 1
            ends[j - i] = i + n
            found.append((i, j, n))
    in_a, in_b = bytearray(len(a.folded)), bytearray(len(b.folded))
    out: list[_Match] = []
    for i, j, n in sorted(found, key=lambda m: (-m[2], m[0], m[1])):
        while n and (in_a[i] or in_b[j]):
            i, j, n = i + 1, j + 1, n - 1
        while n and (in_a[i + n - 1] or in_b[j + n - 1]):
            n -= 1
        if n < SEED or any(in_a[i : i + n]) or any(in_b[j : j + n]):
            continue
        in_a[i : i + n] = b"\1" * n
        in_b[j : j + n] = b"\1" * n
        out.append((i, j, n))
    return sorted(out)


def _chains(matches: list[_Match]) -> list[list[_Match]]:
    """Return the matches in groups that follow each other closely in both texts."""
    out: list[list[_Match]] = []
    for match in matches:
        if out:
            i, j, n = out[-1][-1]
            if 0 <= match[0] - i - n <= GAP and 0 <= match[1] - j - n <= GAP:
                out[-1].append(match)
                continue
        out.append([match])
    return out


def _paragraph(found: Words, i: int) -> tuple[int, int]:
    """Return the first word of the paragraph of word i, and the word after its last."""
    at = bisect_right(found.starts, i)
    end = found.starts[at] if at < len(found.starts) else len(found.folded)
    return (found.starts[at - 1], end)


def _gaps(a: Words, b: Words, chain: list[_Match]) -> list[Gap]:
    out = []
    for (i, j, n), (k, m, _) in pairwise(chain):
        if i + n < k or j + n < m:
            out.append(Gap(_between(a, i + n, k), _between(b, j + n, m)))
    return out


def _between(found: Words, first: int, end: int) -> Span:
    """Return the span of words first to end, an empty one before `first` where there are none."""
    if first < end:
        return (found.spans[first][0], found.spans[end - 1][1])
    at = found.spans[first][0] if first < len(found.spans) else found.spans[-1][1]
    return (at, at)


def total(passages: list[Passage]) -> int:
    """Return the number of own words that the passages have in common."""
    return sum(p.words for p in passages)
