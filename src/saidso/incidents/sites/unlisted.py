"""Unlisted places: the village of a deed that the report names and no gazetteer has.

Most of what wars do happens in such places. The incident's place then has the village's own name, and
the point and radius of what it is said to lie in: "Velm village in Farring province" is Velm, somewhere
in Farring.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from saidso.incidents.happenings.happenings import Happening
from saidso.incidents.occasions.situations import Situated
from saidso.incidents.sites.areas import FULLY_LISTED, KINDS
from saidso.incidents.sites.headings import Headings
from saidso.incidents.sites.surroundings import names_about
from saidso.incidents.sites.whereabouts import recorded
from saidso.language.parse import Name, Parse, Range
from saidso.reading.clauses.mentions import Cast
from saidso.reading.clauses.people import people
from saidso.reading.entities.outlets import is_outlet
from saidso.reading.layout.parted import Partings
from saidso.record import IncidentPlace
from saidso.resolving.countries import nationality
from saidso.resolving.places.places import Place
from saidso.resolving.places.readings import readings
from saidso.resolving.places.streets import is_street, streets_in
from saidso.resolving.places.toponyms import read_toponym
from saidso.resolving.spelling import fold

ABOUT_KM = 15.0
"""Radius at least round what an unlisted place is said to lie in or near (ours)."""
_SETTLEMENTS = KINDS | {
    *("community", "settlement", "hamlet", "camp", "quarter", "neighbourhood", "neighborhood"),
    *("suburb", "ward", "locality", "axis", "belt", "sector", "forest", "island"),
}
_AREAS = frozenset({"area", "region", "axis", "belt", "sector", "zone", "forest", "road"})
_BUILDINGS = frozenset(
    {"motel", "lodge", "hotel", "inn", "house", "hall", "tower", "mall", "plaza"}
    | {"restaurant", "cafe", "farm", "ranch", "factory"}
)
_OTHERS = frozenset(
    {"junction", "roundabout", "river", "republic", "point", "checkpoint", "picket"}
)
"""Last words of names that are no village's, beside those of facilities."""
_ONE = frozenset({"man", "woman", "boy", "girl", "teenager", "teen", "youth"})
_FINE = frozenset({"city", "site"})
_WIDE_KM = 30.0
"""Radius from which an area holds what the deed's own clause names without a word that says so (ours)."""
_OWNS = frozenset({"'s", "’s"})
_HYPHENS = ("-", "‐", "‑")
_VERBS = frozenset({"VERB", "AUX"})
_AT_SEA = "maritime_incident"
_OWNER = 3
"""Tokens from a town to the name that is its own: "Orvel's Velm quarter"."""
_APART_TOKENS = 14
"""Tokens from a name to the town that says where it is: "Velm, a village about 30 km from Orvel"."""


class Unlisted(msgspec.Struct, frozen=True):
    """A place that no list has: its name, the tokens of it, and the country that a word before it tells, or
    that is the only one of the report."""

    name: str
    tokens: Range
    head: int
    country: str | None
    by: Place | None = None
    """The town that the words put it in or by: "Velm (18km north of Orvel)"."""
    filed: bool = False
    """Whether the report names only the town that it is filed from, which tells nothing of where it lies."""

    def inside(self, holding: Place | None) -> IncidentPlace:
        """Return it as the record of an incident has it; `holding`: what it is said to lie in."""
        holding = self.by or holding
        if holding is None or self.filed:
            return IncidentPlace(
                name=self.name, country=self.country, admin1=None, lat=None, lon=None,
                precision_km=None, gazetteer=None,
            )  # fmt: skip
        km = None if holding.precision_km is None else max(holding.precision_km, ABOUT_KM)
        return msgspec.structs.replace(
            recorded(holding), name=self.name, precision_km=km, gazetteer=None, within=holding.name
        )


