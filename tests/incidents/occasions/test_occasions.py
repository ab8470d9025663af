"""Which of the days that a report names is that of its main incident."""

from __future__ import annotations

import pytest
from tests.incidents.occasions.test_onsets import _date, _read, reader

from saidso.incidents.occasions.candidates import Candidate
from saidso.incidents.occasions.occasions import NONE, day_shares, weights
from saidso.incidents.weighed import listening
from saidso.reader import Reader
from saidso.resolving.times.times import Time

__all__ = ["reader"]


@pytest.mark.parametrize(
    ("title", "paragraphs", "day"),
    [
        (  # the day of death is not that of the shooting
            "Baker dies after shooting",
            [
                "A baker who was shot outside his shop in Farring has died, police said Monday.",
                "Rowan Teller, 41, died Sunday at a hospital. The shooting happened about 9 p.m. "
                "Thursday on Mill Lane.",
            ],
            "2026-03-05",
        ),
        (  # those who mourn meet later
            "Neighbours remember baker",
            [
                "Neighbours held a vigil Sunday night to honor a baker who was shot and killed on "
                "Mill Lane on Thursday night.",
            ],
            "2026-03-05",
        ),
        (  # the law speaks later, the day modifies the deed
            "Man sentenced to nine years",
            [
                "A Farring man received the sentence Monday for the Jan. 4 shooting of a baker.",
                "Judge Ilse Marn spoke of a senseless killing.",
            ],
            "2026-01-04",
        ),
        (  # a page's own dates are none of an incident
            "Two shot in car park",
            [
                "Posted: Tuesday, March 10, 2026 1:37 PM Updated: Tuesday, March 10, 2026 6:22 PM",
                "Two men were shot in a car park about 11 p.m. Saturday, police said.",
            ],
            "2026-03-07",
        ),
        (  # who searches does so later
            "Two sought after shooting outside club",
            [
                "Police were searching late Monday for two men in a shooting that wounded four.",
                "The two pulled guns around 10:45 p.m. Saturday in front of the club.",
            ],
            "2026-03-07",
        ),
    ],
)
def test_the_day_of_the_deed(reader: Reader, title: str, paragraphs: list[str], day: str) -> None:
    assert _date(_read(reader, title, *paragraphs)) == day


def test_who_died_later_is_still_killed_by_it(reader: Reader) -> None:
    record = _read(
        reader,
        "Shooting in Farring",
        "A baker was shot Thursday night on Mill Lane. He died Saturday at a hospital.",
    )
    main = next(i for i in record.incidents if i.main)
    assert main.date is not None
    assert main.date.edtf == "2026-03-05"
    assert main.killed is not None
    assert main.killed.best == 1


def _candidate(day: str, *features: str) -> Candidate:
    time = Time((0, 1), day, day, day, "day", "date", None, None, day)
    return Candidate(time, features)


def test_shares_of_days_add_up_and_so_do_those_who_say_one() -> None:
    table = {"a": 1.0, "b": 0.5, NONE: 0.0}
    ones = [_candidate("2026-03-05", "b"), _candidate("2026-03-05", "b")]
    shares, scores = day_shares([*ones, _candidate("2026-03-06", "a")], table)
    assert sum(shares.values()) == pytest.approx(1)
    assert scores == [0.5, 0.5, 1.0]
    assert shares["2026-03-05"] > shares["2026-03-06"], "two that say one day outweigh a better one"
    assert day_shares([], table) == ({}, [])


def test_the_weights_keep_the_law_and_pages_back() -> None:
    table = weights()
    assert table["verb.happen"] > 0 > table["verb.later"]
    assert table["core.beside"] > 0 > table["order.last"]


def test_the_day_of_what_a_deed_is_compared_with_is_not_its_day(reader: Reader) -> None:
    record = _read(
        reader,
        "Twenty guards killed in attack on Farring",
        "At least 20 guards were killed in the biggest raid since the Orlo camp strike of 18 May 2016, "
        "when gunmen stormed their post in Farring.",
    )
    assert next(i for i in record.incidents if i.main).date is None


def test_the_day_since_when_somebody_is_missing_is_the_day(reader: Reader) -> None:
    text = "A baker who was kidnapped in Farring has been missing since Thursday, police said."
    assert _date(_read(reader, "Baker kidnapped in Farring", text)) == "2026-03-05"


def test_what_the_reader_chose_among_is_told_to_who_listens(reader: Reader) -> None:
    lead = "A baker was shot on Thursday in Farring, police said on Saturday."
    with listening("day") as heard:
        _read(reader, "Baker shot", lead)
    (days,) = heard
    assert {c.time.edtf for c in days if isinstance(c, Candidate)} == {"2026-03-05", "2026-03-07"}
    _read(reader, "Baker shot", lead)
    assert len(heard) == 1, "nobody listens any more"


def test_the_day_that_has_begun_in_the_east_is_the_day(reader: Reader) -> None:
    text = "Two men were shot in a car park in Sydney early on Wednesday, police said."  # read on Tuesday
    assert _date(_read(reader, "Two shot in Sydney", text)) == "2026-03-11"
