"""Wire credits: the agency that a page names for its text, or for a part of it."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from saidso import knowledge
from saidso.incidents.recall import recalled
from saidso.record import Report, Span


class Credit(msgspec.Struct, frozen=True):
    """An agency that a page credits; `whole` where for the whole text. Span None: said in metadata."""

    agency: str
    whole: bool
    span: Span | None


class Table(msgspec.Struct, frozen=True):
    """The credits table, ready to match."""

    names: dict[str, str]
    """Canonical name by folded name in print."""
    whole: re.Pattern[str]
    part: re.Pattern[str]
    pieces: tuple[str, ...]
    """Words without which `part` matches nothing: the longest of each of its phrases."""
    furniture: re.Pattern[str]


@cache
def table() -> Table:
    """Return the table of the package."""
    data = knowledge.table(__package__, "credits.yaml")
    names = {n.casefold(): canonical for canonical, all in data["agencies"].items() for n in all}
    printed = [n for all in data["agencies"].values() for n in all]
    name = (
        "(?P<name>" + "|".join(re.escape(n) for n in sorted(printed, key=len, reverse=True)) + ")"
    )

    def pattern(phrases: list[str]) -> str:
        some = [re.escape(p.strip()).replace("%", name, 1) for p in phrases]
        some = [re.sub(r"\?P<name>", "", p) for p in some]
        return "|".join(some)

    return Table(
        names=names,
        whole=re.compile(rf"^\W*(?:{pattern(data['whole'])})\W*$", re.IGNORECASE),
        part=re.compile(rf"\b(?:{pattern(data['part'])})\b", re.IGNORECASE),
        pieces=tuple({max(p.split("%"), key=len).strip().casefold() for p in data["part"]}),
        furniture=re.compile("|".join(map(re.escape, data["furniture"])), re.IGNORECASE),
    )


@recalled
def credits(report: Report) -> list[Credit]:
    """Return the agencies that a page credits, those for the whole text first."""
    found = table()
    out: list[Credit] = []
    for said in (report.wire, *report.byline, report.outlet):
        agency = _agency(said) if said else None
        if agency:
            out.append(Credit(agency, True, None))
    for segment in report.segments:
        text = report.text[segment.span[0] : segment.span[1]]
        at = segment.span[0]
        if segment.kind in ("byline", "dateline", "residue") or len(text) <= _SHORT:
            line = text.strip()
            if found.whole.match(line) or segment.kind == "byline":
                agency = _named(line)
                if agency:
                    out.append(Credit(agency, True, (at, at + len(text))))
                    continue
        folded = text.casefold()
        if not any(piece in folded for piece in found.pieces):
            continue  # the pattern is slow, and a page may be one paragraph of megabytes
        for match in found.part.finditer(text):
            agency = _named(match.group())
            if agency:
                out.append(Credit(agency, False, (at + match.start(), at + match.end())))
    unique = {(c.agency, c.whole): c for c in reversed(out)}
    return sorted(unique.values(), key=lambda c: (not c.whole, c.agency))


_SHORT = 60
"""Characters of a line that can be a credit by itself."""


def _agency(name: str) -> str | None:
    """Return the agency that a name in print is."""
    bare = re.sub(r"^(?:by |the )+", "", " ".join(name.split()).strip(" ()-–—|,."), flags=re.I)
    return table().names.get(bare.casefold())


def _named(text: str) -> str | None:
    """Return the agency that a short text names, the longest name first."""
    words = re.findall(r"[\w-]+", text)
    for n in (3, 2, 1):
        for i in range(len(words) - n + 1):
            name = " ".join(words[i : i + n])
            if n == 1 and name.islower() and name != "dpa":
                continue  # "ap" is no agency, and neither is "pa"
            agency = table().names.get(name.casefold())
            if agency:
                return agency
    return None
