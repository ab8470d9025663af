"""Quantities: the numbers of a report with their modifiers and what they count.

Left out, because they count nothing: dates and years, clock times, money, per cent, calibres,
house and road numbers, telephone numbers, scores. An age is kept with the unit "age" and the
person's token as its noun; "five times" and "twice" have the unit "time".
"""

from __future__ import annotations

import re
from functools import cache

from saidso.language.parse import Parse
from saidso.reading.clauses.ages import age_at
from saidso.reading.clauses.mentions import Quantity
from saidso.reading.clauses.number_senses import openings, value_at
from saidso.reading.clauses.numbers import Value, table
from saidso.reading.clauses.passives import is_past
from saidso.record import Modifier

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\Z")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\Z")
_DASHES = frozenset("-‐‑–—")
_OF_ONE = (["of", "a"], ["of", "an"])
_PICTURES = frozenset(["image", "photo", "slide", "picture", "page"])
_PEOPLE_RELS = ("nummod", "det", "amod", "compound", "nmod")


def find_quantities(parse: Parse) -> list[Quantity]:
    """Return the quantities of a report in text order; ranges never overlap."""
    words = [t.text for t in parse.tokens]
    opening = set(openings(parse))
    out: list[Quantity] = []
    for sentence in parse.sentences:
        i, end = sentence.tokens
        first = i
        while i < end:
            value = value_at(parse, words, i, end) if i in opening else None
            if value is None:
                i += 1
                continue
            found = _quantity(parse, words, (first, i, end), value)
            if found is not None:
                out.append(found)
                i = max(value.end, found.tokens[1])
            else:
                i = value.end
    return out


def _quantity(
    parse: Parse, words: list[str], where: tuple[int, int, int], value: Value
) -> Quantity | None:
    """Return the quantity that `value` makes, or None for a number that counts nothing."""
    first, i, end = where
    tokens = parse.tokens
    stop = value.end
    low: int | None = value.low
    high = value.high
    age = age_at(parse, i, stop, first, end)
    if age is None and _counts_nothing(parse, words, where, value):
        return None
    if age is None and value.kind == "count":
        second = _range_end(parse, words, where, value)
        if second is not None:
            high, stop = second.high, second.end
    modifier, start, stop = _modifier(words, first, i, stop, end)
    if age is not None:
        noun: int | None = age[0]
        unit, stop = "age", max(stop, age[1])
    elif value.kind == "times":
        noun, unit = None, "time"
    else:
        noun = _noun(parse, i, stop, end)
        if value.kind == "ordinal" and [w.lower() for w in words[stop : stop + 2]] in _OF_ONE:
            noun = None  # "the second of a priest": priests are not counted
        if (
            noun is None
            and value.kind == "ordinal"
            and tokens[i].upos not in ("ADJ", "NUM", "NOUN")
        ):
            return None
        unit = tokens[noun].lemma if noun is not None else ""
    low, high = _bounds(low, high, modifier)
    span = parse.span((start, stop))
    return Quantity(
        low=low,
        high=high,
        modifier=modifier,
        tokens=(start, stop),
        span=span,
        unit=unit,
        noun=noun,
        ordinal=value.kind == "ordinal",
        words=parse.words((start, stop)),
    )


def _bounds(
    low: int | None, high: int | None, modifier: Modifier | None
) -> tuple[int | None, int | None]:
    """Open the side that the modifier opens; "more than" and "fewer than" leave out the number."""
    if modifier == "at_least":
        return low, None
    if modifier == "more_than":
        return (None if low is None else low + 1), None
    if modifier == "at_most":
        return None, high
    if modifier == "fewer_than":
        return None, (None if high is None else high - 1)
    return low, high


@cache
def _phrases() -> tuple[
    list[tuple[tuple[str, ...], Modifier]], list[tuple[tuple[str, ...], Modifier]]
]:
    t = table()
    before = [(tuple(p.split()), m) for m, some in t.before.items() for p in some]
    after = [(tuple(p.split()), m) for m, some in t.after.items() for p in some]
    before.sort(key=lambda pair: -len(pair[0]))
    after.sort(key=lambda pair: -len(pair[0]))
    return before, after


