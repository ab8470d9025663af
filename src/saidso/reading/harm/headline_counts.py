"""Counts of headlines, which leave out the verb: "One dead, three wounded in quarry shooting".

Without a verb the tree of such a line is often wrong, while its order never is: the count, or the
one who came to harm, stands right before the word of harm.
"""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Quantity
from saidso.reading.harm.casualties import Person
from saidso.reading.harm.counts import Count
from saidso.reading.harm.harm_words import sexes, state_slots, table, verb_slots
from saidso.reading.harm.neighbours import parent_of
from saidso.reading.harm.victims import Numbers, Victims

_AFTER = frozenset({",", "and", ";", "in", "after", "as", "at", "by", "when", "during"})
_AGAIN = 4
_SAME = 5
"""Sentences from the first in which a page may print its headline again, and words that tell it."""
_BEFORE = 6
"""Words of a headline from its beginning, or from a comma, to a word of harm, at most."""


def counted_before(parse: Parse, numbers: Numbers, i: int) -> Quantity | None:
    """Return the bare number right before the word of harm at `i` of a headline, or None."""
    if not (_is_gapped(parse, i) or _counts_on(parse, numbers, i)):
        return None
    quantity = numbers.by_token.get(i - 1)
    if quantity is None or quantity.ordinal or quantity.tokens[1] != i:
        return None
    if parent_of(parse, quantity) is not None:
        return None
    return None if quantity.noun is not None and quantity.noun < i else quantity


def _counts_on(parse: Parse, numbers: Numbers, i: int) -> bool:
    """Return whether the number after a word of harm is of another: "2 killed 5 hurt in Velm"."""
    if parse.sentence_of(i).segment_kind != "headline":
        return False
    quantity = numbers.by_token.get(i + 1)
    if quantity is None or quantity.tokens[1] >= parse.sentence_of(i).tokens[1]:
        return False
    after = parse.tokens[quantity.tokens[1]].text.lower()
    return after in verb_slots() or after in state_slots()


def named_before(parse: Parse, victims: Victims, i: int) -> int | None:
    """Return the person before the word of harm at `i` that a comma follows ("Boy, 12, killed,")."""
    tokens = parse.tokens
    headline = parse.sentences[tokens[i].sentence].segment_kind == "headline"
    if headline and i > 1 and tokens[i - 1].text.lower() == "another":
        present = tokens[i].text.lower() in table().present
        return None if present else i - 1  # "boy kills friend, another wounded"
    if not _is_gapped(parse, i) or "," not in [t.text for t in tokens[i + 1 : i + 2]]:
        return None
    if tokens[i].text.lower() in table().present or tokens[i].text.lower().endswith("ing"):
        return None  # "son shoots, kills brother"
    first = parse.sentences[tokens[i].sentence].tokens[0]
    for k in range(i - 1, max(first, i - _BEFORE) - 1, -1):
        if tokens[k].upos in ("NOUN", "PROPN") and victims.is_person(k):
            return k
        if tokens[k].upos in ("VERB", "AUX", "ADP") or tokens[k].text.lower() == "who":
            return None
    return None


def aged_before(parse: Parse, numbers: Numbers, i: int) -> Count | None:
    """Return the person of "16-year-old shot outside a club", where "shot" was taken for a noun."""
    tokens = parse.tokens
    if i == 0 or parse.sentences[tokens[i].sentence].segment_kind != "headline":
        return None
    if (whose := _bare_age(parse, numbers, i)) is not None:
        noun = tokens[whose].text.lower()
        person = Person(age=numbers.ages[whose], noun=noun, sex=sexes().get(noun, ""))
        return Count(1, 1, "exactly", (whose,), (person,))
    if tokens[i - 1].text.lower() != "old" or i - 1 not in numbers.age_tokens:
        return None
    age = numbers.ages.get(i, numbers.ages.get(i - 1))
    return Count(1, 1, "exactly", (i - 1,), (Person(age=age, noun="old"),))


def _bare_age(parse: Parse, numbers: Numbers, i: int) -> int | None:
    """Return whose age stands right before the word of harm at `i`: "Boy, 13 shot", "man 41 hurt"."""
    if i < 2 or i - 1 not in numbers.age_tokens or not parse.tokens[i - 1].text.isdigit():
        return None
    return next((k for k in (i - 2, i - 3) if k >= 0 and k in numbers.ages), None)


