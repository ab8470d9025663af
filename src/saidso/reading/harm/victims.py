"""Who is harmed: the victims of a harm word by grammar, how many they are, and what tells them apart."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse
from saidso.reading.clauses.mentions import Cast, Quantity
from saidso.reading.clauses.people import people
from saidso.reading.harm.casualties import Person
from saidso.reading.harm.counts import Count
from saidso.reading.harm.furthers import (
    along,
    holds_dead,
    is_further,
    is_one_more,
    is_owned,
    is_staff,
    than_agent,
)
from saidso.reading.harm.harm_words import COUNTS, sexes, state_slots, table, verb_slots
from saidso.reading.harm.listings import Listings
from saidso.reading.harm.portraits import Portraits
from saidso.record import Modifier

_HYPHENS = frozenset("-‐‑")
_NAMED = {"person": True, "place": False, "facility": False, "organisation": False, "weapon": False}
_GROUPS = frozenset(
    ["wounded", "injured", "dead", "missing", "displaced", "deceased", "elderly", "disabled"]
)
_MEMBERS = frozenset(["member", "man", "strong", "person"])
_INFANT = frozenset(["month", "months", "week", "weeks", "day", "days"])
_UNCOUNTED = frozenset(["event", "place", "time", "abstract", "object"])


class Numbers:
    """The quantities of a report, found by the noun that they count and by their own tokens."""

    def __init__(self, quantities: list[Quantity]) -> None:
        counts = [q for q in quantities if q.unit != "age" and not q.ordinal]
        self.counts = counts
        self.by_noun = {q.noun: q for q in reversed(counts) if q.noun is not None}
        self.by_token = {k: q for q in counts for k in range(*q.tokens)}
        self.ages = {
            q.noun: q.low
            for q in reversed(quantities)
            if q.unit == "age" and not _INFANT & set(q.words.lower().replace("-", " ").split())
        }
        self.age_tokens = {k for q in quantities if q.unit == "age" for k in range(*q.tokens)}
        self.ordinals = {
            q.noun if q.noun is not None else q.tokens[0]: q.low or 0
            for q in quantities
            if q.ordinal
        }


class Victims:
    """Counts and tells apart the persons of one report."""

    def __init__(self, parse: Parse, numbers: Numbers, cast: Cast | None) -> None:
        self.parse, self.numbers, self.cast = parse, numbers, cast
        self.table, self.sexes = table(), sexes()
        self.portraits = Portraits(parse, numbers, cast)
        self.listings = Listings(parse, self)
        self.harmed = frozenset(state_slots()) | frozenset(verb_slots())

    def count(self, heads: list[int], trigger: int) -> Count | None:
        """Return how many the heads and what is coordinated with them are; None for no persons."""
        beside = [h for h in along(self.parse, trigger, heads) if self.is_person(h)]
        own = self.listings.listed(heads, trigger)
        own += [h for h in self.listings.with_conjuncts(beside) if h not in own]
        parts = [c for h in own if (c := self._one(h, trigger)) is not None]
        if not parts:
            return None
        if len(parts) > 1 and any(p.low == p.high == 0 for p in parts):
            parts = [p for p in parts if not p.low == p.high == 0] or parts[:1]
        low = None if any(p.low is None for p in parts) else sum(p.low or 0 for p in parts)
        high = None if any(p.high is None for p in parts) else sum(p.high or 0 for p in parts)
        modifiers: list[Modifier] = [
            p.modifier for p in parts if p.modifier and p.modifier != "exactly"
        ]
        return Count(
            low=low,
            high=high,
            modifier=modifiers[0] if modifiers else parts[0].modifier,
            tokens=tuple(k for p in parts for k in p.tokens),
            people=tuple(person for p in parts for person in p.people),
            others=all(p.others for p in parts),
            uncounted=all(p.number is None for p in parts),
        )

    def beside(self, head: int) -> list[int]:
        """Return the persons coordinated with `head`: "himself and a friend"."""
        return [h for h in self.listings.with_conjuncts([head]) if h != head and self.is_person(h)]

    def in_age(self, i: int) -> bool:
        """Return whether token `i` is of an age before a noun or name ("17-year-old Orla")."""
        return i in self.numbers.age_tokens and self.parse.tokens[i + 1].text != ","

    def _leads(self, i: int) -> bool:
        """Return whether somebody stands at the top of something: "the head of the council"."""
        tokens = self.parse.tokens
        return (
            tokens[i].lemma == "head"
            and tokens[i].kind == "person"
            and any(tokens[c].rel in ("nmod", "nmod:poss") for c in self.parse.children[i])
        )

    def is_person(self, i: int) -> bool:
        """Return whether token `i` is the head of words for persons."""
        token = self.parse.tokens[i]
        low = token.text.lower()
        if low in self.table.bodies and token.upos == "NOUN" and not self._leads(i):
            return False
        if not any(map(str.isalnum, low)):
            return False
        no_persons = self.table.animals | self.table.gatherings
        if token.upos == "NOUN" and token.lemma.lower() in no_persons:
            return False
        if low == "minor" and self.parse.tokens[i + 1].text.lower() in self.table.injury_nouns:
            return False
        if low[0].isdigit() and low[-1] == "s":
            return False  # "women in their 20s and 30s"
        if low == "k" and self.parse.tokens[i + 2 : i + 3] and self.parse.tokens[i + 2].text == "9":
            return False  # "K-9", a dog
        if low == "ex" and self.parse.tokens[i + 1].text in _HYPHENS:
            return False
        if low == "old" and i in self.numbers.ages.keys() | self.numbers.age_tokens:
            return True  # "a 17-year-old"
        if token.upos == "PRON" or low in self.table.singular_pronouns:
            return low not in ("it", "its") and (
                low in self.table.singular_pronouns
                or low in self.table.plural_pronouns
                or low in self.table.nobody
                or i in self.numbers.by_token
                or token.kind == "person"
            )
        entity = self.cast.at(i) if self.cast is not None else None
        if entity is not None and token.upos == "PROPN" and entity.kind in _NAMED:
            return _NAMED[entity.kind]  # all mentions together know more than one token
        quantity = self.numbers.by_token.get(i)
        parts = quantity is not None and quantity.noun not in (None, i) and token.upos == "NOUN"
        if not parts and (token.name == "PER" or token.kind in ("person", "animate")):
            return True  # "dozens" are who or what they are of
        if low in self.sexes or token.lemma.lower() in self.sexes:
            return True
        if token.upos == "NOUN" and people().kinds.get(token.lemma.lower()) == "person":
            return True  # a "bodyguard" that the model takes for a thing
        if token.name in ("ORG", "LOC") or token.kind in ("place", "time", "event"):
            return False
        if token.upos == "NOUN" and self._members(i) >= 0:
            return True  # "a team of doctors", "the rest of the hostages"
        if quantity is not None:
            counted = quantity.noun
            if counted is None or counted == i or token.upos == "NUM":
                return True
            return counted not in self.numbers.by_token and self.is_person(
                counted
            )  # "scores of men"
        if low in self.table.plural_pronouns and token.upos in ("DET", "ADJ", "PRON"):
            return True
        return token.upos == "PROPN" and token.kind == "" and token.name == "PER"

    def named(self, head: int) -> int:
        """Return the name beside "one", "one of the injured", else `head` itself."""
        tokens = self.parse.tokens
        if tokens[head].text.lower() != "one":
            return head
        below = self.parse.children
        phrases = [head, *(c for c in below[head] if tokens[c].rel.startswith("nmod"))]
        names = (
            c
            for p in phrases
            for c in below[p]
            if tokens[c].rel == "appos" and tokens[c].name == "PER"
        )
        return next(names, head)

    def is_part(self, head: int, trigger: int) -> bool:
        """Return whether a number counts some of the harmed only: "one of the wounded men"."""
        quantity = self.numbers.by_noun.get(head)
        if quantity is None:
            return False
        of = quantity.tokens[1]
        return of < trigger <= head and self.parse.tokens[of].text.lower() == "of"

    def all_of(self, head: int) -> Count:
        """Return how many those are of whom a number counts some: 17 of "two of 17 abducted nurses"."""
        quantity = self.numbers.by_noun[head]
        inner = self._whole(quantity, head)
        if inner is quantity:
            return Count(2, None, "at_least", (head,))
        return Count(inner.low, inner.high, inner.modifier, (*range(*inner.tokens), head))

    def _one(self, head: int, trigger: int) -> Count | None:
        """Return how many the phrase of `head` alone means."""
        token = self.parse.tokens[head]
        low = token.text.lower()
        quantity = self.numbers.by_noun.get(head) or self.numbers.by_token.get(head)
        if quantity is not None and self.parse.tokens[trigger].head == head < trigger:
            quantity = self._whole(quantity, head)
        if not self.is_person(head) and (
            quantity is None
            or quantity.noun not in (head, None)
            or token.kind in _UNCOUNTED
            or token.lemma.lower() in self.table.animals
        ):
            return None
        if quantity is not None and quantity.unit != "time":
            others = self._is_other(head) or self._is_other_near(quantity)
            others = others or ((quantity.low or 0) > 1 and is_further(self.parse, head))
            others = others and not holds_dead(self.parse, head)
            exactly: Modifier | None = quantity.modifier
            people: tuple[Person, ...] = ()
            if quantity.low == quantity.high == 1:
                people = (self.person(head),)
                if self.parse.tokens[quantity.tokens[1]].text.lower() == "of":
                    exactly = "exactly"  # "one of the pupils died" is no count of all the dead
            tokens = (*range(*quantity.tokens), head)
            return Count(quantity.low, quantity.high, exactly, tokens, people, others)
        if low in self.table.nobody:
            return Count(0, 0, None, (head,))
        size = self._group_size(head) or self._size_of_them(head)
        if size is not None:
            return Count(size.low, size.high, size.modifier, (head, *range(*size.tokens)))
        if self._plural(head) or self._is_several(head):
            if low in self.table.plural_pronouns or self._definite(head):
                return Count(2, None, "at_least", (head,))
            return Count(2, None, "at_least", (head,), (), self._is_other(head))
        return Count(1, 1, "exactly", (head,), (self.person(head),))

    def _whole(self, quantity: Quantity, head: int) -> Quantity:
        """Return the number of all of whom harm is said: "he was one of five people wounded"."""
        of = quantity.tokens[1]
        if self.parse.tokens[of].text.lower() != "of":
            return quantity
        inner = (self.numbers.by_token.get(k) for k in range(of + 1, head + 1))
        return next((q for q in inner if q is not None and q.unit != "time"), quantity)

    def _group_size(self, head: int) -> Quantity | None:
        """Return the number of "a family of four", "a group of 12 hikers", "an 8-member family"."""
        tokens = self.parse.tokens
        if tokens[head].lemma not in self.table.bands:
            return None
        if tokens[head - 1].lemma in _MEMBERS and tokens[head - 2].text in _HYPHENS:
            return self.numbers.by_token.get(head - 3)
        for c in self.parse.children[head]:
            quantity = self.numbers.by_noun.get(c) or self.numbers.by_token.get(c)
            if quantity is not None and self.parse.tokens[c].rel.startswith("nmod"):
                return quantity
        return None

    def _is_several(self, head: int) -> bool:
        """Return whether a noun means people nobody counts: "a group of villagers"."""
        lemma = self.parse.tokens[head].lemma
        if [t.upos for t in self.parse.tokens[head + 1 : head + 2]] == ["NOUN"]:
            return False  # "crew members"
        return lemma in self.table.bands or (lemma in self.table.parts and self._members(head) >= 0)

    def _members(self, head: int) -> int:
        """Return the persons of whom a noun says that they are several or some; -1 for none."""
        tokens = self.parse.tokens
        if tokens[head].lemma not in self.table.bands | self.table.parts:
            return -1
        if tokens[head + 1].text.lower() != "of":
            return -1
        if tokens[head].lemma in COUNTS and self._definite(head):
            return -1  # "the number of those killed" is told of, not harmed
        below = (c for c in self.parse.children[head] if tokens[c].rel == "nmod" and c > head)
        return next((c for c in below if self.is_person(c)), -1)

    def _size_of_them(self, head: int) -> Quantity | None:
        """Return how many "them" means in its sentence: "picked out nine men and shot them"."""
        parse = self.parse
        if parse.tokens[head].text.lower() != "them" or self.cast is None:
            return None
        entity = self.cast.at(head)
        first, _ = parse.sentence_of(head).tokens
        heads = range(head - 1, first - 1, -1)
        named = (k for k in heads if entity is not None and self.cast.at(k) is entity)
        counted = (self.numbers.by_noun.get(k) for k in named)
        sure = (None, "exactly", "at_least")
        return next(
            (q for q in counted if q is not None and q.unit != "time" and q.modifier in sure), None
        )

    def _plural(self, head: int) -> bool:
        token = self.parse.tokens[head]
        low = token.text.lower()
        if low in self.table.plural_only or low in self.table.plural_pronouns:
            return True
        if low in _GROUPS and any(
            self.parse.tokens[c].text.lower() in ("the", "those") for c in self.parse.children[head]
        ):
            return True
        if token.upos == "PRON" or token.name == "PER" or token.upos == "PROPN":
            return False
        if any(
            self.parse.tokens[c].text.lower() in ("a", "an", "one", "this", "that", "another")
            for c in self.parse.children[head]
        ):
            return False
        return low != token.lemma.lower() and (
            low.endswith("s") or low.endswith("men") or low in ("children", "people")
        )

    def _definite(self, head: int) -> bool:
        return any(
            self.parse.tokens[c].lemma in ("the", "this", "that", "these", "those", "both")
            or self.parse.tokens[c].rel == "nmod:poss"
            for c in self.parse.children[head]
        )

    def _is_other(self, head: int) -> bool:
        tokens = self.parse.tokens
        return tokens[head].text.lower() in ("other", "others", "another") or any(
            tokens[c].text.lower() in self.table.others
            and tokens[c + 1 : c + 2]
            and tokens[c + 1].text.lower() != "than"
            for c in self.parse.children[head]
        )

    def _is_other_near(self, quantity: Quantity) -> bool:
        after = self.parse.tokens[quantity.tokens[1] : quantity.tokens[1] + 1]
        before = self.parse.tokens[max(0, quantity.tokens[0] - 1) : quantity.tokens[0]]
        return any(t.text.lower() in self.table.others for t in (*after, *before))

    def person(self, head: int) -> Person:
        """Return what tells this person apart."""
        definite = self._definite(head)
        new = self._is_other(head) or head in self.numbers.ordinals
        further = is_further(self.parse, head)
        definite = definite and not (further and is_owned(self.parse, head))  # "also his driver"
        also = further and not definite
        staff = is_staff(self.parse, head) or is_one_more(self.parse, head)
        definite = definite and not staff
        another = (new or also or staff) and not than_agent(self.parse, head, self.harmed)
        person = self.portraits.of(head, definite=definite, another=another)
        return msgspec.structs.replace(person, also=also) if also else person