def _modifier(
    words: list[str], first: int, i: int, stop: int, end: int
) -> tuple[Modifier | None, int, int]:
    """Return the modifier and the range of tokens widened by its words."""
    before, after = _phrases()
    last = words[i - 1].lower() if i > first else ""
    for phrase, modifier in before:
        n = len(phrase)
        if phrase[-1] != last or i - n < first:
            continue
        if tuple(w.lower() for w in words[i - n : i]) == phrase:
            if phrase in (("all",), ("only",), ("just",)):
                return "exactly", i, stop
            return modifier, i - n, stop
    following = {w.lower() for w in words[stop : stop + 2]}
    for phrase, modifier in after:
        if phrase[0] not in following:
            continue
        n = len(phrase)
        for skip in (0, 1):  # "or more" may follow the noun, or a hyphen stand before "plus"
            at = stop + skip
            if tuple(w.lower() for w in words[at : min(end, at + n)]) == phrase and (
                skip == 0 or words[stop] in _DASHES or phrase[0] == "or"
            ):
                return modifier, i, at + n if skip == 0 or words[stop] in _DASHES else stop
    return None, i, stop


def _range_end(
    parse: Parse, words: list[str], where: tuple[int, int, int], value: Value
) -> Value | None:
    """Return the second number of "two or three", "10-15", "between five and seven"."""
    first, i, end = where
    j = value.end
    if j + 1 >= end:
        return None
    link = words[j].lower()
    before = words[i - 1].lower() if i > first else ""
    if link in _DASHES and parse.tokens[j].start != parse.tokens[j - 1].end:
        return None
    if not (
        link in ("or", "to") or link in _DASHES or (link == "and" and before in ("between", "both"))
    ):
        return None
    if link == "to" and before == "from":
        return None
    if link in _DASHES and words[j - 1].isdecimal() and words[j + 1].isalpha():
        return None  # "7-Eleven"
    second = value_at(parse, words, j + 1, end)
    if second is None or second.kind != "count" or second.low < value.low:
        return None
    return second if second.low > value.low else None


def _counts_nothing(
    parse: Parse, words: list[str], where: tuple[int, int, int], value: Value
) -> bool:
    """Return whether a number is a date, a time, money, a rate, an address, a code or a score."""
    first, i, end = where
    t = table()
    tokens = parse.tokens
    stop = value.end
    word = words[i]
    before = words[i - 1].lower() if i > first else ""
    after = words[stop].lower() if stop < end else ""
    digits = word[0].isdigit()
    if value.kind == "none":
        return False
    if before in t.currency or after in t.not_counts or tokens[i].name == "LOC":
        return True
    if _is_page(words, first, i, stop, end):
        return True
    if before == "no" or before == "no." or before == "#":
        return True
    if after in t.months and tokens[i].rel != "nummod":
        return True
    if (
        after in t.months
        or (before in t.months and before != "may")
        or (before in t.months and digits)
    ):
        return value.low <= 31 or bool(_YEAR.match(word))
    if value.kind == "ordinal":
        street = any(w.lower() in t.streets and w[0].isupper() for w in words[stop : stop + 2])
        return street or (after == "of" and stop + 1 < end and words[stop + 1].lower() in t.months)
    if not digits and before in _DASHES and i >= 2 and words[i - 2].isdecimal():
        return True  # "7-Eleven"
    if not digits:
        return after in _DASHES and stop + 1 < end and words[stop + 1].lower() in t.not_counts
    noun = _noun(parse, i, stop, end)
    if _YEAR.match(word) and not (
        noun is not None
        and noun > i
        and tokens[noun].upos == "NOUN"
        and tokens[noun].kind == "person"
    ):
        return True
    if _CLOCK.match(word) and not value.whole:
        return after in ("a.m.", "p.m.", "am", "pm")
    if after in _DASHES and stop + 1 < end:
        nxt = words[stop + 1].lower()
        if nxt in t.not_counts or (tokens[stop].start == tokens[stop - 1].end and nxt == "0"):
            return True
    if after in _DASHES and stop + 1 < end and words[stop + 1].lower() == "eleven":
        return True  # the name of a shop
    if before in _DASHES and i >= 2 and tokens[i - 1].end == tokens[i].start:
        return True  # "AK-47", the second half of "3-2" or of a telephone number
    if after in _DASHES and stop + 1 < end and words[stop + 1].isdecimal():
        second = words[stop + 1][:12]
        if (len(second) >= 4 and value.low < 1000) or int(second) <= value.low:
            return True  # telephone number, score
    street = any(w.lower() in t.streets and w[0].isupper() for w in words[stop + 1 : stop + 4])
    if street and words[stop][0].isupper() and (noun is None or words[noun][0].isupper()):
        return True
    if before == "." or (word == "911" and noun is None) or (word[0] == "0" and len(word) > 1):
        return True
    named = tokens[i - 1] if i > first else None
    return bool(
        named
        and named.text[0].isupper()
        and named.upos == "PROPN"
        and tokens[i].head <= i - 1
        and tokens[i].rel in ("nummod", "flat", "nmod:unmarked", "nmod:desc", "compound")
        and named.name != "PER"
    )


