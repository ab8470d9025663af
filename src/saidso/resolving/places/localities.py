"""Localities: districts, villages and camps that the news names and lists of towns lack (`localities.yaml`).

They are read beside the gazetteer, as an import is (see `imported`).
"""

from __future__ import annotations

from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from saidso import knowledge
from saidso.resolving.spelling import fold

if TYPE_CHECKING:
    from saidso.resolving.places.gazetteer import Entry

_TOWN_KM = 15.0
_TOWN = 15_000
_DISTRICT = 50_000
"""People that a town, and a district, is taken to have: enough to be meant where its country is."""
_FIRST = -1_000_000_000
"""Numbers below those of imported places."""


@cache
def _all() -> dict[str, list[Entry]]:
    """Return the localities by folded name."""
    from saidso.resolving.places.gazetteer import Entry, listed

    table = knowledge.typed(__package__, "localities.yaml", dict[str, dict[str, list[float] | str]])
    out: dict[str, list[Entry]] = {}
    numbers = count(_FIRST, -1)
    for home, rows in table.items():
        country, _, division = home.partition(", ")
        inside = [e for e in listed(fold(division)) if e.rank == "1" and e.country == country]
        within = inside[0].number if inside else -1
        made: dict[str, Entry] = {}
        for name, row in rows.items():
            if isinstance(row, str):
                out.setdefault(fold(name), []).append(made[row])
                continue
            lat, lon, *reach = row
            made[name] = Entry(
                next(numbers), "2" if reach else "P", -1, name, country, within, lat, lon,
                _DISTRICT if reach else _TOWN, reach[0] if reach else _TOWN_KM,
            )  # fmt: skip
            out.setdefault(fold(name), []).append(made[name])
    return out


def named(name: str) -> tuple[Entry, ...]:
    """Return the localities called `name` (folded)."""
    return tuple(_all().get(name, ()))
