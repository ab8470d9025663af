"""Expressions of time on TimeBank 1.2 and AQUAINT: span F1 and value F1, dates and all types.

    python -m benchmarks.timex DATA
    python -m benchmarks.errors DATA timex

Protocol (as in TempEval-3): TIMEX3 tags inside TEXT are gold, the document creation time is the
publication date. A span is right when it is the same (strict) or shares a code point with a gold
span (relaxed); each gold span counts once. `value` is F1 of relaxed spans that also have the right
TIMEX3 value; `accuracy` is the share of relaxed hits with the right value. DATE counts gold and
found expressions of kind date or time, since the corpora use both for "Saturday night". Before
values are compared, weeks get a leading zero, a decade and a century their X ("199", "10"), unknown
parts at the end are left out ("1948-XX"), a duration is told in months or days ("P3Q" is "P9M"), and
the time of day is cut (the corpora are of two minds about it: "Sunday night" is 1999-10-24, or TNI,
or TEV).

`given.dates` is the share of the gold spans of days, months and years (DATE with a value YYYY,
YYYY-MM or YYYY-MM-DD) whose value is right when the gold spans are given: the value of what is found
there in the whole text, or else of what the span by itself says.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import msgspec

from benchmarks.errors.mistakes import Mistake, around
from saidso.record import Span
from saidso.resolving.times.times import Time, find_times
from saidso.spans import overlap

TAG = re.compile(r"<(/?)(\w+)([^>]*)>")


class Timex(msgspec.Struct, frozen=True):
    """A gold expression."""

    span: Span
    type: str
    value: str


class Article(msgspec.Struct, frozen=True):
    """Text without tags, its publication date, and the gold expressions in it."""

    name: str
    text: str
    published: str
    gold: list[Timex]


def articles(data: Path) -> Iterator[Article]:
    """Yield the articles of both corpora by name."""
    for path in sorted((data / "timex").glob("*/*.tml")):
        if path.name.startswith("._"):
            continue
        page = path.read_text(encoding="utf-8", errors="replace")
        body = re.search(r"<TEXT>(.*)</TEXT>", page, re.DOTALL)
        made = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', page, re.DOTALL)
        if body:
            yield _article(path.stem, body[1], made[1] if made else "")


def _article(name: str, body: str, published: str) -> Article:
    parts: list[str] = []
    length, position = 0, 0
    opened: list[tuple[int, str]] = []
    gold: list[Timex] = []
    for tag in TAG.finditer(body):
        parts.append(unescape(body[position : tag.start()]))
        length += len(parts[-1])
        position = tag.end()
        if tag[2] == "TIMEX3" and not tag[1]:
            opened.append((length, tag[3]))
        elif tag[2] == "TIMEX3" and opened:
            start, attributes = opened.pop()
            found = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
            gold.append(Timex((start, length), found["type"], found["value"]))
    parts.append(unescape(body[position:]))
    return Article(name, "".join(parts), published, sorted(gold, key=lambda t: t.span))


def same_value(gold: Timex, ours: Time) -> bool:
    """Return whether the values are equal but for notation."""
    return _plain(gold.value) == _plain(ours.value)


def _plain(value: str) -> str:
    value = re.sub(r"W(\d)(?!\d)", r"W0\1", value)
    value = re.sub(r"^(\d{3})$", r"\1X", value)
    value = re.sub(r"^(\d{2})$", r"\1XX", value)
    value = re.sub(r"(?<=\d)(?:-XX)+$", "", value)
    if same := re.fullmatch(r"P(\d+)([QEC])", value):
        months = int(same[1]) * {"Q": 3, "E": 120, "C": 1200}[same[2]]
        return f"P{months}M" if months % 12 else f"P{months // 12}Y"
    if (hours := re.fullmatch(r"PT(\d+)H", value)) and int(hours[1]) % 24 == 0:
        return f"P{int(hours[1]) // 24}D"
    return value if value.startswith("P") else value.partition("T")[0]


def given(article: Article) -> tuple[int, int]:
    """Return how many gold days, months and years the article has, and how many get their value."""
    dates = [
        t
        for t in article.gold
        if t.type == "DATE" and re.fullmatch(r"\d{4}(-\d\d){0,2}", _plain(t.value))
    ]
    free = find_times(article.text, published=article.published)
    held = find_times(
        article.text, published=article.published, spans=[t.span for t in article.gold]
    )
    right = 0
    for gold in dates:
        found = [t for t in free if overlap(t.span, gold.span)]
        found = found or [t for t in held if overlap(t.span, gold.span)]
        right += any(same_value(gold, ours) for ours in found)
    return len(dates), right


def pairs(gold: list[Timex], ours: list[Time]) -> list[tuple[Timex | None, Time | None]]:
    """Return gold and found expressions side by side; the first that overlap are one pair."""
    out: list[tuple[Timex | None, Time | None]] = []
    left = list(ours)
    for right in gold:
        match = next((t for t in left if overlap(t.span, right.span)), None)
        if match is not None:
            left.remove(match)
        out.append((right, match))
    return out + [(None, time) for time in left]


def count(found: list[tuple[Timex | None, Time | None]], *, dates: bool) -> Counter[str]:
    """Return gold (g), found (f), strict and relaxed hits, and relaxed hits of the right value."""
    out: Counter[str] = Counter()
    for gold, ours in found:
        is_gold = gold is not None and (not dates or gold.type in ("DATE", "TIME"))
        is_ours = ours is not None and (not dates or ours.kind in ("date", "time"))
        out["g"] += is_gold
        out["f"] += is_ours
        if gold is not None and ours is not None and is_gold and is_ours:
            out["relaxed"] += 1
            out["strict"] += gold.span == ours.span
            out["value"] += same_value(gold, ours)
    return out


def run(data: Path) -> dict[str, float]:
    """Return percentages: F1 of strict spans, relaxed spans and values, and value accuracy."""
    total: dict[str, Counter[str]] = {"all": Counter(), "date": Counter()}
    asked = right = 0
    for article in articles(data):
        found = pairs(article.gold, find_times(article.text, published=article.published))
        for key in total:
            total[key].update(count(found, dates=key == "date"))
        here, good = given(article)
        asked, right = asked + here, right + good
    out = {}
    for key, c in total.items():
        for name in ("strict", "relaxed", "value"):
            out[f"{key}.{name}"] = round(200 * c[name] / max(1, c["g"] + c["f"]), 1)
        out[f"{key}.accuracy"] = round(100 * c["value"] / max(1, c["relaxed"]), 1)
    out["given.dates"] = round(100 * right / max(1, asked), 1)
    return out


def mistakes(data: Path) -> Iterator[Mistake]:
    """Yield the expressions missed, found for nothing, and put elsewhere on the calendar."""
    for article in articles(data):
        found = find_times(article.text, published=article.published)
        for gold, ours in pairs(article.gold, found):
            if gold is not None and ours is not None and same_value(gold, ours):
                continue
            kind = "spurious" if gold is None else "missed" if ours is None else "wrong value"
            where = gold or ours
            assert where is not None
            yield Mistake(
                case=f"{article.name} of {article.published}",
                kind=kind,
                text=around(article.text, where.span),
                gold=f"{gold.type} {gold.value}" if gold else "",
                ours=f"{article.text[slice(*ours.span)]!r} {ours.kind} {ours.value}"
                if ours
                else "",
                weight={"wrong value": 3, "missed": 2, "spurious": 1}[kind],
            )


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    print(run(parser.parse_args().data))


if __name__ == "__main__":
    main()
