"""Casualties: a statement of harm as the report makes it, and the single persons whom it tells of."""

from __future__ import annotations

from typing import Literal

import msgspec

from saidso.record import Modifier, Span, Status

HarmSlot = Literal[
    "killed",
    "injured",
    "missing",
    "captured",
    "released",
    "displaced",
    "wounds",
    "rounds_fired",
]
COUNTED = ("killed", "injured", "missing", "captured", "released", "displaced", "rounds_fired")


class Person(msgspec.Struct, frozen=True):
    """Who is harmed, as far as the words tell: for telling persons apart in a summary.

    `entity` is the entity of the cast or "", `name` the words of a name in lower case, `age` a number
    or None, `sex` "m", "f" or "". `definite`: the words point back ("the man",
    "she"). `another`: the words say that it is not one of those before ("a second man").
    """

    entity: str = ""
    name: tuple[str, ...] = ()
    age: int | None = None
    sex: str = ""
    noun: str = ""
    definite: bool = False
    another: bool = False
    also: bool = False
    """They are said to be harmed "also"."""
    nth: int = 0
    """The number of those harmed so far, this one with them: "a fourth victim"; 0 where it is not said."""


class Harm(msgspec.Struct, frozen=True):
    """One statement that people came to harm, that wounds were suffered or that rounds were fired.

    `low` and `high` bound the count (None: open), `value` is the count, or the words for wounds.
    `trigger` is the token of the harm word, `victim` the head token of who is harmed. `struck`:
    shot, hit or stabbed with the outcome open, so that the dead may be among them. `people` are the
    single persons that the words name or describe.
    """

    slot: HarmSlot
    low: int | None
    high: int | None
    modifier: Modifier | None
    value: int | str | None
    spans: list[Span]
    trigger: int
    victim: int | None
    total: bool
    negated: bool
    order: int
    status: Status
    sentence: int
    generic: bool
    background: bool
    perpetrator: bool
    struck: bool = False
    others: bool = False
    people: tuple[Person, ...] = ()
    acted: bool = False
    """Somebody is said to have done it to them, and is not one of them: "he killed four people"."""
    noun: str = ""
    """The lemma of the word for those harmed, "" where there is none."""
    by: str = ""
    """The entity that is said to have done it, "" where none is."""
    own: bool = False
    """They did it to themselves."""
    apart: bool = False
    """They are others than those whom the sentence tells the death of."""
    denied: bool = False
    """The count is set aside by the one who speaks: "four people were hurt, not seven"."""
    feared: bool = False
    """It is only feared that they came to harm."""
    outdated: bool = False
    """The one who speaks has another count since: "six were killed, later revised to four"."""


def is_single(harm: Harm) -> bool:
    """Return whether a statement tells of single persons."""
    return bool(harm.people) and harm.value == len(harm.people)


def best(harm: Harm) -> int | None:
    """Return the number that a statement gives, None where it gives none."""
    if isinstance(harm.value, int):
        return max(harm.value, harm.low or 0)
    return harm.low if harm.low is not None else harm.high
