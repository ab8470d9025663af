"""The words and patterns of news dates: what in a text may be an expression of time.

Every repetition in a pattern is bounded, so that a search is linear in the length of the text.
Patterns match lower-case text with straight quotes (see `fold`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from saidso import knowledge

FOLDED = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "–": "-", "‑": "-", "\u202f": " "})
S = r"[ \t\n\r]{1,3}"


class CalendarWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of `times.yaml`."""

    months: dict[str, int]
    ambiguous_months: frozenset[str]
    month_openers: frozenset[str]
    weekdays: dict[str, int]
    ahead_of_utc: tuple[str, ...]
    short_weekdays: dict[str, int]
    before_weekday: frozenset[str]
    after_weekday: frozenset[str]
    numbers: dict[str, int]
    units: dict[str, str]
    parts: dict[str, str]
    seasons: dict[str, tuple[int, str]]
    holidays: dict[str, str]
    moving_holidays: dict[str, tuple[int, int, int]]
    easter_holidays: dict[str, int]
    compared: frozenset[str]
    function_words: frozenset[str]
    future: list[str]
    due_to: list[str]
    seeming: list[str]
    past: list[str]
    not_past: list[str]
    counted: frozenset[str]
    vague: dict[str, str]


@cache
def calendar_words() -> CalendarWords:
    """Return the tables."""
    return knowledge.typed(__package__, "times.yaml", CalendarWords)


def fold(text: str) -> str:
    """Return `text` in lower case with straight quotes and plain spaces, of the same length."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(FOLDED)


def any_of(words: Iterable[str]) -> str:
    """Return a group that matches one of `words`, the longest first; a blank is white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", S) for word in ordered) + ")"


@cache
def cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of what comes and of what has been."""
    words = calendar_words()
    seeming = "".join(f"(?<!{word} )" for word in words.seeming)
    due = rf"\bdue\b(?!{S}to\b(?!{S}{any_of(words.due_to)}\b))"
    came = "(?<!was )(?<!were )(?<!been )"
    future = rf"{seeming}{came}(?:\b{any_of(words.future)}\b(?!-be\b)|'ll\b|{due})"
    not_past = any_of(words.not_past)
    past = rf"(?<!be )\b(?!{not_past}\b)(?:{any_of(words.past)}|[a-z]{{2,20}}ed)\b"
    return re.compile(future), re.compile(past)


@cache
def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Return (name, pattern) of each kind of expression; an earlier one wins among equals."""
    return [
        (name, re.compile(rf"{_FRONT}(?:{pattern})(?!\w)"))
        for name, pattern in _sources(*_before())
    ]


_FRONT = r"(?<![\w$£€#@])"
_NAMED = re.compile(r"\(\?P(?:<\w+>|=mark\))")


@cache
def openings() -> re.Pattern[str]:
    """Return a pattern that matches, without taking a letter, wherever one of `patterns` may.

    Tried where `may_open` allows, it says where the others are worth trying.
    """
    about, lead = _before()
    rest = "|".join(source for _, source in _sources("", ""))
    whole = rf"{_FRONT}(?={about}(?:the{S})?{lead}(?:{rest})(?!\w))"
    return re.compile(_NAMED.sub(lambda m: "[/.]" if m[0] == "(?P=mark)" else "(?:", whole))


@cache
def _literals() -> dict[str, int]:
    """Return each run of letters that stands in one of `patterns`: bit n is set where in the nth."""
    out: dict[str, int] = {}
    for n, (_, pattern) in enumerate(patterns()):
        plain = re.sub(r"\\[a-z]", " ", _NAMED.sub("(", pattern.pattern))
        for run in re.findall("[a-z]+", plain):
            out[run] = out.get(run, 0) | 1 << n
    return out


_INNER = frozenset({"to", "of", "s", "and", "as", "or", "than", "into", "from"})
"""Words that are frequent, and stand in patterns but at the front of none."""


@lru_cache(maxsize=50_000)
def may_open(letters: str) -> tuple[int, ...]:
    """Return the numbers of the patterns that a run of letters may open, all where it is empty.

    It may where it is made of runs in the pattern ("hours", "weeklong", "may"); some such runs open
    none.
    """
    made = 0 if letters in _INNER else _made_of(letters)
    return tuple(n for n in range(len(patterns())) if made >> n & 1)


@lru_cache(maxsize=50_000)
def may_begin(letters: str, following: str) -> tuple[int, ...]:
    """Return the numbers of the patterns that two runs of letters, only blanks between, may begin.

    Both stand in the pattern, or it matches the first alone, whatever follows.
    """
    made = _made_of(following)
    return tuple(n for n in may_open(letters) if made >> n & 1 or _alone(letters, n))


def _alone(letters: str, number: int) -> bool:
    return patterns()[number][1].match(f"{letters} q") is not None


def _made_of(letters: str) -> int:
    """Return the patterns, as bits, of whose runs the letters are made."""
    known = _literals()
    made = [-1] + [0] * len(letters)  # up to each letter
    for start in range(len(letters)):
        if made[start]:
            for end in range(start + 1, len(letters) + 1):
                if bits := known.get(letters[start:end]):
                    made[end] |= made[start] & bits
    return made[-1]


