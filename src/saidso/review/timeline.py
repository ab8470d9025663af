"""The timeline: when it happened above a line of days, when it was said below it."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from saidso.linked import History, LinkedIncident
from saidso.record import Record
from saidso.review.characters import plain
from saidso.review.matrix import speaker
from saidso.review.wording import edtf, of_group, slot_name

WIDTH = 960
"""Pixels of the picture."""
_EDGE = 60
_ROW = 26
_DAY_PIXELS = 9
"""Pixels of the shortest bar."""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A day or a span of days at (x, y), `width` pixels wide, with its label."""

    x: int
    y: int
    width: int
    label: str
    anchor: str
    said: str
    report: str
    claim: str | None


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """A mark on the line."""

    x: int
    label: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A day in words with those who say it: the same as the picture, as a list."""

    day: str
    what: str
    report: str
    claim: str | None


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """How one speaker's figure moved."""

    slot: str
    said_by: str
    steps: list[tuple[str, str, str, str]]


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The picture and the lists. `axis` is the height of the line of days."""

    height: int
    axis: int
    happened: list[Bar]
    said: list[Bar]
    ticks: list[Tick]
    told: list[Told]
    pages: list[Told]
    moved: list[Moved]


def days_of(text: str) -> tuple[date, date] | None:
    """Return the first and last day of an EDTF date or interval, None where its year is unknown."""
    ends = text.strip("?~%").split("/")
    found = [_days(end.strip("?~%")) for end in ends if end not in ("", "..")]
    known = [f for f in found if f is not None]
    if not known or len(known) < len(found):
        return None
    return known[0][0], known[-1][1]


def _days(text: str) -> tuple[date, date] | None:
    text = text.split("T")[0]
    try:
        if len(text) == 4:
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date.fromisoformat(text), date.fromisoformat(text)
    except ValueError:
        return None


def timeline(incident: LinkedIncident, records: Mapping[str, Record]) -> Timeline:
    """Return the timeline of an incident."""
    told: list[tuple[tuple[date, date] | None, str, Told]] = []
    dates = incident.slots.get("date")
    for group in dates.groups if dates else []:
        said = group.claims[0]
        names = list(dict.fromkeys(speaker(s, records[s.report]) for s in group.claims))
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        row = Told(
            day=str(of_group("date", group)),
            what="; ".join(names[:2]) + more,
            report=said.report,
            claim=said.claim,
        )
        told.append((days_of(str(group.value)), row.day, row))
    pages: list[tuple[tuple[date, date] | None, str, Told]] = []
    for name in incident.reports:
        report = records[name].report
        day = report.published.edtf if report.published else None
        outlet = plain(report.outlet or name)
        row = Told(day=edtf(day) if day else "day not known", what=outlet, report=name, claim=None)
        pages.append((days_of(day) if day else None, outlet, row))
    pages.sort(key=lambda row: (row[0] or (date.max, date.max), row[1]))
    spans = [span for span, _, _ in (*told, *pages) if span is not None]
    moved = [
        _moved(slot_name(slot), one) for slot, c in incident.slots.items() for one in c.history
    ]
    lists = {"told": [t for *_, t in told], "pages": [p for *_, p in pages], "moved": moved}
    if not spans:
        return Timeline(height=0, axis=0, happened=[], said=[], ticks=[], **lists)  # type: ignore[arg-type]
    scale = _Scale(min(s[0] for s in spans), max(s[1] for s in spans))
    above = [(span, label, row) for span, label, row in told if span is not None]
    below = [(span, label, row) for span, label, row in pages if span is not None]
    rows = _rows(above, scale)
    axis = 24 + _ROW * (1 + max(rows, default=0))
    under = _rows(below, scale)
    return Timeline(
        height=axis + 44 + _ROW * (1 + max(under, default=0)),
        axis=axis,
        happened=[
            scale.bar(*entry, y=axis - 20 - _ROW * k) for entry, k in zip(above, rows, strict=True)
        ],
        said=[
            scale.bar(*entry, y=axis + 38 + _ROW * k) for entry, k in zip(below, under, strict=True)
        ],
        ticks=scale.ticks(),
        **lists,  # type: ignore[arg-type]  # three lists of the types above
    )


def _moved(slot: str, one: History) -> Moved:
    steps = [
        (
            edtf(s.as_of) if s.as_of else "day not known",
            "not known" if s.value is None else slot_name(str(s.value)),
            s.report,
            s.claim,
        )
        for s in one.steps
    ]
    return Moved(slot=slot, said_by=plain(one.said_by), steps=steps)


class _Scale:
    """From days to pixels, with some days to spare at both ends."""

    def __init__(self, first: date, last: date) -> None:
        spare = max(2, (last - first).days // 12)
        self.first = max(first, date.min + timedelta(spare)) - timedelta(spare)
        self.last = min(last, date.max - timedelta(spare)) + timedelta(spare)
        self.days = (self.last - self.first).days

    def x(self, day: date) -> int:
        return round(_EDGE + (day - self.first).days * (WIDTH - 2 * _EDGE) / self.days)

    def bar(self, span: tuple[date, date], label: str, row: Told, *, y: int) -> Bar:
        x = self.x(span[0])
        right = x > WIDTH * 0.62
        return Bar(
            x=x,
            y=y,
            width=max(_DAY_PIXELS, self.x(span[1]) - x),
            label=label if len(label) <= 40 else label[:39] + "…",
            anchor="end" if right else "start",
            said=f"{row.day}: {row.what}",
            report=row.report,
            claim=row.claim,
        )

    def ticks(self) -> list[Tick]:
        """Return marks at days, months or years: at most some ten."""
        for step, form in ((1, "%-d %b"), (2, "%-d %b"), (7, "%-d %b"), (14, "%-d %b")):
            if self.days <= 11 * step:
                days = range(0, self.days + 1, step)
                return [self._tick(self.first + timedelta(d), form) for d in days]
        months = max(1, self.days // 30 // 10)
        months = next(m for m in (1, 2, 3, 6, 12, 24, 60, 120, 600, 6000) if m >= months)
        out = []
        at = self.first.year * 12
        while at // 12 <= self.last.year and at // 12 <= 9999:
            day = date(at // 12, at % 12 + 1, 1)
            if self.first <= day <= self.last:
                out.append(self._tick(day, "%b %Y" if months < 12 else "%Y"))
            at += months
        return out

    def _tick(self, day: date, form: str) -> Tick:
        label = f"{day.day} {day:%b}" if form.startswith("%-d") else day.strftime(form)
        if form.startswith("%-d") and day == self.first:
            label += f" {day.year}"
        return Tick(x=self.x(day), label=label)


def _rows(entries: list[tuple[tuple[date, date], str, Told]], scale: _Scale) -> list[int]:
    """Return the row of each entry: the first in which its label overlaps none."""
    taken: list[list[tuple[int, int]]] = []
    out = []
    for span, label, row in entries:
        bar = scale.bar(span, label, row, y=0)
        size = 8 * len(bar.label) + 12
        left = bar.x - size if bar.anchor == "end" else bar.x
        right = bar.x + bar.width + (0 if bar.anchor == "end" else size)
        free = (k for k, used in enumerate(taken) if all(right < a or b < left for a, b in used))
        k = next(free, len(taken))
        if k == len(taken):
            taken.append([])
        taken[k].append((left, right))
        out.append(k)
    return out
