"""The places of the task's set list: which location fill a place named in the text makes.

The list of containing areas (TASKDOC/templ-doc-more) has a line for each place: its country, then
areas from the widest to the narrowest, each with its type: "COLOMBIA: META (DEPARTMENT)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

_PART = re.compile(r"([A-Z][A-Z0-9 .'-]*?)\s*\(([A-Z ]+)\??\)")
_FIRST = ("CITY", "TOWN", "DEPARTMENT", "PROVINCE", "NEIGHBORHOOD", "MUNICIPALITY", "REGION")
NINE = frozenset(
    {
        "ARGENTINA", "BOLIVIA", "CHILE", "COLOMBIA", "ECUADOR", "EL SALVADOR", "GUATEMALA",
        "HONDURAS", "PERU",
    }
)  # fmt: skip
"""The countries whose incidents are wanted."""


class SetList(msgspec.Struct, frozen=True):
    """Types of each place by country and name."""

    types: dict[tuple[str, str], str]
    homes: dict[str, list[str]]
    kinds: dict[tuple[str, str], list[str]]
    """All types that a place of a country has on the list, the likeliest first."""
    around: dict[tuple[str, str], list[str]]
    """The cities that a place of a country lies in, by the list."""

    def fill(self, names: Iterable[str], country: str | None) -> str | None:
        """Return the location fill of places named in an incident: country and what is in it.

        Without a country it is that of a place that only one country has; None where nothing is
        known.
        """
        known = [n for name in names if (n := plain(name)) in self.homes]
        if country is None:
            country = next((self.homes[n][0] for n in known if len(self.homes[n]) == 1), None)
        if country is None:
            return None
        parts: dict[str, str] = {}
        for name in known:
            kind = self.types.get((country, name))
            if kind and name != country:
                parts.setdefault("inner" if kind in _INNER else "outer", f"{name} ({kind})")
        return ": ".join([country, *(parts[k] for k in ("outer", "inner") if k in parts)])


_INNER = frozenset(
    {"NEIGHBORHOOD", "SUBURB", "FARM", "UNIVERSITY", "AIRPORT", "HAMLET", "DISTRICT", "SECTOR"}
)


def plain(name: str) -> str:
    """Return a name as the list writes it."""
    return " ".join(name.upper().removeprefix("THE ").split())


def from_tasks(data: Path) -> SetList:
    """Return the set list of the task documentation under DATA/muc4."""
    types: dict[tuple[str, str], str] = {}
    homes: dict[str, list[str]] = {}
    kinds: dict[tuple[str, str], list[str]] = {}
    around: dict[tuple[str, str], list[str]] = {}
    for path in sorted((data / "TASK" / "TASKDOC" / "templ-doc-more").glob("containing-areas-*")):
        for line in path.read_text(encoding="latin-1").splitlines():
            country, colon, rest = line.partition(":")
            if not colon or not country.isupper() or "?" in country:
                continue
            outer = ""
            for name, kind in _PART.findall(rest):
                name = " ".join(name.split())
                if outer:
                    around.setdefault((country, name), []).append(outer)
                outer = name if kind.strip() in ("CITY", "TOWN") else ""
                own = kinds.setdefault((country, name), [])
                if kind.strip() not in own:
                    own.append(kind.strip())
                old = types.get((country, name))
                if old is None or _rank(kind) < _rank(old):
                    types[country, name] = kind.strip()
                if country not in homes.setdefault(name, []):
                    homes[name].append(country)
    for own in kinds.values():
        own.sort(key=_rank)
    return SetList(types, homes, kinds, around)


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
