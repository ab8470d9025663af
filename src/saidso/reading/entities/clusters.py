"""Clusters of mentions that mean the same, and which of them may be joined."""

from __future__ import annotations

import msgspec

from saidso.language.parse import Parse
from saidso.reading.clauses.passives import is_passive, is_past
from saidso.reading.clauses.people import people
from saidso.reading.entities.chunks import Chunk
from saidso.reading.entities.parties import DEAD, DEAD_WORDS, DOES, SUFFERS, find_parties, party_of
from saidso.record import EntityKind

_LONG_TITLES = {
    "col.": "colonel",
    "gen.": "general",
    "lt.": "lieutenant",
    "capt.": "captain",
    "maj.": "major",
    "sgt.": "sergeant",
    "cpl.": "corporal",
    "adm.": "admiral",
    "gov.": "governor",
    "sen.": "senator",
    "dr.": "doctor",
}
_SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
_CORE = frozenset({*_SUBJECT, "obj", "iobj"})
_BELOW = frozenset({"obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss"})
"""What stands in one clause with the subject."""
_TELLS = frozenset({"tell", "inform", "assure", "brief"})
"""Verbs whose object hears what is said."""
_LOOK = 20
"""First mentions of an entity that are looked at for whether it has spoken."""
_DEEP = 10


class Cluster(msgspec.Struct):
    """What all mentions of one entity say together."""

    members: list[int]
    kinds: dict[EntityKind, int]
    """How many votes each kind has."""
    kind: EntityKind | None
    """The kind that most of the mentions show."""
    lemmas: set[str]
    names: list[tuple[str, ...]]
    plural: bool | None
    low: int | None
    high: int | None
    gender: str
    nations: frozenset[str]
    modifiers: set[str]
    deeds: set[str]
    last: int
    """The latest sentence with a mention, so far as the sieves have read."""
    parties: frozenset[str] = frozenset()
    """What its mentions do and suffer (`reading.parties`)."""
    firm: bool = False
    """True when a subject, an object or a name is among the mentions."""

    def vote(self, votes: dict[EntityKind, int]) -> None:
        """Add votes for kinds; of kinds with as many the first stays."""
        for kind, more in votes.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + more
        most = max(self.kinds.items(), key=lambda item: item[1], default=None)
        self.kind = most[0] if most else None


