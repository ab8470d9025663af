"""Whether harm is said to have happened: negation, status by grammar, statistics, other incidents."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from saidso.language.parse import Parse
from saidso.reading.clauses.illnesses import of_illness, of_plague
from saidso.reading.clauses.norms import is_norm
from saidso.reading.clauses.status import is_infinitive
from saidso.reading.clauses.unproven import unproven
from saidso.reading.events.avenged import is_avenged
from saidso.reading.events.backgrounds import is_experience, is_of_habit
from saidso.reading.events.costs import is_cost
from saidso.reading.events.earlier import came_before, is_likened
from saidso.reading.events.ended import is_ended
from saidso.reading.events.repute import is_repute
from saidso.reading.events.trends import is_setting, is_summed
from saidso.reading.harm.harm_words import table
from saidso.record import Status

_WINDOW = 14
_ATTEMPT = frozenset(
    ["attempt", "attempts", "attempted", "attempting", "try", "tries", "tried", "trying"]
)
_LOSSES = frozenset(["death", "casualty", "fatality", "killing", "injury", "murder", "homicide"])
_CHANGES = frozenset(
    ["rise", "fall", "increase", "decrease", "drop", "climb", "jump", "decline", "double", "soar"]
)
_CLIMB = 4
_LEAD = 2
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december")  # fmt: skip
_FROM_THERE = (["earlier"], ["before"], ["after"], ["later"], ["ago"], ["of"])
_ACTING = frozenset(["person", "animate", "group", "organization"])
_ANYBODY = frozenset(["someone", "somebody", "anyone", "anybody", "you"])
_IF = frozenset(["if", "whenever", "unless"])
_SPANNING = frozenset(["since", "weekend", "week", "month", "year"])
"""Words behind a count of harm that make it one of all that happened over some time."""
_NTH = frozenset(["first", "second", "third", "fourth", "fifth", "sixth", "latest", "last"])
_DURATION = frozenset(
    ["than", "for", "about", "after", "nearly", "half", "within", "of", "in", "almost", "over"]
)


class Around(msgspec.Struct, frozen=True):
    """The circumstances of one statement of harm; `nobody`: no one at all was harmed."""

    status: Status
    negated: bool
    nobody: bool
    generic: bool
    background: bool
    total: bool
    feared: bool


_DEEDS = frozenset({"attack", "shooting", "stabbing", "incident"})


class Circumstances:
    """Reads the circumstances of harm words of one report."""

    def __init__(self, parse: Parse) -> None:
        self.parse, self.table = parse, table()
        self._past = [f" {p} " for p in self.table.past_phrases]
        self._total = [f" {p} " for p in self.table.total_phrases]
        self._pointers = tuple(self.table.pointers)

    def at(self, i: int, victim: int | None) -> Around:
        """Return the circumstances of the harm word at token `i`."""
        first, end = self.parse.sentence_of(i).tokens
        window = [
            t.text if t.name == "ORG" else t.text.lower()  # not "Nationwide Hospital"
            for t in self.parse.tokens[max(first, i - _WINDOW) : min(end, i + _WINDOW)]
        ]
        words = f" {' '.join(window)} "
        negated, nobody = self._negated(i, victim)
        late = self.parse.tokens[i].sentence >= _LEAD
        return Around(
            status=self._status(i),
            negated=negated,
            nobody=nobody,
            generic=not self.table.habitual.isdisjoint(window)
            or self._asked(victim)
            or self._compares(i)
            or self._holds_always(i, victim)
            or self._of_anybody(i, victim)
            or self._of_several(i, victim)
            or is_cost(self.parse, i)
            or is_experience(self.parse, i)
            or is_repute(self.parse, i)
            or is_of_habit(self.parse, i)
            or is_norm(self.parse, i)
            or is_summed(self.parse, i)
            or any(self._rate(words, p) for p in self.table.habitual_phrases if p in words),
            background=self._elsewhere(i, first, end)
            or self._where_before(i)
            or is_ended(self.parse, i)
            or is_setting(self.parse, i)
            or is_likened(self.parse, i)
            or came_before(self.parse, i, clause=True)
            or of_plague(self.parse, i)
            or (late and of_illness(self.parse, i))
            or (
                late
                and (
                    self._other(window)
                    or self._long_ago(window)
                    or any(p in words for p in self._past)
                    or self._opens_before(first, end)
                )
            ),
            total=any(p in words for p in self._total) and " among the " not in words,
            feared=self._feared(i),
        )

    def _compares(self, i: int) -> bool:
        """Return whether a number of deaths is that of one period beside another's.

        "Civilian deaths rose from 40 to 60", but not "deaths in the blast rose from four to six".
        """
        tokens, k = self.parse.tokens, i
        below = {tokens[c].lemma for c in self.parse.children[i] if tokens[c].rel == "nmod"}
        if tokens[i].upos != "NOUN" or _LOSSES.isdisjoint(below | {tokens[i].lemma}):
            return False
        for _ in range(_CLIMB):
            if tokens[k].head == k or tokens[k].lemma in _CHANGES:
                break
            k = tokens[k].head
        if tokens[k].lemma not in _CHANGES:
            return False
        first, end = self.parse.sentence_of(i).tokens
        near = tokens[k : min(end, k + _WINDOW)]
        apart = any(a.text.lower() in ("from", "by") and b.upos == "NUM" for a, b in pairwise(near))
        return apart and not any(
            t.kind == "event" and t.lemma not in _LOSSES for t in tokens[first:k]
        )

    def _holds_always(self, i: int, victim: int | None) -> bool:
        """Return whether a thing is said to kill people at all: "knives do kill people"."""
        tokens = self.parse.tokens
        if victim is None or victim < i or tokens[i].text.lower() not in ("kill", "kills"):
            return False
        bare = tokens[victim].text.lower() == "people" and not self.parse.children[victim]
        own = [c for c in self.parse.children[i] if tokens[c].rel == "nsubj"]
        return bare and not any(tokens[c].kind in _ACTING or tokens[c].name for c in own)

    def _of_anybody(self, i: int, victim: int | None) -> bool:
        """Return whether harm is that of whoever it may be: "when guests are hurt", "if someone is hurt"."""
        if victim is None:
            return False
        tokens, own = self.parse.tokens, self.parse.children[i]
        helping = {
            tokens[c].text.lower() for c in own if tokens[c].rel in ("aux", "aux:pass", "cop")
        }
        now = bool(helping) and helping <= {"is", "are", "get", "gets"}
        marks = {tokens[c].lemma for c in own if tokens[c].rel in ("mark", "advmod")}
        if self.parse.sentence_of(i).segment_kind == "headline":
            return False
        who = tokens[victim]
        if {"any", "other"} <= {tokens[c].lemma for c in self.parse.children[victim]}:
            return True  # "nobody knew of any other guest being hurt"
        if who.lemma in _ANYBODY:
            return now or not marks.isdisjoint(_IF)
        bare = who.upos == "NOUN" and who.text.lower().endswith("s") and not who.name
        bare = (bare and not self.parse.children[victim]) or who.upos == "PRON"
        return bare and now and not marks.isdisjoint(_IF | {"when"})

    def _of_several(self, i: int, victim: int | None) -> bool:
        """Return whether a number counts those of several happenings: "the first of two pupils killed".

        So it does where somebody is "among 13 people shot since Tuesday".
        """
        if victim is None:
            return False
        tokens, children = self.parse.tokens, self.parse.children
        if any(tokens[c].text.lower() == "among" for c in children[victim]):
            near = [
                tokens[c] for c in (*children[i], *(g for c in children[i] for g in children[c]))
            ]
            return any(t.lemma in _SPANNING for t in near if t.i > i)
        above = tokens[tokens[victim].head]
        return tokens[victim].rel == "nmod" and above.i != victim and above.lemma in _NTH

    def besides(self, i: int) -> bool:
        """Return whether the harm word at `i` tells of those beside somebody: "no other injuries"."""
        tokens = self.parse.tokens[max(0, i - 5) : i + 2]
        return any(t.text.lower() in ("else", "other", "others") for t in tokens)

    def _feared(self, i: int) -> bool:
        """Return whether harm is only feared: "30 people are feared dead"."""
        tokens = self.parse.tokens
        above = tokens[i].head
        return tokens[above].lemma == "fear" and tokens[i].rel in ("xcomp", "ccomp", "advcl")

    def _elsewhere(self, i: int, first: int, end: int) -> bool:
        """Return whether the line points to another story, or the harm is what was avenged."""
        opening = " ".join(t.text.lower() for t in self.parse.tokens[first : min(end, first + 4)])
        if opening.startswith(self._pointers):
            return True
        before = " ".join(t.text.lower() for t in self.parse.tokens[max(first, i - 6) : i])
        return (
            any(p in before for p in self.table.avenged)
            or is_avenged(self.parse, i)
            or self._in_other_deeds(i)
        )

    def _in_other_deeds(self, i: int) -> bool:
        """Return whether others were harmed in several deeds: "six other people were wounded in attacks"."""
        tokens, children = self.parse.tokens, self.parse.children
        below = [tokens[c] for c in children[i]]
        harmed = [t for t in below if t.rel.startswith("nsubj")]
        other = any(tokens[c].lemma == "other" for t in harmed for c in (t.i, *children[t.i]))
        return other and any(
            t.rel == "obl" and t.lemma in _DEEDS and t.text.lower() != t.lemma for t in below
        )

    def _where_before(self, i: int) -> bool:
        """Return whether a place is told by harm before: "where a guard had been shot an hour earlier"."""
        below = [self.parse.tokens[c] for c in self.parse.children[i]]
        words = {t.text.lower() for t in below}
        had = any(t.lemma == "have" and t.upos == "AUX" for t in below)
        return (
            had and "where" in words and not words.isdisjoint(("earlier", "before", "previously"))
        )

    def _asked(self, victim: int | None) -> bool:
        """Return whether it is only asked, or not known, how many: "how many people were killed"."""
        if victim is None or not victim:
            return False
        near = (victim, *self.parse.children[victim])
        return any(k and self.parse.tokens[k - 1].text.lower() == "how" for k in near)

    def _rate(self, words: str, phrase: str) -> bool:
        """Return whether a phrase makes a rate: "ten a year", but not "more than a year"."""
        at = words.find(f" {phrase} ")
        if at < 0:
            return False
        before = words[:at].rsplit(" ", 1)[-1]
        after = words[at + len(phrase) + 1 :].split(maxsplit=1)[:1]
        return not (phrase.startswith("a ") and (before in _DURATION or after in _FROM_THERE))

    def _long_ago(self, window: list[str]) -> bool:
        """Return whether a year is named that lies well before the report's own."""
        published = self.parse.report.published
        now = int(published.edtf[:4]) if published and published.edtf[:4].isdigit() else None
        if now is None:
            return False
        return any(len(w) == 4 and w.isdecimal() and 1900 <= int(w) < now - 1 for w in window)

    def _opens_before(self, first: int, end: int) -> bool:
        """Return whether a sentence opens with a time before: "In December, ...", "Two weeks ago, ..."."""
        words = [t.text.lower() for t in self.parse.tokens[first : min(end, first + 5)]]
        opening = f" {' '.join(words)} "
        if "ago" in words or any(p in opening for p in self._past):
            return True
        if len(words) < 3 or words[1] not in _MONTHS or words[2].isdecimal():
            return False
        published = self.parse.report.published
        now = published.edtf[5:7] if published is not None else ""
        elsewhen = bool(now) and now != f"{_MONTHS.index(words[1]) + 1:02}"
        return words[0] == "last" or (words[0] == "in" and elsewhen)

    def _other(self, window: list[str]) -> bool:
        if self.table.other_happening.isdisjoint(window):
            return False
        return any(
            word in self.table.other_happening
            and any(
                w.rstrip("s") in self.table.happenings for w in _uncompounded(window[k + 1 :])[:2]
            )
            for k, word in enumerate(window)
        )

    def _negated(self, i: int, victim: int | None) -> tuple[bool, bool]:
        tokens = self.parse.tokens
        below = {tokens[c].text.lower() for c in self.parse.children[i]}
        head = tokens[i].head
        outlook = tokens[i].rel in ("advcl", "ccomp") and tokens[head].lemma in ("go", "expect")
        if tokens[i].rel in ("obj", "xcomp", "obl") or outlook:  # "is not going to die"
            below |= {tokens[c].text.lower() for c in self.parse.children[head]}
        if not below & self.table.negation:
            return unproven(self.parse, i), False
        if not below.isdisjoint(self.table.degrees):
            return False, False  # "he was not seriously injured" is injured
        low = tokens[victim].text.lower() if victim is not None else ""
        return True, low in self.table.nobody

    def _status(self, i: int) -> Status:
        tokens = self.parse.tokens
        own = {tokens[c].text.lower() for c in self.parse.children[i]}
        if own & {"almost", "nearly"} and tokens[i].upos == "VERB":
            return "attempted"  # "he almost died"
        if own & {"attempted", "attempt"} and tokens[i].upos in ("NOUN", "PROPN"):
            return "attempted"
        k = i
        for step in range(4):
            children = self.parse.children[k]
            helpers = {
                tokens[c].text.lower()
                for c in children
                if tokens[c].rel.startswith(("aux", "mark"))
            }
            if helpers & self.table.status["could"] or helpers & self.table.status["if"]:
                return "unclear"
            if "before" in helpers and helpers & {"is", "are", "gets", "get"}:
                return "unclear"  # "before another child is killed"
            if "will" in helpers or "wo" in helpers:
                return "planned"
            rel, above = tokens[k].rel, tokens[k].head
            if above == k or rel not in ("xcomp", "advcl", "acl", "obj", "conj", "obl", "nmod"):
                break
            low = tokens[above].text.lower()
            infinitive = is_infinitive(self.parse, k)
            if low == "wanted" and rel in ("obl", "nmod") and not infinitive:
                break  # "he is wanted in the death of a neighbour"
            if low in _ATTEMPT and (infinitive or rel in ("obj", "nmod")):
                return "attempted"
            if low in self.table.status["asked"] and infinitive and rel in ("xcomp", "advcl"):
                return "planned"  # "urged the forces to capture the gunmen"
            if (
                low in self.table.status["threatened"]
                and rel != "conj"
                and (infinitive or step == 0)
            ):
                threat = low.startswith(("threat", "vow"))
                return "threatened" if threat else "planned"
            if step == 0 and rel in ("obl", "nmod") and self._is_known(i):
                break  # "surrendered to face charges in the murder of a clerk"
            if infinitive and rel in ("advcl", "acl"):
                return "planned"
            if rel in ("advcl", "acl", "nmod") and not infinitive:
                break
            k = above
        return "happened"

    def _is_known(self, i: int) -> bool:
        """Return whether a noun tells of harm as known: "the murder of a clerk", "his killing"."""
        below = [self.parse.tokens[c] for c in self.parse.children[i] if c < i]
        known = any(t.rel == "nmod:poss" or t.text.lower() == "the" for t in below)
        return known and self.parse.tokens[i].upos in ("NOUN", "PROPN")


def _uncompounded(words: list[str]) -> list[str]:
    """Return words without what hyphens join at their beginning: "gun-related incidents"."""
    while words[1:2] == ["-"]:
        words = words[3:]
    return words
