"""Attribution on PolNeAR dev: exact F1 of source, cue and content spans, and of whole triples.

    python -m benchmarks.polnear DATA
    python -m benchmarks.errors DATA polnear

Two protocols, both with one annotator per article (the first by name):

- ours: a span is a fragment, a run of tokens; it is right when its first and last token are. A
  triple is right when its three sets of fragments are (exact), or when each of the three overlaps
  the gold one by a token Dice of at least one half (partial);
- CofeNet's (Wang et al. 2022, `cofenet` in the table): one row of tags a paragraph, so that a word
  belongs to one part of one attribution (with us, of the likeliest) and a span ends with its
  paragraph; spans are compared exactly. Their figures are for the test split, which is not here.

What is scored is what the shipped model finds (`frames`). In PolNeAR no word belongs to two
attributions, so those whose cue stands inside another's content, which a record keeps, do not count.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from training.corpora import Annotation, polnear_annotations, polnear_files

from benchmarks.errors.mistakes import Mistake
from saidso.language.language import Language
from saidso.language.parse import Parse, Range
from saidso.record import Report, Segment, Span

ROLES = ("source", "cue", "content")


class Triple(msgspec.Struct, frozen=True):
    """Fragments of one attribution as token ranges."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]

    def tokens(self, role: str) -> set[int]:
        """Return the tokens of a role."""
        return {i for first, end in getattr(self, role) for i in range(first, end)}


def report(name: str, text: str) -> Report:
    """Return a plain-text article as a report with one paragraph a line."""
    segments: list[Segment] = []
    for match in re.finditer(r"[^\n]+\n*", text):
        start = segments[-1].span[1] if segments else 0
        segments.append(Segment(kind="paragraph", span=(start, match.end())))
    return Report(id=name, name=name, text=text, segments=segments)


def gold(parse: Parse, annotations: list[Annotation]) -> list[Triple]:
    """Return the gold attributions as token ranges of the parse."""
    starts = [t.start for t in parse.tokens]
    ends = [t.end for t in parse.tokens]
    out = []
    for annotation in annotations:
        parts = [_ranges(starts, ends, getattr(annotation, role)) for role in ROLES]
        if parts[1] and parts[2]:
            out.append(Triple(*parts))
    return out


def _ranges(starts: list[int], ends: list[int], spans: list[Span]) -> tuple[Range, ...]:
    from bisect import bisect_left, bisect_right

    tokens = sorted(
        {i for a, b in spans for i in range(bisect_right(ends, a), bisect_left(starts, b))}
    )
    return _runs(tokens)


def _runs(tokens: list[int]) -> tuple[Range, ...]:
    out: list[Range] = []
    for i in tokens:
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return tuple(out)


def found(parse: Parse) -> list[Triple]:
    """Return what the model finds, the likeliest first, without what stands inside another's content."""
    ours = [
        Triple(
            *(_runs(sorted({i for r in getattr(frame, role) for i in range(*r)})) for role in ROLES)
        )
        for frame in sorted(parse.frames, key=lambda f: -f.score)
    ]
    contents = [triple.tokens("content") for triple in ours]
    return [
        triple
        for k, triple in enumerate(ours)
        if not any(triple.tokens("cue") <= content for j, content in enumerate(contents) if j != k)
    ]


def spans(parse: Parse, triples: list[Triple]) -> dict[str, set[Range]]:
    """Return the spans of each role as one row of tags a paragraph has them (CofeNet's protocol)."""
    label = [""] * len(parse.tokens)
    for number, triple in enumerate(triples):
        for role in ROLES:
            for fragment, (first, end) in enumerate(getattr(triple, role)):
                for i in range(first, end):
                    label[i] = label[i] or f"{role} {number} {fragment}"
    out: dict[str, set[Range]] = {role: set() for role in ROLES}
    start = 0
    for i in range(1, len(label) + 1):
        same = (
            i < len(label)
            and label[i] == label[start]
            and parse.sentence_of(i).segment == parse.sentence_of(start).segment
        )
        if not same:
            if label[start]:
                out[label[start].split()[0]].add((start, i))
            start = i
    return out