class Clusters:
    """A partition of the mentions of one report. Joining is nearly linear (union-find)."""

    def __init__(self, parse: Parse, chunks: list[Chunk], speakers: set[int]) -> None:
        self.parse = parse
        self.chunks = chunks
        self._above = list(range(len(chunks)))
        found = find_parties(parse)
        self._parties = [party_of(c.head, c.lemma, c.modifiers, found) for c in chunks]
        self._speakers = speakers
        self._speaking = [c.head in speakers or not speakers.isdisjoint(c.tops) for c in chunks]
        self._clusters = [self._single(i) for i in range(len(chunks))]

    def root(self, i: int) -> int:
        """Return the number that stands for the cluster of mention `i`."""
        above = self._above
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    def of(self, i: int) -> Cluster:
        """Return the cluster of mention `i`."""
        return self._clusters[i if self._above[i] == i else self.root(i)]

    def join(self, i: int, k: int) -> None:
        """Make the clusters of mentions `i` and `k` one."""
        a, b = self.root(i), self.root(k)
        if a == b:
            return
        if len(self._clusters[a].members) < len(self._clusters[b].members):
            a, b = b, a
        one, two = self._clusters[a], self._clusters[b]
        self._above[b] = a
        one.members.extend(two.members)
        one.vote(two.kinds)
        one.lemmas |= two.lemmas
        one.names.extend(n for n in two.names if n not in one.names[:20])
        one.plural = one.plural if one.plural is not None else two.plural
        if one.low is None:
            one.low, one.high = two.low, two.high
        one.gender = one.gender or two.gender
        one.nations = one.nations or two.nations
        one.modifiers |= two.modifiers
        one.deeds |= two.deeds
        one.last = max(one.last, two.last)
        one.parties |= two.parties
        one.firm = one.firm or two.firm

    def join_if_compatible(self, i: int, k: int) -> None:
        """Make the clusters of two mentions one, unless something said keeps them apart."""
        if i != k and self.compatible(i, k):
            self.join(i, k)

    def tells(self, k: int, i: int) -> bool:
        """Return whether mention `k` says, or is told, what `i` stands in: its verb has `i` in its content.

        "The surgeon said the man was awake": the man is not the surgeon.
        """
        tokens = self.parse.tokens
        teller, at = tokens[self.chunks[k].head], self.chunks[i].head
        told = teller.rel in ("obj", "iobj") and tokens[teller.head].lemma in _TELLS
        if not (told or teller.rel in _SUBJECT) or teller.sentence != tokens[at].sentence:
            return False
        content = False
        for _ in range(_DEEP):
            content = content or tokens[at].rel == "ccomp"
            if tokens[at].head == at:
                return False
            at = tokens[at].head
            if at == teller.head:
                return content
        return False

    def acts_on(self, k: int, i: int) -> bool:
        """Return whether mention `k` is the subject of the verb that `i` is an object of: two, not one.

        "The robbers escaped with the gunmen": the gunmen are others.
        """
        tokens = self.parse.tokens
        doer, at = tokens[self.chunks[k].head], self.chunks[i].head
        if doer.rel not in _SUBJECT or doer.sentence != tokens[at].sentence:
            return False
        for _ in range(_DEEP):
            if tokens[at].head == at or tokens[at].rel not in _BELOW:
                return False
            at = tokens[at].head
            if at == doer.head:
                return True
        return False

    def speaks(self, i: int) -> bool:
        """Return whether mention `i` is the subject of a verb of saying: not "was reported dead"."""
        return self._speaking[i]

    def says(self, i: int) -> bool:
        """Return whether token `i` heads who speaks."""
        return i in self._speakers

    def party(self, i: int) -> str:
        """Return whether mention `i` does or suffers an act, empty where nothing says so."""
        return self._parties[i]

    def opposed(self, i: int, k: int) -> float:
        """Return how much speaks against mention `i` being `k`, for what they do and suffer.

        2 where `k` was killed and `i` acts, or speaks as several who did not before: no dead do.
        """
        mine, theirs = self.party(i), self.of(k).parties
        if self.chunks[i].modifiers & DEAD_WORDS and not theirs & {DEAD, SUFFERS}:
            return 2.0 if any(self.speaks(m) for m in self.of(k).members[:_LOOK]) else 0.0
        if not theirs:
            return 0.0
        if DEAD in theirs and DOES not in theirs and self.chunks[i].plural and self.speaks(i):
            before = (m for m in self.of(k).members[:_LOOK] if m < i)
            return 0.0 if any(self.speaks(m) for m in before) else 2.0
        if not mine or mine in theirs:
            return 0.0
        if mine == DOES:
            return 0.0 if DOES in theirs else 2.0 if DEAD in theirs else 1.0
        if theirs != {DOES}:
            return 0.0
        return 0.5 if self.chunks[i].form == "pronoun" else 1.0

    def _single(self, i: int) -> Cluster:
        chunk = self.chunks[i]
        kinds: dict[EntityKind, int] = {}
        if chunk.kind is not None:
            sure = chunk.form == "nominal" or chunk.title or chunk.lemma in ("he", "she")
            kinds[chunk.kind] = 2 if sure else 1
        lemmas = {chunk.lemma} if chunk.form == "nominal" else set()
        lemmas |= {_LONG_TITLES.get(w, w) for w in chunk.title[-1:]}
        if chunk.form == "name" and chunk.kind != "person":
            lemmas.add(chunk.lemma)
        relation = self.parse.tokens[chunk.head].rel
        return Cluster(
            members=[i],
            kinds=kinds,
            kind=chunk.kind,
            lemmas=lemmas,
            names=[chunk.words] if chunk.form == "name" else [],
            plural=chunk.plural,
            low=chunk.low,
            high=chunk.high,
            gender=chunk.gender,
            nations=chunk.nations,
            modifiers=set(chunk.modifiers),
            deeds=_deeds(self.parse, chunk),
            last=chunk.sentence,
            parties=frozenset({party}) if (party := self.party(i)) else frozenset(),
            firm=relation in _CORE or chunk.form == "name",
        )

    def compatible(self, i: int, k: int) -> bool:
        """Return whether nothing said of mentions `i` and `k` keeps them apart."""
        a, b = self.of(i), self.of(k)
        if a is b:
            return True
        return (
            not (a.gender and b.gender and a.gender != b.gender)
            and _same_kind(a, b)
            and _same_number(a, b)
            and not (a.nations and b.nations and a.nations.isdisjoint(b.nations))
            and not _opposite(a, b)
            and _same_names(a, b)
        )


