"""FollowTheMoney: entities and statements of incidents, reports, people and claims (needs followthemoney).

Schemata of followthemoney 4: an Event for each incident, an Article for each report, a Documentation
between them, a Person, Organization or LegalEntity for each of those who are named, an UnknownLink
that says in which role somebody is said to take part, and a Note for each value with its words and
speakers. The library cleans and checks every value. `out` holds the entities, one JSON object a line;
beside it stand the statements as CSV, each with the claim it comes from as its origin.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from saidso.errors import UsageError
from saidso.exchange import notes
from saidso.exchange.case import Case, ref
from saidso.exchange.tables import Written, written, written_text
from saidso.linked import Group
from saidso.record import Entity, Report, Slot

DATASET = "saidso"
ROLES: dict[Slot, str] = {
    "perpetrator": "said to have done it",
    "victim": "said to be a victim",
    "target": "said to be a target",
    "responsibility": "said to be responsible",
}
"""Roles of links, by slot; each says that it is said."""
_SCHEMATA = {"person": "Person", "organisation": "Organization", "group": "LegalEntity"}


def statements_path(out: Path) -> Path:
    """Return the path of the statements beside that of the entities."""
    return out.with_name(f"{out.stem}.statements.csv")


def write(cases: Iterable[Case], out: Path) -> Written:
    """Write entities and statements; raises UsageError where followthemoney is not installed."""
    try:
        from followthemoney import Dataset, StatementEntity
        from followthemoney.statement.serialize import CSVStatementWriter
    except ImportError as error:
        raise UsageError(
            "FollowTheMoney needs its library, which is not installed",
            help="pip install 'saidso[ftm]'",
        ) from error
    dataset = Dataset.make({"name": DATASET, "title": "saidso"})

    def make(schema: str, id: str) -> Any:
        return StatementEntity(dataset, {"schema": schema, "id": id, "properties": {}})

    beside = statements_path(out)
    count = 0
    seen: set[str] = set()
    with written(out) as file, written_text(beside) as other:
        statements = CSVStatementWriter(other)
        for case in cases:
            for entity in _entities(case, make):
                if entity.id in seen:
                    continue  # a report of several incidents is one article
                seen.add(entity.id)
                file.write(msgspec.json.encode(_ordered(entity.to_dict())) + b"\n")
                for statement in sorted(entity.statements, key=lambda s: (s.prop, s.value, s.id)):
                    statements.write(statement)
                count += 1
        statements.close()
    return Written([out, beside], count)


def _ordered(value: Any) -> Any:
    """Return an entity with its lists sorted: the library keeps values in sets, in no order."""
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in value}
    return sorted(value) if isinstance(value, list) else value


def _entities(case: Case, make: Any) -> Iterator[Any]:
    event = _event(case, make)
    yield event
    for name, record in sorted(case.records.items()):
        article = _article(record.report, make)
        yield article
        link = make("Documentation", _id("documentation", case.incident.id, name))
        link.add("document", article.id)
        link.add("entity", event.id)
        link.add("role", "tells of it")
        yield link
    for slot, role in ROLES.items():
        for group in case.groups(slot):
            yield from _party(case, group, role, event, make)
    for slot, compared in case.incident.slots.items():
        for number, group in enumerate(compared.groups):
            yield _note(case, slot, group, number, event, make)


def _event(case: Case, make: Any) -> Any:
    incident = case.incident
    event = make("Event", _id("incident", incident.id))
    event.add("name", notes.heading(case))
    event.add("recordId", incident.id)
    event.add("keywords", incident.type.replace("_", " "))
    event.add("summary", notes.sentence(case))
    when, place = incident.date, incident.place
    dated = [s for g in case.standing("date") if not g.part for s in g.claims]
    origin = ref(dated[0]) if dated else None
    if when is not None and when.earliest is not None:
        if when.earliest == when.latest:
            event.add("date", when.earliest, original_value=when.edtf, origin=origin)
        else:
            event.add("startDate", when.earliest, original_value=when.edtf, origin=origin)
            event.add("endDate", when.latest, original_value=when.edtf, origin=origin)
    if place is not None:
        placed = [s for g in case.standing("place") if not g.part for s in g.claims]
        origin = ref(placed[0]) if placed else None
        parts = (place.name, place.admin1, place.country)
        event.add("location", ", ".join(dict.fromkeys(p for p in parts if p)), origin=origin)
        if place.country:
            event.add("country", place.country, origin=origin)
    for record in case.records.values():
        if record.report.url:
            event.add("sourceUrl", record.report.url, quiet=True)
    return event


def _article(report: Report, make: Any) -> Any:
    article = make("Article", _id("report", report.id, report.name))
    article.add("fileName", report.name)
    article.add("title", report.title or report.name)
    article.add("notes", f"sha256:{report.id}")
    article.add("bodyText", report.text)
    if report.url:
        article.add("sourceUrl", report.url, quiet=True)
    if report.outlet:
        article.add("publisher", report.outlet)
    for name in report.byline:
        article.add("author", name)
    if report.language:
        article.add("language", report.language)
    if report.published:
        article.add("publishedAt", report.published.edtf, quiet=True)
    return article


def _party(case: Case, group: Group, role: str, event: Any, make: Any) -> Iterator[Any]:
    """Yield who is named in a role, and the link to the event; those without a name are in the notes."""
    found = [e for s in group.claims if (e := case.entity(s)) is not None and _is_named(e)]
    if not found or group.value is None:
        return
    entity = found[0]
    party = make(_SCHEMATA[entity.kind], _id("party", case.incident.id, entity.name))
    origin = ref(group.claims[0])
    party.add("name", entity.name, origin=origin)
    if entity.codes.get("country"):
        party.add("country", entity.codes["country"], origin=origin)
    yield party
    link = make("UnknownLink", _id("link", case.incident.id, role, entity.name, group.stance))
    link.add("subject", party.id)
    link.add("object", event.id)
    link.add("role", f"denied: {role}" if group.stance == "denies" else role, origin=origin)
    link.add("summary", f"said by {notes.speakers(group)}", origin=origin)
    for saying in group.claims:
        link.add("recordId", ref(saying), origin=ref(saying))
    yield link


def _is_named(entity: Entity) -> bool:
    """Return whether an entity has a name of its own: "Eastern Dawn Brigade", not "two fighters"."""
    words = entity.name.split()
    return entity.kind in _SCHEMATA and bool(words) and all(w[0].isupper() for w in words[-1:])


def _note(case: Case, slot: Slot, group: Group, number: int, event: Any, make: Any) -> Any:
    note = make("Note", _id("note", case.incident.id, slot, str(number)))
    note.add("name", f"{slot.replace('_', ' ')}: {notes.value(group)}")
    note.add("entity", event.id)
    note.add("summary", f"said by {notes.speakers(group)}")
    for saying in group.claims:
        text = case.records[saying.report].report.text
        words = " … ".join(text[slice(*span)] for span in saying.spans)
        note.add("description", words, origin=ref(saying))
        note.add("notes", ref(saying), origin=ref(saying))
    return note


def _id(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"{DATASET}-{parts[0]}-{digest[:20]}"
