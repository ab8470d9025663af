"""The day of the news: publication as those who wrote count it, where their clocks run ahead of UTC.

Pages give their moment by UTC or by an office far away: what Tokyo tells of "Tuesday" stands under Monday.
A weekday that is the day after publication, told as past in the lead of news from such a place, is the day
of the news; read as the last such weekday it would be six days old. No rule of ours for other zones: a
weekly may well tell of a day six days ago.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from saidso.record import Report, Span
from saidso.resolving.times.calendar_words import calendar_words, cues

_HEAD = 1500
"""Code points in which news says where and when it is."""
_BREAK = re.compile(r"[.;\n]\s")


_OTHER_CLOCK = re.compile(r"\([^()\n]{0,30}\b(?:GMT|UTC|EDT|EST)\b[^()\n]{0,30}\)")


def by_other_clocks(text: str) -> list[Span]:
    """Return the spans in which a report says a moment by another clock: "(2058 GMT on Monday)"."""
    return [found.span() for found in _OTHER_CLOCK.finditer(text)] if "(" in text else []


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(calendar_words().ahead_of_utc)})\b")


def news_day(report: Report) -> str | None:
    """Return the publication date in EDTF, one day later where the news shows that it was later there."""
    published = report.published.edtf if report.published else None
    return _shifted(report.text[:_HEAD].lower(), published) if published else None


@lru_cache(maxsize=16)
def _shifted(head: str, published: str) -> str:
    try:
        day = date.fromisoformat(published) + timedelta(days=1)
    except (ValueError, OverflowError):
        return published
    number = day.isoweekday()
    name = next((w for w, n in calendar_words().weekdays.items() if n == number), "")
    if name not in head or not _ahead().search(head):
        return published
    future, past = cues()
    told = False
    for found in re.finditer(rf"\b(?:(next|last|this|coming|previous)\s+)?{name}\b", head):
        before = _BREAK.split(head[: found.start()])[-1]
        clause = before + _BREAK.split(head[found.start() :])[0]
        if found[1] or future.search(clause):
            return published
        told = told or bool(past.search(clause))
    return day.isoformat() if told else published
