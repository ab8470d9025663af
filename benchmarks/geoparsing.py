"""Toponyms found and placed by the reader itself, on LGL and GeoWebNews.

    python -m benchmarks.geoparsing DATA [--limit N]

Protocol: what `saidso.resolving.places.toponym_spans` gives is found: every name that the model tags as a
place, every town that the words about it call so, every place inside or in the stead of an
organisation, every word of a country or a region. One that shares a character with a gold toponym, with
a point or without, is right. "precision" is over all that is found; what only shares characters with
what GeoWebNews calls an expression ("the building", "local schools") counts neither way. "recall" is of
the gold toponyms with a point. "placed" is the share of those that were found and lie within 161 km of
the gold point, the strictest of the end-to-end figures: a name that was missed counts as wrong. "of
found" is the same share of those found, as Gritta et al. 2018 ("What's missing in geographical parsing?")
and the platform EUPEG (Wang and Hu 2019) measure geoparsers. "read" and "unread" are "placed" of every
second article, the first among them, whose errors were read, and of the others. Corpora and gold as in
`benchmarks/places.py`: demonyms and languages (GeoWebNews) are out, "Syrian" in "Syrian troops" is in.
The first `limit` articles.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from benchmarks.places import CORPORA, Toponym, articles
from saidso.language.language import Language
from saidso.record import Report, Segment, Span
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.places import Place, resolve_spans
from saidso.resolving.places.toponym_spans import toponym_spans

_CLOSE = 161
_ALL = 100_000
"""More articles than a corpus has."""


def report(number: int, text: str) -> Report:
    """Return a text as a report of one paragraph a line."""
    segments, at = [], 0
    for line in text.splitlines(keepends=True):
        segments.append(Segment(kind="paragraph", span=(at, at + len(line))))
        at += len(line)
    return Report(id=str(number), name=str(number), text=text, segments=segments)


class Marks(NamedTuple):
    """The spans of all gold toponyms of an article, those without a point too, and of expressions."""

    toponyms: list[Span]
    expressions: list[Span]


_NO_NAMES = frozenset({"Literal_Expression", "Non_Lit_Expression"})


def marked(path: Path) -> Iterator[Marks]:
    """Yield what is marked in each article."""
    for article in ElementTree.parse(path).getroot().iter("article"):
        out = Marks([], [])
        for node in article.iter("toponym"):
            span = (int(node.findtext("start") or 0), int(node.findtext("end") or 0))
            kind = node.findtext("type")
            if kind != "Non_Toponym":
                (out.expressions if kind in _NO_NAMES else out.toponyms).append(span)
        yield out


def scores(path: Path, *, limit: int) -> dict[str, float]:
    """Return precision, recall, F1 and the shares placed, in percent."""
    everything = zip(articles(path), marked(path), strict=True)
    pairs = [(text, tops, marks) for (text, tops), marks in everything][:limit]
    parses = Language(threads=2).parse_many(report(i, t) for i, (t, _, _) in enumerate(pairs))
    count: Counter[str] = Counter()
    for number, (parse, (text, toponyms, marks)) in enumerate(zip(parses, pairs, strict=True)):
        half = "unread" if number % 2 else "read"
        spans = toponym_spans(parse)
        places = resolve_spans(text, spans, given=True)
        for span in spans:
            right = _meets(span, marks.toponyms)
            count["right"] += right
            count["ours"] += right or not _meets(span, marks.expressions)
        for toponym in toponyms:
            mine = [p for s, p in zip(spans, places, strict=True) if _meets(s, [toponym.span])]
            there = any(p is not None and _is_near(p, toponym) for p in mine)
            count["gold"] += 1
            count["found"] += bool(mine)
            count["placed"] += there
            count[half] += there
            count[f"of {half}"] += 1
    precision = count["right"] / max(1, count["ours"])
    recall = count["found"] / max(1, count["gold"])
    shares = {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "placed": count["placed"] / max(1, count["gold"]),
        "of found": count["placed"] / max(1, count["found"]),
        "read": count["read"] / max(1, count["of read"]),
        "unread": count["unread"] / max(1, count["of unread"]),
    }
    return {name: round(100 * share, 1) for name, share in shares.items()}


def _meets(span: Span, others: list[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _is_near(place: Place, toponym: Toponym) -> bool:
    if place.lat is None or place.lon is None:
        return False
    return kilometres(place.lat, place.lon, toponym.lat, toponym.lon) <= _CLOSE


def run(data: Path, *, limit: int = _ALL) -> dict[str, float]:
    """Return the scores in percent by corpus and measure, as "lgl.placed"."""
    out: dict[str, float] = {}
    for name, file in CORPORA.items():
        found = scores(data / "geo" / file, limit=limit)
        out |= {f"{name}.{measure}": value for measure, value in found.items()}
    return out


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=_ALL)
    options = parser.parse_args()
    for name, value in run(options.data, limit=options.limit).items():
        print(f"{name:22} {value:.1f}")


if __name__ == "__main__":
    main()
