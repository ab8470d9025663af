"""Attachment: what hangs on which noun before or behind it, where the tree takes the nearest.

"On 3 May militants ambushed a convoy": no militants of 3 May. "Four soldiers of the Velmian Guards and one
driver were killed": the driver is killed as the soldiers are, and none of whose soldiers these are.
"""

from __future__ import annotations

import calendar

from saidso.language.words import SUBJECTS, Words, low, move

_MONTHS = frozenset(name.lower() for name in calendar.month_name if name)
_WEEKDAYS = frozenset(name.lower() for name in calendar.day_name)
_MODIFIES = frozenset({"nmod:unmarked", "compound", "nmod", "amod", "nummod"})
_OF = frozenset({"of", "from"})
_DAYS = 31
_CLIMB = 4


def mend_day(words: Words, children: dict[int, list[int]], i: int, first: int, end: int) -> None:
    """Part the day that a sentence opens with from the noun behind it: month `i` of "On 3 May militants"."""
    if low(words, i) in _WEEKDAYS:
        _part_weekday(words, children, i, first)
    if low(words, i) not in _MONTHS or not words.texts[i][0].isupper():
        return
    before = i - 2 >= first and _is_day(words, i - 1) and low(words, i - 2) == "on"
    behind = i > first and i + 1 < end and _is_day(words, i + 1) and low(words, i - 1) == "on"
    if not (before or behind):
        return
    day = i - 1 if before else i + 1
    last = max(day, i)
    if words.rels[day] == "nummod" and words.heads[day] > last:  # "May 3 militants" are not three
        move(words, children, day, i, "nummod")
    top = i if words.heads[day] == i else day
    noun = words.heads[top]
    verb = words.heads[noun]
    parted = noun > last and words.texts[last + 1] != "," and verb not in (noun, top, i, day)
    if parted and words.upos[noun] in ("NOUN", "PROPN") and words.rels[top] in _MODIFIES:
        move(words, children, top, verb, "obl")


def _part_weekday(words: Words, children: dict[int, list[int]], i: int, first: int) -> None:
    """Part the "Sunday" of "on Sunday soldiers fired" from the soldiers."""
    noun = words.heads[i]
    verb = words.heads[noun]
    if i == first or low(words, i - 1) != "on" or noun != i + 1 or verb in (noun, i):
        return
    if words.rels[i] in _MODIFIES and words.kinds[noun] in ("person", "organization"):
        move(words, children, i, verb, "obl")


def _is_day(words: Words, k: int) -> bool:
    text = words.texts[k]
    return text.isdecimal() and len(text) < 3 and 0 < int(text) <= _DAYS


def mend_next_number(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Join counted people `i` to those counted before "of": "four soldiers of the Guards and one driver"."""
    above = words.heads[i]
    if words.rels[i] != "conj" or above >= i or not _is_counted(words, children, i):
        return
    if _is_counted(words, children, above):
        return
    at, whose = above, False
    for _ in range(_CLIMB):
        if words.rels[at] not in ("nmod", "compound", "flat", "nmod:poss") or words.heads[at] == at:
            return
        whose = whose or any(words.rels[c] == "case" and low(words, c) in _OF for c in children[at])
        at = words.heads[at]
        if _is_counted(words, children, at):
            break
    else:
        return
    if whose and at < above:
        move(words, children, i, at, "conj")


def _is_counted(words: Words, children: dict[int, list[int]], i: int) -> bool:
    """Return whether a noun means people with a number: "four soldiers"."""
    counts = any(words.rels[c] == "nummod" and c < i for c in children[i])
    return counts and words.upos[i] == "NOUN" and words.kinds[i] == "person"


def mend_crossed(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang what stands behind a verb on it where it hangs on clause `i` of the verb's subject: "men who
    were taken in May were freed on Sunday".
    """
    noun = words.heads[i]
    verb = words.heads[noun]
    if words.rels[i] not in ("acl", "acl:relcl") or not noun < i < verb:
        return
    if words.rels[noun] in SUBJECTS and words.upos[verb] == "VERB":
        for c in [c for c in children[i] if c > verb and words.rels[c].startswith("obl")]:
            move(words, children, c, verb, words.rels[c])
