"""Rules for weekdays: which Monday is meant."""

from __future__ import annotations

import re
from datetime import date, timedelta

from saidso.resolving.times import calendar_values as values
from saidso.resolving.times.calendar_values import Value
from saidso.resolving.times.calendar_words import calendar_words
from saidso.resolving.times.clock import Clock, Match
from saidso.resolving.times.time_rules import BACKWARD, FORWARD, in_part

_COMES = re.compile(r"(?:end|start|begin)s?\s+on\b")
"""A verb in the present that the words of a part of a day look like: "the games end on Sunday"."""
_WEEK = re.compile(r"\b(?:last week|(?:a|one) week (?:ago|earlier)),?(?: on)?\s\Z")
"""What right before a weekday says of which week it is: "last week, on Tuesday"."""
_WEEK_AGO = re.compile(r"\b(?:a|one|exactly a) week ago\b(?:(?! and )[^.;\n])*\Z")
"""What in the sentence before says that a weekday which is today's was a week before."""
_BEFORE = 120
_LOOK = 50
"""Days named before among which "that Sunday" looks for its own."""
_POINTING = frozenset(
    {"on", "of", "since", "by", "until", "before", "after", "from", "during", "for"}
)
_WEEKS = {"last week": -7, "this week": 0, "next week": 7}


def weekday(match: Match, clock: Clock) -> Value | None:
    """Read "Monday", "last Friday", "Saturday night", "that Sunday"."""
    words = calendar_words()
    if not clock.capital(match, "weekday") or clock.word_before(match) in words.before_weekday:
        return None
    if clock.word_after(match) in words.after_weekday and not clock.at_prayers(match):
        return None
    number, today = words.weekdays[match["weekday"]], clock.published.day
    if today is None:
        return in_part(values.unknown(values.UNKNOWN_DAY), match)
    which = re.sub(r"\s+", " ", match["which"] or "")
    if clock.named and clock.named.isoweekday() == number and clock.at_prayers(match):
        return in_part(values.day(clock.named), match)  # "on 14 October ... after Friday prayers"
    if which == "that" and _points(match, clock) and (told := _told(number, clock.days, today)):
        return in_part(values.day(told), match)
    if which in ("following", "previous") and clock.named is not None:
        today = clock.named
    back = (today.isoweekday() - number) % 7
    week = _week(match, clock, back)
    if week:
        offset = _WEEKS[week] + number - today.isoweekday()
    elif which in BACKWARD:
        offset = -(back or 7)
    elif which in FORWARD or clock.looks(match) > 0 or _COMES.match(match[0]):
        offset = 7 - back if which in FORWARD or back else 0
    elif which == "this":
        offset = number - today.isoweekday()
    else:
        offset = -back
    return in_part(values.day(today + timedelta(days=offset), relative=True), match)


def _points(match: Match, clock: Clock) -> bool:
    """Return whether "that" before a weekday points at one: "on that Sunday", not "said that Sunday was"."""
    if match["lead"]:
        return True
    before = clock.folded[max(0, match.start() - _BEFORE) : match.start()].rstrip(" ")
    return before[-1:] in ("", ".", "\n") or clock.word_before(match) in _POINTING


def _told(number: int, days: list[date], today: date) -> date | None:
    """Return the day that "that Sunday" points at: the last such one named, else the first after that
    which was named last."""
    for day in reversed(days[-_LOOK:]):
        if day.isoweekday() == number:
            return day
    if not days:
        return None
    after = days[-1] + timedelta(days=(number - days[-1].isoweekday()) % 7)
    return after if after <= today else None


def _week(match: Match, clock: Clock, back: int) -> str:
    """Return in which week a weekday is said to be: "Tuesday of last week", "last week on Tuesday"."""
    named = re.sub(r"\s+", " ", match["week"] or "").strip().removeprefix("of ")
    if named or match["which"]:
        return named
    before = clock.folded[max(0, match.start() - _BEFORE) : match.start()]
    if _WEEK.search(before) or (not back and _WEEK_AGO.search(before)):
        return "last week"
    return ""


def weekdays(match: Match, clock: Clock) -> Value | None:
    """Read "Mondays"."""
    if not clock.capital(match, "weekday"):
        return None
    number = calendar_words().weekdays[match["weekday"]]
    return values.unknown(f"XXXX-WXX-{number}", kind="set")
