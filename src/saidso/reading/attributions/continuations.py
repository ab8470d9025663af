"""Contents over paragraphs: where quotations go on, and where what somebody says must end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from saidso.language.parse import Parse
from saidso.reading.clauses.quotes import Quote
from saidso.record import Span
from saidso.spans import merge, overlap

NEAR = 2
"""Fragments of one part that are no further apart than this many code points are one span."""
_SHORTEST = 20
"""Code points of a quotation that may fill a paragraph: shorter ones are headings."""
_HOLE = 120
"""Code points that may be missing between two pieces of what one speaker says."""


class Layout:
    """Paragraphs and quotations of one report, for look-up by place."""

    def __init__(self, parse: Parse, quotes: list[Quote]) -> None:
        self._text = parse.text
        self._quotes = quotes
        self._starts = [q.span[0] for q in quotes]
        self._segments = [s.span for s in parse.report.segments]
        self._sentences = [s.span[0] for s in parse.sentences]
        self._firsts = [s[0] for s in self._segments]

    def paragraph(self, at: int) -> int:
        """Return the number of the segment that holds a code point."""
        return bisect_right(self._firsts, at) - 1

    def quoted(self, at: int) -> Quote | None:
        """Return the quotation that holds a code point, if one does."""
        k = bisect_right(self._starts, at) - 1
        return self._quotes[k] if k >= 0 and at < self._quotes[k].span[1] else None

    def within(self, span: Span) -> list[Quote]:
        """Return the quotations that share a code point with a span."""
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        end = bisect_left(self._starts, span[1])
        return [q for q in self._quotes[first:end] if overlap(q.span, span)]

    def spoken(self, cues: list[int]) -> set[int]:
        """Return the paragraphs in which somebody speaks outside quotation marks."""
        return {self.paragraph(cue) for cue in cues if self.quoted(cue) is None}

    def bounded(self, content: list[Span], cue: int, spoken: set[int]) -> list[Span]:
        """Return the content without what stands in another paragraph and is no quotation.

        What is said without marks ends at its paragraph at the latest, and so does a quotation where
        the next one has a speaker of its own (`spoken`). Nothing is left out where nothing would be left.
        """
        home = self.paragraph(cue)
        out: list[Span] = []
        for start, end in content:
            first, last = self.paragraph(start), self.paragraph(end - 1)
            if first == last == home:
                out.append((start, end))
                continue
            for k in range(first, last + 1):
                part = (max(start, self._segments[k][0]), min(end, self._segments[k][1]))
                while part[1] > part[0] and self._text[part[1] - 1].isspace():
                    part = (part[0], part[1] - 1)
                own = k == home or (not (k > home and k in spoken) and self._marked(part))
                if part[0] < part[1] and own:
                    out.append(part)
        return out or content

    def filled(self, content: list[Span], speaker: list[Span], others: list[Span]) -> list[Span]:
        """Return the content without holes that nobody else's speaking explains.

        In "The bomb went off at about ten near the stalls, said Musa Gambori" all that stands before
        the comma is said, in whatever pieces it was found. `speaker` is source and cue, in order;
        `others` are the sources and cues of other attributions in text order.
        """
        if not speaker:
            return content
        first, out = speaker[0][0], merge(content)
        opens = bisect_right(self._sentences, out[0][0]) != bisect_right(
            self._sentences, out[0][0] - 2
        )
        if opens and out[-1][1] <= first and self.paragraph(out[-1][0]) == self.paragraph(first):
            gap = self._text[out[-1][1] : first].rstrip()
            end = out[-1][1] + len(gap.rstrip(" ,—–-"))
            if gap.endswith((",", "—", "–")) and self._silent((out[-1][1], end), others):
                out[-1] = (out[-1][0], end)
        closed = [out[0]]
        for span in out[1:]:
            if self._silent((closed[-1][1], span[0]), others):
                closed[-1] = (closed[-1][0], span[1])
            else:
                closed.append(span)
        return closed

    def _silent(self, hole: Span, others: list[Span]) -> bool:
        """Return whether a short hole lies within one sentence and nobody speaks or is quoted in it."""
        k = bisect_left(others, hole[0], key=lambda s: s[1])
        spoken = k < len(others) and others[k][0] < hole[1]
        starts = self._sentences
        same = bisect_right(starts, hole[0]) == bisect_left(starts, hole[1])
        return hole[1] - hole[0] <= _HOLE and same and not spoken and not self.within(hole)

    def _marked(self, part: Span) -> bool:
        """Return whether quotations make up most of a part."""
        shared = sum(overlap(q.span, part) for q in self.within(part))
        return shared >= 0.6 * (part[1] - part[0])

    def extended(
        self, contents: list[list[Span]], cues: list[int], plain: list[bool]
    ) -> list[list[Span]]:
        """Return contents that run on over quotations which continue them without a speaker.

        Three conventions: a quote that stays open at its paragraph's end goes on in the next
        paragraph's opening quote; a sentence that is wholly a quotation goes on from a quotation of
        its paragraph; a paragraph that is wholly a quotation, and nobody's, goes on from the
        plain statement that ends the paragraph before (`plain`: the cue is a word of saying).
        """
        owner = _owners(contents, self._quotes)
        out = [list(spans) for spans in contents]
        for number, own in owner.items():
            if self._cut_off(self._quotes[number], contents[own], cues[own]):
                out[own].append(self._quotes[number].span)
        for number, whose in self._wholes(contents, cues, owner):
            out[whose].append(self._quotes[number].span)
            owner[number] = whose
        last = self._last_speakers(contents, cues, plain)
        for number, quote in enumerate(self._quotes):
            if number in owner:
                continue
            k = owner.get(number - 1) if number else None
            if k is None or not self._follows(self._quotes[number - 1], quote):
                k = self._wholly(quote, last)
            if k is not None:
                out[k].append(quote.span)
                owner[number] = k
        for number in range(len(self._quotes) - 2, -1, -1):
            quote, following = self._quotes[number], self._quotes[number + 1]
            if number in owner or number + 1 not in owner or not quote.open:
                continue  # who is named at the end of a long quotation said its first paragraphs too
            if self._follows(quote, following):
                owner[number] = owner[number + 1]
                out[owner[number]].append(quote.span)
        return [merge(spans, gap=NEAR) for spans in out]

    def _wholes(
        self, contents: list[list[Span]], cues: list[int], owner: dict[int, int]
    ) -> list[tuple[int, int]]:
        """Return the quotations of several sentences of which only the last was taken as said.

        Each with the one content that ends with it and whose cue stands outside it in its paragraph.
        """
        found: dict[int, list[int]] = {}
        for k, spans in enumerate(contents):
            quote = self.quoted(spans[-1][0])
            if quote is None or quote.span[0] <= cues[k] < quote.span[1]:
                continue
            number = bisect_right(self._starts, quote.span[0]) - 1
            near = self.paragraph(cues[k]) == self.paragraph(quote.span[0])
            if near and number not in owner and spans[-1][1] >= quote.span[1] - NEAR:
                found.setdefault(number, []).append(k)
        return [(number, own[0]) for number, own in found.items() if len(own) == 1]

    def _follows(self, previous: Quote, quote: Quote) -> bool:
        here, there = self.paragraph(quote.span[0]), self.paragraph(previous.span[0])
        if previous.open:
            start = self._segments[here][0]
            return here > there and not self._text[start : quote.span[0]].strip()
        between = self._text[previous.span[1] : quote.span[0]]
        whole = self._text[quote.span[0] + 1 : quote.span[1]].rstrip("”\"'’»“ ")
        return (
            here == there
            and between.rstrip().endswith((".", "!", "?"))
            and whole.endswith((".", "!", "?", ","))
            and between.strip() not in ("", ".")
            and not self._begins_between(previous.span[1], quote.span[0])
        )

    def _cut_off(self, quote: Quote, content: list[Span], cue: int) -> bool:
        """Return whether a content lacks only the first words of a quotation: “According to them, ...”."""
        inside = [s for s in content if overlap(s, quote.span)]
        if quote.open or not inside or quote.span[0] <= cue < quote.span[1]:
            return False
        start, end = inside[0][0], inside[-1][1]
        prefix = self._text[quote.span[0] + 1 : start].lower()
        return end >= quote.span[1] - NEAR and prefix.startswith(("according to", "per ", "as "))

    def _begins_between(self, start: int, end: int) -> bool:
        """Return whether a sentence begins after `start` and before the one at `end`."""
        k = bisect_right(self._sentences, start)
        return k < len(self._sentences) and self._sentences[k] < end

    def _wholly(self, quote: Quote, last: dict[int, int]) -> int | None:
        """Return the content that a paragraph of nothing but a quotation goes on from."""
        here = self.paragraph(quote.span[0])
        start, end = self._segments[here]
        rest = self._text[start : quote.span[0]] + self._text[quote.span[1] : end]
        inner = self._text[quote.span[0] + 1 : quote.span[1] - 1]
        odd = any(mark in inner for mark in '“”"')
        if odd or rest.strip() or len(inner) < _SHORTEST:
            return None
        return last.get(here - 1)

    def _last_speakers(
        self, contents: list[list[Span]], cues: list[int], plain: list[bool]
    ) -> dict[int, int]:
        """Return for each paragraph the attribution in its last sentence, if one ends it."""
        found: dict[int, int] = {}
        for k in sorted((k for k in range(len(cues)) if plain[k]), key=lambda k: cues[k]):
            here = self.paragraph(cues[k])
            end = max(contents[k][-1][1], cues[k])
            tail = self._text[end : self._segments[here][1]].strip()
            if tail.rstrip(".!?”\"'’ ").count(". ") == 0 and len(tail) < 120:
                found[here] = k
        return found


def _owners(contents: list[list[Span]], quotes: list[Quote]) -> dict[int, int]:
    """Return for each quotation the content that holds most of it, if one does."""
    parts = sorted((span, k) for k, spans in enumerate(contents) for span in spans)
    longest = max((span[1] - span[0] for span, _ in parts), default=0)
    owner: dict[int, int] = {}
    for number, quote in enumerate(quotes):
        shared: dict[int, int] = {}
        at = bisect_left(parts, ((quote.span[0] - longest, 0), 0))
        while at < len(parts) and parts[at][0][0] < quote.span[1]:
            span, k = parts[at]
            shared[k] = shared.get(k, 0) + overlap(quote.span, span)
            at += 1
        half = (quote.span[1] - quote.span[0]) / 2
        fitting = [k for k, common in shared.items() if common > half]
        if fitting:
            owner[number] = max(fitting, key=lambda k: (shared[k], -k))
    return owner
