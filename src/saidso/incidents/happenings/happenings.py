"""Happenings: the event mentions of one report, grouped by what is one occurrence.

The rule: the report's main happening takes every event that nothing sets apart. An event is set
apart by its own date or place, or by words such as "a similar attack"; what follows it in the same
paragraph without a date of its own stays with it.
"""

from __future__ import annotations

from collections import defaultdict

import msgspec

from saidso.incidents.happenings import arrests, besides, convicts, raids
from saidso.incidents.happenings.anchors import (
    Anchor,
    anchor_of,
    days_taken,
    died_of_it,
    holds,
    long_before,
    long_past,
    marks,
    of_news,
    other_time,
    told_of_past,
)
from saidso.incidents.happenings.away import home_of, is_away, is_same
from saidso.incidents.happenings.crimes import is_crime, is_other_act, time_of
from saidso.incidents.happenings.kinds import STANDS_ALONE, answers, main_type
from saidso.incidents.happenings.memorials import apart_from_memory, remembered
from saidso.incidents.happenings.misdeeds import as_misdeeds
from saidso.incidents.occasions.candidates import topic
from saidso.incidents.occasions.distances import of_no_deed
from saidso.incidents.occasions.occasions import occasion
from saidso.incidents.occasions.onsets import is_ahead, verb_of
from saidso.incidents.occasions.situations import FREEING, Situated, let_go_on
from saidso.incidents.occasions.spells import told_over
from saidso.incidents.ontology import Ontology
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import EventMention
from saidso.reading.clauses.roles import subjects
from saidso.reading.events.avenged import is_avenged
from saidso.reading.events.earlier import came_before, is_fronted
from saidso.reading.layout.parted import Partings
from saidso.resolving.places.places import Place
from saidso.resolving.times.newsday import news_day
from saidso.resolving.times.times import Time

_CLAIMS = frozenset({"claim", "admit", "acknowledge", "confirm", "report", "condemn"})
"""What is done with an act that may be another than the main one."""
_SIDES = ("victim", "perpetrator", "rescuer")
_LEAD = 4
"""Sentences in which a report tells its main happening, headline among them."""


