"""Displaced: who had to leave home, in words other than "displaced".

"Have fled their homes", "were forced from the village", "had to leave their houses", "shelling drove
2,000 people out of the town". Suspects who flee a scene, and a few who run from a house, are not
displaced: the words are of many, or of those who live somewhere. The words are in `displaced.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse
from saidso.reading.clauses.roles import with_conjuncts
from saidso.reading.harm.sufferers import Sufferers
from saidso.reading.harm.victims import Numbers

_MANY = 10
"""So many who flee are displaced, whoever they are."""


class _Words(msgspec.Struct, frozen=True):
    flee: frozenset[str]
    leave: frozenset[str]
    must: frozenset[str]
    drive: frozenset[str]
    homes: frozenset[str]
    dangers: frozenset[str]
    away: frozenset[str]
    residents: frozenset[str]
    not_they: frozenset[str]


@cache
def _words() -> _Words:
    return knowledge.typed(__package__, "displaced.yaml", _Words)


def find_displaced(
    parse: Parse, numbers: Numbers, who: Sufferers
) -> Iterator[tuple[int, list[int]]]:
    """Yield the verb and the heads of those displaced, in text order."""
    words = _words()
    for i in parse.having(words.flee | words.leave | words.drive):
        token = parse.tokens[i]
        if token.upos not in ("VERB", "ADJ"):
            continue
        if token.lemma in words.flee or (token.lemma in words.leave and _must(parse, token.i)):
            heads = who.subjects(token.i) if _from_home(parse, token.i) else []
        elif token.lemma in words.drive and _from_home(parse, token.i, forced=True):
            heads = who.patients(token.i)
        else:
            continue
        heads = [h for h in heads if h != token.i and _live_there(parse, numbers, h)]
        if heads:
            yield token.i, heads


def _must(parse: Parse, i: int) -> bool:
    """Return whether who leaves has to: "had to leave", "were forced to leave"."""
    above = parse.tokens[i].head
    return parse.tokens[i].rel == "xcomp" and parse.tokens[above].lemma in _words().must


def _from_home(parse: Parse, i: int, *, forced: bool = False) -> bool:
    """Return whether a verb's clause names a home, a town or a war that it leads away from."""
    words, tokens = _words(), parse.tokens
    for c in parse.children[i]:
        rel, lemma = tokens[c].rel, tokens[c].lemma
        if rel not in ("obj", "obl", "nmod", "advcl"):
            continue
        cases = {tokens[g].lemma for g in parse.children[c] if tokens[g].rel in ("case", "mark")}
        named = lemma in words.homes or tokens[c].name == "LOC"
        if rel == "obj" and not forced and (named or lemma in words.dangers):
            return True
        if named and cases & words.away:
            return True
        if not forced and (lemma in words.dangers or tokens[c].kind == "event") and cases:
            return True
    return False


def _live_there(parse: Parse, numbers: Numbers, head: int) -> bool:
    """Return whether those at `head` are residents, or many."""
    words, tokens = _words(), parse.tokens
    heads = with_conjuncts(parse, [head])
    lemmas = {tokens[h].lemma for h in heads}
    lemmas |= {tokens[c].lemma for h in heads for c in parse.children[h] if tokens[c].rel == "nmod"}
    if lemmas & words.not_they:
        return False
    if lemmas & words.residents:
        return True
    quantity = numbers.by_noun.get(head) or numbers.by_token.get(head)
    return quantity is not None and (quantity.low or 0) >= _MANY