class Villages:
    """Finds the unlisted places of one report; what it needs is looked up once for all happenings.

    `places`: those that are resolved, by head; `hosts` says of the head of a place whether an incident
    can have been there.
    """

    def __init__(
        self,
        parse: Parse,
        cast: Cast,
        places: Mapping[int, Place],
        partings: Partings,
        hosts: Callable[[int], bool],
    ) -> None:
        self._parse, self._cast, self._places, self._hosts = parse, cast, places, hosts
        self._partings, self._headings = partings, Headings(parse)
        self._names = {k: n for n in _names(parse) for k in range(*n.tokens)}
        mentions = (cast.by_head[h] for h in places if h in cast.by_head)
        self._listed = {k for m in mentions for k in range(*m.tokens)} | places.keys()
        self._streets = streets_in(parse.text)
        self._heads: dict[str | None, list[int]] = defaultdict(list)
        self._pieces: dict[str, list[frozenset[str]]] = defaultdict(list)
        for head, place in sorted(places.items()):
            self._heads[place.gazetteer].append(head)
            if len(self._heads[place.gazetteer]) == 1:
                words = frozenset(fold(place.name).split())
                for word in words:
                    self._pieces[word].append(words)
        countries = {p.country for h, p in places.items() if p.country and not _is_origin(parse, h)}
        self._country = next(iter(countries)) if len(countries) == 1 else None

    def find(self, happening: Happening, place: Place | None) -> Unlisted | None:
        """Return the first unlisted place in a clause of what happened, None where there is none.

        `place`: that of the incident so far, in which an unlisted one must be able to lie.
        """
        if place is not None and place.country == FULLY_LISTED:
            return None
        done = [s for s in happening.events if s.event.status == "happened"]
        for heads in (self._own, self._about):
            for situated in done:
                for head in sorted(self._candidates(heads(situated)), key=self._is_area):
                    name = self._names[head]
                    at_sea = situated.event.type == _AT_SEA
                    if at_sea and self._parse.tokens[name.tokens[0] - 1].upos != "ADP":
                        continue  # "the tanker Velm was attacked"
                    if not self._is_settlement(name):
                        continue
                    if self._may_lie_in(name, place):
                        return self._unlisted(name, head)
                    if place and not self._heads[place.gazetteer] and self._is_called(name):
                        found = self._unlisted(name, head)
                        own = _country(self._parse, name)
                        same = place.country if self._country in (None, place.country) else None
                        return msgspec.structs.replace(
                            found, filed=found.by is None, country=own or same
                        )
        return None

    def _is_area(self, head: int) -> bool:
        """Return whether a name is rather that of an area, which comes behind a village."""
        above = _noun_of(self._parse, self._names[head])
        return above is not None and self._parse.tokens[above].lemma.lower() in _AREAS

    def _is_called(self, name: Name) -> bool:
        """Return whether words call a name a settlement's: "the town of Velm", "Velm village"."""
        tokens, (first, end) = self._parse.tokens, name.tokens
        before = first > 1 and tokens[first - 1].text == "of"
        words = [tokens[first - 2].lemma] if before else []
        words += [t.lemma for t in tokens[end - 1 : end + 1]]
        return any(w.lower() in _SETTLEMENTS for w in words)

    @staticmethod
    def _own(situated: Situated) -> list[int]:
        """Return the heads of the places in the clause of a deed."""
        return situated.event.place_heads

    def _about(self, situated: Situated) -> list[int]:
        """Return the heads of the names about a deed whose clause names no place."""
        event = situated.event
        if situated.places or event.background:
            return []
        number = self._partings.of(event.trigger[0])
        found = names_about(
            self._parse,
            self._names,
            event.trigger[0],
            lambda k: self._parse.tokens[k].lemma.lower() in _SETTLEMENTS,
            lambda k: self._partings.of(k) == number,
        )
        return [k for name in found for k in range(*name.tokens) if k in self._cast.by_head]

    def _candidates(self, heads: Sequence[int]) -> Iterator[int]:
        """Yield the heads of unlisted names, also of one before a comma: "Velm, Orvel territory"."""
        for head in heads:
            name = self._names.get(head)
            if name is None:
                continue
            k = name.tokens[0] - 2
            if k in self._names and self._parse.tokens[k + 1].text == ",":
                before = (j for j in range(*self._names[k].tokens) if j in self._cast.by_head)
                if (first := next(before, None)) is not None and self._is_open(first):
                    yield first
            if self._is_open(head):
                yield head

    def _is_open(self, head: int) -> bool:
        """Return whether no list knows a name, and an incident can have been there."""
        return self._listed.isdisjoint(range(*self._names[head].tokens)) and self._hosts(head)

    def _may_lie_in(self, name: Name, place: Place | None) -> bool:
        """Return whether an unlisted place may lie in the place of its incident."""
        if place is None or place.kind == "country":
            return True
        if place.kind not in _FINE and (place.precision_km or 0.0) >= _WIDE_KM:
            return True
        heads, (first, end) = self._heads[place.gazetteer], name.tokens
        near = slice(bisect_left(heads, first - _OWNER), bisect_right(heads, end + _APART_TOKENS))
        return any(self._lies_by(name, head) for head in heads[near])

    def _is_settlement(self, name: Name) -> bool:
        """Return whether a name is a village's or an area's, and no street's, bridge's or building's."""
        parse, span = self._parse, self._parse.span(name.tokens)
        words = parse.text[slice(*span)].split()
        folded = fold(" ".join(words))
        if any(set(folded.split()) < whole for whole in self._pieces.get(folded.split()[0], ())):
            return False  # the "Bazar" of Cox's Bazar
        after = parse.text[span[1] : span[1] + 1]
        if is_outlet(" ".join(words)):
            return False  # "a statement reaching Xinhua"
        if after in _HYPHENS or not people().armed.isdisjoint(folded.split()):
            return False  # "a Houthi area", "a Velm-controlled area"
        parts = (folded, *folded.split())
        if any(r.sort in ("country", "wide") for part in parts for r in readings(part, True)):
            return False  # "Africa", "Deep South Thailand"
        if words[-1].lower() in _BUILDINGS | _OTHERS:
            return False
        before = parse.tokens[name.tokens[0] - 1] if name.tokens[0] else None
        if before is not None and before.upos == "NOUN":
            if before.lemma.lower() not in _SETTLEMENTS:
                return False  # "the tanker Velm"
        if before is not None and before.name == "ORG" and before.upos == "PROPN":
            return False  # "Private of the Velmian Army Orvel Keld"
        toponym = read_toponym(parse.text, span)
        if toponym.want == "facility" or toponym.small:
            return False
        above = _noun_of(parse, name)
        if above is not None and _is_people(parse, above):
            return False  # "youths from the Velm community"
        if any(_is_origin(parse, k) for k in range(*name.tokens)):
            return False
        village = above is None or parse.tokens[above].lemma.lower() in _SETTLEMENTS
        return village and not is_street(parse.text, span, self._streets)

    def _lies_by(self, name: Name, head: int) -> bool:
        """Return whether the words put an unlisted place in a town or near it: "Velm, 30 km from Orvel"."""
        tokens = self._parse.tokens
        first, end = name.tokens
        if head < first:  # "Orvel's Velm quarter"
            return tokens[head].rel == "nmod:poss" and first - head <= _OWNER
        same = tokens[head].sentence == tokens[first].sentence
        if not same or head - end > _APART_TOKENS:
            return False
        between = tokens[end:head]
        if any(t.upos in _VERBS for t in between):
            return False
        held = (p for h in range(end, head) if (p := self._places.get(h)) is not None)
        whole = any("and" in fold(p.name).split() for p in held)
        joined = any(t.upos == "CCONJ" for t in between) or tokens[head].rel == "conj"
        if joined and not whole:  # "in Velm and Orvel", but "Velm in Jammu and Kashmir's Orvel"
            return False
        opens = next((t for t in between if t.lemma.lower() not in _SETTLEMENTS), None)
        return opens is not None and (opens.text in (",", "(") or opens.upos == "ADP")

    def _unlisted(self, name: Name, head: int) -> Unlisted:
        tokens = self._parse.tokens
        first, end = name.tokens
        while end - first > 1 and tokens[end - 1].text.lower() in _SETTLEMENTS:
            end -= 1  # "Velm village"
        for k in range(first, end - 1):
            if tokens[k].text in _OWNS:
                first = k + 1  # "Orvel's Velm" district
        start, stop = self._parse.span((first, end))
        country = _country(self._parse, name) or self._headings.country(first) or self._country
        by = self._beside(name)
        return Unlisted(self._parse.text[start:stop], (first, end), head, country, by)

    def _beside(self, name: Name) -> Place | None:
        """Return the town in whose brackets or behind whose distance a name stands: "Velm (18km north of
        Orvel)"."""
        end = name.tokens[1]
        if self._parse.tokens[end : end + 1] and self._parse.tokens[end].text != "(":
            return None
        near = (h for h in range(end, min(end + _APART_TOKENS, len(self._parse.tokens))))
        town = (self._places[h] for h in near if h in self._places and self._lies_by(name, h))
        return next(town, None)


