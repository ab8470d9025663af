"""Reports of shootings in the Gun Violence Archive: share of incidents whose facts come out right.

    python -m benchmarks.gva DATA [--limit N] [--seed N] [--unread]
    python -m benchmarks.errors DATA gva

Protocol: the half of the incidents whose id has an even SHA-256 is for development and for this
benchmark. Of the other half three quarters were read too, to see what rules made on the first half miss:
those whose second byte of the SHA-256 is below 190 (below 125 until the end of November 2026). The rest
is never read, only measured (`--unread`). Of
`limit` incidents, drawn by `seed`, one report each is read (the longest of at least 200 characters).
`killed` and `injured` are
right when the best number of the summary is the archive's (a slot that the report says nothing of
counts as 0, as the archive has no "not said"), `both` when the two are; `killed_said`, `injured_said`,
`both_said` are over the reports that say the archive's numbers, `deaths`, `hurts` the shares that do.
`date` is right when the day is the archive's, `date1` when it is at most one day off, `city` when the
incident's place has the city's name, with "The" or without (or is the District of Columbia, which is
Washington), `place` also when it is the county that the city lies in (a county of its state whose point is
at most 60 km away), is said to be a part of the city, or has the name that the archive adds in
parentheses. `date_said`, `date1_said` are over the reports that say the archive's day at all, `city_said`,
`place_said` over those that name the city or its county; what "say" means is in `benchmarks/gva_said.py`,
and `days` and `places` are the shares that do. Some reports are too early or too late to know the archive's
numbers, so that nothing near 100 can be reached. `names`, `ages` and `people` (both) are over what the
reports tell of the archive's participants: the share of their names and ages that our record has too (see
`benchmarks/gva_people.py`).
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date as day
from datetime import datetime
from pathlib import Path

import msgspec

from benchmarks.errors.mistakes import Mistake
from benchmarks.gva_people import Participant, Told, harmed, people_of, recall, told
from benchmarks.gva_said import says_count, says_day, says_place, why_unsaid
from saidso.capture.captures import capture
from saidso.capture.reports import report as captured
from saidso.errors import InputError
from saidso.language.language import Language
from saidso.reading.clauses.quantities import find_quantities
from saidso.reading.harm.harm import find_harm
from saidso.reading.harm.summaries import summarise
from saidso.record import Incident, IncidentPlace, Record, Report, Tally
from saidso.resolving.places.distance import kilometres
from saidso.resolving.places.places import resolve_places


class Gold(msgspec.Struct, frozen=True):
    """What the archive says of an incident; `date` as in "January 29, 2014"."""

    incident: str
    date: str
    state: str
    city: str
    killed: int
    injured: int
    reports: list[str]
    participants: list[Participant] = []

    @property
    def day(self) -> day:
        """The date as a day."""
        return datetime.strptime(self.date, "%B %d, %Y").date()


class Page(msgspec.Struct, frozen=True):
    """A report of an incident."""

    id: str
    title: str
    published: str | None
    text: str

    @property
    def whole(self) -> str:
        """Title and text."""
        return f"{self.title}\n{self.text}"


class Answer(msgspec.Struct, frozen=True):
    """What was read from a report; None where the report does not say."""

    killed: Tally | None
    injured: Tally | None
    incident: Incident | None = None
    record: Record | None = None

    def count(self, slot: str) -> int:
        """Return the best number of a slot, 0 where there is none."""
        tally = self.killed if slot == "killed" else self.injured
        return (tally.best or 0) if tally else 0


_READ_SINCE = 190
"""Second bytes below this, of 256, are of incidents of the other half that were read."""


def dev(incident: str) -> bool:
    """Return whether an incident belongs to the half that is for development."""
    return hashlib.sha256(incident.encode()).digest()[0] % 2 == 0


def never_read(incident: str) -> bool:
    """Return whether nobody reads the reports of an incident, nor their errors."""
    digest = hashlib.sha256(incident.encode()).digest()
    return digest[0] % 2 == 1 and digest[1] >= _READ_SINCE


def sample(data: Path, limit: int, seed: int, *, unread: bool = False) -> list[tuple[Gold, Page]]:
    """Return incidents with one report each, in an order set by `seed`.

    They are of the development half, or with `unread` those of the other that nobody reads.
    """
    golds = msgspec.json.Decoder(Gold).decode_lines((data / "gva" / "incidents.jsonl").read_bytes())
    pages = {
        page.id: page
        for page in msgspec.json.Decoder(Page).decode_lines(
            (data / "gva" / "reports.jsonl").read_bytes()
        )
    }
    pairs = []
    for gold in sorted(golds, key=lambda g: g.incident):
        known = [pages[r] for r in gold.reports if r in pages and 200 <= len(pages[r].text) <= 9000]
        chosen = never_read(gold.incident) if unread else dev(gold.incident)
        if chosen and known:
            pairs.append((gold, max(known, key=lambda p: len(p.text))))
    random.Random(seed).shuffle(pairs)
    return pairs[:limit]


def report(page: Page) -> Report:
    """Return the page as the line of JSON Lines that it would be, its title as first paragraph.

    Raises InputError where that is no report, as where a page is a notice and nothing else.
    """
    line = {
        "id": page.id,
        "title": page.title.strip(),
        "text": f"{page.title.strip()}\n\n{page.text}",
        "published": page.published,
    }
    return captured(capture(page.id, msgspec.json.encode(line), "jsonl"))


def answers(pages: list[Page], *, whole: bool = True) -> Iterator[Answer]:
    """Yield what is read from each page: by the whole reader, or by its reading room alone."""
    if whole:
        from saidso.reader import Reader

        for record in Reader(threads=2).read_many(readable(pages)):
            incidents = getattr(record, "incidents", [])
            main = next((i for i in incidents if i.main), None)
            killed, injured = (main.killed, main.injured) if main else (None, None)
            yield Answer(killed, injured, main, record if isinstance(record, Record) else None)
        return
    for parse in Language(threads=2).parse_many(readable(pages)):
        tallies = summarise(find_harm(parse, find_quantities(parse)))
        yield Answer(tallies.get("killed"), tallies.get("injured"))


def readable(pages: list[Page]) -> Iterator[Report]:
    """Yield the report of each page, an empty one where the page is none."""
    for page in pages:
        try:
            yield report(page)
        except InputError:
            yield Report(id=page.id, name=page.id, text="", segments=[])


def score(gold: Gold, answer: Answer) -> dict[str, bool]:
    """Return which facts are right; date and place only where an incident was assembled."""
    right = {slot: answer.count(slot) == getattr(gold, slot) for slot in ("killed", "injured")}
    right["both"] = all(right.values())
    if answer.incident is None:
        return right | {"date": False, "date1": False, "city": False, "place": False}
    when = answer.incident.date
    days = 99
    if when and when.precision == "day" and when.earliest:
        days = abs((day.fromisoformat(when.earliest) - gold.day).days)
    named, either = place_right(gold, answer.incident.place)
    right |= {"date": days == 0, "date1": days <= 1}
    return right | {"city": named, "place": either}


def place_right(gold: Gold, place: IncidentPlace | None) -> tuple[bool, bool]:
    """Return whether a place is the archive's city, and whether it is that or one that holds it."""
    if place is None:
        return False, False
    city = gold.city.split("(")[0].strip()
    named = _same(place.name, city) or gold.state == place.name == "District of Columbia"
    either = named or any(_same(place.name, part.strip(" )")) for part in gold.city.split("("))
    either = either or bool(place.within and _same(place.within, city))
    county = _same(place.name, f"{city} County") or _holds(place, city, gold.state)
    return named, either or county


