"""Datelines: the place that a report was filed from ("KYIV, Ukraine (AP) -")."""

from __future__ import annotations

import re

import msgspec

from saidso.record import Report, Span
from saidso.resolving.places import Place, resolve_spans

_CITY = re.compile(r"\W*(?P<city>[^\W\d_][^,(/–—\d]{1,40}?)\s*(?:,|\(|/|–|—|\s-|-\s|\Z)")


class Filed(msgspec.Struct, frozen=True):
    """Where a report was filed: the words and the place."""

    span: Span
    place: Place


def filed_from(report: Report) -> Filed | None:
    """Return the place of the first dateline, or None where there is none or no list knows it."""
    for segment in report.segments:
        if segment.kind != "dateline":
            continue
        match = _CITY.match(report.text, *segment.span)
        if match is None:
            return None
        span = match.span("city")
        place = resolve_spans(report.text, [span])[0]
        return Filed(span, place) if place is not None else None
    return None
