"""What the meaning of an expression of time depends on: the words near it, publication, context."""

from __future__ import annotations

import re
from datetime import date

from saidso.resolving.times.calendar_values import Value, month_end
from saidso.resolving.times.calendar_words import calendar_words, cues

Match = re.Match[str]
NEAR = 60
"""Code points around an expression in which a verb may say which way it looks."""

FAR = 500
"""Code points from a month or quarter to a year-ago figure that is compared with it."""


class Publication:
    """When a report was published, as exactly as it says; see `find_times` for the forms."""

    def __init__(self, published: str | None) -> None:
        self.day: date | None = None
        self.month_end: date | None = None
        self.year: int | None = None
        found = re.match(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?(?![\dX])", published or "")
        if found is None:
            return
        self.year = int(found[1])
        try:
            if found[3]:
                self.day = self.month_end = date(self.year, int(found[2]), int(found[3]))
            elif found[2]:
                self.month_end = month_end(date(self.year, int(found[2]), 1))
        except ValueError:
            self.day = self.month_end = None

    def at(self, unit: str) -> date | None:
        """Return a day that stands for publication where `unit` (TIMEX3 letter) is what counts."""
        if unit in ("M", "Q"):
            return self.month_end
        if unit in ("Y", "E", "C") and self.month_end is None and self.year is not None:
            return date(self.year, 12, 31)
        return self.month_end if unit in ("Y", "E", "C") else self.day


_AT = re.compile(r"\b(?:during|after|following|before|at|as|from)(?: the)? \Z")


class Clock:
    """What the meaning of an expression depends on: text, publication, the last day named."""

    def __init__(self, text: str, folded: str, published: Publication) -> None:
        self.text = text
        self.folded = folded
        self.published = published
        self.named: date | None = None
        self.days: list[date] = []
        """The days named, in text order."""
        self.month: tuple[Value, int] | None = None
        """The last month or quarter named, and where."""
        self._story: tuple[date, int] | None = None
        """The last day or month that was named with its year, with nothing after it that is told from the
        day of publication, and where."""
        self.past_days: dict[tuple[int, int], int] = {}
        """Years of the days, by month and day, since when something is said to be so."""

    def name(self, day: date | None) -> None:
        """Take note of a day that the text names."""
        self.named = day
        if day is not None:
            self.days.append(day)

    def tell(self, value: Value, end: int, *, stated: bool) -> None:
        """Take note of what a date says of the year that the text tells of; `stated`: it names its year."""
        if stated and value.first is not None:
            self._story = (value.first, end)
        elif value.relative and self._story is not None:
            told = value.first is not None and value.first.year - self._story[0].year in (0, 1)
            self._story = (self._story[0], end) if told else None

    def story(self, match: Match) -> date | None:
        """Return when the story that a match stands in begins, told with its year; None for none."""
        if self._story is None or match.start() - self._story[1] > FAR:
            return None
        return self._story[0]

    def compared(self, match: Match) -> Value | None:
        """Return the month or quarter that a match compares with ("12, up from 9 a year ago")."""
        if self.month is None or match.start() - self.month[1] > FAR:
            return None
        before = re.split(
            r"[.;\n]\s", self.folded[max(0, match.start() - 2 * NEAR) : match.start()]
        )
        words = set(re.findall(r"[a-z]{2,10}", before[-1]))
        return self.month[0] if words & calendar_words().compared else None

    def looks(self, match: Match) -> int:
        """Return 1 where the words near look forward, -1 where they look back, else 0."""
        if self.folded.startswith("'s", match.end()):
            return -1
        future, past = cues()
        before = re.split(r"[.;\n]\s", self.folded[max(0, match.start() - NEAR) : match.start()])[
            -1
        ]
        ahead = max((m.end() for m in future.finditer(before)), default=-1)
        back = max((m.end() for m in past.finditer(before)), default=-1)
        if max(ahead, back) >= 0:
            return 1 if ahead >= back else -1
        after = re.split(r"[.;\n]\s", self.folded[match.end() : match.end() + NEAR])[0]
        first = future.search(after)
        second = past.search(after)
        if first and (second is None or first.start() < second.start()):
            return 1
        return -1 if second else 0

    def word_before(self, match: Match) -> str:
        """Return the word just before a match, none where it ends a longer one: "a drive-by Monday"."""
        found = re.search(
            r"(?<![\w'-])([\w']{1,20})[\s\-]{1,3}\Z",
            self.folded[max(0, match.start() - 24) : match.start()],
        )
        return found[1] if found else ""

    def word_after(self, match: Match) -> str:
        """Return the word just after a match."""
        found = re.match(r"[\s\-]{1,3}([\w']{1,20})", self.folded[match.end() : match.end() + 24])
        return found[1] if found else ""

    def at_prayers(self, match: Match) -> bool:
        """Return whether something happened at the prayers of a weekday: "during Friday prayers"."""
        before = self.folded[max(0, match.start() - 24) : match.start()]
        return self.word_after(match) == "prayers" and _AT.search(before) is not None

    def capital(self, match: Match, group: str) -> bool:
        """Return whether a group is printed with a capital."""
        return self.text[match.start(group)].isupper()
