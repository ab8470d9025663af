"""Families of slots: how a claim is shown in the text, by letter, colour and underline."""

from __future__ import annotations

from functools import cache

import msgspec

from saidso import knowledge
from saidso.record import Slot


class Family(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some slots that are shown alike; `id` is their class in the style sheet."""

    id: str
    letter: str
    name: str
    slots: tuple[Slot, ...]


@cache
def families() -> tuple[Family, ...]:
    """Return all families in the order of the table."""
    found: dict[str, dict[str, object]] = knowledge.table(__package__, "families.yaml")
    return tuple(msgspec.convert({"id": id, **entry}, Family) for id, entry in found.items())


@cache
def family_of(slot: Slot) -> Family:
    """Return the family of a slot."""
    return next(f for f in families() if slot in f.slots)
