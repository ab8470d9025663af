"""Records of invented reports, made from lines of who says what: the shape of tests/cases/comparing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from saidso.linked import Origin
from saidso.record import (
    Attribute,
    Attribution,
    Claim,
    Entity,
    Incident,
    IncidentDate,
    IncidentPlace,
    Number,
    Published,
    ReaderInfo,
    Record,
    Report,
    Segment,
    Source,
    Tally,
    Words,
)
from saidso.resolving.countries import country_mentions

_MODIFIERS = {
    "at least": "at_least", "more than": "more_than", "at most": "at_most", "about": "about",
    "fewer than": "fewer_than", "exactly": "exactly",
}  # fmt: skip
_VAGUE = {"several": 3, "dozens": 12, "plural": None}
"""Words whose least number is known; a plural says no more than that they were two."""
COUNTS = ("killed", "injured", "missing", "captured", "released", "displaced", "rounds_fired")


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing said: by a chain of speakers (empty: the page), a slot, a value, how."""

    by: list[str]
    slot: str
    value: str | int | None
    stance: str = "asserts"
    certainty: str = "certain"
    status: str | None = None
    of: str | None = None
    period: str | None = None
    about: str | None = None
    agreement: str | None = None
    words: str | None = None
    revised_by: str | None = None


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One invented report."""

    said: list[Line]
    outlet: str | None = None
    published: str | None = None
    wire: str | None = None
    type: str = "bombing"
    date: str | None = None
    place: dict[str, Any] | None = None
    victims: list[str] = []
    perpetrators: list[str] = []
    roles: dict[str, str] = {}
    names: list[str] = []
    """Speakers and persons that are names; all others are descriptions."""


def number(value: str | int | None) -> tuple[str | int | None, int | None, int | None, str | None]:
    """Return value, low, high and modifier of "at least 4", "4 to 6", "about 20" or 5."""
    if value is None or isinstance(value, int):
        return value, value, value, None
    if value in _VAGUE:
        return (
            (_VAGUE[value], _VAGUE[value], None, None)
            if _VAGUE[value]
            else (None, 2, None, "at_least")
        )
    span = re.fullmatch(r"(\d+) to (\d+)", value)
    if span:
        return int(span[1]), int(span[1]), int(span[2]), None
    found = re.fullmatch(r"(?:(\D+) )?(\d+)", value)
    if found is None:
        return value, None, None, None
    n, modifier = int(found[2]), _MODIFIERS.get(found[1] or "")
    low: int | None = n
    high: int | None = n
    if modifier == "at_least":
        high = None
    elif modifier == "more_than":
        low, high = n + 1, None
    elif modifier == "at_most":
        low = None
    elif modifier == "fewer_than":
        low, high = None, n - 1
    return n, low, high, modifier


def record(name: str, page: Page) -> Record:
    """Return the record of an invented report; its text holds one line for each thing said."""
    text = ""
    entities: dict[str, Entity] = {}
    attributions: list[Attribution] = [
        Attribution(
            id="a0",
            source=Source(spans=[], entity=None, kind="author"),
            cue=Words(spans=[]),
            content=Words(spans=[]),
            quotation="indirect",
            stance="asserts",
            certainty="certain",
        )
    ]
    claims: list[Claim] = []

    def entity(words: str, span: tuple[int, int]) -> Entity:
        if words not in entities:
            country = next((c for _, _, c in country_mentions(words)), None)
            found = re.match(r"(\d+) ", words)
            count = int(found[1]) if found else None
            entities[words] = Entity(
                id=f"e{len(entities) + 1}",
                kind="group"
                if count or (words.endswith("s") and words not in page.names)
                else "person",
                name=words,
                mentions=[span],
                number=Number(low=count, high=count) if count else None,
                codes=_codes(words, country),
                attributes=[Attribute(name="role", value=page.roles[words], spans=[span])]
                if words in page.roles
                else [],
            )
        return entities[words]

    for line in page.said:
        within: str | None = None
        for speaker in line.by:
            start = len(text)
            text += speaker
            span = (start, len(text))
            text += " said: "
            named = speaker in page.names
            kind = "named" if named else "outlet" if speaker.isupper() else "role"
            attributions.append(
                Attribution(
                    id=f"a{len(attributions)}",
                    source=Source(spans=[span], entity=entity(speaker, span).id, kind=kind),  # type: ignore[arg-type]
                    cue=Words(spans=[(span[1] + 1, span[1] + 5)]),
                    content=Words(spans=[]),
                    quotation="indirect",
                    stance="denies" if line.stance == "refuses" else "asserts",
                    certainty="certain",
                    within=within,
                )
            )
            within = attributions[-1].id
        if line.words:
            text += line.words + " "
        start = len(text)
        text += str(line.value)
        span = (start, len(text))
        text += ".\n"
        numeric = line.slot in (*COUNTS, "age", "ordinal", "tally")
        value, low, high, modifier = (
            number(line.value) if numeric else (line.value, None, None, None)
        )
        about = line.about or (
            str(line.value) if line.slot in ("victim", "perpetrator", "name") else None
        )
        claims.append(
            Claim(
                id=f"c{len(claims) + 1}",
                incident="i1",
                slot=line.slot,  # type: ignore[arg-type]
                value=value,
                low=low,
                high=high,
                modifier=modifier,  # type: ignore[arg-type]
                spans=[span],
                attributions=[within or "a0"],
                stance="denies" if line.stance == "denies" else "asserts",
                certainty=line.certainty,  # type: ignore[arg-type]
                status=line.status,  # type: ignore[arg-type]
                entity=entity(about, span).id if about else None,
                of=line.of,
                period=line.period,
                agreement=line.agreement,
                revised_by=line.revised_by,
            )
        )
    victims = [entity(v, (0, 1)).id for v in page.victims]
    perpetrators = [entity(p, (0, 1)).id for p in page.perpetrators]
    return Record(
        reader=ReaderInfo(version="0", model="0"),
        report=Report(
            id=hashlib.sha256(f"{name}{text}".encode()).hexdigest(),
            name=name,
            outlet=page.outlet,
            published=Published(edtf=page.published, from_="argument") if page.published else None,
            wire=page.wire,
            text=text,
            segments=[Segment(kind="paragraph", span=(0, len(text)))],
        ),
        entities=list(entities.values()),
        attributions=attributions,
        claims=claims,
        incidents=[
            Incident(
                id="i1",
                type=page.type,
                main=True,
                status="happened",
                date=_date(page.date),
                place=_place(page.place),
                victims=victims,
                perpetrators=perpetrators,
                killed=_tally(claims, "killed"),
                injured=_tally(claims, "injured"),
                claims=[c.id for c in claims],
            )
        ],
    )


def _codes(words: str, country: str | None) -> dict[str, str]:
    out = {"country": country} if country else {}
    if country and re.search("soldier|army|military", words):
        out["plover"] = f"{country} MIL"
    return out


def _date(edtf: str | None) -> IncidentDate | None:
    if edtf is None:
        return None
    known = edtf if "X" not in edtf and len(edtf) == 10 else None
    return IncidentDate(edtf=edtf, earliest=known, latest=known, precision="day")


def _place(place: dict[str, Any] | None) -> IncidentPlace | None:
    fields = ("name", "country", "admin1", "lat", "lon", "precision_km", "gazetteer")
    return IncidentPlace(**{f: place.get(f) for f in fields}) if place else None


def _tally(claims: Sequence[Claim], slot: str) -> Tally | None:
    """Return the highest count of one report: what its reader would call the total."""
    found = [c for c in claims if c.slot == slot and isinstance(c.value, int)]
    told = [c for c in found if c.stance == "asserts"]
    if not told:
        return None
    total = max(told, key=lambda c: int(c.value or 0))
    best = int(total.value or 0)
    low = best if total.modifier is None else total.low
    return Tally(low=low, best=best, high=best, rule="largest count that the report states")


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One case: reports, their origins (left out: each its own), and what should come out."""

    name: str
    reports: dict[str, Page]
    expect: dict[str, dict[str, Any]]
    origins: list[list[str]] = []
    without: list[str] = []


