"""The ledger of those harmed: which descriptions of single persons are one person.

Whoever is told best comes first: names, then ages, then "a boy", then "the victim" and "he". What is
told less well is one of those told better unless something speaks against it, so that "a man was
killed", "John Brand, 34" and "the victim" are one, whatever their order. "Another man", two persons
of one list, different names, ages or sexes, and a suspect against a victim are never one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from saidso.reading.harm.furthers import STAFF
from saidso.reading.harm.harm_words import table

if TYPE_CHECKING:
    from saidso.reading.harm.casualties import Harm, Person

POINTERS = frozenset(
    [
        "he",
        "she",
        "him",
        "her",
        "his",
        "who",
        "one",
        "other",
        "victim",
        "person",
        "it",
        "i",
        "me",
        "myself",
        "himself",
        "herself",
    ]
)
"""Words that can mean somebody named before by another noun."""
_NOUNS = frozenset(["victim", "person", "one"])
_VICTIMS = frozenset(
    {"victim", "officer", "bystander", "hostage", "deputy", "trooper", "passerby", "homeowner"}
    | {"shopkeeper", "cashier", "firefighter"}
)
_SMALL = frozenset(["baby", "infant", "toddler", "newborn", "boy", "girl", "child"])
_GROWN = frozenset(["man", "woman", "father", "mother", "husband", "wife", "officer", "soldier"])
_TEEN, _ADULT = 13, 20
CLOSE = 2
"""Sentences in which somebody told of as "her son" is not told of as somebody's of another kind."""
_SPELLED = 4
"""Letters of a first name, at least, that may be spelled in two ways."""
_NEAR = 40
"""Persons that a description is compared with, at most."""


class Entry:
    """One person as told in one place, or in all places where the words are known to mean the same."""

    def __init__(self, person: Person, harm: Harm) -> None:
        self.entities = {person.entity} - {""}
        self.name, self.sex = person.name, person.sex
        self.ages = set() if person.age is None else {person.age}
        self.nouns = {person.noun}
        self.slots = {harm.slot}
        self.told = [(harm, person)]
        self.firm = harm.slot == "killed" or not harm.struck
        self.another = person.another
        self.pointing = person.another and person.definite and person.noun != "another"
        self.lines = {harm.sentence} if person.another else set()
        self.side = _side(person)
        self.first = harm.order

    @property
    def well(self) -> bool:
        """Whether a name or an age tells the person apart."""
        return bool(self.name or self.ages)

    @property
    def killed_himself(self) -> bool:
        """Whether somebody is said to have taken the own life."""
        return any(h.own and h.slot == "killed" for h, _ in self.told)

    @property
    def killed(self) -> bool:
        """Whether somebody else is said to have killed the person."""
        return any(h.acted and h.slot == "killed" and not h.own for h, _ in self.told)

    @property
    def nth(self) -> int:
        """The how manieth of those harmed the person is, by number; 0 where none is told."""
        return max(p.nth for _, p in self.told)

    @property
    def first_told(self) -> int:
        """The sentence in which the person is told of first."""
        return min(h.sentence for h, _ in self.told)

    def told_in(self, harms: set[int]) -> bool:
        """Return whether one of these statements, by their id, tells of the person."""
        return any(id(h) in harms for h, _ in self.told)

    def learn(self, other: Entry) -> None:
        """Add what another entry tells of the same person."""
        self.entities |= other.entities
        self.name = max(self.name, other.name, key=len)
        self.sex = self.sex or other.sex
        self.ages = self.ages or other.ages
        self.nouns |= other.nouns
        self.slots |= other.slots
        self.told += other.told
        self.firm |= other.firm
        self.another |= other.another
        self.lines |= other.lines
        self.side = self.side or other.side
        self.first = min(self.first, other.first)

    def lives(self, far: int) -> list[Entry]:
        """Return the entry, or two where somebody is wounded and only from sentence `far` on is one dead.

        A death that comes so far down is mostly of another happening, and of somebody else.
        """
        dead = [(h, p) for h, p in self.told if h.slot == "killed"]
        alive = [(h, p) for h, p in self.told if h.slot != "killed"]
        if not dead or all(h.struck for h, _ in alive) or min(h.sentence for h, _ in dead) < far:
            return [self]
        if min(h.sentence for h, _ in alive) >= far:
            return [self]
        if any(p.name for _, p in alive) and any(p.name for _, p in dead):
            return [self]
        return [_told_of(alive), _told_of(dead)]

    def may_be(self, other: Entry) -> bool:
        """Return whether nothing speaks against the same person; `other` is told less well."""
        if self.entities & other.entities:
            return True
        if other.another and self.first < other.first and not self._again(other):
            return False
        if self.another and other.first < self.first and not self.name:
            return False
        if self.name and other.name:
            return same_name(self.name, other.name)
        if self.ages and other.ages and self.ages.isdisjoint(other.ages):
            return False
        if self.sex and other.sex and self.sex != other.sex:
            return False
        if {self.side, other.side} == {"suspect", "victim"}:
            return False
        if _works_for(self, other) or _works_for(other, self):
            return False
        if _did_it(self, other) or _did_it(other, self):
            return False
        if _spared(self, other) or _spared(other, self):
            return False
        if {grown(self), grown(other)} == {True, False} and not other.told[0][1].definite:
            return False
        if {_armed(self), _armed(other)} == {True, False} and not other.told[0][1].definite:
            return False
        return not any(_apart(a, p, b, q) for a, p in self.told for b, q in other.told)

    def _again(self, other: Entry) -> bool:
        """Return whether "another" is one told before: in a lead told again, or as "the other victim".

        "The other victim" is whoever the words just before do not tell of.
        """
        if other.pointing:
            at = other.told[0][0].sentence
            if any(h.sentence == at - 1 and len(h.people) > 1 for h, _ in self.told):
                return True  # the other of two
            return all(not at - 1 <= h.sentence <= at for h, _ in self.told)
        alike = bool(self.nouns & other.nouns or self.nouns & _NOUNS or other.nouns & _NOUNS)
        return alike and bool(self.lines) and self.lines.isdisjoint(other.lines)


