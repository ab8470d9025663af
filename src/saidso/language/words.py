"""The words of a report with what the model says of each, before and while slips are put right."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl")
SAYS = frozenset(
    {"said", "says", "say", "added", "adds", "reported", "reports", "claimed", "wrote"}
)
"""Verbs that may stand before who says it: "the man fled, said Rosa"."""
SUFFERED = (
    "ed", "en", "shot", "cut", "hit", "hurt", "slain", "found", "struck", "held", "caught", "hung", "burnt",
)  # fmt: skip
"""How forms end that may be a past participle."""


class Words(msgspec.Struct):
    """The words of a report with what the model says of each; heads count over the report."""

    texts: Sequence[str]
    upos: list[str]
    rels: list[str]
    heads: list[int]
    kinds: list[str]


def move(words: Words, children: dict[int, list[int]], i: int, head: int, rel: str) -> None:
    """Hang word `i` below `head`; a word below itself is the top of its sentence.

    Nothing is moved where `head` stands below `i`, which would make a ring of the tree.
    """
    at = head
    while at != i and words.heads[at] != at:
        at = words.heads[at]
    if at == i and head != i:
        return
    if words.heads[i] != i:
        children[words.heads[i]].remove(i)
    words.heads[i], words.rels[i] = head, rel
    if head != i:
        children[head].append(i)
        children[head].sort()


def low(words: Words, i: int) -> str:
    """Return word `i` in lower case."""
    return words.texts[i].lower()
