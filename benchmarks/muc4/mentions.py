"""What may fill the slots of a text: phrases with the network's scores, put together by what they mean."""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec
import numpy as np

from benchmarks.muc4.judging import TITLES
from benchmarks.muc4.network import Reading
from benchmarks.muc4.states import Floats, Seen
from benchmarks.muc4.words import candidates
from saidso.language.parse import Name, Parse, Range, Token
from saidso.record import Entity

_BEFORE = frozenset({"amod", "compound", "nummod", "flat"})
_BEHIND = frozenset({"flat", "compound", "fixed"})
_LONG, _FAR = 9, 10
"""Tokens that a modifier may stand before its head, and a phrase with "of" behind it."""
_BRACKET = re.compile(r"\s*[\[(].*")
_COUNTS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: str(k) for k, word in enumerate(_COUNTS, 1)}
_SINGLE = frozenset({"a", "an", "another", "one", "each", "this"})
_MANY = frozenset(
    {"people", "children", "men", "women", "police", "personnel", "population", "wounded", "dead"}
    | {"injured", "group", "family", "couple"}
)
_HIGHEST = 2000
"""A number beyond it is no count of targets but a year or a sum."""


class Mention(msgspec.Struct, frozen=True, eq=False):
    """A phrase: its head, its words as the keys write them, and what the network says of it."""

    row: int
    """Of the network's reading."""
    token: Token
    text: str
    name: Name | None
    named: str | None
    """The name that the phrase is, as the keys write it."""
    entity: Entity | None
    chances: Floats
    """5: the probability of filling each of `lists.SLOTS`."""


class Filler(msgspec.Struct, eq=False):
    """Mentions that fill one slot with one thing."""

    slot: int
    mentions: list[Mention]
    reading: Reading
    name: str | None = None

    @property
    def weights(self) -> Floats:
        """The chances of the mentions."""
        return np.array([m.chances[self.slot] for m in self.mentions], np.float32)

    @property
    def chance(self) -> float:
        """How likely it fills the slot: as the likeliest of its mentions."""
        return float(max(m.chances[self.slot] for m in self.mentions))

    @property
    def best(self) -> Mention:
        """The likeliest mention."""
        return max(self.mentions, key=lambda m: float(m.chances[self.slot]))

    @property
    def person(self) -> bool:
        """Whether it is somebody with a name."""
        return any(m.name is not None and m.name.kind == "PER" for m in self.mentions)

    def sentences(self) -> set[int]:
        """Return the sentences of its mentions."""
        return {m.token.sentence for m in self.mentions}

    def values(self, slot: str) -> Floats:
        """Return how likely each value of a slot of `lists.HEADS` is."""
        rows = self.reading.fills[slot][[m.row for m in self.mentions]]
        weights = self.weights
        out: Floats = (rows * weights[:, None]).sum(0) / weights.sum()
        return out


def find_mentions(one: Seen, reading: Reading) -> list[Mention]:
    """Return the candidates of a text in their order."""
    parse = one.parse
    names = {i: name for name in parse.names for i in range(*name.tokens)}
    entities: dict[int, Entity] = {}
    for entity in one.record.entities:
        for start, end in entity.mentions:
            a, b = bisect_left(parse.starts, start), bisect_left(parse.starts, end)
            for i in range(a, b):
                if not a <= parse.tokens[i].head < b or parse.tokens[i].head == i:
                    entities.setdefault(i, entity)
                    break
    out = []
    for row, i in enumerate(candidates(parse)):
        name = names.get(i)
        out.append(
            Mention(
                row,
                parse.tokens[i],
                written(parse.words(phrase(parse, i))),
                name,
                written(parse.words((_after_titles(parse, name), name.tokens[1])))
                if name
                else None,
                entities.get(i),
                reading.slots[row],
            )
        )
    return out


