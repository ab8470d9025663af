"""The dossier: one incident with all that it rests on, to print, and as a file that needs no other."""

from __future__ import annotations

import re
from importlib import resources
from typing import Any

import msgspec

from saidso.record import Report
from saidso.review.atlas import printed, spots
from saidso.review.cards import Card, cards_of
from saidso.review.desk import Opened
from saidso.review.matrix import matrix
from saidso.review.sources import picture, trees
from saidso.review.timeline import timeline

STYLES = ("base.css", "incident.css", "pictures.css", "dossier.css")
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What a dossier file allows itself: its own styles, and nothing else whatever."""
_FONTS = re.compile(r"@font-face \{.*?\n\}", re.S)


class Exhibit(msgspec.Struct, frozen=True, kw_only=True):
    """A report with the claims that rest on it."""

    report: Report
    cards: list[Card]


def contents(found: Opened) -> dict[str, Any]:
    """Return what the templates of a dossier show of an incident."""
    incident, records = found.incident, found.records
    roots = trees(incident, records)
    told = spots(incident, records)
    return {
        "matrix": matrix(incident, records),
        "trees": roots,
        "picture": picture(roots),
        "timeline": timeline(incident, records),
        "spots": told,
        "map": printed(told),
        "exhibits": [
            Exhibit(
                report=records[name].report,
                cards=cards_of(records[name], found.own(name), found.decided(name)),
            )
            for name in incident.reports
        ],
    }


def style() -> str:
    """Return the style sheets of a dossier as one text without anything to fetch."""
    folder = resources.files(__package__).joinpath("static")
    text = "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in STYLES)
    return _FONTS.sub("", text)
