"""W3C Web Annotation with PROV-O, as JSON-LD: one annotation for each claim in each chain.

The target is the text of the report, by text quote and text position selectors (Web Annotation Data
Model, 23 February 2017; positions are code points). The body is the claim with its provenance, hop by
hop (PROV-O, 30 April 2013): the statement as the report has it was quoted from the text, attributed to
the outermost speaker and derived from the statement of the next one, down to the first speaker, its
primary source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from saidso import __version__
from saidso.exchange import notes
from saidso.exchange.case import Case
from saidso.exchange.tables import Written, written
from saidso.linked import Group, Saying
from saidso.record import Attribution, Record, Report, Slot, Span

CONTEXT: list[Any] = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "saidso": "urn:saidso:terms:",
        "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
        "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
        "hadPrimarySource": {"@id": "prov:hadPrimarySource", "@type": "@id"},
        "incident": {"@id": "saidso:incident", "@type": "@id"},
        "slot": "saidso:slot",
        "stance": "saidso:stance",
        "eventStatus": "saidso:eventStatus",
        "certainty": "saidso:certainty",
        "saidIn": {"@id": "saidso:saidIn", "@type": "@id"},
    },
]
AROUND = 32
"""Code points of the text that a quote selector gives before and after its words."""


def write(cases: Iterable[Case], out: Path) -> Written:
    """Write one annotation page, an annotation a line."""
    count = 0
    with written(out) as file:
        file.write(b'{"@context":' + msgspec.json.encode(CONTEXT))
        file.write(b',"id":"urn:saidso:page","type":"AnnotationPage","items":[')
        for case in cases:
            for one in annotated(case):
                file.write(b",\n" if count else b"\n")
                file.write(msgspec.json.encode(one))
                count += 1
        file.write(b"\n]}\n")
    return Written([out], count)


def annotated(case: Case) -> Iterator[dict[str, Any]]:
    """Yield the annotations of an incident."""
    for slot, compared in case.incident.slots.items():
        for group in compared.groups:
            for number, saying in enumerate(group.claims):
                yield annotation(case, slot, group, saying, number)


def annotation(
    case: Case, slot: Slot, group: Group, saying: Saying, number: int = 0
) -> dict[str, Any]:
    """Return the annotation of one claim in one chain; `number` tells chains of a value apart."""
    record = case.records[saying.report]
    report = record.report
    name = f"{_report_id(report)}:{saying.claim}:{case.incident.id}:{number}"
    text = text_id(report)
    body: dict[str, Any] = {
        "id": f"urn:saidso:claim:{name}",
        "type": ["TextualBody", "prov:Entity"],
        "value": f"{slot.replace('_', ' ')}: {notes.value(group)}",
        "format": "text/plain",
        "purpose": "describing",
        "slot": slot,
        "stance": group.stance,
        **({"eventStatus": group.status} if group.status else {}),
        "certainty": saying.certainty,
        "incident": f"urn:saidso:incident:{case.incident.id}",
        "wasQuotedFrom": {
            "id": text,
            "type": ["Text", "prov:Entity"],
            **({"wasDerivedFrom": report.url} if _is_url(report.url) else {}),
        },
        **_provenance(record, saying, name),
    }
    return {
        "id": f"urn:saidso:annotation:{name}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {
            "id": f"urn:saidso:version:{__version__}",
            "type": "Software",
            "name": f"saidso {__version__}",
        },
        "body": body,
        "target": _targets(report, saying.spans),
    }


def text_id(report: Report) -> str:
    """Return the name of the captured text: that of its bytes, by their SHA-256."""
    return f"urn:saidso:text:{report.id}:{_report_id(report)}"


def selectors(text: str, span: Span) -> list[dict[str, Any]]:
    """Return the quote selector and the position selector of some words."""
    start, end = span
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - AROUND) : start],
            "suffix": text[end : end + AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _targets(report: Report, spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [
        {
            "type": "SpecificResource",
            "source": text_id(report),
            "selector": selectors(report.text, span),
        }
        for span in spans
    ]


def _provenance(record: Record, saying: Saying, name: str) -> dict[str, Any]:
    """Return the hops of a chain, the outermost speaker first, each within the one before it."""
    report = record.report
    words = _words(record, saying)
    inner: dict[str, Any] = {}
    first = f"urn:saidso:statement:{name}:{len(saying.chain) - 1}"
    for hop in range(len(saying.chain) - 1, -1, -1):
        speaker = saying.chain[hop]
        said: dict[str, Any] = {
            "wasAttributedTo": {
                "id": f"urn:saidso:speaker:{_report_id(report)}:{quote(speaker, safe='')}",
                "type": "prov:Agent",
                "name": speaker,
            }
        }
        spans = words.get(hop)
        if spans:
            said["saidIn"] = _targets(report, spans)
        if inner:
            said["wasDerivedFrom"] = inner
        inner = {
            "id": f"urn:saidso:statement:{name}:{hop}",
            "type": "prov:Entity",
            **said,
        }
    return {
        "wasAttributedTo": inner["wasAttributedTo"],
        "wasDerivedFrom": inner,
        "hadPrimarySource": first,
    }


def _words(record: Record, saying: Saying) -> dict[int, list[Span]]:
    """Return where each hop of a chain stands in the text: who speaks and the verb of saying."""
    claim = next(c for c in record.claims if c.id == saying.claim)
    by_id = {a.id: a for a in record.attributions}
    names = {e.id: e.name for e in record.entities}
    paths = [_path(by_id, start) for start in claim.attributions]

    def fits(path: list[Attribution]) -> bool:
        return bool(path) and not _spoken(path[-1], record, names).isdisjoint(
            (saying.chain[-1], *saying.said_by)
        )

    path = next(filter(fits, paths), paths[0] if len(paths) == 1 else [])
    out: dict[int, list[Span]] = {}
    for back, attribution in enumerate(reversed(path), 1):
        hop = len(saying.chain) - back
        source = attribution.source.spans if attribution.source else []
        spans = [s for s in [*source, *attribution.cue.spans] if s[0] < s[1]]
        if hop >= 0 and spans:
            out[hop] = sorted(spans)
    return out


def _path(by_id: dict[str, Attribution], start: str) -> list[Attribution]:
    """Return the attributions of a chain, outermost first, without those whose speaker is implied."""
    out: list[Attribution] = []
    at: str | None = start
    while at is not None and at in by_id and by_id[at] not in out:
        out.insert(0, by_id[at])
        at = by_id[at].within
    return [a for a in out if a.source is not None and a.source.kind != "implicit"]


def _spoken(attribution: Attribution, record: Record, names: dict[str, str]) -> set[str]:
    source = attribution.source
    if source is None:
        return set()
    words = {record.report.text[slice(*span)] for span in source.spans}
    return words | ({names[source.entity]} if source.entity in names else set())


def _report_id(report: Report) -> str:
    return quote(report.name, safe="")


def _is_url(url: str | None) -> bool:
    return bool(url) and str(url).startswith(("http://", "https://")) and " " not in str(url)
