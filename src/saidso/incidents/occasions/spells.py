"""Spells: the days from one to another over which a report counts or tells: "between May 3 and May 9"."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import msgspec

from saidso.incidents.occasions.onsets import verb_of
from saidso.incidents.occasions.situations import Situated
from saidso.language.parse import Parse
from saidso.resolving.times.times import Time

_OPENS = re.compile(r"\b(?P<how>from|between|covering|period(?: of)?)\s+$", re.I)
_JOINS = {
    "between": re.compile(r"\s+and\s+\Z"),
    "": re.compile(r"\s+(?:through|to|until|till|up to)\s+\Z|\s?[-–—]\s?\Z"),
}
_BEFORE = 12
"""Code points before the first day in which its spell is opened."""
_MONTH = 31
_LEAD = 4
"""Sentences from the first in which a report tells its news."""


def told_over(events: list[Situated]) -> Time | None:
    """Return the days over which the lead tells of what was done: "13 men were shot from 3 to 9 May"."""
    lead = (s.time for s in events if s.event.sentence < _LEAD - 1 and s.time is not None)
    return next((t for t in lead if is_spell(t)), None)


def spells(parse: Parse, times: list[Time]) -> list[Time]:
    """Return the times, in text order, with two days that bound a spell made one time.

    Who tells of a day inside it tells of that day; the spell has the precision of a week or a month.
    """
    lead = parse.sentences[:_LEAD][-1].span[1] if parse.sentences else 0
    lead = min([lead, *(t.span[0] for t in times if t.kind == "date")])
    times = [_last_day(parse, t) if t.span[1] <= lead else t for t in times]
    joined: dict[int, Time] = {}
    for k, (a, b) in enumerate(pairwise(times)):
        if a.precision == b.precision == "day" and k - 1 not in joined and _bound(parse, a, b):
            joined[k] = _spell(a, b)
    return [joined.get(k, t) for k, t in enumerate(times) if k - 1 not in joined]


def _last_day(parse: Parse, time: Time) -> Time:
    """Return "the past 24 hours", a length of time, as the two days in which they lie, and the days of "have
    been killed in the past two weeks" as a spell.

    Only in the lead, and before any day is named: further down they may be those of a count.
    """
    if time.kind != "duration" or not (time.relative_to and time.earliest and time.latest):
        return time
    days = date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)
    if 1 < days.days <= _MONTH and _in_perfect(parse, time):
        return msgspec.structs.replace(
            time, kind="date", relative_to=None, value="", precision="week"
        )
    if days.days > 1 or time.precision != "day":
        return time
    return msgspec.structs.replace(time, kind="date")


def _in_perfect(parse: Parse, time: Time) -> bool:
    """Return whether a length tells over which days something "has" been done."""
    verb = verb_of(parse, time)
    return verb >= 0 and any(
        parse.tokens[c].rel == "aux" and parse.tokens[c].text.lower() in ("have", "has")
        for c in parse.children[verb]
    )


def is_spell(time: Time) -> bool:
    """Return whether a time is that of several days which the report names, not of a week of the calendar."""
    if "-W" in time.value or time.relative_to is not None:
        return False
    return "/" in time.edtf and time.precision in ("week", "month")


def _bound(parse: Parse, a: Time, b: Time) -> bool:
    text = parse.text
    opens = _OPENS.search(text[max(0, a.span[0] - _BEFORE) : a.span[0]])
    if opens is None or not (a.earliest and b.latest and a.earliest < b.latest):
        return False
    how = "between" if opens["how"].lower() == "between" else ""
    return _JOINS[how].match(text[a.span[1] : b.span[0]]) is not None


def _spell(a: Time, b: Time) -> Time:
    days = int(b.edtf[-2:]) - int(a.edtf[-2:]) if a.edtf[:-2] == b.edtf[:-2] else _MONTH
    return msgspec.structs.replace(
        a,
        span=(a.span[0], b.span[1]),
        edtf=f"{a.edtf}/{b.edtf}",
        latest=b.latest,
        precision="week" if days < _MONTH else "month",
        kind="date",
        relative_to=None,
        value="",
    )
