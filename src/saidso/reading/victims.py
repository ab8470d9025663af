"""Who is harmed: the victims of a harm word by grammar, how many they are, and what tells them apart."""

from __future__ import annotations

from saidso.language.parse import Parse
from saidso.reading.casualties import Person
from saidso.reading.counts import Count
from saidso.reading.furthers import is_further, than_agent
from saidso.reading.harm_words import sexes, state_slots, table, verb_slots
from saidso.reading.mentions import Cast, Quantity
from saidso.reading.number_senses import shares_number
from saidso.reading.portraits import Portraits
from saidso.record import Modifier

_MOST = 64
_HYPHENS = frozenset("-‐‑")
_DASHES = frozenset("-–—|")
_LISTING = frozenset(["—", "–", "--", ":"])
_NAMED = {"person": True, "place": False, "facility": False, "organisation": False}
_GROUPS = frozenset(["wounded", "injured", "dead", "missing", "displaced", "deceased"])
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
        self.harmed = frozenset(state_slots()) | frozenset(verb_slots())

    def count(self, heads: list[int], trigger: int) -> Count | None:
        """Return how many the heads and what is coordinated with them are; None for no persons."""
        heads = [h for h in heads if h == heads[0] or not self._own_harm(h)]
        own = self._of_trigger(self._without_site(self._with_conjuncts(heads)), trigger)
        own = [h for h in own if not (h - 2 in own and shares_number(self.parse, h))]
        own = [h for h in own if not (h in self.numbers.by_token and self._counts(h) in own)]
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
        )

    def _counts(self, h: int) -> int:
        """Return the noun that the number at `h` counts, -1 for none beside itself."""
        noun = self.numbers.by_token[h].noun
        return -1 if noun is None or noun == h else noun

    def _with_conjuncts(self, heads: list[int]) -> list[int]:
        out = list(dict.fromkeys(heads))
        for h in out:
            if len(out) > _MOST:
                break
            for c in self.parse.children[h]:
                token = self.parse.tokens[c]
                if (
                    (token.rel == "conj" or self._goes_on(h, c))
                    and c not in out
                    and token.upos != "VERB"
                    and self.parse.tokens[c - 1].text not in _HYPHENS
                    and not self._is_age(c)
                    and not self._lists(c, out)
                    and not self._own_harm(c)
                ):
                    out.append(c)
        return out

    def _goes_on(self, h: int, c: int) -> bool:
        """Return whether an apposition is the next of a list: "a child, a man and a woman"."""
        tokens, children = self.parse.tokens, self.parse.children
        if tokens[c].rel != "appos" or tokens[c].upos != "NOUN" or not self.is_person(c):
            return False
        if h in self.numbers.by_noun:
            return False  # "three victims, a man, a woman and a boy"
        new = [c, *(k for k in (*children[h], *children[c]) if tokens[k].rel == "conj" and k > c)]
        return len(new) > 1 and all(
            any(tokens[g].text.lower() in ("a", "an") for g in children[k]) for k in new
        )

    def _lists(self, c: int, before: list[int]) -> bool:
        """Return whether a name is of a list of those counted: "three others — Holt, 21, and Tam, 23"."""
        tokens = self.parse.tokens
        if tokens[c].upos != "PROPN":
            return False
        counted = [h for h in before if h < c and h in self.numbers.by_noun]
        return bool(counted) and any(tokens[k].text in _LISTING for k in range(max(counted) + 1, c))

    def beside(self, head: int) -> list[int]:
        """Return the persons coordinated with `head`: "himself and a friend"."""
        return [h for h in self._with_conjuncts([head]) if h != head and self.is_person(h)]

    def _without_site(self, heads: list[int]) -> list[int]:
        """Leave out the site that a title ends with: "Rain kills teen - KVTB.com"."""
        if len(heads) < 2 or self.parse.sentence_of(heads[0]).segment_kind != "headline":
            return heads
        tokens = self.parse.tokens
        dashed = (
            k
            for k in range(min(heads) + 1, max(heads))
            if tokens[k].text in _DASHES and tokens[k - 1].end < tokens[k].start < tokens[k].end
        )
        edge = next((k for k in dashed if tokens[k].end < tokens[k + 1].start), max(heads) + 1)
        return [h for h in heads if h < edge]

    def _of_trigger(self, heads: list[int], trigger: int) -> list[int]:
        """Leave out those of whom other harm is said: "2 dead, 3 hurt", "a boy killed, 6 others shot"."""
        tokens = self.parse.tokens
        dead = [h for h in heads if not self._is_dead(h, trigger)]
        heads = dead or heads
        if len(heads) < 2:
            return heads
        if min(heads) > trigger:
            first = heads[0]
            shared = tokens[trigger].rel == "amod" and tokens[trigger].head == first
            return [h for h in heads if not (shared and h != first and self._begins(h))]
        first = max(min(heads), trigger - _MOST)
        cut = max(
            (
                k
                for k in range(first, trigger)
                if tokens[k].text.lower() in self.harmed
                and not (tokens[k].rel == "amod" and tokens[k].head > k)
                and tokens[k + 1].text in (",", ";", "and", "&", "-", "–")
            ),
            default=-1,
        )
        before = [h for h in heads if h <= trigger]
        return [h for h in before if h > cut] or before

    def _is_dead(self, h: int, trigger: int) -> bool:
        """Return whether a word before a noun says that he is dead: "a deceased man and one hurt"."""
        tokens = self.parse.tokens
        return any(
            tokens[c].rel == "amod" and c != trigger and tokens[c].lemma in ("dead", "deceased")
            for c in self.parse.children[h]
        )

    def _begins(self, h: int) -> bool:
        """Return whether a noun has an article or number of its own: "one dead man and a boy"."""
        tokens = self.parse.tokens
        return any(tokens[c].rel in ("det", "nummod") for c in self.parse.children[h])

    def _is_age(self, c: int) -> bool:
        """Return whether a bare number is one of ages: "two boys, 15 and 16, were shot"."""
        tokens = self.parse.tokens
        if c in self.numbers.age_tokens and tokens[c].text.isdecimal():
            return True
        quantity = self.numbers.by_token.get(c)
        if quantity is None or quantity.noun is not None or not tokens[c].text.isdecimal():
            return False
        before, after = tokens[c - 1].text, tokens[c + 1 : c + 2]
        if before == "," and (tokens[c - 2].name == "PER" or tokens[c - 2].upos == "PROPN"):
            return True
        return before in (",", "and") and bool(after) and after[0].text in (",", "and")

    def _own_harm(self, c: int) -> bool:
        """Return whether other harm is said of a conjunct: "2 people dead, 2 officers injured"."""
        tokens = self.parse.tokens
        if tokens[c].text.lower() in self.harmed and c + 1 in self.numbers.by_token:
            return True
        quantity = self.numbers.by_token.get(c) or self.numbers.by_noun.get(c)
        first = c if quantity is None else min(c, quantity.tokens[0])
        told = tokens[first - 1].text.lower() in self.harmed
        if told and (c in self.numbers.by_token or tokens[first - 1].upos == "VERB"):
            return True  # "killed five and wounded eight"
        return any(
            g > c
            and (
                tokens[g].text.lower() in self.harmed
                or (tokens[g].rel.startswith("acl") and tokens[g].lemma in ("suffer", "sustain"))
            )
            for g in self.parse.children[c]
        )

    def in_age(self, i: int) -> bool:
        """Return whether token `i` is of an age before a noun or name ("17-year-old Orla")."""
        return i in self.numbers.age_tokens and self.parse.tokens[i + 1].text != ","

    def is_person(self, i: int) -> bool:
        """Return whether token `i` is the head of words for persons."""
        token = self.parse.tokens[i]
        low = token.text.lower()
        if (low in self.table.bodies and token.upos == "NOUN") or not any(map(str.isalnum, low)):
            return False
        if token.lemma.lower() in self.table.animals and token.upos == "NOUN":
            return False
        if low == "ex" and self.parse.tokens[i + 1].text in _HYPHENS:
            return False
        if low == "old" and i in self.numbers.ages:
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
        if token.name == "PER" or token.kind in ("person", "animate"):
            return True
        if low in self.sexes or token.lemma.lower() in self.sexes:
            return True
        if token.name in ("ORG", "LOC") or token.kind in ("place", "time", "event"):
            return False
        quantity = self.numbers.by_token.get(i)
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
            exactly: Modifier | None = quantity.modifier
            people: tuple[Person, ...] = ()
            if quantity.low == quantity.high == 1:
                people = (self.person(head),)
            tokens = (*range(*quantity.tokens), head)
            return Count(quantity.low, quantity.high, exactly, tokens, people, others)
        if low in self.table.nobody:
            return Count(0, 0, None, (head,))
        size = self._group_size(head)
        if size is not None:
            return Count(size.low, size.high, size.modifier, (head, *range(*size.tokens)))
        if self._plural(head):
            if low in self.table.plural_pronouns or self._definite(head):
                return Count(2, None, "at_least", (head,))
            return Count(2, None, "at_least", (head,), (), self._is_other(head))
        return Count(1, 1, "exactly", (head,), (self.person(head),))

    def _whole(self, quantity: Quantity, head: int) -> Quantity:
        """Return the number of all of whom harm is said: "he was one of five people wounded"."""
        of = quantity.tokens[1]
        if self.parse.tokens[of].text.lower() != "of":
            return quantity
        inner = (self.numbers.by_token.get(k) for k in range(of + 1, head))
        return next((q for q in inner if q is not None and q.unit != "time"), quantity)

    def _group_size(self, head: int) -> Quantity | None:
        """Return the number of "a family of four", "a group of 12 hikers"."""
        if self.parse.tokens[head].lemma not in (
            "family",
            "group",
            "crew",
            "total",
            "party",
            "team",
        ):
            return None
        for c in self.parse.children[head]:
            quantity = self.numbers.by_noun.get(c) or self.numbers.by_token.get(c)
            if quantity is not None and self.parse.tokens[c].rel.startswith("nmod"):
                return quantity
        return None

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
        new = new or (not definite and is_further(self.parse, head))
        another = new and not than_agent(self.parse, head, self.harmed)
        return self.portraits.of(head, definite=definite, another=another)
