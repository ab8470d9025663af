"""Reduced: participles behind a noun that the tree takes for the verb of their sentence.

"Armed men believed to be from a militia attacked a village", "soldiers identified by witnesses as guards
killed nine": whoever is believed or identified so did what the next verb says.
"""

from __future__ import annotations

from saidso.language.words import NOMINAL, SAYS, SUBJECTS, SUFFERED, Words, low, move

_CALLED = frozenset(
    {
        "believed",
        "thought",
        "suspected",
        "presumed",
        "understood",
        "identified",
        "described",
        "known",
    }
    | {"alleged", "said", "reported", "accused", "dressed", "disguised", "clad", "led", "backed"}
    | {"commanded", "supported", "linked", "allied", "affiliated", "nicknamed", "called", "named"}
)
"""Participles that say who somebody is, of verbs that want an object."""
_PAST = frozenset(
    {
        "shot",
        "took",
        "came",
        "went",
        "broke",
        "held",
        "set",
        "fought",
        "blew",
        "burnt",
        "beat",
        "drove",
    }
    | {"seized", "left", "hit", "struck", "threw", "stole", "forced", "led"}
)
_HARMED = frozenset(
    {
        "killed",
        "wounded",
        "injured",
        "attacked",
        "ambushed",
        "abducted",
        "kidnapped",
        "burned",
        "burnt",
    }
    | {
        "looted",
        "raided",
        "stormed",
        "shelled",
        "bombed",
        "arrested",
        "detained",
        "tortured",
        "raped",
    }
    | {"destroyed", "seized", "captured", "massacred", "executed", "murdered"}
)
_NEAR = 8
_STOPS = frozenset({",", ";", "and", "but", "or", "to"})
_HUNG = frozenset({"advcl", "acl", "csubj", "ccomp"})
_CLAUSES = frozenset({"advcl", "ccomp", "xcomp", "parataxis", "conj", "acl"})


