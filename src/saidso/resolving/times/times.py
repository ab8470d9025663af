"""Times: expressions of time in a report, put on the calendar by the conventions of news.

A weekday is the last such day up to publication, unless the words near it look forward; a month or
a day without a year is the nearest one before publication. What cannot be known stays unknown: a
day without a year is EDTF `XXXX-11-13`, a weekday without a publication date `XXXX-XX-XX`.
Numeric dates are read day first ("03/04/2017" is 3 April) unless only the other order is a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from saidso.record import Precision, Span
from saidso.resolving.times import feast_rules, period_rules, time_rules, weekday_rules
from saidso.resolving.times.calendar_values import Kind, Value
from saidso.resolving.times.calendar_words import fold, may_begin, may_open, openings, patterns
from saidso.resolving.times.clock import Clock, Match, Publication
from saidso.spans import merge

APPROXIMATE = ("about", "around", "nearly", "almost", "roughly", "approximately", "circa")
LEADS = {
    "early": "start",
    "beginning": "start",
    "start": "start",
    "first half": "start",
    "mid": "mid",
    "middle": "mid",
    "late": "end",
    "end": "end",
    "second half": "end",
}
BENDS = {
    "since": "after",
    "after": "after",
    "before": "before",
    "by": "before",
    "until": "before",
    "till": "before",
}

RULES: dict[str, Callable[[Match, Clock], Value | None]] = {
    "iso": time_rules.numeric,
    "slashes": time_rules.numeric,
    "calendar": time_rules.calendar_day,
    "month": time_rules.month,
    "year": time_rules.plain_year,
    "worded": time_rules.worded_year,
    "decade": time_rules.decade,
    "century": time_rules.century,
    "relative": time_rules.relative_day,
    "weekday": weekday_rules.weekday,
    "weekdays": weekday_rules.weekdays,
    "which": time_rules.which,
    "season": time_rules.season,
    "quarter": time_rules.quarter,
    "holiday": feast_rules.holiday,
    "distance": period_rules.distance,
    "adjacent": period_rules.adjacent,
    "period": period_rules.period,
    "duration": period_rules.duration,
    "set": period_rules.every,
    "often": period_rules.often,
    "clock": period_rules.at_clock,
    "vague": period_rules.vague,
}


class Time(msgspec.Struct, frozen=True):
    """One expression of time. `earliest` and `latest` are ISO days, None without a known year.

    `modifier` is "approx", "start", "mid", "end", "before", "after" or None; `relative_to` is
    "publication" where the publication date was needed; `value` is written as in TIMEX3.
    """

    span: Span
    edtf: str
    earliest: str | None
    latest: str | None
    precision: Precision
    kind: Kind
    modifier: str | None
    relative_to: str | None
    value: str


def find_times(
    text: str, *, published: str | None, spans: Iterable[Span] | None = None
) -> list[Time]:
    """Return the expressions of time in `text`, sorted, none overlapping another.

    `published` is a date in EDTF or ISO form ("2017-11-22", "2017-11", "2017"; anything else
    counts as not known); with `spans`, only what lies in one of them is read. Linear in the length
    of the text but for the sorting.
    """
    allowed = merge(spans, gap=1) if spans is not None else [(0, len(text))]
    clock = Clock(text, fold(text), Publication(published))
    out: list[Time] = []
    position = 0
    for rule, match in _candidates(clock.folded, allowed):
        if match.start() < position:
            continue
        value = _meaning(rule, match, clock)
        if value is None:
            continue
        if value.precision == "day" and value.kind in ("date", "time"):
            clock.name(value.first)
        elif rule != "distance" and value.kind == "date" and _MONTH.fullmatch(value.value):
            clock.month = (value, match.end())
        if value.kind in ("date", "time") and value.precision != "none":
            fine = value.precision in ("day", "week", "month")
            clock.tell(value, match.end(), stated=fine and bool(match.groupdict().get("year")))
        position = match.end()
        out.append(_time(match, value, clock))
    return _joined(clock.folded, out)


def _meaning(rule: str, match: Match, clock: Clock) -> Value | None:
    try:
        return RULES[rule](match, clock)
    except (ValueError, OverflowError):  # beyond the years 1 to 9999
        return None


def _candidates(folded: str, allowed: list[Span]) -> list[tuple[str, Match]]:
    """Return what any pattern matches inside an allowed span: by start, the longest first."""
    opens, known = openings().match, patterns()
    ends = [0] * len(known)
    out = []
    for first, end in allowed:
        for start in _START.finditer(folded, first, end):
            numbers = may_open(start[0])
            if not numbers:
                continue
            place = start.start()
            if following := _FOLLOWING.match(folded, start.end()):
                numbers = may_begin(start[0], following[1])
            if len(numbers) > _FEW and not opens(folded, place):
                continue
            for n in numbers:
                rule, pattern = known[n]
                match = pattern.match(folded, place) if place >= ends[n] else None
                if match is None:
                    continue
                ends[n] = match.end()
                if match.end() <= end:
                    out.append((rule, match))
    return sorted(out, key=lambda found: (found[1].start(), -found[1].end()))


def _time(match: Match, value: Value, clock: Clock) -> Time:
    modifier = _modifier(match, clock)
    approximate = modifier == "approx" and value.kind == "date" and value.precision != "none"
    return Time(
        span=(match.start(), match.end()),
        edtf=value.edtf + "~" if approximate and "/" not in value.edtf else value.edtf,
        earliest=value.first.isoformat() if value.first else None,
        latest=value.last.isoformat() if value.last else None,
        precision=value.precision,
        kind=value.kind,
        modifier=modifier,
        relative_to="publication" if value.relative else None,
        value=value.value,
    )


def _modifier(match: Match, clock: Clock) -> str | None:
    groups = match.groupdict()
    about = re.sub(r"\s+", " ", groups.get("about") or "")
    if about in APPROXIMATE:
        return "approx"
    if groups.get("way") == "ago" and about in ("more than", "over", "less than"):
        return "after" if about == "less than" else "before"
    lead = re.sub(r"\s+", " ", groups.get("lead") or "")
    return LEADS.get(lead) or BENDS.get(clock.word_before(match))


def _joined(folded: str, times: list[Time]) -> list[Time]:
    """Join an hour with the day that follows it ("10 p.m. Wednesday").

    Elsewhere an hour is one of the day that its sentence names ("On Monday, they met at 9 p.m.").
    """
    out: list[Time] = []
    for time in times:
        last = out[-1] if out else None
        if (
            last is not None
            and _is_hour(last)
            and time.precision == "day"
            and folded[last.span[1] : time.span[0]].strip() in ("", ",", "on", "of")
        ):
            value = time.value[:10] + last.value[10:]
            span = (last.span[0], time.span[1])
            out[-1] = msgspec.structs.replace(time, span=span, kind="time", value=value)
        else:
            out.append(time)
    for at in (*range(len(out)), *reversed(range(len(out)))):  # "10:35 a.m. (0735 GMT) on Tuesday"
        time = out[at]
        if _is_hour(time) and (day := _day_beside(folded, out, at)):
            out[at] = msgspec.structs.replace(
                day, span=time.span, kind="time", value=day.value[:10] + time.value[10:]
            )
    return out


def _is_hour(time: Time) -> bool:
    return time.kind == "time" and time.precision == "none" and time.value.startswith("XXXX-XX-XXT")


def _day_beside(folded: str, times: list[Time], at: int) -> Time | None:
    """Return the day that stands next to an hour in its sentence: the one before, else after it."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(times) and times[other].precision == "day":
            first, second = sorted((times[at].span, times[other].span))
            if not _BREAK.search(folded, first[1], second[0]):
                return times[other]
    return None


_FEW = 12
"""Patterns that take no longer to try than to ask whether any of all may begin there."""
_START = re.compile(r"(?<![\w$£€#@])(?:[a-z]{1,40}|(?=[\d']))")
"""Where an expression may open: letters, which are taken, or a figure or apostrophe, which are not."""
_FOLLOWING = re.compile(r"(?<=[a-z])[ \t\n\r]{1,3}([a-z]{1,40})")
_MONTH = re.compile(r"\d{4}-(?:Q\d|\d\d)")
_BREAK = re.compile(r"[.!?;]['\"”)]{0,2}\s|\n\s*\n")
