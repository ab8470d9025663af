"""Rules for amounts of time: distances ("two weeks ago"), periods, durations, sets, the clock."""

from __future__ import annotations

import re
from datetime import date, timedelta

from saidso.record import Precision
from saidso.resolving.times import calendar_values as values
from saidso.resolving.times.calendar_values import Kind, Value
from saidso.resolving.times.calendar_words import calendar_words
from saidso.resolving.times.clock import Clock, Match

VAGUE = frozenset({"few", "several", "many", "some", "dozens", "half"})
MULTIPLES = frozenset({"couple", "pair", "dozen", "hundred"})
BACK = frozenset({"past", "last", "previous", "preceding", "recent", "latest"})
AHEAD = frozenset({"next", "coming", "following"})
PRECISIONS: dict[str, Precision] = {
    "D": "day",
    "W": "week",
    "F": "week",
    "M": "month",
    "Q": "month",
}
HALVES = {"Y": "P{}Y6M", "D": "P{}DT12H", "TH": "PT{}H30M"}
"""TIMEX3 values of an amount and a half."""
OFTEN = {
    "hourly": "TH",
    "daily": "D",
    "nightly": "D",
    "weekly": "W",
    "monthly": "M",
    "yearly": "Y",
}


def amount(words: str | None) -> int | None:
    """Return a number in words or digits; None when it is vague ("several")."""
    total: int | None = None
    for word in re.findall(r"\d+|[a-z]+", words or ""):
        if word.isdigit():
            return int(word)
        if word in VAGUE or (word in ("to", "or") and total is not None):
            return None
        number = calendar_words().numbers.get(word)
        if number is not None:
            total = (total or 1) * number if word in MULTIPLES else (total or 0) + number
    return total


def unit_of(word: str) -> str:
    """Return the TIMEX3 letter of a unit, in the singular or plural."""
    units = calendar_words().units
    singular = "century" if word == "centurie" or word == "centuries" else word.removesuffix("s")
    return units.get(word) or units[singular]


def with_value(value: Value, written: str, kind: Kind) -> Value:
    """Return `value` with another TIMEX3 value and kind."""
    return Value(
        value.edtf, written, value.precision, value.first, value.last, kind, value.relative
    )


