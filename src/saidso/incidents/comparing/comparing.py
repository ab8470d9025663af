"""Comparing: the claims of all reports on one incident, slot by slot and value by value.

Nothing is averaged and nothing is dropped: values that differ stand apart, each with those who say
it and the number of independent origins among them. docs/comparing.md says what agrees with what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import get_args

from msgspec.json import encode

from saidso.figures import unnumbered
from saidso.incidents.comparing import outline, verdicts
from saidso.incidents.comparing.agreeing import Comparison
from saidso.incidents.comparing.independence import independent, lent
from saidso.incidents.comparing.sayings import Said, parts_of, sayings
from saidso.incidents.comparing.subjects import Part
from saidso.incidents.comparing.updates import superseded
from saidso.incidents.comparing.verdicts import Value
from saidso.incidents.ontology import Ontology, load
from saidso.linked import Compared, Group, History, LinkedIncident, Origin, Saying, Verdict
from saidso.reading.harm.casualties import COUNTED
from saidso.record import Record, Slot, Stance, Tally

SLOTS: tuple[Slot, ...] = ("event", *(s for s in get_args(Slot) if s != "event"))
"""All slots, what happened first."""


def compare(
    id: str,
    pairs: Sequence[tuple[str, str]],
    records: Mapping[str, Record],
    origins: Sequence[Origin],
    *,
    ontology: Ontology | None = None,
    keep: Sequence[Said] | None = None,
    aside: Collection[tuple[str, str]] = (),
) -> LinkedIncident:
    """Return one incident across reports; `pairs` are (report name, incident id).

    `origins` must hold every report of `pairs` once; any order of all of them gives the same result.
    With `keep` only these of its sayings are compared; `aside` are claims (report name, id) that a
    person took out.
    """
    origins = of_incident(origins, {name for name, _ in pairs})
    parts = parts_of(pairs, records, origins)
    said = list(keep) if keep is not None else standing(sayings(parts, origins), aside)
    types = ontology or load()
    by_slot: dict[Slot, list[Said]] = defaultdict(list)
    for one in said:
        by_slot[one.claim.slot].append(one)
    comparison = Comparison(parts, said, types)
    chief = outline.chief(parts, types)
    return LinkedIncident(
        id=id,
        type=chief.type,
        codes=chief.codes,
        date=outline.date(parts),
        place=outline.place(parts),
        reports=[name for origin in origins for name in origin.reports],
        origins=list(origins),
        slots={
            slot: _slot(slot, by_slot[slot], parts, comparison, whole=keep is None)
            for slot in SLOTS
            if by_slot[slot]
        },
    )


def standing(said: Sequence[Said], aside: Collection[tuple[str, str]]) -> list[Said]:
    """Return the sayings without those of claims (report name, id) that a person took out."""
    out = set(aside)
    return [s for s in said if (s.part.record.report.name, s.claim.id) not in out]


def of_incident(origins: Sequence[Origin], names: set[str]) -> list[Origin]:
    """Return the origins of the reports of one incident, in the order of their first report."""
    found = []
    for origin in origins:
        reports = sorted(names.intersection(origin.reports))
        quoted = sorted((q for q in origin.parts if q.report in names), key=lambda q: q.report)
        if reports or quoted:
            found.append(Origin(reports=reports, wire=origin.wire, parts=quoted))
    return sorted(found, key=lambda o: (not o.reports, o.reports, encode(o.parts)))


def _slot(
    slot: Slot,
    said: Sequence[Said],
    parts: Sequence[Part],
    comparison: Comparison,
    *,
    whole: bool,
) -> Compared:
    scopes: dict[Hashable, list[Said]] = defaultdict(list)
    partial = comparison.partial(slot, said)
    for k, one in enumerate(said):
        scopes[comparison.scope(slot, one, part=k in partial)].append(one)
    groups: list[tuple[Value, Group]] = []
    found: list[Verdict] = []
    history: list[History] = []
    totals: list[Value] = []
    part = {id(said[k]) for k in partial}
    for scope in sorted(scopes, key=repr):
        values, moved = _values(slot, scopes[scope], part, comparison)
        history += moved

        def agree(a: Said, b: Said) -> bool:
            return comparison.agree(slot, a, b)

        def denies(no: Said, yes: Said) -> bool:
            return comparison.denies(slot, no, yes)

        inner = [v for v in values if not v.part] or [_whole(v) for v in values]
        found.append(verdicts.verdict(inner, agree, denies))
        totals += [v for v in values if not v.part]
        groups += [(v, _group(slot, v, values, comparison)) for v in values]
    summary = None
    if slot in COUNTED:
        summary = verdicts.summary(totals)
        if summary is None and whole:
            summary = verdicts.of_tallies(_tallies(slot, parts))
    return Compared(
        verdict=verdicts.worst(found),
        groups=[g for _, g in sorted(groups, key=_rank)],
        history=history,
        summary=summary,
    )


def _values(
    slot: Slot, said: Sequence[Said], part: set[int], comparison: Comparison
) -> tuple[list[Value], list[History]]:
    """Return the values of one scope, copies and repetitions folded into them."""
    given_up: set[int] = set()
    history: list[History] = []
    if slot in COUNTED or slot in ("condition", "wounds"):
        standing = [s for s in said if s.claim.stance == "asserts" and id(s) not in part]
        old, history = superseded(standing, lambda s: comparison.key(slot, s))
        given_up = {id(standing[k]) for k in old}
    lenders = lent(said) if slot in COUNTED else None
    groups: dict[tuple[Hashable, Stance, bool, bool, bool], list[Said]] = defaultdict(list)
    for one in said:
        unknown = one.claim.value is None and one.claim.certainty == "unknown"
        key = comparison.key(slot, one)
        groups[key, one.claim.stance, unknown, id(one) in part, one.refused].append(one)
    out = []
    for (_, stance, unknown, partial, _), group in groups.items():
        current = [s for s in group if id(s) not in given_up]
        out.append(
            Value(
                said=sorted(group, key=comparison.rank),
                stance=stance,
                unknown=unknown,
                part=partial,
                voices=independent(group, lenders),
                current=independent(current, lenders),
            )
        )
        for s in group:
            if id(s) in given_up:
                comparison.given_up.add(id(s))
    return out, history


def _whole(value: Value) -> Value:
    """Return a part as a value of its own: nothing counts it together with others."""
    return Value(value.said, value.stance, value.unknown, False, value.voices, value.current)


def _group(slot: Slot, value: Value, all_: Sequence[Value], comparison: Comparison) -> Group:
    first = value.first
    return Group(
        low=first.claim.low,
        high=first.claim.high,
        value=comparison.printed(slot, first),
        stance="denies" if value.stance == "denies" else "asserts",
        claims=[_saying(s, comparison) for s in value.said],
        origins=len(value.voices),
        agreeing=verdicts.agreeing(all_, value, lambda a, b: comparison.agree(slot, a, b)),
        modifier=None if first.claim.modifier == "exactly" else first.claim.modifier,
        subject=first.subject[1] if first.subject else None,
        status=first.claim.short if slot == "event" else None,
        part=value.part,
        superseded=not value.current,
    )


def _saying(said: Said, comparison: Comparison) -> Saying:
    return Saying(
        report=said.part.record.report.name,
        claim=said.claim.id,
        spans=said.claim.spans,
        said_by=list(said.said_by),
        chain=list(said.chain),
        certainty=said.claim.certainty,
        as_of=said.as_of,
        superseded=id(said) in comparison.given_up,
    )


def _rank(pair: tuple[Value, Group]) -> tuple[object, ...]:
    """Order groups: what stands first, most origins first, then by number and words."""
    value, group = pair
    number = group.value if isinstance(group.value, int) else group.low
    return (
        group.subject or "",
        value.part,
        value.unknown,
        group.superseded,
        unnumbered(group.value, group.low, group.high),
        group.status is not None,
        group.stance == "denies",
        -group.origins,
        -(number or 0),
        str(group.value),
        str(group.modifier),
        str(group.status),
        [(c.report, c.claim) for c in group.claims],
    )


def _tallies(slot: Slot, parts: Sequence[Part]) -> list[tuple[int, Tally]]:
    found = [(p.origin, getattr(p.incident, slot, None)) for p in parts]
    return [(origin, tally) for origin, tally in found if isinstance(tally, Tally)]
