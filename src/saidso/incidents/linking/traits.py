"""Traits: what an incident of a report is known by, small enough to keep for a hundred thousand.

The main incident of a report is known by all that the report says: its words, its people. Another one
is known by the sentences that tell of it and the people in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

import msgspec

from saidso.incidents.linking.terms import folded, terms, weights
from saidso.incidents.origins.credits import table
from saidso.incidents.recall import recalled
from saidso.record import Entity, Incident, Record, Report, Span

_CALL_SIGN = re.compile(r"\b[KW][A-Z]{2,3}\d*(?:-?TV)?\b")
"""Stations of the United States; what a station prints of itself is no word of the story."""
_PLACES = 120
"""Words of places that are kept at most."""
_NAME = re.compile(r"[^\W\d_][\w.'’-]*")
_RARE = 0.35
"""Weight from which a capitalised word can be a part of a person's name ("Baby" and "Woman" are none)."""


class Person(msgspec.Struct, frozen=True, array_like=True):
    """Somebody named: folded words of the name, the age that is told, and whether with a part in it.

    `acts` is True for those with a role in an incident and those whose age is told. A chief of police
    speaks about every incident of his town and a reporter writes about them: they have none.
    """

    name: tuple[str, ...]
    age: int | None
    acts: bool


class Traits(msgspec.Struct, frozen=True, array_like=True):
    """What an incident is known by. Days are ordinals (1 is the first day of the year 1).

    `town` has the folded words of the name of its place; `places` those of all places that its text
    names; `terms` and `heading` have the heaviest first. `bytes` is the SHA-256 of the page. `row` is the id
    of the row of a dataset that was imported ("acled:NGA1234"), whatever its version.
    """

    report: str
    bytes: str
    incident: str
    main: bool
    type: str
    first: int | None
    last: int | None
    published: int | None
    lat: float | None
    lon: float | None
    km: float | None
    place: str | None
    town: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[Person, ...]
    ages: tuple[int, ...]
    killed: int | None
    injured: int | None
    terms: dict[str, float]
    heading: dict[str, float]
    row: str | None = None

    @property
    def order(self) -> tuple[str, str, str]:
        """What incidents are put in order by; it does not depend on when they were added."""
        return (self.report, self.bytes, self.incident)


def traits(record: Record) -> list[Traits]:
    """Return the traits of every incident of a record, in the record's order."""
    return [_traits(record, incident) for incident in record.incidents]


def _traits(record: Record, incident: Incident) -> Traits:
    report = record.report
    own = _sentences(record, incident)
    people = _people(record, incident)
    when, where = incident.date, incident.place
    row = _row(report)  # a dataset publishes a row long after the day, so that day tells nothing
    ages = _ages(record).get(incident.id, set())
    words = [w for span in own for w in folded(_CALL_SIGN.sub(" ", report.text[slice(*span)]))]
    known = {*folded(where.name), *folded(where.admin1 or "")} if where else set()
    dated = when is not None and when.precision != "none"
    return Traits(
        report=report.name,
        bytes=report.id,
        incident=incident.id,
        main=incident.main,
        type=incident.type,
        first=_ordinal(when.earliest) if when and dated else None,
        last=_ordinal(when.latest) if when and dated else None,
        published=_ordinal(report.published.edtf) if report.published and not row else None,
        lat=where.lat if where else None,
        lon=where.lon if where else None,
        km=where.precision_km if where else None,
        place=(where.gazetteer or where.name) if where else None,
        town=tuple(folded(where.name)) if where else (),
        places=_places(record, incident),
        people=people,
        ages=tuple(sorted(ages)),
        killed=incident.killed.best if incident.killed else None,
        injured=incident.injured.best if incident.injured else None,
        terms=terms(words, damped=known),
        heading=terms(folded(_heading(report.title)), damped=known) if incident.main else {},
        row=row,
    )


