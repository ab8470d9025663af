"""The codebooks: lists and codes of the formats, held as YAML with their source, loaded once."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

import msgspec

from saidso import knowledge

T = TypeVar("T")


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country in the codes of the formats; None where a list does not have it."""

    name: str
    numeric: int | None = None
    fips: str | None = None
    region: str | None = None
    ucdp_region: str | None = None
    gw: int | None = None
    cow: int | None = None
    ucdp_name: str | None = None


class Acled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns and values of ACLED."""

    columns: list[str]
    events: dict[str, list[str]]
    disorder: dict[str, str]
    inter: list[str]
    sectors: dict[str, list[str]]
    associated: dict[str, str]
    regions: list[str]
    types: dict[str, str]


class Ucdp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns and values of UCDP GED."""

    columns: list[str]
    type_of_violence: dict[int, str]
    where_prec: dict[int, str]
    date_prec: dict[int, str]
    event_clarity: dict[int, str]
    regions: list[str]
    state: list[str]
    organised: list[str]
    civilian: list[str]


class Plover(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns of POLECAT and values of PLOVER."""

    columns: list[str]
    events: dict[str, dict[str, float | None]]
    quad: dict[str, list[str]]
    contexts: list[str]


class Cameo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Event codes of CAMEO by score, names of those we use, quad classes, and roles of actors."""

    scores: dict[float, list[str]]
    names: dict[str, str]
    quad: dict[int, list[str]]
    roles: dict[str, str]


class Gdelt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns of GDELT's two tables."""

    events: list[str]
    mentions: list[str]


class Icews(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns of ICEWS and the names of its sectors."""

    columns: list[str]
    sectors: dict[str, str]


@cache
def states() -> dict[str, State]:
    """Return the countries by ISO 3166-1 alpha-3."""
    return _loaded("states", dict[str, State])


@cache
def acled() -> Acled:
    """Return the codebook of ACLED."""
    return _loaded("acled", Acled)


@cache
def ucdp() -> Ucdp:
    """Return the codebook of UCDP GED."""
    return _loaded("ucdp", Ucdp)


@cache
def plover() -> Plover:
    """Return the codebook of POLECAT."""
    return _loaded("plover", Plover)


@cache
def cameo() -> Cameo:
    """Return the codebook of CAMEO."""
    return _loaded("cameo", Cameo)


@cache
def cameo_scores() -> dict[str, float]:
    """Return the Goldstein score of every code of CAMEO."""
    return {code: score for score, codes in cameo().scores.items() for code in codes}


@cache
def gdelt() -> Gdelt:
    """Return the columns of GDELT."""
    return _loaded("gdelt", Gdelt)


@cache
def icews() -> Icews:
    """Return the codebook of ICEWS."""
    return _loaded("icews", Icews)


def _loaded(name: str, kind: type[T]) -> T:
    return knowledge.typed(__package__, f"codebooks/{name}.yaml", kind)
