"""Agreeing: for each slot, which claims give one value, which agree, and which deny which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence

from saidso.incidents.comparing.sayings import Said
from saidso.incidents.comparing.subjects import Part, is_person
from saidso.incidents.linking.namings import (
    Naming,
    counts_anybody,
    counts_others,
    counts_some,
    naming,
    same_naming,
    same_text,
)
from saidso.incidents.linking.phrases import Words, bare, called, organisation
from saidso.incidents.linking.speakers import fullest
from saidso.incidents.ontology import Ontology
from saidso.incidents.sites.whereabouts import resolved, same_place
from saidso.incidents.values import bounds, overlap, same_dates, span_of
from saidso.reading.harm.casualties import COUNTED
from saidso.record import Slot, Tally
from saidso.resolving.spelling import fold

NAMED: frozenset[Slot] = frozenset(
    ("perpetrator", "victim", "target", "instrument", "responsibility", "name")
)
"""Slots whose values name somebody or something."""
COMPLETING: frozenset[Slot] = frozenset(("victim", "target"))
"""Slots of which reports name one or the other: those whom one leaves out are not denied."""
PERSONAL: frozenset[Slot] = frozenset(
    ("age", "role", "rank", "service", "condition", "wounds", "name")
)
"""Slots whose values describe one person."""
SAME_TIME = 14
"""Days from the day of an incident within which another day is a rival of it (ours)."""
_AMONG = re.compile(
    r"\bamong (?:them|(?:the|those) (?:dead|killed|slain|injured|wounded|hurt|victims|casualties|fatalities"
    r"|missing|abducted|kidnapped|captured|detained))\b",
    re.I,
)
_SENTENCE = 160
"""Code points beside a count within which its sentence is looked at."""
_ANY_ATTACK = "attack"
"""The type of an attack by means that are not told: denying it denies the attack, however made."""


class Comparison:
    """What is needed to compare the sayings of one incident. `given_up` collects updated ones."""

    def __init__(self, parts: Sequence[Part], said: Sequence[Said], ontology: Ontology) -> None:
        self._ontology = ontology
        self._types = {p.incident.type for p in parts}
        self._told = {
            (voice, str(s.claim.value))
            for s in said
            if s.claim.slot == "event" and _done(s)
            for voice in s.voices
        }
        self.given_up: set[int] = set()
        places = {str(s.claim.value) for s in said if s.claim.slot == "place" and s.claim.value}
        sites = [p.incident.place for p in parts if p.incident.place is not None]
        self._places = resolved(places, sites) if places else {}
        names: dict[Slot, dict[Words, set[str]]] = defaultdict(lambda: defaultdict(set))
        for one in said:
            if one.claim.slot in NAMED and isinstance(one.claim.value, str):
                if self._naming(one).proper:
                    names[one.claim.slot][called(one.claim.value)].add(one.claim.value)
        self._full = {slot: fullest(found) for slot, found in names.items()}
        self._printed = {
            slot: {words: max(sorted(printed), key=len) for words, printed in found.items()}
            for slot, found in names.items()
        }

    def rank(self, said: Said) -> tuple[object, ...]:
        """Order the claims of one value: the certain first, then by report and claim."""
        weight = ("certain", "probable", "possible", "unknown").index(said.claim.certainty)
        number = said.claim.id.lstrip("abcdefghijklmnopqrstuvwxyz")
        place = int(number) if number.isdigit() else 0
        return (weight, said.part.record.report.name, place, said.claim.id, said.chain)

    def key(self, slot: Slot, said: Said) -> Hashable:
        """Return what claims of one value share."""
        claim = said.claim
        modifier = None if claim.modifier == "exactly" else claim.modifier
        if slot in COUNTED or slot in ("age", "ordinal", "tally"):
            return (claim.low, claim.high, modifier, claim.value)
        text = "" if claim.value is None else str(claim.value)
        if slot == "place":
            found = self._places.get(text)
            return (found.gazetteer if found and found.gazetteer else fold(text),)
        if slot in NAMED:
            words = called(text)
            return (self._full.get(slot, {}).get(words, words),)
        if slot == "breach":
            return (bare(claim.agreement or ""), bare(text))
        if slot == "event":
            return (text, claim.short)
        return (text if slot == "date" else bare(text),)

    def printed(self, slot: Slot, said: Said) -> int | str | None:
        """Return the value to print: of a name its fullest form, of a place its own name."""
        value = said.claim.value
        if slot in NAMED and isinstance(value, str):
            full = self._full.get(slot, {}).get(called(value))
            known = organisation(value)
            if known is not None:
                return known
            return self._printed[slot][full] if full else value
        found = self._places.get(value) if slot == "place" and isinstance(value, str) else None
        return found.name if found else value

    def scope(self, slot: Slot, said: Said, *, part: bool) -> Hashable:
        """Return what must be the same for two values to be compared at all."""
        claim = said.claim
        if slot in COUNTED:
            alone = part and said.subject is not None and _individual(said)
            return said.subject if alone else ""
        if slot == "name" and said.sole:
            return "sole"
        if slot in PERSONAL:
            return said.subject or f"\0{said.part.origin}"
        if slot in ("ordinal", "tally"):
            return (bare(claim.of or "")[-1:], bare(claim.period or ""))
        return ""

    def agree(self, slot: Slot, a: Said, b: Said) -> bool:
        """Return whether the values of two claims agree."""
        first, second = bounds(a.claim), bounds(b.claim)
        if first is not None and second is not None:
            return overlap(first, second)
        one, two = str(a.claim.value), str(b.claim.value)
        if slot == "event":
            # acts of other types are parts of one happening: the shots, the escape and the rescue
            return one != two or _stage(a) == _stage(b)
        if slot == "date":
            return same_dates(one, two)
        if slot == "place":
            return same_place(one, two, self._places)
        if slot in NAMED:
            x, y = self._naming(a), self._naming(b)
            completing = slot in COMPLETING or (_person(a) and _person(b))
            if completing and not (a.sole and b.sole and x.proper and y.proper):
                return not (x.country and y.country and x.country != y.country)
            return self.key(slot, a) == self.key(slot, b) or same_naming(x, y)
        if slot == "role" or (slot == "wounds" and (first is None) != (second is None)):
            return True  # a driver may be a soldier; "five times" tells of other things than "leg"
        if slot == "breach":
            return same_text(a.claim.agreement or one, b.claim.agreement or two)
        return same_text(one, two)

    def denies(self, slot: Slot, no: Said, yes: Said) -> bool:
        """Return whether the claim `no` says that `yes` is not so."""
        if no.claim.stance != "denies":
            top = bounds(yes.claim)
            none = no.refused and no.claim.value == 0 and slot in COUNTED
            return none and top is not None and top[1] > 0 and not yes.refused
        if slot == "event":
            if no.claim.short not in (yes.claim.short, "attempted"):
                return (
                    False  # who denies a plan does not deny what was done, nor the other way round
                )
            denied, told = str(no.claim.value), str(yes.claim.value)
            if told not in self._types or not self._told.isdisjoint(
                (voice, denied) for voice in no.voices
            ):
                return False  # who tells of the shooting denies something else of it
            return denied == told or (denied == _ANY_ATTACK and self._attack(told))
        if slot in COUNTED:
            if no.subject and yes.subject and no.subject != yes.subject:
                return False
            return no.claim.value is None or no.claim.value == yes.claim.value
        if slot in NAMED:
            a, b = self._naming(no), self._naming(yes)
            return (a.proper and b.proper and same_naming(a, b)) or a.words == b.words
        return self.agree(slot, no, yes)

    def partial(self, slot: Slot, said: Sequence[Said]) -> set[int]:
        """Return the positions of what is not compared with the rest.

        Counts that are parts of others ("17 dead, two of them nurses"), and of none of some where nobody
        counts these ("no nurses"); days long before or after that of the incident in its report (a trial,
        an earlier act); places other than it has there; an act that was only planned, tried or threatened
        beside one of its kind that its report says was done.
        """
        if slot == "event":
            done = {(id(s.part), s.claim.value) for s in said if _done(s)}
            short = (k for k, s in enumerate(said) if s.claim.short)
            return {k for k in short if (id(said[k].part), said[k].claim.value) in done}
        if slot == "place":
            return {k for k, s in enumerate(said) if self._other_place(s)}
        if slot == "date":
            return {k for k, s in enumerate(said) if _other_day(s)}
        if slot not in COUNTED:
            return set()
        numbered = [k for k, s in enumerate(said) if isinstance(s.claim.value, int)]
        by_report: dict[str, list[int]] = defaultdict(list)
        for k in numbered:
            by_report[said[k].part.record.report.name].append(k)
        counted = [s for s in said if s.claim.value and s.claim.stance == "asserts"]
        out: set[int] = {
            k
            for k in numbered
            if said[k].claim.value == 0 and counted and all(_of_others(said[k], s) for s in counted)
        }
        for group in by_report.values():
            told = [k for k in group if said[k].claim.stance == "asserts"]
            persons = {said[k].subject for k in told if _individual(said[k])}
            totals = [k for k in told if not _individual(said[k])]
            known = {said[k].claim.value for k in totals if not said[k].own}
            firm = [k for k in totals if not (said[k].own and said[k].claim.value in known)]
            for k in group:
                if _individual(said[k]):
                    if totals or len(persons | {said[k].subject}) > 1:
                        out.add(k)
                elif k in totals and _less(said, slot, k, firm):
                    out.add(k)
        return out

    def _other_place(self, said: Said) -> bool:
        """Return whether a place is another than that of the incident in its report."""
        own = said.part.incident.place
        if own is None or said.claim.value is None:
            return False
        return not same_place(str(said.claim.value), own.name, self._places)

    def _attack(self, kind: str) -> bool:
        return kind in self._ontology.ids and self._ontology.part_of(_ANY_ATTACK, kind)

    def _naming(self, said: Said) -> Naming:
        country = said.entity.codes.get("country") if said.entity else None
        return naming(str(said.claim.value), country)


def _done(said: Said) -> bool:
    """Return whether a claim says that an act was done."""
    return said.claim.stance == "asserts" and said.claim.short is None


def _stage(said: Said) -> str:
    """Return how far an act came: who threatens with it may plan it; all else tells them apart."""
    short = said.claim.short
    return "ahead" if short in ("planned", "threatened") else short or "done"


def _other_day(said: Said) -> bool:
    """Return whether a date is far from that of the incident in its report."""
    own = said.part.incident.date
    if own is None or said.claim.value is None or own.edtf == said.claim.value:
        return False
    here, there = span_of(own.edtf), span_of(str(said.claim.value))
    if here is None or there is None:
        return False
    gap = max(there[0] - here[1], here[0] - there[1])
    return gap.days > SAME_TIME


def _person(said: Said) -> bool:
    """Return whether a value names one person: others may have done it with them."""
    return said.entity is not None and is_person(said.entity)


def _individual(said: Said) -> bool:
    """Return whether a count is of one person whom the report describes."""
    return said.claim.value == 1 and said.entity is not None and is_person(said.entity)


def _of_others(none: Said, some: Said) -> bool:
    """Return whether a count of none is of others than those whom another counts."""
    if none.entity is None or some.entity is None:
        return none.entity is not None and not counts_anybody(none.entity.name)
    return counts_others(none.entity.name, some.entity.name)


def _among(said: Said) -> bool:
    """Return whether the words say that a count is of some: "two students were among those injured"."""
    text = said.part.record.report.text
    start, end = said.claim.spans[0]
    before = re.split(r"[.!?\n]\s", text[max(0, start - _SENTENCE) : start])[-1]
    after = re.split(r"[.!?]\s|\n", text[end : end + _SENTENCE])[0]
    return bool(_AMONG.search(before) or _AMONG.search(after) or _AMONG.search(text[start:end]))


def _more(said: Sequence[Said], k: int, totals: Sequence[int]) -> bool:
    """Return whether the report counts more people in all than a count of some."""
    number = said[k].claim.value
    return any(
        isinstance(n := said[j].claim.value, int)
        and isinstance(number, int)
        and n > number
        and ((e := said[j].entity) is None or not counts_some(e.name))
        for j in totals
    )


def _less(said: Sequence[Said], slot: Slot, k: int, totals: Sequence[int]) -> bool:
    """Return whether a count is below what its report counts in all, and no update of it."""
    one = said[k]
    number = one.claim.value
    if not isinstance(number, int) or number == 0:
        return False
    if _among(one):
        return True
    if one.entity is not None and counts_some(one.entity.name) and _more(said, k, totals):
        return True
    if one.phase:
        return False
    tally = getattr(one.part.incident, slot, None)
    least = number if one.claim.low is None else one.claim.low  # "more than 35" are 36 at least
    if isinstance(tally, Tally) and tally.low is not None and least < tally.low:
        if one.entity is not None and not counts_anybody(one.entity.name):
            return True
    return any(
        set(said[j].voices) == set(one.voices)
        and isinstance(said[j].claim.value, int)
        and int(said[j].claim.value or 0) > number
        and not said[j].phase
        for j in totals
    )
