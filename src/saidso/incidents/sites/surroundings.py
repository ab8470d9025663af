"""Surroundings: names of places that stand about a deed, outside its own clause.

"On the Orvel road, armed men stopped a bus and took the driver", "soldiers in Keld fired at a crowd",
"troops entered Velm village. They shot dead two men": the deed's clause names no place, the words about it
do. The nearest comes first: in the sentence of the deed, then in the two before it in the same paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from saidso.incidents.occasions.onsets import is_befalling
from saidso.language.parse import Name, Parse

_IN = frozenset({"in", "at", "near", "into", "inside", "outside", "around", "on", "off"})
_COMES = frozenset({"enter", "reach", "visit", "surround", "occupy", "overrun", "leave"})
"""Verbs whose object is where somebody then is."""
_PHRASE = frozenset({"compound", "flat", "amod", "nmod:poss", "nmod"})
_STEPS = 4
_BACK = 2
"""Sentences before that of a deed which may say where it was."""


def names_about(
    parse: Parse,
    names: Mapping[int, Name],
    trigger: int,
    settles: Callable[[int], bool],
    goes_on: Callable[[int], bool],
) -> Iterator[Name]:
    """Yield each name about the deed at `trigger`, the nearest first.

    `names`: names of places by token; `settles` says of a noun whether it is a village or the like, `goes_on`
    of a token whether it tells of the same happening.
    """
    own = parse.tokens[trigger].sentence
    for number in range(own, max(-1, own - _BACK - 1), -1):
        sentence = parse.sentences[number]
        if sentence.segment != parse.sentences[own].segment or not goes_on(sentence.tokens[0]):
            return
        firsts = dict.fromkeys(names[k].tokens[0] for k in range(*sentence.tokens) if k in names)
        yield from (names[k] for k in firsts if _says_where(parse, names[k], settles))


def _says_where(parse: Parse, name: Name, settles: Callable[[int], bool]) -> bool:
    """Return whether a name says where something was: "in Velm", "near the village of Velm"."""
    tokens, at = parse.tokens, name.tokens[1] - 1
    inside = range(*name.tokens)
    while tokens[at].head in inside and tokens[at].head != at:
        at = tokens[at].head
    for _ in range(_STEPS):
        cases = {tokens[c].lemma.lower() for c in parse.children[at] if tokens[c].rel == "case"}
        if cases & _IN:
            return True
        above = tokens[at].head
        if tokens[at].rel == "obj":
            return tokens[above].lemma in _COMES
        if above == at or tokens[at].rel not in _PHRASE or (cases and not settles(above)):
            return False
        if cases and cases != {"of"}:
            return False
        at = above
    return False


def where_it_happened(parse: Parse, heads: Iterable[int]) -> set[int]:
    """Return which of the heads of places say where "the incident took place"."""
    return {h for h in heads if _befell_there(parse, h)}


def _befell_there(parse: Parse, head: int) -> bool:
    at = head
    for _ in range(_STEPS):
        rel, above = parse.tokens[at].rel, parse.tokens[at].head
        if above == at or rel not in _PHRASE | {"obl", "appos"}:
            return False
        at = above
        if parse.tokens[at].upos == "VERB":
            return is_befalling(parse, at)
    return False
