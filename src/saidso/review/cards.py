"""Cards: the claims of one report on one incident, as a coder goes through them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from saidso.linked import Decided
from saidso.reading.attributions.chains import Chains
from saidso.record import Claim, Record, Span
from saidso.review.entries import NUMBERS
from saidso.review.families import Family, family_of
from saidso.review.marks import Mark
from saidso.review.wording import Worded, of_claim, quoted, slot_name

SIGNS = {
    "accepted": "✓",
    "rejected": "✕",
    "edited": "✎",
    "added": "+",
    "attached": "→",
    "detached": "⌀",
    "residue": "⌀",
}
"""A sign for each standing; the word stands beside it for those who do not see it."""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One claim, and what a person decided of it.

    `chains` are its speakers, outermost first; `at` is where its words begin.
    """

    claim: Claim
    number: int
    slot: str
    family: Family
    value: Worded
    words: str
    chains: tuple[tuple[str, ...], ...]
    at: int
    part: int = 0
    decided: Decided | None = None

    @property
    def id(self) -> str:
        """The claim's id, unique in its report."""
        return self.claim.id

    @property
    def standing(self) -> str:
        """What a person decided, in a word."""
        return self.decided.standing if self.decided else "not decided"

    @property
    def sign(self) -> str:
        """The same as a sign."""
        return SIGNS.get(self.standing, "○")

    @property
    def counts(self) -> bool:
        """Whether its value is a whole number."""
        return self.claim.slot in NUMBERS

    @property
    def raw(self) -> str:
        """Its value as a form shows it."""
        return "" if self.claim.value is None else str(self.claim.value)


def cards_of(
    record: Record, incidents: Iterable[str], decided: Mapping[str, Decided] | None = None
) -> list[Card]:
    """Return a card for each claim on incidents of a report, in the order of their words."""
    known = decided or {}
    wanted = set(incidents)
    names = {e.id: e.name for e in record.entities}
    chains = Chains(record)
    own = [c for c in record.claims if c.incident in wanted and c.spans]
    own.sort(key=lambda c: c.spans[0][0])
    return [
        _card(n, claim, record, names, chains, known.get(claim.id))
        for n, claim in enumerate(own, 1)
    ]


def _card(
    number: int,
    claim: Claim,
    record: Record,
    names: Mapping[str, str],
    chains: Chains,
    decided: Decided | None,
) -> Card:
    spoken = dict.fromkeys(tuple(c) for c in chains.all(claim.attributions, roles=True))
    return Card(
        claim=claim,
        number=number,
        slot=slot_name(claim.slot),
        family=family_of(claim.slot),
        value=of_claim(claim, names.get(claim.entity or "")),
        words=quoted(record.report.text, claim.spans),
        chains=tuple(spoken),
        at=claim.spans[0][0],
        decided=decided,
    )


def marks_of(cards: Sequence[Card]) -> list[Mark]:
    """Return the marks of cards: one for all claims of a family that rest on the same words."""
    found: dict[tuple[Span, str], list[Card]] = {}
    for card in cards:
        for span in card.claim.spans:
            found.setdefault((span, card.family.id), []).append(card)
    return [
        Mark(
            span=span,
            family=some[0].family,
            claims=tuple(c.id for c in some),
            says="; ".join(dict.fromkeys(f"{c.slot} {c.value}" for c in some)),
        )
        for (span, _), some in found.items()
    ]
