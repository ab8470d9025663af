"""Expressions of time: a table of readings, and what must hold on any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidso.resolving.times.calendar_words import patterns
from saidso.resolving.times.times import Time, _candidates, find_times

WEDNESDAY = "2023-08-16"

READINGS = [
    # weekdays
    ("Gunmen stormed the depot on Monday.", "2023-08-14"),
    ("Police said Wednesday that two men had fled.", "2023-08-16"),
    ("A bus was hit on Thursday.", "2023-08-10"),
    ("The town council will vote on Friday.", "2023-08-18"),
    ("On Friday, the council will vote on the curfew.", "2023-08-18"),
    ("The minister said on Friday that the curfew would stay.", "2023-08-11"),
    ("Talks are scheduled for Monday.", "2023-08-21"),
    ("Talks that had been scheduled for Monday fell through.", "2023-08-14"),
    ("Shells fell on the road over the past 24 hours.", "2023-08-15/2023-08-16"),
    ("Talks are due to resume on Monday.", "2023-08-21"),
    ("The road was closed due to shelling on Monday.", "2023-08-14"),
    ("The trial resumes next Monday.", "2023-08-21"),
    ("He vanished last Wednesday.", "2023-08-09"),
    ("He vanished on Wednesday last week.", "2023-08-09"),
    ("He vanished on Wednesday of last week.", "2023-08-09"),
    ("The ferry sank early Sunday.", "2023-08-13"),
    ("A bomb went off during Friday prayers.", "2023-08-11"),
    ("Crowds marched after the Friday prayers.", "2023-08-11"),
    ("The ferry sank on Saturday night.", "2023-08-12"),
    ("Reporters asked about Tuesday’s raid.", "2023-08-15"),
    ("She could be freed as early as Friday.", "2023-08-18"),
    # days
    ("The bridge collapsed yesterday.", "2023-08-15"),
    ("The bridge collapsed yesterday morning.", "2023-08-15"),
    ("The port is closed today.", "2023-08-16"),
    ("Crews worked overnight.", "2023-08-16"),
    ("The port reopens tomorrow.", "2023-08-17"),
    ("She was seen three days ago.", "2023-08-13"),
    ("She was seen a couple of days ago.", "2023-08-14"),
    ("The shot was fired at 10:35 a.m. on Tuesday.", "2023-08-15"),
    # month and day
    ("The depot burned on Aug. 3.", "2023-08-03"),
    ("The depot burned on 3 August.", "2023-08-03"),
    ("The depot burned on August 3rd.", "2023-08-03"),
    ("The depot burned on the 3rd of August.", "2023-08-03"),
    ("The depot burned on Nov. 13.", "2022-11-13"),
    ("The depot burned on December 30.", "2022-12-30"),
    ("The court will rule on Sept. 5.", "2023-09-05"),
    ("The deadline is Aug. 18.", "2023-08-18"),
    ("The depot burned on the night of July 9.", "2023-07-09"),
    ("The depot burned on Thursday, Aug. 10, when guards slept.", "2023-08-10"),
    ("The depot burned on Nov. 13 last year.", "2022-11-13"),
    ("The siege of Aug. 3-5 cost the town dear.", "2023-08-03/2023-08-05"),
    # full dates
    ("He deserted on November 13, 2017.", "2017-11-13"),
    ("He deserted on 13 November 2017.", "2017-11-13"),
    ("He deserted on Monday, November 13th, 2017, at noon.", "2017-11-13"),
    ("The log is dated 2017-11-13.", "2017-11-13"),
    ("The log is dated 13/11/2017.", "2017-11-13"),
    ("The log is dated 11/13/2017.", "2017-11-13"),
    ("The log is dated 11/13/17.", "2017-11-13"),
    ("The log is dated 03/04/2017.", "2017-04-03"),
    ("He was born on Feb. 29, 1996.", "1996-02-29"),
    # months
    ("The camp opened in March.", "2023-03"),
    ("The camp opened in November.", "2022-11"),
    ("The camp has stood since 7 October.", "2022-10-07"),
    ("The camp opened in August.", "2023-08"),
    ("The camp opened last August.", "2022-08"),
    ("The camp will open in November.", "2023-11"),
    ("The camp has stood since May 2015.", "2015-05"),
    ("The camp opened in June last year.", "2022-06"),
    ("The camp opened in late Sept. 2019.", "2019-09"),
    ("The camp opened last month.", "2023-07"),
    ("The camp opens next month.", "2023-09"),
    ("The camp opened three months ago.", "2023-05"),
    # weeks
    ("Two guards deserted this week.", "2023-08-14/2023-08-20"),
    ("Two guards deserted last week.", "2023-08-07/2023-08-13"),
    ("Two guards deserted two weeks ago.", "2023-07-31/2023-08-06"),
    ("Two guards deserted at the weekend.", "2023-08-12/2023-08-13"),
    # years and more
    ("The wall was built in 1968.", "1968"),
    ("The 2014 truce holds.", "2014"),
    ("The wall was built about 1968.", "1968~"),
    ("The wall was built last year.", "2022"),
    ("A wall fell earlier this year.", "2023"),
    ("The wall was built five years ago.", "2018"),
    ("The wall will stand by the end of the year.", "2023"),
    ("The war of the 1990s is over.", "199X"),
    ("The war of the early '80s is over.", "198X"),
    ("The fort dates from the 17th century.", "16XX"),
    ("Shells fell last summer.", "2022-22"),
    ("Shells fell in the winter of 2020.", "2020-24"),
    ("Exports rose in the second quarter of 2021.", "2021-34"),
    ("He was the fourth to cross in the past five years.", "2018/2023"),
    ("Forty fled in the last two months.", "2023-06/2023-08"),
    # years in words
    ("The mill was built in nineteen thirty-four.", "1934"),
    ("He enlisted in eighteen ninety.", "1890"),
    ("She was mayor from nineteen eighty to the fire.", "1980"),
    ("The ferry sank in twenty seventeen.", "2017"),
    ("The dam will be full by twenty thirty-one.", "2031"),
    ("Few feared the year two thousand.", "2000"),
    ("They met again in the year two thousand and six.", "2006"),
    # a month that says which thing is meant
    ("The October raid on the mill left two dead.", "2022-10"),
    ("Her May arrest shocked the valley.", "2023-05"),
    ("They met under a June accord with the mill.", "2023-06"),
    # compared with a year ago
    ("Clashes killed 40 in July, up from 12 a year ago, the clinic said.", "2023-07"),
    # quarters
    ("Thefts rose in the 2019 second quarter.", "2019-34"),
    ("The line opens in next year's first quarter.", "2024-33"),
    ("Thefts fell in the latest quarter.", "2023-34"),
    # what is due or meant to happen
    ("The ransom is payable Sept. 30.", "2023-09-30"),
    ("The council expects to reopen the road in November.", "2023-11"),
    # holidays
    ("The mine exploded on Thanksgiving Day.", "2022-11-24"),
    ("A bus was burned on Labor Day last year.", "2022-09-05"),
    ("A bus will be burned on Labor Day, they threatened.", "2023-09-04"),
    ("A bus was burned on Memorial Day.", "2023-05-29"),
    ("Gunmen fired on the chapel on Good Friday.", "2023-04-07"),
    ("Gunmen fired on the chapel on Easter Sunday 2019.", "2019-04-21"),
    ("The march on Easter Monday drew hundreds.", "2023-04-10"),
    ("The mine exploded on Christmas Day.", "2022-12-25"),
    ("The mine exploded on New Year’s Eve.", "2022-12-31"),
]


WITHOUT_PUBLICATION = [
    ("The depot burned on Nov. 13.", "XXXX-11-13"),
    ("The depot burned in March.", "XXXX-03"),
    ("The depot burned on Monday.", "XXXX-XX-XX"),
    ("The depot burned yesterday.", "XXXX-XX-XX"),
    ("The depot burned on Nov. 13, 2017.", "2017-11-13"),
    ("The depot burned in 2017.", "2017"),
]

NO_TIMES = [
    "The split was 11/12/17, the version 11.13.17, and the shop was open 24/7/365.",
    "Twenty thirty-ton trucks blocked the road.",
    "Nineteen sixty-year-old drivers and twenty seventeen-year-old boys waited.",
    "He served two thousand meals.",
    "The March of the Mothers filled the square; a March on the mill followed.",
    "The 24-year-old guard may march at the second gate.",
    "Ms. May and April Jones read the Sun and the Sunday Times.",
    "Officers marched in; one of them may have been hit.",
    "More than 2000 soldiers and about 500 drivers crossed.",
    "More than 1800 inmates fled. Up to 1950 pilgrims and about 2000 masons waited. Over 1900 ran.",
    "He was shot in the 1600 block of Mill Lane.",
    "Call detectives at 555-010-1600 or 555.010.1600.",
    "© 2016 Farring Media. Copyright 2016 Farring Media.",
    "The suspect, 24 years old, ran 300 metres.",
    "On Bloody Sunday the town fell silent.",
    "He leads Friday prayers in Velm.",
    "Bread cost $2,014 and the score was 3-2.",
    "The depot burned on Feb. 31.",
    "",
    "🔥🔥",
]


def times(text: str, published: str | None = WEDNESDAY) -> list[Time]:
    return find_times(text, published=published)


@pytest.mark.parametrize(("text", "edtf"), READINGS)
def test_reading_against_publication(text: str, edtf: str) -> None:
    """The first expression of the sentence is read so."""
    assert times(text)[0].edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("He vanished last week, on Wednesday.", "2023-08-09"),
        ("He vanished last week, late on Friday.", "2023-08-11"),
        ("A week ago, on Tuesday, raiders came.", "2023-08-08"),
        ("He was hit one week ago as he crossed a road Wednesday.", "2023-08-09"),
        ("He was hit one week ago, and on Wednesday he left.", "2023-08-16"),
        ("Two men died last week. Wednesday was calm.", "2023-08-16"),
        # the last such day that was named, else the first after it
        ("Two were held over the June 4 raid. They fired early that Sunday morning.", "2023-06-04"),
        ("On June 4 a bar was hit, police said on Monday. On that Sunday it rained.", "2023-06-04"),
        ("The raid was on June 4. That Friday, they came back.", "2023-06-09"),
        ("The raid was on June 4. He said that Friday was calm.", "2023-08-11"),
        ("The raid was on June 4. The army said that Monday's raid killed two.", "2023-08-14"),
        ("The ferry sank that Sunday.", "2023-08-13"),
    ],
)
def test_a_weekday_is_of_the_week_that_the_words_name(text: str, edtf: str) -> None:
    assert times(text)[-1].edtf == edtf


@pytest.mark.parametrize(("text", "edtf"), WITHOUT_PUBLICATION)
def test_unknown_stays_unknown(text: str, edtf: str) -> None:
    """Without a publication date nothing is guessed."""
    (time,) = times(text, None)
    assert time.edtf == edtf
    assert (time.earliest is None) == ("X" in edtf)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time(text: str) -> None:
    assert [t for t in times(text) if t.precision != "none"] == []


def test_ages_are_not_durations() -> None:
    assert times("The 24-year-old ran; his brother, 31 years old, did not.") == []


def test_published_month_or_year() -> None:
    """A coarse publication date still dates what it can."""
    assert times("It fell in March.", "2023-08")[0].edtf == "2023-03"
    assert times("It fell on Monday.", "2023-08")[0].edtf == "XXXX-XX-XX"
    assert times("It fell last year.", "2023")[0].edtf == "2022"
    assert times("It fell on Nov. 13.", "2023")[0].edtf == "XXXX-11-13"
    assert times("It fell on Nov. 13.", "nonsense")[0].edtf == "XXXX-11-13"


def test_day_told_by_the_one_before() -> None:
    """ "A day later" counts from the last day that the text named."""
    text = "He crossed on Aug. 3. A day later he spoke; the following day he slept. That night it rained."
    assert [t.edtf for t in times(text)] == ["2023-08-03", "2023-08-04", "2023-08-05", "2023-08-05"]
    assert times("The following day he slept.")[0].precision == "none"


def test_full_date_does_not_become_the_anchor() -> None:
    """A full date in the text gives no year to a later day."""
    text = "The truce was signed on July 27, 1953. Shots fell on Nov. 13."
    assert [t.edtf for t in times(text, None)] == ["1953-07-27", "XXXX-11-13"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("He was taken on 4 March 2019. A body was found on 29 April.", "2019-04-29"),
        ("He was taken on 4 November 2019. A body was found on 29 January.", "2020-01-29"),
        ("They were held until 30 March 2021. Two were shot on 19 March.", "2021-03-19"),
        ("Police shot at crowds in October 2021. The worst day was 14 October.", "2021-10-14"),
        ("The truce was signed on July 27, 1953. Shots fell on Nov. 13.", "2022-11-13"),
        (
            "He was taken on 4 March 2019. Police said this year that he died on 29 April.",
            "2023-04-29",
        ),
        ("He was taken on 4 March 2019. On Aug. 3 shots fell.", "2023-08-03"),
        ("He was taken on 4 March 2019. A court will hear the case on 29 August.", "2023-08-29"),
    ],
)
def test_a_story_of_an_earlier_year_goes_on_in_it(text: str, edtf: str) -> None:
    """A day without a year has that of the story, unless it is of the last month or the story long past."""
    assert times(text)[-1].edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Shots fell on June 2. By the end of the day all was calm.", "2023-06-02"),
        ("He crossed on June 2. The next day he slept.", "2023-06-03"),
        ("Crowds were shot at on June 2 after Friday prayers.", "2023-06-02"),
    ],
)
def test_words_that_point_at_the_day_before_them(text: str, edtf: str) -> None:
    assert times(text)[-1].edtf == edtf


def test_day_of_an_hour() -> None:
    (time,) = times("The shot was fired at 10:35 p.m. on Tuesday.")
    assert (time.kind, time.edtf, time.value) == ("time", "2023-08-15", "2023-08-15T22:35")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("The raid lasted two hours.", "duration", "PT2H"),
        ("A five-day march began.", "duration", "P5D"),
        ("They waited for twenty-five years.", "duration", "P25Y"),
        ("Guards are changed every week.", "set", "P1W"),
        ("Guards are changed daily.", "set", "P1D"),
        ("They pray each Friday.", "set", "XXXX-WXX-5"),
        ("They met in the past five years.", "duration", "P5Y"),
    ],
)
def test_durations_and_sets(text: str, kind: str, value: str) -> None:
    (time,) = times(text)
    assert (time.kind, time.value) == (kind, value)


def test_span_modifier_and_anchor() -> None:
    text = "The depot, shut since early May, burned on the night of Friday, Aug. 11."
    first, second = times(text)
    assert text[slice(*first.span)] == "early May"
    assert (first.modifier, first.relative_to) == ("start", "publication")
    assert text[slice(*second.span)] == "the night of Friday, Aug. 11"
    assert (second.kind, second.value) == ("time", "2023-08-11TNI")
    assert times("He left more than ten years ago.")[0].modifier == "before"
    (third,) = times("He has been missing since May 3, 2015.")
    assert (third.modifier, third.relative_to) == ("after", None)


def test_week_is_an_interval_of_days() -> None:
    (time,) = times("Two guards deserted last week.")
    assert (time.precision, time.earliest, time.latest) == ("week", "2023-08-07", "2023-08-13")


def test_only_inside_spans() -> None:
    """Residue lies outside the sentences and is not read."""
    text = "It fell on Monday. Read more: Aug. 3."
    assert [t.edtf for t in find_times(text, published=WEDNESDAY, spans=[(0, 18)])] == [
        "2023-08-14"
    ]


def test_long_line_is_quick() -> None:
    """Hostile repetition neither raises nor hangs."""
    for piece in ("the the ", "1 ", "about ", "Monday, ", "a " * 3, "9" * 50, "twenty-", " \n"):
        find_times(piece * (60_000 // len(piece)), published=WEDNESDAY)


PIECES = (
    "9999 years later|days ago|a day later|the following week|last|next|Monday|March|May|"
    "13|31|2017|0001|about|the|night of|century|İ|’s|99th century|Feb. 29|, |. |🔥|weekend|"
    "that day|10 p.m.|on|/|- |200 decades ago|the 1500s|quarter|fall|winter|2099|last year|"
    "December|the past|900 months|9999 days later|the previous|year|to|60"
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(PIECES.split("|")), max_size=12).map(" ".join)
)
PUBLISHED = st.sampled_from(
    [None, "", "2017", "2017-11", "2020-02-29", "1000-01-01", "2999-12-31", "2017-13-40"]
)


@given(TEXTS, PUBLISHED)
def test_any_text(text: str, published: str | None) -> None:
    """Times are sorted, apart, inside the text, and begin before they end."""
    end = 0
    for time in find_times(text, published=published):
        assert end <= time.span[0] < time.span[1] <= len(text)
        end = time.span[1]
        assert time.edtf
        assert (time.earliest is None) == (time.latest is None)
        if time.earliest and time.latest:
            assert time.earliest <= time.latest


@given(
    st.lists(
        st.sampled_from(
            [
                *("the", "a", "an", "about", "some", "early", "late", "last", "this", "on", "of"),
                *("two", "half", "couple", "dozens", "every", "past", "next", "first", "nearly"),
                *("monday", "sat.", "may", "nov.", "night", "morning", "summer", "year", "weeks"),
                *("ago", "before", "day", "yesterday", "noon", "3", "10", "2014", "1990s", "'80s"),
                *("21st", "century", "p.m.", "10:30", "3/4/2014", "2014-02-03", "-", ",", "daily"),
                *("quarter", "christmas", "long", "old", "at", "in", "soldiers", "$2014", "march"),
            ]
        ),
        max_size=14,
    )
)
def test_no_expression_is_passed_over(words: list[str]) -> None:
    """What one search finds worth trying holds all that each pattern finds by itself."""
    text = " ".join(words)
    found = {
        (name, match.span()) for name, pattern in patterns() for match in pattern.finditer(text)
    }
    assert {(name, m.span()) for name, m in _candidates(text, [(0, len(text))])} == found


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Clashes killed 40 in July, up from 12 a year ago, the clinic said.", "2022-07"),
        ("In the second quarter 30 fled, compared with 90 a year earlier.", "2022-34"),
        ("Thefts fell in June. The mill lost 9 sheep, against 30 a year ago.", "2022-06"),
        ("The strike began in June. He left the valley a year ago.", "2022"),
        ("In July he was freed, two years after he had been seized a year earlier.", "2022"),
    ],
)
def test_a_year_ago_keeps_the_period_that_is_compared(text: str, edtf: str) -> None:
    """Only a comparison keeps the month or quarter; else a year ago is a year."""
    assert times(text)[-1].edtf == edtf


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Monday, they met at 9 p.m. near the mill.", "2023-08-14T21:00"),
        ("The shot fell at 10:35 a.m. (0735 GMT) on Tuesday.", "2023-08-15T10:35"),
        ("The blast on Aug. 3 came at 4:05 p.m. local time.", "2023-08-03T16:05"),
    ],
)
def test_an_hour_is_of_the_day_in_its_sentence(text: str, day: str) -> None:
    assert day in [t.value for t in times(text) if t.kind == "time"]


def test_an_hour_of_another_sentence_has_no_day() -> None:
    """The day of the sentence before is not carried over."""
    assert times("They met on Monday. The gate closes at 9 p.m.")[-1].precision == "none"


def test_an_amount_and_a_half() -> None:
    assert [t.value for t in times("They waited 2 1/2 years, then 1 1/2 hours.")] == [
        "P2Y6M",
        "PT1H30M",
    ]


def test_a_verb_before_a_weekday_looks_forward() -> None:
    text = "Orlo is host to the games, which end on Sunday."
    assert [t.edtf for t in find_times(text, published="2021-08-06")] == ["2021-08-08"]


def test_a_day_since_when_something_is_so_stays_in_its_year() -> None:
    found = times(
        "The war has gone on since 7 October. On 7 October, rebels shot nine guards.", "2023-08-15"
    )
    assert [t.edtf for t in found] == ["2022-10-07", "2022-10-07"]
