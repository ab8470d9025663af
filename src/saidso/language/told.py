"""What is told: "said 15 drones targeted Velm" says what drones did, and says no drones."""

from __future__ import annotations

from saidso.language.words import NOMINAL, SAYS, SUBJECTS, Words, low, move


def mend_told(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the object of a verb of saying the subject of the participle behind it, where that has an object.

    In "reported a man wounded by gunfire" and "said two men charged Monday" no object follows.
    """
    if low(words, i) not in SAYS:
        _next_deed(words, children, i)
        return
    _goes_on(words, children, i)
    for c in [c for c in children[i] if words.rels[c] == "obj" and c > i]:
        v = c + 1
        if v not in children[c] or words.rels[v] != "acl" or words.upos[v] != "VERB":
            continue
        if not low(words, v).endswith("ed") or any(
            words.rels[g] == "obl:agent" for g in children[v]
        ):
            continue
        whom = next((g for g in children[v] if g > v and _is_bare(words, children, g)), -1)
        if whom < 0:
            continue
        move(words, children, v, i, "ccomp")
        move(words, children, c, v, "nsubj")
        move(words, children, whom, v, "obj")


def _goes_on(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Join the second deed of "she said that they broke the door, blindfolded him and drove him away" to the
    first: who says so did neither.
    """
    told = [c for c in children[i] if c > i and words.rels[c] == "ccomp"]
    if len(told) != 1 or not any(words.rels[g] in SUBJECTS for g in children[told[0]]):
        return
    for v in [c for c in children[i] if c > told[0] and words.rels[c] in ("advcl", "parataxis")]:
        if _is_deed(words, children, v):
            move(words, children, v, told[0], "conj")


def _next_deed(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Join the second of "soldiers picked out nine men, tied their hands and shot them" to the first."""
    if not any(words.rels[c] == "nsubj" and c < i for c in children[i]):
        return
    for v in [c for c in children[i] if c > i and words.rels[c] == "advcl"]:
        if _is_deed(words, children, v):
            words.rels[v] = "conj"


def _is_deed(words: Words, children: dict[int, list[int]], v: int) -> bool:
    """Return whether verb `v` behind a comma tells by itself what was done to something."""
    below = {words.rels[g] for g in children[v]}
    past = words.upos[v] == "VERB" and low(words, v).endswith("ed") and "obj" in below
    opened = below & {"mark", "cc", "advmod", *SUBJECTS} or any(r.startswith("aux") for r in below)
    return past and not opened and words.texts[v - 1] == ","


def _is_bare(words: Words, children: dict[int, list[int]], g: int) -> bool:
    """Return whether a noun follows without a preposition, and is no time."""
    return (
        words.upos[g] in NOMINAL
        and words.kinds[g] != "time"
        and words.rels[g] in ("obj", "obl", "xcomp", "dep")
        and not any(words.rels[h] == "case" for h in children[g] if h < g)
    )


def mend_content(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make what stands before "said" what was said: "farmers who were taken have been freed, he said"."""
    _behind_relative(words, children, i)
    above, rel = words.heads[i], words.rels[i]
    if above < i or low(words, above) not in SAYS:
        return
    below = {words.rels[c] for c in children[i]}
    told = rel == "advcl" and "mark" not in below and not below.isdisjoint(SUBJECTS)
    if rel in ("acl", "acl:relcl") or told:
        words.rels[i] = "ccomp"


def _behind_relative(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make a verb with its "has been" what is told where it passes for a second relative clause: "a priest
    who was taken in May has been freed, the diocese said".
    """
    noun = words.heads[i]
    said = words.heads[noun]
    if words.rels[i] not in ("acl", "acl:relcl") or not noun < i < said:
        return
    if words.rels[noun] not in SUBJECTS or low(words, said) not in SAYS:
        return
    helped = [c for c in children[i] if c < i and words.rels[c].startswith("aux")]
    who = next((c for c in children[noun] if c < i and words.rels[c] == "acl:relcl"), -1)
    if (
        not helped
        or who < 0
        or any(words.rels[c] in (*SUBJECTS, "mark", "cc") for c in children[i])
    ):
        return
    move(words, children, i, said, "ccomp")
    passive = any(words.rels[c] == "aux:pass" for c in helped)
    move(words, children, noun, i, "nsubj:pass" if passive else "nsubj")


def mend_according(words: Words, children: dict[int, list[int]], i: int, first: int) -> None:
    """Make "the head" of "according to Oba Lan, the head of the army, rebels fired" no second subject.

    Nor the name of "according to the head, Oba Lan, rebels fired".
    """
    subjects = [c for c in children[i] if words.rels[c] in ("nsubj", "nsubj:pass") and c < i]
    if len(subjects) != 2 or low(words, first) != "according":
        return
    teller = subjects[0]
    if not words.texts[teller : subjects[1]].count(",") or "," not in words.texts[first:teller]:
        return
    office = next((c for c in children[teller] if first in children[c]), None)
    if office is not None:
        move(words, children, office, i, "obl")
        move(words, children, teller, office, "appos")
        return
    who = next((k for k in range(first + 2, teller) if words.upos[k] == "PROPN"), None)
    if who is not None:
        move(words, children, teller, who, "appos")
