"""Datelines: place, date and agency that open a report ("SEOUL, Nov 13 (Agency) -", "Manila: ...")."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from saidso import knowledge

_WORD = r"[^\W\d_][\w.'’/-]{0,30}"
_HEAD = re.compile(
    r"(?P<place>(?:[^()\[\]—–\n\d]{2,40}?\s\([^()\n\d]{2,30}\),)?[^()\[\]—–\n]{0,90}?)"
    r"(?:\s?\((?P<agency>[^()\n]{2,40})\)|(?<=\s)/(?P<slashed>[A-Z][\w .-]{1,20})/)?"
    r"(?P<dash>\s?(?:—|–|--)\s?|\s-\s|(?<=\))-\s|(?<=[A-Z]{3})-\s|\s_\s)"
)
_BARE = re.compile(
    r"(?P<place>[^()\[\]—–\n]{0,60}?)\s?\((?P<agency>[^()\n]{2,80})\)(?:\s?:)?\s{0,2}"
)
_PARTS = re.compile(r"\s?[/,]\s?|\s[-–—]\s")
"""What stands between the agencies and the day in brackets: "(Outlet / AGENCY - 2 May, 2019)"."""
_COLON = re.compile(
    r"(?P<place>[^()\[\]—–:;!?\n]{2,40}?):\s+(?!(?:I|We|Well|Thank|You|Yes|No|My|Our|So)\b)(?=[\"'“‘]?[A-Z0-9])"
)
_BRACKETED = re.compile(r"\((?P<place>[A-Z][^()\n\d]{1,60})\)\s?(?:[–—]|--|-(?=\s))\s{0,2}")
"""As organisations print it: "(Velm) –"."""
_LANDED = re.compile(
    r"(?P<place>[A-Z][^()\[\]\n\d]{1,40}?) ?(?:\[[A-Z][^()\[\]\n\d]{1,30}\]|\([A-Z][^()\[\]\n\d]{1,30}\)),?"
    r"(?P<day> [^()\[\]\n:]{0,20}?)(?:\((?P<agency>[^()\n]{2,30})\) ?[:–—-]*| ?[:–—-]+)\s"
)
"""With the country in brackets: "Velm [Velmia], May 2 (AGENCY):", "Velm (Velmia), May 2:"."""
_JOINED = re.compile(
    r"(?P<place>[^()/\n]{2,60}?)"
    r"(?:,\s(?P<agency>[A-Z]{2,9})\s?[–—-]{1,2}|\.?\s/(?P<slashed>[A-Z][\w .-]{1,20})/\.?)\s{1,2}"
)
"""With the agency behind a comma or between strokes: "Velm, AGENCY-", "VELM, May 2. /AGENCY/."."""
_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    r"(?:\d{1,2}\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
    r"(?:\s\d{1,2}(?!\d))?(?:,?\s(?:19|20)?\d\d(?!\d))?|(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}",
    re.I,
)


@cache
def _table() -> dict[str, frozenset[str]]:
    data = knowledge.table(__package__, "datelines.yaml")
    return {name: frozenset(words.split()) for name, words in data.items()}


class Dateline(msgspec.Struct, frozen=True):
    """The end of the dateline in its paragraph, its words, and the agency in brackets."""

    end: int
    words: str
    wire: str | None


def find_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that opens `paragraph`, up to and with its dash; None without one."""
    head = paragraph[:150]
    if (match := _HEAD.match(head)) and _is_dateline(match, head):
        return Dateline(match.end(), match[0], match["agency"] or match["slashed"])
    if (match := _BARE.match(head)) and (wire := _credited(match["agency"])):
        place = match["place"].strip(" ,")
        if not place or _is_place(place, known=True):
            return Dateline(match.end(), match[0], wire)
    if (match := _LANDED.match(head)) and _is_landed(match):
        return Dateline(match.end(), match[0], match["agency"])
    if match := _BRACKETED.match(head):
        wire = match["place"] if _agency(match["place"]) else None
        if wire or _is_place(match["place"], known=True):
            return Dateline(match.end(), match[0], wire)
    if match := _JOINED.match(head):
        wire = match["agency"] or match["slashed"]
        if _agency(wire) and _is_place(match["place"].strip(" ,."), known=True):
            return Dateline(match.end(), match[0], wire)
    if (match := _COLON.match(head)) and _heads(match["place"].strip(" ,")):
        return Dateline(match.end(), match[0], None)
    return None


