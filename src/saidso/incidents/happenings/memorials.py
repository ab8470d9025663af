"""Memorials: reports of days on which people remember what was long ago.

"Hundreds gathered on Saturday to remember those killed in April 1994": the deed has the day that it is told
with, or the year that the years since then give ("marked the tenth anniversary"), not that of the gathering.
"""

from __future__ import annotations

import re

import msgspec

from saidso.incidents.happenings.anchors import long_past
from saidso.incidents.occasions.onsets import verb_of
from saidso.incidents.occasions.situations import Situated
from saidso.language.parse import Parse
from saidso.reading.clauses.numbers import number_at
from saidso.resolving.times.calendar_values import year
from saidso.resolving.times.newsday import news_day
from saidso.resolving.times.times import Time

_REMEMBERS = frozenset(
    {"anniversary", "commemorate", "commemoration", "remember", "remembrance", "memorial", "memory"}
)
_HONOURS = frozenset({"honour", "honor", "tribute"})
_DEAD = frozenset({"victim", "dead", "fallen", "martyr"})
_MEETS = _REMEMBERS | _HONOURS | {"mark", "hold", "gather", "lay", "attend", "pay", "take", "begin"}
_TOPS = ("root", "ccomp", "parataxis")
_LEAD = 3
_YEARS = re.compile(
    r"\b(?P<n>\w+(?:-\w+)?)[ -](?:years? (?:since|after|on from)|(?:year )?anniversary)\b", re.I
)
"""How many years it has been: "ten years since", "the 55th anniversary", "its one-year anniversary"."""


def remembered(parse: Parse, core: list[Situated]) -> Time | None:
    """Return when what the lead remembers was, the deeds of the news being `core`; None for other news."""
    if not _is_memorial(parse):
        return None
    old = long_past(parse, core)
    lead = [s for s in core if s.event.sentence < _LEAD and s.time is not None]
    if told := next((s.time for s in lead if s.event.trigger[0] in old), None):
        return told
    # "clashed on Thursday, the first anniversary of the riots" tells of Thursday
    return None if any(s.time.precision == "day" for s in lead if s.time) else _years_before(parse)


def apart_from_memory(
    parse: Parse, events: list[Situated], times: list[Time]
) -> tuple[list[Situated], list[Time]]:
    """Return events and times without the days on which the lead says that people remember."""
    if not _is_memorial(parse):
        return events, times
    days = {t.edtf for t in times if t.precision == "day" and _is_of_memory(parse, t)}
    bare = [
        msgspec.structs.replace(s, time=None) if s.time and s.time.edtf in days else s
        for s in events
    ]
    return bare, [t for t in times if t.edtf not in days]


def _is_memorial(parse: Parse) -> bool:
    """Return whether the lead tells that people remember something."""
    told = [k for s in parse.sentences[:_LEAD] for k in range(*s.tokens)]
    return any(parse.tokens[k].lemma in _REMEMBERS or _is_marked(parse, k) for k in told)


def _is_marked(parse: Parse, k: int) -> bool:
    """Return whether years are marked ("survivors mark 30 years since"), or the dead are honoured."""
    token, below = parse.tokens[k], (parse.tokens[c].lemma for c in parse.children[k])
    if token.lemma in _HONOURS:
        return not _DEAD.isdisjoint(below)
    return token.lemma == "mark" and "year" in below


def _is_of_memory(parse: Parse, time: Time) -> bool:
    """Return whether a time hangs on what the people do who remember."""
    verb = verb_of(parse, time)
    if verb < 0 or parse.tokens[verb].sentence > _LEAD:
        return False
    return parse.tokens[verb].lemma in _MEETS and parse.tokens[verb].rel in _TOPS


def _years_before(parse: Parse) -> Time | None:
    """Return the year that "ten years since" in the lead leads back to."""
    published = news_day(parse.report)
    for sentence in parse.sentences[:_LEAD]:
        start = sentence.span[0]
        match = _YEARS.search(parse.text[start : sentence.span[1]])
        number = number_at(match["n"].split("-"), 0) if match else None
        if not (match and number and number.low and number.low == number.high and published):
            continue
        value = year(int(published[:4]) - number.low, relative=True)
        span = (start + match.start(), start + match.end())
        return Time(span, value.edtf, str(value.first), str(value.last), value.precision, value.kind,
            None, "publication", value.value)  # fmt: skip
    return None
