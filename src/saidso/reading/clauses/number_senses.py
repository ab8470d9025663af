"""Number words in their sentence: whether "second", "one" or "no" is a number where it stands."""

from __future__ import annotations

import re

from saidso.language.kept import kept
from saidso.language.parse import Parse
from saidso.reading.clauses.numbers import Value, may_open, number_at, openers

_NOT_A_NUMBER = re.compile(r"\d*[/:]\d*|\d+(?:mm|cm|km|kg|s)\Z", re.I)


@kept
def openings(parse: Parse) -> list[int]:
    """Return the tokens at which a number may start, by their words alone."""
    known = openers()
    places = [at for w, at in parse.by_word.items() if w in known or w[0].isdigit()]
    return sorted(i for at in places for i in at)


def value_at(parse: Parse, words: list[str], i: int, end: int) -> Value | None:
    """Return the number at token `i` if the words and the tag there make one."""
    token = parse.tokens[i]
    if not may_open(token.text):
        return None
    if token.text[0].isdigit() and _NOT_A_NUMBER.match(token.text):
        return None
    value = number_at(words[i : min(end, i + 12)], 0)
    if value is None:
        return None
    low = token.text.lower()
    if (
        low == "no"
        and (token.upos == "INTJ" or token.rel in ("discourse", "advmod"))
        and value.end == 1
    ):
        return None
    if low == "second" and token.upos in ("NOUN", "ADV") and not _second_of(parse, i, end):
        return None
    if (
        low in ("first", "once", "second", "third")
        and token.upos in ("ADV", "SCONJ")
        and low != "once"
    ):
        return None
    if low == "once" and (token.upos == "SCONJ" or (token.rel in ("mark", "advmod") and i == 0)):
        return None
    if low == "one" and token.upos == "PRON" and not _counts_one(words, i, end):
        return None
    if low == "one" and i + 1 < end and words[i + 1].lower() == "another":
        return None
    if low in ("many", "few") and i > 0 and words[i - 1].lower() in ("as", "how", "so", "too"):
        return None
    if low in ("few", "pair", "couple") and i > 0 and words[i - 1].lower() == "the":
        return None
    stop = i + value.end
    if value.kind == "count" and words[stop : stop + 1] == ["("]:
        stop = _repeated(words, stop, end, value)
    return Value(value.low, value.high, stop, value.kind, value.whole)


def _repeated(words: list[str], stop: int, end: int, value: Value) -> int:
    """Return where a number ends that is told again in digits: "twenty-four (24) people"."""
    digits = words[stop + 1] if stop + 2 < end and words[stop + 2] == ")" else ""
    again = number_at([digits], 0) if digits[:1].isdigit() else None
    return stop + 3 if again is not None and again.low == value.low else stop


def _second_of(parse: Parse, i: int, end: int) -> bool:
    """Return whether "second" without a noun is an ordinal: ", the second of a priest in two weeks"."""
    tokens = parse.tokens
    if i < 2 or i + 1 >= end or tokens[i - 1].text.lower() != "the":
        return False
    before, after = tokens[i - 2], tokens[i + 1]
    joined = before.text in (",", "–", "—", "--") or before.lemma == "be"
    return joined and (after.upos == "ADP" or after.text.endswith("ing") or after.lemma == "to")


def _counts_one(words: list[str], i: int, end: int) -> bool:
    return words[i][0] == "O" or (
        i + 1 < end and words[i + 1].lower() in ("of", "was", "is", "has")
    )


def shares_number(parse: Parse, i: int) -> bool:
    """Return whether a bare plural shares the number of the noun before it: "14 doctors and patients"."""
    tokens = parse.tokens
    first = i - 2
    if first < 0 or tokens[i].head != first or tokens[i - 1].text not in ("and", "&"):
        return False
    bare = all(c > i or c == i - 1 for c in parse.children[i])
    plural = tokens[i].upos == "NOUN" and tokens[i].text.lower() != tokens[i].lemma
    numbers = [tokens[c] for c in parse.children[first] if tokens[c].rel == "nummod" and c < first]
    return bare and plural and any(t.text.lower() not in ("one", "1") for t in numbers)
