"""Home states: the states of the United States that a report speaks of, and names that lie in none of them.

A local report does not say that Velm is a quarter of its city, nor in which state its county is. What the
lists have by that name is far off then: the Austin of Chicago is no town of Texas, and the Franklin County
of a report from Virginia none of Missouri.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

import msgspec

from saidso.record import Span
from saidso.resolving.places.gazetteer import division
from saidso.resolving.places.groups import AREAS, Group, name_groups
from saidso.resolving.places.readings import Reading
from saidso.resolving.places.senses import KNOWN_BY_ITSELF, Sense, choose
from saidso.resolving.places.stations import station_states
from saidso.resolving.places.toponyms import read_toponym

_COUNTRY = "USA"
_SURELY = 0.6
_PLAINLY = 0.99
_ONLY = 2_000
"""Shares from which a known town speaks for its state, and any that has others of its name; its people."""
_QUARTER_BEFORE = re.compile(r"\bneighbou?rhoods? of (?:[NSEW]\w+ )?\Z")
_OWNED = re.compile(r"['’]s? (?:[a-z]+ )?\Z")
_OWNS = 16
_QUARTER_AFTER = re.compile(r" (?:neighbou?rhoods?|section|subdivision)\b")
_TOWN_AFTER = re.compile(r" (?i:police|mayor|city council|fire department)\b")
_REACH = 48


def at_home(
    text: str,
    spans: Sequence[Span],
    members: Sequence[Sequence[int]],
    groups: Sequence[Group],
    senses: Sequence[Sense | None],
    told: Collection[int] = (),
) -> list[Sense | None]:
    """Return the senses with towns and counties in the states that the report speaks of, as far as it does.

    What lies in none of them, is not said to, and is near nothing else that is named, is read as its namesake
    in one of them; where there is none, it is nothing that a list knows. `members`: the numbers of the
    spans of each group; `told`: numbers of states that something else speaks for.
    """
    ends = {end for _, end in spans}
    quarters = [_is_quarter(text, [spans[i] for i in inside], ends) for inside in members]
    tell = [
        set() if quarter else _states_of(one, sense)
        for one, sense, quarter in zip(groups, senses, quarters, strict=True)
    ]
    spoken = Counter([*told, *(state for states in tell for state in states)])
    printed = {d.number for code in station_states(text) if (d := division(code))} - spoken.keys()
    if not spoken and not printed:
        return list(senses)
    return [
        _homed(one, sense, spoken - Counter(own), printed, quarter=quarter)
        for one, sense, own, quarter in zip(groups, senses, tell, quarters, strict=True)
    ]


def _is_quarter(text: str, spans: Sequence[Span], ends: Collection[int]) -> bool:
    """Return whether a name is called a neighbourhood's or a place's own, "Velm's East End", and no town's;
    `ends`: where the names of the report end."""
    after = [text[end : end + _REACH] for _, end in spans]
    if any(_TOWN_AFTER.match(words) for words in after):
        return False
    return any(
        _QUARTER_AFTER.match(words)
        or _QUARTER_BEFORE.search(text, max(0, start - _REACH), start)
        or ((owned := _OWNED.search(text, max(0, start - _OWNS), start)) and owned.start() in ends)
        for (start, _), words in zip(spans, after, strict=True)
    )


def states_filed(text: str, filed: Sequence[Span], shares: dict[str, float]) -> set[int]:
    """Return the numbers of the states that towns and counties speak for which nobody takes for the place of
    a deed: of a dateline, of police; `shares`: as in `choose`."""
    groups, _ = name_groups([read_toponym(text, span) for span in filed], given=False)
    return set().union(*map(_states_of, groups, choose(groups, shares)))


def _states_of(one: Group, sense: Sense | None) -> set[int]:
    """Return the numbers of the states that a name speaks for."""
    out = {d.number for w in one.toponym.within if w[:3] == "US-" and (d := division(w))}
    if sense is None or sense.reading.place.country != _COUNTRY or sense.share < _SURELY:
        return out
    reading = sense.reading
    if reading.sort == "1":
        out.add(reading.number)
    elif reading.own and reading.sort in ("P", "2"):
        known = reading.sort == "P" and reading.people >= KNOWN_BY_ITSELF
        if known or _is_only(one, sense):
            out.add(reading.admin1)
    return out


def _is_only(one: Group, sense: Sense) -> bool:
    """Return whether a place has no other of its name elsewhere, or none that comes near it."""
    reading = sense.reading
    if not reading.own or reading.people < _ONLY or (sense.rivals and sense.share < _PLAINLY):
        return False
    if reading.sort == "2":
        return one.toponym.want in AREAS
    return not one.toponym.names[0].endswith(" township")


def _homed(
    one: Group, sense: Sense | None, spoken: Counter[int], printed: set[int], *, quarter: bool
) -> Sense | None:
    """Return what a name means in a report that else speaks of some states, and is printed in others."""
    if sense is None or sense.within or not _is_local(sense.reading):
        return sense
    reading = sense.reading
    if reading.admin1 in spoken.keys() | printed:
        return _sure(one, sense, reading, spoken.keys() | printed)
    known = reading.sort == "P" and reading.people >= KNOWN_BY_ITSELF
    surely = known and sense.share >= _SURELY and one.toponym.want not in AREAS
    if (surely or _is_only(one, sense) or sense.beside) and not quarter:
        return sense
    for states in (set(spoken), printed):
        if here := _namesakes(one, reading, states):
            namesake = max(here, key=lambda r: (r.people, -r.number))
            return _sure(one, msgspec.structs.replace(sense, beside=True), namesake, states)
    return None if spoken and (quarter or not known) else sense


def _sure(one: Group, sense: Sense, reading: Reading, states: set[int]) -> Sense:
    """Return the sense with a reading for which its state speaks; the only one there needs nothing else."""
    only = len(_namesakes(one, reading, states)) == 1
    share = 1.0 if only else sense.share
    return msgspec.structs.replace(sense, reading=reading, supported=True, share=share)


def _namesakes(one: Group, reading: Reading, states: set[int]) -> list[Reading]:
    """Return the places of a name in some states that are of the kind of a reading, and called so; counties
    where the words ask for one."""
    sort = "2" if one.toponym.want in AREAS else reading.sort
    same = (r for r in one.readings if r.sort == sort and r.admin1 in states)
    return [r for r in same if r.own and r.people]


def _is_local(reading: Reading) -> bool:
    """Return whether a place is a town or county of the United States."""
    return reading.place.country == _COUNTRY and reading.sort in ("P", "2")
