"""Linking: incidents of different reports that are one happening."""

from __future__ import annotations

import random

import msgspec
import pytest
from benchmarks.many import happening, reports, told, towns
from hypothesis import given, settings
from hypothesis import strategies as st

from saidso.incidents.linking.blocks import Index, keys_of
from saidso.incidents.linking.evidence import NEVER, observations, score, weights
from saidso.incidents.linking.linking import LARGEST, divide, link, link_traits, parts
from saidso.incidents.linking.traits import traits
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

VELMORA = IncidentPlace(
    name="Velmora",
    country="PRT",
    admin1=None,
    lat=40.0,
    lon=-8.0,
    precision_km=4.0,
    gazetteer="made:1",
)
QUARRY = (
    "Two masked men shot a quarry foreman at the Altenfeld weighbridge. Osric Brandt, 44, was taken to"
    " the Sankt Hedwig clinic with a wound in the shoulder."
)
QUARRY_LATER = (
    "The foreman who was shot at the Altenfeld weighbridge, Osric Brandt, 44, is out of danger, the Sankt"
    " Hedwig clinic said. The masked men are still looked for."
)
FERRY = (
    "A deckhand was shot dead on the Lindrum ferry as it left the pier. Tove Maric, 23, had joined the"
    " crew in spring, the harbour master said."
)

CHECKPOINT = (
    "A lorry laden with explosives went off at a checkpoint of Velmora. Students in a minibus were among"
    " the dead, an ambulance driver said."
)
JUNCTION = (
    "A bomb tore through a junction of Velmora beside a tax office at rush hour. The government counted"
    " the dead and flew the wounded abroad."
)


def report(
    name: str,
    text: str,
    *,
    day: str | None = "2021-05-04",
    place: IncidentPlace | None = VELMORA,
    published: str | None = "2021-05-05",
    type: str = "shooting",
    person: str | None = None,
    age: int | None = None,
) -> Record:
    """Return a record of a report with one incident."""
    entities = []
    if person:
        at = text.index(person)
        ages = [Attribute(name="age", value=str(age), spans=[(0, 1)])] if age else []
        entities.append(
            Entity(
                id="e1",
                kind="person",
                name=person,
                mentions=[(at, at + len(person))],
                attributes=ages,
            )
        )
    when = day and IncidentDate(edtf=day, earliest=day, latest=day, precision="day")
    return Record(
        reader=ReaderInfo(version="0", model="m"),
        report=Report(
            id=name,
            name=name,
            text=text,
            segments=[Segment(kind="paragraph", span=(0, len(text)))],
            published=Published(edtf=published, from_="metadata") if published else None,
        ),
        entities=entities,
        incidents=[
            Incident(
                id="i1",
                type=type,
                main=True,
                status="happened",
                date=when or None,
                place=place,
                victims=["e1"] if person else [],
            )
        ],
    )


def groups(*records: Record) -> list[tuple[str, ...]]:
    return [tuple(name for name, _ in found.members) for found in link(records)]


def test_reports_of_one_happening_are_linked() -> None:
    first = report("a", QUARRY, person="Osric Brandt", age=44)
    later = report("b", QUARRY_LATER, person="Osric Brandt", age=44, published="2021-05-06")
    ferry = report("c", FERRY, person="Tove Maric", age=23)
    assert groups(later, ferry, first) == [("a", "b"), ("c",)]


@pytest.mark.parametrize("later", ["2021-05-07", "2021-05-14", "2021-06-04", "2022-05-04"])
def test_same_place_and_type_on_another_day_stays_apart(later: str) -> None:
    """Two shootings in one town, told in much the same words, are two."""
    plain = (
        "A man was shot in Velmora on the way home. Police said that nobody was arrested so far."
    )
    other = plain.replace("on the way home", "outside a bakery")
    assert groups(report("a", plain), report("b", other, day=later, published=later)) == [
        ("a",),
        ("b",),
    ]


def test_missing_day_and_place_do_not_glue_strangers() -> None:
    one = report("a", QUARRY, day=None, place=None)
    two = report("b", FERRY, day=None, place=None)
    assert groups(one, two) == [("a",), ("b",)]


def test_nothing_known_at_all_links_nothing() -> None:
    empty = [
        report(name, "Shots were fired.", day=None, place=None, published=None) for name in "abc"
    ]
    assert groups(*empty) == [("a",), ("b",), ("c",)]


def test_missing_day_and_place_do_not_keep_friends_apart() -> None:
    """Names, ages and rare words stand in for a place that was not read."""
    first = report("a", QUARRY, person="Osric Brandt", age=44)
    bare = report("b", QUARRY_LATER, person="Osric Brandt", age=44, day=None, place=None)
    assert groups(first, bare) == [("a", "b")]


