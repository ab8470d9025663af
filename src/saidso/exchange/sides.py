"""The two sides of an incident: who did it and who suffered it, as the claims have them.

Nobody is found guilty here: a side is who is *said* to have acted, and carries the claims that say so.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from saidso.exchange.case import Case, refs
from saidso.exchange.codebook import acled, states
from saidso.linked import Group
from saidso.record import EntityKind, Slot

PEOPLE: frozenset[EntityKind] = frozenset({"person", "group", "organisation"})
_INTERNATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "them", "who"})
CLASHES = frozenset({"armed_clash", "ceasefire_violation"})
"""Incident types in which both sides act."""


class Side(msgspec.Struct, frozen=True):
    """Who acts or suffers: the name as it is printed, PLOVER sector, country (alpha-3), claims.

    `raw` are the words that name it first in the report of its first claim.
    """

    name: str
    sector: str | None
    country: str | None
    international: str | None
    claims: tuple[str, ...]
    raw: str
    rule: str

    @property
    def state_name(self) -> str | None:
        """The name of the side's country."""
        return states()[self.country].name if self.country in states() else None


def actor(case: Case) -> Side | None:
    """Return who is said to have done it.

    The perpetrator that most origins name; of equals, one of whom it is known what they are comes
    before others, and one who bears arms before those. Where no perpetrator bears arms and somebody
    who does is said to be responsible, that one.
    """
    rule = "perpetrator that most origins name; of equals one whose sector bears arms"
    found = _side(case, ("perpetrator",), rule)
    if found is not None and found.sector in _armed():
        return found
    blamed = accused(case)
    return blamed if blamed is not None and (found is None or blamed.sector in _armed()) else found


def accused(case: Case) -> Side | None:
    """Return who is said to be responsible, by themselves or by others."""
    rule = "who is said to be responsible, or says so; by those who say so"
    return _side(case, ("responsibility",), rule)


def sufferer(case: Case, *, besides: Side | None = None) -> Side | None:
    """Return who is said to have suffered it: victims before targets, people before things.

    In clashes another perpetrator than `besides`, of another country or sector, comes first.
    """
    if besides is not None and case.incident.type in CLASHES:
        other = _side(case, ("perpetrator",), "another perpetrator that is named", besides=besides)
        if other is not None:
            return other
    rule = "victim, else target among people, that most origins name; of equals one whose sector is known"
    return _side(case, ("victim", "target"), rule, arms=False)


def named(case: Case, slots: Iterable[Slot], *, sectors: Iterable[str]) -> list[Group]:
    """Return the values of slots that name people of these sectors."""
    wanted = set(sectors)
    return [g for s in slots for g in case.standing(s) if _sector(case, g) in wanted]


def known_sectors(case: Case, groups: Iterable[Group]) -> set[str]:
    """Return the sectors of those whom values name, where they are known."""
    return {s for g in groups if (s := _sector(case, g)) is not None}


def _side(
    case: Case,
    slots: tuple[Slot, ...],
    rule: str,
    *,
    arms: bool = True,
    besides: Side | None = None,
) -> Side | None:
    best: tuple[tuple[int, ...], Group] | None = None
    order = 0
    for slot in slots:
        for group in case.standing(slot):
            if not _is_people(case, group) or (besides and _same(case, group, besides)):
                continue
            sector = _sector(case, group)
            armed = sector in _armed() if arms else sector is not None
            rank = (-group.origins, -int(armed), -int(sector is not None), order)
            order += 1
            if best is None or rank < best[0]:
                best = (rank, group)
        if best is not None:
            break
    if best is None:
        return None
    group = best[1]
    codes = _codes(case, group)
    plover = codes.get("plover", "").split()
    saying = group.claims[0]
    text = case.records[saying.report].report.text
    entity = case.entity(saying)
    spans = entity.mentions if entity is not None and entity.mentions else saying.spans
    return Side(
        name=str(group.value),
        sector=_sector(case, group),
        country=codes.get("country"),
        international=plover[0] if plover and plover[0] in _INTERNATIONAL else None,
        claims=refs([group]),
        raw=text[slice(*spans[0])],
        rule=rule,
    )


def _same(case: Case, group: Group, side: Side) -> bool:
    """Return whether a value may mean a side: not told apart from it by country or sector."""
    codes, sector = _codes(case, group), _sector(case, group)
    country = codes.get("country")
    apart = None not in (country, side.country) and country != side.country
    return not apart and (sector is None or sector == side.sector)


def _is_people(case: Case, group: Group) -> bool:
    if str(group.value or "").lower() in _PRONOUNS or not group.value:
        return False
    kinds = {e.kind for s in group.claims if (e := case.entity(s)) is not None}
    return not kinds or bool(kinds & PEOPLE)


def _codes(case: Case, group: Group) -> dict[str, str]:
    """Return the codes of the first entity of a value that has a sector, else of the first."""
    found = [e.codes for s in group.claims if (e := case.entity(s)) is not None and e.codes]
    return next((c for c in found if _in(c)), found[0] if found else {})


def _sector(case: Case, group: Group) -> str | None:
    return _in(_codes(case, group))


def _in(codes: dict[str, str]) -> str | None:
    known = {s for some in acled().sectors.values() for s in some}
    return next((part for part in codes.get("plover", "").split() if part in known), None)


def _armed() -> set[str]:
    return {"MIL", "COP", "SPY", "GOV", *acled().sectors["Rebel group"], "PRM", "UAF", "CRM"}
