"""What a disease kills is no incident; who dies of violence near one is."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    "text",
    [
        "The plague killed 25 million people in Europe.",
        "Malaria killed 400,000 people last year, the agency said.",
        "Cholera has killed 37 people in Orlo since March, the ministry said on Sunday.",
        "The Black Death killed a third of Europe. It claimed the lives of 75 million people.",
        "The Black Death resulted in the deaths of an estimated 75 to 200 million people.",
        "The country has recorded 551 new cases of cholera, resulting in 16 deaths within a day. "
        "Since the outbreak began in March, 825 people have lost their lives.",
        "An outbreak of measles claimed the lives of 12 children in Orlo on Sunday.",
        "Nine people died of cholera in a camp near Orlo on Sunday.",
        "The ministry reported 14 cholera deaths on Sunday.",
        "More than 40 people were killed by Ebola in the town of Orlo, the ministry said on Sunday.",
        "The bird flu outbreak, which has killed 12 people, spread to Orlo on Sunday.",
    ],
)
def test_a_disease_makes_no_incident(reader: Reader, text: str) -> None:
    record = reader.read(plain_report(text, "2024-05-15"))
    assert record.incidents == []
    assert record.events == []


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("An outbreak of violence killed 12 people in Orlo on Sunday.", 12),
        ("A wave of attacks killed 12 people in Orlo on Sunday.", 12),
        ("Gunmen killed nine people at a cholera clinic in Orlo on Sunday.", 9),
        ("Two nurses who fought Ebola were killed when a mob attacked them in Orlo on Sunday.", 2),
        (
            "Three people died in custody during the pandemic after police beat them, the group said.",
            3,
        ),
    ],
)
def test_violence_beside_a_disease_is_one(reader: Reader, text: str, killed: int) -> None:
    (incident,) = reader.read(plain_report(text, "2024-05-15")).incidents
    assert incident.killed is not None
    assert incident.killed.best == killed
