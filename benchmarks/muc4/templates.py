"""MUC-4 templates: the 24 slots, their fills, and reading them from keys and responses.

A fill is what stands on one line of a slot. In a key it may offer alternatives, parted by slashes,
and be optional (a question mark in front). A fill of most slots refers to a fill of another slot of
the template, after a colon: `DEATH: "PRIESTS"`. The forms are those of the task documentation
(TASKDOC/templ-doc-basic/template-doc-part1.v7, sections 3 and 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

SLOTS = (
    "inc-date",
    "inc-loc",
    "inc-type",
    "inc-stage",
    "inc-instr-id",
    "inc-instr-type",
    "perp-inc-cat",
    "perp-ind-id",
    "perp-org-id",
    "perp-org-conf",
    "phys-tgt-id",
    "phys-tgt-type",
    "phys-tgt-num",
    "phys-tgt-nation",
    "phys-tgt-effect",
    "phys-tgt-total-num",
    "hum-tgt-name",
    "hum-tgt-desc",
    "hum-tgt-type",
    "hum-tgt-num",
    "hum-tgt-nation",
    "hum-tgt-effect",
    "hum-tgt-total-num",
)
"""Slots 2 to 24 in the order of the form, under the names that the score reports use."""

TITLES = (
    "INCIDENT: DATE",
    "INCIDENT: LOCATION",
    "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION",
    "INCIDENT: INSTRUMENT ID",
    "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY",
    "PERP: INDIVIDUAL ID",
    "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE",
    "PHYS TGT: ID",
    "PHYS TGT: TYPE",
    "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION",
    "PHYS TGT: EFFECT OF INCIDENT",
    "PHYS TGT: TOTAL NUMBER",
    "HUM TGT: NAME",
    "HUM TGT: DESCRIPTION",
    "HUM TGT: TYPE",
    "HUM TGT: NUMBER",
    "HUM TGT: FOREIGN NATION",
    "HUM TGT: EFFECT OF INCIDENT",
    "HUM TGT: TOTAL NUMBER",
)
"""The titles of the slots on the form, in the same order."""

STRINGS = frozenset(
    {"inc-instr-id", "perp-ind-id", "perp-org-id", "phys-tgt-id", "hum-tgt-name", "hum-tgt-desc"}
)
"""Slots filled with strings of the text."""

_TITLES = "|".join(
    re.escape(t).replace("\\ ", r"\s+") for t in ("MESSAGE: ID", "MESSAGE: TEMPLATE", *TITLES)
)
_LINE = re.compile(rf"^\s*(\d{{1,2}})\.\s*(?:{_TITLES})(.*)$")
_KINDS = re.compile(r"\(([A-Z ]+(?:/[A-Z ]+)+)\)")
_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|[^\s":/?]+|[:/?]')


class Fill(msgspec.Struct, frozen=True):
    """One fill: values that are equally right, and what it refers to (values too, or none)."""

    values: tuple[str, ...]
    refers: tuple[str, ...] = ()
    optional: bool = False


class Template(msgspec.Struct, frozen=True):
    """One incident of a message; `slots` leaves out what is null or does not apply."""

    message: str
    number: int
    slots: dict[str, list[Fill]]
    optional: bool = False

    def fills(self, slot: str) -> list[Fill]:
        """Return the fills of a slot, none where it is null."""
        return self.slots.get(slot, [])


class Message(msgspec.Struct, frozen=True):
    """A message and its templates: none where the message is irrelevant."""

    id: str
    templates: list[Template]


def read_templates(path: Path) -> dict[str, Message]:
    """Return the messages of a file of keys or responses, by id, in the order of the file."""
    out: dict[str, Message] = {}
    for rows in _forms(path.read_text(encoding="latin-1")):
        name = rows[0][0].strip() if rows.get(0) else ""
        if not name:
            continue
        name = re.sub(r"\s*\(.*\)$", "", name)
        message = out.setdefault(name, Message(name, []))
        number = " ".join(rows.get(1, [])).strip()
        if not number or number.startswith("*"):
            continue
        slots = {}
        for at, slot in enumerate(SLOTS, 2):
            fills = [f for line in rows.get(at, []) if (f := read_fill(line, slot=slot))]
            if fills:
                slots[slot] = fills
        if slots:
            count = re.match(r"\d+", number)
            message.templates.append(
                Template(name, int(count[0]) if count else 1, slots, "OPTIONAL" in number)
            )
    return out


def _forms(text: str) -> Iterator[dict[int, list[str]]]:
    """Yield the forms of a file: the lines of each slot by its number."""
    form: dict[int, list[str]] = {}
    at = -1
    for line in text.splitlines():
        head = _LINE.match(line)
        if head:
            at = int(head[1])
            if at == 0 and form:
                yield form
                form = {}
            form[at] = [head[2]]
        elif line.strip() and at >= 0 and not line.lstrip().startswith(";"):
            rows = form[at]
            if rows and rows[-1].replace('\\"', "").count('"') % 2:
                rows[-1] += " " + line.strip()  # a string that goes on in the next line
            else:
                rows.append(line)
    if form:
        yield form


def read_fill(line: str, *, slot: str) -> Fill | None:
    """Return the fill that a line says, None for a null or one that does not apply."""
    line = line.strip()
    optional = line.startswith("?")
    line = line.lstrip("? ")
    if not line.strip("-*. "):
        return None
    if slot in ("inc-loc", "inc-date"):
        places = [v for whole in _each_kind(line) for v in map(_bare, whole.split("/"))]
        return Fill(tuple(dict.fromkeys(places)), (), optional)
    groups = _groups(_PIECE.findall(line), quoted=slot in STRINGS)
    values = tuple(dict.fromkeys(v for group, _ in groups for v in group))
    refers = tuple(dict.fromkeys(r for _, group in groups for r in group))
    return Fill(values, refers, optional) if values else None


def _each_kind(place: str) -> list[str]:
    """Return a place with each kind that it may be: "X (CITY / DEPARTMENT)" is two places."""
    match = _KINDS.search(place)
    if match is None:
        return [place]
    front, behind = place[: match.start()], place[match.end() :]
    return [f"{front}({kind.strip()}){behind}" for kind in match[1].split("/")]


def _bare(text: str) -> str:
    """Return a place or date without the parentheses that a key puts around alternatives."""
    text = " ".join(text.split())
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def _groups(pieces: list[str], *, quoted: bool) -> list[tuple[list[str], list[str]]]:
    """Return values and what they refer to, group by group.

    `A / B: "X" / "Y"` is one group: two values, each about X, alias Y.
    """
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    words: list[str] = []
    after = False

    def close() -> None:
        if words:
            text = " ".join(words).replace('\\"', '"')
            groups[-1][1 if after else 0].append(text)
            words.clear()

    for k, piece in enumerate(pieces):
        if piece == "?":
            continue
        if piece in ":/":
            close()
            if piece == ":":
                after = True
            elif after and not quoted and not "".join(pieces[k + 1 : k + 2]).startswith('"'):
                groups.append(([], []))
                after = False
            continue
        words.append(piece[1:-1].strip() if piece.startswith('"') else piece)
    close()
    return groups
