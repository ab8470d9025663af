"""The reading view: one part of one report, its marks, and the cards of its claims."""

from __future__ import annotations

import msgspec

from saidso.errors import StoreError
from saidso.record import Record, Report
from saidso.review import passages
from saidso.review.cards import Card, cards_of, marks_of
from saidso.review.desk import Opened
from saidso.review.marks import Piece, pieces
from saidso.review.matrix import Page, page
from saidso.review.passages import Block

_TEXTS = {
    "headline": "headline",
    "byline": "byline",
    "dateline": "dateline",
    "caption": "caption",
    "residue": "not read for claims",
}


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A block with its pieces; `label` says what it is where it is no paragraph."""

    block: Block
    pieces: list[Piece]
    label: str | None

    @property
    def kind(self) -> str:
        """The kind of its segment."""
        return self.block.segment.kind


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows. `part` counts from 1; `others` are the cards of other parts."""

    report: Report
    pages: list[Page]
    blocks: list[Shown]
    part: int
    parts: int
    cards: list[Card]
    others: list[Card]
    current: str | None
    residue: int
    before: str | None
    after: str | None


def view(
    found: Opened, *, report: str | None = None, claim: str | None = None, part: str | None = None
) -> View:
    """Return the view of a report (by default the first), at a claim or a part of it.

    Raises StoreError where the incident has no such report.
    """
    names = found.incident.reports
    name = report if report is not None else names[0]
    if name not in found.records:
        raise StoreError(
            f"the incident has no report {name}", help="choose one of those that it has"
        )
    record = found.records[name]
    split = passages.parts(passages.blocks(record.report))
    cards = [
        msgspec.structs.replace(card, part=passages.part_of(split, card.at) + 1)
        for card in cards_of(record, found.own(name), found.decided(name))
    ]
    number = _number(part, len(split)) or next(
        (c.part for c in cards if c.id == claim), cards[0].part if cards and not part else 1
    )
    blocks = split[number - 1] if split else []
    place = names.index(name)
    return View(
        report=record.report,
        pages=[page(found.records[n]) for n in names],
        blocks=_shown(record, blocks, cards),
        part=number,
        parts=max(1, len(split)),
        cards=[c for c in cards if c.part == number],
        others=[c for c in cards if c.part != number],
        current=claim,
        residue=sum(b.segment.kind == "residue" for b in blocks),
        before=names[place - 1] if place else None,
        after=names[place + 1] if place + 1 < len(names) else None,
    )


def _number(part: str | None, parts: int) -> int | None:
    """Return the part that is asked for, kept within those there are."""
    if part is None or not part.isdecimal():
        return None
    return min(max(1, int(part)), max(1, parts))


def _shown(record: Record, blocks: list[Block], cards: list[Card]) -> list[Shown]:
    marks = marks_of(cards)
    return [
        Shown(
            block=block,
            pieces=pieces(record.report.text, block.span, marks),
            label=_TEXTS.get(block.segment.kind) if block.leads else None,
        )
        for block in blocks
    ]
