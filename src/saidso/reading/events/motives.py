"""Motives: why it was done, as the report gives it ("in revenge for", "demanded a ransom of")."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse, Range
from saidso.record import Span

_REASONS = frozenset(
    {"retaliation", "revenge", "reprisal", "response", "retribution", "protest", "vengeance"}
)
_RANSOM = frozenset({"demand", "ask", "seek", "want", "request"})


class Motive(msgspec.Struct, frozen=True):
    """A motive in the words of the report."""

    value: str
    tokens: Range
    span: Span


def find_motives(parse: Parse) -> list[Motive]:
    """Return the motives that are told, in text order."""
    out: list[Motive] = []
    for token in (parse.tokens[i] for i in parse.having(_REASONS | {"ransom", "motive"})):
        first = token.i
        if token.lemma in _REASONS and token.upos == "NOUN" and _after(parse, first, "in"):
            end = _with_phrase(parse, first, ("for", "to", "over", "at", "against"))
            if end > first + 1:
                out.append(_motive(parse, first - 1, end))
        elif token.lemma == "ransom" and token.upos == "NOUN":
            verb = parse.tokens[token.head]
            if verb.lemma in _RANSOM and token.rel in ("obj", "nsubj:pass", "obl"):
                out.append(_motive(parse, first, _with_phrase(parse, first, ("of",))))
        elif token.lemma == "motive" and token.rel.startswith("nsubj"):
            value = token.head
            if any(parse.tokens[c].rel == "cop" for c in parse.children[value]) and (
                parse.tokens[value].upos in ("NOUN", "PROPN", "VERB")
            ):
                whole = parse.subtree(value)
                out.append(_motive(parse, first, max(whole[1], value + 1)))
    return out


def _after(parse: Parse, i: int, word: str) -> bool:
    return i > 0 and parse.tokens[i - 1].lemma == word


def _with_phrase(parse: Parse, i: int, prepositions: tuple[str, ...]) -> int:
    """Return where the phrase of noun `i` ends, its own prepositional phrase taken in."""
    for c in parse.children[i]:
        if c > i and any(
            parse.tokens[g].rel in ("case", "mark") and parse.tokens[g].lemma in prepositions
            for g in parse.children[c]
        ):
            end = parse.subtree(c)[1]
            while end > c + 1 and parse.tokens[end - 1].upos == "PUNCT":
                end -= 1
            return min(end, i + 25)
    return i + 1


def _motive(parse: Parse, first: int, end: int) -> Motive:
    return Motive(parse.words((first, end)), (first, end), parse.span((first, end)))
