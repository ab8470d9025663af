"""Residue in untagged text: what a page prints around its story, found line by line.

Nothing is cut: a block keeps its place and gets a reason. Three kinds of evidence are used: phrases
(residue.yaml), the layout (short lines without a final stop, headings that announce other stories,
the end of the prose), and the words (does a block that stands behind the end of the story share
its words and names?).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

from saidso import knowledge
from saidso.capture.galleries import is_gallery, printed_twice
from saidso.capture.stories import Block, Mark, Story, block, content_words

_HEAD = 400
"""Patterns look at no more than so many code points at either end of a block."""
_EDGES = " \t\n|*•·–—-_>»›→#:=~[]()."


class _Rules(msgspec.Struct, frozen=True):
    whole: list[tuple[str, re.Pattern[str]]]
    starts: list[tuple[str, int, re.Pattern[str]]]
    author: tuple[int, re.Pattern[str]]
    teaser: re.Pattern[str]
    end: re.Pattern[str]
    captions: re.Pattern[str]
    truncated: re.Pattern[str]


def _union(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I)


@cache
def _rules() -> _Rules:
    data = knowledge.table(__package__, "residue.yaml")
    return _Rules(
        [(why, _union(patterns)) for why, patterns in data["whole"].items()],
        [(why, g["words"], _union(g["patterns"])) for why, g in data["starts"].items()],
        (data["author"]["words"], _union(data["author"]["patterns"])),
        _union(data["markers"]["teaser"]),
        _union(data["markers"]["end"]),
        _union(data["captions"]),
        _union(data["truncated"]),
    )


def is_truncated(blocks: Sequence[str]) -> bool:
    """Return whether a block says that the rest of the story is behind a link or a paywall."""
    pattern = _rules().truncated
    return any(
        pattern.search(text if len(text) <= 300 else text[-120:])
        for text in blocks
        if len(text) <= 300 or text.rstrip()[-1:] in "]…»>→eyE"
    )


def direct(b: Block) -> Mark | None:
    """Return what the words of one block alone say of it."""
    rules = _rules()
    bare = b.text[:_HEAD].strip(_EDGES)
    if not bare:
        return Mark("residue", "no words") if b.text else None
    if len(b.text) <= 250:
        for why, pattern in rules.whole:
            if pattern.fullmatch(bare):
                return Mark("residue", why)
    for why, words, pattern in rules.starts:
        if b.words <= words and pattern.match(bare):
            return Mark("residue", why)
    if is_gallery(b):
        return Mark("residue", "captions of a gallery")
    if b.words <= 90 and rules.captions.search(b.text[-_HEAD:]):
        return Mark("caption", "photo credit")
    return None


def _marker(b: Block) -> Literal["teaser", "end"] | None:
    if b.words > 9:
        return None
    bare = b.text.strip(_EDGES)
    if _rules().end.fullmatch(bare):
        return "end"
    return "teaser" if _rules().teaser.fullmatch(bare) else None


def find_residue(texts: Sequence[str], *, tagged: bool = False) -> list[Mark | None]:
    """Return a mark for each block that is not the story's own; None for the others.

    `tagged` says that the text came out of HTML by way of an extractor, so that whole pages with
    their menus are not to be expected.
    """
    blocks = [block(t) for t in texts]
    marks = [direct(b) for b in blocks]
    _playlist(blocks, marks)
    for i in printed_twice(blocks, marks):
        _close(marks, blocks, i, i + 1, "printed twice")
    _credits(blocks, marks)
    _sections(blocks, marks)
    _authors(blocks, marks)
    _runs(blocks, marks)
    if not tagged:
        _window(blocks, marks)
    _tail(blocks, marks)
    return marks


_LENGTH = re.compile(r"\d{1,2}:[0-5]\d\s(?!\s*[ap]\.?\s?m\b)", re.I)
_TITLES = 3
"""So many titles with a length are a list of videos."""


def _playlist(blocks: Sequence[Block], marks: list[Mark | None]) -> None:
    """Mark the titles of a list of videos, each after its length: "1:17 Storm tears roof off school".

    Entries of a live report begin with an hour, and end as sentences do.
    """
    titles = [i for i, b in enumerate(blocks) if b.words <= 25 and _LENGTH.match(b.text)]
    bare = [i for i in titles if not blocks[i].text.endswith((".", "!", ";", ","))]
    if len(titles) < _TITLES or len(bare) < 0.6 * len(titles):
        return
    for i in titles:
        marks[i] = Mark("residue", "list of videos")


def _credits(blocks: Sequence[Block], marks: list[Mark | None]) -> None:
    """Mark as caption the description that stands right before or after a bare credit line."""
    for i, mark in enumerate(marks):
        if mark is None or mark.why != "photo credit" or mark.kind != "residue":
            continue
        if i and marks[i - 1] is None and _describes(blocks[i - 1]):
            marks[i - 1] = Mark("caption", "a credit follows")


_POINTING = re.compile(
    r"\((?:left|right|cent(?:er|re)|top|bottom|second (?:left|right)|[lrc])\)|,? (?:left|right),"
    r"|\b(?:pictured|shown (?:here|above)|is seen|are seen|seen (?:here|in)|poses?|looks? on)\b",
    re.I,
)


def _describes(b: Block) -> bool:
    return b.words <= 50 and b.sentences <= 2 and bool(_POINTING.search(b.text))


def _sections(blocks: Sequence[Block], marks: list[Mark | None]) -> None:
    """Mark headings that announce other stories or the end, and what follows them."""
    story = Story(blocks, marks)
    i = 0
    while i < len(blocks):
        kind = _marker(blocks[i])
        if kind is None or (i == 0 and story.total):
            i += 1
            continue
        marks[i] = Mark(
            "residue", f"heading of {'other stories' if kind == 'teaser' else 'the end'}"
        )
        late = story.before[i] >= 0.4 * story.total and story.before[i] >= 30
        resumes = _resumes(story, i, strict=kind == "end") if late else None
        if late and resumes is None:
            _close(marks, blocks, i + 1, len(blocks), "after the end of the story")
            return
        i = _teasers(story, marks, i + 1, resumes)


def _resumes(story: Story, at: int, *, strict: bool) -> int | None:
    """Return the block at which the story goes on behind a heading, None where it does not."""
    if not strict and _dense(story, at):
        return at + 1
    run, steady, first = 0, 0, at + 1
    for i in range(at + 1, len(story.blocks)):
        if not story.prose[i]:
            steady = 0
            continue
        full = story.blocks[i].words >= 25 or story.blocks[i].sentences > 1
        steady = steady + 1 if full and story.shared(i, at) >= 0.15 else 0
        run = run + 1 if story.continues(i, at) else 0
        if not run and not steady:
            continue
        first = i if max(run, steady) == 1 else first
        strong = story.blocks[i].words >= 30 and story.shared(i, at) >= 0.4
        if run >= 2 or steady >= 2 + strict or (run and (strong or not strict)):
            return first
    return None


def _dense(story: Story, at: int) -> bool:
    """Return whether three full paragraphs, one with words of the story, follow a heading."""
    following = range(at + 1, min(at + 4, len(story.blocks)))
    return (
        len(following) == 3
        and all(story.prose[i] and story.blocks[i].words >= 14 for i in following)
        and any(story.blocks[i].sentences > 1 and story.shared(i, at) >= 0.15 for i in following)
    )


def _teasers(story: Story, marks: list[Mark | None], at: int, resumes: int | None) -> int:
    """Mark the lines of other stories from `at` on; return the first block after them."""
    i = at
    while i < len(story.blocks) and (resumes is None or i < resumes) and i - at < 12:
        b = story.blocks[i]
        if b.prose and (resumes is None or b.words > 12 or story.shared(i, at) > 0.2):
            break
        if marks[i] is None:
            marks[i] = Mark("residue", "teaser of another story")
        i += 1
    if (
        resumes is not None
        and i < resumes
        and not any(story.shared(k, at) > 0.2 for k in range(i, resumes))
    ):
        _close(marks, story.blocks, i, resumes, "teaser of another story")
        return resumes
    return max(i, at)


_CORRECTION = re.compile(r"\W{0,4}(?:correction|corrected|clarification|editor['’]s note)\b", re.I)


def _close(
    marks: list[Mark | None], blocks: Sequence[Block], start: int, end: int, why: str
) -> None:
    for i in range(start, end):
        if _CORRECTION.match(blocks[i].text):
            continue
        if (mark := marks[i]) is None or mark.kind == "caption":
            marks[i] = Mark("residue", why)


def _authors(blocks: Sequence[Block], marks: list[Mark | None]) -> None:
    """Mark boxes that tell who the author is: behind the prose, about nobody in the story."""
    words, pattern = _rules().author
    story = Story(blocks, marks)
    for i in range(len(blocks) - 1, -1, -1):
        b = blocks[i]
        if marks[i] is not None:
            continue
        if i and b.words <= words and pattern.match(b.text[:_HEAD]) and _aside(story, i):
            marks[i] = Mark("residue", "about the author")
        elif b.prose:
            return


def _aside(story: Story, i: int) -> bool:
    first = content_words(" ".join(story.blocks[i].text.split()[:3]))
    body: set[str] = set()
    for k in range(i):
        if story.prose[k]:
            body |= story.words[k]
    return story.before[i] >= 40 and story.shared(i, i) < 0.5 and not (first & body)


def _tail(blocks: Sequence[Block], marks: list[Mark | None]) -> None:
    """Mark two or more headline-like lines that stand behind the last prose.

    A list that the story itself announces with a colon is the story's.
    """
    own = (i for i, b in enumerate(blocks) if marks[i] is None)
    last = max((i for i in own if blocks[i].prose or _announces(blocks[i])), default=-1)
    if last < 0 or _announces(blocks[last]):
        return
    lines = [i for i in range(last + 1, len(blocks)) if marks[i] is None]
    story = Story(blocks, marks)
    titles = [i for i in lines if _like_headline(blocks[i])]
    strange = [i for i in titles if story.shared(i, last + 1) < 0.5]
    if (
        len(titles) >= max(2, 0.5 * len(lines))
        and len(strange) >= 0.6 * len(titles)
        and story.total >= 60
    ):
        for i in lines[lines.index(titles[0]) :]:
            marks[i] = Mark("residue", "headlines of other stories")


_FURNITURE = 3
"""A text with so many lines of furniture is taken for the dump of a whole page."""
_NEAR = 2
"""Prose that shares words with the story may stand so many other lines behind it."""


def _window(blocks: Sequence[Block], marks: list[Mark | None]) -> None:
    """In the dump of a whole page, mark what stands behind its densest run of prose.

    The run is the one with the greatest sum, where a block of prose counts its words and any other
    line costs as much as a short sentence.
    """
    if sum(m is not None and m.kind == "residue" for m in marks) < max(
        _FURNITURE, 0.05 * len(marks)
    ):
        return
    best, best_end, running = 0, 0, 0
    for i, (b, mark) in enumerate(zip(blocks, marks, strict=True)):
        worth = min(b.words, 60) - 10 if b.prose and mark is None else -6
        running = max(0, running + worth)
        if running > best:
            best, best_end = running, i + 1
    if best < 60:
        return
    story = Story(blocks, marks)
    gap = 0
    for i in range(best_end, len(blocks)):
        near = gap <= _NEAR and story.prose[i] and story.shared(i, best_end) >= 0.15
        gap = 0 if near else gap + 1
        if marks[i] is None and not near and not story.continues(i, best_end):
            _close(marks, blocks, i, i + 1, "after the end of the story")


def _runs(blocks: Sequence[Block], marks: list[Mark | None]) -> None:
    """Mark three or more headlines that stand together between the paragraphs of a story.

    They are written as headlines are (most words with a capital), nothing announces them, most of
    them do not speak of the story. Longer runs, rows of tables and items of lists are the story's.
    """
    story: Story | None = None
    i = 0
    while i < len(blocks):
        end = i
        while end < len(blocks) and marks[end] is None and _titled(blocks[end]):
            end += 1
        if 3 <= end - i <= _MOST_TITLES and i and not _announces(blocks[i - 1]):
            story = story or Story(blocks, marks)
            if sum(story.shared(k, len(blocks)) < 0.5 for k in range(i, end)) > (end - i) / 2:
                for k in range(i, end):
                    marks[k] = Mark("residue", "headlines of other stories")
        i = max(end, i + 1)


_MOST_TITLES = 8
_ROW = re.compile(r"[|\t$€£(]|\A\s*[-*•\d]")


def _titled(b: Block) -> bool:
    """Return whether a line is written like a headline in title case."""
    if b.words < 5 or _ROW.search(b.text) or not _like_headline(b):
        return False
    words = [w for w in b.text.split() if w[:1].isalpha() and len(w) > 3]
    return sum(w[0].isupper() for w in words) >= 0.8 * len(words) and len(words) >= 3


def _announces(b: Block) -> bool:
    return b.text.endswith(":") and b.words >= 4


_LISTED = re.compile(
    r"\W{0,3}(?:\d|https?:|www\.|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6}\.? \d)",
    re.I,
)


def _like_headline(b: Block) -> bool:
    return 3 <= b.words <= 25 and not b.stopped and not _LISTED.match(b.text)
