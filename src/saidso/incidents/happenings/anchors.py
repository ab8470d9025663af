"""Anchors: when the main happening of a report was, and which other times cannot be its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from saidso.incidents.happenings.kinds import answers, undoes
from saidso.incidents.occasions.candidates import Marks
from saidso.incidents.occasions.occasions import Occasion
from saidso.incidents.occasions.onsets import lemmas, verb_of
from saidso.incidents.occasions.situations import RESCUE, Situated
from saidso.incidents.ontology import Ontology
from saidso.language.parse import Parse
from saidso.resolving.times.newsday import news_day
from saidso.resolving.times.times import Time

_NEWS_DAYS = 10
"""What happened longer before its announcement is another happening."""
_DAY = len("2017-03-07")
_LONG_PAST = 180
"""Days after which an act is no news by itself."""
_COARSE = frozenset({"month", "year"})
_DYING_DAYS = 30
"""Who dies so long after a happening died of it, where the report says nothing else."""


class Anchor(msgspec.Struct, frozen=True):
    """The time of the main happening; `loose` where only the day of an announcement is known."""

    time: Time | None
    loose: bool = False
    news: str = ""
    """The day of the news where the lead tells the main happening without a day; "" else."""


def marks(
    core: list[Situated],
    events: list[Situated],
    ontology: Ontology,
    cues: set[int],
    *,
    taken_for: bool = False,
) -> Marks:
    """Return the triggers by what they have to do with the main happening.

    With `taken_for` that is an arrest, and the acts are what it was for.
    """
    answering = [s for s in events if answers(ontology, s.event.type)]
    acts = [s for s in events if s not in answering and s.event.status == "happened"]
    done = [s for s in core if s.event.status in ("happened", "attempted", "unclear")]
    return Marks(
        core=_triggers(done + [s for s in core if s.event.status == "planned"]),
        acts=_triggers(acts),
        answers=_triggers(answering),
        said=frozenset(cues),
        arrests=_triggers(core) if taken_for else frozenset(),
    )


def _triggers(events: Iterable[Situated]) -> frozenset[int]:
    return frozenset(k for s in events for k in range(*s.event.trigger))


def anchor_of(core: list[Situated], day: Occasion | None) -> Anchor:
    """Return when the main happening was: its day, else the month or year that its clauses give."""
    if day is not None:
        own = any(s.time == day.time for s in core)
        return Anchor(day.time, loose=day.announced and not own)
    told = (s.time for s in core if s.event.status == "happened" and s.time is not None)
    return Anchor(next((t for t in told if t.precision != "day"), None))


_LEAD = 3
"""Sentences of headline and lead."""
_SUFFERERS = ("victim", "target")


def of_news(parse: Parse, anchor: Anchor, core: list[Situated], events: list[Situated]) -> Anchor:
    """Return the anchor without a time long before the news, where the lead tells the deed without a day and
    the time is only that of others further down: "two weeks ago they raided a base near Velm".

    They are others where they are done to somebody else and at no place of the lead.
    """
    published = news_day(parse.report)
    lead = [s for s in core if s.event.sentence < _LEAD and s.event.status == "happened"]
    if not (published and len(published) == _DAY and lead):
        return anchor
    first = [s for s in lead if s.event.sentence == lead[0].event.sentence]
    if any(t is not None for s in first for t in (s.time, s.near)):
        return anchor
    if not any(p.role in _SUFFERERS for s in first for p in s.event.participants):
        return anchor  # "six shootings in a month" are told further down
    if anchor.time is None:
        return Anchor(None, news=published)
    own = [s for s in events if s.time is not None and s.time.edtf == anchor.time.edtf]
    below = [s for s in own if s.event.sentence >= _LEAD and not _is_same(parse, s, lead)]
    if not (own and own == below and _is_stale(anchor.time, published)):
        return anchor
    return Anchor(None, news=published)


def _is_same(parse: Parse, situated: Situated, lead: list[Situated]) -> bool:
    """Return whether an event may be what the lead tells: of the same people or place, or "the attack"."""
    trigger = situated.event.trigger[0]
    words = {parse.tokens[c].text.lower() for c in parse.children[trigger]}
    if parse.tokens[trigger].upos == "NOUN" and not words.isdisjoint(("the", "this")):
        return True
    whom = {p.entity for p in situated.event.participants if p.role in _SUFFERERS}
    where = {place for _, place in situated.places}
    return any(
        not whom.isdisjoint(p.entity for p in s.event.participants if p.role in _SUFFERERS)
        or not where.isdisjoint(place for _, place in s.places)
        for s in lead
    )


def _is_stale(time: Time, news: str) -> bool:
    """Return whether a time lies so long before the news that it is that of another happening."""
    if not time.latest:
        return False
    first = date.fromisoformat(news) - timedelta(days=_NEWS_DAYS)
    return time.latest < first.isoformat()


def _shortly_before(time: Time, said: Time | None) -> bool:
    """Return whether a time lies in the ten days before it was announced."""
    if said is None or not (said.earliest and time.earliest):
        return said is None or time.edtf == said.edtf
    days = (date.fromisoformat(said.earliest) - date.fromisoformat(time.earliest)).days
    return 0 <= days <= _NEWS_DAYS


def other_time(time: Time | None, base: Anchor) -> bool:
    """Return whether a time cannot be that of the main happening."""
    anchor = base.time
    if time is None:
        return False
    if anchor is None:
        return bool(base.news) and _is_stale(time, base.news)
    if base.loose and time.precision == "day" and _shortly_before(time, anchor):
        return False
    if time.earliest and time.latest and anchor.earliest and anchor.latest:
        return time.latest < anchor.earliest or anchor.latest < time.earliest
    return (
        time.precision == "day" and anchor.precision == "day" and time.edtf[-5:] != anchor.edtf[-5:]
    )


def holds(loose: Time | None, fine: Time | None) -> bool:
    """Return whether a day lies in a month or another longer time."""
    if not (loose and loose.earliest and loose.latest and fine and fine.earliest and fine.latest):
        return False
    return (
        fine.precision == "day" and loose.earliest <= fine.earliest <= fine.latest <= loose.latest
    )


def long_before(situated: Situated, base: Anchor) -> bool:
    """Return whether another clause of it tells, below the first sentence, in which month or year before the
    main day it was: "imposed a curfew in January after gunmen stormed a station".
    """
    if situated.time is not None or base.time is None or not situated.event.sentence:
        return False
    return any(
        t is not None and t.precision in _COARSE and other_time(t, base)
        for t in (situated.near, situated.said)
    )


def told_of_past(
    parse: Parse,
    core: list[Situated],
    events: list[Situated],
    times: Iterable[Time],
    said: Time,
) -> Time | None:
    """Return the month or year of what is told on a later day: "said Thursday that last year it had".

    `core` are those of `events` that the report is about; what is the time of others alone is not theirs.
    """
    of_core = {s.time for s in core}
    others = {s.time for s in events} - of_core
    at = parse.tokens[parse.token_at(said.span[0])].sentence
    own = {k for s in core if s.event.sentence == at for k in range(*s.event.trigger)}
    for time in times:
        if time.precision == "day" or time in others or not (time.latest and said.earliest):
            continue
        if time.latest < said.earliest and verb_of(parse, time) in own:
            return time
    return None


def long_past(parse: Parse, events: list[Situated]) -> set[int]:
    """Return the triggers of what is told to have happened half a year or longer before the news."""
    published = news_day(parse.report)
    if not published or len(published) < _DAY:
        return set()
    before = (date.fromisoformat(published) - timedelta(days=_LONG_PAST)).isoformat()
    return {
        s.event.trigger[0]
        for s in events
        if s.time is not None
        and (s.time.latest or published) < (published[:4] if s.time.precision == "year" else before)
    }


def died_of_it(parse: Parse, situated: Situated, anchor: Time | None) -> bool:
    """Return whether an event tells that somebody died in the days after the main happening."""
    time = situated.time
    if time is None or anchor is None or not (time.earliest and anchor.latest):
        return False
    days = (date.fromisoformat(time.earliest) - date.fromisoformat(anchor.latest)).days
    word = parse.tokens[situated.event.trigger[0]].lemma
    return 0 < days <= _DYING_DAYS and word in lemmas("die")


def days_taken(ontology: Ontology, events: list[Situated], kind: str) -> set[str]:
    """Return the days on which those were taken who are let go now, where the news is of that."""
    if kind != RESCUE and not (kind and undoes(ontology, kind)):
        return set()
    let_go = {s.time.edtf for s in events if s.event.type == kind and s.time is not None}
    held = {
        s.time.edtf
        for s in events
        if s.time is not None and s.event.type != kind and ontology.part_of(kind, s.event.type)
    } - let_go
    last = max((day for day in held if len(day) == _DAY), default="")
    return held | {day for day in let_go if len(day) == _DAY and day < last}  # let go once before
