"""Homes: which happening of a report each harm and each person belongs to."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from saidso.incidents.happenings.happenings import Happening
from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, EventMention
from saidso.reading.harm.harm import Harm
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
    return out


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
