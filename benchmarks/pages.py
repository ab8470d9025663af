"""Main text on the pages of the article extraction benchmark: its own F1 of 4-grams of words.

    python -m benchmarks.pages DATA
    python -m benchmarks.errors DATA pages

Protocol (scrapinghub/article-extraction-benchmark, evaluate.py): words are runs of `\\w`; a page's
true and false 4-grams are counted as a multiset and divided by their sum; precision and recall are
means over pages, F1 is theirs. What is scored is the text of all segments but headline, byline,
residue and captions, as the gold texts hold no headlines. `english` scores the pages that the
reader takes; the whole set has pages in other languages, which are laid out here all the same.
`marked` is the share of words of the gold texts themselves that would be marked as residue or
caption, `marked wcxb` the same on the gold texts of the WCXB articles: both should be near 0.
`dump kept` and `dump caught` are measured on naive dumps of the English pages (every visible line as
plain text): the share of the story's words that stay story, and of the other words that are marked.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from statistics import mean

import msgspec

from benchmarks.errors.mistakes import Mistake
from saidso.capture.english import other_language
from saidso.capture.html import read_page
from saidso.capture.segments import Layout, lay_out

_WORD = re.compile(r"\w+")
_STORY = ("dateline", "paragraph")
Score = tuple[float, float, float]
"""Shares of right, wrong and missed 4-grams of one page."""


class Case(msgspec.Struct, frozen=True):
    """One page: its key, address, bytes and gold text."""

    key: str
    url: str
    html: bytes
    text: str


def cases(data: Path) -> Iterator[Case]:
    """Yield the pages in the order of their keys."""
    gold = json.loads((data / "pages" / "ground-truth.json").read_bytes())
    for key, value in sorted(gold.items()):
        html = gzip.decompress((data / "pages" / "html" / f"{key}.html.gz").read_bytes())
        yield Case(key, value.get("url", ""), html, value["articleBody"])


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Return the 4-grams of the words of `text`; a shorter text is one gram."""
    words = _WORD.findall(text)
    found = (tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))
    return Counter(gram for gram in found if gram)


def score(gold: str, ours: str) -> Score:
    """Return the shares of right, wrong and missed 4-grams."""
    a, b = grams(gold), grams(ours)
    parts = ((a & b).total(), (b - a).total(), (a - b).total())
    total = sum(parts)
    return (parts[0] / total, parts[1] / total, parts[2] / total) if total else (0.0, 0.0, 0.0)


def f1(scores: Iterable[Score]) -> float:
    """Return the F1 of mean precision and mean recall, in percent."""
    rows = list(scores)
    precision = mean(_share(tp, fp, fn) for tp, fp, fn in rows if tp + fp > 0)
    recall = mean(_share(tp, fn, fp) for tp, fp, fn in rows if tp + fn > 0)
    return round(200 * precision * recall / (precision + recall), 1)


def _share(right: float, wrong: float, other: float) -> float:
    if wrong == other == 0:
        return 1.0
    return right / (right + wrong) if right + wrong else 0.0


def story(text: str, layout: Layout) -> str:
    """Return the parts of a text that are its story."""
    return "".join(text[s.span[0] : s.span[1]] for s in layout.segments if s.kind in _STORY)


def ours(html: bytes) -> str:
    """Return the story of a page as saidso captures it."""
    page = read_page(html)
    return story(page.text, lay_out(page.text, title=page.title, tagged=True)) if page else ""


def plain(html: bytes, *, precision: bool) -> str:
    """Return the text that trafilatura alone gives."""
    import trafilatura

    found = trafilatura.bare_extraction(html, include_comments=False, favor_precision=precision)
    return (getattr(found, "text", None) or "") if found else ""


@cache
def _systems() -> dict[str, Callable[[bytes], str]]:
    return {
        "saidso": ours,
        "trafilatura": lambda html: plain(html, precision=False),
        "trafilatura precision": lambda html: plain(html, precision=True),
    }


