"""What a report says of the archive's day, place and counts: by words and the calendar, without the reader.

A report says the day when its title or text has, anywhere,

- the day of the month with its month ("Jan. 29", "29 January", "1/29/14", "2014-01-29"), with the
  archive's year or none;
- the weekday of the day, where the day lies 0 to 7 days before publication;
- a word that means the day by the day of publication: "today", "tonight", "this morning" the same
  day, "yesterday", "last night" the day before, "overnight" either, "three days ago", "a week ago"
  so long before;
- the name of a holiday of the United States that falls on the day ("New Year's Eve").

It says the place when it has the city's name ("D.C." for Washington's), the name that the archive
adds in parentheses, or "X County" for a county that GeoNames' divisions have a place of the city's
name in, in the state.

It says how many were killed or injured when it has a word for that (none is needed for none) and, beyond
one, the number in words or digits (that of no age, hour, date or address) or so many of the archive's
dead or injured by name or age. That none was injured it does not say where it knows nothing yet of the
archive's dead, who are the injured of its day.

Nothing here asks which incident the words are said of: a report that says "Saturday" of a funeral
counts as one that says Saturday. So more is counted than is told, never less for an error of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from saidso.resolving.places.gazetteer import chain, named
from saidso.resolving.spelling import fold

How = Literal["date", "weekday", "relative", "holiday"]
Unsaid = Literal["no day at all", "days, but of another day", "published before the day"]

_MONTHS = "january february march april may june july august september october november december"
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_SHORT_DAYS = ["mon", "tues?", "wed(?:s|nes)?", "thu(?:rs?)?", "fri", "sat", "sun"]
_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_MONTH = "|".join(
    rf"(?P<m{i}>{m}|{m[:3]}{'t?' if m == 'september' else ''}\.?)"
    for i, m in enumerate(_MONTHS.split(), 1)
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<y>\d{4}))?"
_DATES = (
    re.compile(rf"\b(?:{_MONTH}) {_DAY}\b{_YEAR}", re.I),
    re.compile(rf"\b{_DAY} (?:of )?(?:{_MONTH})(?!\w){_YEAR}", re.I),
)
_AMERICAN = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d\d))?(?![\d/-])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_WEEKDAY = re.compile(
    r"\b(?:"
    + "|".join(
        rf"(?P<w{i}>{day}|(?-i:{short[0].upper()}{short[1:]}\.))"
        for i, (day, short) in enumerate(zip(_WEEKDAYS, _SHORT_DAYS, strict=True))
    )
    + r")(?!\w)",
    re.I,
)
_RELATIVE = (
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.I), (0,)),
    (re.compile(r"\b(?:yesterday|last night)\b", re.I), (1,)),
    (re.compile(r"\bovernight\b", re.I), (0, 1)),
)
_HOLIDAYS = {
    r"new year['’]?s['’]? eve": (12, 31),
    r"new year['’]?s['’]? (?:day|morning)": (1, 1),
    r"valentine['’]?s day": (2, 14),
    r"st\.? patrick['’]?s day": (3, 17),
    r"cinco de mayo": (5, 5),
    r"fourth of july|4th of july|independence day": (7, 4),
    r"halloween": (10, 31),
    r"veterans['’]? day": (11, 11),
    r"christmas eve": (12, 24),
    r"christmas (?:day|morning)": (12, 25),
}
"""Holidays of one month and day."""
_MOVING = {
    r"martin luther king(?:,? jr\.?)? day|mlk day": (1, 0, 2),
    r"mother['’]?s['’]? day": (5, 6, 1),
    r"memorial day": (5, 0, -1),
    r"father['’]?s['’]? day": (6, 6, 2),
    r"labor day": (9, 0, 0),
    r"thanksgiving": (11, 3, 3),
    r"black friday": (11, 4, 3),
}
"""Holidays by month, weekday (Monday is 0), and which such day of the month counted from 0."""
_DEATH = re.compile(
    r"\b(?:kill\w*|dea[dt]h?\w*|died?|dies|dying|fatal\w*|slain|slay\w*|murder\w*|homicides?|body|bodies|"
    r"deceased|manslaughter|funeral|not survive|autops\w+|succumb\w*|los[te]\w* \w+ li[fv]es?)\b",
    re.I,
)
_INJURY = re.compile(
    r"\b(?:injur\w+|wound\w*|hurt|shot|shoot\w*|hit|struck|graz\w+|gunshot\w*|hospital\w*|condition|"
    r"surviv\w+|bullets?)\b",
    re.I,
)
_MORE = {11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 20: "twenty"}
_AGO = re.compile(rf"\b(?:(a|{'|'.join(_NUMBERS)}|\d{{1,2}}) (day|week)s? ago)\b", re.I)


def says_day(text: str, published: str | None, day: date) -> How | None:
    """Return by what words a text says a day, the plainest first; None where it does not."""
    if (day.month, day.day) in {(m, d) for m, d, y in _dates(text) if y in (None, day.year)}:
        return "date"
    if published is None:
        return None
    gap = (date.fromisoformat(published[:10]) - day).days
    if 0 <= gap <= 7 and day.weekday() in _weekdays(text):
        return "weekday"
    if gap in _gaps(text):
        return "relative"
    return "holiday" if 0 <= gap <= 365 and _is_holiday(text, day) else None


def says_count(
    text: str, slot: str, killed: int, injured: int, harmed: Callable[[str], int]
) -> bool:
    """Return whether a text says the archive's count of `slot` ("killed" or "injured").

    `harmed` gives how many of those killed or injured it tells by name or age.
    """
    if slot == "injured" and not injured:
        return not killed or says_count(text, "killed", killed, injured, harmed)
    count = killed if slot == "killed" else injured
    if not count:
        return True
    if not (_DEATH if slot == "killed" else _INJURY).search(text):
        return False
    return count == 1 or _has_number(text, count) or harmed(slot) >= count


def _has_number(text: str, count: int) -> bool:
    spelt = _NUMBERS[count - 1] if count <= len(_NUMBERS) else _MORE.get(count, str(count))
    number = rf"(?<![\w.,:$/-])(?:{count}|{spelt})(?![\w:/%]|[.,]\d|-year|\s*(?:years?[ -]old|[ap]\.?m\b))"
    some = {2: r"|\b(?:both|double|pair|couple)\b", 3: r"|\btriple\b", 4: r"|\bquadruple\b"}
    return re.search(number + some.get(count, ""), text, re.I) is not None


def why_unsaid(text: str, published: str | None, day: date) -> Unsaid:
    """Return what keeps a text from saying the day."""
    if published is not None and date.fromisoformat(published[:10]) < day:
        return "published before the day"
    some = _weekdays(text) or _gaps(text) or any(True for _ in _dates(text))
    return "days, but of another day" if some else "no day at all"


def says_place(text: str, city: str, state: str) -> bool:
    """Return whether a text names the city (or its name in parentheses) or a county of it."""
    key = f" {_plain(text)} "
    names = {_plain(part) for part in re.split(r"[()]", city)} - {"", "county"}
    names |= counties(re.split(r"[()]", city)[0], state)
    if state == "District of Columbia":
        names.add("d c")
    return any(f" {name} " in key for name in names)


def counties(city: str, state: str) -> set[str]:
    """Return the folded names of the counties that hold a place of that name in the state."""
    out = set()
    for entry in named(fold(city.strip())):
        above = chain(entry)
        if entry.country == "US" and any(d.rank == "1" and d.name == state for d in above):
            out |= {_plain(d.name) for d in above if d.rank == "2"}
    return {name for name in out if name.endswith((" county", " parish"))}


def _plain(words: str) -> str:
    plain = re.sub(r"[^\w]+", " ", words.lower()).strip()
    return re.sub(r"\b(?:saint|ste|st)\b", "st", plain)


def _dates(text: str) -> list[tuple[int, int, int | None]]:
    """Return month, day and year (None where none is printed) of each date in a text."""
    out: list[tuple[int, int, int | None]] = []
    for pattern in _DATES:
        for found in pattern.finditer(text):
            month = next(i for i in range(1, 13) if found[f"m{i}"])
            out.append((month, int(found["d"]), int(found["y"]) if found["y"] else None))
    for month_, day_, year in _AMERICAN.findall(text):
        full = None if not year else int(year) + (2000 if len(year) == 2 else 0)
        out.append((int(month_), int(day_), full))
    out += [(int(m), int(d), int(y)) for y, m, d in _ISO.findall(text)]
    return out


def _weekdays(text: str) -> set[int]:
    """Return the weekdays (Monday is 0) that a text names."""
    return {i for found in _WEEKDAY.finditer(text) for i in range(7) if found[f"w{i}"]}


def _is_holiday(text: str, day: date) -> bool:
    """Return whether a text names a holiday that falls on the day."""
    names = [name for name, fixed in _HOLIDAYS.items() if fixed == (day.month, day.day)]
    for name, (month, weekday, which) in _MOVING.items():
        days = [d for d in range(1, 32) if _weekday(day.year, month, d) == weekday]
        if day.month == month and day.day == days[which]:
            names.append(name)
    return any(re.search(rf"\b(?:{name})\b", text, re.I) for name in names)


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def _gaps(text: str) -> set[int]:
    """Return how many days before publication the words of a text count back."""
    out = {n for pattern, gaps in _RELATIVE if pattern.search(text) for n in gaps}
    for number, unit in _AGO.findall(text):
        word = number.lower()
        count = int(word) if word.isdigit() else 1 if word == "a" else _NUMBERS.index(word) + 1
        out.add(count * (7 if unit.lower() == "week" else 1))
    return out