def _same(a: str, b: str) -> bool:
    """Return whether two names are one, however "Saint" is written, with "The" or without: "The Bronx"."""
    return _plain(a) == _plain(b)


def _plain(name: str) -> str:
    return name.lower().replace("saint ", "st. ").removeprefix("the ")


_COUNTY_KM = 60.0


def _holds(place: IncidentPlace, city: str, state: str) -> bool:
    """Return whether a place is a county, and near enough to hold the city."""
    if not place.name.endswith(("County", "Parish")) or place.admin1 != state:
        return False
    town = resolve_places([city], f"{city}, {state}")[0]
    if town is None or town.lat is None or town.lon is None or place.lat is None:
        return False
    assert place.lon is not None
    return kilometres(town.lat, town.lon, place.lat, place.lon) <= _COUNTY_KM


def run(
    data: Path, limit: int = 300, seed: int = 7, *, whole: bool = True, unread: bool = False
) -> dict[str, float]:
    """Return the share of incidents, 0 to 1, for which each fact is right."""
    pairs = sample(data, limit, seed, unread=unread)
    scores: list[dict[str, bool]] = []
    people: list[Told] = []
    for (gold, page), answer in zip(
        pairs, answers([p for _, p in pairs], whole=whole), strict=True
    ):
        scores.append(score(gold, answer))
        people += _told(gold, page, answer)
    counts = {slot: [_counted(g, p, slot) for g, p in pairs] for slot in ("killed", "injured")}
    counts["both"] = [a and b for a, b in zip(*counts.values(), strict=True)]
    keys = ("killed", "injured", "both", *(("date", "date1", "city", "place") if whole else ()))
    out = {k: _share([s[k] for s in scores]) for k in keys}
    out |= {f"{k}_said": _said(scores, k, said) for k, said in counts.items()}
    out |= {"deaths": _share(counts["killed"]), "hurts": _share(counts["injured"])}
    if whole:
        days = [says_day(p.whole, p.published, g.day) is not None for g, p in pairs]
        towns = [says_place(p.whole, g.city, g.state) for g, p in pairs]
        out |= {f"{k}_said": _said(scores, k, days) for k in ("date", "date1")}
        out |= {f"{k}_said": _said(scores, k, towns) for k in ("city", "place")}
        out |= {"days": _share(days), "places": _share(towns)}
        out |= recall(people)
    return out


