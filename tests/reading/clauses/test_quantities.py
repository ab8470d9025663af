"""Quantities: bounds, modifiers, what is counted, and the numbers that count nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from saidso.language.parse import Parse
from saidso.reading.clauses.quantities import find_quantities

Parser = Callable[..., Parse]

CASES = [
    # text, low, high, modifier, unit
    ("Two soldiers arrived.", 2, 2, None, "soldier"),
    ("At least 12 people gathered in the square.", 12, None, "at_least", "people"),
    ("No fewer than six hostages were freed.", 6, None, "at_least", "hostage"),
    ("More than 40 villagers fled.", 41, None, "more_than", "villager"),
    ("Over 500 troops were deployed.", 501, None, "more_than", "troop"),
    ("Fewer than ten rebels stayed.", None, 9, "fewer_than", "rebel"),
    ("Up to 300 fighters crossed the river.", None, 300, "at_most", "fighter"),
    ("As many as 70 houses were destroyed.", None, 70, "at_most", "house"),
    ("About 25 shots were heard.", 25, 25, "about", "shot"),
    ("Nearly 200 houses burned.", 200, 200, "about", "house"),
    ("Some 3,000 troops were sent.", 3000, 3000, "about", "troop"),
    ("An estimated 90 families left.", 90, 90, "about", "family"),
    ("Exactly eight guards were rescued.", 8, 8, "exactly", "guard"),
    ("Only four survivors were found.", 4, 4, "exactly", "survivor"),
    ("Fifty or more men came.", 50, None, "at_least", "man"),
    ("Dozens of families left the valley.", 12, None, None, "family"),
    ("Hundreds of protesters marched.", 100, None, None, "protester"),
    ("Thousands of people fled.", 1000, None, None, "people"),
    ("Scores of villagers waited.", 20, None, None, "villager"),
    ("Several officers were present.", 3, None, None, "officer"),
    ("A handful of reporters waited.", 3, None, None, "reporter"),
    ("Twenty-one passengers were on the bus.", 21, 21, None, "passenger"),
    ("Three hundred and five miners were underground.", 305, 305, None, "miner"),
    ("Three hundred and thirty-three miners were underground.", 333, 333, None, "miner"),
    ("1,200 refugees crossed.", 1200, 1200, None, "refugee"),
    ("1.5 million people live there.", 1_500_000, 1_500_000, None, "people"),
    ("Between five and seven gunmen attacked the post.", 5, 7, None, "gunman"),
    ("Two or three men ran away.", 2, 3, None, "man"),
    ("10-15 militants entered the village.", 10, 15, None, "militant"),
    ("A dozen guards watched the gate.", 12, 12, None, "guard"),
    ("Two dozen buses waited.", 24, 24, None, "bus"),
    ("Half a dozen shops were looted.", 6, 6, None, "shop"),
    ("A couple of students watched.", 2, 2, None, "student"),
    ("A pair of gunmen ran.", 2, 2, None, "gunman"),
    ("Both drivers fled.", 2, 2, None, "driver"),
    ("One woman spoke.", 1, 1, None, "woman"),
    ("No soldiers were there.", 0, 0, None, "soldier"),
    ("None of the passengers spoke.", 0, 0, None, "passenger"),
    ("Nobody came.", 0, 0, None, ""),
    ("The driver was hit five times.", 5, 5, None, "time"),
    ("He was warned twice.", 2, 2, None, "time"),
    ("A 24-year-old soldier fled.", 24, 24, None, "age"),
    ("Maria Holt, 34, lives in Tarvin.", 34, 34, None, "age"),
    ("A man aged 61 was there.", 61, 61, None, "age"),
    ("The boy is 12 years old.", 12, 12, None, "age"),
    ("Police arrested 14 suspects on 12 May 2016.", 14, 14, None, "suspect"),
]

COUNT_NOTHING = [
    "The blast came at 10:30 a.m. on Monday.",
    "The damage is put at $5 million.",
    "About 40 percent of shops closed.",
    "They live at 120 Mill Street.",
    "He fired a 9mm pistol.",
    "They carried AK-47 rifles.",
    "Call 555-0199 for help.",
    "The fight began in 2014.",
    "It was on 3 March.",
    "Image 3 of 8 A farm near Tarvin",
    "A farm near Tarvin 1 / 3",
    "",
    "😀 😀",
]


@pytest.mark.parametrize(("text", "low", "high", "modifier", "unit"), CASES)
def test_bounds(
    parse: Parser, text: str, low: int | None, high: int | None, modifier: str | None, unit: str
) -> None:
    """A number has the bounds, the modifier and the noun that its words say."""
    found = [(q.low, q.high, q.modifier, q.unit) for q in find_quantities(parse(text))]
    assert found == [(low, high, modifier, unit)]


@pytest.mark.parametrize("text", COUNT_NOTHING)
def test_numbers_that_count_nothing(parse: Parser, text: str) -> None:
    """Dates, clock times, money, shares, addresses and codes are no quantities."""
    assert find_quantities(parse(text)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("The third attack this year hit Tarvin.", 3), ("The 12th convoy left.", 12)],
)
def test_ordinals(parse: Parser, text: str, number: int) -> None:
    """Ordinals are marked, so that nobody counts them."""
    (found,) = find_quantities(parse(text))
    assert found.ordinal
    assert found.low == found.high == number


def test_words_are_those_of_the_text(parse: Parser) -> None:
    """The span of a quantity covers its modifier and number, as printed."""
    text = "Troops met at least 12 riders and no fewer than forty wagons."
    found = find_quantities(parse(text))
    assert [q.words for q in found] == ["at least 12", "no fewer than forty"]
    assert all(text[q.span[0] : q.span[1]] == q.words for q in found)


def test_hostile_text_takes_linear_time(parse: Parser) -> None:
    """A long row of numbers is read without a crash, ranges never overlap."""
    found = find_quantities(parse("twenty one hundred and 3-4 5,000 or " * 300))
    ends = [q.tokens for q in found]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
