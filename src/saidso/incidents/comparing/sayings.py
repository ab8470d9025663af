"""Sayings: all claims of all reports on one incident, each with its speakers, origin and time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import msgspec

from saidso import knowledge
from saidso.incidents.comparing.subjects import Part, Subjects
from saidso.incidents.linking.phrases import bare
from saidso.incidents.linking.speakers import Voice, Voices, outlet_key, paper, voice_of
from saidso.incidents.recall import recalled
from saidso.linked import Origin
from saidso.reading.attributions.chains import Chains
from saidso.record import Attribution, Claim, Entity, Incident, Record
from saidso.spans import overlap

Phase = Literal[-1, 0, 1]
"""Whether the words beside a value say that it came later (1) or earlier (-1) than another of its speaker,
or that it was the first of several (-2)."""
_REACH = 48
"""Code points before a value within which a word may say that it came earlier or later."""


class Said(msgspec.Struct, frozen=True):
    """One claim in one chain.

    `voices` are its first speakers, told apart over all reports, in the order of `said_by`; `bodies`
    are what they speak for ("police", "" where nothing is known). `origin` is the index of the origin
    of its words, `page` what tells its own voice apart. `own`: the page says it
    in its own voice. `refused`: a speaker denies something.
    `subject` is the person that it describes, as a key and a name; `sole`: the only one to whom it
    happened.
    """

    part: Part
    origin: int
    page: str
    claim: Claim
    entity: Entity | None
    chain: tuple[str, ...]
    said_by: tuple[str, ...]
    voices: tuple[Voice, ...]
    bodies: tuple[str, ...]
    own: bool
    refused: bool
    phase: Phase
    subject: tuple[str, str] | None
    sole: bool

    @property
    def as_of(self) -> str | None:
        """The day of publication, where it is known to the day."""
        published = self.part.record.report.published
        return published.edtf if published and len(published.edtf) == 10 else None


class _Inside(msgspec.Struct, frozen=True):
    """What is in a record, by what it is asked for."""

    chains: Chains
    entities: dict[str, Entity]
    said: dict[str, Attribution]
    incidents: dict[str, Incident]
    claims: dict[str, list[Claim]]
    """Those of each incident, in the record's order."""
    ends: list[int]


@recalled
def _inside(record: Record) -> _Inside:
    claims: dict[str, list[Claim]] = {}
    for claim in record.claims:
        claims.setdefault(claim.incident, []).append(claim)
    return _Inside(
        chains=Chains(record),
        entities={e.id: e for e in record.entities},
        said={a.id: a for a in record.attributions},
        incidents={i.id: i for i in record.incidents},
        claims=claims,
        ends=sorted(c.spans[0][1] for c in record.claims if c.spans and c.low is not None),
    )


def parts_of(
    pairs: Sequence[tuple[str, str]], records: Mapping[str, Record], origins: Sequence[Origin]
) -> list[Part]:
    """Return the parts of an incident, given as pairs of report name and incident id, sorted."""
    index = _homes(origins)
    out = []
    for name, id in sorted(pairs):
        record = records[name]
        incident = _inside(record).incidents[id]
        out.append(Part(record, incident, index[name]))
    return out


def _homes(origins: Sequence[Origin]) -> dict[str, int]:
    return {name: k for k, origin in enumerate(origins) for name in origin.reports}


def _origin(claim: Claim, part: Part, origins: Sequence[Origin]) -> int:
    """Return the origin of the words of a claim: that of the passage they stand in, if any."""
    for k, origin in enumerate(origins):
        for quoted in origin.parts:
            if quoted.report == part.record.report.name and any(
                2 * overlap(span, claim.spans[0]) >= claim.spans[0][1] - claim.spans[0][0]
                for span in quoted.spans
            ):
                return k
    return part.origin