def _did_it(one: Entry, two: Entry) -> bool:
    """Return whether somebody is said to have harmed an officer, or one of his own and then himself."""
    officers = bool(two.nouns & table().forces) and one.nouns.isdisjoint(table().forces)
    done = [p for h, p in two.told if h.by and not h.own and h.by in one.entities]
    own = any(p.definite and not p.noun.endswith("self") for p in done)  # "his wife"
    return bool(done) and (officers or (one.killed_himself and own))


def _told_of(told: list[tuple[Harm, Person]]) -> Entry:
    """Return the entry of what is told of one person."""
    entry, *others = (Entry(person, harm) for harm, person in told)
    for other in others:
        entry.learn(other)
    return entry


def same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return whether two names can be one person's: "Holt" and "Maria Holt", not two full names."""
    a, b = _without_initial(a), _without_initial(b)
    if len(a) > 1 and len(b) > 1:
        return a[-1] == b[-1] and (a[0] == b[0] or _spelled_alike(a[0], b[0]))
    return bool(set(a) & set(b))


def _without_initial(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name without a letter at its end, where the rest was not read: "Maria N."."""
    return name[:-1] if len(name) > 1 and len(name[-1]) == 1 else name


def _spelled_alike(a: str, b: str) -> bool:
    """Return whether two first names are one with a letter doubled or left out: "Daryl", "Darryl"."""
    short, long = sorted((a, b), key=len)
    if len(short) < _SPELLED or len(long) != len(short) + 1 or short[0] != long[0]:
        return False
    return any(long[:k] + long[k + 1 :] == short for k in range(1, len(long)))


def persons(harms: Iterable[Harm]) -> list[Entry]:
    """Return the single persons killed or injured, each once, with the slots that they count in."""
    entries: list[Entry] = []
    by_entity: dict[str, Entry] = {}
    for harm in harms:
        if harm.slot not in ("killed", "injured"):
            continue
        for person in harm.people:
            entry = Entry(person, harm)
            held = by_entity.get(person.entity)
            if held is not None and (_beside(held, entry, harm) or _confused(held, entry)):
                entry.entities = set()
                entries.append(entry)
            elif held is not None:
                held.learn(entry)
            else:
                entries.append(entry)
                if person.entity:
                    by_entity[person.entity] = entry
    known: list[Entry] = []
    for entry in sorted(entries, key=_told_well):
        match = _match(known[-_NEAR:], entry)
        if match is None:
            known.append(entry)
        else:
            match.learn(entry)
    return known


def _works_for(staff: Entry, other: Entry) -> bool:
    """Return whether one is somebody's bodyguard or aide, and another plainly somebody else: "the mayor"."""
    if not staff.another or not staff.nouns <= STAFF:
        return False
    alike = staff.nouns | _NOUNS | POINTERS
    return other.nouns.isdisjoint(alike) and not (other.name and staff.name)


def _beside(held: Entry, entry: Entry, harm: Harm) -> bool:
    """Return whether a list tells of two by different nouns, and neither by a name: "a man and a boy"."""
    others = [p for h, p in held.told if h is harm]
    return any(not p.name and not entry.name and {p.noun} != entry.nouns for p in others)


def _confused(held: Entry, entry: Entry) -> bool:
    """Return whether two of one entity cannot be one: a boy and "the female victim"."""
    if held.name or entry.name:
        return False
    pointing = held.nouns <= POINTERS - _NOUNS or entry.nouns <= POINTERS - _NOUNS
    if held.sex and entry.sex and held.sex != entry.sex and not pointing:
        return True
    if {held.side, entry.side} == {"suspect", "victim"}:
        return True
    if held.ages and entry.ages and held.ages.isdisjoint(entry.ages):
        return True
    hurt_and_dead = held.slots == {"injured"} and entry.slots == {"killed"} and held.firm
    return hurt_and_dead and held.another and not entry.another and not pointing


def _told_well(entry: Entry) -> tuple[int, int]:
    """Return what entries are sorted by: how well they are told, then their order in the text."""
    pointing = entry.nouns <= POINTERS
    level = 0 if entry.name else 1 if entry.ages else 2 if entry.sex and not pointing else 3
    return (4 if pointing and level == 3 else level, entry.first)


def _match(known: list[Entry], entry: Entry) -> Entry | None:
    """Return the person of those known that an entry can mean, the nearest of the likeliest."""
    fitting = [k for k in known if k.may_be(entry)]
    alike = [k for k in fitting if k.name and entry.name] or [
        k for k in fitting if entry.ages and k.ages
    ]
    same = [k for k in fitting if k.slots & entry.slots]
    best = alike or same or fitting
    return min(best, key=lambda k: min(abs(h.order - entry.first) for h, _ in k.told), default=None)


def _spared(one: Entry, two: Entry) -> bool:
    """Return whether somebody is hurt, and told as new, while who did it died: "one person was hurt"."""
    if one.side != "suspect" or "killed" not in one.slots:
        return False
    known = any(p.definite and p.noun != "one" for _, p in two.told)
    return two.slots == {"injured"} and two.firm and not known


def grown(entry: Entry) -> bool | None:
    """Return whether a person is grown up, None where the words leave it open."""
    for age in entry.ages:
        return True if age >= _ADULT else False if age < _TEEN else None
    if entry.nouns & _SMALL:
        return False
    return True if entry.nouns & _GROWN else None


def _armed(entry: Entry) -> bool | None:
    """Return whether a person bears arms for a state, None where the words leave it open."""
    if entry.nouns & table().forces:
        return True
    return False if entry.nouns & table().unarmed else None


def _side(person: Person) -> str:
    if person.noun in table().suspects:
        return "suspect"
    return "victim" if person.noun in _VICTIMS else ""


def is_kin(person: Person) -> bool:
    """Return whether somebody is told of as somebody's: "her husband"."""
    return person.definite and person.noun in table().family_roles


def _apart(a: Harm, p: Person, b: Harm, q: Person) -> bool:
    """Return whether two tellings are of different persons by how they stand beside each other."""
    if a is b or (a.trigger == b.trigger and a.slot == b.slot):
        return True  # two of one list, "himself and a woman"
    if a.order > b.order:
        a, p, b, q = b, q, a, p
    again = p.age is not None and (p.age, p.noun) == (q.age, q.noun)  # told twice, as in a title
    if (
        again
        or q.name
        or q.noun in POINTERS
        or (a.sentence == b.sentence and p.noun == q.noun and q.definite)
    ):
        return False
    near = 0 < b.sentence - a.sentence <= CLOSE
    if near and is_kin(p) and q.noun != p.noun and is_kin(q):
        return True  # "her husband was hit. Their son was grazed"
    if a.sentence != b.sentence:  # "one man died", and two lines on "a farmer was wounded"
        firm = b.slot == "injured" and a.slot == "killed" and not b.struck
        if firm and len(a.people) > 1 and b.sentence == a.sentence + 1:
            return True  # "Brand and Tam were pronounced dead. Brand's son is in hospital"
        return firm and not q.definite and q.noun != p.noun
    if q.definite:  # "a teacher was killed and her husband wounded"
        return a.slot != b.slot and p.noun not in POINTERS
    return a.slot == b.slot or p.noun != q.noun or bool(p.name)
