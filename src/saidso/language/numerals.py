"""Numerals: which noun a number counts, where the model hangs it on one behind a verb."""

from __future__ import annotations

from saidso.language.words import SUFFERED, Words, low, move


def mend_number(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Let the "two" of "two soldiers were killed and six rebels died" count soldiers, not rebels.

    A number and its noun are one phrase, in which no verb stands: nor in "killing three and injuring dozens".
    """
    h, k = words.heads[i], i + 1
    if words.upos[i] != "NUM" or not k < h < end:
        return
    verb, other = i - 1, i + 2
    if h > other and words.upos[k] == "CCONJ" and words.upos[verb] == words.upos[other] == "VERB":
        if words.heads[other] in (i, h, verb) and words.heads[h] in (i, verb, other):
            move(words, children, other, verb, "conj")
            move(words, children, h, other, "obj")
            move(words, children, i, verb, "obj")
        return
    if words.upos[k] != "NOUN":
        return
    if not low(words, k).endswith(("s", "men", "people")) or words.rels[k] in ("compound", "amod"):
        return
    if any(words.upos[j] in ("VERB", "AUX") for j in range(k + 1, h)):
        move(words, children, i, k, "nummod")


MORE = frozenset({"more", "other"})


def mend_more(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Let the "five" of "five more were hurt", "five other hurt" stand above its "more", which is no noun."""
    if low(words, i) == "other":
        _mend_other(words, children, i, end)
        return
    n, after = i - 1, i + 1
    counts = words.upos[n] == "NUM" or low(words, n) in _CROWDS
    if not counts or (after < end and (words.upos[after] in _NAMED or low(words, after) == "than")):
        return
    if words.heads[n] == i:
        above, rel = words.heads[i], words.rels[i]
        if not rel.startswith(_PLACES):
            rel = words.rels[n] if words.rels[n].startswith(_PLACES) else "nsubj"
        move(words, children, n, n if above == i else above, "root" if above == i else rel)
        for c in [c for c in children[i] if c != n]:
            move(words, children, c, n, words.rels[c])
    elif words.heads[i] != n:
        return
    move(words, children, i, n, "amod")
    verb = words.heads[n]
    if words.upos[verb] != "VERB":
        return
    if words.rels[n] == "obl" and not any(words.rels[c] == "case" for c in children[n]):
        words.rels[n] = "obj"  # "wounded at least nine more"
    elif words.rels[n] == "nsubj" and verb < n and low(words, verb).endswith("ing"):
        words.rels[n] = "obj"  # "killing four more"
    elif words.rels[n] == "nsubj" and any(words.rels[c] == "aux:pass" for c in children[verb]):
        words.rels[n] = "nsubj:pass"


def _mend_other(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Make the "13" of "eight were killed and 13 other wounded" those who were wounded."""
    n, hurt = i - 1, i + 1
    if words.upos[n] != "NUM" or hurt >= end or not low(words, hurt).endswith(SUFFERED):
        return
    if words.heads[n] != hurt or words.heads[i] != hurt or words.rels[hurt] != "conj":
        return
    words.upos[hurt] = "VERB"
    words.rels[n] = "nsubj:pass"
    move(words, children, i, n, "amod")


_CROWDS = frozenset({"dozen", "dozens", "scores", "hundreds", "thousands", "several", "many"})
_NAMED = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_PLACES = ("nsubj", "obj", "obl", "conj", "nmod", "ccomp", "root")
"""Relations in which a number of people may stand."""


def mend_part(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Let the "killed" of "two of the 12 killed" say what became of the 12, not of the two."""
    n = i - 1
    if words.upos[n] != "NUM" or words.heads[i] == n or low(words, n - 1) not in _THE:
        return
    if low(words, n - 2) not in _AMONG or not low(words, i).endswith(SUFFERED):
        return
    below = [c for c in children[i] if c != n]
    if any(words.rels[c] in _CLAUSE or c < n - 2 for c in below):
        return
    if words.heads[n] == i:
        above = words.heads[i]
        if above == i:
            return
        move(words, children, n, above, "nmod" if words.rels[i] in _NAMING else words.rels[i])
        for c in [c for c in below if c < n]:
            move(words, children, c, n, words.rels[c])
    move(words, children, i, n, "acl")


_THE = frozenset({"the", "those", "these"})
_AMONG = frozenset({"of", "among"})
_CLAUSE = frozenset({"nsubj", "nsubj:pass", "aux", "aux:pass", "cop", "mark", "obj", "conj"})
_NAMING = frozenset({"acl", "amod", "acl:relcl", "parataxis", "nmod", "advcl"})


def opens_list(words: Words, children: dict[int, list[int]], h: int, i: int) -> bool:
    """Return whether word `i` behind `h` is the next of a list, not who or what `h` is.

    After a name it is; after another number where one comma stands between them and none ends it:
    not in "three guards, two men and a woman, were hurt".
    """
    if words.upos[h] == "PROPN":
        return True
    if words.upos[h] != "NOUN" or low(words, h) in _ALL:
        return False
    counted = any(words.rels[c] == "nummod" and c == h - 1 for c in children[h])
    last = max((c for c in children[i] if words.rels[c] == "conj"), default=i)
    closed = last + 1 < len(words.texts) and words.texts[last + 1] in _CLOSES
    return counted and words.texts[h + 1] == "," and i <= h + 4 and not closed


_ALL = frozenset({"people", "persons", "victims", "others"})
_CLOSES = frozenset({",", "-", "–", "—", ")", ";"})
