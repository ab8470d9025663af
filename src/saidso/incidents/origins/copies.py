"""Copies: reports that print the same text, whole or in part, are one origin.

Two reports are compared where two of their paragraphs share a MinHash band key (`shingles`), or one
in a short text; what they share is then checked word by word (`passages`). That they are a pair is a
property of the two alone, so that any order of adding reports gives the same pairs, and the origins
are the connected parts of all pairs.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from saidso.incidents.origins.changes import Change, changes
from saidso.incidents.origins.credits import credits, table
from saidso.incidents.origins.passages import Passage, Words, covered_share, shared, words
from saidso.incidents.origins.shingles import keys
from saidso.record import Report, Span
from saidso.spans import merge, overlap

LEAST = 18
"""Own words in common from which a passage counts as copied. Two reporters who write up one fact
alike share runs of some eight words; a sentence of a wire has some twenty-five."""
SHORTER = 0.6
"""Share of the shorter text from which the two may be prints of one text."""
LONGER = 0.4
"""Share of the longer text that they then must have in common: a page that adds more than that to
a copied text is a story of its own, with copied passages in it."""


class Part(msgspec.Struct, frozen=True):
    """The passages of a report that are another origin's words."""

    report: str
    spans: tuple[Span, ...]


class Copy(msgspec.Struct, frozen=True):
    """Two reports that print the same words. `a` is the earlier print where that is known.

    `whole`: the two are prints of one text. Spans of `passages` and `changes` are those of `a` and `b`.
    """

    a: str
    b: str
    whole: bool
    a_share: float
    b_share: float
    passages: tuple[Passage, ...]
    changes: tuple[Change, ...]


class Origin(msgspec.Struct, frozen=True):
    """One text: the reports that print it as theirs, and those that print passages of it.

    `reports` is empty where only passages of a text are there, each inside a story of its own.
    """

    id: str
    reports: tuple[str, ...]
    parts: tuple[Part, ...] = ()
    wire: str | None = None


class Text(msgspec.Struct, frozen=True):
    """What copies are found by: a report, its words and its band keys."""

    report: Report
    words: Words
    keys: list[int]


def text_of(report: Report) -> Text:
    """Return a report with its words and keys; sentences of furniture are left out."""
    furniture = table().furniture
    parts: list[Span] = []
    for segment in report.segments or ():
        if segment.kind == "residue":
            continue
        at = segment.span[0]
        for line in report.text[segment.span[0] : segment.span[1]].splitlines(keepends=True):
            if not furniture.search(line):
                parts.append((at, at + len(line)))
            at += len(line)
    if not report.segments:
        parts = [(0, len(report.text))]
    found = words(report.text, merge(parts)) if parts else words("")
    return Text(report, found, keys(found))


def compare(one: Text, other: Text) -> Copy | None:
    """Return what two reports copied from each other or from a third, None where nothing."""
    a, b = sorted((one, other), key=_age)
    passages = shared(a.words, b.words, least=LEAST)
    if not passages:
        return None
    in_a = covered_share(a.words, [p.a for p in passages])
    in_b = covered_share(b.words, [p.b for p in passages])
    return Copy(
        a=a.report.name,
        b=b.report.name,
        whole=max(in_a, in_b) >= SHORTER and min(in_a, in_b) >= LONGER,
        a_share=round(in_a, 3),
        b_share=round(in_b, 3),
        passages=tuple(passages),
        changes=tuple(changes(a.report.text, b.report.text, passages)),
    )


def find_pairs(reports: Iterable[Report]) -> list[Copy]:
    """Return all pairs of reports that share text, in the order of their names."""
    texts = sorted((text_of(r) for r in reports), key=lambda t: (t.report.name, t.report.id))
    buckets: dict[int, list[int]] = defaultdict(list)
    for n, text in enumerate(texts):
        for key in text.keys:
            buckets[key].append(n)
    met = {(i, j) for at in buckets.values() for k, i in enumerate(at) for j in at[k + 1 :]}
    found = (compare(texts[i], texts[j]) for i, j in sorted(met))
    return [copy for copy in found if copy is not None]


def find_copies(reports: Sequence[Report]) -> list[Origin]:
    """Return the origins of `reports`: every report is in the `reports` of exactly one origin.

    The result depends on the set of reports, not on their order.
    """
    return origins(reports, find_pairs(reports))


