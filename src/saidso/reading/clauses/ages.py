"""Ages: whose age a number is: "24-year-old", "aged 24", "Brand, 24,", "Boy, 13 shot"."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.clauses.numbers import table

_DASHES = frozenset("-‐‑–—")
_STRUCK = frozenset(
    ["and", "dead", "dies", "died", "killed", "shot", "stabbed", "wounded", "injured", "hurt", "hit",
     "struck", "grazed", "critical", "found", "fatally", "critically", "seriously", "was", "is"]
)  # fmt: skip
"""Words after a number in a headline that say what came to whom it tells the age of."""
_GROWN_UP = 16
_YOUNG = frozenset(
    ["boy", "girl", "child", "son", "daughter", "brother", "sister", "teen", "victim"]
)
"""Persons who may be younger; of another a small number counts: "officer, 2 dead"."""


def age_at(parse: Parse, i: int, stop: int, first: int, end: int) -> tuple[int | None, int] | None:
    """Return the person's token and the end of the words, where the number is an age."""
    tokens = parse.tokens
    text = [t.text.lower() for t in tokens[stop : min(end, stop + 6)]]
    period = len(text) >= 4 and text[1] in ("year", "month", "week", "day")
    if period and text[0] in _DASHES and text[2] in _DASHES and text[3] == "old":
        return _described(parse, stop + 3, end), stop + 4
    if (
        len(text) >= 2
        and text[0] in ("years", "months", "weeks", "year", "month", "yrs")
        and text[1] in ("old", "of")
    ):
        if text[1] == "of" and text[2:3] != ["age"]:
            return None
        last = stop + (3 if text[1] == "of" else 2)
        return _subject(parse, stop + 1), last
    if (
        len(text) >= 3
        and text[0] in ("-", "year")
        and text[1] in ("year", "month", "week", "-")
        and "old" in text[:4]
    ):
        return _described(parse, stop + text.index("old"), end), stop + text.index("old") + 1
    before = tokens[i - 1].text.lower() if i > first else ""
    if before in ("aged", "age"):
        return _subject(parse, i - 1), stop
    if not (tokens[i].text.isdigit() and 0 < int(tokens[i].text) < 115) or stop != i + 1:
        return None
    after = text[0] if text else ""
    if before in (",", "(") and after in (",", ")", ".", ";", "-", "–", "—", ""):
        head = tokens[i].head
        if tokens[i - 2].name == "PER" and i - 2 >= first:
            return _name_head(parse, i - 2), stop
        if (
            head != i
            and head < i
            and (tokens[head].kind == "person" or tokens[head].upos == "PROPN")
        ):
            return head, stop
        if (
            i - 2 >= first
            and after
            and (tokens[i - 2].lemma in table().aged or tokens[i - 2].text[0].isupper())
        ):
            return _name_head(parse, i - 2), stop
    return _bare_age(parse, i, first, after)


def _bare_age(parse: Parse, i: int, first: int, after: str) -> tuple[int, int] | None:
    """Return whose age a headline tells without the comma after it: "Boy, 13 shot", "man 41 hurt"."""
    tokens = parse.tokens
    if parse.sentence_of(i).segment_kind != "headline" or after not in _STRUCK:
        return None
    apart = i - 1 > first and tokens[i - 1].text == ","
    whose = i - 2 if apart else i - 1
    noun = tokens[whose].text.lower() if whose >= first else ""
    if noun not in table().aged or (int(tokens[i].text) < _GROWN_UP and noun not in _YOUNG):
        return None
    if apart and any(tokens[k].upos in ("VERB", "AUX") for k in range(first, whose)):
        return None  # "gunman kills man, 13 wounded"
    return whose, i + 1


def _name_head(parse: Parse, i: int) -> int:
    """Return the head token of the name that token `i` ends."""
    tokens = parse.tokens
    head = i
    while tokens[head].rel in ("flat", "compound", "flat:name") and tokens[head].head != head:
        head = tokens[head].head
    return head


def _described(parse: Parse, old: int, end: int) -> int | None:
    """Return the noun that "24-year-old" describes ("old" itself where it stands alone)."""
    token = parse.tokens[old]
    timed = parse.tokens[token.head].kind == "time"  # "killed a 12-year-old Tuesday"
    if token.head != old and token.rel in ("amod", "compound") and token.head > old and not timed:
        return token.head
    i = old + 1
    while i < min(end, old + 5) and parse.tokens[i].upos in ("ADJ", "PROPN", "NOUN"):
        if parse.tokens[i].lemma in table().aged or parse.tokens[i].kind == "person":
            return i
        i += 1
    return old


def _subject(parse: Parse, i: int) -> int | None:
    """Return the noun that "aged 24" or "24 years old" is said of."""
    tokens = parse.tokens
    head = i
    for _ in range(4):
        if tokens[head].kind == "person" or tokens[head].upos == "PROPN":
            return head
        for child in parse.children[head]:
            if tokens[child].rel.startswith("nsubj"):
                return child
        if tokens[head].head == head:
            return None
        head = tokens[head].head
    return None
