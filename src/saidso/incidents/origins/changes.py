"""What a copy changed: the words that differ between two prints of one passage, by kind."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import msgspec

from saidso import knowledge
from saidso.incidents.origins.passages import Passage
from saidso.record import Span
from saidso.spans import strip

Kind = Literal["number", "negation", "modifier", "hedge", "verb", "wording"]
KINDS: tuple[Kind, ...] = ("number", "negation", "modifier", "hedge", "verb", "wording")


class Change(msgspec.Struct, frozen=True):
    """Words of one print that stand differently in another. A span is empty where words were added.

    `direction` is "harder" where a hedge or modifier was dropped or a verb is stronger in `b`,
    "softer" the other way round, None where neither is clear.
    """

    kind: Kind
    a: Span
    b: Span
    direction: Literal["harder", "softer"] | None = None


class Table(msgspec.Struct, frozen=True):
    """Words of each kind, folded; phrases are matched between word boundaries."""

    hedges: re.Pattern[str]
    modifiers: re.Pattern[str]
    numbers: re.Pattern[str]
    negations: frozenset[str]
    verbs: dict[str, int]
    deeds: dict[str, int]


def _phrases(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def table() -> Table:
    """Return the words of changes.yaml with the hedges and number words of the reading room."""
    own = knowledge.table(__package__, "changes.yaml")
    hedges = knowledge.table("saidso.reading.clauses", "hedges.yaml")
    numbers = knowledge.table("saidso.reading.clauses", "numbers.yaml")
    doubtful = [word for words in hedges.values() for word in words]
    about = [w for words in numbers["before"].values() for w in words if re.match(r"\w", w)]
    counting = [*numbers["units"], *numbers["tens"], *numbers["scales"], *numbers["plurals"]]
    counting = [w for w in counting if len(w) > 2] + list(numbers["vague"])
    return Table(
        hedges=re.compile(rf"\b(?:{_phrases(doubtful)})\b"),
        modifiers=re.compile(rf"\b(?:{_phrases(about)})\b"),
        numbers=re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{_phrases(counting)})\b"),
        negations=frozenset(own["negations"]),
        verbs={word: n for n, words in enumerate(own["verbs"]) for word in words},
        deeds={word: n for n, words in enumerate(own["deeds"]) for word in words},
    )


def changes(text_a: str, text_b: str, passages: list[Passage]) -> list[Change]:
    """Return what differs inside shared passages, in text order, with `a` as the earlier print.

    Differences of white space, punctuation and case alone are none.
    """
    out = []
    for passage in passages:
        for gap in passage.gaps:
            change = _change(text_a, text_b, gap.a, gap.b)
            if change is not None:
                out.append(change)
    return out


def _change(text_a: str, text_b: str, a: Span, b: Span) -> Change | None:
    old, new = _folded(text_a, a), _folded(text_b, b)
    if old == new:
        return None
    known = table()
    was, now = strip(text_a, a), strip(text_b, b)
    if known.numbers.findall(old) != known.numbers.findall(new):
        return Change("number", was, now)
    if _denials(old) != _denials(new):
        return Change("negation", was, now)
    weaker: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("hedge", known.hedges),
        ("modifier", known.modifiers),
    )
    for kind, words in weaker:
        lost = len(words.findall(old)) - len(words.findall(new))
        if lost:
            return Change(kind, was, now, "harder" if lost > 0 else "softer")
    for ranks in (known.verbs, known.deeds):
        before = [ranks[w] for w in old.split() if w in ranks]
        after = [ranks[w] for w in new.split() if w in ranks]
        if before and after and max(before) != max(after):
            return Change("verb", was, now, "harder" if max(after) > max(before) else "softer")
    return Change("wording", was, now)


def _folded(text: str, span: Span) -> str:
    return " ".join(re.findall(r"[\w'’]+", text[span[0] : span[1]].casefold().replace("’", "'")))


def _denials(text: str) -> int:
    return sum(word in table().negations for word in text.split())
