"""Captives: the "hostage" of "workers taken hostage", which is what they became and nobody taken."""

from __future__ import annotations

from saidso.language.words import Words, low, move

_TAKEN = frozenset({"taken", "held", "seized", "kept"})
_AS = frozenset({"hostage", "captive", "prisoner"})
_BESIDE = frozenset({"obj", "obl", "nmod", "nsubj", "compound"})


def mend_captives(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Call a bare "hostage" right behind a participle its complement: whom it tells of was taken.

    "Gunmen held hostage nine clerks" keeps its tree, as an object follows.
    """
    k, noun = i + 1, i - 1
    if low(words, i) not in _TAKEN or k not in children or low(words, k) not in _AS:
        return
    if words.heads[k] not in (i, words.heads[i]) or words.rels[k] not in _BESIDE or children[k]:
        return
    bare = not any(words.rels[c].startswith(("aux", "nsubj", "mark")) for c in children[i])
    if bare and noun in children[words.heads[i]] and words.rels[noun] in ("obj", "nsubj:pass"):
        move(words, children, i, noun, "acl")
    told = words.rels[i].startswith("acl") or any(
        words.rels[c] in ("aux:pass", "nsubj:pass") for c in children[i]
    )
    if told and not any(words.rels[c] == "obj" for c in children[i] if c != k):
        move(words, children, k, i, "xcomp")
