"""Entities on GUM news: F1 of mentions, LEA and B-cubed of who is who.

    python -m benchmarks.coreference DATA [--split dev]
    python -m benchmarks.errors DATA coreference

Protocol: gold mentions of people, organisations and places in the news of one split (`dev` by
default), pronouns of the first and second person left out (the record does not follow them). Ours
matches when its head stands among the words of the gold minimal span (GUM's `minspan`), the
shortest such mention first. Singletons count. LEA: Moosavi and Strube (2016), a singleton having
one link to itself; B-cubed: Bagga and Baldwin (1998).
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.errors.mistakes import Mistake
from saidso.language.language import Language
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast
from saidso.reading.entities.entities import find_entities
from saidso.record import Report, Segment

KINDS = ("person", "organization", "place")
OURS = ("person", "group", "organisation", "place", "facility")
_ENTITY = re.compile(r"\([^()]*\)?|[^()]+\)")
_FIRST_SECOND = {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you",
                 "your", "yours", "yourself"}  # fmt: skip
_RELATIVE = {"who", "whom", "whose", "which", "that"}


class Gold(msgspec.Struct, frozen=True):
    """A gold mention: its entity, its span, and the spans of the words of its minimal span."""

    entity: str
    span: tuple[int, int]
    words: tuple[tuple[int, int], ...]


class News(msgspec.Struct):
    """A gold document: name, text, where its paragraphs start, and its mentions."""

    name: str
    text: str
    starts: list[int]
    mentions: list[Gold]

    @property
    def report(self) -> Report:
        """The document as a report with one segment a paragraph."""
        ends = [*self.starts[1:], len(self.text)]
        segments = [
            Segment(kind="paragraph", span=(a, b)) for a, b in zip(self.starts, ends, strict=True)
        ]
        return Report(id=self.name, name=self.name, text=self.text, segments=segments)


def news(data: Path, split: str) -> Iterator[News]:
    """Yield the news of a split of GUM, text rebuilt from its sentences."""
    document: News | None = None
    opened: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    spans: list[tuple[int, int]] = []
    at, apart = 0, ""
    for line in (data / "ud" / "gum" / f"{split}.conllu").open(encoding="utf-8"):
        if line.startswith("# newdoc id"):
            if document is not None:
                yield document
            name = line.split("=", 1)[1].strip()
            document = News(name, "", [0], []) if name.startswith("GUM_news") else None
            spans, apart = [], ""
            opened.clear()
        elif document is None:
            continue
        elif line.startswith("# newpar") and not line.startswith("# newpar_") and document.text:
            apart = "\n\n"
        elif line.startswith("# text ="):
            at = len(document.text) + len(apart)
            document.text += apart + line.split("=", 1)[1].strip()
            if apart == "\n\n":
                document.starts.append(at)
            apart = " "
        elif line[0].isdigit():
            columns = line.rstrip("\n").split("\t")
            if columns[0].isdigit():
                at = document.text.index(columns[1], at)
                spans.append((at, at + len(columns[1])))
                at += len(columns[1])
                _mentions(document, columns[9], spans, opened)
    if document is not None:
        yield document


def _mentions(
    document: News,
    misc: str,
    spans: list[tuple[int, int]],
    opened: dict[str, list[tuple[int, tuple[str, ...]]]],
) -> None:
    """Add the mentions that close at the last token of `spans`."""
    found = re.search(r"Entity=([^|]*)", misc)
    here = len(spans) - 1
    for part in _ENTITY.findall(found.group(1)) if found else ():
        if part.startswith("("):
            body = tuple(part[1:].rstrip(")").split("-"))
            opened[body[0]].append((here, body))
            if not part.endswith(")"):
                continue
            group = body[0]
        else:
            group = part[:-1]
        if not opened[group]:
            continue
        first, body = opened[group].pop()
        text = document.text[spans[first][0] : spans[here][1]]
        if len(body) < 6 or body[1] not in KINDS or text.lower() in _FIRST_SECOND:
            continue
        minimal = [first + int(n) - 1 for n in body[5].split(",") if n.isdigit()] or [here]
        words = tuple(spans[i] for i in minimal if i < len(spans))
        document.mentions.append(Gold(group, (spans[first][0], spans[here][1]), words))


def align(parse: Parse, cast: Cast, gold: list[Gold]) -> tuple[list[set[int]], list[set[int]]]:
    """Return gold and our entities as sets of mentions; equal numbers are matching mentions."""
    by_word: dict[int, list[int]] = defaultdict(list)
    for g in sorted(range(len(gold)), key=lambda g: gold[g].span[1] - gold[g].span[0]):
        for start, _ in gold[g].words:
            by_word[start].append(g)
    right: dict[str, set[int]] = defaultdict(set)
    for g, mention in enumerate(gold):
        right[mention.entity].add(g)
    ours: dict[str, set[int]] = defaultdict(set)
    taken: set[int] = set()
    for n, own in enumerate(cast.mentions):
        head = parse.tokens[own.head]
        match = next((g for g in by_word[head.start] if g not in taken), None)
        if match is not None:
            taken.add(match)
            ours[own.entity].add(match)
        elif cast.entities[own.entity].kind in OURS and head.text.lower() not in _RELATIVE:
            ours[own.entity].add(-1 - n)
    return list(right.values()), list(ours.values())


def lea(one: list[set[int]], two: list[set[int]]) -> tuple[float, float]:
    """Return the weighted sum of links of `one` that `two` holds, and the sum of weights."""
    where = {m: k for k, entity in enumerate(two) for m in entity}
    total = 0.0
    for entity in one:
        if len(entity) == 1:
            (m,) = entity
            total += m in where and len(two[where[m]]) == 1
            continue
        counts: dict[int, int] = defaultdict(int)
        for m in entity:
            if m in where:
                counts[where[m]] += 1
        links = sum(c * (c - 1) for c in counts.values())
        total += links / (len(entity) - 1)
    return total, float(sum(len(e) for e in one))


def bcubed(one: list[set[int]], two: list[set[int]]) -> tuple[float, float]:
    """Return how much of their entities the mentions of `one` find in `two`, and their number."""
    where = {m: k for k, entity in enumerate(two) for m in entity}
    total = sum(
        len(entity & two[where[m]]) / len(entity) for entity in one for m in entity if m in where
    )
    return total, float(sum(len(e) for e in one))


def overlap(one: list[set[int]], two: list[set[int]]) -> tuple[float, float]:
    """Return how many mentions of `one` are in `two`, and how many there are."""
    a, b = {m for e in one for m in e}, {m for e in two for m in e}
    return float(len(a & b)), float(len(a))


MEASURES = {"mentions": overlap, "LEA": lea, "B-cubed": bcubed}


def run(data: Path, split: str = "dev") -> dict[str, float]:
    """Return F1 in percent by measure."""
    totals = {name: [0.0, 0.0, 0.0, 0.0] for name in MEASURES}
    language = Language(threads=2)
    for document in news(data, split):
        parse = language.parse(document.report)
        right, ours = align(parse, find_entities(parse), document.mentions)
        for name, measure in MEASURES.items():
            for i, number in enumerate((*measure(right, ours), *measure(ours, right))):
                totals[name][i] += number
    out = {}
    for name, (hit, of, kept, found) in totals.items():
        recall, precision = hit / max(of, 1), kept / max(found, 1)
        out[name] = round(200 * recall * precision / max(recall + precision, 1e-9), 1)
    return out


def mistakes(data: Path, split: str = "dev") -> Iterator[Mistake]:
    """Yield gold entities that we have in parts, and entities of ours that mix several."""
    language = Language(threads=2)
    for document in news(data, split):
        parse = language.parse(document.report)
        cast = find_entities(parse)
        right, ours = align(parse, cast, document.mentions)
        words = {m: document.text[slice(*g.span)][:50] for m, g in enumerate(document.mentions)}
        words |= {-1 - m: "+" + parse.words(e.tokens) for m, e in enumerate(cast.mentions)}
        for kind, whole, other in (("split", right, ours), ("mixed", ours, right)):
            home = {m: k for k, entity in enumerate(other) for m in entity}
            for entity in whole:
                parts: dict[int, list[int]] = defaultdict(list)
                for m in sorted(entity):
                    parts[home.get(m, -1)].append(m)
                if len(parts) < 2:
                    continue
                one = " | ".join(words[m] for m in sorted(entity))
                several = "\n".join(
                    ("(none) " if k < 0 else "") + " | ".join(words[m] for m in part)
                    for k, part in parts.items()
                )
                gold, found = (one, several) if kind == "split" else (several, one)
                yield Mistake(document.name, kind, "", gold, found, float(len(entity)))


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    print(run(options.data, options.split))


if __name__ == "__main__":
    main()