class Happening(msgspec.Struct):
    """Events that are one occurrence."""

    events: list[Situated]
    main: bool
    type: str = ""
    time: Time | None = None
    apart: int = 0
    """Its number among those that the report turns to (see `reading.partings`); 0 for others."""


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
    beside = [
        s
        for s in events
        if partings.of(s.event.trigger[0]) not in (0, partings.title) and not s.event.general
    ]
    events = [s for s in events if not partings.of(s.event.trigger[0])]
    events = as_misdeeds(parse, [s for s in events if not s.event.general] or events)
    if not events:
        return []
    events, times = apart_from_memory(parse, events, times)
    told = [e.event for e in events if not e.event.background]
    kind = main_type(parse, convicts.news_of(parse, told), ontology)
    dead = convicts.executed(told)
    taken_for = kind == raids.ARREST and arrests.is_news(parse, told, ontology)
    """Whether the news is that somebody was taken, for what is another happening."""
    if tried := arrests.tried(parse, told, ontology, long_past(parse, events)):
        kind, taken_for = tried, True
    paper = kind in besides.HARMLESS
    core = [e for e in events if _related(ontology, e.event.type, kind) and not e.event.background]
    taken = days_taken(ontology, events, kind)
    if taken:  # a release is dated by itself, not by when its people were taken
        core = [e for e in core if e.event.type == kind] or core
    if kind in FREEING:  # "stormed the camp on Sunday and freed nine"
        core = arrests.with_means(core, events, kind)
    taken_up = taken_for or kind == raids.ARREST
    known = marks(core, events, ontology, cues, taken_for=taken_up)
    if taken_for:
        told = raids.with_raids(parse, [s.event for s in events])
        events = [msgspec.structs.replace(s, event=e) for s, e in zip(events, told, strict=True)]
        times = [t for t in times if not arrests.is_of_act(parse, t, events, ontology)]
    times = [t for t in times if not came_before(parse, parse.token_at(t.span[0]), clause=True)]
    times = [t for t in times if (v := verb_of(parse, t)) < 0 or not is_avenged(parse, v)]
    told_of = {s.event.trigger[0] for s in core}
    times = [t for t in times if not of_no_deed(parse, t, told_of)]
    times = [t for t in times if not arrests.is_of_retaking(parse, t, told, kind)]
    if core and all(s.event.status in ("happened", "denied") for s in core):
        times = [t for t in times if not is_ahead(t, news_day(parse.report))]
    freed = let_go_on(core, kind, taken) or told_over(core) or remembered(parse, core)
    day = None if freed else occasion(parse, [t for t in times if t.edtf not in taken], known)
    if not freed and day is not None and day.announced:
        freed = told_of_past(parse, core, events, times, day.time)
    anchor = Anchor(freed) if freed else anchor_of(core, day)
    if not (freed or taken_for) and topic(parse, known) == "deed":
        anchor = of_news(parse, anchor, core, events)
    if anchor.time is not None and anchor.time.edtf in taken:
        anchor = Anchor(None)
    main = Happening([], True, kind, anchor.time)
    crime = Happening([], False)
    harms: list[list[Situated]] = []
    others: list[Happening] = [crime]
    current: Happening | None = None
    paragraph = -1
    home = home_of(core)
    opening = None if taken else _opening(parse, core, anchor, home)
    listed = 0 in partings.labels
    """Whether the main happening is an entry of a list: what its entry tells is all one."""
    involved = {p.entity for s in core for p in s.event.participants if p.role in _SIDES}
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
                or (taken_for and is_other_act(situated, crime.events, ontology))
                or (
                    not (event.sentence == opening and _related(ontology, event.type, kind))
                    and not _tells_of(parse, situated, main.events, anchor)
                    and (
                        other_time(situated.time, anchor)
                        or long_before(situated, anchor)
                        or (situated.time is not None and situated.time.edtf in taken)
                        or is_away(
                            event.type, situated.places, home, divisions=event.sentence >= _LEAD
                        )
                    )
                    and not died_of_it(parse, situated, anchor.time)
                )
            )
        )
        if convicts.is_record(parse, event, kind, dead):
            crime.events.append(convicts.as_crime(situated, anchor.time))
        elif taken_for and is_crime(parse, situated, crime.events, ontology):
            crime.events.append(situated)
        elif paper and (besides.harms(parse, situated) or besides.goes_on(harms, situated)):
            besides.of_same(harms, situated).append(situated)
        elif (
            current is not None
            and not (taken and event.type == kind)
            and _goes_on(parse, situated, current, home)
            and (_came_of(parse, event, current) or not _is_of(event, main.events, current))
        ):
            current.events.append(situated)
        elif apart and (event.background or not situated.time) and _says_nothing(situated):
            continue  # "journalists covering protests": no happening is told
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
            or _names_again(situated, main)
            or ontology.type(event.type).main_rank < STANDS_ALONE
            or event.sentence < _LEAD
            or _says_nothing(situated)
            or not involved.isdisjoint(p.entity for p in event.participants)
        ):
            current = None
            main.events.append(situated)
        else:
            current = next((h for h in others if h.type == event.type and h.time is None), None)
            if current is None:
                current = Happening([], False, event.type, None)
                others.append(current)
            current.events.append(situated)
    others += [Happening(told, False, told[0].event.type, told[0].time) for told in harms]
    _gather(others)
    _follow(parse, main, others)
    crime.time = time_of(crime.events)
    others += _told_apart(parse, beside, partings)
    _lead(main, others, ontology, kind)
    for happening in (main, *others) if _is_alien(kind, main, others) else others:
        some = main_type(parse, [e.event for e in happening.events], ontology)
        happening.type = some or happening.type
    kept = [h for h in (main, *others) if h.events]
    if not main.events:  # all is set apart from something that is not told
        first = min((h for h in kept if not h.apart), key=_begins, default=None)
        if first is not None:
            first.main = True
            kept.sort(key=lambda h: not h.main)
    return kept


def _gather(others: list[Happening]) -> None:
    """Join what was "last month" with the same of a day of that month, which says it better."""
    for loose in [h for h in others if h.events and h.time and h.time.precision != "day"]:
        for fine in others:
            if fine is not loose and fine.type == loose.type and holds(loose.time, fine.time):
                fine.events = sorted(fine.events + loose.events, key=lambda s: s.event.trigger)
                loose.events = []
                break


def _follow(parse: Parse, main: Happening, others: list[Happening]) -> None:
    """Move to another happening what it did: "an air strike killed a commander and wounded two"."""
    told = {k: h for h in others for s in h.events for k in range(*s.event.trigger)}
    kept: list[Situated] = []
    for situated in main.events:
        by = subjects(parse, situated.event.trigger[0])
        happening = next((told[c] for c in by if c in told), None)
        (kept if happening is None else happening.events).append(situated)
    main.events = kept


def _lead(main: Happening, others: list[Happening], ontology: Ontology, kind: str) -> None:
    """Make main the happening that the report is about where the day chosen is only another's."""
    if not (kind and main.events):
        return
    own = answers(ontology, kind)  # an attack is no part of the arrests that the report is about

    def tells(events: list[Situated]) -> bool:
        return any(
            s.event.type == kind if own else _related(ontology, s.event.type, kind) for s in events
        )

    if tells(main.events):
        return
    for other in others:
        if not other.apart and tells(other.events):
            main.events, other.events = other.events, main.events
            main.time, other.time = other.time, main.time
            return


def _is_alien(kind: str, main: Happening, others: list[Happening]) -> bool:
    """Return whether nothing but other happenings, told below the lead, is of a type."""
    told = [(h, s) for h in (main, *others) for s in h.events if s.event.type == kind]
    return bool(told) and all(h is not main and s.event.sentence >= _LEAD for h, s in told)


