"""Captives: the "hostage" of "workers taken hostage", which is what they became and nobody taken."""

from __future__ import annotations

from saidso.language.words import SAYS, Words, low, move

_TAKEN = frozenset({"taken", "held", "seized", "kept"})
_HELD = _TAKEN | {
    "kidnapped",
    "abducted",
    "captured",
    "snatched",
    "detained",
    "hijacked",
    "trapped",
}
_AS = frozenset({"hostage", "captive", "prisoner"})
_BESIDE = frozenset({"obj", "obl", "nmod", "nsubj", "compound", "xcomp"})
_FREES = frozenset(
    {"freed", "free", "frees", "released", "release", "releases", "rescued", "rescue", "rescues"}
)


def mend_captives(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Call a bare "hostage" right behind a participle its complement: whom it tells of was taken.

    "Gunmen held hostage nine clerks" keeps its tree, as an object follows.
    """
    k, noun = i + 1, i - 1
    if low(words, i) in _HELD:
        _from_where(words, children, i)
    if low(words, i) in _HELD and words.rels[i] == "advcl" and noun in children:
        _since_when(words, children, i, noun)
    if low(words, i) not in _TAKEN or k not in children or low(words, k) not in _AS:
        return
    if words.heads[k] not in (i, words.heads[i]) or words.rels[k] not in _BESIDE or children[k]:
        return
    if noun in children and words.upos[noun] in ("NOUN", "PROPN"):
        _of_noun(words, children, i, noun)
    told = words.rels[i].startswith("acl") or any(
        words.rels[c] in ("aux:pass", "nsubj:pass") for c in children[i]
    )
    if told and not any(words.rels[c] == "obj" for c in children[i] if c != k):
        move(words, children, k, i, "xcomp")


def _from_where(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Say of the taking, not of the takers, where they were taken: "abducted by gunmen from a school"."""
    takers = [c for c in children[i] if words.rels[c] == "obl:agent" and c > i]
    for c in [c for k in takers for c in children[k] if words.rels[c] == "nmod" and c > k]:
        cases = [low(words, g) for g in children[c] if words.rels[g] == "case"]
        if cases == ["from"] and words.upos[c] == "NOUN" and words.kinds[c] == "place":
            move(words, children, c, i, "obl")


def _since_when(words: Words, children: dict[int, list[int]], i: int, noun: int) -> None:
    """Hang participle `i`, with what stands behind it, on those before: "rescued miners kidnapped in May"."""
    above = words.heads[i]
    if words.rels[noun] != "obj" or words.heads[noun] != above or i + 1 not in children:
        return
    if any(words.rels[c].startswith(("aux", "mark", "nsubj")) or c < i for c in children[i]):
        return
    move(words, children, i, noun, "acl")
    behind = words.heads[i + 1]
    if words.rels[i + 1] == "case" and words.rels[behind] == "obl" and words.heads[behind] == above:
        move(words, children, behind, i, "obl")


def _of_noun(words: Words, children: dict[int, list[int]], i: int, noun: int) -> None:
    """Hang participle `i` on the noun before it, which somebody frees: "freed a soldier held hostage"."""
    if any(words.rels[c].startswith(("aux", "mark")) for c in children[i]):
        return
    above, first = words.heads[i], noun
    while words.rels[first] == "conj" and words.heads[first] < first:
        first = words.heads[first]  # "freed two officers and a soldier held hostage"
    if above != i and first in children[above] and words.rels[first] in ("obj", "nsubj:pass"):
        for c in [c for c in children[i] if c > i + 1 and words.rels[c] == "advcl"]:
            move(words, children, c, above, "advcl")
        move(words, children, i, noun, "acl")
    elif noun in children[i] and above != i and low(words, above) not in SAYS:
        whole = any(words.rels[c] == "obj" for c in children[above])
        if words.upos[above] == "VERB" and above < noun and not whole:
            move(words, children, noun, above, "obj")
            move(words, children, i, noun, "acl")
    elif above == i:
        frees = [v for v in children[i] if v < noun and low(words, v) in _FREES]
        if len(frees) != 1 or words.rels[frees[0]] == "conj":
            return
        top = frees[0]
        children[i].remove(top)
        words.heads[top], words.rels[top] = top, "root"
        for c in [
            c for c in children[i] if c != i + 1 and words.rels[c] in ("advcl", "punct", "conj")
        ]:
            move(words, children, c, top, words.rels[c])
        move(words, children, i, noun, "acl")
