"""Superlatives over other incidents: "the deadliest attack since 2014", "the worst in a decade".

They are kept as ordinals whose value is the word itself: the first by some measure.
"""

from __future__ import annotations

from saidso.incidents.tolls.tallies import Count, noun_phrase, period_of
from saidso.language.parse import Parse
from saidso.reading.clauses.lexicon import Lexicon
from saidso.reading.clauses.mentions import Quantity
from saidso.resolving.times.times import Time

WORDS = frozenset(
    ("deadliest", "bloodiest", "worst", "largest", "biggest", "heaviest", "gravest", "most deadly")
)
"""Superlatives by which reports rank an incident among others."""
_NOT_MORE = frozenset({"second", "third", "one"})
"""Words by which it is not the first: "the second deadliest", "one of the worst"."""


def find_superlatives(parse: Parse, times: list[Time], lexicon: Lexicon) -> list[Count]:
    """Return the superlatives over incidents that name a period; text order."""
    out: list[Count] = []
    for token in (parse.tokens[i] for i in parse.spelled(WORDS)):
        noun = _counted(parse, token.i, lexicon)
        if noun is None or _weakened(parse, token.i, noun):
            continue
        period = period_of(parse, noun, times, after=token.i)
        if period is None or _is_its_day(parse, noun, period.span[0]):
            continue
        first, end = min(token.i, noun), max(token.i, noun) + 1
        if end - first > 12:
            first, end = token.i, token.i + 1
        span = parse.span((token.i, token.i + 1)) if noun < token.i else parse.span((first, end))
        inside = span[0] <= period.span[0] and period.span[1] <= span[1]
        out.append(
            Count(
                slot="ordinal",
                quantity=Quantity(
                    low=None,
                    high=None,
                    modifier=None,
                    tokens=(token.i, token.i + 1),
                    span=parse.span((token.i, token.i + 1)),
                    unit="",
                    noun=noun,
                    ordinal=True,
                    words=token.text.lower(),
                ),
                of=noun_phrase(parse, noun),
                period=period.words,
                tokens=(first, end),
                spans=[span] if inside else sorted([span, period.span]),
                counted=noun,
            )
        )
    return out


def _is_its_day(parse: Parse, noun: int, start: int) -> bool:
    """Return whether a time tells when that one was: "the worst clash took place in March"."""
    token = parse.tokens[noun]
    above = parse.tokens[token.head]
    subject = token.rel.startswith("nsubj") and above.upos == "VERB"
    return subject and noun < above.i and above.start < start


def _counted(parse: Parse, i: int, lexicon: Lexicon) -> int | None:
    """Return the incident noun that a superlative ranks: its own, or the subject of its clause."""
    tokens = parse.tokens
    above = tokens[i].head
    if tokens[i].rel == "amod" and _known(parse, above, lexicon):
        return above
    if any(tokens[c].rel == "cop" for c in parse.children[i]):
        subjects = [c for c in parse.children[i] if tokens[c].rel == "nsubj"]
        return next((c for c in subjects if _known(parse, c, lexicon)), None)
    return above if tokens[i].rel == "appos" and _known(parse, above, lexicon) else None


def _known(parse: Parse, i: int, lexicon: Lexicon) -> bool:
    return any(t.pos == "noun" for t in lexicon.by_lemma.get(parse.tokens[i].lemma, ()))


def _weakened(parse: Parse, i: int, noun: int) -> bool:
    """Return whether it is one of several, or not the first: "one of the deadliest attacks"."""
    before = {parse.tokens[k].text.lower() for k in range(max(0, i - 3), i)}
    plural = parse.tokens[noun].text.lower() != parse.tokens[noun].lemma
    return plural or not before.isdisjoint(_NOT_MORE)
