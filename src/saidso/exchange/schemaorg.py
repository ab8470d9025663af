"""schema.org Claim, as JSON-LD: one Claim for each value that somebody gives, with where it appears.

Types and properties: schema.org 28.1 (Claim, appearance, firstAppearance, author, about, Event,
NewsArticle). There is no ClaimReview: saidso says who says so, never who is right. The context is
written into the file, so that it can be read without the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from saidso.exchange import notes
from saidso.exchange.case import Case
from saidso.exchange.tables import Written, written
from saidso.linked import Group
from saidso.record import Report, Slot

CONTEXT = {"@vocab": "https://schema.org/"}


def write(cases: Iterable[Case], out: Path) -> Written:
    """Write one graph, a node a line: each event, then its claims."""
    count = 0
    with written(out) as file:
        file.write(b'{"@context":' + msgspec.json.encode(CONTEXT) + b',"@graph":[')
        first = True
        for case in cases:
            nodes = [event(case), *claims(case)]
            for node in nodes:
                file.write(b"\n" if first else b",\n")
                file.write(msgspec.json.encode(node))
                first = False
            count += len(nodes) - 1
        file.write(b"\n]}\n")
    return Written([out], count)


def event(case: Case) -> dict[str, Any]:
    """Return the Event that the claims of an incident are about."""
    incident = case.incident
    when, place = incident.date, incident.place
    node: dict[str, Any] = {
        "@type": "Event",
        "@id": event_id(case),
        "name": notes.heading(case),
        "identifier": incident.id,
    }
    if when is not None and when.earliest is not None:
        node["startDate"] = when.earliest
        node["endDate"] = when.latest
    if place is not None:
        node["location"] = {
            "@type": "Place",
            "name": place.name,
            **({"addressCountry": place.country} if place.country else {}),
        }
        if place.lat is not None:
            node["location"]["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": place.lat,
                "longitude": place.lon,
            }
    return node


def claims(case: Case) -> Iterator[dict[str, Any]]:
    """Yield a Claim for each value of each slot."""
    for slot, compared in case.incident.slots.items():
        for number, group in enumerate(compared.groups):
            yield _claim(case, slot, group, number)


def event_id(case: Case) -> str:
    """Return the name of the event of an incident."""
    return f"urn:saidso:incident:{case.incident.id}"


def _claim(case: Case, slot: Slot, group: Group, number: int) -> dict[str, Any]:
    speakers = dict.fromkeys(name for s in group.claims for name in s.said_by)
    articles = {s.report: case.records[s.report].report for s in group.claims}
    ordered = sorted(
        articles.values(), key=lambda r: (r.published.edtf if r.published else "9999", r.name)
    )
    words = [
        " … ".join(articles[s.report].text[slice(*span)] for span in s.spans) for s in group.claims
    ]
    return {
        "@type": "Claim",
        "@id": f"{event_id(case)}:{slot}:{number}",
        "name": f"{slot.replace('_', ' ')}: {notes.value(group)}",
        "text": list(dict.fromkeys(words)),
        "about": {"@id": event_id(case)},
        "author": [{"@type": "Thing", "name": name} for name in speakers],
        "firstAppearance": {"@id": _article_id(ordered[0])},
        "appearance": [_article(report) for report in ordered],
    }


def _article(report: Report) -> dict[str, Any]:
    node: dict[str, Any] = {"@type": "NewsArticle", "@id": _article_id(report)}
    if report.title:
        node["headline"] = report.title
    if report.url:
        node["url"] = report.url
    if report.outlet:
        node["publisher"] = {"@type": "Organization", "name": report.outlet}
    if report.published:
        node["datePublished"] = report.published.edtf
    return node


def _article_id(report: Report) -> str:
    return f"urn:saidso:report:{quote(report.name, safe='')}"
