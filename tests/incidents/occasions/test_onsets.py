"""The day of an incident where the words that tell it do not name the incident."""

from __future__ import annotations

import pytest

from saidso.reader import Reader
from saidso.record import Published, Record, Report, Segment

_PUBLISHED = "2026-03-10"  # a Tuesday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def _read(reader: Reader, title: str, *paragraphs: str) -> Record:
    text = "\n\n".join((title, *paragraphs))
    segments, at = [], 0
    for number, part in enumerate((title, *paragraphs)):
        end = min(len(text), at + len(part) + 2)
        segments.append(Segment(kind="paragraph" if number else "headline", span=(at, end)))
        at = end
    published = Published(edtf=_PUBLISHED, from_="argument")
    record = next(
        reader.read_many(
            [Report(id="0" * 64, name="r", text=text, segments=segments, published=published)]
        )
    )
    assert isinstance(record, Record)
    return record


def _date(record: Record) -> str | None:
    main = next(i for i in record.incidents if i.main)
    if main.date is None:
        return None
    words = [c for c in record.claims if c.incident == main.id and c.slot == "date"]
    assert words, "a date has its words"
    return main.date.edtf


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        (
            "Teenager shot at sports hall",
            "A teenager is in hospital after a shooting at a sports hall.It happened just after "
            "6 p.m. Sunday at the Brook Street hall.",
            "2026-03-08",
        ),
        (
            "Two wounded outside bakery",
            "Two men were shot and wounded outside a bakery. The incident took place on Monday "
            "evening, police said.",
            "2026-03-09",
        ),
        (
            "Man found shot dead in flat",
            "Officers were called to a flat on Mill Lane on Sunday afternoon. They found that a man "
            "had been shot dead.",
            "2026-03-08",
        ),
        (
            "Man charged with murder",
            "Police charged a man with murder on Monday in connection with the fatal shooting of a "
            "shopkeeper. Rowan Teller is accused of shooting him late Saturday on Quay Road.",
            "2026-03-07",
        ),
        (
            "Six shot on the west side",
            "A boy and five others were shot in what was believed to be a drive-by shooting Friday "
            "evening in the harbour district, police said.",
            "2026-03-06",
        ),
    ],
)
def test_day_is_told_without_naming_the_incident(
    reader: Reader, title: str, text: str, day: str
) -> None:
    assert _date(_read(reader, title, text)) == day


@pytest.mark.parametrize(
    "text",
    [
        "A man was shot dead in a car park. More details are expected to be released on Friday.",
        "A driver was killed in a shooting. A suspect was taken into custody on Monday.",
        "A guard was shot and killed. His funeral was held on Sunday.",
    ],
)
def test_what_comes_later_gives_no_day(reader: Reader, text: str) -> None:
    assert _date(_read(reader, "One killed in shooting", text)) is None


def test_a_drive_by_is_no_deadline(reader: Reader) -> None:
    text = "Four men were shot in a drive-by Sunday night, police in Orvel said."
    assert _date(_read(reader, "Four shot", text)) == "2026-03-08"


def test_a_deadline_is_no_day_of_the_deed(reader: Reader) -> None:
    record = _read(
        reader,
        "Gunmen kidnap trader in Velm",
        "A trader was kidnapped by gunmen near Velm, his brother said.",
        "The kidnappers gave the family until Sunday to pay the ransom, he said.",
    )
    assert _date(record) is None