@recalled
def _ages(record: Record) -> dict[str, set[int]]:
    """Return the ages that are told in each incident."""
    found: dict[str, set[int]] = {}
    for claim in record.claims:
        if claim.slot == "age" and isinstance(claim.value, int):
            found.setdefault(claim.incident, set()).add(claim.value)
    return found


def _row(report: Report) -> str | None:
    """Return the id of an imported row; a later version of it has the same, with its hash behind."""
    return report.name.split(" (")[0] if report.origin else None


def _heading(title: str | None) -> str:
    """Return a title without the name of the outlet that pages put behind it."""
    return re.split(r"\s[|–—-]\s", title or "", maxsplit=1)[0]


def _places(record: Record, incident: Incident) -> tuple[str, ...]:
    """Return the words of the places that an incident's text names."""
    if not incident.main:
        return ()
    found = {
        word
        for entity in record.entities
        if entity.kind in ("place", "facility")
        for word in folded(entity.name)
    }
    return tuple(sorted(found)[:_PLACES])


def _ordinal(day: str | None) -> int | None:
    """Return the ordinal of an ISO day, None where it is none of a known calendar day."""
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return None


def _sentences(record: Record, incident: Incident) -> list[Span]:
    """Return the lines that tell of an incident: all but furniture for the main one."""
    lines = _lines(record.report)
    if incident.main:
        return lines
    triggers = _triggers(record)
    told = set()
    for at in (triggers[e] for e in incident.events if e in triggers):
        k = bisect_right(lines, at, key=_start) - 1
        if k >= 0 and at < lines[k][1]:
            told.add(k)
    return [lines[k] for k in sorted(told)]


def _start(span: Span) -> int:
    return span[0]


@recalled
def _lines(report: Report) -> list[Span]:
    """Return the lines of a report but for furniture."""
    text = report.text
    lines: list[Span] = []
    for segment in report.segments:
        if segment.kind == "residue":
            continue
        at = segment.span[0]
        for line in text[segment.span[0] : segment.span[1]].splitlines(keepends=True):
            if line.strip() and not table().furniture.search(line):
                lines.append((at, at + len(line)))
            at += len(line)
    return lines


@recalled
def _triggers(record: Record) -> dict[str, int]:
    """Return where each event's trigger begins."""
    return {event.id: event.trigger[0] for event in record.events}


@recalled
def _acting(record: Record) -> set[str]:
    """Return the entities with a part in any incident."""
    return {e for i in record.incidents for e in (*i.perpetrators, *i.victims)}


def _people(record: Record, incident: Incident) -> tuple[Person, ...]:
    """Return the named people: of the report for its main incident, else those with a part in it."""
    own = {*incident.perpetrators, *incident.victims}
    parts = _acting(record)
    found: dict[tuple[str, ...], Person] = {}
    for entity in record.entities:
        if entity.kind != "person" or not (incident.main or entity.id in own):
            continue
        name = _full_name(entity.name)
        if name is None:
            continue
        age = _age(entity)
        acts = entity.id in parts or age is not None
        known = found.get(name)
        if known is None or (acts and not known.acts):
            found[name] = Person(name, age, acts)
    return tuple(sorted(found.values(), key=lambda p: p.name))


def _full_name(printed: str) -> tuple[str, ...] | None:
    """Return the folded words of a person's full name, None where it is a title or one word."""
    words = [w for w in _NAME.findall(printed) if w[0].isupper()]
    rare = [w.casefold().strip(".'’-") for w in words]
    rare = [w.removesuffix("'s").removesuffix("’s") for w in rare]
    name = [w for w in rare if len(w) > 1 and weights().get(w, 1.0) >= _RARE]
    return tuple(name) if len(name) >= 2 else None


def _age(entity: Entity) -> int | None:
    ages = [a.value for a in entity.attributes if a.name == "age" and a.value and a.value.isdigit()]
    return int(ages[0]) if ages else None
