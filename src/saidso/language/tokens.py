"""Tokens and sentences with exact offsets, by the conventions of the English UD treebanks.

Clitics and hyphenated parts are tokens of their own ("did|n't", "24|-|year|-|old"), abbreviations
keep their stop ("U.S.", "Nov."). Cost is linear in the length of the text.
"""

from __future__ import annotations

import re
from functools import cache

from saidso import knowledge
from saidso.record import Span

_TOKEN = re.compile(
    r"""
    (?!(?i:cannot)\b)[^\W\d_]+(?=[\s,;)])                            # most words, at once
  | (?:https?://|www\.)[^\s<>"”’)\]]*[^\s<>"”’)\].,;:!?]            # web address
  | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}                  # mail address
  | [@\#]\w+                                                         # handle, hashtag
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|k|m|bn|km|mm|cm|kg)?(?![^\W\d_]) # number, time, ordinal, decade
  | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?                            # U.S. a.m.
  | (?:ca)(?=n['’]t\b) | (?:wo)(?=n['’]t\b) | (?i:can)(?=not\b)
  | n['’]t\b
  | ['’](?i:s|re|ve|ll|d|m)\b
  | [^\W_]+?(?=n['’]t\b)                                             # did | n't
  | [^\W_]+(?:['’](?!(?i:s|re|ve|ll|d|m)\b)[^\W\d_]+)*               # word, O'Neill
  | \.{2,} | -{2,} | ['’`]{2}
  | \S
    """,
    re.X,
)
_LETTERS = re.compile(r"[^\W\d_]+\Z")
_LONG = 200
"""No token is longer than this many code points; longer runs are cut (hostile input)."""
_MAX_SENTENCE = 160
"""No sentence has more tokens than this; longer ones are cut (lists, tables, hostile input)."""
_CLOSERS = frozenset("\"'”’»)]") | {"''", "’’"}
_OPENERS = frozenset("\"'“‘«([") | {"``"}
_MARKS = _OPENERS | _CLOSERS
_ENDS = frozenset(".!?…") | {"...", "..", "…"}


@cache
def _table() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = knowledge.table(__package__, "abbreviations.yaml")
    return frozenset(data["never"]), frozenset(data["may"]), frozenset(data["openers"])


@cache
def _lettered() -> frozenset[str]:
    return frozenset(knowledge.table(__package__, "abbreviations.yaml")["lettered"])


@cache
def _short() -> frozenset[str]:
    never, may, _ = _table()
    return never | may


def tokenize(text: str, span: Span) -> list[Span]:
    """Return the spans of the tokens of `text` inside `span`, in order."""
    short = _short()
    out: list[Span] = []
    position, end = span
    for match in _TOKEN.finditer(text, position, end):
        first, last = match.span()
        if (
            last < end
            and text[last] == "."
            and last - first <= 6
            and (word := text[first:last].lower()) in short
            and _LETTERS.match(word)
            and not (word in _WORDS_TOO and (text[first].islower() or last + 1 >= end))
        ):
            last += 1
        if first < position:  # the stop of an abbreviation, already taken
            continue
        while last - first > _LONG:
            out.append((first, first + _LONG))
            first += _LONG
        out.append((first, last))
        position = last
    return out


_WORDS_TOO = frozenset(
    {"no", "sun", "sat", "wed", "mar", "may", "art", "fig", "ill", "miss", "mass"}
)
"""Abbreviations that are words as well: their stop is kept only after a capital inside the text."""


def sentences(text: str, tokens: list[Span]) -> list[tuple[int, int]]:
    """Return half-open ranges of `tokens` (all of one segment) that are the sentences of `text`."""
    never, may, openers = _table()
    out: list[tuple[int, int]] = []
    first = 0
    i, n = 0, len(tokens)
    depth = 0
    while i < n:
        start, end = tokens[i]
        word = text[start:end]
        if i + 1 < n and tokens[i + 1][0] > end + 1 and "\n\n" in text[end : tokens[i + 1][0]]:
            boundary, after = True, i + 1
        else:
            boundary, after = False, i + 1
            if word in _ENDS:
                boundary = not (word == "." and _initial(text, tokens, i, openers))
            elif len(word) > 1 and word[-1] == ".":
                bare = word[:-1].lower()
                if bare in may or (bare not in never and "." in bare):
                    following = _word_at(text, tokens, i + 1)
                    boundary = following == "" or (
                        following.lower() in openers and following[:1].isupper()
                    )
            if boundary:
                while after < n and text[tokens[after][0] : tokens[after][1]] in _CLOSERS:
                    if text[tokens[after][0] - 1].isspace():  # an opening mark that looks closing
                        break
                    after += 1
                if after < n:
                    boundary = _opens(text, tokens, after, word)
        if word == "(":
            depth += 1
        elif word == ")":
            depth = max(0, depth - 1)
        if not boundary and after - first >= _MAX_SENTENCE:
            boundary = True
        if boundary and after > first:
            out.append((first, after))
            first = after
            depth = 0
        i = max(after, i + 1) if boundary else i + 1
    if first < n:
        out.append((first, n))
    return out


def _initial(text: str, tokens: list[Span], i: int, openers: frozenset[str]) -> bool:
    """Return whether the stop at token `i` is that of an initial inside a name: "Jon F. Doe"."""
    if i < 2 or i + 1 >= len(tokens):
        return False
    start, end = tokens[i - 1]
    if end - start != 1 or end != tokens[i][0] or not text[start].isupper() or text[start] == "I":
        return False
    before, after = text[slice(*tokens[i - 2])], text[slice(*tokens[i + 1])]
    if text[start] == "W" and after.startswith("Va"):
        return True
    if text[start] in _COMPASS and (before.isdecimal() or before in _TO_STREETS):
        return after[:1].isdecimal() or (after[:1].isupper() and after.lower() not in openers)
    if not after[:1].isupper() or after.lower() in openers or before.lower() in _lettered():
        return False
    another = len(after) == 1 and i + 2 < len(tokens) and text[tokens[i + 2][0]] == "."
    return another or before[:1].isupper() or before == "."


_COMPASS = frozenset("NSEW")
_TO_STREETS = frozenset(
    {"of", "on", "at", "and", "near", "in", "to", "from", "along", "between", "off", "down", "or"}
)
"""Words before the end of a street: "the 200 block of W. 14th Street"; numbers too, "95 S. Main Street"."""


def _word_at(text: str, tokens: list[Span], i: int) -> str:
    """Return the first word at or after token `i` that is not a quotation mark."""
    while i < len(tokens) and text[tokens[i][0] : tokens[i][1]] in _MARKS:
        i += 1
    return text[tokens[i][0] : tokens[i][1]] if i < len(tokens) else ""


def _opens(text: str, tokens: list[Span], i: int, end_mark: str) -> bool:
    """Return whether token `i` can open a sentence after `end_mark`."""
    if not text[tokens[i][0] - 1].isspace():  # no white space after the stop: "3.5", "yes.no"
        return text[tokens[i][0]].isupper() and text[tokens[i][0] - 1] in "\"'”’.!?"
    word = _word_at(text, tokens, i)
    if not word:
        return True
    head = word[0]
    if end_mark in ("...", "..", "…"):
        return head.isupper()
    return head.isupper() or head.isdigit() or not head.isalpha() or not head.islower()
