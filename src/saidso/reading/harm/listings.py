"""Listings: whom a word of harm tells of besides the one it hangs on: "two guards, a boy and his dad"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saidso.language.parse import Parse
from saidso.reading.clauses.number_senses import shares_number
from saidso.reading.harm.harm_words import dying, state_slots, table, verb_slots

if TYPE_CHECKING:
    from saidso.reading.harm.victims import Victims

_MOST = 64
_HYPHENS = frozenset("-‐‑")
_DASHES = frozenset("-–—|")
_OWN = frozenset(
    ["other", "several", "many", "some", "more", "few", "dozens", "scores", "numerous"]
)
_KIN = frozenset(["family", "household", "clan", "tribe"])
_LISTED = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "PUNCT", "DET"])
_QUOTED = frozenset([('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'")])
_LISTING = frozenset(["—", "–", "--", ":"])


class Listings:
    """Finds those who stand together with somebody, in one report."""

    def __init__(self, parse: Parse, victims: Victims) -> None:
        self.parse, self.victims, self.numbers = parse, victims, victims.numbers
        self.harmed = frozenset(state_slots()) | frozenset(verb_slots()) | dying()

    def listed(self, heads: list[int], trigger: int) -> list[int]:
        """Return the heads with all that are listed with them, of whom the word at `trigger` tells."""
        heads = [h for h in heads if h == heads[0] or not self._own_harm(h)]
        heads = [*self._before_comma(heads, trigger), *heads]
        own = self._of_trigger(self._without_site(self.with_conjuncts(heads)), trigger)
        own = [h for h in own if not (h - 2 in own and shares_number(self.parse, h))]
        own = [h for h in own if not (len(own) > 1 and self._most_of(h))]
        return [h for h in own if not (h in self.numbers.by_token and self._counts(h) in own)]

    def _most_of(self, h: int) -> bool:
        """Return whether it is a part of those told: "14 people, most of them guards, were killed"."""
        words = [t.text.lower() for t in self.parse.tokens[h : h + 2]]
        return words in (["most", "of"], ["many", "of"], ["some", "of"], ["all", "of"])

    def _spelled_out(self, h: int, c: int) -> bool:
        """Return whether somebody is of those that a number counts: "three victims, a man and a boy"."""
        quantity = self.numbers.by_noun.get(h)
        if quantity is None or (quantity.low or 0) < 2 or not self._begins(c):
            return False
        tokens = self.parse.tokens
        beside = [
            k
            for k in self.parse.children[h]
            if h < k < c and tokens[k].rel == "appos" and self.victims.is_person(k)
        ]
        if c not in self.numbers.by_noun:
            return bool(beside)
        parts = [self.numbers.by_noun.get(k) for k in (*beside, c)]
        return bool(beside) and sum((q.low or 0) if q else 1 for q in parts) == quantity.low

    def _counts(self, h: int) -> int:
        """Return the noun that the number at `h` counts, -1 for none beside itself."""
        noun = self.numbers.by_token[h].noun
        return -1 if noun is None or noun == h else noun

    def with_conjuncts(self, heads: list[int]) -> list[int]:
        """Return the heads with those coordinated with them, but for those of whom other harm is said."""
        out = list(dict.fromkeys(heads))
        for h in out:
            if len(out) > _MOST:
                break
            for c in (*self.parse.children[h], *self._beside_family(h)):
                token = self.parse.tokens[c]
                if (
                    (token.rel == "conj" or self._goes_on(h, c))
                    and c not in out
                    and token.upos != "VERB"
                    and (self.parse.tokens[c - 1].text not in _HYPHENS or c in self.numbers.ages)
                    and not self._is_age(c)
                    and not self._lists(c, out)
                    and not self._describes(h, c)
                    and not (self._names(c) or self._is_nickname(c))
                    and not self._is_counted_in(c)
                    and not self._instead(c)
                    and not self._spelled_out(h, c)
                    and not self._shares(h, c)
                    and not self._own_harm(c)
                    and not self._same_number(h, c)
                ):
                    out.append(c)
        return out

    def _is_nickname(self, c: int) -> bool:
        """Return whether somebody is only called so: 'Mira "Mim" Holt'."""
        before, after = self.parse.tokens[c - 1].text, self.parse.tokens[c + 1 : c + 2]
        return bool(after) and (before, after[0].text) in _QUOTED

    def _beside_family(self, h: int) -> list[int]:
        """Return who is counted beside somebody's family: "nine members of one family and three others"."""
        tokens, children = self.parse.tokens, self.parse.children
        of = [f for f in children[h] if tokens[f].rel == "nmod" and tokens[f].lemma in _KIN]
        beside = (c for f in of for c in children[f] if tokens[c].rel == "conj")
        return [c for c in beside if c in self.numbers.by_noun and self.victims.is_person(c)]

    def _same_number(self, h: int, c: int) -> bool:
        """Return whether two tokens are of one number: "seven (7)"."""
        quantity = self.numbers.by_token.get(h)
        return quantity is not None and quantity is self.numbers.by_token.get(c)

    def _goes_on(self, h: int, c: int) -> bool:
        """Return whether an apposition is the next of a list: "a child, a man and a woman"."""
        tokens, children = self.parse.tokens, self.parse.children
        if tokens[c].text.lower() == "self":
            return True  # "kills two clerks, self"
        if tokens[c].rel != "appos" or not self.victims.is_person(c) or self._is_age(c):
            return False
        if tokens[c].upos != "NOUN" and not (
            c in self.numbers.by_token and tokens[h].name == "PER"
        ):
            return False
        if h in self.numbers.by_noun:
            return False  # "three victims, a man, a woman and a boy"
        new = [c, *(k for k in (*children[h], *children[c]) if tokens[k].rel == "conj" and k > c)]
        return len(new) > 1 and all(self._is_new(k) for k in new)

    def _is_new(self, k: int) -> bool:
        """Return whether words bring somebody in: "a man", "another man", "two of her sons"."""
        below = (self.parse.tokens[g].text.lower() for g in self.parse.children[k])
        return k in self.numbers.by_token or not {"a", "an", "another"}.isdisjoint(below)

    def _shares(self, h: int, c: int) -> bool:
        """Return whether a number counts two nouns at once: "five soldiers and police officers"."""
        quantity = self.numbers.by_noun.get(h)
        tokens = self.parse.tokens
        if quantity is None or (quantity.low or 0) < 2 or c in self.numbers.by_noun:
            return False
        if tokens[c].upos != "NOUN" or (
            tokens[c].text.lower() == tokens[c].lemma and not self._many(c)
        ):
            return False
        return not any(
            tokens[g].rel in ("det", "nummod", "nmod:poss") or tokens[g].text.lower() in _OWN
            for g in self.parse.children[c]
        )

    def _is_counted_in(self, c: int) -> bool:
        """Return whether somebody is among those before: "six people, including a mayor"."""
        tokens = self.parse.tokens
        return any(
            tokens[g].lemma in ("including", "include") for g in self.parse.children[c] if g < c
        )

    def _instead(self, c: int) -> bool:
        """Return whether somebody is told of in place of the one before: "his brother or a friend"."""
        tokens = self.parse.tokens
        joint = [tokens[g].lemma for g in self.parse.children[c] if tokens[g].rel == "cc"]
        return joint == ["or"] and c not in self.numbers.by_token

    def _many(self, c: int) -> bool:
        return self.parse.tokens[c].text.lower() in table().plural_only

    def _describes(self, h: int, c: int) -> bool:
        """Return whether a noun right after a name says who that is: "Holt, a neighbour and friend,"."""
        tokens = self.parse.tokens
        end = h + 1
        while end < c and tokens[end].name == "PER":
            end += 1
        after = [t.text.lower() for t in tokens[end : end + 2]]
        if tokens[h].name != "PER" or tokens[c].name == "PER" or after[:1] != [","]:
            return False
        closed = tokens[c + 1 : c + 2] and tokens[c + 1].text in (",", ".", "and")
        return after[1:] in (["a"], ["an"]) and bool(closed) and tokens[c].upos == "NOUN"

    def _names(self, c: int) -> bool:
        """Return whether a name between commas says who somebody is: "her baby, Milo, and her dad"."""
        tokens = self.parse.tokens
        first = end = c
        while tokens[first - 1].name == "PER" and first > 1:
            first -= 1
        while end < len(tokens) and tokens[end].name == "PER":
            end += 1
        if tokens[c].name != "PER" or tokens[first - 1].text != ",":
            return False
        if end < len(tokens) and tokens[end].text not in (",", ".", ";"):
            return False
        role = first - 2
        if role in self.numbers.ordinals:
            return True  # "the fourth victim, Orvel,"
        own = (g for g in self.parse.children[role] if tokens[g].rel == "nmod:poss")
        return tokens[role].lemma.lower() in table().family_roles and any(own)

    def _lists(self, c: int, before: list[int]) -> bool:
        """Return whether a name is of a list of those counted: "three others — Holt, 21, and Tam, 23"."""
        tokens = self.parse.tokens
        if tokens[c].upos != "PROPN":
            return False
        counted = [h for h in before if h < c and h in self.numbers.by_noun]
        return bool(counted) and any(tokens[k].text in _LISTING for k in range(max(counted) + 1, c))

    def _before_comma(self, heads: list[int], trigger: int) -> list[int]:
        """Return who stands before the comma with which a headline says "and": "Mother, 3 sons shot"."""
        sentence = self.parse.sentence_of(trigger)
        if len(heads) != 1 or sentence.segment_kind != "headline" or heads[0] > trigger:
            return []
        tokens = self.parse.tokens
        words = range(sentence.tokens[0], heads[0])
        commas = [k for k in words if tokens[k].text == ","]
        if len(commas) != 1 or any(tokens[k].upos not in _LISTED for k in words):
            return []
        who = commas[0] - 1
        if (
            not words
            or who < words[0]
            or tokens[who].upos != "NOUN"
            or not self.victims.is_person(who)
        ):
            return []
        return [] if tokens[commas[0] + 1].text.isdecimal() and heads[0] == commas[0] + 1 else [who]

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
