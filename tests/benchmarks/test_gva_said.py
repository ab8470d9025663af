"""What a report says of a day and a place, by words and the calendar alone."""

from __future__ import annotations

from datetime import date

import pytest
from benchmarks.gva_people import Participant, harmed
from benchmarks.gva_said import How, Unsaid, counties, says_count, says_day, says_place, why_unsaid

_SATURDAY = date(2016, 2, 20)


@pytest.mark.parametrize(
    ("text", "published", "how"),
    [
        ("A man was shot Feb. 20.", "2016-05-01", "date"),
        ("A man was shot on 20 February 2016.", None, "date"),
        ("Posted 2/20/16: a man was shot.", "2016-02-29", "date"),
        ("A man was shot February 20, 2015.", "2016-02-29", None),
        ("A man was shot Saturday night.", "2016-02-22", "weekday"),
        ("A man was shot Sat. night.", "2016-02-22", "weekday"),
        ("A man was shot Weds. night.", "2016-02-22", None),
        ("The man sat down and was shot.", "2016-02-22", None),
        ("A man was shot Saturday night.", "2016-03-05", None),
        ("A man was shot Friday night.", "2016-02-22", None),
        ("A man was shot last night.", "2016-02-21", "relative"),
        ("A man was shot three days ago.", "2016-02-23", "relative"),
        ("A man was shot last night.", "2016-02-22", None),
        ("A man was shot.", "2016-02-20", None),
    ],
)
def test_by_what_words_a_text_says_a_day(text: str, published: str | None, how: How | None) -> None:
    assert says_day(text, published, _SATURDAY) == how


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shots rang out on New Year’s Eve.", date(2015, 12, 31)),
        ("Shots rang out on Thanksgiving.", date(2016, 11, 24)),
        ("Shots rang out on Memorial Day.", date(2016, 5, 30)),
    ],
)
def test_a_holiday_says_its_day(text: str, day: date) -> None:
    assert says_day(text, "2017-01-01", day) in ("holiday", None)
    assert says_day(text, f"{day.year + (day.month == 12)}-12-30", day) == "holiday"
    assert says_day(text, f"{day.year + 2}-01-01", day) is None


@pytest.mark.parametrize(
    ("text", "published", "why"),
    [
        ("A man was shot.", "2016-02-21", "no day at all"),
        ("A man was shot Friday.", "2016-02-21", "days, but of another day"),
        ("A man was shot Saturday.", "2016-02-19", "published before the day"),
    ],
)
def test_why_a_text_does_not_say_a_day(text: str, published: str, why: Unsaid) -> None:
    assert why_unsaid(text, published, _SATURDAY) == why


def test_a_place_is_said_by_its_own_name_or_its_county_s() -> None:
    assert says_place("Shots in St. Charles.", "Saint Charles", "Missouri")
    assert says_place("Deputies of Greene County said", "Snow Hill", "North Carolina")
    assert says_place("Two died in Southeast D.C.", "Washington", "District of Columbia")
    assert says_place("Shots at Riviera Beach", "Palm Beach (Riviera Beach)", "Florida")
    assert not says_place("Deputies of another county said", "El Dorado (county)", "California")
    assert not says_place("Shots near the Snowhill plant", "Snow Hill", "North Carolina")
    assert counties("Snow Hill", "North Carolina") == {"greene county"}


@pytest.mark.parametrize(
    ("text", "slot", "killed", "injured", "said"),
    [
        ("A farmer was killed.", "killed", 1, 0, True),
        ("A farmer was shot.", "killed", 1, 0, False),
        ("A farmer was shot.", "injured", 1, 0, False),
        ("A farmer was shot.", "injured", 0, 1, True),
        ("Four people were shot.", "injured", 0, 4, True),
        ("Four people were shot.", "injured", 0, 5, False),
        ("A boy, 4, was shot at 4 p.m.", "injured", 0, 5, False),
        ("A girl was hit and a boy wounded.", "injured", 0, 2, False),
        ("Both were wounded.", "injured", 0, 2, True),
        ("Nothing is known.", "killed", 0, 1, True),
    ],
)
def test_what_a_text_says_of_counts(
    text: str, slot: str, killed: int, injured: int, said: bool
) -> None:
    assert says_count(text, slot, killed, injured, lambda _: 0) == said


def test_persons_told_say_how_many() -> None:
    text = "Orla Fenwick, 24, was hit, and so was Tam Doyle."
    some = [
        Participant("Orla Fenwick", "24", "Injured"),
        Participant("Tam Doyle", None, "Injured"),
        Participant("Ada Reed", None, "Unharmed"),
    ]
    assert harmed(some, "injured", text) == 2
    assert says_count(text, "injured", 0, 2, lambda slot: harmed(some, slot, text))
