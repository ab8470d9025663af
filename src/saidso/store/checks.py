"""What must hold inside one record: spans lie in the text, claims have words, ids refer to things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from saidso.record import Record, Span
from saidso.spans import contains, partitions


def problems(record: Record) -> Iterator[str]:
    """Yield, in one line each, what breaks the contract of a record (docs/data-model.md)."""
    yield from _spans(record)
    yield from _claims(record)
    yield from _references(record)
    yield from _chains(record)


def spans(record: Record) -> Iterator[tuple[str, Span]]:
    """Yield every span of the record with the name of the thing that it belongs to."""
    for n, segment in enumerate(record.report.segments):
        yield f"segment {n}", segment.span
    for entity in record.entities:
        for span in entity.mentions:
            yield f"entity {entity.id}", span
        for attribute in entity.attributes:
            for span in attribute.spans:
                yield f"attribute {attribute.name} of entity {entity.id}", span
    for said in record.attributions:
        parts = [said.cue.spans, said.content.spans, said.hedge]
        parts += [said.source.spans] if said.source else []
        for part in parts:
            for span in part:
                yield f"attribution {said.id}", span
    for event in record.events:
        yield f"event {event.id}", event.trigger
        parts = [[p.span for p in event.participants]]
        parts += [event.time.spans] if event.time else []
        parts += [event.place.spans] if event.place else []
        for part in parts:
            for span in part:
                yield f"event {event.id}", span
    for claim in record.claims:
        for span in claim.spans:
            yield f"claim {claim.id}", span


def _spans(record: Record) -> Iterator[str]:
    size = len(record.report.text)
    for owner, (start, end) in spans(record):
        if not 0 <= start <= end <= size:
            yield f"{owner}: span [{start}, {end}] is outside the text of {size} code points"
        elif start == end and not owner.startswith("segment"):
            yield f"{owner}: span [{start}, {end}] is empty"
    segments = [s.span for s in record.report.segments]
    if not partitions(segments, size):
        yield "the segments do not partition the text"


def _claims(record: Record) -> Iterator[str]:
    residue = [s.span for s in record.report.segments if s.kind == "residue"]
    for claim in record.claims:
        if not claim.spans:
            yield f"claim {claim.id}: it has no words"
        elif all(any(contains(r, s) for r in residue) for s in claim.spans):
            yield f"claim {claim.id}: all its words stand in residue"
        if not claim.attributions:
            yield f"claim {claim.id}: nobody says it"


def _references(record: Record) -> Iterator[str]:
    entities = {e.id for e in record.entities}
    said = {a.id for a in record.attributions}
    events = {e.id for e in record.events}
    claims = {c.id for c in record.claims}
    incidents = {i.id for i in record.incidents}
    counts = [
        ("entity", len(entities), len(record.entities)),
        ("attribution", len(said), len(record.attributions)),
        ("event", len(events), len(record.events)),
        ("claim", len(claims), len(record.claims)),
        ("incident", len(incidents), len(record.incidents)),
    ]
    for kind, distinct, all_of_them in counts:
        if distinct != all_of_them:
            yield f"two of kind {kind} have one id"

    def missing(owner: str, kind: str, ids: Iterable[str | None], known: set[str]) -> Iterator[str]:
        for id in ids:
            if id is not None and id not in known:
                yield f"{owner}: it refers to {kind} {id}, which is not there"

    for e in record.entities:
        for attribute in e.attributes:
            yield from missing(f"entity {e.id}", "attribution", attribute.attributions, said)
    for a in record.attributions:
        owner = f"attribution {a.id}"
        yield from missing(owner, "attribution", [a.within], said)
        told = [a.told, a.source.entity if a.source else None]
        yield from missing(owner, "entity", told, entities)
    for v in record.events:
        owner = f"event {v.id}"
        yield from missing(owner, "attribution", v.attributions, said)
        parts = [p.entity for p in v.participants] + ([v.place.entity] if v.place else [])
        yield from missing(owner, "entity", parts, entities)
    for c in record.claims:
        owner = f"claim {c.id}"
        yield from missing(owner, "incident", [c.incident], incidents)
        yield from missing(owner, "attribution", c.attributions, said)
        yield from missing(owner, "entity", [c.entity], entities)
    for i in record.incidents:
        owner = f"incident {i.id}"
        yield from missing(owner, "event", i.events, events)
        yield from missing(owner, "claim", i.claims, claims)
        parts = [*i.perpetrators, *i.victims, *i.targets, *i.instruments]
        yield from missing(owner, "entity", parts, entities)


def _chains(record: Record) -> Iterator[str]:
    within = {a.id: a.within for a in record.attributions}
    for start in within:
        seen = {start}
        at = within[start]
        while at is not None and at not in seen:
            seen.add(at)
            at = within.get(at)
        if at == start:
            yield f"attribution {start}: it stands within itself"