def _begins(happening: Happening) -> int:
    return min(s.event.trigger[0] for s in happening.events)


def _tells_of(parse: Parse, situated: Situated, told: list[Situated], anchor: Anchor) -> bool:
    """Return whether an event says what another one did: "the shooting that killed two in May".

    Far down a day of its own speaks against that: "the raid that killed their leader last May".
    """
    event = situated.event
    if event.sentence >= _LEAD and other_time(situated.time, anchor):
        return False
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


def _opening(parse: Parse, core: list[Situated], anchor: Anchor, home: Place | None) -> int | None:
    """Return the sentence of the lead that tells what the headline does, where it seems set apart.

    A report on an arrest or a vigil names the day of these; the deed in its lead is still its own.
    """
    kinds = {
        s.event.type for s in core if parse.sentences[s.event.sentence].segment_kind == "headline"
    }
    body = [s.i for s in parse.sentences if s.segment_kind == "paragraph"][:_LEAD]
    first = next((i for i in body if any(s.event.sentence == i for s in core)), None)
    here = [s for s in core if s.event.sentence == first]
    away = [other_time(s.time, anchor) or is_away(s.event.type, s.places, home) for s in here]
    return first if all(away) and any(s.event.type in kinds for s in here) else None


def _told_apart(parse: Parse, events: list[Situated], partings: Partings) -> list[Happening]:
    """Return the happenings that the report turns to in so many words."""
    by_number: dict[int, list[Situated]] = defaultdict(list)
    for situated in events:
        by_number[partings.of(situated.event.trigger[0])].append(situated)
    out = []
    for number, found in by_number.items():
        times = [t for s in found for t in (s.time, s.near) if t is not None]
        times = [t for t in times if partings.of(parse.token_at(t.span[0])) == number]
        times = times or [t for s in found if (t := s.said) and _opens_with(parse, s, t)]
        fine = next((t for t in times if t.precision == "day"), None)
        time = fine or next(iter(times), None)
        out.append(Happening(found, False, found[0].event.type, time, number))
    return out


def _opens_with(parse: Parse, situated: Situated, time: Time) -> bool:
    """Return whether a day opens its sentence: "Yesterday, monitors said that rockets fell on Velm"."""
    return time.span[0] == parse.sentences[situated.event.sentence].span[0]


def _goes_on(parse: Parse, situated: Situated, told: Happening, home: Place | None) -> bool:
    """Return whether an event goes on with the other happening that its paragraph tells of.

    It does without a time and place of its own, on the same day, or in the same sentence at a place
    that is not the main one: "they were captured on August 9 when fighters overran a town".
    """
    last = told.events[-1].event
    if not situated.event.background and is_fronted(parse, last.trigger[0]):
        return False
    if situated.time is not None:
        return told.time is not None and situated.time.edtf == told.time.edtf
    if not situated.places:
        return True
    same = situated.event.sentence == last.sentence
    if same and situated.event.background and last.background:
        return True  # "a day after a leader was killed and two men hurt in a gunfight"
    return same and not any(is_same(place, home) for _, place in situated.places)


def _came_of(parse: Parse, event: EventMention, told: Happening) -> bool:
    """Return whether a participle tells what came of the act before it: "claimed an attack, killing four"."""
    token = parse.tokens[event.trigger[0]]
    acts = {s.event.trigger[0] for s in told.events if s.event.sentence == event.sentence}
    claimed = token.rel == "advcl" and parse.tokens[token.head].lemma in _CLAIMS
    return claimed and token.text.lower().endswith("ing") and any(a > token.head for a in acts)


def _is_of(event: EventMention, main: list[Situated], told: Happening) -> bool:
    """Return whether those of the main happening, and nobody of the one told last, take part in an event."""
    parts = {p.entity for p in event.participants if p.role in _SIDES}
    own, others = (
        {p.entity for s in events for p in s.event.participants} for events in (main, told.events)
    )
    return not parts.isdisjoint(own) and parts.isdisjoint(others)


def _names_again(situated: Situated, main: Happening) -> bool:
    """Return whether the main happening was called so before, and the day is its own: "Tuesday's riot"."""
    if situated.time is None or main.time is None or situated.time.edtf != main.time.edtf:
        return False
    return any(
        s.event.type == situated.event.type and s.event.sentence < _LEAD for s in main.events
    )


def _says_nothing(situated: Situated) -> bool:
    """Return whether an event tells neither who, when nor where: "how many rounds were fired"."""
    parts = [p for p in situated.event.participants if p.role != "instrument"]
    return not (parts or situated.places or situated.time)


def _key(happening: Happening) -> tuple[str | None, str]:
    return (happening.time.edtf if happening.time else None, happening.type)


def _related(ontology: Ontology, kind: str, main: str) -> bool:
    return kind == main or ontology.part_of(kind, main) or ontology.part_of(main, kind)
