"""Homes: the country in which an outlet is at home, by its address.

A report of a local outlet often names no country: "gunmen raided Kaura in Kaduna". Its home then tells which
of several places of a name is meant.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from saidso import knowledge
from saidso.record import Report
from saidso.resolving.countries import by_alpha2

_WORLDLY = frozenset(
    ["us", "uk", "gb", "eu", "fr", "de", "ch", "jp", "cn", "ru", "tr", "qa", "ae", "sg", "il", "ir",
     "tv", "io", "ai", "co", "me", "fm", "am", "cc", "ly", "to", "is", "ws", "vc", "gg", "la", "st"]
)  # fmt: skip
"""Ends of addresses of outlets that write for the world, and those that anybody takes."""


@cache
def _hosts() -> dict[str, str]:
    table = knowledge.typed(__package__, "homes.yaml", dict[str, list[str]])
    return {host: iso3 for iso3, hosts in table.items() for host in hosts}


def home_of(report: Report) -> str | None:
    """Return the country (alpha-3) of the outlet of a report, None where it writes for the world."""
    try:
        host = urlsplit(report.url or "").hostname or ""
    except ValueError:  # no address that could be read
        return None
    parts = host.lower().split(".")
    for first in range(len(parts) - 1):
        if iso3 := _hosts().get(".".join(parts[first:])):
            return iso3
    if len(parts) < 2 or parts[-1] in _WORLDLY or parts[-1].upper() not in by_alpha2():
        return None
    return by_alpha2()[parts[-1].upper()].iso3
