"""Numerals: which noun a number counts, where the model hangs it on one behind a verb."""

from __future__ import annotations

from saidso.language.words import Words, low, move


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
