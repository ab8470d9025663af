"""What may fill the slots of a text: phrases with the network's scores, put together by what they mean."""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec
import numpy as np

from benchmarks.muc4.habits import singular
from benchmarks.muc4.judging import TITLES
from benchmarks.muc4.nations import nation
from benchmarks.muc4.network import Reading
from benchmarks.muc4.states import Floats, Seen
from benchmarks.muc4.words import candidates
from saidso.language.parse import Name, Parse, Range, Token
from saidso.record import Entity

_BEFORE = frozenset({"amod", "compound", "nummod", "flat"})
_BESIDE = frozenset({"nmod:desc", "appos", "flat", "compound"})
"""How a description hangs on a name that stands beside it, or the name on the description."""
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
_NEW = frozenset({"a", "an", "one", "two", "three", "another"})
_MANY = frozenset(
    {"people", "children", "men", "women", "police", "personnel", "population", "wounded", "dead"}
    | {"injured", "group", "family", "couple"}
)
_YEARS = (1900, 2000)
"""A number between them is no count of targets but a year."""
_AT_LEAST = ("at least", "more than", " over")
_ABOUT = ("about", "approximately", "nearly", "almost", "around", "some")


class Mention(msgspec.Struct, frozen=True, eq=False):
    """A phrase: its head, its words as the keys write them, and what the network says of it."""

    parse: Parse
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

    @property
    def person(self) -> bool:
        """Whether it is the name of somebody."""
        return self.name is not None and self.name.kind == "PER"


class Filler(msgspec.Struct, eq=False):
    """Mentions that fill one slot with one thing."""

    slot: int
    mentions: list[Mention]
    reading: Reading
    name: str | None = None
    shared: list[Mention] = msgspec.field(default_factory=list)
    """What several are called together, this one among them: "engineers" of "engineers Oh and Kim"."""

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
        return any(m.person for m in self.mentions)

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
    names = {
        i: name for name in parse.names if not _no_name(parse, name) for i in range(*name.tokens)
    }
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
                parse,
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
    return _with_names(out)


def _with_names(fillers: list[Filler]) -> list[Filler]:
    """Return fillers with what stands beside a name given to the one that has the name."""
    homes = {m.token.i: f for f in fillers for m in f.mentions if m.person}
    out: list[Filler] = []
    for filler in fillers:
        owners = [] if filler.person else [_owners(m, homes) for m in filler.mentions]
        first = next((some for some in owners if some), [])
        if len(first) == 1:
            first[0].mentions += filler.mentions
        elif first:
            for owner in first:
                owner.shared += filler.mentions
        else:
            out.append(filler)
    return out


def _owners(mention: Mention, homes: dict[int, Filler]) -> list[Filler]:
    """Return the fillers whose names stand beside a description, several where it is a plural."""
    tokens, token = mention.parse.tokens, mention.token
    heads = [i for i in homes if tokens[i].head == token.i and tokens[i].rel in _BESIDE]
    if token.rel in _BESIDE and token.head in homes:
        heads.append(token.head)
    if not heads:
        return []
    one = number(mention.parse, mention) == "1"
    if not one:  # what hangs on the first of a list hangs on all of it
        heads += [i for i in homes if tokens[i].rel == "conj" and tokens[i].head in heads]
    owners = [homes[i] for i in heads]
    out = [f for k, f in enumerate(owners) if f not in owners[:k]]
    return out[:1] if one else out if len(out) > 1 else []


def _same(filler: Filler, mention: Mention) -> bool:
    if mention.entity is not None and mention.token.upos != "PRON":
        if any(m.entity is mention.entity for m in filler.mentions):
            return True
    first = filler.mentions[0]
    if not mention.person and not filler.person and _called(mention, first):
        return True
    if mention.named and filler.name:
        one, other = set(mention.named.split()), set(filler.name.split())
        return one <= other or other <= one
    alike = mention.token.lemma.lower() == first.token.lemma.lower()
    return alike and not mention.named and not filler.name


def _called(one: Mention, other: Mention) -> bool:
    """Return whether the head of one stands before the other's: "the Jesuits", "six Jesuit priests"."""
    return any(
        _word(a.token) in {_word(t) for t in _before(b)} and several(a) and several(b)
        for a, b in ((one, other), (other, one))
    )


def _word(token: Token) -> str:
    return singular(token.text.upper())


def _before(mention: Mention) -> list[Token]:
    parse, i = mention.parse, mention.token.i
    return [parse.tokens[c] for c in parse.children[i] if c < i and parse.tokens[c].rel in _BEFORE]


