"""The day of the news: publication as those who wrote count it, where clocks or later editions run ahead.

Pages give their moment by UTC or by an office far away: what Tokyo tells of "Tuesday" stands under Monday.
A weekday that is the day after publication, told as past in the lead of news from such a place, is the day
of the news; read as the last such weekday it would be six days old. Other pages are written on after their
day: what "was shot Monday" and "died Tuesday" under a Monday is of Tuesday, where both are told as past (in
all but one of sixty reports of shootings). One alone may well be six days ago, and so in a weekly that tells
of the next day, too.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import takewhile

from saidso.record import Report, Span
from saidso.resolving.times.calendar_words import calendar_words, cues

_HEAD = 1500
"""Code points in which news says where and when it is."""
_BODY = 4000
"""Code points of the story in which it shows that it was written on after its day."""
_TELLING = ("headline", "dateline", "paragraph")
_NAMED = r"\b(?:(next|last|this|coming|previous)\s+)?(?:{}|{})\b(?!,? [A-Z][a-z]+\.? \d)"
"""A weekday by itself, not with its date."""
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
    if not published:
        return None
    opens = takewhile(lambda s: s.span[0] < _BODY, report.segments)
    told = (s.span for s in opens if s.kind in _TELLING)
    words = "\n\n".join(report.text[start:end] for start, end in told)
    return _shifted(report.text[:_HEAD], words[:_BODY], published)


@lru_cache(maxsize=16)
def _shifted(head: str, words: str, published: str) -> str:
    try:
        day = date.fromisoformat(published)
        after = day + timedelta(days=1)
    except (ValueError, OverflowError):
        return published
    low = head.lower()
    east = _ahead().search(low) and _is_past(low, after)
    written_on = _is_past(words, after) and _is_past(words, day)
    weekly = written_on and _is_past(words, after + timedelta(days=1))
    return after.isoformat() if east or (written_on and not weekly) else published


def _is_past(text: str, day: date) -> bool:
    """Return whether the weekday of a day is told as past, and never as one to come or of another week."""
    number = day.isoweekday()
    name = next((w for w, n in calendar_words().weekdays.items() if n == number), "")
    future, past = cues()
    told = False
    for found in re.finditer(_NAMED.format(name, name.capitalize()), text):
        before = _BREAK.split(text[: found.start()])[-1]
        clause = (before + _BREAK.split(text[found.start() :])[0]).lower()
        if found[1] or future.search(clause):
            return False
        told = told or bool(past.search(clause))
    return told
