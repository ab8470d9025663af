"""Agreements: ceasefires and the like as data, each with what it forbids and where that stands.

The agreements are YAML files in this folder, one each; a user's own file has the same form.
docs/agreements.md describes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

import msgspec

from saidso.errors import UsageError
from saidso.incidents import files
from saidso.incidents.ontology import Ontology
from saidso.incidents.ontology import load as load_types
from saidso.resolving.countries import countries

_HELP = "see docs/agreements.md"
_WHAT = "file of an agreement"


class Party(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is bound: `names` that reports use, countries (alpha-3) and PLOVER sectors of its people."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From when to when it is in force (ISO dates); `until` None where no end is set."""

    from_: str = msgspec.field(name="from")
    until: str | None = None
    note: str = ""

    def holds(self, earliest: str | None, latest: str | None) -> bool | None:
        """Return whether it was in force on the days given; None where they or the answer are open."""
        if earliest is None or latest is None:
            return None
        if latest < self.from_ or (self.until is not None and earliest > self.until):
            return False
        if earliest >= self.from_ and (self.until is None or latest <= self.until):
            return True
        return None


class Forbids(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is forbidden: incident types, by which parties, in which countries or at which places."""

    types: tuple[str, ...]
    by: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Provision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One provision in our own words, with where it stands in the document."""

    id: str
    says: str
    source: str
    forbids: Forbids


class Agreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One agreement.

    `names` are words by which reports name it and nothing else; `short` ones ("ceasefire") mean it
    where the incident lies in its countries while it is in force. `actors` required: a provision is
    suggested only where a report names a party as perpetrator.
    """

    id: str
    name: str
    names: tuple[str, ...]
    signed: str
    in_force: Term
    source: str
    parties: tuple[Party, ...]
    countries: tuple[str, ...]
    provisions: tuple[Provision, ...]
    short: tuple[str, ...] = ()
    actors: Literal["optional", "required"] = "optional"


def load(extra: Iterable[Path] = (), *, types: Ontology | None = None) -> list[Agreement]:
    """Return the shipped agreements and those of the files `extra`, which may replace shipped ones.

    Raises UsageError, with file, agreement and field, when a file is missing or wrong.
    """
    found = {a.id: a for a in _shipped()}
    added: set[str] = set()
    for path in extra:
        one = _read(str(path), files.read(path, _WHAT), types or load_types())
        if one.id in added:
            raise UsageError(f"{path}: agreement {one.id}: id stands in two of the files given")
        added.add(one.id)
        found[one.id] = one
    return [found[id] for id in sorted(found)]


@cache
def _shipped() -> tuple[Agreement, ...]:
    folder = resources.files(__package__)
    paths = sorted((f for f in folder.iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(_read(f.name, f.read_bytes(), load_types()) for f in paths)


def _read(name: str, data: bytes, types: Ontology) -> Agreement:
    item = files.parsed(name, data, what=_WHAT, help=_HELP)
    if not isinstance(item, dict):
        raise UsageError(f"{name}: should be one agreement, a mapping", help=_HELP)
    label = f"agreement {item['id']}" if isinstance(item.get("id"), str) else "agreement"
    one = files.converted(name, label, item, Agreement)
    problem = _problem(one, types)
    if problem:
        raise UsageError(f"{name}: {label}: {problem}", help=_HELP)
    return one


def _problem(one: Agreement, types: Ontology) -> str:
    """Return what is wrong with an agreement, field first, or ""."""
    days = [("signed", one.signed), ("in_force.from", one.in_force.from_)]
    days += [("in_force.until", one.in_force.until)] if one.in_force.until else []
    for field, day in days:
        if not _is_day(day):
            return f"{field} should be a day like 1953-07-27, in quotation marks"
    if one.in_force.until and one.in_force.until < one.in_force.from_:
        return "in_force.until comes before in_force.from"
    if not one.names or not all(n.strip() for n in one.names):
        return "names should hold the names by which reports know it"
    if not one.parties or not one.provisions:
        return "parties and provisions should not be empty"
    parties = [p.id for p in one.parties]
    for field, ids in (("parties", parties), ("provisions", [p.id for p in one.provisions])):
        twice = next((i for i in ids if ids.count(i) > 1), None)
        if twice is not None:
            return f"{field}: id {twice} stands twice"
    for party in one.parties:
        if bad := _unknown_country(party.countries):
            return f"parties: {party.id}: {bad}"
    if bad := _unknown_country(one.countries):
        return bad
    for provision in one.provisions:
        where = f"provisions: {provision.id}"
        if not provision.says.strip() or not provision.source.strip():
            return f"{where}: says and source should not be empty"
        if bad := _bad_ban(provision.forbids, parties, types):
            return f"{where}: forbids: {bad}"
    return ""


def _bad_ban(ban: Forbids, parties: Sequence[str], types: Ontology) -> str:
    if not ban.types:
        return "types should not be empty"
    for kind in ban.types:
        if kind not in types.ids:
            return f"types names the unknown incident type {kind}"
    for party in ban.by:
        if party not in parties:
            return f"by names {party}, which is no party"
    return _unknown_country(ban.countries)


def _unknown_country(codes: Iterable[str]) -> str:
    bad = next((c for c in codes if c not in countries()), None)
    return f"countries: {bad} is no country code of three letters (ISO 3166-1)" if bad else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