def new(mention: Mention) -> bool:
    """Return whether a phrase brings something up: "a teacher", "two banks"."""
    parse = mention.parse
    return any(parse.tokens[c].text.lower() in _NEW for c in parse.children[mention.token.i])


def several(mention: Mention) -> bool:
    """Return whether a phrase is of several."""
    return number(mention.parse, mention) != "1"


def _no_name(parse: Parse, name: Name) -> bool:
    """Return whether what was taken for a person's name is but titles, or the people of a country."""
    words = parse.words(name.tokens)
    if name.kind != "PER":
        return False
    return set(words.upper().split()) <= TITLES or nation([words]) is not None


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


def descriptions(filler: Filler) -> list[str]:
    """Return what a named person is called besides, as the keys write it, the likeliest first."""
    out: list[str] = []
    for m in sorted(filler.mentions, key=lambda m: -float(m.chances[filler.slot])):
        if m.name is not None:
            out += [said for said in (title(m.parse, m), _apposed(m)) if said]
        elif m.token.upos != "PRON":
            out.append(m.text)
    out += [m.text for m in filler.shared]
    return [said for k, said in enumerate(out) if said != filler.name and said not in out[:k]]


def _apposed(mention: Mention) -> str | None:
    """Return the description that stands behind a name: "Oh, the mayor of Velm"."""
    parse = mention.parse
    for c in parse.children[mention.token.i]:
        token = parse.tokens[c]
        if token.rel == "appos" and token.upos == "NOUN" and not token.name:
            return written(parse.words(phrase(parse, c)))
    return None


def title(parse: Parse, mention: Mention) -> str | None:
    """Return the title or trade that stands before a person's name, as the keys write it."""
    if mention.name is None:
        return None
    a = mention.name.tokens[0]
    first = _after_titles(parse, mention.name)
    start = a
    for c in parse.children[mention.token.i]:
        token = parse.tokens[c]
        if a - _LONG < c < a and token.rel in _BESIDE and token.upos in ("NOUN", "PROPN"):
            start = min(start, phrase(parse, c)[0])
    return written(parse.words((start, first))) if start < first else None


def names_inside(mention: Mention) -> list[str]:
    """Return the names of organisations in a phrase: "FMLN" of "FMLN rebels"."""
    parse = mention.parse
    a, b = phrase(parse, mention.token.i)
    return [
        written(parse.words(name.tokens))
        for name in parse.names
        if name.kind == "ORG" and a <= name.tokens[0] and name.tokens[1] <= b
    ]


def _after_titles(parse: Parse, name: Name) -> int:
    """Return the first token of a person's name that is no title."""
    a, b = name.tokens
    while name.kind == "PER" and a < b - 1 and parse.tokens[a].text.upper() in TITLES:
        a += 1
    return a


def number(parse: Parse, mention: Mention) -> str:
    """Return how many a phrase says they are: a number, with "~" or "-" as the task has it, PLURAL, or 1."""
    if mention.person:
        return "1"  # a number beside a name is an age
    token = mention.token
    beside = [parse.tokens[c] for c in parse.children[token.i]]
    said = [t for t in beside if t.rel == "nummod" or t.upos == "NUM"]
    for one in [*said, *([token] if token.upos == "NUM" else ())]:
        word = one.text.lower().replace(",", "")
        if word in _NUMBERS or (word.isdigit() and not _YEARS[0] <= int(word) < _YEARS[1]):
            return _bounded(parse, one.i, str(_NUMBERS.get(word, word)))
    word = str(token.text).lower()
    if word != "group" and any(t.text.lower() in _SINGLE for t in beside):
        return "1"
    plural = word.endswith("s") and not word.endswith("ss")
    plural = plural and (token.lemma.lower() != word or token.upos == "PROPN")
    return "PLURAL" if plural or word in _MANY or word.endswith("men") else "1"


def count(filler: Filler) -> str:
    """Return how many a filler is: as its likeliest mention says, or for a bare plural another."""
    said = [number(m.parse, m) for m in sorted(filler.mentions, key=lambda m: m is not filler.best)]
    told = (n for n in said if n not in ("PLURAL", "1"))
    return next(told, said[0]) if said[0] == "PLURAL" else said[0]


def _bounded(parse: Parse, i: int, number: str) -> str:
    """Return a number with the sign of "at least" or "about" before it (7.15)."""
    before = " ".join(t.text.lower() for t in parse.tokens[max(0, i - 2) : i])
    if before.endswith(_AT_LEAST):
        return f"{number}-"
    return f"~{number}" if before.endswith(_ABOUT) else number