def struck_before(parse: Parse, victims: Victims, i: int) -> int | None:
    """Return who is before "shot" that was taken for a noun: "Teen shot to death in Tarvin home"."""
    tokens = parse.tokens
    if i == 0 or parse.sentences[tokens[i].sentence].segment_kind != "headline":
        return None
    if (
        tokens[i - 1].upos not in ("NOUN", "PROPN")
        or tokens[i - 1].text.lower() in table().officers
    ):
        return None
    goes_on = tokens[i + 1 : i + 2] and tokens[i + 1].upos in (
        "ADP",
        "PUNCT",
        "CCONJ",
        "SCONJ",
        "ADV",
    )
    return i - 1 if goes_on and victims.is_person(i - 1) else None


def right_before(parse: Parse, victims: Victims, i: int) -> list[int]:
    """Return whom a headline's participle follows: "boy, 15, killed, 13-year-old injured in Velm"."""
    tokens = parse.tokens
    if tokens[i].text.lower() in table().present:
        return []
    if parse.sentences[tokens[i].sentence].segment_kind == "headline":
        if (whose := _bare_age(parse, victims.numbers, i)) is not None:
            return [whose]
    if not _is_gapped(parse, i):
        return []
    who = i - 1
    aged = victims.numbers.ages.keys() | victims.numbers.age_tokens
    ends = who in aged and tokens[who].text.lower() == "old"
    return [who] if ends and not tokens[i].text.lower().endswith("ing") else []


def shot_and(parse: Parse, victims: Victims, i: int) -> list[int]:
    """Return whom a headline begins with: "Boy shot, killed", "boy shot and killed" with noun for verb."""
    tokens = parse.tokens
    first = parse.sentence_of(i).tokens[0]
    if i - 2 <= first or tokens[i - 2].text.lower() not in ("shot", "stabbed"):
        return []
    if parse.sentence_of(i).segment_kind != "headline":
        return []
    if tokens[i - 1].text == "," and tokens[i - 2].upos == "VERB":
        passive = (c for c in parse.children[i - 2] if tokens[c].rel == "nsubj:pass")
        return [k for k in passive if victims.is_person(k)][:1]
    if tokens[i - 1].text.lower() != "and" or tokens[i - 2].upos not in ("NOUN", "PROPN"):
        return []
    people = (k for k in range(first, i - 2) if tokens[k].rel.startswith("nsubj"))
    return [k for k in people if victims.is_person(k)][:1]


def told_again(parse: Parse) -> frozenset[int]:
    """Return the tokens near the beginning of a page that only print its headline again."""
    if not parse.sentences or parse.sentences[0].segment_kind != "headline":
        return frozenset()
    head = [t.text.lower() for t in parse.tokens[slice(*parse.sentences[0].tokens)]]
    out: set[int] = set()
    for sentence in parse.sentences[1 : _AGAIN + 1]:
        first, end = sentence.tokens
        size = 0
        while size < min(len(head), end - first):
            if parse.tokens[first + size].text.lower() != head[size]:
                break
            size += 1
        if size >= _SAME:
            out.update(range(first, first + size))
    return frozenset(out)


def _repeats(parse: Parse, number: int) -> bool:
    """Return whether a sentence near the beginning prints the headline again."""
    if not 0 < number <= _AGAIN or parse.sentences[0].segment_kind != "headline":
        return False
    first, again = (parse.sentences[k].tokens for k in (0, number))
    size = min(_SAME, first[1] - first[0])
    words = [t.text for t in parse.tokens[first[0] : first[0] + size]]
    return words == [t.text for t in parse.tokens[again[0] : again[0] + size]]


def _is_gapped(parse: Parse, i: int) -> bool:
    """Return whether the word at `i` stands in a headline, ahead of a comma or what goes on."""
    tokens = parse.tokens
    sentence = parse.sentences[tokens[i].sentence]
    if not (sentence.segment_kind == "headline" or _repeats(parse, sentence.i)):
        return False
    if i + 1 >= sentence.tokens[1]:
        return sentence.segment_kind == "headline"
    return tokens[i + 1].text.lower() in _AFTER and tokens[i + 1].sentence == tokens[i].sentence
