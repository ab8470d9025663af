"""Toponyms found and placed by the reader itself, on LGL and GeoWebNews.

    python -m benchmarks.geoparsing DATA [--limit N]

Protocol: what `saidso.resolving.toponym_spans` gives is found: every name that the model tags as a
place, every place inside or in the stead of an organisation, every word of a country or a region; one
that shares a character with a gold toponym, with a point or without, is right (precision; recall of those
with a point; F1). "placed" is the share of gold toponyms with a point that were found and lie within
161 km of it; "read" and "unread" are that share of every second article, the first among them, and of the
others. Corpora and gold as in `benchmarks/places.py`, the first `limit` articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.places import CORPORA, articles
from saidso.language.language import Language
from saidso.record import Report, Segment, Span
from saidso.resolving.distance import kilometres
from saidso.resolving.places import resolve_spans
from saidso.resolving.toponym_spans import toponym_spans

_CLOSE = 161


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
    halves = {"read": [0, 0], "unread": [0, 0]}
    for number, (parse, (text, toponyms, marks)) in enumerate(zip(parses, pairs, strict=True)):
        half = halves["unread" if number % 2 else "read"]
        spans = toponym_spans(parse)
        places = resolve_spans(text, spans, given=True)
        ours += len(spans)
        golds += len(toponyms)
        right += sum(any(a < e and s < b for a, b in marks) for s, e in spans)
        for toponym in toponyms:
            start, end = toponym.span
            mine = [p for (a, b), p in zip(spans, places, strict=True) if a < end and start < b]
            hit += bool(mine)
            there = any(
                p is not None
                and p.lat is not None
                and p.lon is not None
                and kilometres(p.lat, p.lon, toponym.lat, toponym.lon) <= _CLOSE
                for p in mine
            )
            placed += there
            half[0] += there
            half[1] += 1
    precision, recall = right / max(1, ours), hit / max(1, golds)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    shares = {"precision": precision, "recall": recall, "f1": f1, "placed": placed / max(1, golds)}
    shares |= {name: near / max(1, all_) for name, (near, all_) in halves.items()}
    return {name: round(100 * share, 1) for name, share in shares.items()}


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
