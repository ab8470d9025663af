"""Gerunds: "-ing" words that name an act, which the tree takes for verbs."""

from __future__ import annotations

from saidso.language.words import SUBJECTS, Words, low, move

_AMID = frozenset({"in", "during", "amid", "amidst", "despite"})
"""Prepositions after which a bare "-ing" word names an act: "killed in shelling"."""
_OPENED = frozenset({"ccomp", "obj", "xcomp"})
_SEEN = frozenset({"xcomp", "ccomp", "acl", "advcl"})
_SITES = frozenset({
    "bar", "pub", "club", "nightclub", "tavern", "restaurant", "cafe", "school", "university",
    "campus", "church", "mosque", "temple", "mall", "market", "supermarket", "store", "shop",
    "hotel", "motel", "park", "home", "house", "hospital", "airport", "station", "train", "subway",
    "bus", "street", "highway", "party", "concert", "festival", "parade", "office", "prison",
    "jail", "courthouse",
})  # fmt: skip
"""Where acts are called after what they were done in: "a bar stabbing"."""
_BESIDE = frozenset({"det", "amod", "compound", "nmod", "nmod:poss", "cc", "conj", "punct"})
_TIED = frozenset({"in", "after", "during", "at", "over", "following", "from"})


def mend_act(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make a noun of the gerund of "killed in shelling by rebels", "two hurt in school stabbing", and of
    "fighting broke out".
    """
    if words.upos[i] != "VERB":
        return
    _prefixed(words, children, i)
    if words.rels[i] in ("advcl", "acl"):
        _site(words, children, i)
        _act(words, children, i)
    elif words.rels[i] in SUBJECTS and words.upos[words.heads[i]] == "VERB" and i < words.heads[i]:
        if all(words.rels[c] in _BESIDE for c in children[i]):
            words.upos[i] = "NOUN"


_HYPHENS = frozenset("-‐‑")
_PREFIXES = frozenset(
    {"gang", "machine", "carpet", "fire", "force", "mass", "drive", "pistol", "strip", "water"}
)


def _prefixed(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang the "gang" of "told of soldiers gang-raping them" on the gerund, and make the soldiers do it."""
    k = i - 2
    if k < 1 or words.texts[i - 1] not in _HYPHENS or low(words, k) not in _PREFIXES:
        return
    above = words.heads[k]
    if above not in (i, words.heads[i]) or any(words.rels[c] in SUBJECTS for c in children[i]):
        return
    doers = [c for c in children[k] if words.rels[c] in ("nmod", "compound") and c < k]
    if len(doers) == 1 and words.kinds[doers[0]] == "person":
        move(words, children, doers[0], i, "nsubj")
    move(words, children, k, i, "compound")


def mend_seen(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Give the one seen at it to the verb that tells of the seeing: "they saw police beating protesters".

    The tree takes them for the first object of the gerund, so that those who saw it would beat the police.
    """
    above = words.heads[i]
    if words.rels[i] not in _SEEN or words.upos[above] != "VERB":
        return
    own = [c for c in children[i] if words.rels[c] == "obj" and above < c < i]
    if own and not any(words.rels[c] in SUBJECTS or words.rels[c] == "mark" for c in children[i]):
        move(words, children, own[0], above, "obj")
        if words.rels[i] == "acl":  # no verb is described by it
            words.rels[i] = "xcomp"


def _act(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Make the gerund of "killed in shelling by rebels" the noun that it is."""
    below = [words.rels[c] for c in children[i]]
    if any(r in _OPENED or r in SUBJECTS or r.startswith(("aux", "compound:prt")) for r in below):
        return
    marks = [c for c in children[i] if words.rels[c] in ("mark", "case") and c < i]
    if not marks or any(low(words, c) not in _AMID for c in marks):
        return
    words.upos[i] = "NOUN"
    words.rels[i] = "obl" if words.rels[i] == "advcl" else "nmod"
    for c in marks:
        words.rels[c] = "case"


def _site(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang the site of "after bar stabbing" on the act that it names; no bar stabs."""
    site = i - 1
    if site < 0 or low(words, site) not in _SITES or words.upos[site] != "NOUN":
        return
    above, rel = words.heads[site], words.rels[site]
    beside = above == words.heads[i] and rel in ("obl", "nmod")
    tied = site if beside else i if above == i and rel in SUBJECTS else -1
    if tied < 0 or any(words.rels[c] in ("det", "nmod:poss") for c in children[site]):
        return
    marks = [c for c in children[tied] if words.rels[c] in ("mark", "case") and c < site]
    if not marks or any(low(words, c) not in _TIED for c in marks):
        return
    if any(words.rels[c] in _OPENED for c in children[i]):
        return
    words.upos[i] = "NOUN"
    words.rels[i] = "obl" if words.rels[i] == "advcl" else "nmod"
    move(words, children, site, i, "compound")
    for c in marks:
        move(words, children, c, i, "case")
