"""Objects: what a verb is done to, where the tree hangs it on another verb or calls it something else."""

from __future__ import annotations

from itertools import pairwise

from saidso.language.words import NOMINAL, SAYS, SUBJECTS, Words, low, move

_OBJECTIVE = frozenset({"them", "him", "me", "us"})
_WITHIN = frozenset({"det", "nummod", "amod", "compound", "nmod:poss", "cc"})
_NEXT = frozenset({",", ";"})
_BETWEEN = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN", "CCONJ"})
_OF = frozenset({"ADP", "PART", "PRON"})


def mend_objects(
    words: Words, children: dict[int, list[int]], i: int, first: int, end: int
) -> None:
    """Put right what verb `i` is done to, in the sentence from `first` to `end`."""
    _bare(words, children, i)
    _number(words, children, i)
    _attempt(words, children, i)
    _listed(words, children, i)
    _conjoined(words, children, i, end)
    _right_behind(words, children, i, end)
    _described(words, children, i)
    _before(words, children, i)
    _object_before(words, children, i, first)
    _object_of_gerund(words, children, i)


def _bare(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make "at least 14 clerks" right behind "killed", whose "at" is the number's, what was killed."""
    rels = {words.rels[c] for c in children[i]}
    if not rels.isdisjoint(("obj", "aux:pass", "nsubj:pass", "ccomp")):
        return
    behind = next((c for c in children[i] if c > i), i)
    if words.rels[behind] != "obl" or words.kinds[behind] != "person":
        return
    below = [words.rels[c] for c in children[behind]]
    number = next((c for c in children[behind] if words.rels[c] == "nummod"), -1)
    if number > i and "case" not in below and words.texts[i + 1] in ("at", "more", "as", "up"):
        words.rels[behind] = "obj"


def _number(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the number right behind a second verb its object: "killed a guard and wounded two more"."""
    rels = {words.rels[c] for c in children[i]}
    if words.rels[i] != "conj" or low(words, i) in SAYS or not rels.isdisjoint(("obj", "aux:pass")):
        return
    if i + 1 in children[i] and words.upos[i + 1] == "NUM" and words.rels[i + 1] == "nsubj":
        words.rels[i + 1] = "obj"


_MEANT = frozenset({"attempt", "attempts", "bid", "bids", "effort", "efforts"})
"""What an infinitive says the aim of."""


def _attempt(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang the infinitive of "foiled an attempt to kill him" on the attempt."""
    noun, to = i - 2, i - 1
    if words.rels[i] != "advcl" or to not in children[i] or low(words, to) != "to":
        return
    if noun in children[words.heads[i]] and low(words, noun) in _MEANT:
        if words.rels[noun] in ("obj", "nsubj:pass"):
            move(words, children, i, noun, "acl")


def _listed(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the "subject" after an active verb and its object the next of a list of objects.

    "They killed a clerk, a porter and four others": nobody but they killed.
    """
    if low(words, i) in SAYS:
        return
    objects = [c for c in children[i] if words.rels[c] == "obj" and c > i]
    if not objects or any(words.rels[c] == "aux:pass" for c in children[i]):
        return
    last = objects[-1]
    for c in [c for c in children[i] if words.rels[c] == "nsubj" and c > last]:
        lists = any(words.rels[g] == "conj" for g in children[c]) or any(
            words.rels[g] == "cc" and g < c for g in children[c]
        )
        first = min((g for g in children[c] if words.rels[g] in _WITHIN), default=c)
        if lists and words.upos[c] in NOMINAL and words.texts[min(first, c) - 1] in _NEXT:
            move(words, children, c, last, "conj")


def _object_of_gerund(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make who stands behind a gerund suffer: "after shooting to death his brother, he fled"."""
    marked = any(words.rels[c] == "mark" and c < i for c in children[i])
    if words.rels[i] != "advcl" or not marked or not low(words, i).endswith("ing"):
        return
    below = [c for c in children[i] if words.rels[c] in ("nsubj", "obj")]
    if len(below) == 1 and below[0] > i:
        words.rels[below[0]] = "obj"
    above = [c for c in children[words.heads[i]] if words.rels[c] == "nsubj" and c > i]
    if not below and len(above) > 1:
        move(words, children, above[0], i, "obj")


def _object_before(words: Words, children: dict[int, list[int]], i: int, first: int) -> None:
    """Give the "them" of "beat them up for stealing" to the verb right before it."""
    if not low(words, i).endswith("ing"):
        return
    for c in [c for c in children[i] if words.rels[c] == "obj" and c < i]:
        verb = c - 1
        if low(words, c) in _OBJECTIVE and verb >= first and words.upos[verb] == "VERB":
            if i not in children[verb] or any(words.rels[g] == "obj" for g in children[verb]):
                continue
            move(words, children, c, verb, "obj")


def _conjoined(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Make "two clerks" of "killed two guards, and two clerks" an object as well, which is no second verb."""
    objects = [c for c in children[i] if words.rels[c] == "obj" and c > i]
    if len(objects) != 1:
        return
    for c in [c for c in children[i] if words.rels[c] == "conj" and c > objects[0]]:
        between = range(objects[0] + 1, c)
        both = words.kinds[c] == words.kinds[objects[0]] == "person"
        within = _BETWEEN | _OF if both else _BETWEEN  # "the head of the council and three guards"
        joined = any(words.upos[k] == "CCONJ" for k in between) and all(
            words.upos[k] in within or words.texts[k] == "," for k in between
        )
        below = {words.rels[g] for g in children[c]}
        bare = below.isdisjoint({"nsubj", "nsubj:pass", "cop", "acl", "obj", "aux"})
        told = c + 1 < end and words.upos[c + 1] in ("VERB", "ADJ", "AUX")
        counted = words.upos[c] == "NUM" and c + 1 < end and low(words, c + 1) == "of"
        if (words.upos[c] in ("NOUN", "PROPN") or counted) and joined and bare and not told:
            move(words, children, c, objects[0], "conj")


def _described(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make one of the clerk and the name of "shot dead clerk Jon Doe", which are no two objects."""
    objects = [c for c in children[i] if words.rels[c] == "obj" and c > i]
    for noun, name in pairwise(objects):
        person = words.upos[noun] == "NOUN" and words.kinds[noun] == "person"
        if person and name == noun + 1 and words.upos[name] == "PROPN":
            move(words, children, name, noun, "appos")


def _before(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the first of two objects, before verb `i`, who does it: "police and guards killed nine men"."""
    objects = [c for c in children[i] if words.rels[c] == "obj"]
    rels = {words.rels[c] for c in children[i]}
    if len(objects) != 2 or not objects[0] < i < objects[1] or not rels.isdisjoint(SUBJECTS):
        return
    first = objects[0]
    past = low(words, i).endswith("ed") or low(words, i) == "shot"
    finite = past and not any(r.startswith("aux") for r in rels)
    if finite and words.upos[first] in ("NOUN", "PROPN") and first == min(children[i]):
        words.rels[first] = "nsubj"


def _right_behind(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Give verb `i` the number right behind it that hangs on the verb before: "killed five, injured ten"."""
    above = words.heads[i]
    if words.rels[i] not in ("conj", "advcl", "parataxis") or above > i or i + 1 >= end:
        return
    mine = any(
        (words.rels[c] == "obj" and not any(words.rels[g] == "case" for g in children[c]))
        or words.rels[c] in SUBJECTS
        or words.rels[c].startswith("aux")
        for c in children[i]
    )
    if mine or words.upos[i + 1] != "NUM" or words.upos[above] != "VERB":
        return
    if words.heads[i + 1] == above and words.rels[i + 1] == "obj":
        move(words, children, i + 1, i, "obj")