def _before() -> tuple[str, str]:
    """Return the optional words before an expression: "about", "the early"."""
    part = any_of(calendar_words().parts)
    about = (
        rf"(?:(?P<about>about|around|nearly|almost|roughly|approximately|circa|more{S}than|less{S}than"
        rf"|fewer{S}than|over|at{S}least|at{S}most|up{S}to|some|only|just|barely){S})?"
    )
    lead = (
        rf"(?:(?:the{S})?(?P<lead>early|earlier|late|later|mid|middle|beginning|end|start|first{S}half|second{S}half"
        rf"|{part})(?:[ -]|{S})(?:(?:in|on|of){S}(?:the{S})?)?)?"
    )
    return about, lead


def _sources(about: str, lead: str) -> list[tuple[str, str]]:
    words = calendar_words()
    full = [name for name in words.months if len(name) > 4 or name in ("may", "june", "july")]
    short = any_of(set(words.months) - set(full))
    month = rf"(?:{any_of(full)}\b|{short}\b\.?)"
    long_day, short_day = any_of(words.weekdays), any_of(words.short_weekdays)
    part = any_of(words.parts)
    unit = any_of([*words.units, "centurie"]) + "s?"
    plain = any_of(w for w in words.numbers if w not in ("a", "an", "hundred"))
    ones = any_of(w for w, n in words.numbers.items() if n < 10 and len(w) > 2)
    teens = any_of(w for w, n in words.numbers.items() if 10 <= n < 20 and w != "dozen")
    tens = any_of(w for w, n in words.numbers.items() if 20 <= n < 100)
    number = (
        rf"(?:\d{{1,4}}(?:\.\d)?(?:{S}1/2)?|a{S}few|few|several|many|some"
        rf"|(?:an?{S})?(?:couple|pair)(?:{S}of)?|(?:a{S}|two{S}|several{S})?dozens?(?:{S}of)?"
        rf"|(?:an?|one){S}hundred|half{S}an?|an?|{plain}(?:[- ]{plain})?)"
    )
    number = rf"{number}(?:{S}(?:to|or){S}{number})?"
    year = r"(?:1[5-9]\d\d|20\d\d)"
    day = r"(?:3[01]|[12]\d|0?[1-9])"
    nth = rf"{day}(?:st|nd|rd|th)?"
    tail = rf"(?:(?:{S}(?:at{S})?|,{S})(?P<part>{part})\b)?"
    named = rf"(?:(?P<weekday>{long_day}|{short_day}\.?)(?:{S}{part})?,?{S}(?:the{S})?)?"
    said = rf",?{S}(?P<said>last|this|next){S}year"
    guard = r"(?![.,:]?\d|%|\w)"
    which = (
        rf"(?P<which>last|this{S}past|this{S}coming|this|next|past|previous|following|coming|same"
        r"|that|the|current|latest|prior)"
    )
    hour = r"(?:[01]?\d|2[0-4])"
    half = r"(?:[ap]\.m\.|[ap]\.?m\b)"
    zone = (
        rf"(?:{S}(?P<zone>local{S}time|gmt|utc|est|edt|et|cst|cdt|pst|pdt|pt|bst|cet|kst|ist"
        rf"|eastern{S}time))?"
    )
    of_day = rf"(?:{S}(?:in{S}the{S}(?:morning|afternoon|evening)|at{S}night))?"
    feasts = [*words.holidays, *words.moving_holidays, *words.easter_holidays]
    return [
        ("iso", rf"(?P<year>{year})[-/.](?P<month>0?[1-9]|1[0-2])[-/.](?P<day>{day}){guard}"),
        (
            "slashes",
            rf"(?P<a>\d{{1,2}})(?P<mark>[/.])(?P<b>\d{{1,2}})(?P=mark)(?P<year>{year}|\d\d){guard}",
        ),
        (
            "calendar",
            rf"{about}{lead}{named}(?:(?P<which>last|this|next){S})?(?P<month>{month})"
            rf"(?:{S}|(?<=\.))(?P<day>{nth})(?:[ ]?-[ ]?(?P<to>{nth}))?"
            rf"(?:,?{S}(?:of{S})?(?P<year>{year})|{said})?{guard}{tail}",
        ),
        (
            "calendar",
            rf"{about}{lead}{named}(?P<day>{nth})(?:[ ]?-[ ]?(?P<to>{nth}))?(?:{S}of)?{S}(?P<month>{month})"
            rf"(?:,?{S}(?:of{S})?(?P<year>{year})|{said})?{guard}{tail}",
        ),
        ("month", rf"{about}{lead}(?P<month>{month})(?:,|{S}of)?{S}(?P<year>{year}){guard}"),
        ("month", rf"{lead}(?:{which}{S})?(?P<month>{any_of(full)}\b|{short}\.)(?:{said})?"),
        ("year", rf"{about}{lead}(?:the{S}year{S})?(?P<year>{year})(?!-\w+-|[-/]\d|[.,:]\d|%|\w)"),
        (
            "worded",
            rf"(?:the{S}year{S}(?:two{S}thousand(?:{S}and)?|twenty)|(?P<century>eighteen|nineteen"
            rf"|twenty)(?:{S}hundred)?)(?:{S}(?:(?P<tens>{tens})(?:[- ](?P<unit>{ones}))?|(?P<teens>{teens})"
            rf"|(?P<ones>{ones})))?(?![- ]{{1,2}}(?:{unit}|old)|-)",
        ),
        ("decade", rf"(?:the{S})?{lead}(?P<start>1[5-9]\d|20\d)0'?s"),
        ("decade", rf"(?:the{S})?{lead}'?(?P<short>[2-9])0s"),
        ("century", rf"(?:the{S})?{lead}(?P<number>\d{{1,2}})(?:st|nd|rd|th)[- ]century"),
        (
            "relative",
            rf"{lead}(?P<word>the{S}day{S}before{S}yesterday|the{S}day{S}after{S}tomorrow|yesterday|today"
            rf"|tonight|tomorrow|overnight|last{S}night)(?:{S}(?P<part>{part}))?",
        ),
        (
            "weekday",
            rf"{lead}(?:(?:the{S})?{which}{S})?(?P<weekday>{long_day})(?P<week>{S}(?:of{S})?(?:last|next|this){S}week)?{tail}",
        ),
        ("weekdays", rf"(?P<weekday>{long_day})s"),
        ("which", rf"{lead}(?:the{S})?{which}{S}(?P<unit>{unit}|{part}|{any_of(words.seasons)})"),
        (
            "season",
            rf"(?:the{S})?{lead}(?P<season>{any_of(words.seasons)})(?:{S}of)?{S}(?P<year>{year})",
        ),
        (
            "quarter",
            rf"(?:the{S})?(?:{which}{S}|(?P<front>{year}){S}|(?P<said>last|this|next){S}year's{S})?"
            rf"(?P<nth>first|second|third|fourth)[- ]quarter(?:{S}(?:of{S})?(?P<year>{year}))?",
        ),
        (
            "quarter",
            rf"(?:the{S})?(?:year-(?:ago|earlier)(?:{S}(?:quarter|period))?"
            rf"|(?P<latest>latest){S}(?:quarter|period))",
        ),
        (
            "distance",
            rf"{about}(?P<number>{number})[- \n]{{1,3}}(?P<unit>{unit}){S}"
            rf"(?P<way>ago|earlier|before|later|from{S}now|hence|previously|afterward|after)",
        ),
        (
            "adjacent",
            rf"(?:on{S})?(?P<way>the{S}(?:following|next|previous)|that{S}same|that|the{S}same)"
            rf"{S}(?P<unit>day|night|morning|afternoon|evening)"
            rf"|the{S}(?P<beside>day|night|week|month|year){S}(?P<side>before|after)",
        ),
        (
            "period",
            rf"{about}(?:the{S})?(?P<which>past|last|next|first|previous|coming|preceding|following|recent|final|latest)"
            rf"{S}(?P<number>{number}){S}(?P<unit>{unit})",
        ),
        (
            "duration",
            rf"{about}(?:the{S})?(?P<number>{number})(?:{S}(?:more|full|whole|straight|consecutive|long))?"
            rf"(?:{S}|-)(?P<unit>{unit})(?:-long)?(?P<old>(?:-|{S})old)?",
        ),
        (
            "duration",
            rf"(?:the{S}|many{S}|recent{S})?(?P<unit>(?:minute|hour|day|week|month|year|decade|centurie)s)(?:-long)?"
            rf"(?P<old>(?:-|{S})old)?",
        ),
        ("duration", r"(?P<unit>hour|day|week|month|year|decade)(?P<number>-?long)"),
        ("set", rf"(?:every|each)(?:{S}(?:other|single))?{S}(?P<unit>{unit}|{long_day}|{part})"),
        ("often", r"(?P<unit>hourly|daily|nightly|weekly|monthly|yearly)"),
        (
            "clock",
            rf"(?:about{S}|around{S})?(?P<hour>{hour})(?:[:.](?P<minute>[0-5]\d))?(?:{S})?(?P<half>{half}){zone}",
        ),
        (
            "clock",
            rf"(?:about{S}|around{S})?(?P<hour>{hour})(?:[:.]?(?P<minute>[0-5]\d)){zone}(?P<of>{of_day})",
        ),
        (
            "clock",
            rf"(?:about{S}|around{S})?(?P<hour>{hour})(?:{S}(?:in{S}the{S}(?P<of>morning|afternoon|evening)))",
        ),
        ("clock", r"(?P<word>noon|midnight|midday)"),
        ("holiday", rf"(?P<holiday>{any_of(feasts)})(?:,?{S}(?P<year>{year})|{said})?"),
        ("vague", rf"(?P<word>{any_of(words.vague)})"),
    ]
