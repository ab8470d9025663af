"""Toponyms found and placed by the reader itself, on LGL and GeoWebNews.

    python -m benchmarks.geoparsing DATA [--limit N]

Protocol: every name that the model tags as a place, every place inside the name of an organisation,
and every word of nationality is a toponym found; one that shares a character with a gold toponym, with
a point or without, is right (precision; recall of those with a point; F1). "placed" is the share of
gold toponyms with a point that were found and lie within 161 km of it. Corpora and gold as in
`benchmarks/places.py`, the first `limit` articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.places import CORPORA, articles
from saidso.language.language import Language
from saidso.language.parse import Parse
from saidso.record import Report, Segment, Span
from saidso.resolving.countries import country_mentions
from saidso.resolving.distance import kilometres
from saidso.resolving.places import embedded_spans, resolve_spans

_CLOSE = 161


def found(parse: Parse) -> list[Span]:
    """Return the spans of the places that the reader sees: what the model tags, what is part of an
    organisation's name, and words of countries."""
    spans = [parse.span(n.tokens) for n in parse.names if n.kind == "LOC"]
    spans += embedded_spans(parse)
    taken = [parse.span(n.tokens) for n in parse.names if n.kind != "ORG"] + spans
    spans += [
        (start, end)
        for start, end, _ in country_mentions(parse.text)
        if not any(a < end and start < b for a, b in taken)
    ]
    return sorted(set(spans))


def report(number: int, text: str) -> Report:
    """Return a text as a report of one paragraph a line."""
    segments, at = [], 0
    for line in text.splitlines(keepends=True):
        segments.append(Segment(kind="paragraph", span=(at, at + len(line))))
        at += len(line)
    return Report(id=str(number), name=str(number), text=text, segments=segments)


def marked(path: Path) -> Iterator[list[Span]]:
    """Yield the spans of all gold toponyms of each article, those without a point too."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        yield [
            (int(node.findtext("start") or 0), int(node.findtext("end") or 0))
            for node in article.iter("toponym")
            if node.findtext("type") != "Non_Toponym"
        ]


def scores(path: Path, *, limit: int) -> dict[str, float]:
    """Return precision, recall, F1 and the share placed, in percent."""
    everything = zip(articles(path), marked(path), strict=True)
    pairs = [(text, tops, marks) for (text, tops), marks in everything if text.strip()][:limit]
    parses = Language(threads=2).parse_many(report(i, t) for i, (t, _, _) in enumerate(pairs))
    right = ours = golds = hit = placed = 0
    for parse, (text, toponyms, marks) in zip(parses, pairs, strict=True):
        spans = found(parse)
        places = resolve_spans(text, spans, given=True)
        ours += len(spans)
        golds += len(toponyms)
        right += sum(any(a < e and s < b for a, b in marks) for s, e in spans)
        for toponym in toponyms:
            start, end = toponym.span
            mine = [p for (a, b), p in zip(spans, places, strict=True) if a < end and start < b]
            hit += bool(mine)
            placed += any(
                p is not None
                and p.lat is not None
                and p.lon is not None
                and kilometres(p.lat, p.lon, toponym.lat, toponym.lon) <= _CLOSE
                for p in mine
            )
    precision, recall = right / max(1, ours), hit / max(1, golds)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    names = ("precision", "recall", "f1", "placed")
    values = (precision, recall, f1, placed / max(1, golds))
    return {n: round(100 * v, 1) for n, v in zip(names, values, strict=True)}


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=100_000)
    options = parser.parse_args()
    for name, file in CORPORA.items():
        print(name, scores(options.data / "geo" / file, limit=options.limit))


if __name__ == "__main__":
    main()
