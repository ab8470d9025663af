"""Neighbours: the number or person right beside a word of harm, whatever the tree says."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Quantity
from saidso.reading.harm.harm_words import table
from saidso.reading.harm.victims import Numbers, Victims


def number_before(parse: Parse, numbers: Numbers, i: int) -> int | None:
    """Return the number or person that stands just before `i`: "3 dead", "five seriously hurt"."""
    tokens = parse.tokens
    first = parse.sentence_of(i).tokens[0]
    k = i - 1
    for _ in range(3):
        if k < first:
            return None
        quantity = numbers.by_token.get(k)
        if quantity is not None and quantity.unit != "time":
            k = _unrepeated(parse, k)
            if (parent := parent_of(parse, quantity)) is not None:
                return parent
            if quantity.noun is None or quantity.noun <= i:
                return k if quantity.noun in (None, i) else quantity.noun
            return None
        if k in numbers.by_noun and numbers.by_noun[k].unit != "time":
            return k
        if tokens[k].text.lower() == "another":  # "left one man wounded and another dead"
            return None if tokens[i].head > i and tokens[i].rel == "amod" else k
        if tokens[k].upos not in ("ADV", "ADJ") and tokens[k].text.lower() not in (
            "others",
            "more",
            "other",
        ):
            return None
        k -= 1
    return None


def _unrepeated(parse: Parse, k: int) -> int:
    """Return the last token of a number without its digits in brackets: "seven (7) wounded"."""
    return k - 3 if parse.tokens[k].text == ")" else k


def parent_of(parse: Parse, quantity: Quantity) -> int | None:
    """Return whose children a number counts: "father of five killed"; None for another number."""
    at = quantity.tokens[0] - 2
    if at < 0 or parse.tokens[at + 1].lemma != "of":
        return None
    return at if parse.tokens[at].lemma.lower() in table().family_roles else None


def counted_after(parse: Parse, victims: Victims, i: int) -> int | None:
    """Return who is counted just after a verb: "killed five and wounded eight people"."""
    quantity = victims.numbers.by_token.get(i + 1)
    if quantity is None or quantity.unit == "time" or quantity.tokens[0] != i + 1:
        return None
    if parse.tokens[i + 1].sentence != parse.tokens[i].sentence:
        return None  # a headline without a stop, and a number that begins the lead
    if quantity.noun is None:
        return _unrepeated(parse, quantity.tokens[1] - 1)
    return quantity.noun if victims.is_person(quantity.noun) else None


def aged_after(parse: Parse, numbers: Numbers, i: int) -> int | None:
    """Return who follows a verb with an age alone: "killed a 12-year-old Tuesday"."""
    tokens = parse.tokens
    end = parse.sentence_of(i).tokens[1]
    for k in range(i + 1, min(end, i + 8)):
        if tokens[k].text.lower() == "old" and k in numbers.ages:
            return k
        if k not in numbers.age_tokens and tokens[k].upos not in ("DET", "ADJ", "PRON"):
            return None
    return None


def listed_first(parse: Parse, victims: Victims, near: int, i: int) -> int:
    """Return the first of those left so, of whom the last stands before the adjective at `i`: "left nine
    guards and two clerks dead".
    """
    tokens = parse.tokens
    first = tokens[near].head
    left = tokens[first].rel == "obj" and tokens[first].head == tokens[i].head
    alike = tokens[first].upos == tokens[near].upos == "NOUN" and victims.is_person(first)
    return first if tokens[near].rel == "conj" and left and alike else near


def behind(objects: list[int], verb: int) -> list[int]:
    """Return the objects, without one before the verb that was taken for one: "guards found Brand dying"."""
    return [c for c in objects if c > verb] or objects
