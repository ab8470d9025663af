"""Which names and ages of an incident's participants a report tells, and which of them we read."""

from __future__ import annotations

import pytest
from benchmarks.gva_people import Participant, Told, told

from saidso.reader import Reader
from saidso.record import Report, Segment


@pytest.mark.parametrize(
    ("text", "name", "age"),
    [
        ("Orla Fenwick, 24, was shot.", "Orla Fenwick", "24"),
        ("Orla Jane Fenwick II was hit.", 'Officer Orla "Moss" Fenwick, Jr', None),
        ("Fenwick’s brother Tam is 24 years old.", "Orla Fenwick", "24"),
        ("The 9-year-old was hit.", None, "9"),
        ("A nine-year-old girl was hit.", None, "9"),
        ("The guard, aged 40, was hit.", None, "40"),
        ("Shots hit Orla Fenwick (24).", "Orla Fenwick", "24"),
        ("Two men, ages 21 and 24, were hit.", None, "21"),
    ],
)
def test_what_a_text_tells(text: str, name: str | None, age: str | None) -> None:
    found = {t.kind: t.value for t in told([Participant(name, age)], text, None)}
    full = name is not None and "Orla" in text
    assert ("name" in found) == full
    assert ("age" in found) == (age is not None)


@pytest.mark.parametrize(
    "text",
    ["Route 24 was shut.", "He paid $24, she said.", "At 10:24, police came.", "It took 24 years."],
)
def test_numbers_that_are_no_ages(text: str) -> None:
    assert told([Participant("Orla Fenwick", "24")], text, None) == []


def test_what_our_record_has() -> None:
    text = "Orla Fenwick, 24, was shot dead in Tarvin on Monday."
    segments = [Segment(kind="paragraph", span=(0, len(text)))]
    record = Reader().read(Report(id="r", name="r", text=text, segments=segments))
    some = [Participant("Orla Fenwick", "24"), Participant("Tam Doyle", "31"), Participant()]
    assert told(some, text, record) == [
        Told("name", "orla fenwick", True),
        Told("age", "24", True),
    ]
