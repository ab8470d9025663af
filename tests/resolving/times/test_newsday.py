"""The day of the news where clocks run ahead of UTC."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.resolving.times.newsday import by_other_clocks, news_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # 2017-03-06 was a Monday
        ("Rockets fell near Tokyo early on Tuesday, the Japanese police said.", "2017-03-07"),
        ("A man was arrested in Sydney on Tuesday after two shops were robbed.", "2017-03-07"),
        ("Talks will start in Tokyo on Tuesday, the ministry said.", "2017-03-06"),
        ("A man was arrested in Sydney last Tuesday after two shops were robbed.", "2017-03-06"),
        ("A man was arrested in Denver on Tuesday after two shops were robbed.", "2017-03-06"),
        ("A man was arrested in Sydney on Sunday after two shops were robbed.", "2017-03-06"),
    ],
)
def test_news_from_the_east_is_of_the_next_day(text: str, day: str) -> None:
    assert news_day(plain_report(text, "2017-03-06")) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # 2017-03-06 was a Monday
        (
            "A man was shot in Denver on Monday night. He died early Tuesday, police said.",
            "2017-03-07",
        ),
        (
            "Charges were filed Tuesday, police said. He was arrested on Monday in Denver.",
            "2017-03-07",
        ),
        # what is to come, what is of another week, one of them alone, a date, and a weekly
        ("A man was shot in Denver on Monday night. He will be in court Tuesday.", "2017-03-06"),
        ("A man was shot in Denver last Tuesday. He died Monday, police said.", "2017-03-06"),
        ("A man was shot in Denver on Tuesday. He died on Sunday, police said.", "2017-03-06"),
        (
            "A man was shot in Denver on Tuesday, Feb. 28. He died Monday, police said.",
            "2017-03-06",
        ),
        (
            "One was shot Tuesday, one was hurt on Wednesday, and one was held on Monday.",
            "2017-03-06",
        ),
    ],
)
def test_news_that_was_written_on_after_its_day_is_of_the_next(text: str, day: str) -> None:
    assert news_day(plain_report(text, "2017-03-06")) == day


def test_a_report_without_a_day_has_none() -> None:
    assert news_day(plain_report("Rockets fell near Tokyo on Tuesday.")) is None
    assert news_day(plain_report("Rockets fell near Tokyo on Tuesday.", "2017-03")) == "2017-03"
    assert news_day(plain_report("Rockets fell near Tokyo.", "9999-12-31")) == "9999-12-31"


def test_a_moment_by_another_clock_is_known_as_such() -> None:
    text = "It was fired at 5:58 a.m. on Tuesday (2058 GMT on Monday), the ministry (of war) said."
    assert [text[a:b] for a, b in by_other_clocks(text)] == ["(2058 GMT on Monday)"]
    assert by_other_clocks("It was fired on Tuesday.") == []