def _names(parse: Parse) -> Iterator[Name]:
    """Yield the names of places; two that stand side by side are one: "Barangay" and "Santa Velma"."""
    last: Name | None = None
    for name in parse.names:
        if name.kind != "LOC":
            continue
        if last is not None and last.tokens[1] == name.tokens[0]:
            last = Name("LOC", (last.tokens[0], name.tokens[1]))
            continue
        if last is not None:
            yield last
        last = name
    if last is not None:
        yield last


def _is_origin(parse: Parse, head: int) -> bool:
    """Return whether a place only says where somebody is from: "a nurse from Uruguay", "a man of Velm"."""
    tokens, above = parse.tokens, parse.tokens[parse.tokens[head].head]
    cases = {tokens[c].lemma for c in parse.children[head] if c < head}
    if "of" in cases and tokens[head].rel == "nmod" and above.text.lower() in _ONE:
        return True
    return "from" in cases and (above.kind == "person" or tokens[head].rel == "nmod")


def _noun_of(parse: Parse, name: Name) -> int | None:
    """Return the noun that a name stands before: "the Velm checkpoint"; None where there is none."""
    for k in range(*name.tokens):
        token = parse.tokens[k]
        if token.rel in ("compound", "amod", "nmod:poss") and token.head >= name.tokens[1]:
            return token.head
    return None


def _is_people(parse: Parse, noun: int) -> bool:
    """Return whether "the community" is whom somebody is of, not where: "youths from the Velm community"."""
    tokens = parse.tokens
    words = {tokens[c].lemma for c in parse.children[noun] if c < noun}
    member = tokens[tokens[noun].head]
    return (
        tokens[noun].lemma == "community"
        and {"the", "from"} <= words
        and (member.kind == "person" and tokens[noun].rel == "nmod")
    )


def _country(parse: Parse, name: Name) -> str | None:
    """Return the country that an adjective tells: "the southern Velmian village of Orvel"."""
    at = [*range(max(0, name.tokens[0] - 5), name.tokens[0])]
    for k in reversed(at):
        token = parse.tokens[k]
        if token.sentence != parse.tokens[name.tokens[0]].sentence:
            break
        above = parse.tokens[token.head].lemma.lower()
        if token.rel == "amod" and (above in _SETTLEMENTS or token.head in range(*name.tokens)):
            if country := nationality(token.text):
                return country
    return None
