"""Drafting the record of an imported row: entities and claims, each with its cell as its words.

What a row says is said by the dataset, from the source that it names: the chain is "ACLED", then the cell
of its sources as one speaker, since a row does not tell which of several said what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from saidso import __version__
from saidso.errors import InputError
from saidso.exchange.codebook import states
from saidso.exchange.imported import spans_of
from saidso.record import (
    Attribution,
    Claim,
    Entity,
    EntityKind,
    Event,
    EventPlace,
    EventTime,
    Incident,
    IncidentDate,
    IncidentPlace,
    Participant,
    ReaderInfo,
    Record,
    Report,
    Role,
    Slot,
    Source,
    Span,
    Tally,
    Words,
)

Codes = Callable[[str], dict[str, str | list[str] | None]]
"""Gives the codes of an incident type."""
NO_MODEL = "none: a row of a dataset"
"""What stands for the model of a record that no model read."""


class Draft:
    """A record in the making; `report` is that of the row."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._spans = spans_of(report)
        self._entities: list[Entity] = []
        self._claims: list[Claim] = []
        self._parts: list[Participant] = []
        self._said = "a0"

    def cell(self, column: str) -> str:
        """Return the cell of a column, empty where the row has none."""
        span = self._spans.get(column)
        return self.report.text[slice(*span)] if span else ""

    def needed(self, column: str) -> str:
        """Return the cell of a column; raises InputError where it is empty."""
        value = self.cell(column)
        if not value:
            raise InputError(self.report.name, f"the cell {column} is empty")
        return value

    def whole(self, column: str) -> int:
        """Return the cell of a column as a whole number; raises InputError where it is none."""
        value = self.needed(column)
        number = value.removesuffix(".0")
        if not number.isdecimal() or len(number) > 9:
            raise InputError(self.report.name, f"the cell {column} is no count: {value[:40]}")
        return int(number)

    def degrees(self, column: str, most: float) -> float:
        """Return a coordinate; raises InputError where it is none."""
        value = self.needed(column)
        try:
            number = float(value)
        except ValueError:
            number = most + 1
        if not -most <= number <= most:
            raise InputError(self.report.name, f"the cell {column} is no coordinate: {value[:40]}")
        return number

    def sources(self, column: str) -> None:
        """Take the cell of a column as who says what the row says."""
        self._said = "a1" if column in self._spans else "a0"
        self._source = column

    def entity(self, column: str, kind: EntityKind, codes: dict[str, str]) -> str:
        """Add the entity that a cell names; return its id. Raises InputError where it is empty."""
        id = f"e{len(self._entities) + 1}"
        name = self.needed(column)
        mentions = [self._spans[column]]
        self._entities.append(Entity(id=id, kind=kind, name=name, mentions=mentions, codes=codes))
        return id

    def claim(
        self,
        slot: Slot,
        value: int | str,
        columns: Sequence[str],
        *,
        entity: str | None = None,
        low: int | None = None,
        high: int | None = None,
    ) -> None:
        """Add a claim whose words are the cells of some columns."""
        self._claims.append(
            Claim(
                id=f"c{len(self._claims) + 1}",
                incident="i1",
                slot=slot,
                value=value,
                low=low,
                high=high,
                spans=sorted(self._spans[c] for c in columns if c in self._spans),
                attributions=[self._said],
                entity=entity,
            )
        )

    def part(self, role: Role, entity: str, column: str) -> None:
        """Say what part an entity has, and claim it."""
        slots: dict[Role, Slot] = {
            "perpetrator": "perpetrator",
            "victim": "victim",
            "target": "target",
        }
        self._parts.append(Participant(role=role, entity=entity, span=self._spans[column]))
        self.claim(slots[role], self.cell(column), [column], entity=entity)

    def record(
        self,
        type: str,
        *,
        codes: dict[str, str | list[str] | None],
        date: IncidentDate,
        dated: Sequence[str],
        place: IncidentPlace,
        placed: str,
        place_entity: str,
        killed: Tally | None,
        trigger: str,
    ) -> Record:
        """Return the record: one incident, told by one event."""
        event = Event(
            id="v1",
            type=type,
            trigger=self._spans[trigger],
            status="happened",
            participants=self._parts,
            time=EventTime(edtf=date.edtf, spans=[self._spans[c] for c in dated]),
            place=EventPlace(entity=place_entity, spans=[self._spans[placed]]),
            attributions=[self._said],
        )

        def of(role: Role) -> list[str]:
            return list(dict.fromkeys(p.entity for p in self._parts if p.role == role))

        incident = Incident(
            id="i1",
            type=type,
            main=True,
            status="happened",
            codes=codes,
            date=date,
            place=place,
            events=["v1"],
            perpetrators=of("perpetrator"),
            victims=of("victim"),
            targets=of("target"),
            killed=killed,
            claims=[c.id for c in self._claims],
        )
        return Record(
            reader=ReaderInfo(version=__version__, model=NO_MODEL),
            report=self.report,
            entities=self._entities,
            attributions=self._attributions(),
            events=[event],
            claims=self._claims,
            incidents=[incident],
        )

    def _attributions(self) -> list[Attribution]:
        spans: list[Span] = sorted({s for c in self._claims for s in c.spans})

        def said(id: str, source: Source, within: str | None) -> Attribution:
            return Attribution(
                id=id,
                source=source,
                cue=Words(spans=[]),
                content=Words(spans=spans),
                quotation="indirect",
                stance="asserts",
                certainty="certain",
                within=within,
            )

        own = said("a0", Source(spans=[], entity=None, kind="author"), None)
        if self._said == "a0":
            return [own]
        source = Source(spans=[self._spans[self._source]], entity=None, kind="outlet")
        return [own, said("a1", source, "a0")]


def country_of(name: str) -> str | None:
    """Return the alpha-3 code of a country that a dataset names, by any of its names."""
    for code, state in states().items():
        if name in (state.name, state.ucdp_name):
            return code
    return None


def country_in(text: str) -> str | None:
    """Return the country that the name of an actor holds: "Police Forces of Kenya (2022-)"."""
    found = [
        (len(name), code)
        for code, state in states().items()
        for name in (state.name, state.ucdp_name)
        if name and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]
    return max(found)[1] if found else None
