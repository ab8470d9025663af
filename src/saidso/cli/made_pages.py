"""Made pages: news pages of a given length, put together from the sentences of given reports.

No two have a paragraph in common, as the pages of a day have not; each has the menus, teasers and
scripts of a usual page (some 900 elements, 150 kB: the middle of the WCXB pages), since taking those
away is much of the work.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from saidso.capture import Capture
from saidso.capture.captures import capture
from saidso.cli.throughput import ARTICLE
from saidso.language.language import drafts
from saidso.record import Report

_PARAGRAPH = 3
_MIXED = 3
"""Stories that a page has sentences of."""
_DAYS = 7 * 5_000
"""Days after which dates begin anew."""
_DATED = frozenset(calendar.month_name[1:]) - {"May"}
_SCRIPT = (
    "window.page=window.page||[];page.push({slot:'top',sizes:[[728,90],[970,250]],lazy:true});"
)
_MENU = "".join(f'<li class="menu"><a href="/s/{n}">Section {n}</a></li>' for n in range(90))
_TEASERS = "".join(
    f'<div class="card"><a href="/t/{n}"><img src="/i/{n}.jpg" alt=""><span>More</span></a></div>'
    for n in range(60)
)
_SCRIPTS = f"<script>{_SCRIPT * 40}</script>" * 30
_BEFORE = f'<nav><ul>{_MENU}</ul></nav><div class="wrap"><div class="main"><article>'
_AFTER = f'</article></div><aside class="related">{_TEASERS}</aside></div><footer><ul>{_MENU}</ul></footer>'


def stories(reports: Sequence[Report]) -> list[list[str]]:
    """Return the sentences of the story of each of `reports`, titles and stubs left out.

    So is what names a month: the same day in every page would make one incident of all.
    """
    found = [
        [
            one.text[draft.spans[0][0] : draft.spans[-1][1]]
            for draft in drafts(one)
            if len(draft.words) >= 6
            and draft.words[-1] in (".", "”", '"')
            and _DATED.isdisjoint(draft.words)
        ]
        for one in reports
    ]
    return [story for story in found if story]


def text(pool: Sequence[Sequence[str]], words: int, *, seed: int) -> str:
    """Return a text of about so many words: the sentences of stories drawn by `seed`, mixed."""
    draw = random.Random(seed)
    out: list[str] = []
    count = 0
    while count < words:
        some = [
            sentence for story in draw.sample(pool, min(_MIXED, len(pool))) for sentence in story
        ]
        draw.shuffle(some)
        for sentence in some:
            out.append(sentence)
            count += len(sentence.split())
            if count >= words:
                break
    return "\n\n".join(" ".join(out[k : k + _PARAGRAPH]) for k in range(0, len(out), _PARAGRAPH))


def pages(pool: Sequence[Sequence[str]], count: int) -> Iterator[Capture]:
    """Yield so many pages of ARTICLE words, each of another day."""
    for number in range(count):
        yield capture(f"made-{number}", page(pool, number).encode(), "html")


def page(
    pool: Sequence[Sequence[str]], number: int, *, words: int = ARTICLE, whole: bool = True
) -> str:
    """Return the page of a number, each of another day; without `whole` it has no menus and scripts."""
    day = date(2015, 1, 1) + timedelta(days=7 * number % _DAYS)
    title, *body = text(pool, words, seed=number).split("\n\n")
    story = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in (title, *body))
    head = (
        f"<title>Report {number} from the region</title>{_SCRIPTS if whole else ''}"
        f'<meta property="article:published_time" content="{day.isoformat()}">'
    )
    return (
        f'<!doctype html><html lang="en"><head>{head}</head><body>{_BEFORE if whole else "<article>"}'
        f"<h1>Report {number} from the region</h1>{story}{_AFTER if whole else '</article>'}"
        "</body></html>"
    )