def find_fillers(
    mentions: list[Mention], reading: Reading, slot: int, *, least: float
) -> list[Filler]:
    """Return what fills a slot with a chance of at least `least`, the same thing once."""
    out: list[Filler] = []
    for mention in mentions:
        if mention.chances[slot] < least:
            continue
        home = next((f for f in out if _same(f, mention)), None)
        if home is None:
            home = Filler(slot, [], reading)
            out.append(home)
        home.mentions.append(mention)
        if mention.named and len(mention.named) > len(home.name or ""):
            home.name = mention.named
    return out


def _same(filler: Filler, mention: Mention) -> bool:
    if mention.entity is not None and mention.token.upos != "PRON":
        if any(m.entity is mention.entity for m in filler.mentions):
            return True
    if mention.named and filler.name:
        one, other = set(mention.named.split()), set(filler.name.split())
        return one <= other or other <= one
    alike = mention.token.lemma.lower() == filler.mentions[0].token.lemma.lower()
    return alike and not mention.named and not filler.name


def phrase(parse: Parse, i: int) -> Range:
    """Return the tokens of the phrase that a token heads: modifiers before, "of" behind it."""
    tokens, a, b = parse.tokens, i, i + 1
    for c in parse.children[i]:
        rel = tokens[c].rel.split(":")[0]
        if c < i and (rel in _BEFORE or tokens[c].rel == "nmod:poss"):
            start, end = parse.subtree(c)
            if end <= i and i - start < _LONG:
                a = min(a, start)
        if c > i and rel in _BEHIND and c - i < _LONG:
            b = max(b, parse.subtree(c)[1])
    for c in parse.children[i]:
        if b <= c < i + _FAR and tokens[c].rel.startswith("nmod"):
            if any(tokens[k].rel == "case" and tokens[k].text == "of" for k in parse.children[c]):
                b = max(b, phrase(parse, c)[1])
    while a < i and tokens[a].upos in ("DET", "PUNCT", "PRON"):
        a += 1
    return a, b


def written(words: str) -> str:
    """Return words as the keys write them."""
    return " ".join(words.upper().split()).strip(' ",.-()[]')


def bare(words: str) -> str:
    """Return words without what stands in brackets behind them."""
    return _BRACKET.sub("", words)


def title(parse: Parse, mention: Mention) -> str | None:
    """Return the title or trade that stands before a person's name, as the keys write it."""
    if mention.name is None:
        return None
    a, b = mention.name.tokens
    first = _after_titles(parse, mention.name)
    before = [
        i
        for i in range(max(0, a - 4), a)
        if parse.tokens[i].upos in ("NOUN", "PROPN") and a <= parse.tokens[i].head < b
    ]
    start = min([*before, a])
    return written(parse.words((start, first))) if start < first else None


def _after_titles(parse: Parse, name: Name) -> int:
    """Return the first token of a person's name that is no title."""
    a, b = name.tokens
    while name.kind == "PER" and a < b - 1 and parse.tokens[a].text.upper() in TITLES:
        a += 1
    return a


def number(parse: Parse, mention: Mention) -> str:
    """Return how many a phrase says they are: a number, PLURAL, or 1."""
    token = mention.token
    beside = [parse.tokens[c] for c in parse.children[token.i]]
    said = [t for t in beside if t.rel == "nummod" or t.upos == "NUM"]
    for one in [*said, *([token] if token.upos == "NUM" else ())]:
        word = one.text.lower().replace(",", "")
        if word in _NUMBERS or (word.isdigit() and int(word) < _HIGHEST):
            return str(_NUMBERS.get(word, word))
    if mention.name is not None and mention.name.kind == "PER":
        return "1"
    word = str(token.text).lower()
    if word != "group" and any(t.text.lower() in _SINGLE for t in beside):
        return "1"
    plural = word.endswith("s") and not word.endswith("ss") and token.lemma.lower() != word
    return "PLURAL" if plural or word in _MANY or word.endswith("men") else "1"
