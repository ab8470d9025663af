"""Rules for days, months and years: what a match means on the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from saidso.resolving.times import calendar_values as values
from saidso.resolving.times.calendar_values import Value
from saidso.resolving.times.calendar_words import calendar_words
from saidso.resolving.times.clock import Clock, Match
from saidso.resolving.times.nights import night_of
from saidso.resolving.times.period_rules import period_to, relative, with_value

AHEAD = timedelta(days=60)
"""A day and month without a year lies at most so far in the future."""
LONG_AGO = timedelta(days=304)
"""Ten months: a day further back than this is rather one to come."""
DETERMINERS = frozenset({"a", "an", "his", "her", "its", "their", "our"})
RECENT = timedelta(days=31)
"""A day without a year so soon before publication is rather of the news than of an earlier story."""
STORY_YEARS = 10
"""A report of what was done up to so many years ago tells on in that year; a truce of 1953 is long past."""
FORWARD = frozenset({"next", "coming", "following", "this coming"})
SAID = {"last": -1, "this": 0, "next": 1}
"""Years from publication: "March last year"."""
_NO_YEAR = re.compile(r"(?:\d{3}[.-]|©|\(c\)|copyright)\s?\Z")
BACKWARD = frozenset({"last", "past", "previous", "this past", "prior"})


def _year(match: Match) -> int | None:
    text = match.groupdict().get("year")
    return int(text) if text else None


def in_part(value: Value, match: Match) -> Value:
    """Return a day as the part of it that a match names: "Monday night"."""
    parts = calendar_words().parts
    groups = match.groupdict()
    word = groups.get("part") or groups.get("lead")
    if word in parts and value.precision == "day":
        return with_value(value, value.value + "T" + parts[word], "time")
    return value


_SHORT_YEAR = 2


def numeric(match: Match, clock: Clock) -> Value | None:
    """Read "2017-11-13", "13/11/2017", and of short years "12/23/16", in which only one can be the month."""
    groups = match.groupdict()
    short = len(match["year"]) == _SHORT_YEAR
    if groups.get("a"):
        a, b = int(match["a"]), int(match["b"])
        pair = (a, b) if b <= 12 else (b, a)
        if short and (match["mark"] != "/" or max(a, b) <= 12):
            return None
    else:
        pair = (int(match["day"]), int(match["month"]))
    try:
        return values.day(date(int(match["year"]) + 2000 * short, pair[1], pair[0]))
    except ValueError:
        return None


def calendar_day(match: Match, clock: Clock) -> Value | None:
    """Read "Nov. 13", "13 November 2017", "Nov. 13-15"."""
    month = calendar_words().months[re.sub(r"\W", "", match["month"])]
    if not clock.capital(match, "month") and match["month"] in calendar_words().ambiguous_months:
        return None
    of_month = int(re.sub(r"\D", "", match["day"]))
    try:
        date(2000, month, of_month)
    except ValueError:
        return None
    year = _year(match)
    guess = year is None
    if year is None:
        year = _nearest_year(month, of_month, match, clock)
    if year is None:
        return in_part(values.yearless(month, of_month), match)
    try:
        first = date(year, month, of_month)
        if match["to"]:
            last = date(year, month, int(re.sub(r"\D", "", match["to"])))
            if first < last:
                written = f"{first.isoformat()}/{last.isoformat()}"
                return values.days(first, last, written, "week", relative=guess)
    except ValueError:
        return None
    return in_part(values.day(first, relative=guess), match)


def _nearest_year(month: int, of_month: int, match: Match, clock: Clock) -> int | None:
    if (month, of_month) in clock.past_days:
        return clock.past_days[month, of_month]
    found = nearest(lambda year: date(year, month, of_month), match, clock)
    if told := _in_story(month, of_month, match, clock, found):
        return told
    if found is not None and clock.word_before(match) == "since":
        clock.past_days[month, of_month] = found.year
    return found.year if found else None


def _in_story(
    month: int, of_month: int, match: Match, clock: Clock, near: date | None
) -> int | None:
    """Return the year that a story of an earlier year is in: "on 4 March 2019 ... on 29 April".

    A day of the last month is rather of the news.
    """
    begun, today = clock.story(match), clock.published.day
    if begun is None or today is None or near is None or clock.looks(match) > 0:
        return None
    if timedelta(0) <= today - near <= RECENT or today.year - begun.year > STORY_YEARS:
        return None
    days = [date(y, month, min(of_month, 28)) for y in (begun.year, begun.year + 1)]
    day = min(days, key=lambda d: abs(d - begun))  # "until 30 March 2022 ... shot on 19 March"
    return day.year if day < near else None


def nearest(of_year: Callable[[int], date], match: Match, clock: Clock) -> date | None:
    """Return the day meant of those that come once a year: the last one, or one soon to come.

    None where nothing says when the report was published.
    """
    said, this_year = match.groupdict().get("said"), clock.published.at("Y")
    if said and this_year is not None:
        return of_year(this_year.year + SAID[said])
    today = clock.published.month_end
    if today is None:
        return None
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(of_year(year))
        except ValueError:
            continue
    past = max((d for d in candidates if d <= today), default=None)
    coming = min((d for d in candidates if d > today), default=None)
    which = match.groupdict().get("which")
    looks = {"last": -1, "next": 1}.get(which or "", clock.looks(match))
    if coming is not None and which != "last" and clock.word_before(match) != "since":
        soon = coming - today <= AHEAD
        if past is None or (soon and (looks > 0 or today - past > LONG_AGO)):
            return coming
        if looks > 0 and today - past > AHEAD:
            return coming
    return past


def month(match: Match, clock: Clock) -> Value | None:
    """Read "November 2017", "in March", "last March"."""
    words = calendar_words()
    name = re.sub(r"\W", "", match["month"])
    number, year = words.months[name], _year(match)
    if not clock.capital(match, "month"):
        return None
    if year is not None:
        return values.month(year, number)
    which, lead = match["which"], match["lead"]
    opened = which or lead or clock.word_before(match) in words.month_openers
    if which in ("the", "that", "same") or clock.word_before(match) in DETERMINERS:
        if which == "same" or not _describes(match, clock):
            return None
        which, opened = None, True
    if name in words.ambiguous_months and not opened:
        return None
    if name in words.ambiguous_months and not (which or lead) and _names_someone(match, clock):
        return None
    today = clock.published.month_end
    if match["said"]:
        today = clock.published.at("Y")
    if today is None:
        return values.yearless(number)
    if match["said"]:
        year = today.year + SAID[match["said"]]
    elif which == "this":
        year = today.year
    elif which in FORWARD or (which not in BACKWARD and _ahead(number, today, match, clock)):
        year = today.year + (number < today.month or (number == today.month and bool(which)))
    else:
        year = today.year - (number > today.month or (number == today.month and which in BACKWARD))
    return values.month(year, number, relative=True)


def _describes(match: Match, clock: Clock) -> bool:
    """Return whether a month says which thing is meant: "the October talks", not "the March of"."""
    after = clock.word_after(match)
    at = clock.text[match.end() : match.end() + 2]
    return at[:1] == " " and at[1:].islower() and after not in calendar_words().function_words


def _names_someone(match: Match, clock: Clock) -> bool:
    """Return whether a month's name is rather a first name: "by April Jones", not "in April"."""
    capital = clock.text[match.end() + 1 : match.end() + 2].isupper()
    return capital and clock.word_before(match) in (
        "and",
        "to",
        "by",
        "of",
        "from",
        "before",
        "after",
    )


