"""Alleged breaches of agreements: who is said to have violated what, and by which acts."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse, Range
from saidso.reading.events.lookalikes import BREAKS_PACT
from saidso.record import Span

_NOUNS = {"violation", "breach", "infringement", "contravention"}
_MAKES = {"constitute", "amount", "represent", "consider", "regard", "deem", "call", "be"}
"""Verbs that say of an act that it is a breach: "the launch constitutes a violation"."""
_NOT = {"not", "n't", "n’t", "never", "no"}
_AGREEMENTS = {
    "agreement", "armistice", "ceasefire", "cease-fire", "truce", "treaty", "accord", "pact",
    "convention", "resolution", "deal", "protocol", "memorandum", "peace", "fire",
}  # fmt: skip


class Breach(msgspec.Struct, frozen=True):
    """One alleged breach: the agreement, the act that is said to breach it, and the words."""

    agreement: str
    provision: str | None
    """The act in the words of the report ("firing across the line"), None where not told."""
    trigger: int
    tokens: Range
    spans: list[Span]
    negated: bool = False
    conditional: bool = False
    """It would be a breach, if what is told were so."""


def find_breaches(parse: Parse) -> list[Breach]:
    """Return alleged breaches in text order, one for each act that is told."""
    out: list[Breach] = []
    for token in (parse.tokens[i] for i in parse.having(BREAKS_PACT | _NOUNS)):
        if token.lemma in BREAKS_PACT and token.upos == "VERB":
            named = [
                c
                for c in parse.children[token.i]
                if parse.tokens[c].rel in ("obj", "nsubj:pass") and _agreement(parse, c)
            ]
        elif token.lemma in _NOUNS and token.upos == "NOUN":
            named = [
                c
                for c in parse.children[token.i]
                if parse.tokens[c].rel in ("nmod", "compound") and _agreement(parse, c)
            ]
        else:
            continue
        if not named:
            continue
        agreement = named[0]
        name = _name(parse, agreement)
        verb = _verb(parse, token.i)
        acts = _acts(parse, token.i) or _subject_acts(parse, token.i, verb)
        observed = token.head if token.rel in ("obj", "nsubj:pass") else token.i
        said = {parse.tokens[c].lemma for k in {token.i, verb, observed} for c in parse.children[k]}
        would = any(
            parse.tokens[c].rel == "aux" and parse.tokens[c].text.lower() in ("would", "’d", "'d")
            for k in {token.i, verb}
            for c in parse.children[k]
        )
        base = (min(token.i, agreement), max(token.i, agreement) + 1)
        rows: list[Range | None] = [*acts] or [None]
        for act in rows:
            spans = [parse.span(_name_range(parse, agreement))]
            spans.append(parse.span((token.i, token.i + 1)))
            words = None
            if act is not None:
                spans.append(parse.span(act))
                words = parse.words(act)
            negated = not _NOT.isdisjoint(said)
            out.append(Breach(name, words, token.i, base, sorted(spans), negated, would))
    return out


def _verb(parse: Parse, i: int) -> int:
    """Return the verb that says of an act that it is a breach, `i` itself where there is none."""
    tokens = parse.tokens
    above = tokens[i].head
    linked = tokens[i].rel in ("obj", "obl", "xcomp", "ccomp", "dep")
    return above if tokens[i].upos == "NOUN" and linked and tokens[above].lemma in _MAKES else i


def _subject_acts(parse: Parse, i: int, verb: int) -> list[Range]:
    """Return the act that is said to be a breach: "mortar fire would be a breach"."""
    tokens = parse.tokens
    if tokens[i].upos != "NOUN":
        return []
    copula = any(tokens[c].rel == "cop" for c in parse.children[i])
    named = tokens[verb].lemma in ("consider", "regard", "deem", "call")
    rels = (
        ("obj", "xcomp", "nsubj:pass", "csubj:pass") if named else ("nsubj", "csubj", "nsubj:pass")
    )
    for c in parse.children[verb] if copula or verb != i else ():
        if c != i and tokens[c].rel in rels and tokens[c].upos in _ACTS:
            first, end = parse.subtree(c)
            while end > c + 1 and tokens[end - 1].text == ",":
                end -= 1
            return [(first, end)] if not first <= i < end else []
    return []


_ACTS = frozenset({"NOUN", "PROPN", "VERB"})


def _agreement(parse: Parse, i: int) -> bool:
    """Return whether the noun phrase headed by `i` names an agreement."""
    first, end = _name_range(parse, i)
    return any(
        not _AGREEMENTS.isdisjoint((low := parse.tokens[k].text.lower(), low.removesuffix("s")))
        for k in range(first, end)
    )


def _name_range(parse: Parse, i: int) -> Range:
    """Return the noun phrase of `i` without what follows its head, determiners left out."""
    first, end = parse.subtree(i)[0], i + 1
    while (
        end < len(parse.tokens)
        and parse.tokens[end].head == i
        and (parse.tokens[end].rel in ("flat", "compound", "goeswith"))
    ):
        end += 1
    while first < i and (
        parse.tokens[first].upos in ("DET", "ADP", "PUNCT", "PRON", "PART")
        or not (parse.tokens[first].head == i or parse.tokens[parse.tokens[first].head].head == i)
    ):
        first += 1
    return (first, end)


def _name(parse: Parse, i: int) -> str:
    return parse.words(_name_range(parse, i))


_LINKS = frozenset({"by", "and", "or", ",", "when", "in", "with", "."})


def _acts(parse: Parse, i: int) -> list[Range]:
    """Return the acts: "by firing ..." and what is coordinated with it.

    An act hangs on the verb, or, where the agreement has words of its own ("signed in 1994"),
    somewhere below it.
    """
    tokens = parse.tokens
    heads: list[int] = []
    for child in range(i + 1, min(parse.sentence_of(i).tokens[1], i + 60)):
        token = tokens[child]
        if token.upos not in ("VERB", "NOUN"):
            continue
        if token.rel == "conj" and token.head in heads:
            heads.append(child)
        elif token.rel in ("advcl", "obl", "xcomp", "nmod", "acl"):
            words = {tokens[c].lemma for c in parse.children[child] if c < child}
            doing = token.text.lower().endswith("ing")
            if words & {"by", "when", "with"} and (doing or token.head == i):
                heads.append(child)
    out: list[Range] = []
    for number, head in enumerate(heads):
        first, end = parse.subtree(head)
        first = max(first, out[-1][1] if out else i + 1)
        if number + 1 < len(heads):
            end = min(end, max(head + 1, parse.subtree(heads[number + 1])[0]))
        while first < head and tokens[first].lemma in _LINKS:
            first += 1
        while end > head + 1 and tokens[end - 1].text in _LINKS:
            end -= 1
        out.append((first, end))
    return out