def _is_landed(match: re.Match[str]) -> bool:
    """Return whether a known agency, or a day with a colon or dash, stands behind town and country."""
    if match["agency"]:
        return _agency(match["agency"])
    return _DATE.fullmatch(match["day"].strip(" ,.")) is not None


def _heads(place: str) -> bool:
    """Return whether a place with a colon behind it opens a report: in capitals, dated, or well known."""
    dated = _DATE.search(place)
    bare = (place[: dated.start()] if dated else place).strip(" ,.")
    words = bare.replace(",", " ").replace("/", " ").split()
    if not words or words[0].lower() in _table()["headings"] or not _is_place(place, known=True):
        return False
    town, _, wider = bare.partition(",")
    if "," in wider or not all(w[0].isupper() for w in wider.split()):
        town = bare  # "KANO, Nigeria" is a town, "Malls, Shops, Banks" are none
    shouted = town.isupper() and len(town.split()) <= 3 and len(words[0]) > 3
    return bool(dated) or shouted or _is_city(town)


def _is_city(town: str) -> bool:
    """Return whether papers print a city in ordinary type before a colon or a dash."""
    return town.strip().lower().replace(" ", "-") in _table()["cities"]


def no_places() -> frozenset[str]:
    """Return words in capitals that stand before a dash or colon and name no place."""
    return _table()["no_places"]


def _credited(words: str) -> str | None:
    """Return the words in brackets where they begin with an agency, else the agency among them."""
    if _agency(words):
        return words
    return next((part for part in _PARTS.split(words) if _agency(part)), None)


def _agency(words: str) -> bool:
    first = words.replace("/", " ").split()[0].lower() if words.strip(" /") else ""
    return first.strip(".,") in _table()["agencies"]


def _is_dateline(match: re.Match[str], head: str) -> bool:
    place = match["place"].strip(" ,")
    agency = match["agency"] or match["slashed"]
    if not place:
        return bool(agency and _agency(agency))
    following = head[match.end() : match.end() + 1]
    listed = _is_city(place.partition(",")[0])
    spaced = "—" in match["dash"] or "–" in match["dash"] or "--" in match["dash"] or agency
    known = listed or bool(agency and (_agency(agency) or agency[:1].isupper()))
    if (listed or not known) and not (following.isupper() or not following.isalpha()):
        return False
    return (
        bool(following)
        and bool(spaced or listed or place.split()[0].strip(".,").isupper())
        and _is_place(place, known=known)
    )


def _is_place(place: str, *, known: bool) -> bool:
    """Return whether `place` is a name of a place, with at most a date behind it.

    A date alone is enough before a known agency.
    """
    dated = _DATE.search(place)
    if known and dated and not dated.start() and not place[dated.end() :].strip(" ,.:"):
        return True
    bare = (place[: dated.start()] if dated else place).strip(" ,.")
    if dated and place[dated.end() :].strip(" ,.:"):
        return False
    words = re.sub(r"[,()]", " ", bare).split()  # "HAVANA (Cuba), 14 Nov"
    if not words or len(words) > 8 or (words[0] in ("The", "A", "An") and words[-1] != "Hague"):
        return False
    for word in words:
        if word.lower() not in _table()["particles"] and not word[0].isupper():
            return False
    shouted = len(words[0]) > 1 and words[0].strip(".,").isupper()
    return shouted or known or bool(dated) or ("," in bare and len(words) <= 5)
