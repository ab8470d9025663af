"""Counts over other incidents: "the third defection this year", "four in the past five years"."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from saidso.language.parse import Parse, Range
from saidso.reading.clauses.lexicon import Lexicon
from saidso.reading.clauses.mentions import Quantity
from saidso.reading.clauses.roles import clause_of
from saidso.reading.events.costs import is_cost
from saidso.reading.harm.harm import Harm
from saidso.reading.harm.harm_words import noun_slots
from saidso.record import Span
from saidso.resolving.times.times import Time
from saidso.spans import merge


class Count(msgspec.Struct, frozen=True):
    """An ordinal or tally: its number, what it counts, over which period, and its words."""

    slot: str
    quantity: Quantity
    of: str
    period: str | None
    tokens: Range
    spans: list[Span]
    counted: int
    """The token of what is counted."""


_SUPERLATIVES = {"deadliest", "bloodiest", "worst", "largest", "biggest", "first", "latest"}


def find_counts(
    parse: Parse, quantities: list[Quantity], times: list[Time], lexicon: Lexicon, *, news: set[int]
) -> list[Count]:
    """Return the counts over incidents; what is counted must be a noun of the lexicon.

    `news` are nouns whose number is news for a day as well as for a year: "99 violations of the truce".
    """
    out: list[Count] = []
    for quantity in quantities:
        noun = quantity.noun
        if noun is None and quantity.ordinal:
            noun = _counted_by_predicate(parse, quantity, lexicon)
        if quantity.unit == "time" and (verb := _how_often(parse, quantity)) in news:
            out.append(_repeated(parse, quantity, verb, times))
            continue
        if noun is None or _is_one_of(parse, quantity):
            continue
        token = parse.tokens[noun]
        if quantity.high == 0 and token.text.lower() in noun_slots():
            continue  # "no other injuries" is harm, or none, and no count over others
        known = _known(parse, noun, lexicon)
        similar = any(parse.tokens[c].lemma in ("such", "similar") for c in parse.children[noun])
        doing = quantity.ordinal and not _one_more(parse, noun) and _does_so(parse, noun, lexicon)
        if not (known or doing or (similar and token.lemma in _CASES)):
            continue
        period = period_of(parse, noun, times)
        if not quantity.ordinal and period is None and noun not in news:
            continue  # "two attacks": a number of happenings told here, not a count over others
        if period is None and _of_two(parse, noun):
            continue
        whole = _phrase(parse, noun)
        out.append(
            Count(
                slot="ordinal" if quantity.ordinal else "tally",
                quantity=quantity,
                of=noun_phrase(parse, noun),
                period=period.words if period else None,
                tokens=_reach(quantity, noun),
                spans=_spans(parse, quantity, whole, period),
                counted=noun,
            )
        )
    return out


def _phrase(parse: Parse, noun: int) -> Range:
    """Return the words that hang on a noun, without what a colon opens: "the second attack: a bomb hit"."""
    first, end = parse.subtree(noun)
    stop = (k for k in range(noun, end) if parse.tokens[k].text in (":", ";"))
    return (first, next(stop, end))


def find_sums(
    parse: Parse, quantities: list[Quantity], harms: Iterable[Harm], times: list[Time]
) -> list[Count]:
    """Return what a war or a year has cost in numbers: "the conflict has killed 40,000 people since 2011".

    It is no harm of a happening told here; who says it keeps the word.
    """
    at = {k: q for q in quantities for k in (q.noun, *range(*q.tokens)) if k is not None}
    out: list[Count] = []
    for harm in harms:
        quantity = at.get(harm.victim) if harm.victim is not None else None
        if quantity is None or not harm.generic or not is_cost(parse, harm.trigger):
            continue
        period, (start, end) = period_of(parse, harm.trigger, times), clause_of(parse, harm.trigger)
        if period and parse.token_at(period.span[0]) not in range(start, end):
            period = None  # of what else the sentence tells
        noun = quantity.noun
        out.append(
            Count(
                slot="tally",
                quantity=quantity,
                of=harm.slot if noun is None else f"{noun_phrase(parse, noun)} {harm.slot}",
                period=period.words if period else None,
                tokens=quantity.tokens if noun is None else _reach(quantity, noun),
                spans=merge([*harm.spans, *([period.span] if period else [])]),
                counted=harm.trigger,
            )
        )
    return out


def _how_often(parse: Parse, quantity: Quantity) -> int:
    """Return the verb that says what was done so many times: "broke the truce 14 times"."""
    return parse.tokens[parse.tokens[quantity.tokens[1] - 1].head].head


def _repeated(parse: Parse, quantity: Quantity, verb: int, times: list[Time]) -> Count:
    """Return the count of what a verb and its object say: "broke the truce"."""
    objects = [c for c in parse.children[verb] if parse.tokens[c].rel == "obj" and c > verb]
    whole = (verb, max(objects, default=verb) + 1)
    period = period_of(parse, verb, times)
    spans = sorted([parse.span(whole), parse.span(_reach(quantity, quantity.noun or verb))])
    return Count(
        slot="tally",
        quantity=quantity,
        of=parse.words(whole),
        period=period.words if period else None,
        tokens=quantity.tokens,
        spans=spans,
        counted=verb,
    )


def _reach(quantity: Quantity, noun: int) -> Range:
    """Return the range from the number to its noun, or of the number alone where they are apart."""
    first, end = min(quantity.tokens[0], noun), max(quantity.tokens[1], noun + 1)
    return (first, end) if end - first <= 12 else quantity.tokens


_CASES = frozenset({"incident", "case", "event", "attempt"})


def _known(parse: Parse, i: int, lexicon: Lexicon) -> bool:
    return any(t.pos == "noun" for t in lexicon.by_lemma.get(parse.tokens[i].lemma, ()))


def _counted_by_predicate(parse: Parse, quantity: Quantity, lexicon: Lexicon) -> int | None:
    """Return what an ordinal without a noun counts: "the attack was the second on a hotel"."""
    for i in range(*quantity.tokens):
        above = parse.tokens[i].head
        if parse.tokens[i].rel == "appos" and _known(parse, above, lexicon):
            return above  # "the shooting, the fourth this year"
        if not any(parse.tokens[c].rel == "cop" for c in parse.children[i]):
            continue
        for c in parse.children[i]:
            if parse.tokens[c].rel == "nsubj" and _known(parse, c, lexicon):
                return c
    return _counted_before(parse, quantity, lexicon)


_DASHES = frozenset({",", "-", "–", "—", "--"})


def _counted_before(parse: Parse, quantity: Quantity, lexicon: Lexicon) -> int | None:
    """Return the noun right before ", the fourth involving ..." where the tree does not join them.

    What follows must go on with the noun phrase: in "after the shooting, the second fled" it does not.
    """
    tokens, (first, end) = parse.tokens, quantity.tokens
    if first < 3 or end >= len(tokens) or tokens[first - 1].text.lower() != "the":
        return None
    after = tokens[end]
    goes_on = after.upos in ("ADP", "PART") or after.text.lower() in ("such", "this", "since")
    if tokens[first - 2].text not in _DASHES or not (goes_on or after.text.endswith("ing")):
        return None
    noun = first - 3
    while tokens[noun].rel in ("nmod", "flat") and tokens[noun].head < noun:
        noun = tokens[noun].head  # "the shooting of a driver, the fourth in a month"
    same = tokens[noun].sentence == tokens[first].sentence
    return noun if same and _known(parse, noun, lexicon) else None


def _does_so(parse: Parse, noun: int, lexicon: Lexicon) -> bool:
    """Return whether what is counted is who does or suffers it: "the second soldier to cross"."""
    return any(
        parse.tokens[c].rel in ("acl", "acl:relcl", "advcl")
        and c > noun
        and any(t.pos == "verb" for t in lexicon.by_lemma.get(parse.tokens[c].lemma, ()))
        for c in parse.children[noun]
    )


def done_by(parse: Parse, counted: set[int]) -> set[int]:
    """Return the words of what many counted happenings did: "three raids last year left a dozen hurt"."""
    tokens = parse.tokens
    out = {tokens[i].head for i in counted if tokens[i].rel == "nsubj"} - counted
    more = out
    for _ in range(2):
        more = {
            c for i in more for c in parse.children[i]
            if c > i and tokens[c].rel in ("conj", "xcomp", "advcl", "obj", "acl")
        } - out  # fmt: skip
        out |= more
    return out


def described(parse: Parse, counts: Iterable[Count]) -> set[int]:
    """Return what became of one whom an ordinal counts: "he is the fourth clerk killed this year"."""
    tokens = parse.tokens
    return {
        c
        for count in counts
        if count.slot == "ordinal"
        and any(tokens[k].rel == "cop" for k in parse.children[count.counted])
        for c in parse.children[count.counted]
        if tokens[c].rel == "acl" and c > count.counted
    }


def _is_one_of(parse: Parse, quantity: Quantity) -> bool:
    """Return whether a number only picks one out: "one of its deadliest strikes last week"."""
    after = parse.tokens[quantity.tokens[1] : quantity.tokens[1] + 1]
    return not quantity.ordinal and quantity.high == 1 and any(t.lemma == "of" for t in after)


def _one_more(parse: Parse, noun: int) -> bool:
    """Return whether somebody is only one more of those told of: "a second resident, who asked"."""
    return any(
        parse.tokens[c].rel == "det" and parse.tokens[c].lemma in ("a", "an")
        for c in parse.children[noun]
    )


def _of_two(parse: Parse, noun: int) -> bool:
    """Return whether "the first attack", as a bare subject, is only one of those told here."""
    below = {parse.tokens[c].rel for c in parse.children[noun]}
    token = parse.tokens[noun]
    return token.rel == "nsubj" and "det" in below and not any(
        r.startswith(("nmod", "acl", "cop", "appos")) for r in below
    )  # fmt: skip


class Period(msgspec.Struct, frozen=True):
    """The period of a count, in the words of the report."""

    words: str
    span: Span


def period_of(
    parse: Parse, noun: int, times: list[Time], *, after: int | None = None
) -> Period | None:
    """Return the period in the noun's own clause: a year, "this year", "in the past five years".

    With `after` only what stands behind that token counts, and a day is a period too, after "since".
    """
    clause = parse.span(clause_of(parse, noun))
    sentence = parse.sentence_of(noun)
    first = 0 if after is None else parse.tokens[after].start
    for bounds in (clause, sentence.span):
        for time in times:
            if not (bounds[0] <= time.span[0] and time.span[1] <= bounds[1]):
                continue
            since = parse.text[max(0, time.span[0] - 6) : time.span[0]].lower() == "since "
            period = time.precision != "day" and time.kind != "time"
            if time.span[0] >= first and (since or period):
                start = time.span[0] - 6 if since else time.span[0]
                return Period(" ".join(parse.text[start : time.span[1]].split()), time.span)
    return None


def noun_phrase(parse: Parse, noun: int) -> str:
    """Return the counted noun with the adjectives before it, without determiners and numbers."""
    first = noun
    while (
        first > 0
        and parse.tokens[first - 1].head == noun
        and parse.tokens[first - 1].rel in ("amod", "compound")
        and parse.tokens[first - 1].lemma not in ("such", "similar", "other")
        and not any(ch.isdigit() for ch in parse.tokens[first - 1].text)
        and parse.tokens[first - 1].text.lower() not in _ORDINALS | _SUPERLATIVES
    ):
        first -= 1
    return parse.words((first, noun + 1))


_ORDINALS = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
}  # fmt: skip


def _spans(parse: Parse, quantity: Quantity, whole: Range, period: Period | None) -> list[Span]:
    """Return the words of the count: from its number to its noun phrase's end, and the period."""
    if whole[1] <= quantity.tokens[0] or quantity.tokens[1] <= whole[0]:
        span = quantity.span  # what is counted stands elsewhere: "the attack was the second"
    else:
        first = min(quantity.tokens[0], whole[0])
        span = parse.span((first, max(min(whole[1], first + 25), quantity.tokens[1])))
    if period is None or (span[0] <= period.span[0] and period.span[1] <= span[1]):
        return [span]
    return sorted([span, period.span])