def mend_reduced(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang participle `i` on the noun before it where the verb of the sentence stands below it."""
    if low(words, i) not in _CALLED:
        return
    below = children[i]
    subjects = [c for c in below if words.rels[c] in SUBJECTS]
    if len(subjects) != 1 or not i - _NEAR < subjects[0] < i:
        return
    if any(words.rels[c] == "obj" or words.rels[c].startswith("aux") for c in below):
        return
    verb = next((c for c in below if c > i and _is_main(words, children, c, i)), -1)
    if verb < 0:
        verb = next((v for c in below if (v := _acting_below(words, children, c, i)) > 0), -1)
    if verb < 0:
        return
    above, rel, who = words.heads[i], words.rels[i], subjects[0]
    move(words, children, verb, verb if above == i else above, "root" if above == i else rel)
    for c in [c for c in children[verb] if i < c < verb and words.upos[c] != "ADV"]:
        move(words, children, c, i, words.rels[c])
    for c in [c for c in children[i] if c < who or c > verb]:
        move(words, children, c, verb, words.rels[c])
    move(words, children, who, verb, "nsubj")
    move(words, children, i, who, "acl")


def _acting_below(words: Words, children: dict[int, list[int]], c: int, i: int) -> int:
    """Return the participle of a noun below `i` that has an object: "men believed to be guards attacked a
    farm"; -1 for none.
    """
    if c < i or words.rels[c] not in ("xcomp", "obl", "ccomp", "advcl"):
        return -1
    for v in children[c]:
        rels = {words.rels[g] for g in children[v]}
        if words.rels[v] == "acl" and low(words, v) in _HARMED and "obj" in rels:
            return v
    return -1


def mend_acting(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make "killed" with an object the verb of "soldiers identified as guards killed nine, he said".

    Who is killed kills nobody in the same word: behind a noun such a participle has no object.
    """
    who = words.heads[i]
    said = words.heads[who]
    if words.rels[i] != "acl" or who > i or low(words, i) not in _HARMED:
        return
    if words.rels[who] not in SUBJECTS or low(words, said) not in SAYS or said < i:
        return
    below = {words.rels[c]: c for c in children[i]}
    if below.get("obj", i) <= i or words.kinds[below["obj"]] == "time":
        return
    if any(r in SUBJECTS or r.startswith(("aux", "mark")) for r in below):
        return
    teller = [c for c in children[said] if words.rels[c] in SUBJECTS and c > below["obj"]]
    if not teller:
        return
    move(words, children, i, said, "ccomp")
    move(words, children, who, i, "nsubj")


def _is_main(words: Words, children: dict[int, list[int]], v: int, i: int) -> bool:
    """Return whether verb `v` below participle `i` is a past of its own: no mark, no subject, an object."""
    past = low(words, v).endswith("ed") or low(words, v) in _PAST
    if words.upos[v] != "VERB" or words.rels[v] not in _CLAUSES or not past:
        return False
    if words.texts[v - 1] in _STOPS or v == i + 1:
        return False
    below = children[v]
    rels = {words.rels[c] for c in below}
    if not rels.isdisjoint(SUBJECTS) or "cc" in rels or any(r.startswith("aux") for r in rels):
        return False
    if any(words.rels[c] == "mark" and low(words, c) != "to" for c in below):
        return False
    return any(c > v and words.rels[c] in ("obj", "obl") for c in below)


def mend_participle(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang participle `i` on the noun before it that is whom the verb behind tells of: "nurses held by rebels
    for a year have been freed".
    """
    verb, noun = words.heads[i], i - 1
    if words.rels[i] == "advcl" and noun in children:
        _of_subject(words, children, i, noun)
    if words.rels[i] == "acl" and noun in children and words.heads[noun] == verb < noun:
        counted = any(words.rels[c] == "nummod" for c in children[noun])
        if low(words, verb) == "one" and counted:  # "one of seven men killed": all seven
            move(words, children, i, noun, "acl")
    if words.rels[i] not in _HUNG or not i < verb or words.upos[verb] != "VERB":
        return
    if (
        noun not in children[i]
        or words.rels[noun] not in SUBJECTS
        or words.upos[noun] not in NOMINAL
    ):
        return
    own = [words.rels[c] for c in children[i]]
    above = [words.rels[c] for c in children[verb] if c < verb]
    passive = "aux:pass" in above
    if any(r.startswith("aux") or r in ("mark", "cc") for r in own) or not low(words, i).endswith(
        SUFFERED
    ):
        return
    if not (passive or "aux" in above) or any(r in SUBJECTS for r in above):
        return
    if any(words.texts[k] in (",", ";") and words.heads[k] in (i, verb) for k in range(i, verb)):
        return
    move(words, children, noun, verb, "nsubj:pass" if passive else "nsubj")
    move(words, children, i, noun, "acl")


def _of_subject(words: Words, children: dict[int, list[int]], i: int, noun: int) -> None:
    """Hang participle `i` on the subject right before it, or its last noun: "a reporter kidnapped in May
    has been freed", "relatives of men held in Velm gathered".
    """
    above, top = words.heads[i], noun
    while words.rels[top] == "nmod" and words.heads[top] < top:
        top = words.heads[top]
    if not words.rels[top].startswith("nsubj") or words.heads[top] != above or above < i:
        return
    below = [words.rels[c] for c in children[i]]
    if words.upos[i] == "VERB" and low(words, i).endswith(SUFFERED):
        if not any(r.startswith(("aux", "mark", "nsubj", "obj")) for r in below):
            move(words, children, i, noun, "acl")


def mend_shot(words: Words, children: dict[int, list[int]], i: int, dead: int) -> None:
    """Let those behind "shot dead" suffer it, whatever they are called: "shot dead a man wanted for"."""
    for v in [c for c in children[i] if words.rels[c] in ("advcl", "ccomp") and c > dead]:
        own = [c for c in children[v] if words.rels[c] in SUBJECTS and dead < c < v]
        aux = any(words.rels[c].startswith(("aux", "mark", "cop")) for c in children[v])
        if len(own) != 1 or aux or not low(words, v).endswith(SUFFERED):
            continue
        if any(words.rels[c] == "obj" for c in children[i]):
            continue
        move(words, children, own[0], i, "obj")
        move(words, children, v, own[0], "acl")
        for c in children[i]:
            if c < i and words.rels[c] == "nsubj:pass":
                words.rels[c] = "nsubj"