def sayings(parts: Sequence[Part], origins: Sequence[Origin]) -> list[Said]:
    """Return every claim of every part in every chain, in the order of reports and claims."""
    subjects = Subjects(parts)
    own = {k: own_voice(k, origin, parts) for k, origin in enumerate(origins)}
    raw: list[Said] = []
    quoted = {q.report for origin in origins for q in origin.parts}
    for part in parts:
        record = part.record
        inside = _inside(record)
        chains, entities, said = inside.chains, inside.entities, inside.said
        quoting = origins if record.report.name in quoted else ()
        for claim in inside.claims.get(part.incident.id, ()):
            entity = entities.get(claim.entity or "")
            origin = _origin(claim, part, quoting)
            phase = _phase(record.report.text, claim, inside.ends)
            phase = -1 if claim.revised_by is not None else phase
            for name in claim.attributions:
                chain = tuple(chains.of(name))
                attribution = said.get(name)
                speakers = _speakers(attribution, chain, record.report.text)
                source = attribution.source if attribution else None
                speaker = entities.get((source.entity if source else None) or "")
                page = own[origin]
                voices = tuple(
                    voice_of(
                        words,
                        attribution,
                        speaker if len(speakers) == 1 else None,
                        report=record.report.name,
                        own=page,
                    )
                    for words in speakers
                )
                raw.append(
                    Said(
                        part=part,
                        origin=origin,
                        page=page,
                        claim=claim,
                        entity=entity,
                        chain=chain,
                        said_by=speakers,
                        voices=voices,
                        bodies=(),
                        own=all(v.outlet == page for v in voices),
                        refused=attribution is not None and attribution.stance == "denies",
                        phase=phase,
                        subject=subjects.label(part, entity),
                        sole=subjects.sole(part, entity),
                    )
                )
    told = Voices(v for one in raw for v in one.voices)
    wrote = _authors(raw, told)
    out = []
    for s in raw:
        name = s.part.record.report.name
        voices = tuple(wrote.get(name, v) if paper(v) else v for v in s.voices)
        out.append(
            msgspec.structs.replace(
                s,
                voices=tuple(told.key(v) for v in voices),
                bodies=tuple(told.body(v) for v in voices),
            )
        )
    return out


def _authors(said: Sequence[Said], told: Voices) -> dict[str, Voice]:
    """Return by report who wrote its "statement": the only one with a name or an office who speaks there."""
    found: dict[str, set[Voice]] = {}
    for one in said:
        known = {told.key(v) for v in one.voices if v.name or v.body}
        found.setdefault(one.part.record.report.name, set()).update(known)
    return {name: next(iter(voices)) for name, voices in found.items() if len(voices) == 1}


def own_voice(number: int, origin: Origin, parts: Sequence[Part]) -> str:
    """Return what tells the own voice of an origin apart: its wire, else its first outlet.

    Of several outlets that print one text the one that published first is taken, by name where that
    is not known. A report without an outlet is a voice of its own.
    """
    if origin.wire:
        return outlet_key(origin.wire)
    reports = [p.record.report for p in parts if p.origin == number]
    wires = sorted({r.wire for r in reports if r.wire})
    if wires:
        return outlet_key(wires[0])
    named = sorted(
        (r.published.edtf if r.published else "9999", r.outlet) for r in reports if r.outlet
    )
    if named:
        return outlet_key(named[0][1])
    names = [*origin.reports, *(f"{q.report} {q.spans[0][0]}" for q in origin.parts)]
    return f"\0{min(names)}"


def _speakers(
    attribution: Attribution | None, chain: tuple[str, ...], text: str
) -> tuple[str, ...]:
    """Return the first speakers of a chain: two where the words join two who are described."""
    last = chain[-1]
    source = attribution.source if attribution else None
    if source is None or source.kind not in ("role", "anonymous") or " and " not in last:
        return (last,)
    sides = tuple(" ".join(side.split()) for side in last.split(" and "))
    return sides if all(_describes(side) for side in sides) else (last,)


def _describes(words: str) -> bool:
    """Return whether words describe somebody who speaks, by themselves: "a rescue official"."""
    return not _speaking().isdisjoint(bare(words))


@cache
def _speaking() -> frozenset[str]:
    data = knowledge.table("saidso.incidents.linking", "speakers.yaml")
    nouns = [*data["speaking"], *(w for line in data["unnamed"].values() for w in line)]
    return frozenset(w for noun in nouns for w in bare(noun))


@cache
def _cues() -> tuple[tuple[Phase, re.Pattern[str]], ...]:
    data = knowledge.table(__package__, "updates.yaml")

    def pattern(words: list[str]) -> re.Pattern[str]:
        listed = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
        return re.compile(rf"\b(?:{listed})\b", re.I)

    return (-1, pattern(data["earlier"])), (1, pattern(data["later"]))


def _phase(text: str, claim: Claim, ends: Sequence[int]) -> Phase:
    """Return whether the words before a number in its sentence say that it is older or newer.

    `ends` are the ends of the first words of all counts, sorted.
    """
    if not claim.spans or not isinstance(claim.value, int):
        return 0
    start, end = claim.spans[0]
    nearest = bisect_right(ends, start)
    first = max(start - _REACH, 0, ends[nearest - 1] if nearest else 0)
    before = text[first:end]
    for mark in (". ", "\n", "? ", "! "):
        before = before.rsplit(mark, 1)[-1]
    found = [(m.end(), phase) for phase, cue in _cues() for m in cue.finditer(before)]
    return max(found)[1] if found else 0
