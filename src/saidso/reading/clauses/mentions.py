"""What reading finds before it is resolved: mentions of entities, events and quantities.

These types travel from `reading` to `resolving` and `incidents`; the record types of
`saidso.record` are built from them.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from saidso.language.parse import Range
from saidso.record import Entity, Modifier, Role, Span, Status


class Mention(msgspec.Struct, frozen=True):
    """One mention of an entity: its tokens, its head token, and its form."""

    entity: str
    tokens: Range
    head: int
    form: Literal["name", "nominal", "pronoun"]


class Cast(msgspec.Struct, frozen=True):
    """The entities of one report, and which mention stands where."""

    entities: dict[str, Entity]
    mentions: list[Mention]
    by_head: dict[int, Mention]
    """Mention by its head token."""
    speakers: set[int] = set()
    """Head words of all who speak (see `clauses.speaking`)."""

    def at(self, token: int) -> Entity | None:
        """Return the entity whose mention has `token` as its head, if any."""
        mention = self.by_head.get(token)
        return self.entities[mention.entity] if mention else None


class Quantity(msgspec.Struct, frozen=True):
    """A number in the text: bounds (None: open), modifier, and what it counts.

    `unit` is the lemma of the counted noun ("soldier", "time", "year", "people") or "" when the
    number stands alone; `noun` is that noun's token. `words` keeps what is printed ("dozens").
    """

    low: int | None
    high: int | None
    modifier: Modifier | None
    tokens: Range
    span: Span
    unit: str
    noun: int | None
    ordinal: bool
    words: str


class EventParticipant(msgspec.Struct, frozen=True):
    """A part in an event: the role, the entity, and the mention's head token."""

    role: Role
    entity: str
    head: int
    span: Span


class EventMention(msgspec.Struct, frozen=True):
    """One mention of something happening, typed but not yet placed in time and space.

    `type` is an id of the ontology. `time_tokens` and `place_heads` are the tokens in the event's
    own clause that may say when and where. `background` is true where the grammar marks an earlier
    or other happening ("last year's attack", "a similar attack in ..."), `general` where it tells of
    many ("gangs often kidnap people", "have killed hundreds this year").
    """

    type: str
    trigger: Range
    sentence: int
    status: Status
    participants: list[EventParticipant]
    clause: Range
    place_heads: list[int]
    background: bool
    general: bool = False
