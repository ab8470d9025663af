"""The trigger lexicon that events are read with; the ontology (room `incidents`) fills it.

It lives here because reading may not import from a room to its right.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from saidso.record import Role


class Trigger(msgspec.Struct, frozen=True):
    """One way a type shows itself in words.

    `lemma` is matched on the token's lemma (lower case); `pos` is "verb" or "noun". `needs` are
    lemmas of which at least one must stand in the trigger's own clause (for light words such as
    "open" with "fire"); `object` limits the direct object or complement to these lemmas or entity
    kinds ("person", "vehicle", ...). `weight` orders rival readings: higher wins.
    """

    type: str
    lemma: str
    pos: Literal["verb", "noun"]
    needs: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    particle: str = ""
    weight: float = 1.0
    subject: tuple[str, ...] = ()
    """Lemmas of which one must name who does it, in any of that entity's mentions."""
    by: Role | None = None
    """Role of the grammatical subject, where it is not the type's: who defuses a bomb laid none."""
    of: Role | None = None
    """Role of the object, where it is not the type's: robbers who are sighted on board do the robbing."""


class Roles(msgspec.Struct, frozen=True):
    """What the grammatical parts of a type's triggers mean; passives and "by" are undone first."""

    subject: Role = "perpetrator"
    object: Role = "victim"


class Lexicon(msgspec.Struct, frozen=True):
    """All triggers, by lemma, and the roles of each type."""

    by_lemma: dict[str, list[Trigger]]
    roles: dict[str, Roles] = {}
