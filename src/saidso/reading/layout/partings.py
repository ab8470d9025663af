"""Partings: where a report turns from its main happening to another one, and back.

"In a separate incident", "hours later, in another attack", "elsewhere in the province", "the second
shooting", the entries of a police blotter: what is told there is another happening's, its numbers,
places and people with it. The words are in `partings.yaml`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

import msgspec

from saidso import knowledge
from saidso.language.parse import Parse, Range, Sentence
from saidso.reading.clauses.mentions import Cast, EventMention
from saidso.reading.harm.blasts import blasts, several_blasts
from saidso.reading.layout.also import (
    adds_up,
    are_smaller,
    goes_on_since,
    is_another_victim,
    is_series,
    looks_into_another,
)
from saidso.reading.layout.answers import acts_of, answers, goes_on
from saidso.reading.layout.briefs import find_briefs
from saidso.reading.layout.entries import find_entries, find_summary
from saidso.reading.layout.otherdays import LeadDays
from saidso.reading.layout.parted import Partings
from saidso.reading.layout.roundups import find_items, find_parts, find_sections, somebody_new
from saidso.reading.layout.turns import counts, days_apart, days_before, goes, goes_further, turns

_FRESH = frozenset({"bombing", "suicide_bombing", "air_strike", "shelling", "attack", "kidnapping"})
"""What is done anew "hours later", unlike deaths and arrests."""
_EARLY = 0.4
"""Where less of the body stands before a parting, the next paragraph needs a link to go on with it."""
_BESIDE = ("after", "before")
_SUBJECT = ("nsubj", "nsubj:pass", "csubj")


class _Words(msgspec.Struct, frozen=True):
    other: frozenset[str]
    counted: frozenset[str]
    back: frozenset[str]
    furniture: frozenset[str]
    what: frozenset[str]
    within: frozenset[str]
    adverbs: frozenset[str]
    meanwhile: frozenset[str]
    turns: frozenset[str]
    where: frozenset[str]
    measures: frozenset[str]
    spans: frozenset[str]
    saying: frozenset[str]


@cache
def _words() -> _Words:
    return knowledge.typed(__package__, "partings.yaml", _Words)


def find_partings(parse: Parse, cast: Cast, events: Iterable[EventMention]) -> Partings:
    """Return what of a report tells of other happenings; linear in the number of tokens."""
    told = list(events)
    done = {e.trigger[0]: e.type for e in told if not e.background and e.status != "denied"}
    return _Finder(parse, cast, [e.trigger[0] for e in told], done).find()


class _Finder:
    def __init__(self, parse: Parse, cast: Cast, triggers: list[int], done: dict[int, str]) -> None:
        self.parse, self.cast, self.triggers = parse, cast, triggers
        self.kinds, self.done = done, set(done)
        self.out = Partings(len(parse.tokens))
        self.several, self.told = several_blasts(parse), frozenset(triggers)
        self.days = LeadDays(parse, self.done)
        self.acts, self.separately = parse.having(_words().what), parse.spelled({"separately"})
        self.first: dict[str, int] = {}
        for mention in cast.mentions:
            at = self.first.setdefault(mention.entity, mention.head)
            self.first[mention.entity] = min(at, mention.head)
        self.answer, self.answering = 0, set[str]()
        """The last answer that was told, and the nouns for its deeds."""
        self.named = sorted(
            (m.head, m.entity)
            for m in cast.mentions
            if m.form == "name" and cast.entities[m.entity].kind == "person"
        )

    def find(self) -> Partings:
        body = [s for s in self.parse.sentences if s.segment_kind == "paragraph"]
        self._entries()
        if not self.out.number:
            self._list()
        if not self.out.number:
            self._parts()
        listed = self.out.number > 0
        current, begun, paragraph, parted, early, gone = 0, 0, -1, -1, False, False
        for number, sentence in enumerate(body):
            first = sentence.tokens[0]
            if self.out.of(first):
                current = 0
                if self.out.labels:
                    self._clauses(sentence)
                continue
            place = (self.parse, self.cast, sentence, self.first, self.told)
            further = current > 0 and gone and goes_further(*place)
            opens = number > 0 and not listed and (further or self._opens(sentence))
            if opens:
                current, begun, parted = self.out.new(), first, sentence.segment
                gone = further or goes(*place)
                early = gone or number < _EARLY * len(body)
            elif current and sentence.segment != paragraph:
                follows = (paragraph == parted and not early) or counts(
                    self.parse, sentence, self.kinds
                )
                if not follows and not self._linked(sentence, begun):
                    current = 0
            if current and not opens and (self._returns(sentence, begun) or self._leaves(sentence)):
                current = 0
            paragraph = sentence.segment
            if current:
                self.out.mark(sentence.tokens, current)
            elif number and not listed and (answer := self._answer(sentence)):
                self.out.mark(sentence.tokens, answer)
            else:
                self._clauses(sentence, lead=number == 0)
        if self.triggers and all(self.out.of(t) for t in self.triggers):
            self.out.without_main(self.triggers)
        return self.out

    def _entries(self) -> None:
        """Mark the entries of a list, each under its label."""
        for entry in find_entries(self.parse):
            number = self.out.new()
            self.out.mark(entry.tokens, number)
            self.out.labels[number] = entry.label
        told = {self.parse.tokens[t].sentence for t in self.triggers if not self.out.of(t)}
        heads = [s for s in self.parse.sentences if s.i in told and self._heads(s)]
        if self.out.labels and len(heads) == len(told):
            self.out.title = self.out.new()
            for sentence in heads:
                self.out.mark(sentence.tokens, self.out.title)

    def _heads(self, sentence: Sentence) -> bool:
        """Return whether a sentence is a headline, or a line without a stop, which heads a list."""
        last = self.parse.tokens[sentence.tokens[1] - 1].text
        return sentence.segment_kind == "headline" or last == ":" or last[-1].isalnum()

    def _list(self) -> None:
        """Mark the incidents of a list, a paragraph with bullet or label each."""
        words = _words()
        items = find_items(self.parse, words.what, words.furniture, set(self.triggers))
        told = {self.parse.tokens[t].sentence for t in self.triggers}
        for item in items or find_summary(self.parse, told):
            self.out.mark(item, self.out.new())

    def _parts(self) -> None:
        """Mark the parts of a round-up but for the first, which is the main one, and what adds them up."""
        parts = find_parts(self.parse, _words().what, self.done)
        sections = [] if parts else find_sections(self.parse, set(self.triggers))
        briefs = [] if parts or sections else find_briefs(self.parse, set(self.triggers))
        for part in [*parts[:1], *parts[2:], *sections, *briefs]:
            self.out.mark(part, self.out.new())
        self.out.shared = 1 if parts else 0

    def _opens(self, sentence: Sentence) -> bool:
        """Return whether a sentence turns to another happening as a whole."""
        words, tokens = _words(), self.parse.tokens
        first, end = sentence.tokens
        while first < end - 1 and tokens[first].lemma in ("also", "and", "but", ","):
            first += 1
        low = tokens[first].text.lower()
        if low in words.adverbs and tokens[first].upos == "ADV":
            return True
        if self._other_hour(sentence.tokens[0], end) or self._other_hour(first, end):
            return True
        if turns(self.parse, self.cast, sentence, words.turns, self.first, self.told):
            return True
        if goes(self.parse, self.cast, sentence, self.first, self.told):
            return True
        if self.days.passed(sentence) or is_another_victim(self.parse, first, end, self.told):
            return True
        place = (self.parse, self.cast, sentence, self.first, self.told)
        if self.days.long_ago(sentence) and goes_further(*place):
            return True
        span = (self.parse, first, end)
        if (
            are_smaller(*span)
            or goes_on_since(*span)
            or any(way(*span, words.what) for way in (looks_into_another, is_series))
        ):
            return True
        if low in words.meanwhile and self._somewhere_else(first + 1, min(first + 4, end)):
            return True
        return (
            self._begins(first, end)
            or self._beside(first, end)
            or adds_up(self.parse, first, end, words.what, words.within)
            or any(self._told_apart(i) and self._over(i) for i in self._acts(first, end))
        )

    def _beside(self, first: int, end: int) -> bool:
        """Return whether others did something apart: "another group had separately freed five men"."""
        tokens = self.parse.tokens
        return any(
            first < i < end
            and tokens[i].rel == "advmod"
            and tokens[tokens[i].head].upos == "VERB"
            and i < tokens[i].head
            for i in self.separately
        )

    def _acts(self, first: int, end: int) -> list[int]:
        """Return the words between two tokens that name what may be parted: attacks, shootings."""
        return self.acts[bisect_left(self.acts, first) : bisect_left(self.acts, end)]

    def _other_hour(self, first: int, end: int) -> bool:
        """Return whether a sentence opens "Also Saturday,", "Earlier in March,", "A day earlier, two men"."""
        tokens = self.parse.tokens
        low = [t.text.lower() for t in tokens[first : min(first + 3, end)]]
        if len(low) < 3:
            return False
        if days_before(low):
            return somebody_new(self.parse, first + 3, end)
        if low[:2] == ["hours", "later"]:
            kinds = {self.kinds[t] for t in self.triggers if first <= t < end and t in self.done}
            return not kinds.isdisjoint(_FRESH) and somebody_new(self.parse, first + 2, end)
        if low[0] == "also":
            at = first + 1 + (low[1] == "on")
            return at < end and tokens[at].kind == "time" and tokens[at].text[:1].isupper()
        return low[0] == "earlier" and low[1] in ("in", "this") and low[2] in _words().spans

    def _begins(self, first: int, end: int) -> bool:
        """Return whether a sentence begins "The second shooting": by its words, whatever its tree."""
        words = _words()
        low = [t.text.lower() for t in self.parse.tokens[first : min(first + 3, end)]]
        return (
            len(low) == 3
            and low[0] in ("the", "a", "another")
            and low[1] in words.counted
            and low[2] in words.what
            and self.parse.tokens[first + 2].upos == "VERB"
            and not self._of_one_attack(first + 2)
        )

    def _of_one_attack(self, i: int) -> bool:
        """Return whether a blast is one of several that headline or lead tell of as one attack.

        "Two bombs hit a church. A second blast followed in the car park"; not where it names a new place.
        """
        if self.parse.tokens[i].lemma not in blasts() or not self.several:
            return False
        first, end = self.parse.sentences[self.parse.tokens[i].sentence].tokens
        return not any(self._somewhere_else(k, k + 1) for k in range(first, end))

    def _somewhere_else(self, first: int, end: int) -> bool:
        """Return whether a place that the report has not named before is where it goes on."""
        tokens = self.parse.tokens
        if not any(tokens[k].lemma in _words().where for k in range(first, end)):
            return False
        for mention in (self.cast.by_head.get(k) for k in range(first, end + 2)):
            if mention is not None and tokens[mention.head].upos == "PROPN":
                return self.first[mention.entity] >= first
        return False

    def _told_apart(self, i: int) -> bool:
        """Return whether a noun is one of another happening: "a separate incident"."""
        words, tokens = _words(), self.parse.tokens
        if tokens[i].upos not in ("NOUN", "PROPN") or self._of_one_attack(i):
            return False
        children = self.parse.children
        inside = [g for c in children[i] if tokens[c].rel == "compound" for g in children[c]]
        near = (*children[i], *inside)  # "a fifth bomb attack"
        below = [tokens[c] for c in near if tokens[c].rel in ("amod", "det", "nummod")]
        said = {t.lemma for t in below} | {t.text.lower() for t in below}  # "earlier": "early"
        if any(tokens[c].rel in ("nmod:poss", "cop") for c in self.parse.children[i]):
            return False  # "it was the city's second homicide" is this one
        if "the" in said:
            return bool(said & words.counted) and not any(
                tokens[c].rel in ("nmod", "acl:relcl") for c in self.parse.children[i]
            )
        return bool(said & words.other)

    def _over(self, i: int) -> bool:
        """Return whether a noun stands over its whole sentence: subject of it, or before its verb."""
        tokens = self.parse.tokens
        verb = self._verb(i)
        if verb < 0 or not self._is_top(verb):
            return False
        if tokens[i].rel in _SUBJECT:
            return True
        cases = {tokens[c].lemma for c in self.parse.children[i] if tokens[c].rel == "case"}
        return bool(cases & _words().within) and i < verb

    def _is_top(self, verb: int) -> bool:
        """Return whether a verb is its sentence's, or all that somebody says in it."""
        token = self.parse.tokens[verb]
        if token.head == verb:
            return True
        above = self.parse.tokens[token.head]
        return (
            token.rel in ("ccomp", "parataxis")
            and above.head == above.i
            and above.lemma in _words().saying
        )

    def _verb(self, i: int) -> int:
        tokens = self.parse.tokens
        for _ in range(4):
            if tokens[i].head == i:
                return i if tokens[i].upos == "VERB" else -1
            i = tokens[i].head
            if tokens[i].upos in ("VERB", "ADJ"):
                return i
        return -1

    def _returns(self, sentence: Sentence, begun: int) -> bool:
        """Return whether a sentence is about somebody named before, the first of two, or both."""
        words, tokens = _words(), self.parse.tokens
        first, end = sentence.tokens
        low = [t.text.lower() for t in tokens[first : first + 4]]
        if low[0] == "the" and low[1:2] and low[1] in words.what and low[2:] == ["comes", "amid"]:
            return True  # "the attack comes amid a surge in violence"
        if any(first <= head < end and self.first[who] < begun for head, who in self.named):
            return True
        return any(
            tokens[i].lemma in words.what
            and any(tokens[c].lemma in words.back for c in self.parse.children[i])
            for i in range(first, end)
        )

    def _answer(self, sentence: Sentence) -> int:
        """Return the number of the answer that a sentence tells of, 0 where it tells of none."""
        if answers(self.parse, sentence, self.kinds, self._somewhere_else):
            self.answering = acts_of(self.parse, sentence, self.kinds)
            self.answer = self.out.new()
            return self.answer
        follows = goes_on(self.parse, sentence, self.answering)
        self.answering = self.answering if follows else set()
        return self.answer if follows else 0

    def _leaves(self, sentence: Sentence) -> bool:
        """Return whether a sentence opens with a time long before, of somebody new: "Last week, a bomber"."""
        first, end = sentence.tokens
        low = [t.text.lower() for t in self.parse.tokens[first : min(first + 2, end)]]
        long_before = low[0] == "last" and low[-1] in _words().spans
        return long_before and somebody_new(self.parse, first + 2, end)

    def _linked(self, sentence: Sentence, begun: int) -> bool:
        """Return whether a sentence speaks of somebody or something first named after the parting."""
        first, end = sentence.tokens
        for i in range(first, end):
            mention = self.cast.by_head.get(i)
            if mention is not None and begun <= self.first[mention.entity] < first:
                return True
        return False

    def _clauses(self, sentence: Sentence, *, lead: bool = False) -> None:
        """Mark the clauses of a sentence that tell of another happening; in the `lead` only the surest."""
        words, tokens = _words(), self.parse.tokens
        for i in range(*sentence.tokens):
            part: Range | None
            if tokens[i].lemma in _BESIDE:
                part = days_apart(self.parse, i, self.triggers, words.measures)
            elif tokens[i].lemma in words.what and not lead and self._told_apart(i):
                part = self._part(i)
            else:
                continue
            if part is None:
                continue
            around = self.out.of(part[0])
            if not around or (around in self.out.labels and self._stands_after(part, sentence)):
                self.out.mark(part, self.out.new())
                if around in self.out.labels:
                    self.out.labels[self.out.number] = self.out.labels[around]

    def _stands_after(self, part: Range, sentence: Sentence) -> bool:
        """Return whether a part of a sentence comes after another deed of it."""
        return any(sentence.tokens[0] <= t < part[0] for t in self.triggers)

    def _part(self, i: int) -> Range | None:
        """Return the words of a sentence that belong to a happening told apart in it."""
        tokens = self.parse.tokens
        rel = tokens[i].rel
        verb = self._verb(i)
        own = self.parse.subtree(i)
        if verb < 0 or rel in ("obj", "appos", "conj"):
            return own
        if rel in _SUBJECT or i < verb:
            return None if self._is_top(verb) else self.parse.subtree(verb)
        return (verb, max(own[1], verb + 1)) if rel in ("obl", "nmod") else own