def cases(path: Path) -> list[Case]:
    """Return the cases of a YAML file; `said` lines are "by < chain | slot | value | how"."""
    raw = yaml.safe_load(path.read_text())
    for case in raw:
        for page in case["reports"].values():
            page["said"] = [_line(line) for line in page["said"]]
    return msgspec.convert(raw, list[Case])


def _line(line: str) -> dict[str, Any]:
    by, slot, value, *how = (cell.strip() for cell in line.split("|"))
    out: dict[str, Any] = {
        "by": [] if by in ("", "the page") else [b.strip() for b in by.split("<")],
        "slot": slot,
        "value": None if value == "unknown" else int(value) if value.isdigit() else value,
    }
    if value == "unknown":
        out["certainty"] = "unknown"
    for cell in how:
        key, _, rest = cell.partition("=")
        out[key.strip()] = rest.strip()
    return out


def records(case: Case) -> dict[str, Record]:
    """Return the records of a case by name."""
    return {name: record(name, page) for name, page in case.reports.items()}


def origins(case: Case) -> list[Origin]:
    """Return the origins of a case; reports that it does not group are each an origin."""
    grouped = {name for group in case.origins for name in group}
    alone = [[name] for name in case.reports if name not in grouped]
    return [Origin(reports=sorted(group)) for group in [*case.origins, *alone]]


def pairs(records: Mapping[str, Record]) -> list[tuple[str, str]]:
    """Return the pairs of report and incident of records with one incident each."""
    return [(name, "i1") for name in records]