def test_another_type_of_one_deed_does_not_keep_friends_apart() -> None:
    first = report("a", QUARRY, person="Osric Brandt", age=44)
    robbery = report("b", QUARRY_LATER, person="Osric Brandt", age=44, type="robbery")
    assert groups(first, robbery) == [("a", "b")]


def dead(record: Record, killed: int) -> Record:
    """Return a record of a bombing in a city that killed so many."""
    tally = Tally(low=killed, best=killed, high=killed, rule="made")
    (one,) = record.incidents
    return msgspec.structs.replace(
        record, incidents=[msgspec.structs.replace(one, type="bombing", killed=tally)]
    )


@pytest.mark.parametrize(("few", "many", "apart"), [(2, 4, True), (61, 79, False)])
def test_two_mass_killings_of_one_day_in_one_city_are_hardly_two(
    few: int, many: int, apart: bool
) -> None:
    """Early counts differ and so do the words; so many dead twice on a day are not likely."""
    city = msgspec.structs.replace(VELMORA, precision_km=15.0)
    first = report("a", CHECKPOINT, place=city)
    second = report("b", JUNCTION, place=city, published="2021-05-06")
    found = groups(dead(first, few), dead(second, many))
    assert found == ([("a",), ("b",)] if apart else [("a", "b")])


def test_incidents_of_one_report_are_never_linked() -> None:
    record = report("a", QUARRY, person="Osric Brandt", age=44)
    one, two = traits(record)[0], traits(record)[0]
    assert score(one, two) == NEVER


def test_two_reports_of_one_name_are_two() -> None:
    first = report("page.html", QUARRY, person="Osric Brandt", age=44)
    other = report("page.html", FERRY, day="2021-08-01", published="2021-08-01")
    records = [first, Record(**{**_fields(other), "report": _other_bytes(other.report)})]
    assert len({found.id for found in link(records)}) == 2


def _fields(record: Record) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def _other_bytes(of: Report) -> Report:
    import msgspec

    return msgspec.structs.replace(of, id="other bytes")


MADE, GOLD, _ = reports(70, 7)


def test_every_observation_has_a_weight_and_a_pair_is_the_same_either_way_round() -> None:
    seen = set()
    for one in MADE[:25]:
        for other in MADE[:25]:
            seen.update(observations(one, other))
            assert score(one, other) == score(other, one)
    assert seen <= set(weights().observations)


def test_blocks_are_the_same_whichever_comes_first() -> None:
    def met(found: list[int]) -> set[frozenset[int]]:
        index = Index()
        return {frozenset((n, m)) for n in found for m in index.add(n, MADE[n])}

    order = list(range(len(MADE)))
    assert met(order) == met(order[::-1])
    assert keys_of(MADE[0]) == keys_of(MADE[0])


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_gives_the_same_happenings(draw: random.Random) -> None:
    shuffled = MADE[:]
    draw.shuffle(shuffled)
    assert link_traits(shuffled) == link_traits(MADE)


def test_made_happenings_are_found() -> None:
    right = [
        len({GOLD[name] for name, _ in found.members}) == 1
        for found in link_traits(MADE)
        if len(found.members) > 1
    ]
    assert len(right) > 5
    assert all(right)


def test_one_doubtful_edge_does_not_glue_two_groups() -> None:
    inside = {("a", "b"): 500, ("c", "d"): 500, ("b", "c"): 150}

    def points(x: str, y: str) -> int:
        return inside.get((min(x, y), max(x, y)), -600)

    edges = [(x, y, p) for (x, y), p in inside.items()]
    ((part, own),) = parts("abcd", edges)
    assert divide(part, own, points) == [["a", "b"], ["c", "d"]]


def test_large_parts_fall_apart_at_a_higher_score() -> None:
    """A chain of weak edges between two large happenings is cut without comparing all pairs."""
    nodes = list(range(2 * LARGEST + 10))
    half = len(nodes) // 2
    strong = [(n, n + 1, 900) for n in nodes[:-1] if n + 1 != half]
    weak = [(half - 1, half, weights().link)]
    ((part, own),) = parts(nodes, [*strong, *weak])
    assert divide(part, own, lambda a, b: 900) == [nodes[:half], nodes[half:]]


def test_made_reports_are_records() -> None:
    draw = random.Random(1)
    places, _ = towns()
    record = told(draw, happening(draw, 1, places[0], 30), 1)
    assert record.report.text
