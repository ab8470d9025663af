"""Nations: two groups told by nation in one list, of which the model makes one."""

from __future__ import annotations

from saidso.language.words import NOMINAL, Words, low, move


def mend_nations(words: Words, children: dict[int, list[int]], i: int, end: int) -> None:
    """Count two groups in "one Afghan and three Americans", "two Iraqi and three American soldiers"."""
    h = words.heads[i]
    if not (i + 2 < h < min(i + 5, end)) or words.upos[h] not in NOMINAL or words.upos[i] != "ADJ":
        return
    numbers = [k for k in (i - 1, i + 2) if words.upos[k] == "NUM" and k >= 0]
    between = [words.texts[k] for k in (i, *range(i + 3, h))]
    if len(numbers) < 2 or low(words, i + 1) != "and" or not all(t[:1].isupper() for t in between):
        return
    above = words.heads[h]
    before = [c for c in children[h] if c < i - 1]
    move(words, children, i, i if above == h else above, words.rels[h])
    move(words, children, h, i, "conj")
    for k, head, rel in ((i - 1, i, "nummod"), (i + 1, h, "cc"), (i + 2, h, "nummod")):
        move(words, children, k, head, rel)
    for c in before:
        move(words, children, c, i, words.rels[c])
    words.upos[i], words.kinds[i] = "NOUN", "person"


def mend_hyphen(words: Words, children: dict[int, list[int]], i: int) -> None:
    """Hang the "Bissau" of "in Guinea-Bissau" by its preposition, which the tree gives to "Guinea"."""
    first, above = i - 2, words.heads[i]
    if words.rels[i] != "flat" or first not in children[i] or words.texts[i - 1] != "-":
        return
    if words.upos[i] != "PROPN" or first <= above <= i or words.rels[first] != "compound":
        return
    cases = [c for c in children[first] if words.rels[c] == "case"]
    if not cases:
        return
    for c in cases:
        move(words, children, c, i, "case")
    words.rels[i] = "obl" if words.upos[above] in ("VERB", "AUX") else "nmod"
