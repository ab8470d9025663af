"""Places that only tell of which country forces are, and places before what was done there."""

from __future__ import annotations

import pytest

from conftest import plain_report
from saidso.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_forces_of_a_country_are_not_in_it(reader: Reader) -> None:
    record = reader.read(
        plain_report(
            "The strikes were carried out by jets near Raqqa on May 12.\n\nThe command launched them after an"
            " ambush that hit French forces on April 20 and killed two sailors.",
            "2024-05-14",
        )
    )
    assert "FRA" not in [i.place.country for i in record.incidents if i.place]