def _ahead(number: int, today: date, match: Match, clock: Clock) -> bool:
    """Return whether a month without a year is one to come: so said, or last seen long ago."""
    looks = clock.looks(match)
    return looks > 0 or (looks == 0 and (today.month - number) % 12 >= 10)


_COUNTS = ("more", "less", "fewer", "at ", "up ", "over")
"""How words open that count what follows: "more than 1800", "up to 2000"."""


def plain_year(match: Match, clock: Clock) -> Value | None:
    """Read "2014"; not "2000 soldiers", "the 1600 block of", a telephone's last digits, a copyright."""
    if _NO_YEAR.search(clock.folded, max(0, match.start() - 12), match.start()):
        return None
    if clock.word_after(match) in calendar_words().counted or clock.word_before(match) in (
        "than",
        "over",
        "some",
        "nearly",
    ):
        return None
    if match["about"] and clock.word_before(match) not in ("in", "since", "from", "of"):
        counts = match["about"].startswith(_COUNTS) or clock.word_after(match).endswith("s")
        if counts or (
            clock.word_before(match) and match["about"] in ("over", "some", "only", "just")
        ):
            return None  # "more than 1800 inmates", "about 2000 pupils"
    return values.year(int(match["year"]))


def worded_year(match: Match, clock: Clock) -> Value | None:
    """Read "nineteen ninety-one", "twenty seventeen", "the year two thousand and six"."""
    numbers, century = calendar_words().numbers, match["century"]
    rest = sum(numbers[match[k]] for k in ("tens", "unit", "teens", "ones") if match[k])
    if century is not None:
        if match["ones"] or not rest:
            return None  # "nineteen two"
        if century == "twenty" and clock.word_before(match) not in calendar_words().month_openers:
            return None  # "twenty thirty-ton trucks"
    return values.year({"eighteen": 1800, "nineteen": 1900}.get(century, 2000) + rest)


def decade(match: Match, clock: Clock) -> Value | None:
    """Read "the 1990s" and "the '90s"."""
    groups = match.groupdict()
    if groups.get("short"):
        if "'" not in match[0] and "the" not in match[0]:
            return None
        return values.decade(1900 + 10 * int(match["short"]))
    return values.decade(int(match["start"]) * 10)


def century(match: Match, clock: Clock) -> Value | None:
    """Read "the 19th century"."""
    number = int(match["number"])
    return values.century(number) if 1 <= number <= 30 else None


