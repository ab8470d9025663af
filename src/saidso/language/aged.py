"""Ages that stand for persons where the tree takes them for what describes the next word.

"A 20-year-old shot in the arm", "killed by a 3-year-old Friday": it is no shot and no Friday of that age.
"""

from __future__ import annotations

from saidso.language.words import Words, low, move

_DASHES = frozenset({"-", "‐", "‑", "–"})
_ARTICLES = frozenset({"a", "an", "the", "another", "one", "this", "that"})
_AGE = 5
"""Tokens of "20-year-old"."""


def mend_aged(words: Words, children: dict[int, list[int]], i: int, first: int) -> bool:
    """Make an age right before "shot" or a day the person that it stands for; return whether it did.

    Only with an article before it, and where the next word has none of its own.
    """
    if not _is_aged(words, i, first):
        return False
    old, head = i - 1, words.heads[i - 1]
    timed = words.kinds[i] == words.kinds[head] == "time" and head - i in (0, 1)  # "Tuesday night"
    if not (timed or head == i) or any(old - _AGE < c < i - _AGE for c in children[head]):
        return False
    below = [c for c in children[head] if c < old]
    if timed:
        if words.heads[head] == head:
            return False
        move(words, children, old, words.heads[head], words.rels[head])
        move(words, children, head, words.heads[head], "obl:unmarked")
    else:
        _struck(words, children, i)
    for c in below:
        move(words, children, c, old, words.rels[c])
    return True


def mend_aged_subject(words: Words, children: dict[int, list[int]], verb: int, first: int) -> None:
    """Make an age right before a verb its subject where it is taken to describe what comes behind: "a
    20-year-old shot a man"."""
    old = verb - 1
    if _is_aged(words, verb, first) and words.rels[old] == "amod" and words.heads[old] > verb:
        below = [c for c in children[words.heads[old]] if c < old]
        move(words, children, old, verb, "nsubj")
        for c in below:
            move(words, children, c, old, words.rels[c])


def _is_aged(words: Words, i: int, first: int) -> bool:
    """Return whether "a 20-year-old" stands right before a word."""
    old, article = i - 1, i - 1 - _AGE
    if article < first or low(words, old) != "old" or words.texts[old - 1] not in _DASHES:
        return False
    return low(words, article) in _ARTICLES


def _struck(words: Words, children: dict[int, list[int]], shot: int) -> None:
    """Make "shot" say what came to the person before it: the verb of a headline, else a participle."""
    old = shot - 1
    words.upos[shot] = "VERB"
    words.kinds[old] = words.kinds[old] or "person"
    for c in children[shot]:
        if words.rels[c] == "nmod":
            words.rels[c] = "obl"
    if words.heads[shot] == shot:
        words.rels[old] = "nsubj:pass"
        return
    move(words, children, old, words.heads[shot], words.rels[shot])
    move(words, children, shot, old, "acl")