def _is_page(words: list[str], first: int, i: int, stop: int, end: int) -> bool:
    """Return whether a number tells which of how many pictures: "Image 3 of 8", "3 / 8"."""
    if i - 2 >= first and words[i - 2].isdecimal() and words[i - 1] in ("of", "/"):
        named = words[i - 3].lower() if i - 3 >= first else ""
        return words[i - 1] == "/" or named in _PICTURES
    if i - 1 >= first and words[i - 1] == "/":
        return True
    before = words[i - 1].lower() if i > first else ""
    return before in _PICTURES or (stop < end and words[stop] == "/")


def _noun(parse: Parse, i: int, stop: int, end: int) -> int | None:
    """Return the token of the noun that the number in tokens i..stop counts."""
    tokens = parse.tokens
    head = i
    seen: set[int] = set()
    for k in range(i, stop):
        if not i <= tokens[k].head < stop or tokens[k].head == k:
            head = k
    if stop < end and tokens[stop].text.lower() == "of":
        for child in parse.children[head]:
            if child > stop and tokens[child].rel.startswith("nmod"):
                of_all = tokens[child].upos == "NUM"  # "two of 17 abducted members"
                return (_counted_noun(parse, child + 1, end) if of_all else None) or child
        return _next_noun(parse, stop + 1, end)
    while head not in seen and tokens[head].rel.split(":")[0] in _PEOPLE_RELS:
        seen.add(head)
        up = tokens[head].head
        if tokens[up].upos in ("NOUN", "PROPN", "ADJ", "PRON", "X") and up >= stop:
            return None if _is_counted_apart(parse, stop, up) else up
        head = up
        if not i <= head < stop:
            break
    return _next_noun(parse, stop, end, strict=True)


def _is_counted_apart(parse: Parse, stop: int, noun: int) -> bool:
    """Return whether another number counts the noun: the first of "one dead and three others hurt"."""
    tokens = parse.tokens
    return any(
        tokens[k].upos == "NUM" and tokens[k].head == noun and tokens[k - 1].upos == "CCONJ"
        for k in range(stop + 1, noun)
    )


def _counted_noun(parse: Parse, i: int, end: int) -> int | None:
    """Return the head of the noun phrase behind a number, with its participles: "17 abducted members"."""
    while (
        i < end and parse.tokens[i].upos in ("VERB", "ADJ", "ADV") and is_past(parse.tokens[i].text)
    ):
        i += 1
    return _next_noun(parse, i, end, strict=True)


def _next_noun(parse: Parse, i: int, end: int, *, strict: bool = False) -> int | None:
    """Return the head of the noun phrase that starts at token `i`, by tags alone."""
    tokens = parse.tokens
    found: int | None = None
    for k in range(i, min(end, i + 6)):
        upos = tokens[k].upos
        if upos in ("NOUN", "PROPN"):
            found = k
        elif found is not None or (
            upos not in ("ADJ", "NUM") and (strict or upos not in ("DET", "PRON"))
        ):
            break
    if strict and found is not None and tokens[found].upos != "NOUN":
        return None
    return found
