"""Where and when, in the task's words, of an incident told in some sentences of a parse.

Places are those of the set list that stand in the incident's own sentences, from the widest to the
narrowest (template-doc-part1, 7.4). The country is the one of the nine that the sentences, the
dateline and the rest of the text name most. A date is the nearest that the text gives as a day; where
there is none it is "on or before" the header's (7.3).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from benchmarks.muc4.setlist import NINE, SetList
from saidso.language.parse import Parse
from saidso.record import Record, Span
from saidso.resolving.countries import country_mentions
from saidso.resolving.times.times import find_times

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
COUNTRIES = {
    "ARG": "ARGENTINA", "BOL": "BOLIVIA", "CHL": "CHILE", "COL": "COLOMBIA", "ECU": "ECUADOR",
    "SLV": "EL SALVADOR", "GTM": "GUATEMALA", "HND": "HONDURAS", "PER": "PERU", "USA": "UNITED STATES",
    "NIC": "NICARAGUA", "PAN": "PANAMA", "MEX": "MEXICO", "CRI": "COSTA RICA", "VEN": "VENEZUELA",
    "BRA": "BRAZIL", "CUB": "CUBA", "ESP": "SPAIN", "GBR": "UNITED KINGDOM", "FRA": "FRANCE",
    "DEU": "FRG", "ITA": "ITALY", "ISR": "ISRAEL", "JPN": "JAPAN", "CHE": "SWITZERLAND",
    "NLD": "NETHERLANDS", "IRL": "IRELAND", "CAN": "CANADA", "RUS": "USSR", "SUN": "USSR",
    "CHN": "PRC",
}  # fmt: skip
"""The task's names of countries that its texts are about (set-list-foreign-nation)."""
_PARTICLES = frozenset({"de", "del", "la", "las", "los", "el", "y", "of"})
_LONGEST = 6
"""Words in a name of the set list."""
_DEPTH = {
    "REGION": 0, "DEPARTMENT": 1, "PROVINCE": 1, "STATE": 1, "INTENDANCY": 1, "COMMISSARIAT": 1,
    "MUNICIPALITY": 2, "JURISDICTION": 2, "CITY": 3, "TOWN": 3, "VILLAGE": 3, "PORT": 3,
}  # fmt: skip
_CITY, _DEEPEST = 3, 4
_DAY = re.compile(r"-\d\d")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_RECENT = 2
"""Months for which an incident is news (template-doc-part1, 1.0, 6)."""
_VAGUE = re.compile(
    r"\b(?:week|weekend|days|recent|mon|tues|wednes|thurs|fri|satur|sun)(?:s|day)?\b", re.I
)

_DIGIT = re.compile(r"\d")


class Place(msgspec.Struct, frozen=True):
    """A name of the set list: its tokens, its name and the countries that have such a place."""

    tokens: tuple[int, int]
    name: str


