"""The claims matrix as a web page needs it: rows are slots, columns origins, cells values with words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from saidso.incidents.comparing.standing import label
from saidso.linked import Compared, Group, LinkedIncident, Saying, Verdict
from saidso.reading.attributions.chains import OWN_VOICE
from saidso.record import Record, Slot
from saidso.review.characters import plain
from saidso.review.families import Family, family_of
from saidso.review.wording import ORDER, SIGNS, Worded, of_group, slot_name


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A report of an origin: its name, what to call it, and when it was published."""

    name: str
    outlet: str
    published: str | None


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """An origin. `pages` print its text, `quoting` print passages of it inside a story of their own."""

    letter: str
    name: str
    wire: str | None
    pages: tuple[Page, ...]
    quoting: tuple[Page, ...]


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """Who says a value, and the claim in whose words it stands."""

    name: str
    report: str
    claim: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One value in one cell with those who say it."""

    value: Worded
    voices: tuple[Voice, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A slot: its verdict as sign and word, the summary of a and a cell for each column."""

    slot: str
    family: Family
    verdict: Verdict
    sign: str
    word: str
    summary: str | None
    rule: str | None
    cells: tuple[tuple[Entry, ...], ...]


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """All of it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def matrix(incident: LinkedIncident, records: Mapping[str, Record]) -> Matrix:
    """Return the matrix of an incident; `records` are those of its reports, by name."""
    homes = {n: k for k, origin in enumerate(incident.origins) for n in origin.reports}
    for k, origin in enumerate(incident.origins):
        for quoted in origin.parts:
            homes.setdefault(quoted.report, k)
    columns = tuple(_column(k, incident, records) for k in range(len(incident.origins)))
    rows = []
    for slot in ORDER:
        found = incident.slots.get(slot)
        if found is not None:
            rows.append(_row(slot, found, len(columns), homes, records))
    return Matrix(columns=columns, rows=tuple(rows))


def _column(number: int, incident: LinkedIncident, records: Mapping[str, Record]) -> Column:
    origin = incident.origins[number]
    pages = tuple(page(records[name]) for name in origin.reports)
    quoting = tuple(page(records[q.report]) for q in origin.parts)
    first = (pages or quoting)[0]
    return Column(
        letter=label(number),
        name=plain(origin.wire or first.outlet),
        wire=plain(origin.wire) if origin.wire else None,
        pages=pages,
        quoting=quoting,
    )


def page(record: Record) -> Page:
    """Return what a report is called in lists."""
    report = record.report
    return Page(
        name=report.name,
        outlet=plain(report.outlet or report.name),
        published=report.published.edtf if report.published else None,
    )


def _row(
    slot: Slot,
    found: Compared,
    columns: int,
    homes: Mapping[str, int],
    records: Mapping[str, Record],
) -> Row:
    sign, word = SIGNS[found.verdict]
    cells: list[list[Entry]] = [[] for _ in range(columns)]
    for group in found.groups:
        spread: dict[int, list[Saying]] = {}
        for saying in group.claims:
            spread.setdefault(homes[saying.report], []).append(saying)
        for number, said in spread.items():
            cells[number].append(_entry(slot, group, said, records))
    return Row(
        slot=slot_name(slot),
        family=family_of(slot),
        verdict=found.verdict,
        sign=sign,
        word=word,
        summary=found.summary.shown if found.summary else None,
        rule=found.summary.rule if found.summary else None,
        cells=tuple(tuple(cell) for cell in cells),
    )


def _entry(slot: Slot, group: Group, said: list[Saying], records: Mapping[str, Record]) -> Entry:
    voices: dict[str, Voice] = {}
    for one in said:
        name = speaker(one, records[one.report])
        voices.setdefault(name, Voice(name=name, report=one.report, claim=one.claim))
    return Entry(value=of_group(slot, group), voices=tuple(voices.values()))


def speaker(saying: Saying, record: Record) -> str:
    """Return who says it in one line: the chain without the page's own name where others speak."""
    own = record.report.outlet or OWN_VOICE
    chain = [*saying.chain[:-1], " and ".join(saying.said_by)]
    outer = chain[1:] if len(chain) > 1 and chain[0] == own else chain
    return "the page itself" if outer in ([own], [OWN_VOICE]) else plain(" ← ".join(outer))
