"""Company: how many of those told apart the words tell of together, and not here and there."""

from __future__ import annotations

from itertools import combinations

from saidso.reading.harm.furthers import STAFF
from saidso.reading.harm.ledger import CLOSE, POINTERS, Entry, grown, is_kin

_AGED = 4
"""Sentences over which two wounded of different ages are told together."""
_ALSO = 8
"""Sentences over which "Orla Brand was also killed" reaches back."""
_STAFF_REACH = 5
"""Sentences over which whoever works for somebody who was harmed is told with them."""


def together(entries: list[Entry], slot: str) -> int:
    """Return how many of the dead the words tell of as dead together, 1 where they tell of each alone.

    A list holds them together, one sentence with different nouns, and "another" soon after. Of others,
    told alone here and there, most are one person told in two ways, or dead of another happening.
    """
    groups = [{k} for k in range(len(entries))]
    for a, b in combinations(range(len(entries)), 2):
        if groups[a] is not groups[b] and _told_together(entries[a], entries[b], slot):
            groups[a] |= groups[b]
            for k in groups[b]:
                groups[k] = groups[a]
    return max(map(len, groups), default=0)


def _told_together(one: Entry, two: Entry, slot: str) -> bool:
    """Return whether a list, a sentence or "another" soon after tells of two together."""
    if (one.side == "suspect") != (two.side == "suspect"):
        return True
    if slot == "killed" and (
        (one.killed_himself and two.killed) or (one.killed and two.killed_himself)
    ):
        return True
    another = any(p.another for e in (one, two) for _, p in e.told)
    full = min(len(one.name), len(two.name)) > 1
    near = another or full or {grown(one), grown(two)} == {True, False}
    reach = _ALSO if any(p.another and p.name for e in (one, two) for _, p in e.told) else 1
    if any(p.another and p.noun in STAFF for e in (one, two) for _, p in e.told):
        reach = _STAFF_REACH  # "her aide died in hospital on Saturday"
    for a, p in one.told:
        for b, q in two.told:
            if a is b or (full and a.sentence == b.sentence):
                return True
            if not a.slot == b.slot == slot:
                continue
            nouns = not (p.name or q.name or p.noun == q.noun or {p.noun, q.noun} & POINTERS)
            sexes = {p.sex, q.sex} == {"m", "f"}
            apart = nouns or (p.name and q.name) or sexes or None not in (p.age, q.age)
            if nouns and is_kin(p) and is_kin(q) and abs(a.sentence - b.sentence) <= CLOSE:
                return True
            aged = None not in (p.age, q.age) and p.age != q.age
            if aged and slot == "injured" and abs(a.sentence - b.sentence) <= _AGED:
                return True
            if (near or (apart and a.sentence == b.sentence)) and abs(
                a.sentence - b.sentence
            ) <= reach:
                return True
    return False
