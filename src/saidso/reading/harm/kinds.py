"""Kinds: those harmed who by the noun for them are none of those whom a count tells of."""

from __future__ import annotations

from saidso.reading.harm.casualties import Harm, Person, best, is_single
from saidso.reading.harm.farbelow import FAR, LEAD
from saidso.reading.harm.harm_words import sexes, table
from saidso.reading.harm.ledger import Entry


def other_kinds(group: Harm, harms: list[Harm], named: list[Entry]) -> int:
    """Return how many are said to be harmed beside a count that by its noun cannot hold them.

    "Three soldiers died. A driver was also killed", "they killed four guests. Two attackers were shot
    dead", "two soldiers and six militants were killed": drivers are no soldiers, attackers no guests.
    """
    forces, foes = table().forces, table().foes
    if group.slot == "killed" and group.noun in foes and not group.others:
        rest = [h for h in harms if h.noun in forces | table().unarmed and h.sentence < LEAD]
        return max((best(h) or 0 for h in rest), default=0)
    if group.slot == "injured":
        return _hurt_besides(group, harms, named)
    if group.others or group.noun not in forces | table().unarmed:
        return 0
    also = sum(any(_beside_forces(group, h, p) for h, p in k.told) for k in named)
    if also:
        return also
    against = [h for h in harms if h.noun in foes and h.sentence < LEAD]
    own = [h for h in harms if h.perpetrator and not is_single(h)]
    return max((best(h) or 0 for h in (*against, *own)), default=0)


_WIDE = frozenset({"civilian", "worker", "employee", "child", "villager", "student"})
"""Nouns for people who may be told of by a closer one as well: an employee is a driver."""


def _hurt_besides(group: Harm, harms: list[Harm], named: list[Entry]) -> int:
    """Return how many are hurt beside a count that cannot hold them: "a guard was hurt, and two nurses".

    Not where another count, which says of nobody who they are, is as great and may hold them all.
    """
    own = _kind(group.noun)
    if not own or (group.others and own <= _SEXES):
        return 0
    counts = [h for h in harms if not is_single(h) and h.value is not None and h is not group]
    if any(not _kind(h.noun) and (best(h) or 0) >= (best(group) or 0) for h in counts):
        return 0
    told = [] if group.others else named  # beside "two others" single persons are counted already
    told = [k for k in told if not (k.name or k.told_in({id(group)}))]
    ones = sum(_are_others(group.noun, k.nouns) for k in told)
    groups: dict[str, int] = {}
    for harm in counts:
        if _are_others(group.noun, {harm.noun}) and not harm.struck and harm.sentence < FAR:
            kind = min(_kind(harm.noun))
            groups[kind] = max(groups.get(kind, 0), best(harm) or 0)
    return ones + sum(groups.values())


def _kind(noun: str) -> frozenset[str]:
    """Return what kind of people a noun tells: the names of kinds, none where it tells of nobody closer."""
    t = table()
    if noun in _WIDE:
        return frozenset()
    if noun in t.forces:
        return frozenset({"forces"})
    if noun in t.suspects | t.foes:
        return frozenset({"suspects"})
    if noun in t.unarmed:
        return frozenset({noun})
    sex = sexes().get(noun, "")
    return frozenset({sex}) - {""}


def _are_others(noun: str, nouns: set[str]) -> bool:
    """Return whether the nouns for somebody are of another kind than one: "customers", "guard"."""
    own, told = _kind(noun), [k for n in nouns if (k := _kind(n))]
    return bool(told) and all(not k & own and _tells_apart(k, own) for k in told)


def _tells_apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Return whether two kinds are of one sort: a woman may be an officer, but is no man."""
    return (a <= _SEXES) == (b <= _SEXES)


_SEXES = frozenset({"m", "f"})


def _beside_forces(group: Harm, harm: Harm, person: Person) -> bool:
    """Return whether somebody who is no soldier "was also killed" after a count of soldiers."""
    near = 0 <= harm.sentence - group.sentence < LEAD and harm.slot == group.slot
    forces = table().forces
    return near and person.also and group.noun in forces and person.noun not in forces


def other_noun(dead: Entry, struck: Harm) -> bool:
    """Return whether somebody who died is by the noun none of those struck.

    "The driver was killed. Three passengers were taken to hospital", "the suspect died".
    """
    told = table().forces | table().unarmed
    if struck.noun not in told or struck.noun in dead.nouns:
        return False
    both = bool(dead.nouns & table().forces) and struck.noun in table().forces
    told_plainly = any(sexes().get(noun) for noun in dead.nouns)  # "the suspect, a woman of 20"
    suspect = dead.side == "suspect" and not told_plainly
    return not both and (bool(dead.nouns & told) or suspect)
