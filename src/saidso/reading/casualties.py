"""Harm as claims of one report, and their summary: low, best and high with the rule that made it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from saidso.record import Modifier, Span, Status, Tally

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
_LEAD = 5
_POINTERS = frozenset(["he", "she", "him", "her", "his", "who", "one", "victim", "person", "it"])
"""Words that can mean somebody named before by another noun."""
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
    denied: bool = False
    """The count is set aside by the one who speaks: "four people were hurt, not seven"."""
    outdated: bool = False
    """The one who speaks has another count since: "six were killed, later revised to four"."""


class _Known:
    """One person of the ledger: all that was said of them so far."""

    def __init__(self, person: Person, sentence: int) -> None:
        self.entity, self.name, self.age = person.entity, person.name, person.age
        self.sex, self.noun = person.sex, person.noun
        self.slots: set[str] = set()
        self.sentence = sentence

    def fits(self, person: Person) -> bool:
        """Return whether nothing that is known speaks against the same person."""
        if person.entity and person.entity == self.entity:
            return True
        if person.another:
            return False
        if person.name and self.name:
            return _same_name(person.name, self.name)
        if person.age is not None and self.age is not None and person.age != self.age:
            return False
        return not (person.sex and self.sex and person.sex != self.sex)

    def learn(self, person: Person) -> None:
        """Add what the words tell of the person."""
        self.entity = self.entity or person.entity
        self.name = max(self.name, person.name, key=len)
        self.age = person.age if self.age is None else self.age
        self.sex = self.sex or person.sex


def _same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether two names can be one person's: "Holt" and "Maria Holt", not two full names."""
    if len(a) > 1 and len(b) > 1:
        return a[-1] == b[-1] and a[0] == b[0]
    return bool(set(a) & set(b))


def summarise(harms: list[Harm]) -> dict[str, Tally]:
    """Return low, best and high by slot; a slot that the report says nothing of is absent."""
    counted = [
        h
        for h in harms
        if h.slot in COUNTED
        and not (h.negated or h.denied or h.outdated or h.generic or h.background)
        and h.status == "happened"
    ]
    ledger = _ledger(counted)
    out: dict[str, Tally] = {}
    lives = any(h.slot == "killed" and h.negated and h.victim is not None for h in harms)
    for slot in COUNTED:
        tally = _tally(slot, [h for h in counted if h.slot == slot], ledger, out.get("killed"))
        if tally is not None:
            out[slot] = tally
    if lives and "killed" not in out and out.get("injured"):
        out["killed"] = Tally(low=0, best=0, high=0, rule="the injured are said to live")
    return out


def _ledger(harms: Iterable[Harm]) -> list[_Known]:
    """Return the single persons harmed, each once, with the slots that they count in."""
    known: list[_Known] = []
    by_entity: dict[str, _Known] = {}
    for harm in harms:
        if harm.slot not in ("killed", "injured"):
            continue
        here: list[_Known] = []
        for person in harm.people:
            match = by_entity.get(person.entity)
            if match is None:
                match = _match(known, person, harm, here)
            if match is None:
                match = _Known(person, harm.sentence)
                known.append(match)
            match.learn(person)
            match.slots.add(harm.slot)
            match.sentence = harm.sentence
            here.append(match)
            if match.entity:
                by_entity[match.entity] = match
    return known


def _match(known: list[_Known], person: Person, harm: Harm, here: list[_Known]) -> _Known | None:
    """Return the latest person of the ledger that these words can mean."""
    fitting = [k for k in known[-12:] if k not in here and k.fits(person)]
    if not person.definite and not person.name:
        fitting = [
            k
            for k in fitting
            if k.sentence != harm.sentence or (harm.slot not in k.slots and k.noun == person.noun)
        ]
        if harm.slot == "injured" and not harm.struck:
            fitting = [k for k in fitting if "killed" not in k.slots or k.noun == person.noun]
    if person.noun not in _POINTERS and not person.name:  # "a teacher ... and her husband"
        fitting = [
            k
            for k in fitting
            if k.sentence != harm.sentence
            or harm.slot in k.slots
            or k.noun in (person.noun, "")
            or k.noun in _POINTERS
        ]
    if person.age is not None:
        exact = [k for k in fitting if k.age == person.age]
        fitting = exact or [k for k in fitting if k.age is None]
    alike = [k for k in fitting if person.name and k.name]
    same = [k for k in fitting if harm.slot in k.slots]
    best = alike or same or fitting
    return best[-1] if best else None


def _tally(
    slot: str, harms: list[Harm], ledger: list[_Known], killed: Tally | None
) -> Tally | None:
    if not harms:
        return None
    totals = [h for h in harms if h.total and isinstance(h.value, int)]
    if totals:
        last = totals[-1]
        return Tally(low=last.low, best=_best(last), high=last.high, rule="explicit total")
    named = [
        k for k in ledger if slot in k.slots and not (slot == "injured" and "killed" in k.slots)
    ]
    if named or any(h.value is not None for h in harms):
        harms = [h for h in harms if h.value is not None]  # "them" adds nothing to what is counted
    firm = [h for h in harms if not h.struck and not _single(h)]
    struck = [h for h in harms if h.struck and not _single(h)]
    group = _largest(firm)
    number = 0 if group is None else (_best(group) or 0)
    low, high = (0, 0) if group is None else (group.low, group.high)
    rule = "largest count that the report states"
    if group is not None and group.others and number:
        before = sum(_best(h) or 0 for h in harms if _single(h) and _beside(h, group))
        number, low = number + before, (low or 0) + before
        high = None if high is None else high + before
        rule = "those before and the others added"
    most = _largest(struck) if slot == "injured" else None
    if most is not None and most.value is None and (killed is not None or named):
        most = None  # "the victims were shot": no number to take the dead from
    dead = 0 if most is None or killed is None or most.others else killed.best or 0
    if most is not None and (left := max(0, (_best(most) or 0) - dead)) > number:
        number = low = left
        high = None if most.high is None else max(0, most.high - dead)
        rule = "those struck less the dead" if dead else "largest count that the report states"
    if len(named) > number:
        n = len(named)
        rule = "distinct victims added" if n > 1 else "single victim"
        return Tally(low=n, best=n, high=n if high is not None else None, rule=rule)
    if not number:
        if any(h.value == 0 for h in harms):
            return Tally(low=0, best=0, high=0, rule="the report says none")
        if struck or not firm:
            return None
    return Tally(low=low, best=number, high=high, rule=rule)


def _largest(harms: list[Harm]) -> Harm | None:
    """Return the largest count, of the latest where equal; one with a number before one without.

    What headline and lead say comes first, since further down reports tell of other happenings.
    """
    lead = [h for h in harms if h.sentence < _LEAD and h.value is not None]
    return max(
        lead or harms, key=lambda h: (h.value is not None, _best(h) or 0, h.order), default=None
    )


def _single(harm: Harm) -> bool:
    return bool(harm.people) and harm.value == len(harm.people)


def _beside(harm: Harm, group: Harm) -> bool:
    return 0 <= group.sentence - harm.sentence <= 1 and harm.order < group.order


def _best(harm: Harm) -> int | None:
    if isinstance(harm.value, int):
        return max(harm.value, harm.low or 0)
    return harm.low if harm.low is not None else harm.high