def origins(reports: Iterable[Report], pairs: Iterable[Copy]) -> list[Origin]:
    """Return the origins of reports, given what they copied (pairs with other reports are left out)."""
    by_name = {r.name: r for r in reports}
    wires = {r.name for r in by_name.values() if any(c.whole for c in credits(r))}
    nodes = _Nodes()
    for name in by_name:
        nodes.add((name, None))
    for pair in pairs:
        if pair.a not in by_name or pair.b not in by_name:
            continue
        if pair.whole:
            nodes.join((pair.a, None), (pair.b, None))
            continue
        for passage in pair.passages:
            a = None if pair.a_share >= SHORTER or pair.a in wires else passage.a
            b = None if pair.b_share >= SHORTER or pair.b in wires else passage.b
            nodes.join((pair.a, a), (pair.b, b))
    nodes.join_overlapping()
    out = [_origin(group, by_name) for group in nodes.groups()]
    return sorted(out, key=lambda o: (o.reports[:1] or (o.parts[0].report,), o.id))


def origin_of(found: Iterable[Origin], report: str, span: Span) -> Origin | None:
    """Return the origin of the words at `span` of a report: that of the passage they stand in."""
    home = None
    for origin in found:
        for part in origin.parts:
            if part.report == report and any(
                2 * overlap(span, s) >= span[1] - span[0] for s in part.spans
            ):
                return origin
        if report in origin.reports:
            home = origin
    return home


_Node = tuple[str, Span | None]
"""A report (None), or a passage of it."""


class _Nodes:
    """Reports and passages, joined where they are the same words."""

    def __init__(self) -> None:
        self._up: dict[_Node, _Node] = {}

    def add(self, node: _Node) -> None:
        self._up.setdefault(node, node)

    def top(self, node: _Node) -> _Node:
        self.add(node)
        while self._up[node] != node:
            self._up[node] = self._up[self._up[node]]
            node = self._up[node]
        return node

    def join(self, a: _Node, b: _Node) -> None:
        self._up[self.top(a)] = self.top(b)

    def join_overlapping(self) -> None:
        """Join passages of one report that share most of their words."""
        by_report: dict[str, list[Span]] = defaultdict(list)
        for name, span in self._up:
            if span is not None:
                by_report[name].append(span)
        for name, spans in by_report.items():
            spans.sort()
            for k, span in enumerate(spans):
                for other in spans[k + 1 :]:
                    if other[0] >= span[1]:
                        break
                    shorter = min(span[1] - span[0], other[1] - other[0])
                    if 2 * overlap(span, other) > shorter:
                        self.join((name, span), (name, other))

    def groups(self) -> list[list[_Node]]:
        by_top: dict[_Node, list[_Node]] = defaultdict(list)
        for node in self._up:
            by_top[self.top(node)].append(node)
        return list(by_top.values())


def _origin(group: list[_Node], by_name: dict[str, Report]) -> Origin:
    reports = tuple(sorted(name for name, span in group if span is None))
    spans: dict[str, list[Span]] = defaultdict(list)
    for name, span in group:
        if span is not None:
            spans[name].append(span)
    parts = tuple(Part(name, tuple(merge(some))) for name, some in sorted(spans.items()))
    first = f"{reports[0]}" if reports else f"{parts[0].report} {parts[0].spans[0]}"
    return Origin(
        id="o" + hashlib.sha256(first.encode()).hexdigest()[:12],
        reports=reports,
        parts=parts,
        wire=_wire([by_name[n] for n in reports], [by_name[p.report] for p in parts]),
    )


def _wire(prints: list[Report], quoting: list[Report]) -> str | None:
    """Return the agency that most prints of a text credit for it, else those that quote it."""
    votes: dict[str, int] = defaultdict(int)
    for report in prints:
        for credit in credits(report):
            votes[credit.agency] += 2 if credit.whole else 0
    if not any(votes.values()) and len(prints) + len(quoting) > 1:
        for report in quoting:
            for credit in credits(report):
                votes[credit.agency] += 1
    best = min(votes, key=lambda agency: (-votes[agency], agency), default=None)
    return best if best and votes[best] else None


def _age(text: Text) -> tuple[str, str, str]:
    """Order prints: the earlier day of publication first, then by name."""
    published = text.report.published
    return (published.edtf if published else "~", text.report.name, text.report.id)
