"""Names of reports beside each other: those that share one are told apart by the beginning of their id.

A name is a file's or a line's own ("index.html"), so two pages can have one. In an incident both are then
called by name and id, "index.html (0123456789ab)", and may be asked for so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_DIGITS = 12
_TOLD_APART = re.compile(rf"(.*) \(([0-9a-f]{{{_DIGITS}}}|[0-9a-f]{{64}})\)", re.DOTALL)


def told_apart(reports: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return what reports (name, id) are called beside each other, each otherwise."""
    found = set(reports)
    number = Counter(name for name, _ in found)
    alike = Counter(called(name, id) for name, id in found)

    def told(name: str, id: str) -> str:
        if number[name] == 1:
            return name
        short = called(name, id)
        return short if alike[short] == 1 else f"{name} ({id})"

    return {(name, id): told(name, id) for name, id in found}


def called(name: str, id: str) -> str:
    """Return a name with the beginning of an id."""
    return f"{name} ({id[:_DIGITS]})"


def name_and_id(told: str) -> tuple[str, str] | None:
    """Return name and beginning of the id of what `called` gave, None for other names."""
    found = _TOLD_APART.fullmatch(told)
    return None if found is None else (found[1], found[2])
