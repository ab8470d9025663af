"""Places inside the names of organisations."""

from __future__ import annotations

import pytest

from saidso.resolving.places.embedded import embedded


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("the Athens Police Department", "Athens"),
        ("Madison County Health Department", "Madison County"),
        ("University of Texas", "Texas"),
        ("Bank of the Philippines", None),  # a country, found by its own list
        ("Lahore High Court", "Lahore"),
        ("Central Bank", None),
        ("National Police", None),
        ("Party of Labour", None),
        ("Reuters", None),
        ("The", None),
        ("", None),
    ],
)
def test_embedded(name: str, place: str | None) -> None:
    words = name.split()
    inside = embedded(words)
    assert (inside and " ".join(words[slice(*inside)])) == place
