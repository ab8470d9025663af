"""Spoken days: what somebody calls "today" in a quotation is the day of speaking, not that of the report.

"They attacked our camp today", said on Sunday, is Sunday where the report is of Monday. Where the lead
names the day of its news, such a word tells no other one; elsewhere it is all that there is.
"""

from __future__ import annotations

import re
from datetime import date

from saidso.language.parse import Parse
from saidso.reading.clauses.quotes import find_quotes
from saidso.resolving.times.times import Time
from saidso.spans import covered

_TODAY = re.compile(
    r"(?:earlier |early |late )?(?:today|tonight|this (?:morning|afternoon|evening))\b", re.I
)
_LEAD = 4
"""Sentences from the first in which a report names the day of its news."""
_DAYS = 2
"""Days before which a speaker's "today" is no news any more."""


def without_spoken(parse: Parse, times: list[Time]) -> list[Time]:
    """Return the times without what speakers call today, where the lead names a day right before it."""
    spoken = [t for t in times if t.relative_to and _TODAY.match(parse.text[slice(*t.span)])]
    if not spoken:
        return times
    end = parse.sentences[min(_LEAD, len(parse.sentences)) - 1].span[1]
    lead = [t for t in times if t.span[1] <= end and t.precision == "day" and t.kind != "set"]
    lead = [t for t in lead if t not in spoken]
    paragraphs = [s.span for s in parse.report.segments if s.kind not in ("residue", "byline")]
    quoted = [q.span for q in find_quotes(parse.text, paragraphs)]
    said = {t.span for t in spoken if covered(t.span, quoted) and any(_before(d, t) for d in lead)}
    return [t for t in times if t.span not in said]


def _before(day: Time, spoken: Time) -> bool:
    """Return whether one day is right before another."""
    if not (day.latest and spoken.earliest):
        return False
    days = (date.fromisoformat(spoken.earliest) - date.fromisoformat(day.latest)).days
    return 0 < days <= _DAYS