def count(right: list[Triple], ours: list[Triple]) -> Counter[str]:
    """Return hits (+), gold (g) and found (f) for each role, exact and partial triples."""
    out: Counter[str] = Counter()
    for role in ROLES:
        a = {r for t in right for r in getattr(t, role)}
        b = {r for t in ours for r in getattr(t, role)}
        out.update({role + "+": len(a & b), role + "g": len(a), role + "f": len(b)})
    out.update(
        {"triple+": len(set(right) & set(ours)), "tripleg": len(right), "triplef": len(ours)}
    )
    taken: set[int] = set()
    by_token = {i: k for k, t in enumerate(right) for i in t.tokens("cue")}
    for triple in ours:
        k = next((by_token[i] for i in sorted(triple.tokens("cue")) if i in by_token), None)
        if k is not None and k not in taken and _partial(right[k], triple):
            taken.add(k)
    out.update({"partial+": len(taken), "partialg": len(right), "partialf": len(ours)})
    return out


def _partial(a: Triple, b: Triple) -> bool:
    for role in ROLES:
        x, y = a.tokens(role), b.tokens(role)
        if (x or y) and 2 * len(x & y) < 0.5 * (len(x) + len(y)):
            return False
    return True


def parses(data: Path, articles: int | None = None) -> Iterator[tuple[Parse, list[Annotation]]]:
    """Yield parsed dev articles with their annotations."""
    files = list(polnear_files(data, "dev"))[:articles]
    texts = [path.read_bytes().decode("utf-8") for _, path, _ in files]
    language = Language(threads=2)
    reports = (report(name, text) for (name, _, _), text in zip(files, texts, strict=True))
    for parse, (_, _, paths) in zip(language.parse_many(reports), files, strict=True):
        yield parse, polnear_annotations(paths[0])


def run(data: Path) -> dict[str, float]:
    """Return F1 in percent by role, and of triples, and by role in CofeNet's protocol."""
    total: Counter[str] = Counter()
    for parse, noted in parses(data):
        right, ours = gold(parse, noted), found(parse)
        total.update(count(right, ours))
        a, b = spans(parse, right), spans(parse, ours)
        for role in ROLES:
            key = "cofenet " + role
            hits = len(a[role] & b[role])
            total.update({key + "+": hits, key + "g": len(a[role]), key + "f": len(b[role])})
    return {
        key: round(200 * total[key + "+"] / max(1, total[key + "g"] + total[key + "f"]), 1)
        for key in (*ROLES, "triple", "partial", *(f"cofenet {role}" for role in ROLES))
    }


def mistakes(data: Path) -> Iterator[Mistake]:
    """Yield the triples missed and found for nothing, and those whose spans differ in some role."""
    for parse, noted in parses(data):
        right, ours = gold(parse, noted), found(parse)
        lost, extra = (
            sorted(set(a) - set(b), key=lambda t: t.cue[0])
            for a, b in ((right, ours), (ours, right))
        )
        for triple in lost:
            twin = next((t for t in extra if t.tokens("cue") & triple.tokens("cue")), None)
            if twin is not None:
                extra.remove(twin)
            wrong = [k for k in ROLES if twin and getattr(twin, k) != getattr(triple, k)]
            yield Mistake(
                case=parse.report.name,
                kind="wrong " + ", ".join(wrong) if wrong else "missed",
                text=_sentence(parse, triple),
                gold=_words(parse, triple),
                ours=_words(parse, twin) if twin else "",
                weight=float(len(wrong) or 4),
            )
        for triple in extra:
            yield Mistake(
                parse.report.name,
                "spurious",
                _sentence(parse, triple),
                "",
                _words(parse, triple),
                3.5,
            )


def _words(parse: Parse, triple: Triple) -> str:
    return " | ".join(" ... ".join(parse.words(r) for r in getattr(triple, k)) for k in ROLES)


def _sentence(parse: Parse, triple: Triple) -> str:
    sentence = parse.sentences[parse.tokens[triple.cue[0][0]].sentence]
    return " ".join(parse.text[slice(*sentence.span)].split())


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    print(run(parser.parse_args().data))


if __name__ == "__main__":
    main()