def _counted(gold: Gold, page: Page, slot: str) -> bool:
    """Return whether a report says how many were killed or injured."""
    return says_count(
        page.whole,
        slot,
        gold.killed,
        gold.injured,
        lambda kind: harmed(gold.participants, kind, page.whole),
    )


def _told(gold: Gold, page: Page, answer: Answer) -> list[Told]:
    return told(gold.participants, page.whole, answer.record)


def _said(scores: list[dict[str, bool]], key: str, said: list[bool]) -> float:
    return _share([s[key] for s, so in zip(scores, said, strict=True) if so])


def _share(right: list[bool]) -> float:
    return round(sum(right) / max(1, len(right)), 3)


def left_out(data: Path, limit: int = 300, seed: int = 7, *, unread: bool = False) -> Counter[str]:
    """Return how many reports say the day by which words, and how many do not, and why."""
    out: Counter[str] = Counter()
    for gold, page in sample(data, limit, seed, unread=unread):
        said = says_day(page.whole, page.published, gold.day)
        out[said or "left out: " + why_unsaid(page.whole, page.published, gold.day)] += 1
    return out


def mistakes(data: Path, limit: int = 300, seed: int = 7) -> Iterator[Mistake]:
    """Yield the reports of the sample whose facts are not all right, with what was read."""
    pairs = sample(data, limit, seed)
    for (gold, page), answer in zip(pairs, answers([p for _, p in pairs]), strict=True):
        right = score(gold, answer)
        lost = [t for t in _told(gold, page, answer) if not t.read]
        if lost:
            yield Mistake(
                case=gold.incident,
                kind="people: " + ", ".join(sorted({t.kind for t in lost})),
                text=f"{page.title}\n" + " ".join(page.text.split())[:1500],
                gold=", ".join(t.value for t in lost),
                ours="; ".join(people_of(answer.record)),
            )
        wrong = [k for k in ("killed", "injured", "date", "city") if not right[k]]
        if not wrong:
            continue
        incident = answer.incident
        when = incident.date.edtf if incident and incident.date else None
        where = incident.place.name if incident and incident.place else None
        read = (_tally(answer.killed), _tally(answer.injured), when, where)
        yield Mistake(
            case=gold.incident,
            kind=", ".join(wrong),
            text=f"{page.title}\n{page.published}: " + " ".join(page.text.split())[:1500],
            gold=f"{gold.killed} killed, {gold.injured} injured, {gold.date}, {gold.city}",
            ours="{} killed, {} injured, {}, {}".format(*read),
            weight=float(len(wrong)),
        )


def _tally(tally: Tally | None) -> str:
    return "?" if tally is None else f"{tally.low}/{tally.best}/{tally.high}"


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--counts", action="store_true", help="killed and injured only")
    parser.add_argument("--unread", action="store_true", help="those that are only measured")
    options = parser.parse_args()
    drawn = (options.data, options.limit, options.seed)
    scores = run(*drawn, whole=not options.counts, unread=options.unread)
    for key, value in scores.items():
        print(f"{key:12}{value:8.3f}")
    print("the day, by", dict(left_out(*drawn, unread=options.unread).most_common()))


if __name__ == "__main__":
    main()
