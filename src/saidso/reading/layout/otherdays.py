"""Other days: sentences that open with a day before that of the lead, or with an earlier or later hour of it,
to tell of somebody else harmed then.

"Two guards were killed on Friday ... On Thursday, a driver was killed by a mine near Ostrel", "earlier
Friday, a bomb killed nine": reports close with what happened before. Only where the lead gives the day of a
deed, not where it gives that of its telling ("police said on Monday") or of what comes after a deed (an
arrest, a death in hospital, a release); "only last Sunday" needs no day of the lead.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from saidso.language.parse import Parse, Sentence
from saidso.reading.layout.roundups import somebody_new
from saidso.reading.layout.turns import ENDS

_LEAD = 2
"""Sentences of the body in which a report tells its news."""
_LATE = 6
"""Sentences after which a report has told its news."""
_WEEKS = 14
_REACH = 5
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
_OPENING = re.compile(
    rf"(?P<hour>earlier,?\s|later\s)?(?P<only>only\s|just\s)?(?:on\s|last\s)*"
    rf"(?:(?P<day>{'|'.join(_DAYS)})|(?P<month>{'|'.join(_MONTHS)})\s(?P<number>\d\d?))\b(?!\s*\d)",
    re.IGNORECASE,
)
_SAYING = frozenset({"say", "tell", "report", "announce", "confirm", "add", "quote", "speak"})


class LeadDays:
    """The days that headline and lead give to a deed; `sure` where there is one and no end of a deed."""

    def __init__(self, parse: Parse, done: set[int]) -> None:
        self.parse, self.done = parse, done
        self.published = parse.published
        body = [s for s in parse.sentences if s.segment_kind == "paragraph"][:_LEAD]
        heads = [s for s in parse.sentences if s.segment_kind == "headline"]
        told = [k for s in (*heads, *body) for k in range(*s.tokens)]
        names = [k for k in told if parse.tokens[k].text.lower() in _DAYS]
        self.named = {parse.tokens[k].text.lower() for k in names}
        dated = [s for s in body if any(s.tokens[0] <= k < s.tokens[1] for k in names)]
        ended = {parse.tokens[k].lemma for s in (*heads, *dated) for k in range(*s.tokens)} & ENDS
        self.sure = bool(names) and not ended and all(map(self._of_deed, names))

    def passed(self, sentence: Sentence) -> bool:
        """Return whether a sentence below the lead opens with an earlier day, on which others were harmed."""
        parse, (first, end) = self.parse, sentence.tokens
        found = _OPENING.match(parse.text[slice(*sentence.span)])
        if found is None or self.done.isdisjoint(range(first, end)):
            return False
        same = found["hour"] is not None and (found["day"] or "").lower() in self.named
        if found["only"] is None and not (self.sure and (same or self._is_earlier(found))):
            return False
        return somebody_new(parse, first, end)

    def long_ago(self, sentence: Sentence) -> bool:
        """Return whether the first day that a report names, late in it, is one weeks before the news."""
        parse = self.parse
        found = _OPENING.match(parse.text[slice(*sentence.span)])
        if found is None or found["month"] is None or self.published is None or self.named:
            return False
        before = parse.text[: sentence.span[0]].lower()
        if sentence.i < _LATE or any(f"{m} {n}" in before for m in _MONTHS for n in "0123"):
            return False
        day = _in_year(self.published, _MONTHS[found["month"].lower()], int(found["number"]))
        return day is not None and (self.published - day).days > _WEEKS

    def _of_deed(self, at: int) -> bool:
        """Return whether a day of the lead is that of a deed told beside it."""
        tokens = self.parse.tokens
        if self.done.isdisjoint(range(*self.parse.sentence_of(at).tokens)):
            return False
        for _ in range(_REACH):
            above = tokens[at].head
            if above == at:
                return True
            at = above
            if tokens[at].upos == "VERB":
                return tokens[at].lemma not in _SAYING
        return True

    def _is_earlier(self, found: re.Match[str]) -> bool:
        name = (found["day"] or "").lower()
        if name in self.named:
            return False
        if self.published is None:
            return bool(name)
        if name:
            day: date | None = self._last(name)
        else:
            day = _in_year(self.published, _MONTHS[found["month"].lower()], int(found["number"]))
        return day is not None and all(day < self._last(n) for n in self.named)

    def _last(self, name: str) -> date:
        """Return the last day of a name up to publication."""
        assert self.published is not None
        return self.published - timedelta(days=(self.published.weekday() - _DAYS[name]) % 7)


def _in_year(published: date, month: int, number: int) -> date | None:
    """Return the day of a month last before publication; None where there is no such day."""
    for year in (published.year, published.year - 1):
        if number <= calendar.monthrange(year, month)[1] and number:
            day = date(year, month, number)
            if day <= published:
                return day
    return None
