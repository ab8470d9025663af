"""Chains: who said something, from the outermost speaker to the first one.

Works on the record alone, so that it serves the terminal, linking and review as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from saidso.record import Attribution, Entity, Record

OWN_VOICE = "the outlet"
"""Name of the last link where a page states something itself and does not name its outlet."""


class Chains:
    """The chains of one record."""

    def __init__(self, record: Record) -> None:
        self._text = record.report.text
        self.speaker_of_page = record.report.outlet or OWN_VOICE
        self._by_id: dict[str, Attribution] = {a.id: a for a in record.attributions}
        self._entities: dict[str, Entity] = {e.id: e for e in record.entities}

    def of(self, attribution: str) -> list[str]:
        """Return the names of the speakers of an attribution, outermost first.

        An outlet that was told something passes it on and stands before the one who told it
        ("a ministry official told Reuters": Reuters, a ministry official). Where nobody is named the
        page itself is the speaker.
        """
        out: list[str] = []
        seen: set[str] = set()
        at: str | None = attribution
        while at is not None and at in self._by_id and at not in seen:
            seen.add(at)
            found = self._by_id[at]
            at = found.within
            if found.source is None or found.source.kind == "implicit":
                continue
            links = [self.speaker(found)]
            told = self._entities.get(found.told or "")
            if told is not None and told.kind == "organisation":
                links.insert(0, told.name)
            out = [*links, *out]
        out = out or [self.speaker_of_page]
        return [name for k, name in enumerate(out) if k == 0 or out[k - 1] != name]

    def speaker(self, attribution: Attribution) -> str:
        """Return the name of an attribution's own source."""
        source = attribution.source
        if source is None or source.kind in ("author", "implicit"):
            return self.speaker_of_page
        words = " … ".join(self._text[start:end] for start, end in source.spans)
        entity = self._entities.get(source.entity or "")
        if entity is not None and source.kind in ("named", "organisation", "outlet"):
            return entity.name
        return " ".join(words.split())

    def all(self, attributions: Iterable[str]) -> list[list[str]]:
        """Return the chain of each attribution."""
        return [self.of(a) for a in attributions]


def printed(chain: Iterable[str]) -> str:
    """Return a chain in one line, outermost speaker first."""
    return " ← ".join(chain)
