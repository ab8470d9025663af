"""Sources: the chains of those who said it, as trees and as a picture of boxes and lines.

A box is one name at one distance from the page, whoever else leads to it: so that outlets that rest on
one speaker are seen to meet there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from saidso.incidents.comparing.standing import label
from saidso.linked import LinkedIncident
from saidso.reading.attributions.chains import OWN_VOICE
from saidso.record import Record
from saidso.review.characters import plain

WIDE, HIGH, ACROSS, DOWN = 226, 40, 286, 52
"""Pixels: size of a box, and from one to the next."""
_LONGEST = 30
"""Characters of a name that fit into a box."""


class Tree(msgspec.Struct, kw_only=True):
    """A speaker, and those whom they pass on. `claims` is how many claims end here or further on.

    `own` are those that end here, each as (report, claim id).
    """

    name: str
    note: str = ""
    own: list[tuple[str, str]] = []
    below: dict[str, Tree] = {}

    @property
    def claims(self) -> int:
        """The number of claims that end here or further on."""
        return len(self.all())

    def all(self) -> set[tuple[str, str]]:
        """Return the claims that end here or further on."""
        return set(self.own).union(*(t.all() for t in self.below.values()))

    def first(self) -> tuple[str, str]:
        """Return a claim that leads here: one whose words show the link."""
        return self.own[0] if self.own else next(iter(self.below.values())).first()


class Box(msgspec.Struct, kw_only=True):
    """A box of the picture at (x, y): `column` 0 are origins."""

    column: int
    name: str
    note: str
    report: str
    claim: str
    claims: set[tuple[str, str]]
    x: int = 0
    y: int = 0

    @property
    def short(self) -> str:
        """The name as it fits."""
        return self.name if len(self.name) <= _LONGEST else self.name[: _LONGEST - 1] + "…"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line between two boxes; `width` in pixels grows with the claims that go along it."""

    path: str
    width: float


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """The picture, in pixels. `heads` are the headings of the columns with their x."""

    width: int
    height: int
    boxes: list[Box]
    lines: list[Line]
    heads: list[tuple[int, str]]


def trees(incident: LinkedIncident, records: Mapping[str, Record]) -> list[Tree]:
    """Return a tree for each origin: who speaks in it, and through whom."""
    homes = {n: k for k, origin in enumerate(incident.origins) for n in origin.reports}
    roots: list[Tree] = []
    for k, origin in enumerate(incident.origins):
        names = origin.reports or [p.report for p in origin.parts]
        outlets = [plain(records[n].report.outlet or n) for n in names]
        shown = plain(origin.wire) if origin.wire else outlets[0]
        more = [o for o in outlets if o != shown]
        note = f"{len(names)} reports, one text: {', '.join(more)}" if len(names) > 1 else ""
        roots.append(Tree(name=f"{label(k)}  {shown}", note=note, own=[], below={}))
        for name in names:
            homes.setdefault(name, k)
    for found in incident.slots.values():
        for group in found.groups:
            for said in group.claims:
                at = roots[homes[said.report]]
                for link in _links(said.chain, records[said.report]):
                    at = at.below.setdefault(link, Tree(name=link, own=[], below={}))
                if (said.report, said.claim) not in at.own:
                    at.own.append((said.report, said.claim))
    return [root for root in roots if root.claims]


def _links(chain: Sequence[str], record: Record) -> list[str]:
    """Return the links of a chain behind the page itself."""
    own = (record.report.outlet, record.report.wire, OWN_VOICE)
    links = list(chain)
    while links and links[0] in own:
        links = links[1:]
    return [plain(link) for link in links]


def picture(roots: Sequence[Tree]) -> Picture:
    """Return the picture of trees, every box placed."""
    boxes: dict[tuple[int, str], Box] = {}
    joins: dict[tuple[tuple[int, str], tuple[int, str]], set[tuple[str, str]]] = {}

    def walk(tree: Tree, column: int, before: tuple[int, str] | None) -> None:
        key = (column, tree.name)
        report, claim = tree.first()
        box = boxes.setdefault(
            key,
            Box(
                column=column,
                name=tree.name,
                note=tree.note,
                report=report,
                claim=claim,
                claims=set(),
            ),
        )
        box.claims |= tree.all()
        if before is not None:
            joins.setdefault((before, key), set()).update(tree.all())
        for child in tree.below.values():
            walk(child, column + 1, key)

    for root in roots:
        walk(root, 0, None)
    _place(boxes, joins)
    lines = [
        Line(path=_path(boxes[a], boxes[b]), width=round(1 + min(5, len(some)) * 0.7, 1))
        for (a, b), some in joins.items()
    ]
    columns = 1 + max((b.column for b in boxes.values()), default=0)
    heads = [
        (k * ACROSS, "origin" if k == 0 else "who says it" if k == 1 else "who told them")
        for k in range(columns)
    ]
    return Picture(
        width=(columns - 1) * ACROSS + WIDE + 2,
        height=max((b.y for b in boxes.values()), default=0) + HIGH + 2,
        boxes=list(boxes.values()),
        lines=lines,
        heads=heads,
    )


def _place(
    boxes: Mapping[tuple[int, str], Box],
    joins: Mapping[tuple[tuple[int, str], tuple[int, str]], object],
) -> None:
    """Give each box its place: in its column, near the middle of those that lead to it."""
    top = 34
    column = 0
    while some := [key for key in boxes if key[0] == column]:
        wanted: dict[tuple[int, str], float] = {}
        for n, key in enumerate(some):
            before = [boxes[a].y for a, b in joins if b == key]
            wanted[key] = sum(before) / len(before) if before else top + n * DOWN
        at = float(top)
        ranked = sorted(some, key=lambda key: wanted[key])
        for n, key in enumerate(ranked):
            box = boxes[key]
            # the boxes that want the same height are set around it, not all below it
            same = sum(1 for k in ranked[n:] if abs(wanted[k] - wanted[key]) < 1)
            at = max(at, wanted[key] - (same - 1) * DOWN / 2 if same > 1 else wanted[key])
            box.x, box.y = 1 + column * ACROSS, round(at)
            at += DOWN
        column += 1


def _path(a: Box, b: Box) -> str:
    x1, y1, x2, y2 = a.x + WIDE, a.y + HIGH // 2, b.x, b.y + HIGH // 2
    half = (x1 + x2) // 2
    return f"M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}"
