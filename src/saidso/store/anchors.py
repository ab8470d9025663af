"""Anchors: what a decision is about, found again in a record by its words and values.

A newer reader may number incidents and claims anew, move spans by a few code points and read other
values; the words in the archived page stay. Context is that of a W3C TextQuoteSelector.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from saidso.decision import AboutClaim, AboutIncident, AboutReport, Quote
from saidso.record import Attribution, Claim, Incident, Record, Span, falls_short
from saidso.spans import overlap, size

AROUND = 32
"""Code points of context on each side of a quote."""


class Found(msgspec.Struct, frozen=True):
    """A claim of a record that a decision is about. `same`: its value is still the one that was seen."""

    claim: Claim
    same: bool


def about_report(record: Record, reading: str | None = None) -> AboutReport:
    """Return the anchor of a report."""
    return AboutReport(id=record.report.id, name=record.report.name, reading=reading)


def quote(text: str, span: Span) -> Quote:
    """Return the words at a span with their context."""
    start, end = span
    return Quote(
        span=span,
        exact=text[start:end],
        before=text[max(0, start - AROUND) : start],
        after=text[end : end + AROUND],
    )


def find(words: Quote, text: str) -> Span | None:
    """Return where quoted words stand in a text now, None where they do not."""
    start, end = words.span
    if text[start:end] == words.exact:
        return words.span
    if not words.exact:
        return None
    best: tuple[int, int, int] | None = None
    at = text.find(words.exact)
    while at >= 0:
        stop = at + len(words.exact)
        context = _alike(text[max(0, at - AROUND) : at][::-1], words.before[::-1])
        context += _alike(text[stop : stop + AROUND], words.after)
        best = max(filter(None, (best, (context, -abs(at - start), at))))
        at = text.find(words.exact, at + 1)
    return None if best is None else (best[2], best[2] + len(words.exact))


def _alike(a: str, b: str) -> int:
    """Return how many characters two texts begin alike with."""
    for k, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return k
    return min(len(a), len(b))


def places(words: Iterable[Quote], text: str) -> list[Span]:
    """Return where quoted words stand in a text, those left out that are not there."""
    return [span for one in words if (span := find(one, text)) is not None]


def about_incident(record: Record, incident: Incident, reading: str | None = None) -> AboutIncident:
    """Return the anchor of an incident of a report: the triggers of its events, else its claims' words."""
    return AboutIncident(
        report=about_report(record, reading),
        incident=incident.id,
        type=incident.type,
        main=incident.main,
        words=[quote(record.report.text, span) for span in told_at(record, incident)],
    )


def told_at(record: Record, incident: Incident) -> list[Span]:
    """Return the words that tell of an incident: triggers, else the first words of its claims."""
    triggers = [e.trigger for e in record.events if e.id in incident.events]
    return triggers or [c.spans[0] for c in record.claims if c.incident == incident.id and c.spans]


def find_incident(about: AboutIncident, record: Record) -> Incident | None:
    """Return the incident of a record that an anchor means, None where it is no longer told of."""
    by_id = {i.id: i for i in record.incidents}
    kept = by_id.get(about.incident)
    spans = places(about.words, record.report.text)
    if kept is not None and kept.type == about.type and told_at(record, kept) == spans:
        return kept
    ranked = []
    for n, one in enumerate(record.incidents):
        own = [*told_at(record, one)]
        own += [s for c in record.claims if c.incident == one.id for s in c.spans]
        met = sum(any(overlap(s, o) for o in own) for s in spans)
        alike = one.main == about.main, one.type == about.type, one.id == about.incident
        if met or (not spans and one.type == about.type and one.main == about.main):
            ranked.append(((met, *alike, -n), one))
    if ranked:
        return max(ranked, key=lambda pair: pair[0])[1]
    if about.main:
        return next((i for i in record.incidents if i.main), None)
    return None


def about_claim(record: Record, claim: Claim, reading: str | None = None) -> AboutClaim:
    """Return the anchor of a claim that the machine made."""
    incident = next(i for i in record.incidents if i.id == claim.incident)
    return AboutClaim(
        incident=about_incident(record, incident, reading),
        slot=claim.slot,
        words=[quote(record.report.text, span) for span in claim.spans],
        value=claim.value,
        low=claim.low,
        high=claim.high,
        stance=claim.stance,
        status=claim.status,
        said_by=_source(record, claim.attributions),
    )


def find_claim(about: AboutClaim, record: Record, taken: Iterable[str] = ()) -> Found | None:
    """Return the claim of a record that an anchor means, None where the record has none like it.

    It has the same slot and shares at least half of the shorter words; of several the one with the
    same value, speaker and stance, then most words in common. `taken` are ids of claims that other
    anchors mean.
    """
    spans = places(about.words, record.report.text)
    home = find_incident(about.incident, record)
    used = set(taken)
    ranked = []
    for n, claim in enumerate(record.claims):
        if claim.slot != about.slot or claim.id in used:
            continue
        shared = sum(overlap(a, b) for a in spans for b in claim.spans)
        if not shared or 2 * shared < min(size(spans), size(claim.spans)):
            continue
        same = (claim.value, claim.low, claim.high) == (about.value, about.low, about.high)
        alike = claim.stance == about.stance and same_status(about, claim)
        rank = (
            same,
            alike,
            claim.stance == about.stance,
            _source(record, claim.attributions) == about.said_by,
            home is not None and claim.incident == home.id,
            spans == claim.spans,
            shared,
            -n,
        )
        ranked.append((rank, Found(claim, same and alike)))
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else None


def same_status(about: AboutClaim, claim: Claim) -> bool:
    """Return whether an act came as far as it did in the claim that an anchor means.

    An anchor that was kept before claims had a status means any.
    """
    return about.status is None or falls_short(about.status) == claim.short


def find_speaker(speaker: Quote, spans: Sequence[Span], record: Record) -> Attribution | None:
    """Return the attribution whose source are these words, of several the one that holds the spans."""
    at = find(speaker, record.report.text)
    if at is None:
        return None
    ranked = [
        (sum(overlap(c, s) for c in one.content.spans for s in spans), -n, one)
        for n, one in enumerate(record.attributions)
        if one.source is not None and any(overlap(at, s) for s in one.source.spans)
    ]
    return max(ranked, key=lambda row: row[:2])[2] if ranked else None


def _source(record: Record, ids: Sequence[str]) -> str:
    """Return the words of the first speaker of a claim."""
    for said in record.attributions:
        if ids and said.id == ids[0] and said.source is not None:
            return " ".join(record.report.text[a:b] for a, b in said.source.spans)
    return ""