def marked(texts: Iterable[str]) -> float:
    """Return the percentage of words of clean texts that are marked as residue or caption."""
    words: Counter[bool] = Counter()
    for text in texts:
        for s in lay_out(text).segments:
            words[s.kind in ("residue", "caption")] += len(
                _WORD.findall(text[s.span[0] : s.span[1]])
            )
    return round(100 * words[True] / max(1, words.total()), 2)


def wcxb_texts(data: Path) -> Iterator[str]:
    """Yield the gold texts of the WCXB articles that are English."""
    for path in sorted((data / "wcxb" / "ground-truth").glob("*.json")):
        text = json.loads(path.read_bytes())["ground_truth"].get("main_content")
        if text and other_language(text) is None:
            yield text


def dump(html: bytes) -> str:
    """Return every visible line of a page as plain text, as a naive saving of text would."""
    from lxml import html as lxml_html  # type: ignore[import-untyped]  # ships no types

    tree = lxml_html.document_fromstring(html, parser=lxml_html.HTMLParser(encoding="utf-8"))
    for node in tree.xpath("//script|//style|//noscript|//template|//svg|//head"):
        node.drop_tree()
    for node in tree.iter(*_BLOCKS):
        node.text, node.tail = "\n" + (node.text or ""), "\n" + (node.tail or "")
    return "\n\n".join(_lines(tree.text_content()))


_BLOCKS = (
    *("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "td", "section", "article"),
    *("figure", "figcaption", "ul", "header", "footer", "nav", "blockquote", "button", "dd"),
)


def dumped(pages: Iterable[Case]) -> dict[str, float]:
    """Return which percentage of the story's words is kept in dumps, and of the others marked."""
    words: Counter[tuple[bool, bool]] = Counter()
    for case in pages:
        text = dump(case.html)
        gold = "".join(_WORD.findall(case.text))
        for s in lay_out(text).segments:
            part = _WORD.findall(text[s.span[0] : s.span[1]])
            words["".join(part) in gold, s.kind in _STORY] += len(part)
    kept = words[True, True] / max(1, words[True, True] + words[True, False])
    caught = words[False, False] / max(1, words[False, True] + words[False, False])
    return {"dump kept": round(100 * kept, 1), "dump caught": round(100 * caught, 1)}


def run(data: Path) -> dict[str, float]:
    """Return F1 in percent by system, on all pages and on the English ones, and what is marked."""
    pages = list(cases(data))
    english = [other_language(case.text) is None for case in pages]
    out: dict[str, float] = {}
    for name, system in _systems().items():
        scores = [score(case.text, system(case.html)) for case in pages]
        out[name] = f1(scores)
        out[f"{name}, english"] = f1(s for s, ok in zip(scores, english, strict=True) if ok)
    out["marked"] = marked(case.text for case, ok in zip(pages, english, strict=True) if ok)
    out |= dumped(case for case, ok in zip(pages, english, strict=True) if ok)
    out["marked wcxb"] = marked(wcxb_texts(data))
    return out


def mistakes(data: Path) -> Iterator[Mistake]:
    """Yield the pages whose main text differs: the lines missed, and the lines too many."""
    for case in cases(data):
        text = ours(case.html)
        right = score(case.text, text)[0]
        gold, found = _lines(case.text), _lines(text)
        all_gold, all_found = " ".join(gold), " ".join(found)
        missed = [line[:150] for line in gold if line not in all_found]
        extra = [line[:150] for line in found if line not in all_gold]
        if missed or extra:
            yield Mistake(
                case=case.key[:8],
                kind="both" if missed and extra else "missed" if missed else "spurious",
                text=f"{case.url}: {right:.3f}",
                gold="\n".join(missed),
                ours="\n".join(extra),
                weight=1 - right,
            )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    for name, value in run(parser.parse_args().data).items():
        print(f"{name:32} {value:6.2f}")


if __name__ == "__main__":
    main()
