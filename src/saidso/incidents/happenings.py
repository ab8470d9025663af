"""Happenings: the event mentions of one report, grouped by what is one occurrence.

The rule: the report's main happening takes every event that nothing sets apart. An event is set
apart by its own date or place, or by words such as "a similar attack"; what follows it in the same
paragraph without a date of its own stays with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec

from saidso.incidents.away import is_away, is_fine, is_same
from saidso.incidents.kinds import STANDS_ALONE, answers, main_type
from saidso.incidents.occasions import Marks, Occasion, occasion
from saidso.incidents.onsets import is_ahead, is_later, lemmas, verb_of
from saidso.incidents.ontology import Ontology
from saidso.language.parse import Parse
from saidso.reading.mentions import EventMention
from saidso.reading.partings import Partings
from saidso.resolving.places import Place
from saidso.resolving.times import Time

_LEAD = 4
"""Sentences in which a report tells its main happening, headline among them."""
_NEWS_DAYS = 10
"""What happened longer before its announcement is another happening."""


_DYING_DAYS = 30
"""Who dies so long after a happening died of it, where the report says nothing else."""


class Situated(msgspec.Struct, frozen=True):
    """An event with the time and places that its own clause gives."""

    event: EventMention
    time: Time | None
    near: Time | None
    """A time in another clause of the same sentence that is not one of saying."""
    said: Time | None
    """A time in the same sentence that hangs on a verb of saying: when it was announced."""
    places: list[tuple[int, Place]]
    """Head token and place, in text order."""


class Happening(msgspec.Struct):
    """Events that are one occurrence."""

    events: list[Situated]
    main: bool
    type: str = ""
    time: Time | None = None
    apart: int = 0
    """Its number among those that the report turns to (see `reading.partings`); 0 for others."""


def situate(
    parse: Parse,
    events: list[EventMention],
    times: list[Time],
    places: dict[int, Place],
    *,
    cues: set[int],
) -> list[Situated]:
    """Return each event with its times and places.

    `places`: resolved place by head token; `cues`: tokens of the words of saying.
    """
    by_sentence: dict[int, list[Time]] = defaultdict(list)
    at = 0
    for time in times:
        if time.kind not in ("date", "time") or time.precision == "none" or _names(parse, time):
            continue
        while at < len(parse.sentences) and parse.sentences[at].span[1] <= time.span[0]:
            at += 1
        if at < len(parse.sentences) and parse.sentences[at].segment_kind != "caption":
            by_sentence[at].append(time)
    published = parse.report.published.edtf if parse.report.published else None
    out: list[Situated] = []
    for event in events:
        clause = parse.span(event.clause)
        trigger = parse.span(event.trigger)
        rivals = by_sentence.get(event.sentence, [])
        rivals = [t for t in rivals if not _afterwards(parse, t, event)]
        if event.status == "happened":
            rivals = [t for t in rivals if not is_ahead(t, published)]
        inside = [t for t in rivals if clause[0] <= t.span[0] and t.span[1] <= clause[1]]
        saying = [t for t in rivals if verb_of(parse, t) in cues]
        inside = [t for t in inside if t not in saying and not _aside(parse, t, event.trigger[0])]
        near = [t for t in rivals if t not in inside and t not in saying]

        out.append(
            Situated(
                event,
                _nearest(inside, trigger),
                _nearest(near, trigger),
                _nearest(saying, trigger),
                [(h, places[h]) for h in event.place_heads if h in places],
            )
        )
    return out


def _afterwards(parse: Parse, time: Time, event: EventMention) -> bool:
    """Return whether a time is that of what came of the event: "charged him Thursday with murder"."""
    verb = verb_of(parse, time)
    first, end = event.trigger
    return verb >= 0 and not first <= verb < end and is_later(parse, verb)


def _aside(parse: Parse, time: Time, trigger: int) -> bool:
    """Return whether a time is that of a relative clause: "the council, which has ruled since April"."""
    verb = verb_of(parse, time)
    if verb < 0 or parse.tokens[verb].rel != "acl:relcl":
        return False
    at = trigger
    for _ in range(8):
        if at == verb:
            return False
        at = parse.tokens[at].head
    return True


def _nearest(times: list[Time], to: tuple[int, int]) -> Time | None:
    return min(times, key=lambda t: _distance(t.span, to), default=None)


def _names(parse: Parse, time: Time) -> bool:
    """Return whether a year only names something: "the 1953 armistice", "the 2014 Games"."""
    if time.precision != "year":
        return False
    i = bisect_left(parse.starts, time.span[0])
    if i >= len(parse.tokens):
        return False
    token = parse.tokens[i]
    return token.upos == "NUM" and token.rel in ("nummod", "compound", "amod") and token.head > i


def _distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(a[0] - b[1], b[0] - a[1], 0)


def group(
    parse: Parse,
    events: list[Situated],
    times: list[Time],
    ontology: Ontology,
    *,
    own: set[int],
    partings: Partings,
    cues: set[int],
) -> list[Happening]:
    """Return the happenings, the main one first; empty where the report tells of none.

    `own` are tokens of triggers that belong to the main happening whatever their type, `cues` those of
    words of saying.
    """
    beside = [s for s in events if partings.of(s.event.trigger[0]) not in (0, partings.title)]
    events = [s for s in events if not partings.of(s.event.trigger[0])]
    if not events:
        return []
    kind = main_type(parse, [e.event for e in events if not e.event.background], ontology)
    core = [e for e in events if _related(ontology, e.event.type, kind) and not e.event.background]
    anchor = _anchor(core, occasion(parse, times, _marks(core, events, ontology, cues)))
    main = Happening([], True, kind, anchor.time)
    others: list[Happening] = []
    current: Happening | None = None
    paragraph = -1
    home = _home(core)
    opening = _opening(parse, core, anchor, home)
    listed = 0 in partings.labels
    """Whether the main happening is an entry of a list: what its entry tells is all one."""
    involved = {
        p.entity for s in core for p in s.event.participants if p.role in ("victim", "perpetrator")
    }
    for situated in events:
        event = situated.event
        segment = parse.sentences[event.sentence].segment
        if segment != paragraph:
            current, paragraph = None, segment
        apart = (
            not listed
            and event.trigger[0] not in own
            and (
                event.background
                or (
                    not (event.sentence == opening and _related(ontology, event.type, kind))
                    and not _tells_of(parse, event, main.events)
                    and (
                        _other_time(situated.time, anchor)
                        or is_away(event.type, situated.places, home)
                    )
                    and not _died_of_it(parse, situated, anchor.time)
                )
            )
        )
        if current is not None and _goes_on(situated, current, home):
            current.events.append(situated)
        elif apart:
            key = (situated.time.edtf if situated.time else None, event.type)
            current = next((h for h in others if _key(h) == key), None)
            if current is None:
                current = Happening([], False, event.type, situated.time)
                others.append(current)
            current.events.append(situated)
        elif (
            listed
            or _related(ontology, event.type, kind)
            or event.trigger[0] in own
            or ontology.type(event.type).main_rank < STANDS_ALONE
            or event.sentence < _LEAD
            or _says_nothing(situated)
            or not involved.isdisjoint(p.entity for p in event.participants)
        ):
            current = None
            main.events.append(situated)
        else:
            other = next((h for h in others if h.type == event.type and h.time is None), None)
            if other is None:
                other = Happening([], False, event.type, None)
                others.append(other)
            other.events.append(situated)
    others += _told_apart(beside, partings)
    for happening in others:
        some = main_type(parse, [e.event for e in happening.events], ontology)
        happening.type = some or happening.type
    kept = [h for h in (main, *others) if h.events]
    if not main.events:  # all is set apart from something that is not told
        first = min((h for h in kept if not h.apart), key=_begins, default=None)
        if first is not None:
            first.main = True
            kept.sort(key=lambda h: not h.main)
    return kept


def _begins(happening: Happening) -> int:
    return min(s.event.trigger[0] for s in happening.events)


def _tells_of(parse: Parse, event: EventMention, told: list[Situated]) -> bool:
    """Return whether an event says what another one did: "the shooting that killed two in May"."""
    at = event.trigger[0]
    nouns = {k for s in told[-_LEAD:] for k in range(*s.event.trigger)}
    for _ in range(_LEAD):
        rel, above = parse.tokens[at].rel, parse.tokens[at].head
        if rel == "acl:relcl":
            return above in nouns and parse.tokens[above].upos == "NOUN"
        if rel not in ("xcomp", "obj", "conj", "advmod") or above == at:
            return False
        at = above
    return False


def _opening(parse: Parse, core: list[Situated], anchor: _Anchor, home: Place | None) -> int | None:
    """Return the sentence of the lead that tells what the headline does, where it seems set apart.

    A report on an arrest or a vigil names the day of these; the deed in its lead is still its own.
    """
    kinds = {
        s.event.type for s in core if parse.sentences[s.event.sentence].segment_kind == "headline"
    }
    body = [s.i for s in parse.sentences if s.segment_kind == "paragraph"][:_LEAD]
    first = next((i for i in body if any(s.event.sentence == i for s in core)), None)
    here = [s for s in core if s.event.sentence == first]
    away = [_other_time(s.time, anchor) or is_away(s.event.type, s.places, home) for s in here]
    return first if all(away) and any(s.event.type in kinds for s in here) else None


def _told_apart(events: list[Situated], partings: Partings) -> list[Happening]:
    """Return the happenings that the report turns to in so many words."""
    by_number: dict[int, list[Situated]] = defaultdict(list)
    for situated in events:
        by_number[partings.of(situated.event.trigger[0])].append(situated)
    out = []
    for number, found in by_number.items():
        times = [t for s in found for t in (s.time, s.near) if t is not None]
        fine = next((t for t in times if t.precision == "day"), None)
        time = fine or next(iter(times), None)
        out.append(Happening(found, False, found[0].event.type, time, number))
    return out


def _goes_on(situated: Situated, told: Happening, home: Place | None) -> bool:
    """Return whether an event goes on with the other happening that its paragraph tells of.

    It does without a time and place of its own, on the same day, or in the same sentence at a place
    that is not the main one: "they were captured on August 9 when fighters overran a town".
    """
    if situated.time is not None:
        return told.time is not None and situated.time.edtf == told.time.edtf
    if not situated.places:
        return True
    same = situated.event.sentence == told.events[-1].event.sentence
    return same and not any(is_same(place, home) for _, place in situated.places)


def _says_nothing(situated: Situated) -> bool:
    """Return whether an event tells neither who, when nor where: "how many rounds were fired"."""
    parts = [p for p in situated.event.participants if p.role != "instrument"]
    return not (parts or situated.places or situated.time)


def _key(happening: Happening) -> tuple[str | None, str]:
    return (happening.time.edtf if happening.time else None, happening.type)


def _related(ontology: Ontology, kind: str, main: str) -> bool:
    return kind == main or ontology.part_of(kind, main) or ontology.part_of(main, kind)


class _Anchor(msgspec.Struct, frozen=True):
    """The time of the main happening; `loose` where only the day of an announcement is known."""

    time: Time | None
    loose: bool = False


def _marks(
    core: list[Situated], events: list[Situated], ontology: Ontology, cues: set[int]
) -> Marks:
    """Return the triggers by what they have to do with the main happening."""
    answering = [s for s in events if answers(ontology, s.event.type)]
    acts = [s for s in events if s not in answering and s.event.status == "happened"]
    return Marks(
        core=_triggers(s for s in core if s.event.status in ("happened", "attempted", "unclear")),
        acts=_triggers(acts),
        answers=_triggers(answering),
        said=frozenset(cues),
    )


def _triggers(events: Iterable[Situated]) -> frozenset[int]:
    return frozenset(k for s in events for k in range(*s.event.trigger))


def _anchor(core: list[Situated], day: Occasion | None) -> _Anchor:
    """Return when the main happening was: its day, else the month or year that its clauses give."""
    if day is not None:
        return _Anchor(day.time, loose=day.announced)
    told = (s.time for s in core if s.event.status == "happened" and s.time is not None)
    return _Anchor(next((t for t in told if t.precision != "day"), None))


def _shortly_before(time: Time, said: Time | None) -> bool:
    """Return whether a time lies in the ten days before it was announced."""
    if said is None or not (said.earliest and time.earliest):
        return said is None or time.edtf == said.edtf
    days = (date.fromisoformat(said.earliest) - date.fromisoformat(time.earliest)).days
    return 0 <= days <= _NEWS_DAYS


def _other_time(time: Time | None, base: _Anchor) -> bool:
    """Return whether a time cannot be that of the main happening."""
    anchor = base.time
    if time is None or anchor is None:
        return False
    if base.loose and time.precision == "day" and _shortly_before(time, anchor):
        return False
    if time.earliest and time.latest and anchor.earliest and anchor.latest:
        return time.latest < anchor.earliest or anchor.latest < time.earliest
    return (
        time.precision == "day" and anchor.precision == "day" and time.edtf[-5:] != anchor.edtf[-5:]
    )


def _died_of_it(parse: Parse, situated: Situated, anchor: Time | None) -> bool:
    """Return whether an event tells that somebody died in the days after the main happening."""
    time = situated.time
    if time is None or anchor is None or not (time.earliest and anchor.latest):
        return False
    days = (date.fromisoformat(time.earliest) - date.fromisoformat(anchor.latest)).days
    word = parse.tokens[situated.event.trigger[0]].lemma
    return 0 < days <= _DYING_DAYS and word in lemmas("die")


def _home(events: list[Situated]) -> Place | None:
    """Return the finest place that the main events name first."""
    places = [p for s in events for _, p in s.places]
    return next((p for p in places if is_fine(p)), None) or next(iter(places), None)
