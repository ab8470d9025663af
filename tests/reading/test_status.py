"""Status: what the grammar says of whether an event happened, and what follows for harm."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader
from saidso.record import Record

CASES = [
    ("attempted", "Police foiled a plot to bomb the station on Friday."),
    ("attempted", "Gunmen tried to kidnap a judge on Monday but failed."),
    ("attempted", "Gunmen failed to seize the airport on Sunday."),
    ("attempted", "Security forces thwarted a suicide attack on a mosque."),
    ("attempted", "An attempted coup was put down on Friday."),
    ("attempted", "The bomb failed to explode."),
    ("attempted", "Soldiers defused a bomb outside the court."),
    ("attempted", "A planned attack on the embassy was averted."),
    ("attempted", "Guards prevented the man from shooting the mayor."),
    ("attempted", "The attempt to assassinate the governor failed."),
    ("planned", "The group plans to attack oil fields."),
    ("planned", "The bombers intended to kill hundreds."),
    ("denied", "The army denied shelling the hospital."),
    ("denied", "The ministry said there had been no attack on the school."),
    ("happened", "The army managed to retake the bridge on Sunday."),
    ("happened", "Police had to open fire on the mob in the old town."),
    ("happened", "Officers were able to arrest the two smugglers."),
    ("happened", "Guards were forced to fire in the air."),
    ("planned", "The army will have to attack the fort."),
    ("happened", "Two men suffered life-threatening injuries."),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _read(reader: Reader, text: str) -> Record:
    return reader.read(plain_report(text, "2017-03-07"))


@pytest.mark.parametrize(("status", "text"), CASES)
def test_status_of_an_incident(reader: Reader, status: str, text: str) -> None:
    record = _read(reader, text)
    assert [i.status for i in record.incidents if i.main] == [status]


@pytest.mark.parametrize(
    "text", [t for s, t in CASES if s in ("attempted", "planned")] + ["They threatened to kill 12."]
)
def test_what_was_not_done_is_no_harm(reader: Reader, text: str) -> None:
    """A claim says that somebody was killed or captured; a plan says no such thing."""
    slots = {"killed", "injured", "captured"}
    assert not [c for c in _read(reader, text).claims if c.slot in slots and c.value != 0]