def period_to(today: date, count: int, unit: str) -> Value | None:
    """Return the period that ends today (count below 0) or starts today; None beyond the calendar."""
    if unit == "TH":  # "the past 24 hours" are of yesterday and today
        days = -(-abs(count) // 24)
        found = period_to(today, days if count > 0 else -days, "D")
        return with_value(found, values.period(abs(count), unit), "duration") if found else None
    try:
        other = values.since(today, count, unit)
    except (ValueError, OverflowError):
        return None
    first, last = min(today, other), max(today, other)
    precision = PRECISIONS.get(unit, "year")
    written = values.period(abs(count), unit)
    edtf = f"{_trim(first, precision)}/{_trim(last, precision)}"
    return Value(edtf, written, precision, first, last, "duration", True)


def _trim(when: date, precision: Precision) -> str:
    return when.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def distance(match: Match, clock: Clock) -> Value | None:
    """Read "three days ago", "two weeks earlier", "a day later"."""
    count, unit = amount(match["number"]), unit_of(match["unit"])
    way = re.sub(r"\s+", " ", match["way"])
    if way in ("before", "after") and clock.word_after(match):
        return None
    sign = -1 if way in ("ago", "earlier", "before", "previously") else 1
    told = way not in ("ago", "from now", "hence")
    if unit == "Y" and way in ("ago", "earlier") and count == 1 and (same := clock.compared(match)):
        return _year_before(same)
    base = (
        clock.named
        if told and clock.named
        else clock.published.at(unit if not told or way == "earlier" else "")
    )
    if unit[0] == "T" and way == "ago":
        base = clock.published.day
    if told and way != "earlier" and clock.named is None:
        base = None
    if base is None or count is None:
        past = "PAST_REF" if sign < 0 else "FUTURE_REF"
        return values.unknown(values.period(count, unit) if count is not None else past)
    try:
        value = values.shift(base, sign * count, unit)
    except (ValueError, OverflowError):
        return values.unknown(values.period(count, unit))
    value = value if base is clock.named else relative(value)
    return with_value(value, value.value, "time") if unit[0] == "T" else value


def _year_before(value: Value) -> Value | None:
    """Return the month or quarter a year before one."""
    assert value.first is not None
    year = value.first.year - 1
    if "Q" in value.value:
        return values.quarter(year, (value.first.month + 2) // 3, relative=value.relative)
    return values.month(year, value.first.month, relative=value.relative)


def relative(value: Value) -> Value:
    """Return `value` marked as worked out from the publication date."""
    return Value(
        value.edtf, value.value, value.precision, value.first, value.last, value.kind, True
    )


def adjacent(match: Match, clock: Clock) -> Value | None:
    """Read "the following day", "that night", "the day before", "the month after"."""
    way = re.sub(r"\s+", " ", match["way"] or match["side"])
    step = {"the following": 1, "the next": 1, "after": 1, "the previous": -1, "before": -1}.get(
        way, 0
    )
    if match["side"] and clock.word_after(match):
        return None
    word = match["unit"] or match["beside"]
    if clock.named is None:
        return values.unknown(values.UNKNOWN_DAY)
    try:
        if word in ("week", "month", "year"):
            return values.shift(clock.named, step, unit_of(word))
        value = values.day(clock.named + timedelta(days=step))
    except OverflowError:
        return None
    part = calendar_words().parts.get(word)
    return with_value(value, f"{value.value}T{part}", "time") if part else value


def period(match: Match, clock: Clock) -> Value | None:
    """Read "the past five years", "the next two weeks", "the first nine months"."""
    count, unit = amount(match["number"]), unit_of(match["unit"])
    if match["number"] in ("a", "an"):
        return None
    today, name = clock.published.at(unit), match["which"]
    sign = -1 if name in BACK else 1 if name in AHEAD else 0
    if today is not None and sign and count:
        return period_to(today, sign * count, unit)
    return values.unknown(values.period(count, unit), kind="duration")


def duration(match: Match, clock: Clock) -> Value | None:
    """Read "two hours", "10-year", "years"; not an age ("24-year-old")."""
    groups = match.groupdict()
    if groups.get("old") or clock.word_after(match) in ("old", "olds"):
        return None
    unit = unit_of(match["unit"])
    word = groups.get("number")
    count = 1 if word in ("long", "-long") else amount(word)
    single = not match["unit"].endswith("s") and "-" not in match[0]
    if single and word and count is not None and count > 1000:
        return None
    if match["unit"] == "quarters" and "-" in match[0]:
        return None
    if match["unit"] in ("second", "seconds") and (count in (None, 1)):
        return None
    if word in ("a", "an") and match["unit"] in ("second", "minute"):
        return None
    if word and word.endswith("1/2") and unit in HALVES and count is not None:
        return values.unknown(HALVES[unit].format(count), kind="duration")
    if (
        word
        and not word.isdigit()
        and match["unit"].rstrip("s") in ("night", "weekend")
        and count in (None, 1)
    ):
        return None
    return values.unknown(values.period(count, unit), kind="duration")


def every(match: Match, clock: Clock) -> Value | None:
    """Read "every week", "each Friday"."""
    words = calendar_words()
    word = match["unit"]
    if word in words.weekdays:
        return values.unknown(f"XXXX-WXX-{words.weekdays[word]}", kind="set")
    if word in words.parts and word != "night":
        return values.unknown(f"XXXX-XX-XXT{words.parts[word]}", kind="set")
    return values.unknown(values.period(2 if "other" in match[0] else 1, unit_of(word)), kind="set")


def often(match: Match, clock: Clock) -> Value | None:
    """Read "daily", "annually"; not "the Daily News"."""
    if clock.capital(match, "unit"):
        return None
    return values.unknown(values.period(1, OFTEN[match["unit"]]), kind="set")


def at_clock(match: Match, clock: Clock) -> Value | None:
    """Read "10:35 a.m.", "1430 GMT", "noon". The day is not known here."""
    groups = match.groupdict()
    if groups.get("word"):
        written = "T24:00" if match["word"] == "midnight" else "T12:00"
        return values.unknown("XXXX-XX-XX" + written, kind="time")
    hour, minute, half = int(match["hour"]), groups.get("minute"), groups.get("half") or ""
    told = half or groups.get("of") or groups.get("zone") or ":" in match[0]
    if not told:
        return None
    if (half[:1] == "p" or groups.get("of") in ("afternoon", "evening")) and hour < 12:
        hour += 12
    if half[:1] == "a" and hour == 12:
        hour = 0
    if half and hour > 24:
        return None
    return values.unknown(f"XXXX-XX-XXT{hour:02}:{minute or '00'}", kind="time")


def vague(match: Match, clock: Clock) -> Value | None:
    """Read "now", "recently", "in the future"."""
    word = re.sub(r"\s+", " ", match["word"])
    return values.unknown(calendar_words().vague[word])
