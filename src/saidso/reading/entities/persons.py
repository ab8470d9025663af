"""The persons of a cast, with ways to find whom some words are about."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse, Range
from saidso.reading.clauses.mentions import Cast, Mention
from saidso.reading.clauses.people import people, phrase_at
from saidso.record import Certainty, Span

_SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer")
_NAMING = {"identify", "name", "call", "know", "dub"}
_LONGEST_LIST = 60
_UP = 8


class AttributeMention(msgspec.Struct, frozen=True):
    """What the report says of an entity, once: spans in code points, value None when unknown."""

    entity: str
    name: str
    value: str | None
    spans: list[Span]
    certainty: Certainty


class AttributeWords(msgspec.Struct, frozen=True):
    """The table attributes.yaml, ready for use."""

    condition: re.Pattern[str]
    service_bodies: frozenset[str]
    nouns: dict[str, str]
    tell: frozenset[str]
    unknown: frozenset[str]
    refuse: frozenset[str]
    how: dict[str, str]
    maybe: frozenset[str]


@cache
def attribute_words() -> AttributeWords:
    """Return the table of the package; its patterns are matched on lower-case text."""
    data = knowledge.table(__package__, "attributes.yaml")
    lines = (re.sub(r"\|\s+", "|", line) for line in data["condition"])
    return AttributeWords(
        condition=re.compile(r"\b(?:" + "|".join(lines) + r")\b"),
        service_bodies=frozenset(data["service_bodies"]),
        nouns={noun: name for name, nouns in data["nouns"].items() for noun in nouns},
        tell=frozenset(data["tell"]),
        unknown=frozenset(data["unknown"]),
        refuse=frozenset(data["refuse"]),
        maybe=frozenset(data["maybe"]),
        how={phrase: name for name, phrases in data["how"].items() for phrase in phrases},
    )


class Persons:
    """Looks up which person's mention stands where; all look-ups take bounded time."""

    def __init__(self, parse: Parse, cast: Cast) -> None:
        self.parse = parse
        self.cast = cast
        self._named = {m.entity for m in cast.mentions if m.form == "name"}
        self._starts = parse.starts
        people_only = [m for m in cast.mentions if self.person(m.entity)]
        self._by_end: dict[int, Mention] = {}
        self._by_start: dict[int, list[Mention]] = {}
        self._covering: dict[int, Mention] = {}
        for mention in people_only:
            self._by_end.setdefault(mention.tokens[1], mention)
            self._by_start.setdefault(mention.tokens[0], []).append(mention)
            for i in range(*mention.tokens):
                held = self._covering.get(i)
                if held is None or _size(mention) < _size(held):
                    self._covering[i] = mention
        self.mentions = people_only

    @cached_property
    def lower(self) -> str:
        """The report's text in lower case, of the same length."""
        low = self.parse.text.lower()
        if len(low) == len(self.parse.text):
            return low
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in self.parse.text)

    def person(self, entity: str) -> bool:
        """Return whether an entity is a person or a group of persons."""
        return self.cast.entities[entity].kind in ("person", "group")

    def single(self, entity: str) -> bool:
        """Return whether an entity is one person."""
        return self.cast.entities[entity].kind == "person"

    def named(self, entity: str) -> bool:
        """Return whether an entity is called by a name anywhere."""
        return entity in self._named

    def known(self, mention: Mention) -> bool:
        """Return whether a bare number after a mention can be an age: a name, "a boy", or "the victim"."""
        token = self.parse.tokens[mention.head]
        one = people().kinds.get(token.lemma) == "person" and token.text.lower() == token.lemma
        noun = mention.form == "nominal" and (one or token.lemma in people().gender)
        return noun or self.named(mention.entity)

    def token_at(self, offset: int) -> int | None:
        """Return the token that starts at a character offset, or the next one."""
        i = bisect_left(self._starts, offset)
        return i if i < len(self._starts) else None

    def around(self, i: int) -> Mention | None:
        """Return the smallest mention of a person that covers token `i`."""
        return self._covering.get(i)

    def at(self, i: int) -> Mention | None:
        """Return the first mention of a person that starts at token `i`."""
        return next(iter(self._by_start.get(i, ())), None)

    def ending(self, i: int) -> Mention | None:
        """Return the mention of a person that ends right before token `i`."""
        return self._by_end.get(i)

    def starting(self, i: int) -> list[Mention]:
        """Return the mentions that start at token `i`, or after a comma or a verb of naming there."""
        tokens = self.parse.tokens
        end = min(i + 4, len(tokens))
        while i < end and (
            tokens[i].text == "," or tokens[i].lemma in ("name", "call", "identify")
        ):
            i += 1
        return self._by_start.get(i, [])

    def before(self, i: int) -> Mention | None:
        """Return the mention that ends right before token `i`, a comma, bracket or age apart."""
        tokens = self.parse.tokens
        if i and tokens[i - 1].text in (",", "("):
            if i > 2 and tokens[i - 2].text.isdigit() and tokens[i - 3].text == ",":
                return self._by_end.get(i - 3) or self._by_end.get(i - 1)
            return self._by_end.get(i - 1)
        return self._by_end.get(i)

    def head(self, i: int) -> Mention | None:
        """Return the mention of a person with head `i`."""
        mention = self.cast.by_head.get(i)
        return mention if mention is not None and self.person(mention.entity) else None

    def subject(self, i: int) -> Mention | None:
        """Return who the clause round token `i` is about: its subject, or what it hangs on."""
        tokens, at = self.parse.tokens, i
        for _ in range(_UP):
            for child in sorted(self.parse.children[at], key=lambda c: (c > i, abs(c - i))):
                if tokens[child].rel in _SUBJECT and child != i:
                    found = self.head(child)
                    if found is not None:
                        return found
            token = tokens[at]
            if token.head == at:
                return None
            if token.rel.startswith("acl") and (found := self.head(token.head)):
                return found
            if token.rel in ("ccomp", "parataxis", "advcl") and at != i and self._own(at):
                return None
            at = token.head
            if at != i and (found := self.head(at)) and token.rel in ("nmod", "acl", "appos"):
                return found
        return None

    def _own(self, at: int) -> bool:
        """Return whether a clause has a subject of its own."""
        return any(self.parse.tokens[c].rel in _SUBJECT for c in self.parse.children[at])

    def latest(self, i: int) -> Mention | None:
        """Return the nearest mention of a person before token `i` in its sentence."""
        first = self.parse.sentence_of(i).tokens[0]
        for k in range(i, max(first - 1, i - 30), -1):
            found = self._by_end.get(k)
            if found is not None and found.tokens[0] >= first:
                return found
        return None

    def own(self, mention: Mention) -> Range:
        """Return the tokens of a name without ranks and titles before it."""
        first, end = mention.tokens
        words = [self.parse.tokens[i].text.lower() for i in range(first, end)]
        at, table = 0, people()
        while at < len(words) - 1:
            step = max(phrase_at(words, at, table.ranks), phrase_at(words, at, table.titles))
            if step == at or step >= len(words):
                break
            at = step
        return (first + at, end)

    def naming(self, mention: Mention) -> int | None:
        """Return the verb that gives this name ("identified by his surname, Doe"), or None."""
        tokens = self.parse.tokens
        first = mention.tokens[0]
        copula = self._named_by_copula(mention)
        if copula is not None:
            return copula
        far = first - (_LONGEST_LIST if self._in_list(first) else 12)
        for i in range(first - 1, max(far, -1), -1):
            token = tokens[i]
            if token.sentence != tokens[first].sentence or token.text in (".", ";", '"'):
                return None
            if token.upos == "VERB":
                return i if token.lemma in _NAMING and self._passive(i) else None
            other = self._by_end.get(i + 1)
            if other is not None and other.entity != mention.entity and other.form == "nominal":
                if not self._listed(i + 1):
                    return None
        return None

    def _listed(self, end: int) -> bool:
        """Return whether a list of names may follow: "named the dead as", "Doe, 41, a nurse, and"."""
        following = self.parse.tokens[end : end + 2]
        words = [t.text.lower() for t in following]
        return words[:1] == ["as"] or words == [",", "and"] or words[:1] == ["and"]

    def _in_list(self, first: int) -> bool:
        """Return whether an "and" or a comma stands right before."""
        return first > 0 and self.parse.tokens[first - 1].text.lower() in ("and", ",")

    def _named_by_copula(self, mention: Mention) -> int | None:
        """Return the "was" of "the dead man was Jon Doe", or None."""
        tokens, children = self.parse.tokens, self.parse.children[mention.head]
        verb = next((c for c in children if tokens[c].rel == "cop"), None)
        subject = next((c for c in children if tokens[c].rel in _SUBJECT), None)
        if verb is None or subject is None or verb + 1 != mention.tokens[0]:
            return None
        who = self.cast.by_head.get(subject)
        described = who is not None and who.form == "nominal" and who.entity == mention.entity
        return verb if described else None

    def _passive(self, i: int) -> bool:
        """Return whether the words after a verb can be a name given: not "they called Doe"."""
        token = self.parse.tokens[i]
        return token.text.lower().endswith(("ed", "known")) or token.rel.startswith("acl")


def _size(mention: Mention) -> int:
    return mention.tokens[1] - mention.tokens[0]
