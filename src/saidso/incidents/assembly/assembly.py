"""Assembly: what was read and resolved in one report becomes its incidents with their claims."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from saidso.incidents.assembly.breaches import find_breaches
from saidso.incidents.assembly.casting import entities_of, only_meant, with_forces, without_crowds
from saidso.incidents.assembly.claims import ClaimBook
from saidso.incidents.assembly.listed import Listed
from saidso.incidents.assembly.parts import Parts
from saidso.incidents.happenings.happenings import Happening, group
from saidso.incidents.happenings.homes import as_events, homes_of, only_apart
from saidso.incidents.happenings.outcomes import outcome
from saidso.incidents.happenings.raids import is_raid
from saidso.incidents.happenings.reprisals import without_reprisals
from saidso.incidents.happenings.tidings import are_told
from saidso.incidents.occasions.asides import is_of_life, without_eves
from saidso.incidents.occasions.distances import distances, of_no_deed
from saidso.incidents.occasions.situations import Situated, announcing, situate
from saidso.incidents.occasions.spells import spells
from saidso.incidents.occasions.spoken import without_spoken
from saidso.incidents.ontology import Ontology
from saidso.incidents.sites.areas import Telling
from saidso.incidents.sites.elsewhere import Elsewhere
from saidso.incidents.sites.sites import Site, main_site, named_most
from saidso.incidents.sites.surroundings import where_it_happened
from saidso.incidents.sites.unlisted import Villages
from saidso.incidents.sites.whereabouts import recorded
from saidso.incidents.tolls.superlatives import find_superlatives
from saidso.incidents.tolls.tallies import described, done_by, find_counts, find_sums
from saidso.incidents.tolls.tolls import newest, told_of, tolls
from saidso.incidents.voices import Voices
from saidso.language.parse import Parse
from saidso.reading.clauses.hedges import Hedge
from saidso.reading.clauses.lexicon import Lexicon
from saidso.reading.clauses.mentions import Cast, EventMention, Quantity
from saidso.reading.clauses.roles import is_each_other
from saidso.reading.entities.attributes import AttributeMention
from saidso.reading.events.motives import find_motives
from saidso.reading.events.questions import find_questions
from saidso.reading.events.responsibility import by_happening, find_responsibility
from saidso.reading.events.targets import find_targets
from saidso.reading.harm.figures import toll_verbs
from saidso.reading.harm.harm import Harm
from saidso.reading.layout.parted import Partings
from saidso.record import (
    Attribution,
    Event,
    EventPlace,
    EventTime,
    Incident,
    IncidentDate,
    IncidentPlace,
    Participant,
    ReaderInfo,
    Record,
    Span,
    Tally,
)
from saidso.resolving.labels import Label
from saidso.resolving.places.datelines import Filed
from saidso.resolving.places.places import Place
from saidso.resolving.times.newsday import by_other_clocks
from saidso.resolving.times.times import Time
from saidso.spans import covered

_COUNTED = frozenset({"ceasefire_violation"})
"""Types that are news by their number: "the mission counted 99 violations of the truce in a day"."""
_OBSERVES = frozenset({"record", "observe", "count", "register", "log", "hear", "witness"})
"""Breaches that are observed are of the same day: "monitors recorded 40 violations on Monday"."""
_RAIDING = frozenset(
    {"attack", "seizure", "arrest", "armed_clash", "crackdown", "rescue", "release", "restriction"}
)
"""Types in which police who raid a house may act; those who come after a shooting did not shoot."""
_AT_SEA = "maritime_incident"
_OWNING_UP = frozenset(
    {"claim", "admit", "confess", "boast", "acknowledge", "apologise", "apologize", "take"}
)
_CREDIT = frozenset({"responsibility", "credit", "blame"})


class Findings(msgspec.Struct, frozen=True):
    """All that the rooms to the left found in one report."""

    parse: Parse
    cast: Cast
    hedges: list[Hedge]
    attributions: list[Attribution]
    attributes: list[AttributeMention]
    quantities: list[Quantity]
    harms: list[Harm]
    events: list[EventMention]
    times: list[Time]
    places: dict[int, Place]
    """Resolved place by the head token of its mention."""
    filed: list[Filed]
    partings: Partings
    labels: dict[Span, Label]
    """What the label of each entry of a list tells, by its span; empty for other reports."""
    codes: dict[str, dict[str, str]]
    """Country and PLOVER code by entity id."""


def assemble(found: Findings, ontology: Ontology, lexicon: Lexicon, reader: ReaderInfo) -> Record:
    """Return the record of one report."""
    parse, cast = found.parse, found.cast
    voices = Voices(parse, found.attributions, found.hedges)
    book = ClaimBook(parse, cast, voices)
    breaches = find_breaches(parse)
    news = {e.trigger[0] for e in found.events if e.type in _COUNTED}
    counts = find_counts(parse, found.quantities, found.times, lexicon, news=news)
    counts += find_superlatives(parse, found.times, lexicon)
    counts += find_sums(parse, found.quantities, found.harms, found.times)
    counted = {c.counted for c in counts if c.slot == "tally"} - news
    counted |= done_by(parse, counted) | described(parse, counts)
    harms = [h for h in found.harms if h.trigger not in counted]
    periods = [span for c in counts for span in c.spans]
    away = by_other_clocks(parse.text)
    triggers = frozenset(e.trigger[0] for e in found.events)
    times = spells(parse, [t for t in found.times if not covered(t.span, away)])
    times = without_eves(parse, without_spoken(parse, distances(parse, times)), triggers)
    times = [t for t in times if not (of_no_deed(parse, t, triggers) or is_of_life(parse, t))]
    cues = parse.inside(span for a in found.attributions for span in a.cue.spans)
    cues |= toll_verbs(parse) | announcing(parse, found.events)
    cues -= set(parse.having(_OBSERVES)) & {parse.tokens[i].head for i in news}
    hosts = _hosts(found)
    outside = _outside_sources(found, hosts)
    villages = Villages(parse, cast, found.places, found.partings, hosts)
    situated = situate(
        parse,
        [_without_speakers(e, parse, voices) for e in found.events if e.trigger[0] not in counted],
        [t for t in times if t.precision == "day" or not _counts(parse, t, periods)],
        outside,
        cues=cues,
    )
    numbered = parse.inside(span for c in counts if c.slot == "ordinal" for span in c.spans)
    partings = found.partings
    happenings = group(
        parse,
        situated,
        [t for t in times if not partings.elsewhere(parse.token_at(t.span[0]))],
        ontology,
        own=numbered | ({b.trigger for b in breaches} - {c.counted for c in counts}),
        partings=partings,
        cues=cues,
    )
    listed = Listed(found.labels, partings, outside)
    listed.date(happenings)
    if not are_told(parse, cast, happenings, harms, listed=bool(found.labels)):
        happenings = []
    harms_read = as_events(harms, found.events)
    homes = homes_of(parse, happenings, harms_read, partings)
    elsewhere = only_apart(cast, partings)
    codes = with_forces(found.codes)
    events: list[Event] = []
    incidents: list[Incident] = []
    named = dict.fromkeys([*found.places.values(), *(f.place for f in found.filed)])
    told_in = {
        k: number
        for number, happening in enumerate(happenings, 1)
        for s in happening.events
        for k in range(*s.event.trigger)
    }
    accused = by_happening(parse, find_responsibility(parse), told_in)
    for number, happening in enumerate(happenings, 1):
        name = f"i{number}"
        place = None if happening.main else named_most(happening.events)
        names = []
        for s in happening.events:
            events.append(_event(parse, cast, voices, s, f"v{len(events) + 1}"))
            names.append(events[-1].id)
        harms = homes[number - 1]
        people = {p.entity for s in happening.events for p in s.event.participants} | {
            e.id for h in harms if h.victim is not None and (e := cast.at(h.victim))
        }
        first = len(book.claims)
        book.events(name, happening)
        book.dates(name, happening)
        labelled = listed.place(happening)
        site = None
        if labelled is not None:
            place = labelled
        elif listed.named(happening) is not None:
            place = named_most(happening.events) or listed.named(happening)
        elif happening.main and (site := _site(parse, happening, found, outside)) is not None:
            place = site.place
        listed.write(book, name, happening)
        book.places(name, happening, place)
        if site is not None:
            book.site(name, site)
        village = villages.find(happening, place)
        if village is not None:
            book.village(name, village)
        playing = [
            s
            for s in happening.events
            if s.event.status != "denied"
            and ontology.plays(s.event.type, happening.type)
            and not only_meant(s, happening, ontology)
            and not (happening.type not in _RAIDING and is_raid(parse, s.event))
        ]
        parts = Parts(name, happening.type, book, parse, cast, voices)
        playing = without_crowds(playing, happening.type)
        parts.events(without_reprisals(parse, playing, happening.type, codes), happening.events)
        told = newest(parse, [told_of(parse, cast, voices, h) for h in harms])
        parts.victims(told)
        harms = [t.harm for t in told]
        book.harms(name, harms)
        book.attributes(
            name, found.attributes, people if not happening.main else set(cast.entities) - elsewhere
        )
        book.counts(name, [c for c in counts if number == told_in.get(c.counted, 1)])
        book.responsibility(name, accused.get(number, []))
        book.breaches(name, [b for b in breaches if number == told_in.get(b.trigger, 1)])
        if happening.main:
            book.motives(name, find_motives(parse))
            parts.targets(find_targets(parse, lexicon))
            book.questions(name, find_questions(parse, found.hedges))
        incidents.append(
            _incident(
                parse,
                name,
                happening,
                ontology,
                village.inside(place) if village else recorded(place, named) if place else None,
                names,
                parts.by_role,
                tolls(parse, told),
                [c.id for c in book.claims[first:]],
            )
        )
    entities = entities_of(parse, cast, found.attributes, codes, voices, _home_country(incidents))
    author = voices.author()  # last: all that rests on the outlet's own voice has been asked for
    return Record(
        reader=reader,
        report=parse.report,
        entities=entities,
        attributions=[*([author] if author else []), *found.attributions],
        events=events,
        claims=book.claims,
        incidents=incidents,
    )


def _counts(parse: Parse, time: Time, periods: list[Span]) -> bool:
    """Return whether a time is the period of a count; in "many raids since last month when gunmen
    stormed a college" it is when they did that, too.
    """
    return covered(time.span, periods) and not parse.text.startswith(
        (" when ", ", when "), time.span[1]
    )


def _without_speakers(event: EventMention, parse: Parse, voices: Voices) -> EventMention:
    """Return the event without those who only tell of it, and without outlets that do it.

    "An envoy accused the army of shelling the camp": the envoy did not shell it. But who "claims to have
    killed" did it.
    """
    cues = {
        a.id: [parse.token_at(s[0]) for s in a.cue.spans] for a in voices.holding(event.trigger)
    }
    holding = [
        a for a in voices.holding(event.trigger)
        if not any(is_each_other(parse, k) or _owns_up(parse, k, event) for k in cues[a.id])
    ]  # fmt: skip
    telling = parse.inside(span for a in holding if a.source for span in a.source.spans)
    kept = [
        p
        for p in event.participants
        if p.head not in telling and not (p.role == "perpetrator" and p.entity in voices.outlets)
    ]
    return msgspec.structs.replace(event, participants=kept)


def _owns_up(parse: Parse, cue: int, event: EventMention) -> bool:
    """Return whether a speaker tells of an own act: "claimed to have killed", "apologised for firing",
    "claimed responsibility for killing"."""
    trigger = parse.tokens[event.trigger[0]]
    above = trigger.head
    if parse.tokens[above].lemma in _CREDIT:
        above = parse.tokens[above].head
    owning = above == cue and parse.tokens[cue].lemma in _OWNING_UP
    return owning and trigger.rel in ("xcomp", "advcl", "acl")


def _hosts(found: Findings) -> Callable[[int], bool]:
    """Return what says of the head of a place whether an incident can have been there.

    Not where a speaker is ("officials in Kandahar said"), at somebody's home, in a hospital or a jail.
    """
    speaking = found.parse.inside(
        span for a in found.attributions if a.source for span in a.source.spans
    )
    elsewhere = Elsewhere(found.parse, (e.type for e in found.events))
    return lambda head: head not in speaking and not elsewhere.holds(head)


def _outside_sources(found: Findings, hosts: Callable[[int], bool]) -> dict[int, Place]:
    """Return the places where incidents can have been; where a report names no other, all places."""
    return {head: place for head, place in found.places.items() if hosts(head)} or found.places


def _site(
    parse: Parse, happening: Happening, found: Findings, outside: dict[int, Place]
) -> Site | None:
    """Return where the main incident was, of all places that the report does not tell of others."""
    done = [s for s in happening.events if s.event.status == "happened"]
    told = Telling(
        clauses={h for s in done for h, _ in s.places} | where_it_happened(parse, outside),
        sentences={s.event.sentence for s in happening.events},
    )
    places = {h: p for h, p in found.places.items() if not found.partings.elsewhere(h)}
    if not any(s.event.type == _AT_SEA for s in done):  # a missile flies towards a sea from land
        land = {h: p for h, p in places.items() if not (p.gazetteer or "").startswith("region:")}
        places = land or places
    return main_site(parse, places, outside, told, found.filed)


def _event(parse: Parse, cast: Cast, voices: Voices, situated: Situated, name: str) -> Event:
    mention = situated.event
    time = situated.time
    place = next(
        (
            EventPlace(entity=m.entity, spans=[parse.span(m.tokens)])
            for head, _ in situated.places
            if (m := cast.by_head.get(head))
        ),
        None,
    )
    return Event(
        id=name,
        type=mention.type,
        trigger=parse.span(mention.trigger),
        status=mention.status,
        participants=[
            Participant(role=p.role, entity=p.entity, span=p.span) for p in mention.participants
        ],
        time=EventTime(edtf=time.edtf, spans=[time.span]) if time else None,
        place=place,
        attributions=voices.of(mention.trigger),
    )


def _incident(
    parse: Parse,
    name: str,
    happening: Happening,
    ontology: Ontology,
    place: IncidentPlace | None,
    events: list[str],
    parts: dict[str, list[str]],
    tallies: dict[str, Tally],
    claims: list[str],
) -> Incident:
    time = happening.time
    return Incident(
        id=name,
        type=happening.type,
        main=happening.main,
        status=outcome(parse, happening, ontology),
        codes=ontology.codes(happening.type),
        date=IncidentDate(
            edtf=time.edtf, earliest=time.earliest, latest=time.latest, precision=time.precision
        )
        if time
        else None,
        place=place,
        events=events,
        perpetrators=parts["perpetrator"],
        victims=parts["victim"],
        targets=parts["target"],
        instruments=parts["instrument"],
        killed=tallies.get("killed"),
        injured=tallies.get("injured"),
        claims=claims,
    )


def _home_country(incidents: list[Incident]) -> str | None:
    place = next((i.place for i in incidents if i.main), None)
    return place.country if place else None
