"""Homes: which happening of a report each harm and each person belongs to."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from saidso.incidents.happenings.happenings import Happening
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, EventMention
from saidso.reading.harm.casualties import Harm, Person, is_single
from saidso.reading.layout.parted import Partings
from saidso.record import NOT_DONE


def as_events(harms: list[Harm], events: list[EventMention]) -> list[Harm]:
    """Return the harms; what its event says was only tried, threatened or planned is no harm done."""
    status = {e.trigger[0]: e.status for e in events if e.status in NOT_DONE}
    return [
        msgspec.structs.replace(h, status=status[h.trigger])
        if h.status in ("happened", "unclear") and h.trigger in status
        else h
        for h in harms
    ]


def only_apart(cast: Cast, partings: Partings) -> set[str]:
    """Return the entities that only other happenings than the main one have."""
    told = {m.entity for m in cast.mentions if not partings.of(m.head)}
    return set(cast.entities) - told


def homes_of(
    parse: Parse, happenings: list[Happening], harms: list[Harm], partings: Partings
) -> list[list[Harm]]:
    """Return the harms of each happening: by trigger, else by sentence, else the main one's.

    Those of a happening that the report turns to are its own, and nobody else's. In a sentence without an
    event they are of the one before: "On 6 May an air strike hit Velm. Residents spoke of 30 dead."
    """
    by_token: dict[int, int] = {}
    by_sentence: dict[int, set[int]] = defaultdict(set)
    for number, happening in enumerate(happenings):
        for situated in happening.events:
            by_sentence[situated.event.sentence].add(number)
            for k in range(*situated.event.trigger):
                by_token[k] = number
    pointed = {s.event.sentence for h in happenings for s in h.events if s.event.background}
    """Sentences with what is only pointed at."""
    apart = {h.apart: number for number, h in enumerate(happenings) if h.apart}
    out: list[list[Harm]] = [[] for _ in happenings]
    for harm in harms:
        if not happenings:
            break
        if number_apart := partings.of(harm.trigger):
            if number_apart in apart and not harm.generic:
                out[apart[number_apart]].append(msgspec.structs.replace(harm, background=False))
            continue
        home = by_token.get(harm.trigger)
        if home is None:
            rivals = by_sentence.get(harm.sentence) or _told_before(
                parse, happenings, by_sentence, harm.sentence, pointed
            )
            home = next(iter(rivals)) if len(rivals) == 1 else 0
        if home == 0 and (harm.background or harm.generic) and happenings[0].main:
            continue
        if harm.background and not happenings[home].main:
            harm = msgspec.structs.replace(harm, background=False)  # there it is what is told
        out[home].append(harm)
    return _dead_once(happenings, out)


def _dead_once(happenings: list[Happening], homes: list[list[Harm]]) -> list[list[Harm]]:
    """Return the harms with each named death where it is told first, if that happening has a time of its own.

    "A guard was shot on Monday. It was for the killing of Orla Brand in May. Brand had left a bar when
    she was shot dead": she died in May.
    """
    if not happenings or not happenings[0].main or not homes[0]:
        return homes
    begun = min(h.sentence for h in homes[0])
    deaths = sorted(
        (
            (h.order, number, p, h)
            for number, harms in enumerate(homes)
            for h in harms
            for p in _died(h)
        ),
        key=lambda death: death[0],
    )
    named = {p.entity for _, _, p, _ in deaths if p.name}
    first: dict[str, int] = {}
    for _, number, person, harm in deaths:
        if person.entity in named and person.entity not in first:
            away = happenings[number].time is not None and harm.sentence > begun
            first[person.entity] = number if away else 0
    out: list[list[Harm]] = [[], *(list(harms) for harms in homes[1:])]
    for harm in homes[0]:
        out[next((first.get(p.entity, 0) for p in _died(harm)), 0)].append(harm)
    return [sorted(harms, key=lambda h: h.order) for harms in out]


def _died(harm: Harm) -> tuple[Person, ...]:
    """Return the one of whom alone a statement tells the death, where it does."""
    told = harm.slot == "killed" and harm.status == "happened" and not harm.negated
    return harm.people if told and is_single(harm) and harm.value == 1 else ()


def _told_before(
    parse: Parse,
    happenings: list[Happening],
    by_sentence: dict[int, set[int]],
    sentence: int,
    pointed: set[int],
) -> set[int]:
    """Return the happening with a day of its own that the sentence right before tells, in one paragraph.

    `pointed`: sentences with what is only pointed at.
    """
    before = sentence - 1
    rivals = by_sentence.get(before, set())
    if len(rivals) != 1 or parse.sentences[before].segment != parse.sentences[sentence].segment:
        return set()
    dated = happenings[next(iter(rivals))].time is not None
    return rivals if dated and before not in pointed else set()
