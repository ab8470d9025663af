"""Whether an article tells of an incident at all, and of which type: ordinary news makes none.

    python -m benchmarks.tidings DATA
    python -m benchmarks.errors DATA tidings

Protocol: articles of LGL (every third, and the next ones), GeoWebNews, the stories of Giveme5W1H (every
third, and the next ones) and PolNeAR dev; what each tells was judged by one reader from its title and its
first words (`tidings.tsv`, which holds no text). The half "read" is the one whose errors the rules were
written from; of "measured" the titles and our answers were looked at once. Scores, in percent:

- ordinary: articles that tell of nothing of the kind and get no incident;
- accident: articles on accidents and disasters whose main incident is one, or that get none;
- incident: articles on incidents that get one which is no accident;
- type: of the articles on incidents that get one, those whose main type is among the judged ones.

Doubtful articles (laws, trials of long ago, comments on an attack) do not count.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import msgspec
from training.corpora import polnear_files

from benchmarks.errors.mistakes import Mistake
from benchmarks.gva import Page, readable
from saidso.reader import Reader
from saidso.record import Record

ACCIDENT, DOUBTFUL = "accident", "doubtful"
_SETS = ("GWN", "LGL", "link", "polnear")
_EVERY = 3
"""Of the larger sets every third article is read, and the next one measured."""


class Judged(msgspec.Struct, frozen=True):
    """An article, the half it belongs to, and what it tells: types, or one of the words above."""

    set: str
    page: Page
    half: str
    tells: tuple[str, ...]


def judgements() -> dict[tuple[str, int], tuple[str, tuple[str, ...]]]:
    """Return half and what is told, by set and number of the article."""
    out = {}
    for line in Path(__file__).with_suffix(".tsv").read_text().splitlines():
        if not line.startswith("#"):
            name, number, half, tells = line.split("\t")
            out[name, int(number)] = (half, tuple(tells.split()))
    return out


def judged(data: Path) -> Iterator[Judged]:
    """Yield the articles in the order of their sets; those without a judgement tell nothing."""
    known = judgements()
    for name in _SETS:
        whole = name in ("GWN", "polnear")
        for number, page in enumerate(_pages(data, name)):
            part = 0 if whole else number % _EVERY
            if part < 2:
                half = "measured" if part else "read"
                _, tells = known.get((name, number), (half, ()))
                yield Judged(name, page, half, tells)


def _pages(data: Path, name: str) -> Iterator[Page]:
    """Yield all articles of a set."""
    if name == "link":
        for path in sorted((data / "link" / "news_cluster" / "data").glob("*.json")):
            story = json.loads(path.read_text())
            day = (story["date_publish"] or "")[:10] or None
            yield Page(path.stem, story["title"] or "", day, story["text"] or "")
    elif name == "polnear":
        for article, path, _ in polnear_files(data, "dev"):
            yield Page(article, "", None, path.read_text())
    else:
        file = {"LGL": "lgl.xml", "GWN": "GWN.xml"}[name]
        for k, node in enumerate(ElementTree.parse(data / "geo" / file).getroot().iter("article")):
            yield Page(f"{name} {k}", "", None, node.findtext("text") or "")


def read(data: Path) -> Iterator[tuple[Judged, str]]:
    """Yield each article that counts with the type of its main incident, "" where it gets none."""
    counting = [one for one in judged(data) if one.tells != (DOUBTFUL,)]
    records = Reader(threads=2).read_many(readable([one.page for one in counting]))
    for one, record in zip(counting, records, strict=True):
        incidents = record.incidents if isinstance(record, Record) else []
        yield one, next((i.type for i in incidents if i.main), "")


def verdict(tells: tuple[str, ...], found: str) -> tuple[str, bool]:
    """Return the score that an article counts for, and whether it is right."""
    if not tells:
        return "ordinary", not found
    if tells == (ACCIDENT,):
        return "accident", found in ("", ACCIDENT)
    return "incident", bool(found) and (found != ACCIDENT or ACCIDENT in tells)


def run(data: Path) -> dict[str, float]:
    """Return the scores by half, as "read.ordinary"."""
    right: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for one, found in read(data):
        name, well = verdict(one.tells, found)
        of[f"{one.half}.{name}"] += 1
        right[f"{one.half}.{name}"] += well
        if name == "incident" and well:
            of[f"{one.half}.type"] += 1
            right[f"{one.half}.type"] += found in one.tells
    return {name: round(100 * right[name] / of[name], 1) for name in sorted(of, reverse=True)}


def mistakes(data: Path) -> Iterator[Mistake]:
    """Yield the articles of the half "read" that are taken for what they are not."""
    for one, found in read(data):
        name, well = verdict(one.tells, found)
        wrong_type = name == "incident" and well and found not in one.tells
        if one.half == "read" and (not well or wrong_type):
            yield Mistake(
                case=f"{one.set} {one.page.id[:12]}",
                kind="type" if wrong_type else name,
                text=" ".join(one.page.whole.split())[:300],
                gold=" ".join(one.tells) or "none",
                ours=found or "none",
                weight=0.5 if wrong_type else 1.0,
            )


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    for name, score in run(parser.parse_args().data).items():
        print(f"{name:20} {score:5.1f}")


if __name__ == "__main__":
    main()
