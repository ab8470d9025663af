"""The pipeline: a report goes in at the left, its record comes out at the right."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from saidso import __version__
from saidso.errors import InputError, of_ours
from saidso.incidents.assembly.assembly import Findings, assemble
from saidso.incidents.ontology import load
from saidso.language.casing import calm
from saidso.language.language import Language
from saidso.language.parse import Parse
from saidso.reading.attributions.attributions import find_attributions
from saidso.reading.clauses.hedges import find_hedges
from saidso.reading.clauses.quantities import find_quantities
from saidso.reading.entities.attributes import find_attributes
from saidso.reading.entities.entities import find_entities
from saidso.reading.events.events import find_events
from saidso.reading.harm.harm import find_harm
from saidso.reading.layout.entries import label_spans
from saidso.reading.layout.partings import find_partings
from saidso.record import Entity, ReaderInfo, Record, Report
from saidso.resolving.actors import code_actor
from saidso.resolving.labels import read_labels
from saidso.resolving.places.datelines import find_filed
from saidso.resolving.places.places import resolve_heads
from saidso.resolving.times.newsday import news_day
from saidso.resolving.times.times import find_times
from saidso.spans import covered

_PRONOUN = 4
"""Mentions of at most so many letters are pronouns, or names that say nothing of who it is."""


class Reader:
    """Reads reports into records. Making one loads the model; use it for many reports.

    `model` is a model folder (default: the shipped one), `types` a YAML file with further incident
    types. With more than one of `threads`, `read_many` runs the model ahead on so many of them.
    """

    def __init__(
        self, model: str | Path | None = None, *, threads: int = 1, types: Path | None = None
    ) -> None:
        self._language = Language(Path(model) if model else None, threads=threads)
        self._ontology = load(types)
        self._lexicon = self._ontology.lexicon()

    @cached_property
    def info(self) -> ReaderInfo:
        """Which reader this is: version and SHA-256 of the model."""
        return ReaderInfo(version=__version__, model=self._language.model.sha256)

    def read(self, report: Report) -> Record:
        """Return the record of one report."""
        record = self.record(self._language.parse(calm(report)))
        return msgspec.structs.replace(record, report=report)

    def read_many(self, reports: Iterable[Report]) -> Iterator[Record | InputError]:
        """Yield the records of `reports` in order.

        Where a fault of ours breaks on one report, an InputError that names it takes its place.
        """
        waiting: deque[Report] = deque()
        for parse in self._language.parse_many(_calm(reports, waiting)):
            report = waiting.popleft()
            try:
                yield msgspec.structs.replace(self.record(parse), report=report)
            except Exception as fault:  # one report never stops the others
                yield of_ours(parse.report.name, fault)

    def record(self, parse: Parse) -> Record:
        """Return the record of a parsed report: every room to the right of language, in order."""
        cast = find_entities(parse)
        hedges = find_hedges(parse)
        quantities = find_quantities(parse)
        events = find_events(parse, cast, self._lexicon)
        labels = label_spans(parse)
        times = find_times(
            parse.text,
            published=news_day(parse.report),
            spans=sorted([*(s.span for s in parse.sentences), *labels]),
        )
        names = [parse.span(n.tokens) for n in parse.names if n.kind == "LOC"]
        acting = {p.entity for e in events for p in e.participants if p.role == "perpetrator"}
        filed = find_filed(parse.report, names)
        return assemble(
            Findings(
                parse=parse,
                cast=cast,
                hedges=hedges,
                attributions=find_attributions(parse, cast, hedges),
                attributes=find_attributes(parse, cast),
                quantities=quantities,
                harms=find_harm(parse, quantities, cast=cast),
                events=events,
                partings=find_partings(parse, cast, events),
                times=[t for t in times if not covered(t.span, labels)],
                places=resolve_heads(parse, cast, [f.span for f in filed]),
                filed=filed,
                labels=read_labels(parse.report, times, names) if labels else {},
                codes={
                    e.id: code_actor(e.name, words=_descriptions(parse, e), kind=e.kind)
                    for e in cast.entities.values()
                    if e.kind in ("person", "group", "organisation") or e.id in acting
                },
            ),
            self._ontology,
            self._lexicon,
            self.info,
        )


def _calm(reports: Iterable[Report], waiting: deque[Report]) -> Iterator[Report]:
    """Yield reports with what shouts in ordinary case; the reports as captured go into `waiting`."""
    for report in reports:
        waiting.append(report)
        yield calm(report)


def _descriptions(parse: Parse, entity: Entity) -> str:
    """Return the different words that an entity is called by, pronouns left out."""
    words = dict.fromkeys(parse.text[start:end] for start, end in entity.mentions)
    return ", ".join(w for w in words if len(w) > _PRONOUN)
