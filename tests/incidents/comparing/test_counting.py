"""Counts over other incidents, beside what a store holds: supported, contradicted, not enough known."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from incidents.made_reports import Line, Page, pairs, record
from saidso.incidents.comparing.comparing import compare
from saidso.incidents.comparing.counting import Known, check
from saidso.incidents.comparing.periods import period
from saidso.incidents.comparing.sayings import parts_of, sayings
from saidso.incidents.ontology import load
from saidso.linked import Check, Origin

PLACE = {"name": "Lahore", "country": "PAK", "lat": 31.5, "lon": 74.3, "precision_km": 15}


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("this year", "2019-01-01", "2019-04-02"),
        ("this month", "2019-04-01", "2019-04-02"),
        ("the past five years", "2014-04-02", "2019-04-02"),
        ("in the last 18 months", "2017-10-02", "2019-04-02"),
        ("a decade", "2009-04-02", "2019-04-02"),
        ("two weeks", "2019-03-19", "2019-04-02"),
        ("since 2014", "2014-01-01", "2019-04-02"),
        ("since March", "2019-03-01", "2019-04-02"),
        ("since November", "2018-11-01", "2019-04-02"),
        ("since 12 May 2010", "2010-05-12", "2019-04-02"),
        ("2017", "2017-01-01", "2017-12-31"),
        ("last year", "2018-01-01", "2018-12-31"),
    ],
)
def test_period(words: str, first: str, last: str) -> None:
    found = period(words, date(2019, 4, 2))
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "words",
    ["the war", "years", "recent weeks", "since Monday", "since 2031", "", "several months"],
)
def test_no_period(words: str) -> None:
    assert period(words, date(2019, 4, 2)) is None


def known(
    *days: str, killed: int = 1, country: str = "PAK", type: str = "bombing", place: str = "Lahore"
) -> list[Known]:
    return [
        Known(
            id=f"k{n}",
            types=(type,),
            earliest=day,
            latest=day,
            country=country,
            killed=(killed, killed),
            words=frozenset(("bombing", "soldier")),
            countries=frozenset((country,)),
            places=frozenset((place,)),
        )
        for n, day in enumerate(days)
    ]


def checked(line: Line, store: list[Known], killed: tuple[float, float] | None = (5, 5)) -> Check:
    page = Page(said=[line], outlet="Harbour Times", published="2019-04-02", place=PLACE)
    made = {"a": record("a", msgspec.structs.replace(page, date="2019-04-01"))}
    sources = [Origin(reports=["a"])]
    incident = compare("h1", pairs(made), made, sources)
    said = sayings(parts_of(pairs(made), made, sources), sources)
    (found,) = check(said, incident, store, ontology=load(), killed=killed)
    return found


def ordinal(
    value: int | str, of: str = "bombing", period: str = "this year", words: str | None = None
) -> Line:
    return Line(by=["police"], slot="ordinal", value=value, of=of, period=period, words=words)


TWO = known("2019-01-10", "2019-02-10")
THREE = known("2019-01-10", "2019-02-10", "2019-03-10")


@pytest.mark.parametrize(
    ("line", "store", "result"),
    [
        (ordinal(3), TWO, "supported"),
        (ordinal(3), THREE, "contradicted"),
        (ordinal(5), TWO, "not enough known"),
        (ordinal(3), known("2018-01-10", "2018-02-10"), "not enough known"),
        (ordinal(3), known("2019-01-10", "2019-02-10", country="IND"), "not enough known"),
        (ordinal(3), known("2019-01-10", "2019-02-10", type="protest"), "not enough known"),
        (ordinal(3, of="attack"), TWO, "supported"),
        (ordinal(3, of="incident"), TWO, "supported"),
        (ordinal(3, of="kiosk"), TWO, "not enough known"),
        (ordinal(3, period="the war"), TWO, "not enough known"),
        (ordinal(1), TWO, "contradicted"),
        (ordinal(1), [], "not enough known"),
        (ordinal(1, period="since 2014"), known("2014-05-05"), "supported"),
        (ordinal(1, period="since 2014"), known("2014-05-05", "2016-05-05"), "contradicted"),
    ],
)
def test_ordinal(line: Line, store: list[Known], result: str) -> None:
    found = checked(line, store)
    assert found.result == result, found.why


@pytest.mark.parametrize(
    ("value", "result"),
    [(3, "supported"), (2, "supported"), (1, "contradicted"), (4, "not enough known")],
)
def test_tally_counts_with_this_one_or_before_it(value: int, result: str) -> None:
    line = Line(
        by=["police"], slot="tally", value=value, of="bombings", period="the past five years"
    )
    assert checked(line, TWO).result == result


@pytest.mark.parametrize(
    ("store", "killed", "result"),
    [
        (known("2016-01-10", killed=3), (5, 5), "supported"),
        (known("2016-01-10", killed=9), (5, 5), "contradicted"),
        (known("2012-01-10", killed=9), (5, 5), "not enough known"),
        (known("2016-01-10", killed=5), (5, 5), "not enough known"),
        (known("2016-01-10", killed=7), (5, float("inf")), "not enough known"),
        (known("2016-01-10", killed=3), None, "not enough known"),
    ],
)
def test_deadliest(store: list[Known], killed: tuple[float, float] | None, result: str) -> None:
    line = ordinal("deadliest", of="attack", period="since 2014")
    assert checked(line, store, killed).result == result


def test_what_narrows_a_count_must_be_known_of_what_is_counted() -> None:
    """ "The third bombing of a church this year" is not contradicted by five of anything."""
    five = known("2019-01-10", "2019-01-11", "2019-02-10", "2019-03-10", "2019-03-11")
    assert checked(ordinal(3), five).result == "contradicted"
    church = "third bombing of a church this year: "
    line = msgspec.structs.replace(ordinal(3), words=church)
    made = Page(said=[line], published="2019-04-02", place=PLACE, date="2019-04-01")
    wide = record("a", made)
    claim = msgspec.structs.replace(
        wide.claims[0], spans=[(wide.report.text.index("third"), len(wide.report.text) - 2)]
    )
    records = {"a": msgspec.structs.replace(wide, claims=[claim])}
    sources = [Origin(reports=["a"])]
    incident = compare("h1", pairs(records), records, sources)
    said = sayings(parts_of(pairs(records), records, sources), sources)
    (found,) = check(said, incident, five, ontology=load(), killed=None)
    assert found.result == "not enough known"


def test_a_day_that_is_not_known_makes_a_count_unsure() -> None:
    unknown = Known(id="x", types=("bombing",), earliest=None, latest=None, country="PAK")
    assert checked(ordinal(3), [*TWO, unknown]).result == "not enough known"


def test_more_of_them_elsewhere_contradict_nothing() -> None:
    """ "The third this year" may be said of a town: what happened in others does not count against it."""
    elsewhere = known("2019-01-10", "2019-02-10", "2019-03-10", place="Quetta")
    found = checked(ordinal(3), elsewhere)
    assert found.result == "not enough known"
    assert "which area is meant is not told" in found.why
    assert checked(ordinal(1), elsewhere).result == "not enough known"
    deadlier = known("2016-01-10", killed=9, place="Quetta")
    line = ordinal("deadliest", of="attack", period="since 2014")
    assert checked(line, deadlier).result == "not enough known"