def relative_day(match: Match, clock: Clock) -> Value | None:
    """Read "yesterday", "tonight", "tomorrow morning"."""
    word = re.sub(r"\s+", " ", match["word"])
    offset = {
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    }.get(word, 0)
    today = clock.published.day
    if word == "overnight" and today is not None:
        today = night_of(match, clock, today)
    if today is None:
        return values.unknown("PRESENT_REF" if word == "today" else values.UNKNOWN_DAY)
    value = values.day(today + timedelta(days=offset), relative=True)
    night = {"tonight": "NI", "overnight": "NI", "last night": "NI"}.get(word)
    return with_value(value, f"{value.value}T{night}", "time") if night else in_part(value, match)


def which(match: Match, clock: Clock) -> Value | None:
    """Read "last week", "earlier this year", "this morning", "that month"."""
    words = calendar_words()
    name, unit_word = match["which"], match["unit"].removesuffix("s")
    name = re.sub(r"\s+", " ", name)
    if match["unit"].endswith("s") or unit_word in ("second", "minute", "hour"):
        return None
    if unit_word in words.seasons:
        return _season(name, unit_word, match, clock)
    if unit_word in words.parts:
        return _part_of_today(name, unit_word, clock)
    unit = words.units[unit_word]
    edge = name == "the" and match["lead"] in ("end", "beginning", "start", "middle")
    if name in ("the", "same", "latest") and unit_word not in ("weekend", "quarter") and not edge:
        return None
    if (name == "that" and unit in ("C", "E")) or name in ("same", "latest"):
        return None
    amount = 1 if name in FORWARD else -1 if name in BACKWARD else 0
    told = name in ("that", "following", "previous") or (
        unit == "D" and (edge or (name == "next" and match[0].startswith("the ")))
    )  # "by the end of the day", "the next day"
    base = clock.named if told else None
    today = base or clock.published.at(unit)
    if base is None and name in ("that", "following", "previous"):
        return None if name == "that" else values.unknown(values.UNKNOWN_DAY)
    if today is None:
        return values.unknown("PRESENT_REF" if not amount else values.period(1, unit))
    if name == "the" and unit == "Q":
        return _reported_quarter(today, years=0)
    if unit_word == "weekend":
        return values.weekend(
            today
            + timedelta(
                weeks=min(amount, 1)
                if amount > 0 or today.isoweekday() > 5
                else -1
                if name != "this"
                else 0
            )
        )
    if name in ("past",) and unit != "D":
        return period_to(today, -1, unit)
    if unit == "E":
        return values.decade(today.year // 10 * 10 + 10 * amount, relative=True)
    if unit == "C":
        return values.century(today.year // 100 + 1 + amount)
    return relative(values.shift(today, amount, unit))


def _season(name: str, word: str, match: Match, clock: Clock) -> Value | None:
    code, letters = calendar_words().seasons[word]
    today = clock.published.month_end
    if name in ("same", "that"):
        return None
    if today is None:
        return values.unknown(f"XXXX-{letters}")
    begins = 3 * (code - 20)
    ahead = name in FORWARD or (name == "the" and clock.looks(match) > 0)
    year = today.year + (ahead and begins <= today.month)
    if not ahead and name != "this":
        year = today.year - (begins > today.month or (name == "last" and today.month < begins + 3))
    return values.season(year, code, letters, relative=True)


def _part_of_today(name: str, word: str, clock: Clock) -> Value | None:
    if name not in ("this", "that"):
        return None
    today = clock.published.day if name == "this" else clock.named
    if today is None:
        return None
    return with_value(
        values.day(today, relative=True),
        f"{today.isoformat()}T{calendar_words().parts[word]}",
        "time",
    )


def _reported_quarter(today: date, *, years: int) -> Value:
    """Return the quarter before today's, which is the one that companies report on."""
    index = today.year * 4 + (today.month - 1) // 3 - 1 + 4 * years
    return values.quarter(index // 4, index % 4 + 1, relative=True)


def season(match: Match, clock: Clock) -> Value | None:
    """Read "the summer of 2017"."""
    code, letters = calendar_words().seasons[match["season"]]
    return values.season(int(match["year"]), code, letters)


def quarter(match: Match, clock: Clock) -> Value | None:
    """Read "the third quarter", "the year-ago quarter"."""
    groups = match.groupdict()
    today = clock.published.month_end
    if not groups.get("nth"):
        if today is None:
            return values.unknown("XXXX-QX")
        return _reported_quarter(today, years=0 if groups.get("latest") else -1)
    number = ("first", "second", "third", "fourth").index(match["nth"]) + 1
    year = _year(match) or (int(groups["front"]) if groups.get("front") else None)
    if year is None and today is not None and groups.get("said"):
        year = today.year + SAID[groups["said"]]
    if year is None and today is None:
        return values.unknown(f"XXXX-Q{number}")
    if year is not None:
        return values.quarter(year, number)
    assert today is not None
    late = 3 * number - 2 > today.month and clock.looks(match) <= 0
    return values.quarter(today.year - late, number, relative=True)
