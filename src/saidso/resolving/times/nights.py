"""Nights: which night is meant by "overnight"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from saidso.resolving.times.calendar_words import calendar_words
from saidso.resolving.times.clock import Clock, Match

_NIGHTS = 2
"""Days before publication that a report may still be of when it says "overnight"."""
_SAID = re.compile(r"[^.;]{0,160}?\b(?:said|says|reported)\b[^.;]{0,40}?\b([a-z]{3,6}day)\b")


def night_of(match: Match, clock: Clock, today: date) -> date:
    """Return the day of "overnight": that on which its sentence says so, else the one told of before."""
    said = _SAID.match(clock.folded, match.end())
    named = calendar_words().weekdays.get(said[1]) if said else None
    for day in (today - timedelta(days=n) for n in range(_NIGHTS + 1)):
        if day.isoweekday() == named or (named is None and day == clock.named):
            return day
    return today
