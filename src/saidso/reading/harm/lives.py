"""Lives: "claimed the lives of 14", "lost his life", "we lost two soldiers", "embraced martyrdom"."""

from __future__ import annotations

from collections.abc import Iterator

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Quantity
from saidso.reading.harm.harm_words import sexes, table
from saidso.reading.harm.sufferers import Sufferers
from saidso.reading.harm.victims import Numbers


def lost_lives(
    parse: Parse, numbers: Numbers, who: Sufferers, i: int
) -> Iterator[tuple[Quantity | None, list[int]]]:
    """Yield the number of lives that the verb at `i` takes, or the heads of whose they are."""
    tokens = parse.tokens
    if (fate := table().fates.get(tokens[i].text.lower())) is not None:
        verb = tokens[i].head
        if tokens[verb].lemma in fate:
            own = tokens[i].rel == "obj"
            yield None, who.subjects(verb) if own else who.patients(verb)
        return
    if _sacrifices(parse, i):
        yield None, who.subjects(i)
    if tokens[i].lemma == "lose" and (fallen := _fallen(parse, i)):
        yield None, fallen
    for c in parse.children[i]:
        lives = tokens[c].text.lower() in ("life", "lives")
        if not lives or not tokens[c].rel.startswith(("obj", "nsubj")):
            continue
        quantity = numbers.by_noun.get(c)
        owners = who.phrases(c, ("of",)) + [
            k for k in parse.children[c] if tokens[k].rel == "nmod:poss"
        ]
        own = any(tokens[k].lemma == "own" for k in parse.children[c])
        if quantity is not None:
            yield quantity, []
        elif own or (owners and tokens[owners[0]].text.lower() in _OWN):
            yield None, _all_of(parse, who.subjects(i), c, owners) or owners
        else:
            yield None, owners


_OWN = {"their": "", "his": "m", "her": "f"}
"""Whose lives are mostly those of the subject, with the sex that they tell."""


def _all_of(parse: Parse, heads: list[int], lives: int, owners: list[int]) -> list[int]:
    """Return whose lives they are, the first of several: "a girl and a man who took their lives".

    Not where sexes differ: "the gunman took her life".
    """
    tokens = parse.tokens
    own = {_OWN.get(tokens[k].text.lower(), "") for k in owners}
    both = {"m", "f"}
    alike = [h for h in heads if not both <= {*own, sexes().get(tokens[h].text.lower(), "")}]
    several = tokens[lives].text.lower() == "lives"
    return [tokens[h].head if several and tokens[h].rel == "conj" else h for h in alike]


_SUPREME = frozenset({"supreme", "ultimate"})


def _sacrifices(parse: Parse, i: int) -> bool:
    """Return whether a verb says that its subject fell: "paid the supreme price"."""
    tokens = parse.tokens
    for c in parse.children[i]:
        if tokens[c].rel != "obj":
            continue
        great = any(tokens[g].text.lower() in _SUPREME for g in parse.children[c])
        if great and tokens[c].lemma in ("price", "sacrifice"):
            return True
    return False


def _fallen(parse: Parse, i: int) -> list[int]:
    """Return the fighters whom a side loses: "the army lost two soldiers", "we lost 12 men"."""
    tokens = parse.tokens
    whole = [c for c in parse.children[i] if tokens[c].rel in ("nsubj", "nsubj:outer")]
    whole = whole or [
        c
        for c in parse.children[tokens[i].head]
        if tokens[i].rel in ("conj", "advcl", "xcomp") and tokens[c].rel == "nsubj"
    ]
    words = table()
    if not any(tokens[c].lemma in words.losers for c in whole):
        return []
    return [
        c
        for c in parse.children[i]
        if tokens[c].rel == "obj" and (tokens[c].lemma in words.fighters)
    ]
