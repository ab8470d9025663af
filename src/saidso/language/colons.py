"""Colons: what stands right behind one belongs to the clause behind it: "the second in a week: on Thursday, a
missile hit a house"."""

from __future__ import annotations

from saidso.language.words import SUBJECTS, Words, move

_CLAUSES = frozenset({"parataxis", "ccomp", "acl", "conj", "advcl", "root"})
_NEAR = 12
_LEADS = frozenset({"obl", "obl:unmarked", "nmod", "advmod"})


def mend_colon(words: Words, children: dict[int, list[int]], i: int, first: int, end: int) -> None:
    """Hang the day right behind the colon at `i` on the verb behind it, not on what stands before."""
    day = i + 1
    while day < end and words.upos[day] in ("ADP", "DET"):
        day += 1
    if day >= end or words.kinds[day] != "time" or words.rels[day] not in _LEADS:
        return
    if not first <= words.heads[day] < i:
        return
    behind = range(day + 1, min(day + _NEAR, end))
    verb = next((k for k in behind if words.upos[k] == "VERB"), -1)
    if verb < 0 or words.rels[verb] not in _CLAUSES:
        return
    if any(words.rels[c] in SUBJECTS and c > day for c in children[verb]):
        move(words, children, day, verb, "obl")
