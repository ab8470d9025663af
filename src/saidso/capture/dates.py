"""Publication dates: clean date strings, labels, stand-alone date lines and addresses."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_NAMES = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
MONTH = rf"(?:{_NAMES})\b\.?"
"""A pattern of a month in full or in short."""
_MONTH = rf"(?P<{{0}}>{_NAMES})\b\.?"
_ISO = r"(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
_MDY = _MONTH.format("m2") + r"\s{1,2}(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s{1,2}(?P<y2>(?:19|20)\d\d)"
_DMY = (
    r"(?P<d3>\d{1,2})(?:st|nd|rd|th)?[\s-]{1,2}"
    + _MONTH.format("m3")
    + r",?[\s-]{1,2}(?P<y3>(?:19|20)\d\d)"
)
_NUMERIC = r"(?P<a4>\d{1,2})[/.-](?P<b4>\d{1,2})[/.-](?P<y4>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,2})?"
_CLOCK = (
    r"(?:[,\s|@•·–-]{0,4}(?:at\s)?[T ]?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d{1,6})?"
    r"\s?(?:[ap]\.?m\.?)?(?:\s?(?:\(?[A-Z]{1,5}\)?|[+-]\d{2}:?\d{2})){0,2})?"
)
_DATE = re.compile(rf"\b(?:{_ISO}|{_MDY}|{_DMY}|{_NUMERIC})", re.I)
_ALONE = re.compile(
    rf"[\s(\[|•·–-]{{0,4}}{_DAY}(?:\d{{1,2}}[:.]\d{{2}}\s?(?:[ap]\.?m\.?)?(?:\s[A-Z]{{2,4}})?[,\s]{{1,2}})?"
    rf"{_DAY}(?:{_DATE.pattern}){_CLOCK}[\s)\]|•·–-]{{0,4}}\.?\Z",
    re.I,
)
_LABEL = re.compile(
    r"\W{0,3}(?P<label>(?:first |originally |date )?(?:published|posted|publication date|publish date)"
    r"|(?:last |article )?(?:updated|modified)|date)"
    r"(?:\s(?:on|at|date)){0,2}\s?[:|,-]?\s{0,3}",
    re.I,
)
_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d{2}|[a-z]{3})[/-]?(\d{2})(?!\d)", re.I)
_WHOLE = re.compile(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?\Z")
_STAMP = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)[T ]\d\d:?\d\d")
_SHORT = re.compile(r"\b(\d{1,2}) " + _MONTH.format("m") + r" (\d\d)\b", re.I)


def parse_date(value: str) -> str | None:
    """Return a clean date string as ISO (year, month or day precision), None where it is none.

    Takes "2017-11-22", "2017-11", "2017", ISO date-times and the usual English forms. Numeric
    dates whose order of day and month cannot be told give None.
    """
    value = value.strip()[:80]
    if whole := _WHOLE.match(value):
        year, month, day = whole.groups()
        if month is None:
            return str(year)
        if day is None:
            return value if 1 <= int(month) <= 12 else None
        return _iso(int(year), int(month), int(day))
    if stamp := _STAMP.match(value):
        return parse_date(stamp[1])
    match = _ALONE.match(value)
    return _from_match(match) if match else None


def date_in(value: str) -> str | None:
    """Return the first full date that stands anywhere in a short string, as ISO."""
    match = _DATE.search(value[:300])
    return _from_match(match) if match else None


def _from_match(match: re.Match[str]) -> str | None:
    g = match.groupdict()
    if g["y1"]:
        return _iso(int(g["y1"]), int(g["m1"]), int(g["d1"]))
    if g["y2"]:
        return _iso(int(g["y2"]), _MONTHS[g["m2"].lower()], int(g["d2"]))
    if g["y3"]:
        return _iso(int(g["y3"]), _MONTHS[g["m3"].lower()], int(g["d3"]))
    a, b, year = int(g["a4"]), int(g["b4"]), int(g["y4"])
    if a > 12 or a == b:
        return _iso(year, b, a)
    return _iso(year, a, b) if b > 12 else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def labelled(line: str) -> tuple[str, str] | None:
    """Return ("published" or "updated", ISO date) where a short line labels its date, else None."""
    if len(line) > 200:
        return None
    match = _LABEL.match(line)
    if not match:
        return None
    found = _ALONE.match(line, match.end()) or _DATE.match(
        line, match.end() + _day_length(line, match.end())
    )
    iso = _from_match(found) if found else None
    if iso is None:
        return None
    return (
        "updated" if match["label"].lower().endswith(("updated", "modified")) else "published",
        iso,
    )


_INSIDE = re.compile(r"\b(?:published|posted|updated)(?: on|:)\s", re.I)


def labelled_inside(line: str) -> tuple[str, str] | None:
    """Return the first labelled date behind other words of a short line ("... Posted: May 3, 2031")."""
    if len(line) > 250:
        return None
    found = (labelled(line[m.start() : m.start() + 60]) for m in _INSIDE.finditer(line))
    return next((f for f in found if f), None)


def _day_length(line: str, at: int) -> int:
    match = re.compile(_DAY, re.I).match(line, at)
    return match.end() - at if match else 0


def alone(line: str) -> str | None:
    """Return the ISO date of a line that holds a date (and a time of day) and nothing else."""
    match = _ALONE.match(line) if len(line) <= 80 else None
    return _from_match(match) if match else None


def in_address(url: str) -> str | None:
    """Return the ISO date in the path of a web address ("/2017/11/22/"), None where there is none."""
    match = _ADDRESS.search(url[:2000])
    if not match:
        return None
    year, month, day = match.groups()
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    return _iso(int(year), number, int(day))


def apart(a: str, b: str) -> int | None:
    """Return how many days lie between two ISO days, None where one is only a month or year."""
    try:
        return abs((dt.date.fromisoformat(a) - dt.date.fromisoformat(b)).days)
    except ValueError:
        return None


def in_dateline(words: str) -> str | None:
    """Return the ISO date of a dateline that gives a year ("3 April 1990", "3 APR 90")."""
    if full := date_in(words):
        return full
    match = _SHORT.search(words)
    if not match:
        return None
    year = int(match[3])
    return _iso(year + (1900 if year >= 50 else 2000), _MONTHS[match["m"].lower()], int(match[1]))