class Whereabouts:
    """Places and dates of one report."""

    def __init__(self, parse: Parse, record: Record, places: SetList) -> None:
        self.parse, self.list = parse, places
        published = record.report.published
        self.header = published.edtf if published else None
        self.places = list(self._find())
        self._cues = {span for a in record.attributions for span in a.cue.spans}
        text = parse.text
        self._votes: dict[int, Counter[str]] = {}
        for start, _, code in country_mentions(text):
            name = COUNTRIES.get(code, code)
            self._votes.setdefault(self._sentence(start), Counter())[name] += 1
        self._own: Counter[str] = Counter()
        for votes in self._votes.values():
            self._own.update(votes)
        self._filed_names: set[str] = set()
        self._filed = Counter(self._from_dateline(record))
        self.times: dict[int, list[tuple[Span, str]]] = {}
        spans = [s.span for s in parse.sentences]
        for when in find_times(text, published=self.header, spans=spans):
            self.times.setdefault(self._sentence(when.span[0]), []).append((when.span, when.edtf))

    def _sentence(self, offset: int) -> int:
        """Return the sentence that holds an offset, -1 for one before the first."""
        starts = [s.span[0] for s in self.parse.sentences]
        return bisect_left(starts, offset + 1) - 1

    def _find(self) -> Iterable[Place]:
        tokens, i = self.parse.tokens, 0
        while i < len(tokens):
            if not tokens[i].text[:1].isupper() or tokens[i].name in ("PER", "ORG"):
                i += 1
                continue
            for size in range(_LONGEST, 0, -1):
                some = tokens[i : i + size]
                if len(some) < size or any(
                    not t.text[:1].isupper() and t.text not in _PARTICLES for t in some
                ):
                    continue
                name = " ".join(t.text.upper() for t in some)
                if name in self.list.homes and name not in NINE and name not in COUNTRIES.values():
                    yield Place((i, i + size), name)
                    i += size - 1
                    break
            i += 1

    def _from_dateline(self, record: Record) -> Iterable[str]:
        for segment in record.report.segments:
            if segment.kind != "dateline":
                continue
            words = record.report.text[slice(*segment.span)]
            for _, _, code in country_mentions(words.title()):
                yield COUNTRIES.get(code, code)
            name = " ".join(re.split(r"[,(]", words.upper())[0].split())
            self._filed_names.add(name)
            yield from self.list.homes.get(name, ())[:1]

    def country(self, sentences: Sequence[int]) -> tuple[str | None, float]:
        """Return the country of the nine that is most likely, and how strongly others are named."""
        score: defaultdict[str, float] = defaultdict(float)
        for s in sentences:
            for name, number in self._votes.get(s, Counter()).items():
                score[name] += 2 * min(number, 2)
            for place in self.inside(s):
                homes = self.list.homes[place.name]
                if len(homes) == 1:
                    score[homes[0]] += 2
        known = sum(self._own.values()) or 1
        for name, number in self._own.items():
            score[name] += 3 * number / known
        for name in self._filed:
            score[name] += 1.5
        ours = max((n for n in score if n in NINE), key=lambda n: score[n], default=None)
        others = max((v for n, v in score.items() if n not in NINE), default=0.0)
        return ours, others - (score[ours] if ours else 0.0)

    def _of_saying(self, span: Span) -> bool:
        """Return whether a time says when something was said: "said today"."""
        tokens = self.parse.tokens
        i = bisect_left(self.parse.starts, span[0])
        for _ in range(3):
            if i >= len(tokens) or tokens[i].upos == "VERB" or tokens[i].head == i:
                break
            i = tokens[i].head
        at = tokens[i].start if i < len(tokens) else -1
        return any(a <= at < b for a, b in self._cues)

    def names(self, sentence: int) -> set[str]:
        """Return the names of the places in a sentence."""
        return {p.name for p in self.inside(sentence)}

    def days(self, sentence: int) -> set[str]:
        """Return the times in a sentence."""
        return {edtf for _, edtf in self.times.get(sentence, ()) if _DAY.search(edtf)}

    def ages(self, sentences: Iterable[int]) -> set[str]:
        """Return how long before the header's day the times of sentences are, in words."""
        said = {edtf for s in sentences for _, edtf in self.times.get(s, ())}
        if not said or not self.header:
            return {"no time"} if not said else set()
        known = [e for e in said if e[:4].isdigit()]
        months = [_months(self.header) - _months(e) for e in known if _MONTH.match(e)]
        out = {"an old year"} if any(e[:4] < self.header[:4] for e in known) else set()
        if months:
            out.add("old months" if min(months) > _RECENT else "recent")
        return out

    def inside(self, sentence: int) -> list[Place]:
        """Return the places that stand in a sentence."""
        tokens = self.parse.tokens
        return [p for p in self.places if tokens[p.tokens[0]].sentence == sentence]

    def place(self, country: str, sentences: Sequence[int], near: int) -> str:
        """Return the location fill; `near` is the token to which a place should be close."""
        found = [p for s in sentences for p in self.inside(s) if country in self.list.homes[p.name]]
        if not found:
            return country
        core = min(found, key=lambda p: abs(p.tokens[0] - near))
        chain = [p for p in found if abs(p.tokens[0] - core.tokens[0]) <= 8]
        named: dict[str, str] = {}
        for p in chain:
            named.setdefault(p.name, self._kind(country, p))
        levels: dict[int, str] = {}
        for name, kind in named.items():
            depth = _DEPTH.get(kind, _DEEPEST)
            if depth not in levels or name == core.name:
                levels[depth] = f"{name} ({kind})"
        if _DEEPEST in levels and _CITY not in levels:  # a neighbourhood: its city, if it is named
            named_at_all = {p.name for p in self.places} | self._filed_names
            for city in self.list.around.get((country, core.name), ()):
                if city in named_at_all:
                    levels[_CITY] = f"{city} ({self.list.kinds[country, city][0]})"
        return ": ".join([country, *(levels[d] for d in sorted(levels))])

    def _kind(self, country: str, place: Place) -> str:
        """Return the kind of place that the text says, else the likeliest of the list."""
        kinds = self.list.kinds[country, place.name]
        a, b = place.tokens
        around = {t.text.upper() for t in self.parse.tokens[max(0, a - 3) : b + 2]}
        return next((k for k in kinds if k in around), kinds[0])

    def date(self, sentences: Sequence[int], near: int) -> str | None:
        """Return the date fill of an incident told in some sentences, the first the surest."""
        header = day(self.header) if self.header else None
        main = sentences[0]
        for s in (main, main - 1, main + 1, *sentences[1:], main - 2):
            said = sorted(
                self.times.get(s, ()),
                key=lambda t: abs(bisect_left(self.parse.starts, t[0][0]) - near),
            )
            vague = False
            for span, edtf in said:
                words = self.parse.text[slice(*span)]
                when = day(edtf)
                unsure = bool(_VAGUE.search(words) and not _DIGIT.search(words)) or self._of_saying(
                    span
                )
                if when and not unsure:
                    return when
                if s == main and (all_of := month(edtf)):
                    return all_of
                vague = vague or unsure
            if s == main and vague:  # a weekday, last week: on or before the header's day
                break
        return f"- {header}" if header else None


def month(edtf: str) -> str | None:
    """Return the days of a month as the task writes them, None for what is no month."""
    if not _MONTH.fullmatch(edtf):
        return None
    year, number = int(edtf[:4]), int(edtf[5:])
    last = monthrange(year, number)[1]
    name = f"{MONTHS[number - 1]} {year % 100:02}"
    return f"01 {name} - {last} {name}"


def _months(edtf: str) -> int:
    return int(edtf[:4]) * 12 + int(edtf[5:7])


def day(iso: str) -> str | None:
    """Return a day as the task writes it, None for what is no day."""
    try:
        when = date.fromisoformat(iso)
    except ValueError:
        return None
    return f"{when.day:02} {MONTHS[when.month - 1]} {when.year % 100:02}"