def _deeds(parse: Parse, chunk: Chunk) -> set[str]:
    """Return the verbs that a mention is the subject of, its participles included."""
    out = set()
    tokens, children = parse.tokens, parse.children
    for top in chunk.tops:
        token = tokens[top]
        if top > chunk.head and token.text.endswith("ing"):
            out |= {token.lemma, token.text[:-3], token.text[:-3] + "e"}
        if token.rel in ("nsubj", "nsubj:outer", "nmod:poss"):
            verb = token.head
            out.add(tokens[verb].lemma)
            for c in children[verb]:
                if tokens[c].rel in ("conj", "xcomp"):
                    out.add(tokens[c].lemma)
                    out.update(tokens[x].lemma for x in children[c] if tokens[x].rel == "xcomp")
        for c in children[top]:
            if tokens[c].rel in ("acl", "acl:relcl") and not _done_to(parse, c):
                out.add(tokens[c].lemma)
        if token.rel == "obl:agent" and token.head != top:
            out.add(tokens[token.head].lemma)
    return out


def _done_to(parse: Parse, i: int) -> bool:
    """Return whether a clause tells what was done to its noun: "workers kidnapped in May"."""
    if parse.tokens[i].rel == "acl:relcl":
        return is_passive(parse, i)
    return is_past(parse.tokens[i].text)


def _same_kind(a: Cluster, b: Cluster) -> bool:
    if not a.kinds or not b.kinds or a.kind == b.kind:
        return True
    loose = {"other", None}
    if a.kind in loose or b.kind in loose:
        return True
    if {a.kind, b.kind} <= {"place", "facility", "organisation"}:
        return True
    weak_a, weak_b = max(a.kinds.values()) < 2, max(b.kinds.values()) < 2
    return weak_a or weak_b


def _same_number(a: Cluster, b: Cluster) -> bool:
    if a.plural is not None and b.plural is not None and a.plural != b.plural:
        group = {"organisation", "place", "facility"}
        return a.kind in group and b.kind in group
    if a.low is None or b.low is None:
        return True
    return a.low == b.low and (a.high == b.high or None in (a.high, b.high))  # "at least 12", "12"


def _opposite(a: Cluster, b: Cluster) -> bool:
    table = people()
    for line in table.opposites if a.modifiers and b.modifiers else ():
        one, two = a.modifiers & line, b.modifiers & line
        if one and two and not one & two:
            return True
    known = table.sides.keys()
    if known.isdisjoint(a.lemmas) or known.isdisjoint(b.lemmas):
        return False
    sides = {table.sides[x] for x in a.lemmas if x in table.sides}
    others = {table.sides[x] for x in b.lemmas if x in table.sides}
    return bool(sides and others and not sides & others)


def _same_names(a: Cluster, b: Cluster) -> bool:
    """Return whether the names could be those of one: all words of the shorter in the longer."""
    for one in a.names[:4]:
        for two in b.names[:4]:
            first, second = {w.lower() for w in one}, {w.lower() for w in two}
            if not (first <= second or second <= first) and not _initials(one, two):
                return False
    return True


def _initials(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    return bool(initials(one) & initials(two))


def initials(words: tuple[str, ...]) -> set[str]:
    """Return the letters that may stand for a name: of its capitalised words, or itself."""
    if len(words) == 1:
        bare = words[0].replace(".", "")
        return {bare.upper()} if bare.isupper() and 1 < len(bare) < 8 else set()
    parts = [p for w in words for p in w.split("-") if p and p[0].isalpha()]
    return {
        "".join(p[0] for p in parts if p[0].isupper()).upper(),
        "".join(p[0] for p in parts).upper(),
    }
